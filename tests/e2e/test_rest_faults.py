"""Faults of the API, by their numbers in FAULTS.md, with the real client."""

import asyncio
import time
from pathlib import Path

import pytest
from asking import UNLIMITED, ask, compare, one_answer_each, registered, serving, written
from conftest import BotProcess, Start, bot_process

from fake_discord import FakeDiscord, Faults, Permission, Rules, Scope

SEND = "POST /channels/*/messages"
RESPOND = "POST /interactions/*"


async def test_fault_11_limit_of_one_channel_for_long(
    fake: FakeDiscord, unlimited: BotProcess
) -> None:
    """65 seconds on one route hold up nothing else, and its question is not given up."""
    channel = fake.world.dm(fake.user).id
    fake.faults.rate_limit(f"POST /channels/{channel}/messages", retry_after=65)
    await fake.direct(fake.user, "!compare debugging")
    other = fake.world.add_channel(fake.guild, "other")
    await fake.channel_changed(other)
    for place in (fake.channel, other):
        question = await fake.say(place, fake.user, f"<@{fake.bot.id}> debugging")
        await fake.reply(to=question)
    await registered(fake)
    await fake.reply(to=await compare(fake))


async def test_fault_11_limit_on_an_interaction_for_long(
    fake: FakeDiscord, unlimited: BotProcess
) -> None:
    """Nobody waits 65 seconds where Discord waits three: one line, and the next is answered."""
    await registered(fake)
    fake.faults.rate_limit(RESPOND, retry_after=65)
    await compare(fake)
    await written(unlimited, "was not answered")

    await fake.reply(to=await compare(fake))
    fake.faults.rate_limit(RESPOND, retry_after=1)
    await fake.reply(to=await compare(fake))
    assert "Traceback" not in unlimited.written


@pytest.mark.parametrize(("scope", "seconds"), [("shared", 0.3), ("global", 1.0)])
async def test_fault_11_limit_that_is_told_again_and_again(
    fake: FakeDiscord, unlimited: BotProcess, scope: Scope, seconds: float
) -> None:
    """Each answer names a moment only, for longer than the five tries of discord.py."""
    limit = fake.faults.rate_limit(SEND, scope=scope, retry_after=seconds, times=None)
    asked = await ask(fake, 30)
    await asyncio.sleep(seconds * 6)
    limit.times = limit.hits

    await one_answer_each(fake, asked, 30)
    assert fake.server.invalid_requests < 100


async def test_fault_11_global_limit_of_the_server_rules_alone(
    fake: FakeDiscord, begin: Start
) -> None:
    """Where our own pace is off, what Discord says still holds everything back."""
    await begin(**UNLIMITED, GLOBAL_REQUESTS_PER_SECOND="0")
    limit = fake.faults.rate_limit(scope="global", lasting=3)
    await ask(fake, 1)
    await fake.wait(lambda: limit.hits or None, 5, "the limit")
    await asyncio.sleep(0.3)
    asked = await ask(fake, 100)

    await one_answer_each(fake, asked, 30)
    assert limit.hits < 20


async def test_interactions_go_first(tmp_path: Path) -> None:
    """A hundred messages wait for the pace, and for a global limit; no command does."""
    async with serving(Rules(), tmp_path, GLOBAL_REQUESTS_PER_SECOND="10") as (fake, _bot):
        await registered(fake)
        fake.faults.rate_limit(scope="global", lasting=2)
        asked = await ask(fake, 40)
        begun = time.monotonic()
        for _ in range(5):
            await fake.reply(to=await compare(fake), timeout=3)

        assert time.monotonic() - begun < 3
        assert sum(len(fake.answers(question)) for question in asked) < len(asked)
        await one_answer_each(fake, asked, 30)


async def test_interactions_overtake_a_burst(tmp_path: Path) -> None:
    """A command behind hundreds of messages is answered before half of them."""
    rules = Rules(interaction_deadline=60.0)
    async with serving(rules, tmp_path, GLOBAL_REQUESTS_PER_SECOND="0") as (fake, _bot):
        await registered(fake)
        asked = await ask(fake, 600)
        await fake.reply(to=await compare(fake), timeout=60)

        assert sum(len(fake.answers(question)) for question in asked) < len(asked) / 2
        await one_answer_each(fake, asked, 60)


@pytest.mark.parametrize("after_effect", [False, True], ids=["before", "after"])
async def test_fault_12_pages_and_broken_bodies(
    fake: FakeDiscord, unlimited: BotProcess, after_effect: bool
) -> None:
    """What stands before Discord answers in HTML, or breaks off: the nonce makes it one answer."""
    fake.faults.status(502, SEND, page=True, after_effect=after_effect)
    fake.faults.status(524, SEND, page=True, after_effect=after_effect)
    fake.faults.status(503, SEND, page=True, after_effect=after_effect)
    fake.faults.garble(SEND, after_effect=after_effect)

    await one_answer_each(fake, await ask(fake, 5), 20)


def _fail(faults: Faults, kind: str, *, after_effect: bool) -> None:
    match kind:
        case "error":
            faults.status(500, RESPOND, times=2, after_effect=after_effect)
        case "page":
            faults.status(502, RESPOND, times=3, page=True, after_effect=after_effect)
        case "cut":
            faults.reset(RESPOND, times=3, after_effect=after_effect)
        case _:
            faults.garble(RESPOND, after_effect=after_effect)


