"""Everything that exists: the application, its users, guilds, channels and messages."""

from base64 import b64encode
from dataclasses import dataclass
from typing import Final

from .guild import Channel, ChannelType, Guild
from .intent import PRIVILEGED, Intent, application_flags
from .json_types import Json
from .message import Message
from .people import Role, User
from .permission import BOT, EVERYONE, Permission
from .snowflake import Snowflakes

FAKE_TOKEN: Final = ".".join(
    [b64encode(b"0" * 18).decode(), "FAKE00", "not-a-real-token".ljust(38, "-")]
)
"""A token of Discord's shape (an id, a stamp, a secret) that says what it is."""


@dataclass(slots=True, kw_only=True, eq=False)
class Application:
    """The bot's entry in the developer portal."""

    id: int
    name: str
    owner: User
    token: str = FAKE_TOKEN
    allowed_intents: Intent = PRIVILEGED
    """The privileged intents that are switched on in the portal."""

    def payload(self, bot: User) -> Json:
        """Write the application object."""
        return {
            "id": str(self.id),
            "name": self.name,
            "icon": None,
            "description": "",
            "summary": "",
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "owner": self.owner.payload(),
            "team": None,
            "flags": application_flags(self.allowed_intents),
            "bot": bot.payload(),
            "approximate_guild_count": 1,
            "approximate_user_install_count": 0,
            "interactions_endpoint_url": None,
            "redirect_uris": [],
            "tags": [],
            "integration_types_config": {"0": {}, "1": {}},
        }


class World:
    """Hold the state of this Discord; it is passive, nobody is told of a change."""

    def __init__(self, *, name: str = "criteria", token: str = FAKE_TOKEN) -> None:
        self.new_id = Snowflakes()
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.messages: dict[int, Message] = {}
        self._dms: dict[int, Channel] = {}
        self.owner = self.add_user("owner")
        self.bot = self.add_user(name, bot=True)
        self.application = Application(id=self.bot.id, name=name, owner=self.owner, token=token)

    @classmethod
    def small(cls, *, token: str = FAKE_TOKEN) -> "World":
        """Make a world of one guild with one channel and one member."""
        world = cls(token=token)
        guild = world.add_guild("Study group")
        world.add_channel(guild, "general")
        guild.add_member(world.add_user("member"))
        return world

    def add_user(self, name: str, *, bot: bool = False, locale: str = "en-US") -> User:
        """Make an account."""
        user = User(id=self.new_id(), name=name, bot=bot, locale=locale)
        self.users[user.id] = user
        return user

    def add_guild(
        self,
        name: str,
        *,
        preferred_locale: str = "en-US",
        community: bool = False,
        has_bot: bool = True,
        bot_permissions: Permission = BOT,
        shard: tuple[int, int] | None = None,
    ) -> Guild:
        """Make a guild; `shard` is the (id, count) that it must fall on."""
        guild = Guild(
            id=self.new_id.on_shard(*shard) if shard else self.new_id(),
            name=name,
            owner=self.owner,
            new_id=self.new_id,
            preferred_locale=preferred_locale,
            community=community,
            has_bot=has_bot,
        )
        guild.roles[guild.id] = Role(
            id=guild.id, name="@everyone", permissions=EVERYONE, position=0
        )
        guild.add_member(self.owner)
        if has_bot:
            guild.add_bot(self.bot, bot_permissions)
        self.guilds[guild.id] = guild
        return guild

    def add_channel(self, guild: Guild, name: str) -> Channel:
        """Make a text channel in a guild."""
        channel = Channel(id=self.new_id(), type=ChannelType.TEXT, name=name, guild=guild)
        self.channels[channel.id] = guild.channels[channel.id] = channel
        return channel

    def add_thread(self, parent: Channel, name: str) -> Channel:
        """Make a public thread under a text channel."""
        if parent.guild is None:
            raise ValueError("a thread needs a channel of a guild")
        thread = Channel(
            id=self.new_id(),
            type=ChannelType.PUBLIC_THREAD,
            name=name,
            guild=parent.guild,
            parent=parent,
        )
        self.channels[thread.id] = parent.guild.channels[thread.id] = thread
        return thread

    def dm(self, user: User) -> Channel:
        """Open the direct message between the bot and a user, the same one each time."""
        if user.id not in self._dms:
            channel = Channel(id=self.new_id(), type=ChannelType.DM, recipient=user)
            self._dms[user.id] = self.channels[channel.id] = channel
        return self._dms[user.id]

    def private_channel(self, *people: User) -> Channel:
        """Make a group of people who talk to each other, without the bot."""
        channel = Channel(id=self.new_id(), type=ChannelType.GROUP_DM, people=people)
        self.channels[channel.id] = channel
        return channel

    def remove_channel(self, channel: Channel) -> None:
        """Forget a channel; its messages go with it."""
        self.channels.pop(channel.id, None)
        if channel.guild:
            channel.guild.channels.pop(channel.id, None)

    def joined_guilds(self) -> list[Guild]:
        """List the guilds that the bot is a member of."""
        return [guild for guild in self.guilds.values() if guild.has_bot]
