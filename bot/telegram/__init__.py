"""The bot on Telegram: updates in, cited messages out."""
