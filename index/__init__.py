"""Documents become findable here: passages, vectors, words, snapshots, search."""
