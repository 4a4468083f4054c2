"""Take the bot's messages: check them as Discord does, make, edit and delete them."""

import time
from typing import Final

from .checks import Form
from .composer import Composer, Draft
from .errors import (
    INVALID_FORM,
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    NO_HISTORY,
    NOT_THE_AUTHOR,
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    ApiError,
)
from .guild import Channel
from .inspector import Inspector, Parcel
from .interaction import Interaction
from .journal import Journal, Kind, Sent
from .json_types import Json
from .message import USER_MENTION, Message, MessageFlag
from .people import User
from .permission import Permission
from .rules import Rules
from .world import World

SETTABLE: Final = (
    MessageFlag.SUPPRESS_EMBEDS | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.COMPONENTS_V2
)


class Postbox:
    """Everything that becomes a message of the bot goes through here."""

    def __init__(self, world: World, rules: Rules, journal: Journal, composer: Composer) -> None:
        self.inspector = Inspector(rules, journal)
        self._world = world
        self._rules = rules
        self._journal = journal
        self._composer = composer
        self._nonces: dict[str, tuple[float, Message]] = {}

    # Messages in channels ---------------------------------------------------------------------

    def channel(self, channel_id: int) -> Channel:
        """Find a channel that the bot can see, or refuse."""
        channel = self._world.channels.get(channel_id)
        if channel is None:
            raise ApiError(UNKNOWN_CHANNEL)
        guild = channel.guild
        if guild is not None and not guild.has_bot:
            raise ApiError(MISSING_ACCESS)
        if Permission.VIEW_CHANNEL not in channel.permissions_of(self._world.bot):
            raise ApiError(MISSING_ACCESS)
        return channel

    def message(self, channel_id: int, message_id: int) -> Message:
        """Find a message of a channel, or refuse."""
        channel = self.channel(channel_id)
        message = self._world.messages.get(message_id)
        if message is None or message.channel is not channel:
            raise ApiError(UNKNOWN_MESSAGE)
        return message

    def post(self, channel_id: int, parcel: Parcel) -> Message:
        """Make a message in a channel."""
        channel = self.channel(channel_id)
        may = channel.permissions_of(self._world.bot)
        self.inspector.check_may_send(channel, may)
        body = parcel.body
        flags = MessageFlag(body.get("flags") or 0) & SETTABLE
        self.inspector.check(parcel, flags, pings=True)
        reply_to = self._reply_target(channel, body, may)
        if existing := self._same_nonce(body):
            return existing
        message = self._compose(parcel, channel, flags, may, reply_to=reply_to)
        self._composer.publish(message)
        if body.get("nonce") is not None:
            self._remember(str(body["nonce"]), message)
        self.record(Kind.MESSAGE, body, message)
        return message

    def edit(self, message: Message, parcel: Parcel) -> Message:
        """Edit a message of the bot's own."""
        if message.author is not self._world.bot:
            raise ApiError(NOT_THE_AUTHOR)
        self.change(message, parcel)
        self.record(Kind.EDIT, parcel.body, message)
        return message

    def delete(self, message: Message) -> None:
        """Delete a message; somebody else's needs Manage Messages."""
        may = message.channel.permissions_of(self._world.bot)
        own = message.author is self._world.bot
        if not own and Permission.MANAGE_MESSAGES not in may:
            raise ApiError(MISSING_PERMISSIONS)
        self._composer.remove(message)
        self.record(Kind.DELETE, {}, message)

    def typing(self, channel_id: int) -> None:
        """Show the bot as typing."""
        channel = self.channel(channel_id)
        self.inspector.check_may_send(channel, channel.permissions_of(self._world.bot))
        self._journal.record(
            Sent(kind=Kind.TYPING, at=time.monotonic(), payload={}, channel=channel)
        )

    # Messages of interactions -----------------------------------------------------------------

    def respond(
        self, interaction: Interaction, parcel: Parcel, kind: Kind, *, ephemeral: bool = False
    ) -> Message:
        """Make the response or a follow-up; `ephemeral` is forced, else the body's flag tells."""
        flags = MessageFlag(parcel.body.get("flags") or 0) & (SETTABLE | MessageFlag.EPHEMERAL)
        if ephemeral:
            flags |= MessageFlag.EPHEMERAL
        self.inspector.check(parcel, flags, pings=True)
        may = interaction.channel.permissions_of(self._world.bot)
        message = self._compose(parcel, interaction.channel, flags, may, interaction=interaction)
        self._composer.publish(message)
        self.record(kind, parcel.body, message)
        return message

    def placeholder(self, interaction: Interaction, flags: MessageFlag) -> Message:
        """Make the message that says "thinking…"."""
        message = self._composer.compose(
            Draft(
                author=self._world.bot,
                channel=interaction.channel,
                flags=int(flags & MessageFlag.EPHEMERAL | MessageFlag.LOADING),
                interaction=interaction,
            )
        )
        self._composer.publish(message)
        return message

    def change(self, message: Message, parcel: Parcel) -> None:
        """Put new fields over a message; what a deferred answer shows first may not ping either."""
        body = parcel.body
        wanted = MessageFlag(body.get("flags") or 0) & SETTABLE
        flags = message.flags & ~MessageFlag.LOADING | wanted
        self.inspector.check(
            parcel, flags, pings=MessageFlag.LOADING in message.flags, before=message.payload
        )
        changes: Json = {
            key: body[key] or empty
            for key, empty in (("content", ""), ("embeds", []), ("components", []))
            if key in body
        }
        if "content" in changes:
            changes["content"] = changes["content"].strip()
        if "attachments" in body or parcel.files:
            changes["attachments"] = self._attachments(parcel)
        message.payload |= changes
        message.payload["flags"] = int(flags)
        self._composer.touch(message)

    def record(
        self, kind: Kind, body: Json, message: Message, interaction: Interaction | None = None
    ) -> None:
        """Write an effect into the journal."""
        self._journal.record(
            Sent(
                kind=kind,
                at=time.monotonic(),
                payload=body,
                channel=message.channel,
                message=message,
                interaction=interaction or message.interaction,
            )
        )

    def _reply_target(self, channel: Channel, body: Json, may: Permission) -> Message | None:
        reference = body.get("message_reference")
        if not reference:
            return None
        if Permission.READ_MESSAGE_HISTORY not in may:
            raise ApiError(NO_HISTORY)
        message = self._world.messages.get(int(reference["message_id"]))
        if message is not None and message.channel is channel:
            return message
        if reference.get("fail_if_not_exists", True):
            form = Form()
            form.refuse(
                ("message_reference",), "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message"
            )
            raise ApiError(INVALID_FORM, form.errors())
        return None

    def _same_nonce(self, body: Json) -> Message | None:
        if not body.get("enforce_nonce") or body.get("nonce") is None:
            return None
        made, message = self._nonces.get(str(body["nonce"]), (0.0, None))
        return message if time.monotonic() - made < self._rules.nonce_window else None

    def _remember(self, nonce: str, message: Message) -> None:
        now = time.monotonic()
        self._nonces.pop(nonce, None)
        self._nonces[nonce] = (now, message)
        oldest = next(iter(self._nonces))
        if now - self._nonces[oldest][0] > self._rules.nonce_window:
            del self._nonces[oldest]

    # Composition ------------------------------------------------------------------------------

    def _compose(
        self,
        parcel: Parcel,
        channel: Channel,
        flags: MessageFlag,
        may: Permission,
        *,
        reply_to: Message | None = None,
        interaction: Interaction | None = None,
    ) -> Message:
        body = parcel.body
        if parcel.files and Permission.ATTACH_FILES not in may:
            raise ApiError(MISSING_PERMISSIONS)
        content = (body.get("content") or "").strip()
        embeds = [{"type": "rich", **embed} for embed in body.get("embeds") or []]
        if embeds and Permission.EMBED_LINKS not in may:
            self._journal.notes.append(f"{parcel.where}: embeds dropped, Embed Links is missing")
            if not content and not parcel.files:
                raise ApiError(MISSING_PERMISSIONS)
            embeds = []
        allowed = body.get("allowed_mentions")
        return self._composer.compose(
            Draft(
                author=self._world.bot,
                channel=channel,
                content=content,
                embeds=embeds,
                components=body.get("components") or [],
                attachments=self._attachments(parcel),
                flags=int(flags),
                nonce=body.get("nonce"),
                reply_to=reply_to,
                reply_pings=allowed is None or bool(allowed.get("replied_user")),
                mentions=self._pinged(content, allowed, interaction),
                mention_everyone=Permission.MENTION_EVERYONE in may
                and _parses(allowed, "everyone", interaction),
                mention_roles=_parses(allowed, "roles", interaction),
                interaction=interaction,
            )
        )

    def _pinged(
        self, content: str, allowed: Json | None, interaction: Interaction | None
    ) -> list[User]:
        named = [
            self._world.users[i]
            for i in dict.fromkeys(map(int, USER_MENTION.findall(content)))
            if i in self._world.users
        ]
        if _parses(allowed, "users", interaction):
            return named
        listed = {int(i) for i in (allowed or {}).get("users") or []}
        return [user for user in named if user.id in listed]

    def _attachments(self, parcel: Parcel) -> list[Json]:
        attachments: list[Json] = []
        for name, data in parcel.files.items():
            new_id, filename = self._world.new_id(), name.rpartition("/")[2]
            url = f"https://cdn.discordapp.com/attachments/0/{new_id}/{filename}"
            attachments.append(
                {
                    "id": str(new_id),
                    "filename": filename,
                    "size": len(data),
                    "url": url,
                    "proxy_url": url,
                    "content_type": "application/octet-stream",
                }
            )
        return attachments


def _parses(allowed: Json | None, what: str, interaction: Interaction | None) -> bool:
    """Tell what pings; without allowed_mentions messages parse all, interactions users alone."""
    if allowed is None:
        return interaction is None or what == "users"
    return what in (allowed.get("parse") or [])
