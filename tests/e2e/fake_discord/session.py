"""A gateway session, which outlives its sockets, and one socket of it."""

import asyncio
import json
import time
import zlib
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

from aiohttp import web

from .intent import Intent
from .json_types import Json
from .snowflake import shard_of


class Connection:
    """Write to one socket, compressed the way the client asked for."""

    def __init__(self, request: web.BaseRequest, socket: web.WebSocketResponse) -> None:
        self.request = request
        self.socket = socket
        self.path = request.path
        self.opened_at = time.monotonic()
        self.heartbeats: list[float] = []
        self.received: deque[float] = deque()
        self.silent = False
        self.acknowledges = True
        self.closed_here = False
        self.session: Session | None = None
        self._deflate = (
            zlib.compressobj(level=1) if request.query.get("compress") == "zlib-stream" else None
        )
        self._outbox: asyncio.Queue[str | bytes] = asyncio.Queue()
        self._writer = asyncio.create_task(self._write())

    def push(self, text: str) -> None:
        """Queue a payload; a silent socket swallows it."""
        if not self.silent:
            self._outbox.put_nowait(text)

    def op(self, op: int, data: object = None) -> None:
        """Queue a payload that is no event."""
        self.push(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    async def _write(self) -> None:
        while True:
            text = await self._outbox.get()
            try:
                await self._send(text)
            except (ConnectionError, RuntimeError):
                return
            finally:
                self._outbox.task_done()

    def garble(self, data: bytes) -> None:
        """Queue bytes as they are, outside of the compressed stream."""
        self._outbox.put_nowait(data)

    async def _send(self, text: str | bytes) -> None:
        if isinstance(text, bytes):
            await self.socket.send_bytes(text)
        elif self._deflate is None:
            await self.socket.send_str(text)
        else:
            packed = self._deflate.compress(text.encode())
            await self.socket.send_bytes(packed + self._deflate.flush(zlib.Z_SYNC_FLUSH))

    async def close(self, code: int) -> None:
        """Write what is queued, then close with a code."""
        self.closed_here = True
        if not self._writer.done():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._outbox.join(), timeout=1)
        await self.socket.close(code=code)

    def cut(self) -> None:
        """Drop the connection without a word."""
        if self.request.transport is not None:
            self.request.transport.abort()

    def release(self) -> None:
        """Stop the writer; the socket is gone."""
        self._writer.cancel()


@dataclass(slots=True, kw_only=True, eq=False)
class Session:
    """What READY began: it counts events and keeps them for a RESUME."""

    id: str
    shard: tuple[int, int]
    intents: Intent
    replay_limit: int
    identify: Json
    connection: Connection | None = None
    seq: int = 0
    lost_at: float | None = None
    buffer: deque[str] = field(default_factory=deque)

    @property
    def lost_for(self) -> float:
        """How many seconds the session has been without a socket."""
        return 0.0 if self.lost_at is None else time.monotonic() - self.lost_at

    def hears(self, guild_id: int | None, needed: Intent) -> bool:
        """Tell whether an event of a guild (None: a direct message) goes to this session."""
        if needed and not needed & self.intents:
            return False
        shard_id, count = self.shard
        return count == 1 or shard_of(guild_id, count) == shard_id

    def push(self, event: str, data: str) -> None:
        """Count an event, keep it and send it where a socket is open."""
        self.keep(f'{{"op":0,"t":"{event}","s":{self.seq + 1},"d":{data}}}')

    def keep(self, text: str) -> None:
        """Count a payload as it is, keep it and send it where a socket is open."""
        self.seq += 1
        self.buffer.append(text)
        if len(self.buffer) > self.replay_limit:
            self.buffer.popleft()
        if self.connection is not None:
            self.connection.push(text)

    def missed(self, seq: int) -> list[str] | None:
        """List the events after `seq`, or None where they are not kept any more."""
        behind = self.seq - seq
        if not 0 <= behind <= len(self.buffer):
            return None
        return list(islice(self.buffer, len(self.buffer) - behind, None))
