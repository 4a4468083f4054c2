"""
The only code that writes to Discord: cards, or plain text where rights are missing.

Direct messages are always notified, and a notification shows a message's content: there a card is
content and embeds. Elsewhere answers ping nobody, and components look and read better.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import discord
from discord.ext import commands

from bot import views
from bot.cards import Card

log = logging.getLogger(__name__)

NO_HISTORY = 160002
"""Discord's error code for a reply in a channel whose history may not be read."""
ANSWERED = 40060
"""Discord's error code for an interaction that was answered already, by another process."""


async def reply(message: discord.Message, card: Card) -> discord.Message | None:
    """
    Answer *message* with *card*, as a reply that pings nobody, and return the answer.

    The message's id is the nonce, so that sending again cannot make a second answer. Where the
    bot may not answer, nothing is raised and None returned: the log has one line.
    """
    reference = message.to_reference(fail_if_not_exists=False)
    try:
        try:
            return await _send(message, card, reference)
        except discord.HTTPException as error:
            if error.code != NO_HISTORY:
                raise
            return await _send(message, card, None)
    except (discord.Forbidden, discord.NotFound) as error:
        log.warning("cannot answer in channel %s: %s", message.channel.id, error.text)
        return None


async def amend(message: discord.Message, answer_id: int, card: Card) -> None:
    """Put *card* in the place of the answer that *message* got before."""
    assert not isinstance(message.channel, discord.GroupChannel)  # noqa: S101 - bots are in none
    answer = message.channel.get_partial_message(answer_id)
    quiet = discord.AllowedMentions.none()
    try:
        if _may_embed(message):
            form = _edited(card, classic=message.guild is None)
            await answer.edit(**form, allowed_mentions=quiet)
        else:
            await answer.edit(content=card.plain, allowed_mentions=quiet)
    except discord.HTTPException as error:
        log.warning("cannot edit an answer in channel %s: %s", message.channel.id, error.text)


async def withdraw(channel: discord.PartialMessageable, answer_id: int) -> None:
    """Delete an answer that was given before."""
    try:
        await channel.get_partial_message(answer_id).delete()
    except discord.HTTPException as error:
        log.warning("cannot delete an answer in channel %s: %s", channel.id, error.text)


async def respond(interaction: discord.Interaction, card: Card, *, ephemeral: bool = False) -> None:
    """Answer *interaction* at once with *card*."""
    with _in_time(interaction):
        if interaction.response.is_done():
            await interaction.followup.send(view=views.build(card), ephemeral=ephemeral)
        else:
            await interaction.response.send_message(view=views.build(card), ephemeral=ephemeral)


async def turn(interaction: discord.Interaction, card: Card) -> None:
    """Put *card* in the place of the message whose button was pressed, and keep its form."""
    message = interaction.message
    form = _edited(card, classic=message is not None and not message.flags.components_v2)
    with _in_time(interaction):
        await interaction.response.edit_message(**form)


async def answer(ctx: commands.Context[Any], card: Card) -> None:
    """Answer a command with *card*, however it was called."""
    if ctx.interaction:
        await respond(ctx.interaction, card)
    else:
        await reply(ctx.message, card)


async def tell(person: discord.User | discord.Member, card: Card, *, nonce: int) -> bool:
    """Send *card* to *person* alone, once a *nonce*; False where they take no direct messages."""
    try:
        await person.send(
            **_form(card, classic=True),
            nonce=str(nonce),
            allowed_mentions=discord.AllowedMentions.none(),
        )
    except discord.Forbidden as error:
        log.warning("cannot send a direct message: %s", error.text)
        return False
    return True


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
) -> discord.Message:
    quiet: dict[str, Any] = {
        "nonce": str(message.id),
        "allowed_mentions": discord.AllowedMentions.none(),
    }
    if reference:
        quiet["reference"] = reference
    if _may_embed(message):
        return await message.channel.send(**_form(card, classic=message.guild is None), **quiet)
    return await message.channel.send(card.plain, **quiet)


def _form(card: Card, *, classic: bool) -> dict[str, Any]:
    """Return what a message of *card* consists of; components where it is too much for embeds."""
    if classic and (parts := views.classic(card)):
        return {"content": parts.content, "embeds": parts.embeds, "view": parts.view}
    return {"view": views.build(card)}


def _edited(card: Card, *, classic: bool) -> dict[str, Any]:
    """Return what changes a message to *card*: one of components has room for nothing else."""
    emptied: dict[str, Any] = {"content": None, "embeds": []} if classic else {}
    return emptied | _form(card, classic=classic)


def _may_embed(message: discord.Message) -> bool:
    """Tell whether links may unfold there; unknown permissions are taken as given."""
    channel, guild = message.channel, message.guild
    if guild is None or guild.me is None or isinstance(channel, discord.PartialMessageable):
        return True
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return True
    return channel.permissions_for(guild.me).embed_links
