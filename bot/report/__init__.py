"""What people asked of the bot: counts, and what they could not find."""
