"""Channels and the messages in them."""

from typing import Final

from fake_discord.errors import MISSING_ACCESS, MISSING_PERMISSIONS, ApiError
from fake_discord.intent import Intent
from fake_discord.json_types import Json
from fake_discord.message import Message
from fake_discord.permission import Permission
from fake_discord.router import Answer, Call, Route


def _show(call: Call, message: Message) -> Json:
    """Show a message as the API does: the intent's switch in the portal counts here too."""
    world = call.backend.world
    open_to_read = Intent.MESSAGE_CONTENT in world.application.allowed_intents
    if message.channel.is_dm or open_to_read:
        return message.payload
    return call.backend.composer.veil(message.payload)


def get_channel(call: Call) -> Answer:
    """Show a channel."""
    channel = call.backend.postbox.channel(call.id("channel_id"))
    return Answer(channel.payload(call.backend.world.bot))


def create_message(call: Call) -> Answer:
    """Make a message."""
    message = call.backend.postbox.post(call.id("channel_id"), call.parcel)
    return Answer(message.payload)


def get_message(call: Call) -> Answer:
    """Show a message."""
    message = call.backend.postbox.message(call.id("channel_id"), call.id("message_id"))
    may = message.channel.permissions_of(call.backend.world.bot)
    if Permission.READ_MESSAGE_HISTORY not in may:
        raise ApiError(MISSING_ACCESS)
    return Answer(_show(call, message))


def list_messages(call: Call) -> Answer:
    """List the last messages of a channel, newest first."""
    channel = call.backend.postbox.channel(call.id("channel_id"))
    may = channel.permissions_of(call.backend.world.bot)
    if Permission.READ_MESSAGE_HISTORY not in may:
        return Answer([])
    after, before = int(call.query.get("after", 0)), int(call.query.get("before", 1 << 63))
    found = [
        message
        for message in call.backend.world.messages.values()
        if message.channel is channel and after < message.id < before
    ]
    limit = int(call.query.get("limit", 50))
    newest = sorted(found, key=lambda message: message.id, reverse=True)[:limit]
    return Answer([_show(call, message) for message in newest])


def edit_message(call: Call) -> Answer:
    """Edit a message."""
    postbox = call.backend.postbox
    message = postbox.message(call.id("channel_id"), call.id("message_id"))
    return Answer(postbox.edit(message, call.parcel).payload)


def delete_message(call: Call) -> Answer:
    """Delete a message."""
    postbox = call.backend.postbox
    postbox.delete(postbox.message(call.id("channel_id"), call.id("message_id")))
    return Answer(status=204)


def type_in_channel(call: Call) -> Answer:
    """Show the bot as typing."""
    call.backend.postbox.typing(call.id("channel_id"))
    return Answer(status=204)


def react(call: Call) -> Answer:
    """Take a reaction of the bot's; reactions are not kept."""
    message = call.backend.postbox.message(call.id("channel_id"), call.id("message_id"))
    may = message.channel.permissions_of(call.backend.world.bot)
    if Permission.ADD_REACTIONS not in may or Permission.READ_MESSAGE_HISTORY not in may:
        raise ApiError(MISSING_PERMISSIONS)
    return Answer(status=204)


MESSAGES: Final = "/channels/{channel_id}/messages"
ROUTES: Final = [
    Route("POST", MESSAGES, create_message),
    Route("GET", MESSAGES, list_messages),
    Route("GET", MESSAGES + "/{message_id}", get_message),
    Route("PATCH", MESSAGES + "/{message_id}", edit_message),
    Route("DELETE", MESSAGES + "/{message_id}", delete_message),
    Route("PUT", MESSAGES + "/{message_id}/reactions/{emoji}/@me", react),
    Route("POST", "/channels/{channel_id}/typing", type_in_channel),
    Route("GET", "/channels/{channel_id}", get_channel),
]
