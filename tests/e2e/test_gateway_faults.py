"""Faults of the gateway, by their numbers in FAULTS.md, with the real client."""

import asyncio
from pathlib import Path

import pytest
from asking import UNLIMITED, ask, compare, one_answer_each, registered, serving, written
from conftest import BotProcess, Start, bot_process

from fake_discord import FakeDiscord, Rules, World

BEATING = Rules(heartbeat_interval=1.0)
PATIENT = Rules(interaction_deadline=30.0)
"""For what is not about the three seconds: a busy machine may need more."""


@pytest.mark.parametrize("shards", [1, 2])
async def test_fault_01_reconnect_and_invalid_session(tmp_path: Path, shards: int) -> None:
    """Op 7 and a resumable op 9 go on with the session, op 9 without begins one."""
    async with serving(Rules(recommended_shards=shards), tmp_path) as (fake, bot):
        gateway = fake.gateway
        begun = len(gateway.identifies)
        gateway.reconnect()
        await one_answer_each(fake, await ask(fake, 5), 10)
        gateway.invalidate(resumable=True)
        await one_answer_each(fake, await ask(fake, 5), 10)
        assert len(gateway.identifies) == begun

        if shards > 1:  # discord.py waits five seconds before it begins each session.
            return
        gateway.invalidate(resumable=False)
        await fake.wait(lambda: len(gateway.identifies) == begun + 1, 15, "a new session")
        await fake.ready()
        await one_answer_each(fake, await ask(fake, 5), 10)
        await registered(fake)
        assert sum(request.method == "PUT" for request in fake.requests) == 1
        assert bot.process.returncode is None


async def test_fault_02_replay_of_what_was_answered(
    fake: FakeDiscord, unlimited: BotProcess
) -> None:
    """What comes again is not even sent again."""
    asked = await ask(fake, 5)
    await one_answer_each(fake, asked, 10)
    sent = len(fake.requests)
    fake.gateway.cut()
    for question in asked:
        await fake.repeat(question)
    await one_answer_each(fake, await ask(fake, 1), 10)

    await one_answer_each(fake, asked, 1)
    assert len(fake.requests) == sent + 1


async def test_fault_03_killed_in_the_middle_of_a_send(
    fake: FakeDiscord, begin: Start, tmp_path: Path
) -> None:
    """The message is there, nobody told the bot, and the next process hears the question again."""
    first = await begin(**UNLIMITED)
    fake.faults.slow(2.5, "POST /channels/*/messages", after_effect=True)
    question = await fake.direct(fake.user, "!compare debugging")
    await fake.reply(to=question)
    first.process.kill()
    await first.wait()
    second = tmp_path / "second"
    second.mkdir()
    async with bot_process(fake, second, **UNLIMITED):
        await fake.wait(lambda: len(fake.gateway.identifies) == 2, 10, "the second process")
        await fake.repeat(question)
        await fake.wait(
            lambda: sum(r.path.endswith("/messages") for r in fake.requests) == 2, 10, "a send"
        )

        await one_answer_each(fake, [question], 5)


async def test_fault_04_two_copies_of_the_bot(tmp_path: Path) -> None:
    """Messages, commands, pictures and buttons are answered once; the slower copy stays quiet."""
    async with serving(PATIENT, tmp_path, allowed=(40060,)) as (fake, one):
        await registered(fake)
        second = tmp_path / "second"
        second.mkdir()
        async with bot_process(fake, second, **UNLIMITED) as other:
            await fake.wait(lambda: len(fake.gateway.live) == 2, 20, "both")
            question = await fake.say(fake.channel, fake.user, "!compare debugging")
            await fake.reply(to=question)
            for bot in (one, other):
                await written(bot, "tables of the database")
            asked = await ask(fake, 10)
            commands = [await compare(fake) for _ in range(10)]
            await one_answer_each(fake, asked, 10)
            card = await fake.reply(to=commands[0])
            button = next(c["custom_id"] for c in card.components() if c.get("custom_id"))
            commands.append(await fake.slash(fake.user, fake.channel, "stats"))
            for choices in range(3):
                assert await fake.autocomplete(
                    fake.user, fake.channel, "compare", {"question": "debug"}, timeout=10
                ), choices
            for command in commands:
                await fake.reply(to=command, timeout=10)
            pressed = await fake.press(fake.user, card, button)
            await fake.wait(lambda: pressed.answered, 5, "the press")
            await fake.settled(quiet=1.0)

            assert [len(fake.answers(command)) for command in commands] == [1] * len(commands)
            assert "another copy" in one.written + other.written
            assert "Traceback" not in one.written + other.written


