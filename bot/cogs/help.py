"""`help`: how to ask."""

from discord.ext import commands

from bot.desk import Desk
from bot.registration import hybrid
from bot.talk import Talk


class Help(commands.Cog):
    """How to ask."""

    def __init__(self, desk: Desk, talk: Talk) -> None:
        self._desk = desk
        self._talk = talk

    @hybrid("help")
    async def help(self, ctx: commands.Context[commands.Bot]) -> None:
        """Answer the command in the language that it was called in."""
        await self._talk.page(
            ctx, lambda language, place: self._desk.cards.help(language, place.prefix)
        )
