"""The only code that writes to Discord: cards, or plain text where rights are missing."""

import logging

import discord
from discord.ext import commands

from bot import views
from bot.cards import Card

log = logging.getLogger(__name__)

NO_HISTORY = 160002
"""Discord's error code for a reply in a channel whose history may not be read."""


async def reply(message: discord.Message, card: Card) -> None:
    """
    Answer *message* with *card*, as a reply that pings nobody.

    The message's id is the nonce, so that sending again cannot make a second answer. Where the
    bot may not answer, nothing is raised: the log has one line.
    """
    reference: discord.MessageReference | None
    reference = message.to_reference(fail_if_not_exists=False)
    try:
        try:
            await _send(message, card, reference)
        except discord.HTTPException as error:
            if error.code != NO_HISTORY:
                raise
            await _send(message, card, None)
    except (discord.Forbidden, discord.NotFound) as error:
        log.warning("cannot answer in channel %s: %s", message.channel.id, error.text)


async def respond(interaction: discord.Interaction, card: Card, *, ephemeral: bool = False) -> None:
    """Answer *interaction* at once with *card*."""
    try:
        if interaction.response.is_done():
            await interaction.followup.send(view=views.build(card), ephemeral=ephemeral)
        else:
            await interaction.response.send_message(view=views.build(card), ephemeral=ephemeral)
    except discord.NotFound:
        log.warning("interaction %s came too late to answer", interaction.id)


async def turn(interaction: discord.Interaction, card: Card) -> None:
    """Put *card* in the place of the message whose button was pressed."""
    try:
        await interaction.response.edit_message(view=views.build(card))
    except discord.NotFound:
        log.warning("interaction %s came too late to answer", interaction.id)


async def answer(ctx: commands.Context[commands.Bot], card: Card) -> None:
    """Answer a command with *card*, however it was called."""
    if ctx.interaction:
        await respond(ctx.interaction, card)
    else:
        await reply(ctx.message, card)


async def _send(
    message: discord.Message, card: Card, reference: discord.MessageReference | None
) -> None:
    nonce = str(message.id)
    quiet = discord.AllowedMentions.none()
    channel = message.channel
    if _may_embed(message):
        view = views.build(card)
        if reference:
            await channel.send(view=view, reference=reference, nonce=nonce, allowed_mentions=quiet)
        else:
            await channel.send(view=view, nonce=nonce, allowed_mentions=quiet)
    elif reference:
        await channel.send(card.plain, reference=reference, nonce=nonce, allowed_mentions=quiet)
    else:
        await channel.send(card.plain, nonce=nonce, allowed_mentions=quiet)


def _may_embed(message: discord.Message) -> bool:
    """Tell whether links may unfold there; unknown permissions are taken as given."""
    if message.guild is None or message.guild.me is None:
        return True
    if isinstance(message.channel, discord.PartialMessageable):
        return True
    permissions = message.channel.permissions_for(message.guild.me)
    return permissions.embed_links