async def test_fault_12_failing_first_response(tmp_path: Path) -> None:
    """A command is answered once, and in time, however the first tries fail."""
    async with serving(Rules(), tmp_path, allowed=(40060,)) as (fake, bot):
        await registered(fake)
        for after_effect in (False, True):
            for kind in ("error", "page", "cut", "garbled"):
                _fail(fake.faults, kind, after_effect=after_effect)
                asked = await compare(fake)
                await fake.reply(to=asked, timeout=3)
                await fake.settled(quiet=0.5)
                fake.faults.clear()
                assert len(fake.answers(asked)) == 1
        assert "Traceback" not in bot.written
        assert "another copy" not in bot.written


async def test_fault_12_failing_picture(tmp_path: Path) -> None:
    """What says that it takes a moment is put right once, by however many tries."""
    async with serving(Rules(interaction_deadline=30.0), tmp_path, allowed=(40060,)) as (fake, bot):
        await registered(fake)
        question = await fake.say(fake.channel, fake.user, "!compare debugging")
        await fake.reply(to=question)
        await written(bot, "tables of the database")
        fake.faults.status(500, RESPOND, after_effect=True)
        fake.faults.status(502, "* /webhooks/*", times=2, after_effect=True)
        fake.faults.reset("* /webhooks/*", after_effect=True)
        shown = await fake.slash(fake.user, fake.channel, "stats")
        await fake.wait(
            lambda: shown.original is not None and bool(shown.original.payload["attachments"]),
            20,
            "the picture",
        )
        await fake.settled(quiet=2.0)

        assert len(fake.answers(shown)) == 1
        assert "Traceback" not in bot.written


async def test_fault_14_token_is_reset_under_load(fake: FakeDiscord, begin: Start) -> None:
    """The first refusal ends it: nothing more is asked, and 78 tells the supervisor."""
    bot = await begin(**UNLIMITED, GLOBAL_REQUESTS_PER_SECOND="20")
    await ask(fake, 200)
    fake.world.application.token = "another.token.altogether"

    assert await bot.wait() == 78
    assert sum(request.status == 401 for request in fake.requests) < 20
    assert "Traceback" not in bot.written


async def test_fault_14_token_is_reset_during_the_start(fake: FakeDiscord, start: Start) -> None:
    """It was right at login and is refused at the next request: no trace, 78."""
    fake.faults.status(401, "GET /gateway/bot", times=None)
    bot = await start()

    assert await bot.wait() == 78
    assert "DISCORD_TOKEN" in bot.written
    assert "Traceback" not in bot.written


async def test_fault_15_channel_that_refuses_is_left_alone(
    fake: FakeDiscord, unlimited: BotProcess
) -> None:
    """After three refusals nothing is sent there until its rights change; others are answered."""
    fake.channel.deny(fake.bot, Permission.SEND_MESSAGES)
    for _ in range(10):
        await fake.say(fake.channel, fake.user, "!compare debugging")
        await fake.settled(quiet=0.1)
    assert sum(request.status == 403 for request in fake.requests) == 3
    await one_answer_each(fake, await ask(fake, 2), 10)

    fake.channel.overwrites.clear()
    await fake.channel_changed(fake.channel)
    question = await fake.say(fake.channel, fake.user, "!compare debugging")
    await fake.reply(to=question)
    assert "Traceback" not in unlimited.written


async def test_fault_17_slow_and_double_responses(tmp_path: Path) -> None:
    """What comes after its time, or twice, is one line in the log and no trace."""
    async with serving(Rules(interaction_deadline=1.5), tmp_path, allowed=(40060, 10062)) as (
        fake,
        bot,
    ):
        await registered(fake)
        fake.faults.slow(2.0, RESPOND)
        late = await compare(fake)
        await written(bot, "cannot be answered now")
        assert fake.answers(late) == []
        fake.faults.slow(2.0, RESPOND, after_effect=True)
        shown = await compare(fake)
        await fake.settled(quiet=0.5)

        assert len(fake.answers(shown)) == 1
        await fake.reply(to=await compare(fake))
        assert "Traceback" not in bot.written


async def test_fault_19_ban_by_what_stands_before_discord(
    fake: FakeDiscord, unlimited: BotProcess
) -> None:
    """Error 1015 in HTML: nothing is sent for as long as it says, and all is answered after."""
    ban = fake.faults.cloudflare(SEND, retry_after=2, lasting=3)
    asked = await ask(fake, 100)

    await one_answer_each(fake, asked, 30)
    assert ban.hits < 30


async def test_fault_43_start_while_nothing_is_right(tmp_path: Path) -> None:
    """Login and the way to the gateway fail in every manner: the bot comes when Discord does."""
    async with FakeDiscord() as fake:
        fake.faults.status(502, "GET /users/@me", page=True)
        fake.faults.cloudflare("GET /users/@me", retry_after=1)
        fake.faults.garble("GET /users/@me")
        fake.faults.status(500, "GET /gateway/bot")
        fake.faults.garble("GET /gateway/bot")
        async with bot_process(fake, tmp_path) as bot:
            await fake.ready(timeout=40)
            await fake.reply(to=await fake.direct(fake.user, "debugging"))

            assert "Traceback" not in bot.written
            assert len(fake.gateway.identifies) == 1


async def test_fault_46_commands_cannot_be_registered_for_long(tmp_path: Path) -> None:
    """Discord wants no list of commands for a minute: everything else works meanwhile."""
    async with FakeDiscord() as fake:
        limit = fake.faults.rate_limit("PUT /applications/*", retry_after=65)
        async with bot_process(fake, tmp_path, **UNLIMITED) as bot:
            await fake.ready()
            await fake.wait(lambda: limit.hits or None, 10, "the limit")
            await one_answer_each(fake, await ask(fake, 5), 10)

            assert await bot.stop() == 0
            assert "Traceback" not in bot.written
