"""The message menu "Answer this question": an answer that only who asked for it sees at first."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.invocations import Invocations
from bot.registration import menu


class AnswerMenu(commands.Cog):
    """Answers somebody's message on demand; a button shows the answer to the channel."""

    def __init__(self, bot: commands.AutoShardedBot, invocations: Invocations) -> None:
        self._tree = bot.tree
        self._invocations = invocations
        self._menu = app_commands.ContextMenu(name=menu("answer"), callback=self._answer)

    async def cog_load(self) -> None:
        """Add the menu, which discord.py does not find in a cog by itself."""
        self._tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Remove the menu."""
        self._tree.remove_command(self._menu.name, type=self._menu.type)

    async def _answer(
        self, interaction: discord.Interaction[Any], message: discord.Message
    ) -> None:
        await self._invocations.aside(interaction, message.content)
