"""Guilds and the channels in them; a direct message is a channel without a guild."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum

from .json_types import Json
from .people import Member, Role, User
from .permission import BOT, DIRECT, EVERYTHING, NOTHING, Permission
from .snowflake import moment


class ChannelType(IntEnum):
    """The kinds of channel that this Discord knows."""

    TEXT = 0
    DM = 1
    GROUP_DM = 3
    CATEGORY = 4
    PUBLIC_THREAD = 11


@dataclass(slots=True, kw_only=True, eq=False)
class Overwrite:
    """What a channel allows and denies one role or member."""

    target: Role | User
    allow: Permission = NOTHING
    deny: Permission = NOTHING

    def payload(self) -> Json:
        """Write the overwrite object."""
        return {
            "id": str(self.target.id),
            "type": 0 if isinstance(self.target, Role) else 1,
            "allow": str(int(self.allow)),
            "deny": str(int(self.deny)),
        }


@dataclass(slots=True, kw_only=True, eq=False)
class Channel:
    """A text channel, a thread (it has a parent) or a direct message (it has a recipient).

    A private channel is one between people, to which a bot comes only by a member's installation.
    """

    id: int
    type: ChannelType
    name: str = ""
    guild: Guild | None = None
    parent: Channel | None = None
    recipient: User | None = None
    people: tuple[User, ...] = ()
    archived: bool = False
    last_message_id: int | None = None
    overwrites: dict[int, Overwrite] = field(default_factory=dict)

    @property
    def is_dm(self) -> bool:
        """Tell a direct message from a channel of a guild."""
        return self.type is ChannelType.DM

    @property
    def is_private(self) -> bool:
        """Tell a channel between people that the bot is not in."""
        return self.type is ChannelType.GROUP_DM

    @property
    def is_thread(self) -> bool:
        """Tell a thread from a channel."""
        return self.type is ChannelType.PUBLIC_THREAD

    @property
    def guild_id(self) -> int | None:
        """The guild's id, where there is a guild."""
        return self.guild.id if self.guild else None

    def deny(self, target: Role | User, permissions: Permission) -> None:
        """Take permissions from a role or a member in this channel."""
        overwrite = self.overwrites.setdefault(target.id, Overwrite(target=target))
        overwrite.deny |= permissions
        overwrite.allow &= ~permissions

    def allow(self, target: Role | User, permissions: Permission) -> None:
        """Give permissions to a role or a member in this channel."""
        overwrite = self.overwrites.setdefault(target.id, Overwrite(target=target))
        overwrite.allow |= permissions
        overwrite.deny &= ~permissions

    def permissions_of(self, user: User) -> Permission:
        """Work out what a user may do here, as Discord's documentation describes."""
        if self.guild is None:
            return DIRECT
        base = self.guild.permissions_of(user)
        if Permission.ADMINISTRATOR in base:
            return EVERYTHING
        overwrites = self.parent.overwrites if self.parent else self.overwrites
        if not overwrites:
            return base
        member = self.guild.members.get(user.id)
        if everyone := overwrites.get(self.guild.id):
            base = base & ~everyone.deny | everyone.allow
        allow = deny = NOTHING
        for role in member.roles if member else ():
            if overwrite := overwrites.get(role.id):
                allow |= overwrite.allow
                deny |= overwrite.deny
        base = base & ~deny | allow
        if own := overwrites.get(user.id):
            base = base & ~own.deny | own.allow
        return base

    def payload(self, me: User | None = None) -> Json:
        """Write the channel object; `me` is the bot, whose own state a thread shows."""
        payload: Json = {"id": str(self.id), "type": int(self.type), "flags": 0}
        payload["last_message_id"] = str(self.last_message_id) if self.last_message_id else None
        if self.is_private:
            payload["recipients"] = [person.payload() for person in self.people]
            payload |= {"name": self.name, "icon": None, "owner_id": str(self.people[0].id)}
            return payload
        if self.is_dm:
            recipient = self.recipient
            payload["recipients"] = [recipient.payload()] if recipient else []
            return payload
        payload |= {
            "guild_id": str(self.guild_id),
            "name": self.name,
            "parent_id": str(self.parent.id) if self.parent else None,
            "rate_limit_per_user": 0,
            "nsfw": False,
        }
        if self.is_thread:
            created = moment(self.id).isoformat()
            payload |= {
                "owner_id": str(me.id if me else self.id),
                "message_count": 0,
                "member_count": 1,
                "total_message_sent": 0,
                "thread_metadata": {
                    "archived": self.archived,
                    "auto_archive_duration": 1440,
                    "archive_timestamp": created,
                    "create_timestamp": created,
                    "locked": False,
                },
            }
        else:
            payload |= {
                "position": 0,
                "topic": None,
                "permission_overwrites": [o.payload() for o in self.overwrites.values()],
            }
        return payload


