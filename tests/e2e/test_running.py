"""How the process runs: its figures, its log, and whom it talks to."""

import asyncio
import json
import os
import socket
from pathlib import Path

import aiohttp
import pytest
from conftest import ROOT, BotProcess, Start, bot_process

from fake_discord import FakeDiscord, Json

SPY = """
import sys
def _note(event, args):
    if event in ("socket.connect", "socket.getaddrinfo"):
        print("SPY", event, args[1] if event == "socket.connect" else args[:2], flush=True)
sys.addaudithook(_note)
"""


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


async def _get(url: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status, await response.text()


async def test_health_and_figures_follow_the_connection(fake: FakeDiscord, start: Start) -> None:
    """Ready is who can answer; what was asked is counted."""
    port = _free_port()
    await start(METRICS_ADDR=str(port))
    await fake.ready()
    url = f"http://127.0.0.1:{port}"

    async def answers(path: str, status: int) -> None:
        while (await _get(url + path))[0] != status:
            await asyncio.sleep(0.1)

    async with asyncio.timeout(10):
        await answers("/readyz", 200)
    await fake.reply(to=await fake.direct(fake.user, "debugging"))
    _status, figures = await _get(f"{url}/metrics")
    assert 'criteria_questions_total{outcome="found",surface="direct"} 1.0' in figures

    fake.faults.close_gateway(2)
    fake.gateway.cut()
    async with asyncio.timeout(10):
        await answers("/readyz", 503)
        assert (await _get(f"{url}/livez"))[0] == 200
        await answers("/readyz", 200)


@pytest.mark.parametrize("form", ["console", "json"])
async def test_log_shows_no_token_and_no_message(
    fake: FakeDiscord, start: Start, form: str
) -> None:
    """Whatever goes wrong, at any level."""
    bot = await start(
        LOG_LEVEL="DEBUG",
        LOG_FORMAT=form,
        DATABASE_URL="postgresql+asyncpg://me:open-sesame@127.0.0.1:1/nothing",
    )
    await fake.ready()
    await fake.wait(lambda: len(fake.commands()) >= 5, 10, "slash commands")
    fake.faults.status(500, "POST /interactions/*")
    fake.faults.status(403, "POST /channels/*/messages")
    asked = await fake.slash(fake.user, fake.channel, "compare", {"question": "purple debugging"})
    await fake.say(fake.channel, fake.user, "!compare purple speed")
    await fake.reply(to=asked)
    await fake.settled()
    await bot.stop()

    hidden = (fake.token, asked.token, "open-sesame", "purple")
    assert [secret for secret in hidden if secret in bot.written] == []
    if form == "json":
        lines = [json.loads(line) for line in bot.written.splitlines()]
        assert {line["level"] for line in lines} >= {"info", "warning"}


async def test_bot_talks_to_discord_alone(fake: FakeDiscord, tmp_path: Path) -> None:
    """Not one other address is looked up or connected to, whatever is asked."""
    (tmp_path / "sitecustomize.py").write_text(SPY, "utf-8")
    path = os.pathsep.join((str(tmp_path), str(ROOT)))
    async with bot_process(fake, tmp_path, PYTHONPATH=path) as bot:
        await fake.ready()
        await fake.wait(lambda: len(fake.commands()) >= 5, 10, "slash commands")
        for asked in (
            await fake.direct(fake.user, "which one is easier to debug?"),
            await fake.say(fake.channel, fake.user, "!对比 https://example.com/debugging"),
            await fake.slash(fake.user, fake.channel, "about"),
        ):
            await fake.reply(to=asked)
        await bot.stop()

    noted = [line for line in bot.written.splitlines() if line.startswith("SPY")]
    assert noted
    assert [line for line in noted if "127.0.0.1" not in line] == []


async def test_readable_env_is_warned_about(fake: FakeDiscord, tmp_path: Path) -> None:
    """The token stands in it."""
    path = tmp_path / ".env"
    path.write_text("LOG_LEVEL=INFO\n", "utf-8")
    path.chmod(0o644)
    async with bot_process(fake, tmp_path) as bot:
        await fake.ready()

    assert bot.written.count("chmod 600 .env") == 1


async def test_wrong_settings_end_with_78(fake: FakeDiscord, start: Start) -> None:
    """Restarting mends nothing, so a supervisor must not try."""
    bot: BotProcess = await start(METRICS_ADDR="nowhere", KNOWLEDGE_DIR="/nowhere")

    assert await bot.wait() == 78
    assert "METRICS_ADDR" in bot.written
    assert "Traceback" not in bot.written


async def test_event_that_cannot_be_read_is_passed_over(fake: FakeDiscord, bot: BotProcess) -> None:
    """A poll without an end, a file without a name: each is a line in the log."""
    poll: Json = {
        "question": {"text": "secret words"},
        "answers": [],
        "expiry": None,
        "allow_multiselect": False,
        "layout_type": 1,
    }
    await fake.say(fake.channel, fake.user, "secret words", extra={"poll": poll})
    await fake.say(fake.channel, fake.user, "secret words", extra={"attachments": [{}]})

    question = await fake.say(fake.channel, fake.user, "!compare debugging")

    assert "## Debugging" in (await fake.reply(to=question)).text()
    assert bot.written.count("MESSAGE_CREATE could not be read") == 2
    assert "secret words" not in bot.written
