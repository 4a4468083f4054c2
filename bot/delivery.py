"""
The only code that writes to Discord: cards, or plain text where rights are missing.

Direct messages are always notified, and a notification shows a message's content: there a card is
content and embeds. Elsewhere answers ping nobody, and components look and read better.
"""

import io
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import discord
from discord.ext import commands
from discord.http import Route

from bot import views
from bot.cards import Card
from bot.refusals import Muted
from bot.responses import ANSWERED, Arrived
from bot.rest import UNAUTHORIZED, UNSENT, passes
from bot.views import Form
from bot.writer import MAX_CONTENT

log = logging.getLogger(__name__)

NO_HISTORY = 160002
"""Discord's error code for a reply in a channel whose history may not be read."""
MAX_ALT = 1024
"""Characters of a picture's description."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message that was sent, and its form."""

    id: int
    form: Form


async def reply(message: discord.Message, card: Card) -> Sent | None:
    """
    Answer *message* with *card*, as a reply that pings nobody.

    The message's id is the nonce, so that sending again cannot make a second answer. Where the
    bot may not answer, nothing is raised and None returned: the log has one line.
    """
    rights = _rights(message)
    form = Form.CLASSIC if message.guild is None else Form.COMPONENTS
    form = Form.PLAIN if rights and not rights.embed_links else views.fitting(card, form)
    refers = rights is None or rights.read_message_history
    try:
        try:
            sent = await _send(message, card, form, refers=refers)
        except discord.HTTPException as error:
            if error.code != NO_HISTORY:
                raise
            sent = await _send(message, card, form, refers=False)
        return Sent(id=sent, form=form)
    except Muted:
        log.debug("channel %s is left alone", message.channel.id)
    except (discord.Forbidden, discord.NotFound) as error:
        log.warning("cannot answer in channel %s: %s", message.channel.id, error.text)
    except Exception as error:
        if getattr(error, "status", None) == UNAUTHORIZED:
            return None  # The token was reset, so the process ends and says why.
        if not passes(error):
            raise
        log.error("an answer in channel %s was not sent: %r", message.channel.id, error)
    return None


async def amend(message: discord.Message, answer_id: int, card: Card, form: Form) -> None:
    """Put *card* in the place of the answer in *form* that *message* got before."""
    assert not isinstance(message.channel, discord.GroupChannel)  # noqa: S101 - bots are in none
    answer = message.channel.get_partial_message(answer_id)
    changes = (
        {"content": card.plain, "attachments": []}
        if form is Form.PLAIN
        else _edited(card, classic=form is Form.CLASSIC)
    )
    try:
        await answer.edit(**changes, allowed_mentions=discord.AllowedMentions.none())
    except UNSENT as error:
        log.warning("cannot edit an answer in channel %s: %s", message.channel.id, error)


async def withdraw(channel: "discord.abc.MessageableChannel", answer_id: int) -> None:
    """Delete an answer that was given before."""
    assert not isinstance(channel, discord.GroupChannel)  # noqa: S101 - bots are in none
    try:
        await channel.get_partial_message(answer_id).delete()
    except UNSENT as error:
        log.warning("cannot delete an answer in channel %s: %s", channel.id, error)


async def respond(
    interaction: discord.Interaction, card: Card, *, ephemeral: bool = False
) -> int | None:
    """Answer *interaction* at once with *card*; return the new message's id where it is known."""
    made: list[int | None] = []

    async def send() -> None:
        if interaction.response.type is discord.InteractionResponseType.deferred_channel_message:
            await interaction.edit_original_response(view=views.build(card))
        elif interaction.response.is_done():
            await interaction.followup.send(view=views.build(card), ephemeral=ephemeral)
        else:
            response = await interaction.response.send_message(
                view=views.build(card), ephemeral=ephemeral
            )
            made.append(response.message_id)

    await _in_time(interaction, send)
    return made[0] if made else None


