"""Bursts, faults and reconnects together: every question gets one answer, and the bot lives."""

import asyncio
from pathlib import Path

import pytest
from asking import UNLIMITED, ask, compare, one_answer_each, registered, serving
from conftest import BotProcess, Start, bot_process

from fake_discord import FakeDiscord, Rules


async def test_burst_against_global_limit_loses_nothing(tmp_path: Path) -> None:
    """400 at once, 50 a second allowed: discord.py alone gives some up after five tries."""
    rules = Rules(global_requests_a_second=50)
    async with serving(rules, tmp_path) as (fake, _bot):
        asked = await ask(fake, 400)

        await one_answer_each(fake, asked, 30)

        assert sum(request.status == 429 for request in fake.requests) <= 20


async def test_server_without_global_limit_needs_no_pace(fake: FakeDiscord, begin: Start) -> None:
    """0 switches our own pace off, and the server's 429 alone rules."""
    await begin(**UNLIMITED, GLOBAL_REQUESTS_PER_SECOND="0")
    fake.limits.bucket("POST /channels/{channel_id}/messages", 20, 0.5)

    await one_answer_each(fake, await ask(fake, 100), 20)


async def test_global_limit_for_long_holds_all_back(
    fake: FakeDiscord, unlimited: BotProcess
) -> None:
    """Nothing piles up while Discord takes nothing, and all is answered after."""
    fake.faults.rate_limit(scope="global", lasting=4)
    asked = await ask(fake, 150)

    await one_answer_each(fake, asked, 30)

    assert fake.server.invalid_requests < 100


@pytest.mark.parametrize("after_effect", [False, True], ids=["before", "after"])
async def test_server_error_gives_one_answer(
    fake: FakeDiscord, unlimited: BotProcess, after_effect: bool
) -> None:
    """Whether the message exists is unknown; the nonce makes sending again safe."""
    route = "POST /channels/*/messages"
    for status in (500, 502, 503, 504):
        fault = fake.faults.status(status, route, after_effect=after_effect)
        await one_answer_each(fake, await ask(fake, 2), 15)

        assert fault.hits == 1


@pytest.mark.parametrize("after_effect", [False, True], ids=["before", "after"])
async def test_cut_connection_gives_one_answer(
    fake: FakeDiscord, unlimited: BotProcess, after_effect: bool
) -> None:
    """discord.py raises at once where a connection is cut."""
    fake.faults.reset("POST /channels/*/messages", times=3, after_effect=after_effect)

    await one_answer_each(fake, await ask(fake, 5), 15)


async def test_cut_connection_gives_one_response(fake: FakeDiscord, unlimited: BotProcess) -> None:
    """A slash command is answered at the second try, before and after the effect."""
    await fake.wait(lambda: len(fake.commands()) >= 5, 10, "slash commands")
    for after_effect in (False, True):
        fake.faults.reset("POST /interactions/*", after_effect=after_effect)
        asked = await fake.slash(fake.user, fake.channel, "compare", {"question": "tpu"})
        assert "TPU" in (await fake.reply(to=asked)).text()


@pytest.mark.parametrize("shards", [1, 2])
async def test_session_is_resumed_after_the_gateway_was_away(tmp_path: Path, shards: int) -> None:
    """What was asked meanwhile is replayed: discord.py's shards would identify and lose it."""
    rules = Rules(recommended_shards=shards)
    async with serving(rules, tmp_path) as (fake, _bot):
        identified = len(fake.gateway.identifies)
        fake.faults.close_gateway(3)
        fake.gateway.cut()
        asked = await ask(fake, 20, every_s=0.1)

        await one_answer_each(fake, asked, 40)

        assert len(fake.gateway.identifies) == identified
        assert len(fake.gateway.resumes) >= shards


async def test_sockets_cut_every_second_lose_nothing(
    fake: FakeDiscord, unlimited: BotProcess
) -> None:
    """Events, and requests under way, die with their connections again and again."""

    async def cut() -> None:
        for _ in range(6):
            await asyncio.sleep(1)
            fake.gateway.cut()
            fake.faults.reset("POST /channels/*/messages", times=2, after_effect=True)

    cutting = asyncio.create_task(cut())
    asked = await ask(fake, 120, every_s=0.05)
    await cutting

    await one_answer_each(fake, asked, 30)
    assert unlimited.process.returncode is None


