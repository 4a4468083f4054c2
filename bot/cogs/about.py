"""`about`: what the bot is."""

from discord.ext import commands

from bot.delivery import answer
from bot.desk import Desk
from bot.places import place_of
from bot.registration import hybrid


class About(commands.Cog):
    """What the bot is, and where its facts come from."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @hybrid("about")
    async def about(self, ctx: commands.Context[commands.Bot]) -> None:
        """Answer the command in the language that it was called in."""
        place = await place_of(ctx, self._desk.storage.preferences)
        language = self._desk.language(place, ctx.invoked_with or "")
        await answer(ctx, self._desk.cards.about(language))
