"""`/why`: what the bot lacks in a channel."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.desk import Desk
from bot.notices import Notices
from bot.registration import description, name
from bot.whispers import Whispers


class Why(commands.Cog):
    """Tells a manager why the bot does less than it could."""

    def __init__(self, desk: Desk) -> None:
        self._whispers = Whispers(desk)

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Refuse whoever may not manage the server, however the command was reached."""
        return await self._whispers.is_manager(interaction)

    @app_commands.command(name=name("why"), description=description("why"))
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.default_permissions(manage_guild=True)
    async def why(self, interaction: discord.Interaction[Any]) -> None:
        """List the permissions that are missing, and say whether messages can be read."""
        notices = await self._whispers.notices(interaction)
        lines = [f"## {notices.why_title}"]
        missing = lacking(interaction.app_permissions, notices)
        if missing:
            lines += [notices.why_missing, *(f"- {line}" for line in missing)]
        else:
            lines.append(notices.why_nothing)
        if not interaction.client.intents.message_content:
            lines.append(notices.no_content)
        await self._whispers.say(interaction, "\n".join(lines))


def lacking(rights: discord.Permissions, notices: Notices) -> list[str]:
    """Return what follows from each permission that is missing in *rights*."""
    if rights.administrator:
        return []
    needed = {
        notices.view_channel: rights.view_channel,
        notices.send_messages: rights.send_messages,
        notices.send_messages_in_threads: rights.send_messages_in_threads,
        notices.embed_links: rights.embed_links,
        notices.read_message_history: rights.read_message_history,
    }
    return [consequence for consequence, granted in needed.items() if not granted]
