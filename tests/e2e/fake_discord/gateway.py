"""The gateway: sockets come and go, sessions are identified, resumed and served."""

import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from aiohttp import WSMsgType, web

from .faults import Faults
from .intent import KNOWN, NONE, PRIVILEGED, Intent
from .journal import Journal, Violation
from .json_types import Json
from .rules import Rules
from .session import Connection, Session
from .welcome import members_chunk, ready_payload
from .world import World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT = 0, 1, 2, 3, 4, 6, 7
REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 8, 9, 10, 11
ENDS_SESSION: Final = (1000, 1001)

GATEWAY_PATH: Final = "/gateway"
RESUME_PATH: Final = "/gateway/resume"


class GatewayClose(Exception):
    """End a connection with one of Discord's close codes."""

    def __init__(self, code: int) -> None:
        super().__init__(f"close code {code}")
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """An IDENTIFY or a RESUME that arrived; `accepted` tells whether it led to a session."""

    at: float
    path: str
    payload: Json
    accepted: bool


class Gateway:
    """Serve the sockets and hand events to the sessions."""

    def __init__(self, world: World, rules: Rules, journal: Journal, faults: Faults) -> None:
        self.world = world
        self.rules = rules
        self.journal = journal
        self.faults = faults
        self.address = ""
        self.connections: list[Connection] = []
        self.sessions: dict[str, Session] = {}
        self.identifies: list[Greeting] = []
        self.resumes: list[Greeting] = []
        self.close_codes: list[int] = []
        self.presences: list[Json] = []
        self._identified = -1e9

    @property
    def live(self) -> list[Session]:
        """List the sessions that have a socket."""
        return [session for session in self.sessions.values() if session.connection]

    def dispatch(
        self,
        event: str,
        data: Json,
        *,
        guild_id: int | None = None,
        needs: Intent = NONE,
        veil: Callable[[Json], Json] | None = None,
    ) -> None:
        """Send an event to every session that hears it; `veil` empties what an intent protects."""
        full = veiled = ""
        for session in tuple(self.sessions.values()):
            if session.lost_for > self.rules.session_life:
                del self.sessions[session.id]
            elif session.hears(guild_id, needs):
                if veil is None or Intent.MESSAGE_CONTENT in session.intents:
                    full = full or json.dumps(data)
                    session.push(event, full)
                else:
                    veiled = veiled or json.dumps(veil(data))
                    session.push(event, veiled)

    # What a test does to the sockets ---------------------------------------------------------

    def cut(self) -> None:
        """Drop every socket without a close frame."""
        for connection in tuple(self.connections):
            connection.cut()

    async def close(self, code: int = 4000) -> None:
        """Close every socket with a code."""
        for connection in tuple(self.connections):
            await connection.close(code)

    def reconnect(self) -> None:
        """Ask every client to reconnect (op 7)."""
        for connection in tuple(self.connections):
            connection.op(RECONNECT)

    def invalidate(self, *, resumable: bool = False) -> None:
        """Tell every client that its session is invalid (op 9); forget what is not resumable."""
        for connection in tuple(self.connections):
            connection.op(INVALID_SESSION, resumable)
            if not resumable and connection.session:
                self.sessions.pop(connection.session.id, None)

    def forget_sessions(self) -> None:
        """Forget all sessions, so that the next RESUME is refused."""
        self.sessions.clear()

    def silence(self) -> None:
        """Let every open socket fall silent: no event, no acknowledgement, no close."""
        for connection in self.connections:
            connection.silent = True

    def garble(self, data: bytes = b"\x07garbage\x00\x00\xff\xff") -> None:
        """Send what is no payload; by default what looks like a whole one in zlib-stream."""
        for connection in self.connections:
            connection.garble(data)

    def spoil(self, text: str) -> None:
        """Send a text as an event of every session, which keeps it for a RESUME as it is."""
        for session in self.sessions.values():
            session.keep(text)

    def withhold_acks(self) -> None:
        """Stop acknowledging heartbeats on every open socket; events go on."""
        for connection in self.connections:
            connection.acknowledges = False

    def request_heartbeat(self) -> None:
        """Ask every client for a heartbeat at once (op 1)."""
        for connection in self.connections:
            connection.op(HEARTBEAT)

    # The protocol ----------------------------------------------------------------------------

    async def serve(self, request: web.BaseRequest) -> web.StreamResponse:
        """Serve one socket from HELLO to its end."""
        if self.faults.gateway_refuses(request.path):
            return web.Response(status=503)
        socket = web.WebSocketResponse(compress=False, max_msg_size=0)
        await socket.prepare(request)
        if self.faults.gateway_hangs_up():
            if request.transport is not None:
                request.transport.abort()
            return socket
        connection = Connection(request, socket)
        self.connections.append(connection)
        self.journal.touch()
        connection.op(HELLO, {"heartbeat_interval": int(self.rules.heartbeat_interval * 1000)})
        try:
            await self._listen(connection)
        except GatewayClose as close:
            self.close_codes.append(close.code)
            await connection.close(close.code)
        finally:
            self._release(connection)
        return socket

    async def _listen(self, connection: Connection) -> None:
        async for frame in connection.socket:
            if frame.type is not WSMsgType.TEXT:
                raise GatewayClose(4002)
            self._check_pace(connection, frame.data)
            try:
                payload = json.loads(frame.data)
                op, data = payload["op"], payload.get("d")
            except (ValueError, KeyError, TypeError):
                raise GatewayClose(4002) from None
            self._receive(connection, op, data)

    def _check_pace(self, connection: Connection, text: str) -> None:
        if len(text.encode()) > self.rules.gateway_payload_bytes:
            raise GatewayClose(4002)
        now = time.monotonic()
        connection.received.append(now)
        while connection.received[0] < now - 60:
            connection.received.popleft()
        if len(connection.received) > self.rules.gateway_sends_a_minute:
            raise GatewayClose(4008)

    def _receive(self, connection: Connection, op: int, data: object) -> None:
        if op == HEARTBEAT:
            connection.heartbeats.append(time.monotonic())
            if connection.acknowledges:
                connection.op(HEARTBEAT_ACK)
        elif op == IDENTIFY and isinstance(data, dict):
            self._identify(connection, data)
        elif op == RESUME and isinstance(data, dict):
            self._resume(connection, data)
        elif op not in (PRESENCE, VOICE, REQUEST_MEMBERS):
            raise GatewayClose(4001)
        elif connection.session is None:
            raise GatewayClose(4003)
        elif op == PRESENCE and isinstance(data, dict):
            self.presences.append(data)
        elif op == REQUEST_MEMBERS and isinstance(data, dict):
            self._send_members(connection.session, data)

    def _identify(self, connection: Connection, data: Json) -> None:
        accepted = False
        try:
            accepted = self._begin(connection, data)
        finally:
            self.identifies.append(
                Greeting(
                    at=time.monotonic(),
                    path=connection.path,
                    payload={**data, "token": "(hidden)"},
                    accepted=accepted,
                )
            )
            self.journal.touch()

    def _begin(self, connection: Connection, data: Json) -> bool:
        if connection.session is not None:
            raise GatewayClose(4005)
        if data.get("token") != self.world.application.token:
            raise GatewayClose(4004)
        if len(self.identifies) >= self.rules.identifies_a_day:
            # Discord ends all sessions and resets the token.
            what = f"more than {self.rules.identifies_a_day} IDENTIFY in a day"
            self.journal.violate(Violation(code="identify", what=what, where="gateway"))
            raise GatewayClose(4004)
        shard_id, count = data.get("shard") or (0, 1)
        if not 0 <= shard_id < count:
            raise GatewayClose(4010)
        if len(self.world.joined_guilds()) > self.rules.guilds_a_shard * count:
            raise GatewayClose(4011)
        bits = data.get("intents")
        if not isinstance(bits, int) or bits & ~KNOWN:
            raise GatewayClose(4013)
        intents = Intent(bits)
        if intents & PRIVILEGED & ~self.world.application.allowed_intents:
            raise GatewayClose(4014)
        now = time.monotonic()
        if now - self._identified < self.rules.identify_interval:
            connection.op(INVALID_SESSION, False)
            return False
        self._identified = now
        session = Session(
            id=secrets.token_hex(16),
            shard=(shard_id, count),
            intents=intents,
            replay_limit=self.rules.replay_limit,
            identify=data,
            connection=connection,
        )
        connection.session = self.sessions[session.id] = session
        self._welcome(session)
        return True

    def _welcome(self, session: Session) -> None:
        guilds = [g for g in self.world.joined_guilds() if session.hears(g.id, NONE)]
        ready = ready_payload(self.world, session, guilds, self.address + RESUME_PATH)
        session.push("READY", json.dumps(ready))
        if Intent.GUILDS not in session.intents:
            return
        everybody = Intent.GUILD_PRESENCES in session.intents
        for guild in guilds:
            if guild.available:
                data = guild.payload(self.world.bot, everybody=everybody)
                session.push("GUILD_CREATE", json.dumps(data))

    def _resume(self, connection: Connection, data: Json) -> None:
        if data.get("token") != self.world.application.token:
            raise GatewayClose(4004)
        session = self.sessions.get(str(data.get("session_id")))
        if session is not None and session.lost_for > self.rules.session_life:
            del self.sessions[session.id]
            session = None
        seq = data.get("seq")
        missed = session.missed(seq) if session and isinstance(seq, int) else None
        self.resumes.append(
            Greeting(
                at=time.monotonic(),
                path=connection.path,
                payload={**data, "token": "(hidden)"},
                accepted=missed is not None,
            )
        )
        self.journal.touch()
        if session is None or missed is None:
            connection.op(INVALID_SESSION, False)
            return
        if session.connection is not None and session.connection is not connection:
            session.connection.session = None
        session.connection, session.lost_at = connection, None
        connection.session = session
        for text in missed:
            connection.push(text)
        session.push("RESUMED", "{}")

    def _send_members(self, session: Session, data: Json) -> None:
        guild = self.world.guilds.get(int(data.get("guild_id") or 0))
        if guild is None:
            return
        session.push("GUILD_MEMBERS_CHUNK", json.dumps(members_chunk(guild, data)))

    def _release(self, connection: Connection) -> None:
        connection.release()
        self.connections.remove(connection)
        session = connection.session
        if session is not None and session.connection is connection:
            session.connection = None
            session.lost_at = time.monotonic()
            if not connection.closed_here and connection.socket.close_code in ENDS_SESSION:
                self.sessions.pop(session.id, None)
        self.journal.touch()
