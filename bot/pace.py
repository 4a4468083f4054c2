"""How fast requests go to Discord: as fast as it says, and no faster than a bot may."""

import asyncio
import logging
from collections.abc import Mapping
from types import SimpleNamespace

import aiohttp
from aiolimiter import AsyncLimiter

from bot.meter import Meter

log = logging.getLogger(__name__)

FREE = ("/interactions/", "/webhooks/")
"""What Discord does not count: answers to interactions."""
BURST = 10
"""A tenth of a second's requests may go at once, so that no second has more than allowed."""
TOO_MANY = 429


class Pace:
    """
    Spaces the requests of a session, each try of each.

    What Discord says goes first: a global limit, or a ban by what stands before it, holds
    everything back for as long as the answer names. Answers to interactions never wait.

    Args:
        per_second: requests a second at most; 0 where what Discord says is limit enough.
        meter: counts what Discord refused.
    """

    def __init__(self, per_second: int, meter: Meter | None = None) -> None:
        self._meter = meter or Meter()
        most = max(per_second // BURST, 1)
        self._limiter = AsyncLimiter(most, most / max(per_second - most, 1)) if per_second else None
        self._free_at = 0.0

    def trace(self) -> aiohttp.TraceConfig:
        """Return what an HTTP session needs to keep to the pace."""
        config: aiohttp.TraceConfig = aiohttp.TraceConfig()
        config.on_request_start.append(self._before)
        config.on_request_end.append(self._after)
        return config

    async def _before(
        self,
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        request: aiohttp.TraceRequestStartParams,
    ) -> None:
        if any(part in request.url.path for part in FREE):
            return
        if self._limiter:
            await self._limiter.acquire()
        loop = asyncio.get_running_loop()
        while (wait := self._free_at - loop.time()) > 0:
            await asyncio.sleep(wait)
            if self._limiter:
                await self._limiter.acquire()

    async def _after(
        self,
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        request: aiohttp.TraceRequestEndParams,
    ) -> None:
        headers = request.response.headers
        if request.response.status != TOO_MANY:
            return
        self._meter.limited()
        if headers.get("X-RateLimit-Scope") == "global" or "Via" not in headers:
            seconds = retry_after(headers)
            log.warning("Discord takes nothing for %.1f seconds", seconds)
            until = asyncio.get_running_loop().time() + seconds
            self._free_at = max(self._free_at, until)


def retry_after(headers: Mapping[str, str]) -> float:
    """Return how many seconds a response with *headers* wants to pass, 0 where it says nothing."""
    try:
        return max(float(headers.get("Retry-After", "0")), 0.0)
    except ValueError:
        return 0.0
