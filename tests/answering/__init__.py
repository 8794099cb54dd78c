"""Tests of answering, from a question's language to the whole answer."""
