"""Requests to Discord that are made again where discord.py gives up."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeAlias

import aiohttp
import discord

from bot.meter import Meter
from bot.pace import TOO_MANY, retry_after
from bot.refusals import Refusals

if TYPE_CHECKING:
    from discord.http import HTTPClient, Route
    from tenacity import RetryCallState

log = logging.getLogger(__name__)

Request: TypeAlias = Callable[..., Awaitable[Any]]

PATIENCE_S = 300.0
"""How long sending is tried: Discord knows a nonce for some minutes, so no answer doubles."""
FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 30.0
QUIET_S = 10.0
"""The log says no more often than this that Discord cannot be reached."""
UNAUTHORIZED = 401
TIMEOUT = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=15)
"""Seconds of silence after which a try counts as cut; aiohttp waits five minutes for an answer."""


class Persistence:
    """
    Makes requests again that failed by a server's or a connection's fault.

    discord.py raises at once on 503 and on a cut connection, and on the rest after five tries.
    Whether a message arrived is then unknown; each has a nonce, so that sending it again cannot
    make a second. Reading is tried until it succeeds: without it there is nothing to do.

    Nothing is asked any more with a token that Discord refused, nor, for a while, in a channel that
    refuses everything: Discord counts such requests and bans who makes too many.
    """

    def __init__(self, refused: Callable[[], None], meter: Meter | None = None) -> None:
        self._refused = refused
        self._meter = meter or Meter()
        self._said_at = -QUIET_S
        self._refusal: discord.HTTPException | None = None
        self._ended = False
        self.refusals = Refusals()

    def end(self) -> None:
        """Let what is still being sent end without a word: the connection is about to close."""
        self._ended = True

    def install(self, http: "HTTPClient") -> None:
        """Put this before all requests of *http*."""
        vars(http)["request"] = self.wrap(http.request)

    def wrap(self, request: Request) -> Request:
        """Return *request*, made again where that helps."""

        async def persistent(route: "Route", **options: Any) -> Any:
            options.setdefault("timeout", TIMEOUT)
            self.refusals.check(route)
            try:
                done = await self._once(request, route, options)
            except discord.Forbidden as refusal:
                self.refusals.note(route, refusal)
                raise
            except Exception as error:
                if not passes(error):
                    raise
                first = error
            else:
                self.refusals.note(route, None)
                return done
            return await self._again(request, route, options, first)

        return persistent

    async def _once(self, request: Request, route: "Route", options: dict[str, Any]) -> Any:
        if self._refusal:
            raise self._refusal
        try:
            return await request(route, **options)
        except discord.HTTPException as error:
            if error.status == UNAUTHORIZED:
                self._refusal = error
                self._refused()
            raise
        except RuntimeError as error:
            if not self._ended:
                raise
            raise asyncio.CancelledError from error  # The session is closed.

    async def _again(
        self, request: Request, route: "Route", options: dict[str, Any], first: Exception
    ) -> Any:
        # Most runs never need it.
        from tenacity import (
            AsyncRetrying,
            retry_if_exception,
            stop_after_delay,
            stop_never,
            wait_exponential_jitter,
        )

        async def once_more() -> Any:
            self._meter.repeated()
            for file in options.get("files") or ():
                file.reset(seek=True)
            return await self._once(request, route, options)

        growing = wait_exponential_jitter(
            multiplier=FIRST_WAIT_S, max=LONGEST_WAIT_S, jitter=FIRST_WAIT_S
        )

        def wait(state: "RetryCallState") -> float:
            error = state.outcome.exception() if state.outcome else None
            return max(growing(state), _asked_for(error))

        def say(state: "RetryCallState") -> None:
            self._say(state.outcome.exception() if state.outcome else None)

        self._say(first)
        await asyncio.sleep(max(FIRST_WAIT_S, _asked_for(first)))
        reading = route.method == "GET"
        return await AsyncRetrying(
            retry=retry_if_exception(passes),
            stop=stop_never if reading else stop_after_delay(PATIENCE_S),
            wait=wait,
            before_sleep=say,
            reraise=True,
        )(once_more)

    def _say(self, error: BaseException | None) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._said_at >= QUIET_S:
            self._said_at = now
            log.warning("Discord cannot be reached, trying again: %r", error)


UNSENT = (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError)
"""How sending fails."""


def passes(error: BaseException) -> bool:
    """Tell whether *error* is no fault of ours and may be gone the next time."""
    if isinstance(error, discord.HTTPException):
        return error.status >= 500 or error.status == TOO_MANY
    # An answer that breaks off, or that somebody on the way put in the place of Discord's.
    return isinstance(error, (*UNSENT, json.JSONDecodeError))


def _asked_for(error: BaseException | None) -> float:
    """Return how many seconds Discord wants to pass after *error*."""
    if isinstance(error, discord.HTTPException) and error.status == TOO_MANY:
        return retry_after(error.response.headers)
    return 0.0
