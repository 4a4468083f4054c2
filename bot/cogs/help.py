"""`help`: how to ask."""

from discord.ext import commands

from bot.desk import Desk
from bot.invocations import Invocations
from bot.registration import hybrid


class Help(commands.Cog):
    """How to ask."""

    def __init__(self, desk: Desk, invocations: Invocations) -> None:
        self._desk = desk
        self._invocations = invocations

    @hybrid("help")
    async def help(self, ctx: commands.Context[commands.Bot]) -> None:
        """Answer the command in the language that it was called in."""
        await self._invocations.page(
            ctx, lambda language, place: self._desk.cards.help(language, place.prefix)
        )
