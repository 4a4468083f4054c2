"""`compare` and `ask`: a question, and the facts that answer it."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.desk import Desk
from bot.errors import MAX_QUESTION
from bot.invocations import Invocations
from bot.places import place_of
from bot.registration import description, hybrid, name

Question = commands.Range[str, 1, MAX_QUESTION]


class Compare(commands.Cog):
    """Two names of one command: people look for either."""

    def __init__(self, desk: Desk, invocations: Invocations) -> None:
        self._desk = desk
        self._invocations = invocations

    @hybrid("compare")
    @app_commands.rename(question=name("question"))
    @app_commands.describe(question=description("question"))
    async def compare(self, ctx: commands.Context[commands.Bot], *, question: Question) -> None:
        """Answer *question*."""
        await self._invocations.command(ctx, question)

    @hybrid("ask")
    @app_commands.rename(question=name("question"))
    @app_commands.describe(question=description("question"))
    async def ask(self, ctx: commands.Context[commands.Bot], *, question: Question) -> None:
        """Answer *question*."""
        await self._invocations.command(ctx, question)

    @compare.autocomplete("question")
    @ask.autocomplete("question")
    async def suggest(
        self, interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """Suggest criteria in the member's language; the value is an id, which is always found."""
        place = await place_of(interaction, self._desk.storage.preferences)
        language = self._desk.language(place, current)
        return [
            app_commands.Choice(name=criterion.title[language], value=criterion.id)
            for criterion in await self._desk.suggest(current, language)
        ]
