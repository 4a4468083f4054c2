"""Answers to interactions, tried again for as long as Discord waits and none can double."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp
import discord
from discord import utils
from discord.http import Route, json_or_text
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

from bot.pace import TOO_MANY, retry_after
from bot.rest import passes

FIRST_WITHIN_S = 2.5
"""Discord waits 3 seconds for the first response."""
LATER_WITHIN_S = 120.0
FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 5.0
TIMEOUT = aiohttp.ClientTimeout(total=20)
ANSWERED = 40060
"""Discord's error code for an interaction that was answered already."""
LATE = 10062
"""Discord's error code for an interaction that it does not know any more."""
CHOICES = 8
"""The type of a response that completes what a member types."""

Form = Sequence[Mapping[str, Any]]


class Arrived(discord.HTTPException):
    """The response was there already: it had arrived at a try that seemed to have failed."""


class Responses(AsyncWebhookAdapter):
    """
    Sends responses, and changes them.

    discord.py waits a second after the first failure and three after the next, which is too long
    for a first response. It also sends a follow-up again of which nobody knows whether it arrived,
    though follow-ups have no nonce; here that is left.
    """

    @classmethod
    def install(cls) -> None:
        """Let what runs from here on respond by this class; discord.py has no setting for it."""
        async_context.set(cls())

    async def request(
        self,
        route: Route,
        session: aiohttp.ClientSession,
        *,
        payload: dict[str, Any] | None = None,
        multipart: list[dict[str, Any]] | None = None,
        files: Sequence[discord.File] | None = None,
        params: dict[str, Any] | None = None,
        proxy: str | None = None,
        proxy_auth: aiohttp.BasicAuth | None = None,
        **_options: Any,
    ) -> Any:
        """Make a request of an interaction's token, again where that helps and does no harm."""
        first = route.path.startswith("/interactions/")
        within_s = FIRST_WITHIN_S if first else LATER_WITHIN_S
        if route.method == "POST" and not first:
            within_s = 0.0
        way = {"params": params, "proxy": proxy, "proxy_auth": proxy_auth}
        loop = asyncio.get_running_loop()
        until = loop.time() + within_s
        pause, failed = FIRST_PAUSE_S, False
        while True:
            for file in files or ():
                file.reset(seek=failed)
            try:
                return await _once(route, session, payload, multipart, way)
            except Exception as error:
                if isinstance(error, discord.HTTPException) and error.code in (ANSWERED, LATE):
                    if failed and error.code == ANSWERED:
                        raise Arrived(error.response, error.text) from error
                    if payload and payload.get("type") == CHOICES:
                        return None  # The member types on, and the next choices come.
                if not passes(error):
                    raise
                wanted = _wanted(error)
                if loop.time() + max(pause, wanted) > until:
                    raise
                failed = failed or not wanted
            await asyncio.sleep(max(pause, wanted))
            pause = min(pause * 2, LONGEST_PAUSE_S)


async def _once(
    route: Route,
    session: aiohttp.ClientSession,
    payload: dict[str, Any] | None,
    multipart: Form | None,
    way: Mapping[str, Any],
) -> Any:
    headers: dict[str, str] = {}
    data: str | aiohttp.FormData | None = None
    if payload is not None:
        headers["Content-Type"] = "application/json"
        data = utils._to_json(payload)
    if multipart:
        data = aiohttp.FormData(quote_fields=False)
        for field in multipart:
            data.add_field(**field)
    async with session.request(
        route.method, route.url, data=data, headers=headers, timeout=TIMEOUT, **way
    ) as response:
        answer = await json_or_text(response)
        if response.ok:
            return answer
        kinds: dict[int, type[discord.HTTPException]] = {
            403: discord.Forbidden,
            404: discord.NotFound,
        }
        kind = discord.DiscordServerError if response.status >= 500 else discord.HTTPException
        raise kinds.get(response.status, kind)(response, answer)


def _wanted(error: BaseException) -> float:
    """Return how many seconds Discord wants to pass after *error*, which then had no effect."""
    if isinstance(error, discord.HTTPException) and error.status == TOO_MANY:
        return max(retry_after(error.response.headers), FIRST_PAUSE_S)
    return 0.0
