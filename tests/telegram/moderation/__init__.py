"""Moderators on Telegram, over a small corpus of their own."""
