"""Readers of the formats that people send, each run in a process of its own (`corpus.intake`)."""
