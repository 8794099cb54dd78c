"""What moderators do with the sources: add, replace, withdraw, go back, remove for good."""