async def turn(interaction: discord.Interaction, card: Card) -> None:
    """Put *card* in the place of the message whose button was pressed, and keep its form."""
    message = interaction.message
    form = _edited(card, classic=message is not None and not message.flags.components_v2)
    await _in_time(interaction, lambda: interaction.response.edit_message(**form))


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture, and what it shows in words for those who cannot see it."""

    name: str
    data: bytes
    description: str


async def think(interaction: discord.Interaction, *, ephemeral: bool) -> bool:
    """
    Tell the member that the answer takes a moment, unless that was said already.

    False where *interaction* is not ours to answer: another process did, or it is too late.
    """
    response = interaction.response
    if response.is_done():
        return True
    if not await _in_time(interaction, lambda: response.defer(thinking=True, ephemeral=ephemeral)):
        return False
    # discord.py does not know of a response that arrived at a try which seemed to have failed.
    response._response_type = discord.InteractionResponseType.deferred_channel_message
    return True


async def show(ctx: commands.Context[Any], text: str, picture: Picture | None) -> int | None:
    """
    Answer a command, of which a member may have been told to wait, with *text* and *picture*.

    Words alone where files may not be attached. Returns the id of an answer to a message.
    """
    form: dict[str, Any] = {
        "content": text[:MAX_CONTENT],
        "allowed_mentions": discord.AllowedMentions.none(),
    }
    interaction, message = ctx.interaction, ctx.message
    rights = interaction.app_permissions if interaction else _rights(message)
    files = []
    if picture and (rights is None or rights.attach_files):
        alt = picture.description[:MAX_ALT]
        files = [discord.File(io.BytesIO(picture.data), picture.name, description=alt)]
    if interaction:
        # In the place of what says that it takes a moment: done twice, this is still one answer.
        await _in_time(
            interaction, lambda: interaction.edit_original_response(**form, attachments=files)
        )
        return None
    if rights is None or rights.read_message_history:
        form["reference"] = message.to_reference(fail_if_not_exists=False)
    try:
        sent = await message.channel.send(**form, files=files, nonce=str(message.id))
    except UNSENT as error:
        log.warning("cannot show a picture in channel %s: %s", message.channel.id, error)
        return None
    return sent.id


async def tell(person: discord.User | discord.Member, card: Card, *, nonce: str) -> bool:
    """
    Send *card* to *person* alone, once a *nonce*; False where they take no direct messages.

    A nonce counts in all channels together, so it may not be that of an answer elsewhere.
    """
    try:
        await person.send(
            **_form(card, classic=True),
            nonce=nonce,
            allowed_mentions=discord.AllowedMentions.none(),
        )
    except discord.Forbidden as error:
        log.warning("cannot send a direct message: %s", error.text)
        return False
    return True


async def _in_time(interaction: discord.Interaction, send: Callable[[], Awaitable[Any]]) -> bool:
    """
    Answer *interaction* by *send*; log in one line where it cannot be answered any more.

    False is returned where nothing more can come of it. After a cut connection that is not known.
    """
    try:
        await send()
    except Arrived:
        log.debug("interaction %s was answered at an earlier try", interaction.id)
    except discord.HTTPException as error:
        if passes(error):
            log.warning("interaction %s was not answered: %s", interaction.id, error.text)
            return True
        if error.code == ANSWERED:
            log.warning(
                "interaction %s was answered already; does another copy of this bot run?",
                interaction.id,
            )
            return False
        if not isinstance(error, discord.NotFound):
            raise
        log.warning("interaction %s cannot be answered now: %s", interaction.id, error.text)
        return False
    except UNSENT as error:
        log.warning("interaction %s was not answered: %r", interaction.id, error)
    return True


async def _send(message: discord.Message, card: Card, form: Form, *, refers: bool) -> int:
    """
    Send *card* where *message* was written, and return the new message's id.

    By the bare request: discord.py would build a message of what Discord answers, which costs
    more than all else.
    """
    body = {
        **views.payload(card, form),
        "nonce": str(message.id),
        "enforce_nonce": True,
        "allowed_mentions": {"parse": []},
    }
    if refers:
        body["message_reference"] = {
            "message_id": message.id,
            "channel_id": message.channel.id,
            "fail_if_not_exists": False,
        }
    route = Route("POST", "/channels/{channel_id}/messages", channel_id=message.channel.id)
    sent = await message._state.http.request(route, json=body)
    return int(sent["id"])


def _form(card: Card, *, classic: bool) -> dict[str, Any]:
    """Return what a message of *card* consists of; components where it is too much for embeds."""
    if classic and (parts := views.classic(card)):
        return {"content": parts.content, "embeds": parts.embeds, "view": parts.view}
    return {"view": views.build(card)}


def _edited(card: Card, *, classic: bool) -> dict[str, Any]:
    """Return what changes a message to *card*: one of components has room for nothing else."""
    emptied: dict[str, Any] = {"content": None, "embeds": []} if classic else {}
    return emptied | _form(card, classic=classic)


def _rights(message: discord.Message) -> discord.Permissions | None:
    """Return what the bot may do there; None where that is unknown, and nothing is a problem."""
    channel, guild = message.channel, message.guild
    if guild is None or guild.me is None or isinstance(channel, discord.PartialMessageable):
        return None
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return None
    return channel.permissions_for(guild.me)
