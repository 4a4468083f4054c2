"""Make and keep messages, and tell the gateway of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from .gateway import Gateway
from .guild import Channel
from .intent import Intent
from .interaction import Interaction
from .json_types import Json
from .message import EVERYONE_MENTION, ROLE_MENTION, USER_MENTION, Message
from .people import User
from .snowflake import moment
from .world import World

REPLY, SLASH_RESPONSE, MENU_RESPONSE = 19, 20, 23
PROTECTED = {"content": "", "embeds": [], "attachments": [], "components": []}
"""What a session without the message-content intent reads instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an author wants to say, before Discord makes a message of it."""

    author: User
    channel: Channel
    content: str = ""
    embeds: Sequence[Json] = ()
    components: Sequence[Json] = ()
    attachments: Sequence[Json] = ()
    flags: int = 0
    nonce: str | int | None = None
    reply_to: Message | None = None
    reply_pings: bool = True
    mentions: Sequence[User] | None = None
    """None: whoever the content names."""
    mention_everyone: bool = True
    mention_roles: bool = True
    webhook: bool = False
    interaction: Interaction | None = None
    extra: Json | None = None
    """Fields to put over the message object as they are (type, poll, sticker_items, …)."""


class Composer:
    """Turn drafts into messages of the world."""

    def __init__(self, world: World, gateway: Gateway, history: int | None = None) -> None:
        self._world = world
        self._gateway = gateway
        self._history = history

    def compose(self, draft: Draft) -> Message:
        """Make a message object; nobody hears of it yet."""
        message_id = self._world.new_id()
        payload: Json = {
            "id": str(message_id),
            "type": 0,
            "channel_id": str(draft.channel.id),
            "author": draft.author.payload(),
            "content": draft.content,
            "timestamp": moment(message_id).isoformat(),
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": bool(
                draft.mention_everyone and EVERYONE_MENTION.search(draft.content)
            ),
            "mentions": [user.payload() for user in self._mentioned(draft)],
            "mention_roles": ROLE_MENTION.findall(draft.content) if draft.mention_roles else [],
            "attachments": list(draft.attachments),
            "embeds": list(draft.embeds),
            "components": list(draft.components),
            "pinned": False,
            "flags": draft.flags,
        }
        if draft.nonce is not None:
            payload["nonce"] = draft.nonce
        if draft.webhook:
            payload["webhook_id"] = str(draft.author.id)
            payload["author"]["bot"] = True
        if draft.reply_to is not None:
            payload |= {"type": REPLY, **_reference(draft.reply_to)}
        if draft.interaction is not None:
            payload |= self._interaction_fields(draft.interaction)
        if draft.extra:
            payload |= draft.extra
        return Message(
            id=message_id,
            channel=draft.channel,
            author=draft.author,
            payload=payload,
            interaction=draft.interaction,
        )

    def publish(self, message: Message) -> None:
        """Keep a message and send MESSAGE_CREATE; an ephemeral one stays with its reader."""
        if message.ephemeral:
            return
        messages = self._world.messages
        messages[message.id] = message
        if self._history is not None and len(messages) > self._history:
            del messages[next(iter(messages))]
        message.channel.last_message_id = message.id
        self.announce("MESSAGE_CREATE", message)

    def touch(self, message: Message) -> None:
        """Mark a message as edited and send MESSAGE_UPDATE."""
        message.payload["edited_timestamp"] = datetime.now(UTC).isoformat()
        if not message.ephemeral:
            self.announce("MESSAGE_UPDATE", message)

    def remove(self, message: Message) -> None:
        """Delete a message and send MESSAGE_DELETE."""
        message.deleted = True
        if self._world.messages.pop(message.id, None) is None:
            return
        channel = message.channel
        data: Json = {"id": str(message.id), "channel_id": str(channel.id)}
        if channel.guild_id is not None:
            data["guild_id"] = str(channel.guild_id)
        self._gateway.dispatch(
            "MESSAGE_DELETE", data, guild_id=channel.guild_id, needs=_intent(channel)
        )

    def purge(self, messages: Sequence[Message]) -> None:
        """Delete several messages of one channel and send one MESSAGE_DELETE_BULK."""
        channel = messages[0].channel
        for message in messages:
            message.deleted = True
            self._world.messages.pop(message.id, None)
        data: Json = {
            "ids": [str(message.id) for message in messages],
            "channel_id": str(channel.id),
            "guild_id": str(channel.guild_id),
        }
        self._gateway.dispatch(
            "MESSAGE_DELETE_BULK", data, guild_id=channel.guild_id, needs=_intent(channel)
        )

    def announce(self, event: str, message: Message) -> None:
        """Send an event about a message to the sessions that hear its channel."""
        channel = message.channel
        guild = channel.guild
        if channel.is_private or (guild is not None and not guild.has_bot):
            return
        data = message.payload
        if guild is not None:
            data = {**data, "guild_id": str(guild.id)}
            member = guild.members.get(message.author.id)
            if member is not None and "webhook_id" not in data:
                data["member"] = member.payload(with_user=False)
        self._gateway.dispatch(
            event,
            data,
            guild_id=channel.guild_id,
            needs=_intent(channel),
            veil=None if channel.is_dm or message.author is self._world.bot else self.veil,
        )

    def veil(self, payload: Json) -> Json:
        """Empty what a bot without the message-content intent may not read."""
        bot_id = str(self._world.bot.id)
        shown = dict(payload)
        referenced = payload.get("referenced_message")
        if referenced:
            shown["referenced_message"] = self.veil(referenced)
        if payload["author"]["id"] == bot_id or self._addresses(payload, bot_id):
            return shown
        shown.pop("poll", None)
        return shown | PROTECTED

    def _addresses(self, payload: Json, bot_id: str) -> bool:
        if all(user["id"] != bot_id for user in payload["mentions"]):
            return False
        if bot_id in USER_MENTION.findall(payload["content"]):
            return True
        # Only the reply's ping names the bot: that opens replies to its regular messages alone.
        referenced = payload.get("referenced_message")
        return not (referenced and "interaction_metadata" in referenced)

    def _mentioned(self, draft: Draft) -> list[User]:
        if draft.mentions is not None:
            named = list(draft.mentions)
        else:
            ids = dict.fromkeys(map(int, USER_MENTION.findall(draft.content)))
            named = [self._world.users[i] for i in ids if i in self._world.users]
        if draft.reply_to is not None and draft.reply_pings:
            author = draft.reply_to.author
            if author not in named:
                named.append(author)
        return named

    def _interaction_fields(self, interaction: Interaction) -> Json:
        owners = {"0": str(interaction.channel.guild_id or 0)}
        metadata: Json = {
            "id": str(interaction.id),
            "type": int(interaction.type),
            "user": interaction.user.payload(),
            "authorizing_integration_owners": owners,
        }
        if interaction.source is not None:
            metadata["interacted_message_id"] = str(interaction.source.id)
        fields: Json = {
            "application_id": str(self._world.application.id),
            "webhook_id": str(self._world.application.id),
            "interaction_metadata": metadata,
        }
        if "name" in interaction.data:
            chat_input = interaction.data.get("type", 1) == 1
            fields["type"] = SLASH_RESPONSE if chat_input else MENU_RESPONSE
            fields["interaction"] = {
                "id": str(interaction.id),
                "type": int(interaction.type),
                "name": interaction.data["name"],
                "user": interaction.user.payload(),
            }
        return fields


def _reference(message: Message) -> Json:
    reference = {
        "type": 0,
        "message_id": str(message.id),
        "channel_id": str(message.channel.id),
    }
    if message.channel.guild_id is not None:
        reference["guild_id"] = str(message.channel.guild_id)
    shown = {k: v for k, v in message.payload.items() if k != "referenced_message"}
    return {
        "message_reference": reference,
        "referenced_message": None if message.deleted else shown,
    }


def _intent(channel: Channel) -> Intent:
    return Intent.DIRECT_MESSAGES if channel.is_dm else Intent.GUILD_MESSAGES
