"""How often connections to the gateway are made, and sessions begun."""

import logging

from aiolimiter import AsyncLimiter

log = logging.getLogger(__name__)

CONNECTS = 10
CONNECTS_IN_S = 10.0
"""So many connections of one shard in so many seconds, whatever cuts them."""
DAY_S = 86_400.0
SESSIONS_A_DAY = 1_000
"""Discord takes a bot's token away when it begins more sessions than this in a day."""
SPARED = 2
"""One part in so many of the day's sessions may be used by a process."""
SESSIONS_AT_ONCE = 10
"""Sessions that may follow each other at once, besides those of the start."""


class Starts:
    """
    Makes connections wait that follow each other too fast.

    Discord can end sessions again and again, and discord.py begins a new one every five seconds,
    which uses a day's number up in an hour and a half.
    """

    def __init__(self) -> None:
        self._connects: dict[int | None, AsyncLimiter] = {}
        self.allow()

    def allow(self, total: int = SESSIONS_A_DAY, shards: int = 1) -> None:
        """Allow what a bot of *shards* may begin that has *total* sessions a day."""
        burst = SESSIONS_AT_ONCE + shards
        self._sessions = AsyncLimiter(burst, burst * DAY_S / max(total / SPARED, 1.0))

    async def connect(self, shard_id: int | None, *, new_session: bool) -> None:
        """Wait until *shard_id* may connect, and begin a session unless it goes on with one."""
        if shard_id not in self._connects:
            self._connects[shard_id] = AsyncLimiter(CONNECTS, CONNECTS_IN_S)
        await self._connects[shard_id].acquire()
        if not new_session:
            return
        if not self._sessions.has_capacity():
            log.warning("sessions are ended again and again; waiting before the next one")
        await self._sessions.acquire()
