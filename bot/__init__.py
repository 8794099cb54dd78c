"""Questions become answers here, in the terminal and on Telegram."""
