"""The routes of the API, one table a subject."""

from typing import Final

from fake_discord.router import Route

from . import accounts, channels, commands, guilds, interactions

ROUTES: Final[list[Route]] = [
    *channels.ROUTES,
    *interactions.ROUTES,
    *accounts.ROUTES,
    *commands.ROUTES,
    *guilds.ROUTES,
]
