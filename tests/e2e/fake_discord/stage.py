"""The running fake: its life, what is there, and what happens to guilds and to the bot."""

from types import TracebackType
from typing import Self

from .backend import Backend
from .guild import Channel, Guild
from .intent import Intent
from .json_types import Json
from .observer import Observer
from .people import User
from .rules import Rules
from .server import API, Server
from .world import World


class Stage(Observer):
    """The running server and what is in its world; use it as an async context manager."""

    def __init__(
        self, world: World | None = None, *, rules: Rules | None = None, port: int = 0
    ) -> None:
        self.world = world or World.small()
        self.rules = rules or Rules()
        super().__init__(Backend(self.world, self.rules))
        self.server = Server(self.backend)
        self.faults = self.backend.faults
        self.limits = self.backend.limits
        self.gateway = self.backend.gateway
        self._port = port

    # Life -------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Listen on loopback."""
        await self.server.start(self._port)

    async def stop(self) -> None:
        """Close everything."""
        await self.server.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    # What is there ----------------------------------------------------------------------------

    @property
    def api_url(self) -> str:
        """The API's address, without a slash at the end."""
        return f"http://{self.server.address}{API}"

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.world.application.token

    @property
    def bot(self) -> User:
        """The bot's account."""
        return self.world.bot

    @property
    def guild(self) -> Guild:
        """The first guild."""
        return next(iter(self.world.guilds.values()))

    @property
    def channel(self) -> Channel:
        """The first channel of the first guild."""
        return next(iter(self.guild.channels.values()))

    @property
    def user(self) -> User:
        """The first member who is neither the owner nor the bot."""
        others = (m.user for m in self.guild.members.values())
        return next(u for u in others if u not in (self.world.owner, self.bot))

    def commands(self, guild: Guild | None = None) -> list[Json]:
        """List the registered commands, global or of a guild."""
        return list(self.backend.commands.scope(guild.id if guild else None).values())

    # What happens to guilds and to the bot ----------------------------------------------------

    async def reset_token(self, token: str) -> None:
        """Give the application a new token: the old one is refused, its sockets are closed."""
        self.world.application.token = token
        self.gateway.forget_sessions()
        await self.gateway.close(4004)

    async def guild_joined(self, guild: Guild) -> None:
        """Tell the bot of a guild that was made while it runs."""
        data = guild.payload(self.bot)
        del data["unavailable"]
        self.gateway.dispatch("GUILD_CREATE", data, guild_id=guild.id, needs=Intent.GUILDS)

    async def guild_left(self, guild: Guild) -> None:
        """Remove the bot from a guild."""
        guild.has_bot = False
        data = {"id": str(guild.id)}
        self.gateway.dispatch("GUILD_DELETE", data, guild_id=guild.id, needs=Intent.GUILDS)

    async def guild_outage(self, guild: Guild) -> None:
        """Make a guild unavailable."""
        guild.available = False
        data = {"id": str(guild.id), "unavailable": True}
        self.gateway.dispatch("GUILD_DELETE", data, guild_id=guild.id, needs=Intent.GUILDS)

    async def guild_back(self, guild: Guild) -> None:
        """End a guild's outage."""
        guild.available = True
        data = guild.payload(self.bot)
        self.gateway.dispatch("GUILD_CREATE", data, guild_id=guild.id, needs=Intent.GUILDS)

    async def channel_deleted(self, channel: Channel) -> None:
        """Delete a channel."""
        self.world.remove_channel(channel)
        self.gateway.dispatch(
            "CHANNEL_DELETE",
            channel.payload(self.bot),
            guild_id=channel.guild_id,
            needs=Intent.GUILDS,
        )

    async def channel_changed(self, channel: Channel) -> None:
        """Tell the bot of a channel's new overwrites."""
        self.gateway.dispatch(
            "THREAD_UPDATE" if channel.is_thread else "CHANNEL_UPDATE",
            channel.payload(self.bot),
            guild_id=channel.guild_id,
            needs=Intent.GUILDS,
        )