async def test_resume_in_the_middle_of_a_send(fake: FakeDiscord, unlimited: BotProcess) -> None:
    """The replayed question is the one whose answer is on its way."""
    fake.faults.slow(2.0, "POST /channels/*/messages")
    question = await fake.direct(fake.user, "!compare debugging")
    await asyncio.sleep(0.3)
    fake.gateway.cut()
    await fake.repeat(question)

    await one_answer_each(fake, [question], 15)


async def test_two_copies_give_one_answer(fake: FakeDiscord, start: Start, tmp_path: Path) -> None:
    """Both send; Discord makes one message of a nonce."""
    await start(**UNLIMITED)
    second = tmp_path / "second"
    second.mkdir()
    async with bot_process(fake, second, **UNLIMITED):
        await fake.wait(lambda: len(fake.gateway.identifies) >= 2, 20, "both")
        await fake.settled()

        await one_answer_each(fake, await ask(fake, 10), 10)


async def test_everything_at_once(tmp_path: Path) -> None:
    """Two copies, sockets cut every second, errors after the effect, a global limit: one answer."""
    second = tmp_path / "second"
    second.mkdir()
    async with (
        serving(Rules(interaction_deadline=30.0), tmp_path, allowed=(40060,)) as (fake, one),
        bot_process(fake, second, **UNLIMITED) as two,
    ):
        await fake.wait(lambda: len(fake.gateway.live) == 2, 20, "both")
        await registered(fake)
        fake.faults.status(500, "POST *", times=None, every=7, after_effect=True)
        fake.faults.status(503, "POST *", times=None, every=11, page=True)
        fake.faults.reset("POST *", times=None, every=13, after_effect=True)

        async def storm() -> None:
            for n in range(8):
                await asyncio.sleep(1)
                fake.gateway.cut()
                if n == 3:
                    fake.faults.rate_limit(scope="global", lasting=2)

        raging = asyncio.create_task(storm())
        asked, commands = [], []
        for n in range(80):
            asked += await ask(fake, 1, every_s=0.1)
            if n % 4 == 0:
                commands.append(await compare(fake))
        await raging
        for command in commands:
            await fake.reply(to=command, timeout=10)
        await one_answer_each(fake, asked, 30)

        assert [len(fake.answers(command)) for command in commands] == [1] * len(commands)
        assert [bot.process.returncode for bot in (one, two)] == [None, None]


async def test_reset_token_ends_with_78(fake: FakeDiscord, unlimited: BotProcess) -> None:
    """Discord knows the token no more: nothing more is asked of it."""
    fake.world.application.token = "another.token.altogether"
    await fake.direct(fake.user, "debugging")

    assert await unlimited.wait() == 78
    assert "DISCORD_TOKEN" in unlimited.written


async def test_questions_under_way_are_answered_before_the_end(
    fake: FakeDiscord, unlimited: BotProcess
) -> None:
    """SIGTERM: what was asked is answered, what comes later is not taken."""
    fake.faults.slow(1.5, "POST /channels/*/messages", times=5)
    asked = await ask(fake, 5)
    # The first teaches discord.py the limit of the channel, the others follow together.
    await fake.wait(lambda: fake.answers(asked[0]) and fake.journal.in_flight == 4, 10, "answers")
    stopping = asyncio.create_task(unlimited.stop())
    await asyncio.sleep(0.5)
    late = await fake.direct(fake.user, "!compare deployment")

    assert await stopping == 0
    assert [len(fake.answers(question)) for question in asked] == [1] * 5
    assert fake.answers(late) == []
    assert "Traceback" not in unlimited.written


async def test_bot_waits_for_discord_at_the_start(tmp_path: Path) -> None:
    """No network at login: one line, and the bot comes when Discord does."""
    async with FakeDiscord() as fake:
        fake.faults.status(503, "GET /users/@me", times=2)
        fake.faults.reset("GET /gateway/bot", times=1)
        async with bot_process(fake, tmp_path) as bot:
            await fake.ready(timeout=20)

            assert "Traceback" not in bot.written
            assert "Discord cannot be reached" in bot.written
