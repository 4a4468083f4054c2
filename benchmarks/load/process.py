"""A bot as a process of its own, and what it takes of the machine."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from fake_discord import FakeDiscord, Rules, World

ROOT = Path(__file__).parents[2]
MIB = 1024 * 1024
OURS, ECHO = "criteria-bot", "echo"
COMMANDS = {OURS: ("-m", "bot", "run"), ECHO: ("-m", "benchmarks.load.echo")}
HISTORY = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A bot that is ready, on a Discord of its own."""

    fake: FakeDiscord
    process: psutil.Process
    log: Path
    identified_s: float
    """Seconds from the start of the process to its IDENTIFY."""

    @property
    def said(self) -> str:
        """What the bot wrote: errors, where it is ours."""
        return self.log.read_text("utf-8", "replace")

    @property
    def memory(self) -> float:
        """Resident memory, in MiB."""
        return float(self.process.memory_info().rss) / MIB

    @property
    def processor(self) -> float:
        """Seconds of processor time so far."""
        times = self.process.cpu_times()
        return float(times.user + times.system)


@asynccontextmanager
async def running(name: str, *, history: int = HISTORY, **settings: str) -> AsyncIterator[Running]:
    """
    Start the bot *name* against a Discord that checks nothing and limits nothing.

    That remembers the last *history* messages: those under way must be among them. Everything of
    the bot's is at its default, SQLite too, but for the limits, which are off.

    Raises:
        SystemExit: our bot logged an error.
    """
    rules = Rules(strict=False, history=history)
    with TemporaryDirectory() as directory:
        async with FakeDiscord(World.small(), rules=rules) as fake:
            environment = {
                "PATH": os.environ["PATH"],
                "HOME": os.environ.get("HOME", directory),
                "PYTHONPATH": str(ROOT),
                "DISCORD_TOKEN": fake.token,
                "DISCORD_API_URL": fake.api_url,
                "GATEWAY_URL": f"{fake.backend.gateway.address}/gateway",
                "COOLDOWN_USER": "0",
                "COOLDOWN_CHANNEL": "0",
                "GLOBAL_REQUESTS_PER_SECOND": "0",
                "LOG_LEVEL": "ERROR",
                **settings,
            }
            log = Path(directory) / "log"
            with log.open("wb") as output:
                begun = time.perf_counter()
                process = await asyncio.create_subprocess_exec(
                    sys.executable,
                    *COMMANDS[name],
                    cwd=directory,
                    env=environment,
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                )
            try:
                while not fake.gateway.identifies:  # noqa: ASYNC110 - the time is what is measured
                    await asyncio.sleep(0.001)
                identified = time.perf_counter() - begun
                await fake.ready(timeout=30)
                bot = Running(
                    fake=fake,
                    process=psutil.Process(process.pid),
                    log=log,
                    identified_s=identified,
                )
                yield bot
                if name == OURS and bot.said:
                    # An apology is an answer too, but not one that counts.
                    raise SystemExit(f"the bot logged errors:\n{bot.said[:2000]}")
            finally:
                if process.returncode is None:
                    process.terminate()
                    await process.wait()
