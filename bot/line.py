"""The line in which questions wait: each gets its turn, and no more wait than there is room for."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

PLACES = 20_000
"""Questions that may be under way at once, from their turn until their answers are sent."""
KEPT = 200
"""Places kept for telling people that there is no other."""


class Full(Exception):
    """There is no place in the line."""


class Line:
    """
    Questions that are under way.

    Messages arrive in bursts; in turn, one a round of the event loop, they leave room for
    interactions, which wait in no line, and for heartbeats.
    """

    def __init__(self, places: int = PLACES, *, kept: int = KEPT) -> None:
        self._places = places
        self._kept = kept
        self._turn = asyncio.Lock()
        self.length = 0

    async def turn(self, needs: Callable[[], Awaitable[object]] | None = None) -> None:
        """
        Wait until all who came before have had theirs, and for what *needs* waits for.

        That is part of the turn: those who wait for one thing together would all go on at once.
        """
        async with self._turn:
            if needs:
                await needs()
            await asyncio.sleep(0)

    @contextmanager
    def place(self, *, notice: bool = False) -> Iterator[None]:
        """
        Hold a place, one of those kept back for a *notice*.

        Raises:
            Full: at once, where there is none.
        """
        if self.length >= self._places + self._kept * notice:
            raise Full
        self.length += 1
        try:
            yield
        finally:
            self.length -= 1
