"""Python's search for unreachable objects: at moments when nobody waits for the event loop."""

import asyncio
import gc

from bot.line import Line

FEW = 100
"""Questions under way that a full search may keep waiting: it looks at all that they hold."""
EVERY_S = 60.0
PATIENCE = 30
"""Busy minutes after which it is done all the same."""
NEVER = 1_000_000_000


async def collect(line: Line) -> None:
    """
    Search everything while few questions are in *line*, until this is cancelled.

    By itself Python does it when much has come to be, which is in the middle of a burst: then
    nothing moves for a tenth of a second. Young objects it still searches when it likes.
    """
    young, middle, _old = gc.get_threshold()
    gc.set_threshold(young, middle, NEVER)
    busy, settled = 0, False
    while True:
        await asyncio.sleep(EVERY_S)
        busy += 1
        if line.length < FEW or busy >= PATIENCE:
            gc.collect()
            busy = 0
            if not settled:
                # All modules have been imported by now, and stay.
                gc.freeze()
                settled = True
