"""How the process runs: its figures, its settings and its end."""

import asyncio
import re
import signal
import socket
from pathlib import Path

import aiohttp
from conftest import BotProcess, Start, bot_process

from fake_discord import FakeDiscord, Json


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
    assert re.search(r'criteria_knowledge_info{version="[0-9a-f]{12}"} 1\.0', figures)

    fake.faults.close_gateway(2)
    fake.gateway.cut()
    async with asyncio.timeout(10):
        await answers("/readyz", 503)
        assert (await _get(f"{url}/livez"))[0] == 200
        await answers("/readyz", 200)


async def test_readable_env_is_warned_about(fake: FakeDiscord, tmp_path: Path) -> None:
    """The token stands in it."""
    path = tmp_path / ".env"
    path.write_text("LOG_LEVEL=INFO\n", "utf-8")
    path.chmod(0o644)
    async with bot_process(fake, tmp_path) as bot:
        await fake.ready()

    assert bot.written.count("chmod 600 .env") == 1


async def test_good_start_warns_of_nothing(fake: FakeDiscord, start: Start) -> None:
    """Who reads a warning should have something to do."""
    bot = await start()
    await fake.ready()
    await fake.wait(lambda: "ready as" in bot.written, 10, "a line that it is ready")
    await bot.stop()

    assert [line for line in bot.written.splitlines() if "[info" not in line] == []


async def test_wrong_settings_end_with_78(fake: FakeDiscord, start: Start) -> None:
    """Restarting mends nothing, so a supervisor must not try."""
    bot: BotProcess = await start(METRICS_ADDR="nowhere", KNOWLEDGE_DIR="/nowhere")

    assert await bot.wait() == 78
    assert "METRICS_ADDR" in bot.written
    assert "Traceback" not in bot.written


async def test_end_comes_within_ten_seconds(fake: FakeDiscord, begin: Start) -> None:
    """Whatever is under way: supervisors kill after ten."""
    bot = await begin()
    fake.faults.slow(60, "POST /channels/*/messages")
    await fake.direct(fake.user, "debugging")
    await asyncio.sleep(0.5)

    bot.process.send_signal(signal.SIGTERM)

    assert await bot.wait(timeout_s=10) == 0
    assert "answering what is under way" in bot.written
    assert "Traceback" not in bot.written


async def test_second_signal_ends_at_once(fake: FakeDiscord, begin: Start) -> None:
    """Who asks again does not want to wait."""
    bot = await begin()
    fake.faults.slow(60, "POST /channels/*/messages")
    await fake.direct(fake.user, "debugging")
    await asyncio.sleep(0.5)
    bot.process.send_signal(signal.SIGTERM)
    await fake.wait(lambda: "answering what is under way" in bot.written, 5, "the end")

    bot.process.send_signal(signal.SIGTERM)

    assert await bot.wait(timeout_s=5) == 0


async def test_bot_that_waits_for_discord_can_be_ended(fake: FakeDiscord, start: Start) -> None:
    """It has not even logged in."""
    fake.faults.status(503, "GET /users/@me", times=1000)
    bot = await start()
    await fake.wait(lambda: "Discord cannot be reached" in bot.written, 10, "a line about it")

    bot.process.send_signal(signal.SIGTERM)

    assert await bot.wait(timeout_s=5) == 0
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
