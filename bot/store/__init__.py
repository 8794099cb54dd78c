"""What the program remembers between runs, in one SQLite file under the data directory."""
