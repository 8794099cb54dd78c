"""The bot on Telegram: as a process of its own, against the Bot API stand-in."""
