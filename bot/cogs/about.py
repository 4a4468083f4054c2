"""`about`: what the bot is."""

from discord.ext import commands

from bot.desk import Desk
from bot.invocations import Invocations
from bot.registration import hybrid


class About(commands.Cog):
    """What the bot is, and where its facts come from."""

    def __init__(self, desk: Desk, invocations: Invocations) -> None:
        self._desk = desk
        self._invocations = invocations

    @hybrid("about")
    async def about(self, ctx: commands.Context[commands.Bot]) -> None:
        """Answer the command in the language that it was called in."""
        await self._invocations.page(ctx, lambda language, _place: self._desk.cards.about(language))
