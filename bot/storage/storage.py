"""Everything that is remembered, under one roof."""

import asyncio
from contextlib import suppress
from types import TracebackType
from typing import Self

from bot.storage.asked import Asked
from bot.storage.clock import Clock, utc_now
from bot.storage.database import DEFAULT_URL, TIMEOUT, Database
from bot.storage.errors import StorageError
from bot.storage.preferences import Preferences
from bot.storage.questions import OpenQuestions
from bot.storage.votes import Votes


class Storage:
    """
    One database and what is kept in it.

    May be handed out before it is open: preferences are then the defaults, and all else raises
    `StorageError`.
    """

    def __init__(
        self, url: str = DEFAULT_URL, *, clock: Clock = utc_now, timeout: float = TIMEOUT
    ) -> None:
        self.database = Database(url, timeout=timeout)
        self.preferences = Preferences(self.database)
        self.votes = Votes(self.database, clock=clock)
        self.questions = OpenQuestions(self.database, clock=clock)
        self.asked = Asked(self.database, clock=clock)

    async def open(self, *, after: asyncio.Event | None = None) -> None:
        """
        Open the database once *after* is set, and read all preferences; may be tried again.

        Raises:
            StorageError: why it stays closed.
        """
        await self.database.open(after=after)
        # Those that could not be read in time are looked up when they are needed.
        with suppress(StorageError):
            await self.preferences.warm()

    async def close(self) -> None:
        """Write what was counted, and let go of the database."""
        if self.database.is_open:
            with suppress(StorageError):
                await self.asked.write()
        await self.database.close()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def forget(self, user_id: int) -> None:
        """
        Delete what is kept of a member: this month's votes and the language.

        May be repeated after an error.
        """
        await self.votes.forget(user_id)
        await self.preferences.set_member_language(user_id, None)

    async def forget_guild(self, guild_id: int) -> None:
        """Delete all that is kept of a server. May be repeated after an error."""
        await self.asked.forget(guild_id)
        await self.preferences.forget_guild(guild_id)

    async def tidy(self) -> None:
        """Delete what is due: past months' votes, old questions and counts; at least daily."""
        await self.votes.settle()
        await self.questions.prune()
        await self.asked.prune()
