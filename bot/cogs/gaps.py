"""`/gaps`: the questions that found no good answer in a server."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.delivery import respond
from bot.desk import Desk
from bot.paging import gaps_card
from bot.registration import description, name
from bot.whispers import Whispers


class Gaps(commands.Cog):
    """What the knowledge lacks, as the people of one server asked for it."""

    def __init__(self, desk: Desk) -> None:
        self._storage = desk.storage
        self._whispers = Whispers(desk)

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Refuse whoever may not manage the server, however the command was reached."""
        return await self._whispers.is_manager(interaction)

    @app_commands.command(name=name("gaps"), description=description("gaps"))
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.default_permissions(manage_guild=True)
    async def gaps(self, interaction: discord.Interaction[Any]) -> None:
        """List the questions by count, with stubs for the knowledge."""
        assert interaction.guild_id is not None  # noqa: S101 - the check has seen it
        questions = await self._whispers.kept(
            interaction, self._storage.questions.most_asked(interaction.guild_id)
        )
        if questions is None:
            return
        if questions:
            language = await self._whispers.language(interaction)
            await respond(interaction, gaps_card(questions, language, 0), ephemeral=True)
            return
        settings = await self._storage.preferences.guild(interaction.guild_id)
        notices = await self._whispers.notices(interaction)
        await self._whispers.say(
            interaction, notices.gaps_none if settings.gaps else notices.gaps_are_off
        )
