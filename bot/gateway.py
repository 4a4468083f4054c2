"""Discord's gateway as this bot uses it: sessions are kept, and events leave room for others."""

import asyncio
import json
import logging
import traceback
from collections.abc import Callable
from time import perf_counter
from typing import Any, Literal, Self

import aiohttp
import discord
import discord.shard
import discord.utils
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from discord.http import HTTPClient, Route
from yarl import URL

from bot.starts import Starts

log = logging.getLogger(__name__)

SCARCE = 4
"""Starts are few when less than this part of a day's are left."""
DOUBLINGS = 2
"""Attempts to reconnect are at most two to the power of this apart, in seconds."""
SILENCE = 1.5
UNACKNOWLEDGED = 2.5
"""Heartbeats after which a connection without a word, or without their echo, is given up."""
LEAST_S = 5.0
"""However fast heartbeats follow each other, a busy machine needs this long."""
RESUME_THERE_S = 75.0
"""How long a session is sought where Discord said, and nowhere else."""
BROKEN = 4000
STUCK = 3
"""So often in a row a session may stop at the same place before it is given up."""


SLICE_S = 0.005
"""How long events may be read before others have their turn."""


class Gateway(DiscordWebSocket):
    """
    A connection of one shard.

    discord.py identifies a shard anew after one failed attempt to reconnect, and what happened
    meanwhile is lost. Here a session that Discord has not ended is resumed whenever it can be.
    discord.py also ends the process where the gateway hangs up before its first word, or says
    what cannot be read; both are reasons to connect again.
    """

    lost_at: float | None = None
    """When the first attempt failed to go on from this connection."""
    _rested_at = 0.0
    _stopped: tuple[int | None, int] = (None, 0)
    """After which event something could not be read, and how often."""

    @classmethod
    async def from_client(cls, client: Any, **options: Any) -> Self:
        """Connect a shard, and resume its last session unless that was ended."""
        connections = client.connections
        shard_id = options.get("shard_id")
        last = connections.get(shard_id)
        if last and last.session_id:
            options |= {
                "resume": True,
                "session": last.session_id,
                "sequence": last.sequence,
                "gateway": last.gateway if _patient(last) else None,
            }
        await client.starts.connect(shard_id, new_session=not options.get("resume"))
        try:
            connection = await super().from_client(client, **options)
        except Exception as error:
            if last and last.lost_at is None:
                last.lost_at = perf_counter()
            if isinstance(error, ReconnectWebSocket):
                raise aiohttp.ClientConnectionError("the gateway hung up at once") from error
            raise
        if last:
            connection._stopped = last._stopped
        connection._expect_beats()
        connections[shard_id] = connection
        return connection

    def _expect_beats(self) -> None:
        """Take a connection for broken after so many heartbeats as Discord wants them."""
        beats = self._keep_alive
        if beats is None or beats.interval is None:
            return
        beats.heartbeat_timeout = max(beats.interval * SILENCE, LEAST_S)
        self._max_heartbeat_timeout = beats.heartbeat_timeout
        # Who says nothing does not say goodbye either, and discord.py waits half a minute for it.
        self.socket._timeout = aiohttp.ClientWSTimeout(ws_close=LEAST_S)

    async def poll_event(self) -> None:
        """
        Deal with one event, and let others go first after some.

        A burst comes in one piece. An interaction behind it has three seconds, so reading goes
        before the messages, which wait in line, but never for long at a time.
        """
        try:
            await super().poll_event()
        except (ReconnectWebSocket, discord.ConnectionClosed, aiohttp.ClientError, OSError):
            raise
        except Exception as error:
            log.exception("what the gateway said cannot be read; connecting again")
            self._stop()
            await self._give_up(error)
        if self._is_deaf():
            log.warning(
                "shard %s: heartbeats are not acknowledged; connecting again", self.shard_id
            )
            await self._give_up()
        if perf_counter() - self._rested_at > SLICE_S:
            await asyncio.sleep(0)
            self._rested_at = perf_counter()

    def _stop(self) -> None:
        """Note where something could not be read; a replay that stops there too is of no use."""
        place, count = self._stopped
        count = count + 1 if place == self.sequence else 1
        self._stopped = (self.sequence, count)
        if count >= STUCK:
            self.session_id = self.sequence = None

    async def _give_up(self, error: Exception | None = None) -> None:
        """Leave a broken connection, and go on with its session if there still is one."""
        await self.close(BROKEN)
        raise ReconnectWebSocket(self.shard_id, resume=self.session_id is not None) from error

    def _is_deaf(self) -> bool:
        """Tell whether what the bot says does not arrive, though events come."""
        beats = self._keep_alive
        if beats is None or beats.interval is None:
            return False
        return beats._last_send - beats._last_ack > max(beats.interval * UNACKNOWLEDGED, LEAST_S)


class Backoff(ExponentialBackoff[Literal[False]]):
    """The pauses between attempts to reconnect; discord.py lets them grow to 17 minutes."""

    def __init__(self) -> None:
        super().__init__()
        self._max = DOUBLINGS


def _patient(last: Gateway) -> bool:
    """Tell whether the session of *last* is still sought where Discord keeps it."""
    return last.lost_at is None or perf_counter() - last.lost_at < RESUME_THERE_S


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


async def locate(http: HTTPClient, allowed: Starts) -> int:
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
    allowed.allow(starts["total"], count)
    if starts["remaining"] * SCARCE < starts["total"]:
        pause = starts["reset_after"] / 1000 / max(starts["remaining"] // count, 1)
        log.warning(
            "%d of %d connections are left until Discord counts anew; waiting %.0f seconds",
            starts["remaining"],
            starts["total"],
            pause,
        )
        await asyncio.sleep(pause)
    return count


def install() -> None:
    """Let discord.py connect its shards by `Gateway`, and read what orjson does not."""
    vars(discord.shard).update(DiscordWebSocket=Gateway, ExponentialBackoff=Backoff)
    vars(discord.utils)["_from_json"] = read


_read_fast: Callable[[str], Any] = discord.utils._from_json


def read(text: str) -> Any:
    """
    Read JSON in which halves of surrogate pairs may stand.

    orjson refuses them, so that one such message would end the connection, and the next one, to
    which it is replayed.
    """
    try:
        return _read_fast(text)
    except ValueError:
        return json.loads(text)
