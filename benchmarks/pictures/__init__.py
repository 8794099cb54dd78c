"""Pictures of conversations with the bot, for the documents."""
