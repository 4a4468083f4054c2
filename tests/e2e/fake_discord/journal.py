"""The record of everything that the bot did, in order and with times."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeVar

from .guild import Channel
from .interaction import Interaction
from .json_types import Json
from .message import Message

T = TypeVar("T")

GLANCE_S: Final = 0.05


class Kind(StrEnum):
    """What the bot did."""

    MESSAGE = "message"
    RESPONSE = "response"
    FOLLOWUP = "followup"
    DEFER = "defer"
    EDIT = "edit"
    DELETE = "delete"
    TYPING = "typing"
    CHOICES = "choices"
    MODAL = "modal"
    COMMANDS = "commands"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One thing that the bot did and that took effect; `at` is in monotonic seconds."""

    kind: Kind
    at: float
    payload: Json
    channel: Channel | None = None
    message: Message | None = None
    interaction: Interaction | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Request:
    """One HTTP request, and what was answered; `status` is 0 for a cut connection."""

    at: float
    method: str
    path: str
    route: str | None
    query: dict[str, str]
    headers: dict[str, str]
    body: Json | list[Json] | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    status: int | None = None
    code: int | None = None
    fault: str | None = None
    done_at: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """Something that Discord would refuse, or that this bot must never do."""

    code: int | str
    what: str
    where: str
    body: object = None

    def __str__(self) -> str:
        return f"{self.where}: {self.code}: {self.what}"


class Journal:
    """Collect what happened and wake whoever waits for it."""

    def __init__(self, limit: int | None = None) -> None:
        self.requests: deque[Request] = deque(maxlen=limit)
        self.sent: deque[Sent] = deque(maxlen=limit)
        self.violations: list[Violation] = []
        self.unknown_routes: list[str] = []
        self.notes: list[str] = []
        self.in_flight = 0
        self.last_change = time.monotonic()
        self._waiters: list[asyncio.Future[None]] = []
        self._listeners: list[Callable[[Sent], None]] = []

    def listen(self, listener: Callable[[Sent], None]) -> None:
        """Call back, at once and in the hot path, for everything that the bot does."""
        self._listeners.append(listener)

    def record(self, sent: Sent) -> None:
        """Write down an effect."""
        self.sent.append(sent)
        for listener in self._listeners:
            listener(sent)
        self.touch()

    def violate(self, violation: Violation) -> None:
        """Write down a breach."""
        self.violations.append(violation)
        self.touch()

    def touch(self) -> None:
        """Wake the waiting: something changed."""
        self.last_change = time.monotonic()
        if self._waiters:
            waiters, self._waiters = self._waiters, []
            for waiter in waiters:
                if not waiter.done():
                    waiter.set_result(None)

    async def changed(self) -> None:
        """Wait for the next change, but only a moment: what is waited for may lie outside."""
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        await asyncio.wait([waiter], timeout=GLANCE_S)

    async def until(self, look: Callable[[], T | None], seconds: float, what: str) -> T:
        """Wait until `look` finds something true; raise TimeoutError, with the journal's tail."""
        try:
            async with asyncio.timeout(seconds):
                while not (found := look()):
                    await self.changed()
                return found
        except TimeoutError:
            raise TimeoutError(f"no {what} within {seconds} s; {self.tail()}") from None

    def tail(self, count: int = 8) -> str:
        """Describe the last requests and the breaches, for messages of failed tests."""
        last = [f"{r.method} {r.path} -> {r.status} {r.code or ''}" for r in self.requests]
        parts: Iterable[str] = [*last[-count:], *map(str, self.violations)]
        return "last requests:\n  " + "\n  ".join(parts)
