"""Users, roles and members."""

from dataclasses import dataclass, field
from datetime import datetime

from .json_types import Json
from .permission import NOTHING, Permission
from .snowflake import moment


@dataclass(slots=True, kw_only=True, eq=False)
class User:
    """Somebody with an account: a person or a bot."""

    id: int
    name: str
    bot: bool = False
    locale: str = "en-US"
    accepts_dms: bool = True

    @property
    def mention(self) -> str:
        """Write the user the way a message mentions one."""
        return f"<@{self.id}>"

    def payload(self) -> Json:
        """Write the user object."""
        return {
            "id": str(self.id),
            "username": self.name,
            "discriminator": "0000" if self.bot else "0",
            "global_name": None if self.bot else self.name,
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
        }


@dataclass(slots=True, kw_only=True, eq=False)
class Role:
    """A guild's role; the one whose id is the guild's is @everyone."""

    id: int
    name: str
    permissions: Permission = NOTHING
    position: int = 1
    bot_id: int | None = None

    @property
    def mention(self) -> str:
        """Write the role the way a message mentions one."""
        return f"<@&{self.id}>"

    def payload(self) -> Json:
        """Write the role object."""
        payload: Json = {
            "id": str(self.id),
            "name": self.name,
            "permissions": str(int(self.permissions)),
            "position": self.position,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "icon": None,
            "unicode_emoji": None,
            "managed": self.bot_id is not None,
            "mentionable": False,
            "flags": 0,
        }
        if self.bot_id is not None:
            payload["tags"] = {"bot_id": str(self.bot_id)}
        return payload


@dataclass(slots=True, kw_only=True, eq=False)
class Member:
    """A user in a guild."""

    user: User
    roles: list[Role] = field(default_factory=list)
    nick: str | None = None
    timed_out_until: datetime | None = None

    def payload(self, *, with_user: bool = True) -> Json:
        """Write the member object; MESSAGE_CREATE carries it without its user."""
        until = self.timed_out_until
        payload: Json = {
            "roles": [str(role.id) for role in self.roles],
            "nick": self.nick,
            "avatar": None,
            "joined_at": moment(self.user.id).isoformat(),
            "premium_since": None,
            "communication_disabled_until": until.isoformat() if until else None,
            "deaf": False,
            "mute": False,
            "pending": False,
            "flags": 0,
        }
        if with_user:
            payload["user"] = self.user.payload()
        return payload
