"""What servers and members chose."""

import time
from collections.abc import Callable
from typing import TypeVar

from bot.storage.database import Database
from bot.storage.errors import StorageError
from bot.storage.model import GuildSettings, Visibility
from bot.storage.remembered import Remembered
from knowledge import Language

CAPACITY = 10_000
"""Servers, and members, whose preferences are kept in memory."""
MAX_CHANNELS = 100
"""Channels of one server in which everything is listened to."""
PAUSE = 10.0
"""Seconds without a look-up after one that failed, so that answers do not wait for the next."""

V = TypeVar("V")


class Preferences:
    """
    The preferences of servers and members.

    Reading raises nothing: what is known comes from memory, and while the database is away
    everybody else gets the defaults. Changing raises `StorageError`. What another process
    changes is seen after a restart.
    """

    def __init__(
        self,
        database: Database,
        *,
        capacity: int = CAPACITY,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._timer = timer
        self._quiet_until = float("-inf")
        self._capacity = capacity
        self._guilds = Remembered(self._read_guild, default=_undecided, capacity=capacity)
        self._members = Remembered(self._read_member, default=_unasked, capacity=capacity)

    async def warm(self) -> None:
        """Read all preferences at once if memory has room for them, so that no answer waits."""
        guilds, members = await self._database.read(
            lambda tx: tx.preferences.everything(most=self._capacity)
        )
        if guilds is not None:
            self._guilds.fill(guilds)
        if members is not None:
            self._members.fill(members)

    async def guild(self, guild_id: int) -> GuildSettings:
        """Return what a server's managers decided."""
        return await self._recall(self._guilds, guild_id, _undecided(guild_id))

    async def member_language(self, user_id: int) -> Language | None:
        """Return the language that a member asked for, None if nobody did."""
        return await self._recall(self._members, user_id, None)

    async def set_language(self, guild_id: int, language: Language | None) -> GuildSettings:
        """Set a server's language, None for the language of the question."""
        return await self._change(guild_id, language=language)

    async def set_prefix(self, guild_id: int, prefix: str | None) -> GuildSettings:
        """Set what a server's commands begin with, None for the bot's own prefix."""
        return await self._change(guild_id, prefix=prefix)

    async def set_visibility(self, guild_id: int, visibility: Visibility) -> GuildSettings:
        """Set who sees the answers to slash commands in a server."""
        return await self._change(guild_id, visibility=visibility)

    async def set_gaps(self, guild_id: int, gaps: bool) -> GuildSettings:
        """Switch a server's list of open questions on, or off and delete it."""
        return await self._change(guild_id, gaps=gaps)

    async def add_channel(self, guild_id: int, channel_id: int) -> bool:
        """Listen to everything in a channel; False where a server has `MAX_CHANNELS` already."""
        settings = await self._database.write(
            lambda tx: tx.preferences.add_channel(guild_id, channel_id, most=MAX_CHANNELS)
        )
        self._guilds.put(guild_id, settings)
        return channel_id in settings.channels

    async def remove_channel(self, guild_id: int, channel_id: int) -> None:
        """Listen in a channel only when addressed."""
        settings = await self._database.write(
            lambda tx: tx.preferences.remove_channel(guild_id, channel_id)
        )
        self._guilds.put(guild_id, settings)

    async def set_member_language(self, user_id: int, language: Language | None) -> None:
        """Keep a member's language; None deletes it."""
        await self._database.write(
            lambda tx: tx.preferences.set_member(user_id, language), erase=language is None
        )
        self._members.put(user_id, language)

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all that is kept for a server, its open questions with it."""
        await self._database.write(lambda tx: tx.preferences.delete(guild_id), erase=True)
        self._guilds.put(guild_id, _undecided(guild_id))

    async def _change(self, guild_id: int, **changes: object) -> GuildSettings:
        settings = await self._database.write(
            lambda tx: tx.preferences.change(guild_id, changes),
            erase=changes.get("gaps") is False,
        )
        self._guilds.put(guild_id, settings)
        return settings

    async def _recall(self, memory: Remembered[V], key: int, default: V) -> V:
        if key not in memory and (not self._database.is_open or self._timer() < self._quiet_until):
            return default
        try:
            return await memory.get(key)
        except StorageError:
            self._quiet_until = self._timer() + PAUSE
            return default

    async def _read_guild(self, guild_id: int) -> GuildSettings:
        return await self._database.read(lambda tx: tx.preferences.guild(guild_id))

    async def _read_member(self, user_id: int) -> Language | None:
        return await self._database.read(lambda tx: tx.preferences.member(user_id))


def _undecided(guild_id: int) -> GuildSettings:
    return GuildSettings(guild_id=guild_id)


def _unasked(_: int) -> Language | None:
    return None
