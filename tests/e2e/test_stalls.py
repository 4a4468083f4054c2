"""The event loop never stands still for long: heartbeats and interactions wait behind it."""

import asyncio
import json
import os
from pathlib import Path

from conftest import ROOT, bot_process

from fake_discord import FakeDiscord

BURST = 1_000
LONGEST_S = 0.05
ASKED = ("!compare debugging", "哪个更容易调试", "how do I deploy on phones?", "!对比 显卡", "asdf")


async def test_burst_does_not_hold_the_loop(fake: FakeDiscord, tmp_path: Path) -> None:
    """No turn of the loop, and no search for unreachable objects, takes 50 ms of the processor."""
    noted = tmp_path / "longest"
    path = os.pathsep.join((str(Path(__file__).with_name("watchdog")), str(ROOT)))
    async with bot_process(
        fake,
        tmp_path,
        PYTHONPATH=path,
        WATCHDOG_FILE=str(noted),
        COOLDOWN_USER="0",
        COOLDOWN_CHANNEL="0",
        GLOBAL_REQUESTS_PER_SECOND="0",
    ) as bot:
        await fake.ready()
        noted.touch()
        asked = []
        for n in range(BURST):
            asked.append(await fake.direct(fake.user, ASKED[n % len(ASKED)]))
            if n % 100 == 0:
                await asyncio.sleep(0)
        for question in asked:
            await fake.reply(to=question, timeout=60)
        await bot.stop()

    longest = json.loads(noted.read_text("utf-8"))
    assert 0 < longest["processor"] < LONGEST_S
    assert 0 < longest["collector"] < LONGEST_S
