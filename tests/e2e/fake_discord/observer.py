# ruff: noqa: ASYNC109 - tests read better with a timeout than with a block around each line.
"""Look at what the bot does, and wait for it."""

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Callable
from typing import TypeVar

from .backend import Backend
from .interaction import Interaction
from .journal import Kind, Request, Sent, Violation
from .message import Message

T = TypeVar("T")


class Observer:
    """Read the journal for a test; all timeouts are in seconds."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self.journal = backend.journal
        self._by_reference: dict[int, list[Message]] = defaultdict(list)
        self._unreferenced: dict[int, list[Message]] = defaultdict(list)
        if backend.rules.history is None:
            self.journal.listen(self._index)

    @property
    def sent(self) -> deque[Sent]:
        """Everything that the bot did and that took effect."""
        return self.journal.sent

    @property
    def requests(self) -> deque[Request]:
        """Every HTTP request, effect or not."""
        return self.journal.requests

    @property
    def violations(self) -> list[Violation]:
        """What Discord would have refused, and what this bot must never do."""
        return self.journal.violations

    @property
    def unknown_routes(self) -> list[str]:
        """Requests that this fake does not know."""
        return self.journal.unknown_routes

    def assert_clean(self, *allowed: int | str) -> None:
        """Fail if anything was violated, codes in `allowed` apart, or a route was unknown."""
        bad = [violation for violation in self.violations if violation.code not in allowed]
        if bad:
            raise AssertionError("violations:\n  " + "\n  ".join(map(str, bad)))
        if self.unknown_routes:
            raise AssertionError(f"unknown routes: {self.unknown_routes}")

    def answers(self, to: Message | Interaction) -> list[Message]:
        """List the answers so far.

        To a message: those that reply to it, and those that came after it in its channel and
        reply to nothing. To an interaction: its response and follow-ups.
        """
        if isinstance(to, Interaction):
            return to.messages
        loose = [m for m in self._unreferenced.get(to.channel.id, ()) if m.id > to.id]
        found = [*self._by_reference.get(to.id, ()), *loose]
        return [message for message in found if not message.deleted]

    async def wait(self, look: Callable[[], T | None], timeout: float, what: str) -> T:
        """Wait until `look` finds something true; TimeoutError shows the last requests."""
        return await self.journal.until(look, timeout, what)

    async def ready(self, *, shards: int = 1, timeout: float = 15.0) -> None:
        """Wait until so many shards are connected and identified."""
        gateway = self.backend.gateway
        await self.wait(lambda: len(gateway.live) >= shards, timeout, "gateway session")

    async def replies(
        self, *, to: Message | Interaction, count: int = 1, timeout: float = 10.0
    ) -> list[Message]:
        """Wait for so many answers and return all there are."""

        def look() -> list[Message] | None:
            found = self.answers(to)
            return found if len(found) >= count else None

        return await self.wait(look, timeout, f"{count} answers")

    async def reply(self, *, to: Message | Interaction, timeout: float = 10.0) -> Message:
        """Wait for the first answer."""
        return (await self.replies(to=to, timeout=timeout))[0]

    async def settled(self, *, quiet: float = 0.25, timeout: float = 10.0) -> None:
        """Wait until the bot, from now on, does nothing for `quiet` seconds; no request is open."""
        journal, start = self.journal, time.monotonic()
        while True:
            now = time.monotonic()
            since = now if journal.in_flight else max(journal.last_change, start)
            if now - since >= quiet:
                return
            if now - start > timeout:
                raise TimeoutError(f"still busy after {timeout} s; {journal.tail()}")
            await asyncio.sleep(quiet - (now - since))

    def _index(self, sent: Sent) -> None:
        if sent.kind is not Kind.MESSAGE or sent.message is None:
            return
        reference = sent.message.reference_id
        if reference is None:
            self._unreferenced[sent.message.channel.id].append(sent.message)
        else:
            self._by_reference[reference].append(sent.message)
