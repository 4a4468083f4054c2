"""What is known of the language of a place."""

from typing import Any, TypeAlias

import discord
from discord.ext import commands

from bot.desk import Place
from bot.storage import Preferences

Origin: TypeAlias = discord.Message | discord.Interaction[Any] | commands.Context[Any]


def home(interaction: discord.Interaction[Any]) -> int | None:
    """
    Return the server that *interaction* comes from, where the bot is a member of it.

    An app that a member has installed is used in other servers too; of these nothing is kept.
    """
    guild_id = interaction.guild_id
    return guild_id if guild_id and interaction.client.get_guild(guild_id) else None


async def place_of(origin: Origin, preferences: Preferences) -> Place:
    """
    Read the languages of where *origin* comes from, and what was chosen there.

    Only an interaction tells the client's locale. The guild's counts where it is a Community, for
    elsewhere nobody has chosen it.
    """
    interaction = origin.interaction if isinstance(origin, commands.Context) else origin
    client = interaction.locale.value if isinstance(interaction, discord.Interaction) else None
    author = origin.user if isinstance(origin, discord.Interaction) else origin.author
    guild = origin.guild
    community = guild is not None and "COMMUNITY" in guild.features
    settings = await preferences.guild(guild.id) if guild else None
    return Place(
        preference=await preferences.member_language(author.id),
        client_locale=client,
        server=settings.language if settings else None,
        prefix=settings.prefix if settings else None,
        community_locale=guild.preferred_locale.value if guild and community else None,
    )
