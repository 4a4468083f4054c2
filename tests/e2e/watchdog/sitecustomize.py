"""
Runs in the watched process before all else: notes how long its event loop was kept busy at once.

`WATCHDOG_FILE` names a file; from when somebody has made it, the longest pieces are written there
as JSON, in seconds: of processor time, which other programs cannot lengthen, and by the clock.
"""

import asyncio
import gc
import json
import os
import time
from pathlib import Path
from typing import Any

# A process that this one starts is not watched: it would write over what was noted.
FILE = Path(os.environ.pop("WATCHDOG_FILE", os.devnull))
_longest = {"processor": 0.0, "clock": 0.0, "collector": 0.0}
_turn = asyncio.BaseEventLoop._run_once  # type: ignore[attr-defined]
_searched_at = 0.0


def _note(**pieces: float) -> None:
    longer = {name: piece for name, piece in pieces.items() if piece > _longest[name]}
    if longer and FILE.exists():
        _longest.update(longer)
        FILE.write_text(json.dumps(_longest), "utf-8")


def _watched(loop: Any) -> None:
    """Do one turn of the loop: all that is ready, one after another."""
    processor = time.thread_time()
    _turn(loop)
    _note(processor=time.thread_time() - processor)


def _searched(phase: str, _info: dict[str, int]) -> None:
    """Note a search for unreachable objects: nothing else runs, whichever thread does it."""
    global _searched_at
    if phase == "start":
        _searched_at = time.thread_time()
    else:
        _note(collector=time.thread_time() - _searched_at)


async def _tick() -> None:
    while True:
        begun = time.perf_counter()
        await asyncio.sleep(0.002)
        _note(clock=time.perf_counter() - begun - 0.002)


_run = asyncio.run


def _run_watched(main: Any, **options: Any) -> Any:
    async def both() -> Any:
        ticking = asyncio.create_task(_tick())
        try:
            return await main
        finally:
            ticking.cancel()

    return _run(both(), **options)


if os.fspath(FILE) != os.devnull:
    vars(asyncio)["run"] = _run_watched
    asyncio.BaseEventLoop._run_once = _watched  # type: ignore[attr-defined]
    gc.callbacks.append(_searched)
