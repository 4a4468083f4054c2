"""Runs in the measured process before all else: notes how long its event loop stood still."""

import asyncio
import os
import time
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

STEP_S = 0.002
_run = asyncio.run


async def _watch(file: Path) -> None:
    """Write the longest pause into *file*, from when somebody has made it."""
    longest = 0.0
    while True:
        begun = time.perf_counter()
        await asyncio.sleep(STEP_S)
        stood = time.perf_counter() - begun - STEP_S
        if stood > longest and os.path.exists(file):  # noqa: ASYNC240 - quickly done
            longest = stood
            with open(file, "w") as noted:  # noqa: ASYNC230 - quickly done
                noted.write(f"{longest:.6f}")


def _watched(main: Coroutine[Any, Any, Any], **options: Any) -> Any:
    async def both() -> Any:
        watching = asyncio.create_task(_watch(Path(os.environ["WATCHDOG_FILE"])))
        try:
            return await main
        finally:
            watching.cancel()

    return _run(both(), **options)


vars(asyncio)["run"] = _watched
