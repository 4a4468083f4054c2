"""`criteria`: everything that can be compared."""

from discord.ext import commands

from bot.desk import Desk
from bot.invocations import Invocations
from bot.registration import hybrid


class Criteria(commands.Cog):
    """The list of everything that can be compared."""

    def __init__(self, desk: Desk, invocations: Invocations) -> None:
        self._desk = desk
        self._invocations = invocations

    @hybrid("criteria")
    async def criteria(self, ctx: commands.Context[commands.Bot]) -> None:
        """Answer the command in the language that it was called in."""
        await self._invocations.page(ctx, lambda language, _place: self._desk.cards.list(language))