async def test_fault_07_no_heartbeat_acknowledged(tmp_path: Path) -> None:
    """Events come, but nothing that the bot says arrives: it connects again and goes on."""
    async with serving(BEATING, tmp_path) as (fake, bot):
        fake.gateway.withhold_acks()
        asked = await ask(fake, 32, every_s=0.25)
        await fake.wait(lambda: fake.gateway.resumes, 10, "a new connection")

        await one_answer_each(fake, asked, 10)
        assert len(fake.gateway.identifies) == 1
        assert "not acknowledged" in bot.written


async def test_fault_07_silent_socket(tmp_path: Path) -> None:
    """Nothing comes and nothing closes: the connection is given up and what was missed replayed."""
    async with serving(BEATING, tmp_path) as (fake, _bot):
        fake.gateway.silence()
        asked = await ask(fake, 5)
        await fake.wait(lambda: fake.gateway.resumes, 20, "a new connection")

        await one_answer_each(fake, asked, 10)
        assert len(fake.gateway.identifies) == 1


async def test_fault_09_server_that_is_not_there(tmp_path: Path) -> None:
    """An outage at the start, and a server that is left while it is answered, hurt nobody else."""
    world = World.small()
    away = world.add_guild("Away")
    away.available = False
    channel = world.add_channel(away, "general")
    (guild, *_others) = world.guilds.values()
    user = next(m.user for m in guild.members.values() if m.user not in (world.owner, world.bot))
    away.add_member(user)
    async with serving(Rules(), tmp_path, world=world) as (fake, bot):
        await one_answer_each(fake, await ask(fake, 1), 10)
        await fake.guild_back(away)
        question = await fake.say(channel, user, "!compare debugging")
        await fake.reply(to=question)

        fake.faults.slow(1.0, "POST /channels/*/messages")
        await fake.say(channel, user, "!compare deployment")
        await fake.wait(lambda: fake.journal.in_flight, 5, "an answer under way")
        await fake.guild_left(away)
        await fake.settled()
        await one_answer_each(fake, await ask(fake, 1), 10)
        assert "Traceback" not in bot.written


async def test_discord_vanishes_for_a_while(tmp_path: Path) -> None:
    """Nothing can be connected to, then the gateway hangs up: the sessions go on after that."""
    async with serving(Rules(recommended_shards=2), tmp_path) as (fake, bot):
        vanished = asyncio.create_task(fake.server.vanish(2))
        fake.faults.hang_up(2)
        asked = await ask(fake, 20, every_s=0.2)
        await vanished

        await one_answer_each(fake, asked, 40)
        assert len(fake.gateway.identifies) == 2
        assert bot.process.returncode is None
        assert "Traceback" not in bot.written


async def test_gateway_says_what_cannot_be_read(fake: FakeDiscord, unlimited: BotProcess) -> None:
    """Broken compression, and events of a shape that nobody knows, end a connection at most."""
    fake.gateway.garble()
    await one_answer_each(fake, await ask(fake, 5), 15)
    fake.gateway.garble(b"half a payload")
    await one_answer_each(fake, await ask(fake, 5), 15)
    fake.gateway.dispatch("MESSAGE_CREATE", {"id": "1"})
    fake.gateway.dispatch("GUILD_CREATE", {"nothing": None})
    await one_answer_each(fake, await ask(fake, 5), 15)

    assert len(fake.gateway.identifies) == 1
    assert unlimited.process.returncode is None


async def test_session_that_stops_at_the_same_place_is_left(
    fake: FakeDiscord, unlimited: BotProcess
) -> None:
    """What cannot be read is replayed each time: a new session begins after it."""
    fake.gateway.spoil('{"op":0,"t":"MESSAGE_CREATE","s":1,"d":{"id')
    await fake.wait(lambda: len(fake.gateway.identifies) == 2, 15, "a new session")

    await fake.ready()
    await one_answer_each(fake, await ask(fake, 5), 15)
    assert len(fake.gateway.resumes) == 2


async def test_hundreds_of_servers_are_greeted(tmp_path: Path) -> None:
    """A long READY keeps nobody waiting."""
    world = World.small()
    for n in range(250):
        world.add_channel(world.add_guild(f"Server {n}"), "general")
    async with serving(Rules(), tmp_path, world=world) as (fake, bot):
        await one_answer_each(fake, await ask(fake, 20), 15)
        assert bot.process.returncode is None