@dataclass(slots=True, kw_only=True, eq=False)
class Guild:
    """A server: its channels, members, roles and language."""

    id: int
    name: str
    owner: User
    new_id: Callable[[], int]
    preferred_locale: str = "en-US"
    community: bool = False
    has_bot: bool = True
    """False: the bot is here only by a member who installed the application for oneself."""
    available: bool = True
    channels: dict[int, Channel] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    roles: dict[int, Role] = field(default_factory=dict)

    @property
    def everyone(self) -> Role:
        """The role that every member has."""
        return self.roles[self.id]

    @property
    def features(self) -> list[str]:
        """What Discord has switched on for this guild."""
        return ["COMMUNITY", "NEWS"] if self.community else []

    def permissions_of(self, user: User) -> Permission:
        """Add up a member's roles, before any channel's overwrites."""
        if user is self.owner:
            return EVERYTHING
        base = self.everyone.permissions
        if member := self.members.get(user.id):
            for role in member.roles:
                base |= role.permissions
        return EVERYTHING if Permission.ADMINISTRATOR in base else base

    def add_role(self, name: str, permissions: Permission = NOTHING) -> Role:
        """Make a role."""
        role = Role(id=self.new_id(), name=name, permissions=permissions, position=len(self.roles))
        self.roles[role.id] = role
        return role

    def add_member(self, user: User, *roles: Role, nick: str | None = None) -> Member:
        """Let a user in."""
        member = self.members[user.id] = Member(user=user, roles=list(roles), nick=nick)
        return member

    def add_bot(self, bot: User, permissions: Permission = BOT) -> Member:
        """Let the bot in, with a managed role of its own as Discord makes one."""
        role = self.add_role(bot.name, permissions)
        role.bot_id = bot.id
        return self.add_member(bot, role)

    def payload(self, me: User, *, everybody: bool = False) -> Json:
        """Write the guild object as GUILD_CREATE carries it.

        Discord shows `everybody` to sessions with the presences intent; others get the bot alone.
        """
        channels = [c for c in self.channels.values() if not c.is_thread]
        threads = [c for c in self.channels.values() if c.is_thread]
        members = list(self.members.values())
        return {
            "id": str(self.id),
            "name": self.name,
            "icon": None,
            "owner_id": str(self.owner.id),
            "preferred_locale": self.preferred_locale,
            "features": self.features,
            "verification_level": 0,
            "default_message_notifications": 1,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "premium_tier": 0,
            "system_channel_flags": 0,
            "afk_timeout": 300,
            "joined_at": moment(self.id).isoformat(),
            "large": False,
            "unavailable": False,
            "member_count": len(members),
            "roles": [role.payload() for role in self.roles.values()],
            "channels": [channel.payload(me) for channel in channels],
            "threads": [thread.payload(me) for thread in threads],
            "members": [m.payload() for m in members if everybody or m.user is me],
            "emojis": [],
            "stickers": [],
            "presences": [],
            "voice_states": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }
