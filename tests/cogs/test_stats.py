"""`stats`: what a server asks most."""

import discord
import pytest

from bot.cogs import stats
from bot.notices import EN, ZH
from bot.storage import Storage
from tests.cogs.world import World

PNG = b"\x89PNG"


async def test_stats_are_a_picture_and_words(world: World, opened: Storage) -> None:
    """The same figures in both; whoever does not see the picture reads them."""
    for question in ("debugging", "debugging", "deployment"):
        await world.alice.slash(world.channel, "compare", question=question)

    shown = await world.alice.slash(world.channel, "stats")

    assert shown.response is not None
    message = shown.response.message
    assert message is not None
    assert message.content.splitlines()[:3] == [
        f"## {EN.stats_title}",
        "1. Debugging: 2",
        "2. Deployment and serving: 1",
    ]
    (picture,) = message.attachments
    assert picture.filename == "stats.png"
    assert "Debugging: 2" in (picture.description or "")


async def test_stats_behind_the_prefix_in_chinese(world: World, opened: Storage) -> None:
    """The name of the command says the language."""
    await world.alice.send(world.channel, "!对比 调试")
    await world.alice.send(world.channel, "!统计")

    message = world.channel.last_message
    assert message is not None
    assert message.content.startswith(f"## {ZH.stats_title}\n1. 调试能力: 1")
    assert len(message.attachments) == 1


async def test_stats_of_another_server_are_not_shown(world: World, opened: Storage) -> None:
    """Before anything was asked here there is a sentence, and no picture."""
    opened.asked.count(1, ["debugging"])

    await world.alice.slash(world.channel, "stats")

    assert EN.stats_none in world.answer().text


async def test_stats_in_direct_messages_are_of_all(world: World, opened: Storage) -> None:
    """Nobody is counted by name, so there is nothing of one's own."""
    opened.asked.count(1, ["debugging"])

    await world.say_directly("!stats")

    message = world.alice.user.dm_channel.last_message
    assert message is not None
    assert message.content.startswith(f"## {EN.stats_everywhere}\n1. Debugging: 1")


async def test_criterion_that_is_gone_is_left_out(world: World, opened: Storage) -> None:
    """Its title is gone with it."""
    opened.asked.count(world.guild.id, ["no-more", "debugging"])

    shown = await world.alice.slash(world.channel, "stats")

    assert shown.response is not None
    assert shown.response.message is not None
    assert "1. Debugging: 1" in shown.response.message.content
    assert "2." not in shown.response.message.content


async def test_stats_without_database_are_told(world: World) -> None:
    """No figures are better than wrong ones."""
    await world.alice.slash(world.channel, "stats")

    assert world.answer().text == EN.not_read


async def test_stats_without_picture_are_words(
    world: World, opened: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where drawing fails the figures are still told."""

    def fail(*_: object) -> bytes:
        raise OSError("no fonts")

    monkeypatch.setattr(stats, "draw", fail)
    opened.asked.count(world.guild.id, ["debugging"])

    shown = await world.alice.slash(world.channel, "stats")

    assert shown.response is not None
    assert shown.response.message is not None
    assert "1. Debugging: 1" in shown.response.message.content
    assert shown.response.message.attachments == []


async def test_stats_do_with_fewer_rights(
    world: World, opened: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    """No file where none may be attached, no reply without history, a line where nothing goes."""
    opened.asked.count(world.guild.id, ["debugging"])
    for denied in (
        {"attach_files": False, "read_message_history": False},
        {"send_messages": False},
    ):
        overwrite = discord.PermissionOverwrite(**denied)
        channel = world.guild.create_text_channel("quiet", overwrites={world.cached.me: overwrite})
        await world.alice.send(channel, "!stats")
        message = channel.last_message
        assert message is not None
        if "send_messages" in denied:
            assert message.author.id == world.alice.id
        else:
            assert "1. Debugging: 1" in message.content
            assert not message.attachments
            assert message.reference is None

    (line,) = (r for r in caplog.records if "cannot show a picture" in r.getMessage())
    assert str(channel.id) in line.getMessage()
