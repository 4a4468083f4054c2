"""Whom the process talks to, and what it never writes."""

import ast
import json
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import ROOT, Start, bot_process, consult

from fake_discord import FakeDiscord

SPY = """
import os, sys
def _note(event, args):
    if event in ("socket.connect", "socket.sendto", "socket.bind"):
        os.write(2, f"SPY {event} {args[1]!r}\\n".encode())
    elif event.startswith("socket.get") and event != "socket.getaddrinfo":
        os.write(2, f"SPY {event} {args!r}\\n".encode())
    elif event == "socket.getaddrinfo":
        os.write(2, f"SPY {event} {args[:2]!r}\\n".encode())
sys.addaudithook(_note)
"""
"""Writes down every address that the process, or one that it starts, connects to or looks up."""
PASSWORD = "open-sesame"
ASKED = "purple"
"""A word of every question: what people write is nobody's business."""


@pytest.fixture
def spied(tmp_path: Path) -> str:
    """A PYTHONPATH with which a process writes down whom it talks to."""
    folder = tmp_path / "spy"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(SPY, "utf-8")
    return os.pathsep.join((str(folder), str(ROOT)))


def _talked_to(written: str) -> Iterator[tuple[str, object]]:
    """Yield each event and its address."""
    for line in written.splitlines():
        if line.startswith("SPY "):
            _spy, event, address = line.split(" ", 2)
            yield event, ast.literal_eval(address)


def _addresses(fake: FakeDiscord) -> set[object]:
    """Where this Discord is: its API and its gateway."""
    urls = (urlsplit(fake.api_url), urlsplit(fake.backend.gateway.address))
    return {(url.hostname, url.port) for url in urls}


def _files(folder: Path) -> dict[str, bytes]:
    """Return everything that is in *folder*, by its name."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def test_bot_talks_to_discord_alone(fake: FakeDiscord, tmp_path: Path, spied: str) -> None:
    """Not one other address is connected to or looked up, whatever is asked, and none is opened."""
    async with bot_process(fake, tmp_path, PYTHONPATH=spied) as bot:
        await fake.ready()
        await bot.prepared()
        await fake.wait(lambda: len(fake.commands()) >= 5, 10, "slash commands")
        for asked in (
            await fake.direct(fake.user, "which one is easier to debug?"),
            await fake.direct(fake.user, "who are you and what is the weather today?"),
            await fake.say(fake.channel, fake.user, "!对比 https://example.com/debugging"),
            await fake.slash(fake.user, fake.channel, "about"),
            await fake.slash(fake.user, fake.channel, "stats"),
        ):
            await fake.reply(to=asked)
        fake.gateway.cut()
        await fake.reply(to=await fake.direct(fake.user, "debugging"))
        await bot.stop()
    _status, report = await consult(fake, tmp_path, PYTHONPATH=spied)

    talked = list(_talked_to(bot.written + report))
    assert {address for event, address in talked if event == "socket.connect"} == _addresses(fake)
    assert [each for each in talked if each[1] not in _addresses(fake)] == []


@pytest.mark.parametrize("form", ["console", "json"])
async def test_nothing_that_is_written_shows_a_secret(
    fake: FakeDiscord, begin: Start, tmp_path: Path, form: str
) -> None:
    """No output, log or file, at any level, whatever goes wrong; the text of messages neither."""
    bot = await begin(LOG_LEVEL="DEBUG", LOG_FORMAT=form)
    await fake.wait(lambda: len(fake.commands()) >= 5, 10, "slash commands")
    tokens = []
    for fault in (None, 500, 404, "reset"):
        if fault == "reset":
            fake.faults.reset("POST /interactions/*", times=1)
        elif fault is not None:
            fake.faults.status(int(fault), "POST /interactions/*")
        asked = await fake.slash(
            fake.user, fake.channel, "compare", {"question": f"{ASKED} debugging"}
        )
        tokens.append(asked.token)
        if fault != 404:
            await fake.reply(to=asked)
    fake.faults.status(403, "POST /channels/*/messages")
    await fake.say(fake.channel, fake.user, f"!compare {ASKED} speed")
    await fake.direct(fake.user, f"{ASKED} grass?")
    fake.gateway.cut()
    await fake.settled()
    await bot.stop()
    reports = [await consult(fake, tmp_path, *options) for options in ((), ("--json",))]

    files = _files(tmp_path)
    assert {"bot.log", "bot.db"} <= set(files)
    written = [*files.values(), *(report.encode() for _status, report in reports)]
    hidden = (fake.token, *tokens, ASKED)
    assert [secret for secret in hidden for text in written if secret.encode() in text] == []
    if form == "json":
        lines = [json.loads(line) for line in bot.written.splitlines()]
        assert {line["level"] for line in lines} >= {"info", "warning"}


async def test_password_of_the_database_is_written_nowhere(
    fake: FakeDiscord, begin: Start, tmp_path: Path
) -> None:
    """A server that is away is told of without it."""
    url = f"postgresql+asyncpg://me:{PASSWORD}@127.0.0.1:1/nothing"
    bot = await begin(LOG_LEVEL="DEBUG", DATABASE_URL=url)
    await fake.wait(lambda: "database cannot be used" in bot.written, 20, "a line about it")
    await fake.reply(to=await fake.direct(fake.user, "debugging"))
    await bot.stop()
    _status, report = await consult(fake, tmp_path, DATABASE_URL=url)

    assert "database" in report
    assert PASSWORD not in bot.written + report
