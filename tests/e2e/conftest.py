"""The bot as its own process, against a fake Discord on loopback."""

import asyncio
import json
import math
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import yaml
from group import Group, assert_polite

from fake_discord import FakeDiscord

ROOT = Path(__file__).parents[2]
STOP_WITHIN_S = 15.0
PREPARED_WITHIN_S = 30
FEW = 20
"""Texts in each language that thin knowledge has of a kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BotProcess:
    """A running bot; everything that it writes goes into `log`."""

    process: asyncio.subprocess.Process
    log: Path

    @property
    def written(self) -> str:
        """What the process has written so far, to both of its outputs."""
        return self.log.read_text("utf-8", "replace")

    async def prepared(self) -> None:
        """Wait until questions can be answered: silence before proves nothing."""
        async with asyncio.timeout(PREPARED_WITHIN_S):
            while "questions can be answered" not in self.written:
                await asyncio.sleep(0.02)

    async def stop(self) -> int:
        """Ask the process to end and return its exit status."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        return await self.wait()

    async def wait(self, timeout_s: float = STOP_WITHIN_S) -> int:
        """Wait until the process has ended by itself."""
        async with asyncio.timeout(timeout_s):
            return await self.process.wait()


@asynccontextmanager
async def bot_process(
    fake: FakeDiscord, directory: Path, **settings: str
) -> AsyncIterator[BotProcess]:
    """Start `python -m bot run` against *fake*; settings go over the environment."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name in {"PATH", "HOME", "LANG", "SYSTEMROOT", "COVERAGE_PROCESS_START"}
    }
    environment |= {
        "PYTHONPATH": str(ROOT),
        "DISCORD_TOKEN": fake.token,
        "DISCORD_API_URL": fake.api_url,
        **settings,
    }
    log = directory / "bot.log"
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=directory,
            env=environment,
        )
    bot = BotProcess(process=process, log=log)
    try:
        yield bot
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@pytest.fixture(scope="session")
def thin_knowledge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped knowledge with few texts of each kind: what is asked here needs no more."""
    directory = tmp_path_factory.mktemp("knowledge")
    for source in (ROOT / "knowledge").rglob("*.yaml"):
        data = yaml.load(source.read_text("utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - ours.
        thinned = _thin(data) if source.parent.name == "criteria" else data
        if source.name == "out-of-scope.yaml":
            thinned = {name: _thin(kind) for name, kind in data.items()}
        target = directory / source.relative_to(ROOT / "knowledge")
        target.parent.mkdir(exist_ok=True)
        target.write_text(yaml.dump(thinned, allow_unicode=True, width=math.inf), "utf-8")
    return directory


def _thin(part: dict[str, Any]) -> dict[str, Any]:
    """Return a criterion, or a kind of other messages, with the first few of its texts."""
    lists = {name: part[name] for name in ("questions", "examples") if name in part}
    few = {
        name: {language: texts[:FEW] for language, texts in by_language.items()}
        for name, by_language in lists.items()
    }
    return part | few


Start = Callable[..., Awaitable[BotProcess]]


@pytest.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    """A fake Discord with one guild, one channel and one member, clean at the end."""
    async with FakeDiscord() as discord:
        yield discord
        discord.assert_clean()


@pytest.fixture
async def start(fake: FakeDiscord, tmp_path: Path, thin_knowledge: Path) -> AsyncIterator[Start]:
    """Starts the bot, with settings by name, and ends it after the test."""
    async with AsyncExitStack() as stack:

        async def _start(**settings: str) -> BotProcess:
            settings.setdefault("KNOWLEDGE_DIR", str(thin_knowledge))
            return await stack.enter_async_context(bot_process(fake, tmp_path, **settings))

        yield _start


@pytest.fixture
def begin(fake: FakeDiscord, start: Start) -> Start:
    """Starts the bot, with settings by name, and waits until it can answer."""

    async def _begin(**settings: str) -> BotProcess:
        process = await start(**settings)
        await fake.ready()
        await process.prepared()
        return process

    return _begin


@pytest.fixture
async def bot(begin: Start) -> BotProcess:
    """A bot that can answer."""
    return await begin()


async def consult(
    fake: FakeDiscord, directory: Path, *options: str, **settings: str
) -> tuple[int, str]:
    """Run `python -m bot doctor`; return its exit status and everything that it writes."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "doctor", *options),
        cwd=directory,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "DISCORD_TOKEN": fake.token,
            "DISCORD_API_URL": fake.api_url,
            **settings,
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    out, _ = await process.communicate()
    return process.returncode or 0, out.decode()


async def doctor(fake: FakeDiscord, directory: Path, **settings: str) -> tuple[int, Any]:
    """Run `python -m bot doctor --json`; return its exit status and its checks by name."""
    status, written = await consult(fake, directory, "--json", **settings)
    assert fake.token not in written
    return status, {check["name"]: check for check in json.loads(written)["checks"]}


@pytest.fixture
async def unlimited(begin: Start) -> BotProcess:
    """A bot that answers however often it is asked."""
    return await begin(COOLDOWN_USER="0", COOLDOWN_CHANNEL="0")


@pytest.fixture(scope="session")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the bot runs that several modules share."""
    return tmp_path_factory.mktemp("shared")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared(directory: Path) -> AsyncIterator[FakeDiscord]:
    """A fake Discord with a bot that several modules share, and that limits nobody."""
    async with FakeDiscord() as discord:
        limits = {"COOLDOWN_USER": "0", "COOLDOWN_CHANNEL": "0"}
        async with bot_process(discord, directory, **limits) as process:
            await discord.ready()
            await process.prepared()
            await discord.wait(discord.commands, 10, "slash commands")
            async with asyncio.timeout(30):
                while "were brought up to date" not in process.written:
                    await asyncio.sleep(0.05)
            yield discord
            assert "Traceback" not in process.written, process.written


@pytest_asyncio.fixture(loop_scope="session")
async def group(shared: FakeDiscord) -> AsyncIterator[Group]:
    """A server of the test's own on the shared Discord; its bot has behaved at the end."""
    yield await Group.join(shared)
    assert_polite(shared)
