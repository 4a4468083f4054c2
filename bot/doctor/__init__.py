"""`python -m bot doctor`: whether everything that the bot needs is as it should be."""
