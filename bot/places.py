"""What Discord tells about the language of a place."""

import discord
from discord.ext import commands

from bot.desk import Place


def place_of(
    origin: discord.Message | discord.Interaction | commands.Context[commands.Bot],
) -> Place:
    """
    Read the locales of where *origin* comes from.

    Only an interaction tells the client's. The guild's counts where it is a Community, for
    elsewhere nobody has chosen it.
    """
    interaction = origin.interaction if isinstance(origin, commands.Context) else origin
    client = interaction.locale.value if isinstance(interaction, discord.Interaction) else None
    guild = origin.guild
    community = guild is not None and "COMMUNITY" in guild.features
    return Place(
        client_locale=client,
        community_locale=guild.preferred_locale.value if guild and community else None,
    )
