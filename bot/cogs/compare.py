"""`compare` and `ask`: a question, and the facts that answer it."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.delivery import answer
from bot.desk import Desk
from bot.errors import MAX_QUESTION
from bot.places import place_of
from bot.registration import description, hybrid, name

Question = commands.Range[str, 1, MAX_QUESTION]


class Compare(commands.Cog):
    """Two names of one command: people look for either."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @hybrid("compare")
    @app_commands.rename(question=name("question"))
    @app_commands.describe(question=description("question"))
    async def compare(self, ctx: commands.Context[commands.Bot], *, question: Question) -> None:
        """Answer *question*."""
        await answer(ctx, self._desk.card(question, place_of(ctx)))

    @hybrid("ask")
    @app_commands.rename(question=name("question"))
    @app_commands.describe(question=description("question"))
    async def ask(self, ctx: commands.Context[commands.Bot], *, question: Question) -> None:
        """Answer *question*."""
        await answer(ctx, self._desk.card(question, place_of(ctx)))

    @compare.autocomplete("question")
    @ask.autocomplete("question")
    async def suggest(
        self, interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        """Suggest criteria in the member's language; the value is an id, which is always found."""
        language = self._desk.language(place_of(interaction), current)
        return [
            app_commands.Choice(name=criterion.title[language], value=criterion.id)
            for criterion in self._desk.answerer.suggest(current, language)
        ]
