"""`about`: what the bot is."""

from discord.ext import commands

from bot.desk import Desk
from bot.registration import hybrid
from bot.talk import Talk


class About(commands.Cog):
    """What the bot is, and where its facts come from."""

    def __init__(self, desk: Desk, talk: Talk) -> None:
        self._desk = desk
        self._talk = talk

    @hybrid("about")
    async def about(self, ctx: commands.Context[commands.Bot]) -> None:
        """Answer the command in the language that it was called in."""
        await self._talk.page(ctx, lambda language, _place: self._desk.cards.about(language))
