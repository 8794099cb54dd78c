"""Moderators at work on Telegram: each in their private chat with the bot, and nobody else."""
