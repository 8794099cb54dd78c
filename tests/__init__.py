"""Tests, by room: each package here mirrors one of the program."""
