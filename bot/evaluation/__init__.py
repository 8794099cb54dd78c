"""Measures the answers on files of questions whose right answers are known."""
