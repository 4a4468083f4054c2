"""The bot under load, beside a bare discord.py bot on the same fake Discord in the same run."""
