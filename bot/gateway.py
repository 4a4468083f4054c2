"""Discord's gateway as this bot uses it: sessions are kept, and events leave room for others."""

import asyncio
import logging
import traceback
from collections.abc import Callable
from typing import Any, Protocol, Self

import discord
import discord.shard
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route
from yarl import URL

log = logging.getLogger(__name__)

SCARCE = 4
"""Starts are few when less than this part of a day's are left."""


class Sharded(Protocol):
    """A client that remembers the last connection of each shard."""

    connections: dict[int | None, DiscordWebSocket]


class Gateway(DiscordWebSocket):
    """
    A connection of one shard.

    discord.py identifies a shard anew after one failed attempt to reconnect, and what happened
    meanwhile is lost. Here a session that Discord has not ended is resumed whenever it can be.
    """

    @classmethod
    async def from_client(cls, client: Any, **options: Any) -> Self:
        """Connect a shard, and resume its last session unless that was ended."""
        connections = client.connections
        shard_id = options.get("shard_id")
        last = connections.get(shard_id)
        if last and last.session_id and not options.get("session"):
            options |= {
                "resume": True,
                "session": last.session_id,
                "sequence": last.sequence,
                "gateway": last.gateway,
            }
        connection = await super().from_client(client, **options)
        connections[shard_id] = connection
        return connection

    async def poll_event(self) -> None:
        """Deal with one event, then let others go first: a burst comes in one piece."""
        await super().poll_event()
        await asyncio.sleep(0)


def ignore_bots(parsers: dict[str, Callable[[Any], None]]) -> None:
    """Build no messages of bots: half of all that arrive are our own answers."""
    heard = parsers["MESSAGE_CREATE"]

    def hear(data: Any) -> None:
        if not data["author"].get("bot"):
            heard(data)

    parsers["MESSAGE_CREATE"] = hear


def pass_over(parsers: dict[str, Callable[[Any], None]]) -> None:
    """
    Go on after an event that discord.py cannot read, which would end the whole bot.

    Discord adds kinds of messages, and one odd field is enough. Without READY there is no session.
    """

    def guarded(event: str, parse: Callable[[Any], None]) -> Callable[[Any], None]:
        def read(data: Any) -> None:
            try:
                parse(data)
            except Exception as error:
                # Not the error's own words: they may hold what somebody wrote.
                where = traceback.extract_tb(error.__traceback__)[-1]
                kind = type(error).__name__
                log.error(
                    "%s could not be read: %s in %s:%s", event, kind, where.filename, where.lineno
                )

        return read

    for event, parse in parsers.items():
        if event != "READY":
            parsers[event] = guarded(event, parse)


async def locate(http: HTTPClient) -> int:
    """
    Ask Discord where its gateway is, and return how many shards it wants.

    Where few of the day's 1,000 starts are left, this takes as long as they need to last: a bot
    that crashes and is started again and again would lose its token.
    """
    try:
        count, address, starts = await http.get_bot_gateway()
    except discord.GatewayNotFound:
        found = await http.request(Route("GET", "/gateway"))
        DiscordWebSocket.DEFAULT_GATEWAY = URL(found["url"])
        return 1
    DiscordWebSocket.DEFAULT_GATEWAY = URL(address)
    if starts["remaining"] * SCARCE < starts["total"]:
        pause = starts["reset_after"] / 1000 / max(starts["remaining"], 1)
        log.warning(
            "%d of %d connections are left until Discord counts anew; waiting %.0f seconds",
            starts["remaining"],
            starts["total"],
            pause,
        )
        await asyncio.sleep(pause)
    return count


def install() -> None:
    """Let discord.py connect its shards by `Gateway`; it has no setting for that."""
    vars(discord.shard)["DiscordWebSocket"] = Gateway
