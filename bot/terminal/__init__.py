"""The command line: one answer, a conversation, the index, the corpus."""
