"""The only code that writes to Discord: cards, or plain text where rights are missing."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import discord
from discord.ext import commands

from bot import views
from bot.cards import Card

log = logging.getLogger(__name__)

NO_HISTORY = 160002
"""Discord's error code for a reply in a channel whose history may not be read."""
ANSWERED = 40060
"""Discord's error code for an interaction that was answered already, by another process."""


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
    with _in_time(interaction):
        if interaction.response.is_done():
            await interaction.followup.send(view=views.build(card), ephemeral=ephemeral)
        else:
            await interaction.response.send_message(view=views.build(card), ephemeral=ephemeral)


async def turn(interaction: discord.Interaction, card: Card) -> None:
    """Put *card* in the place of the message whose button was pressed."""
    with _in_time(interaction):
        await interaction.response.edit_message(view=views.build(card))


async def answer(ctx: commands.Context[commands.Bot], card: Card) -> None:
    """Answer a command with *card*, however it was called."""
    if ctx.interaction:
        await respond(ctx.interaction, card)
    else:
        await reply(ctx.message, card)


@contextmanager
def _in_time(interaction: discord.Interaction) -> Iterator[None]:
    """Log in one line that *interaction* cannot be answered any more, where that is so."""
    try:
        yield
    except discord.HTTPException as error:
        if error.code != ANSWERED and not isinstance(error, discord.NotFound):
            raise
        log.warning("interaction %s cannot be answered any more: %s", interaction.id, error.text)


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
    channel, guild = message.channel, message.guild
    if guild is None or guild.me is None or isinstance(channel, discord.PartialMessageable):
        return True
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return True
    return channel.permissions_for(guild.me).embed_links
