"""`/privacy` and `/forget-me`: what is kept, and how to have it deleted."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.desk import Desk
from bot.registration import description, name
from bot.storage.questions import MAX_AGE
from bot.whispers import Whispers


class Privacy(commands.Cog):
    """What is kept of a member and of a place; the same in full stands in `PRIVACY.md`."""

    def __init__(self, desk: Desk) -> None:
        self._storage = desk.storage
        self._whispers = Whispers(desk)

    @app_commands.command(name=name("privacy"), description=description("privacy"))
    async def privacy(self, interaction: discord.Interaction[Any]) -> None:
        """Say what is kept, here in particular."""
        known, gaps = True, False
        if interaction.guild_id is not None:
            known = await self._whispers.is_known(interaction, interaction.guild_id)
            gaps = (await self._storage.preferences.guild(interaction.guild_id)).gaps
        notices = await self._whispers.notices(interaction)
        if gaps:
            here = notices.privacy_gaps_on.format(days=MAX_AGE.days)
        else:
            here = notices.privacy_gaps_off if known else notices.not_known
        lines = (f"## {notices.privacy_title}", notices.privacy, here, notices.privacy_rights)
        await self._whispers.say(interaction, "\n".join(lines))

    @app_commands.command(name=name("forget-me"), description=description("forget-me"))
    async def forget(self, interaction: discord.Interaction[Any]) -> None:
        """Delete what is kept of the member."""

        async def work() -> bool:
            await self._storage.forget(interaction.user.id)
            return True

        if await self._whispers.kept(interaction, work()):
            notices = await self._whispers.notices(interaction)
            await self._whispers.say(interaction, notices.forgotten)
