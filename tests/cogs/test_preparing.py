"""What is asked before the texts are indexed waits, and holds nothing else up."""

import asyncio
import threading
from typing import Any
from unittest.mock import create_autospec

import discord
import pytest

from bot.client import CriteriaBot
from bot.desk import Desk, Place
from knowledge import Answerer, Found, Language
from tests.cogs.world import World


@pytest.fixture
def indexing(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """The texts are indexed only when this is set."""
    done = threading.Event()
    prepare = Answerer.prepare

    def slow(answerer: Answerer) -> None:
        done.wait(10)
        prepare(answerer)

    monkeypatch.setattr(Answerer, "prepare", slow)
    return done


async def _waits(work: asyncio.Future[Any]) -> bool:
    """Tell whether *work* is still waiting after a while in which everything else went on."""
    done, _ = await asyncio.wait({work}, timeout=0.05)
    return not done


@pytest.mark.parametrize("patience", [5.0, 0.01])
async def test_command_waits_for_the_index(
    indexing: threading.Event,
    world: World,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    patience: float,
) -> None:
    """One answer comes when the index is made; where that takes longer, the member is told so."""
    monkeypatch.setattr("bot.invocations.PATIENCE_S", patience)
    connected = asyncio.Event()
    connected.set()
    preparing = asyncio.create_task(desk.prepare(connected))
    await asyncio.sleep(0)
    asked = asyncio.create_task(
        world.alice.slash(world.channel, "ask", question="which one is easier to debug?")
    )

    assert await _waits(asked)
    indexing.set()
    await preparing
    await asked
    await world.env.settle()

    assert world.sent()[-1].text.startswith("## Debugging")


async def test_completion_is_empty_where_the_index_takes_long(
    indexing: threading.Event, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for what the next letter makes out of date."""
    monkeypatch.setattr("bot.desk.PATIENCE_S", 0.01)
    desk = Desk(answerer, prefix="!", default=Language.EN, contact=None)
    connected = asyncio.Event()
    preparing = asyncio.create_task(desk.prepare(connected))
    await asyncio.sleep(0)

    assert await desk.suggest("debug", Language.EN) == ()
    connected.set()
    indexing.set()
    await preparing
    assert (await desk.suggest("debug", Language.EN))[0].id == "debugging"


async def test_message_waits_for_the_index(
    indexing: threading.Event, simcord_bot: CriteriaBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is looked at only then."""
    connected = asyncio.Event()
    connected.set()
    preparing = asyncio.create_task(simcord_bot.desk.prepare(connected))
    await asyncio.sleep(0)
    message = create_autospec(discord.Message, instance=True)
    message.author.bot, message.webhook_id, message.guild = False, None, None
    message.type = discord.MessageType.default
    heard = create_autospec(simcord_bot._hearing.hear, return_value=None)
    monkeypatch.setattr(simcord_bot._hearing, "hear", heard)
    asked = asyncio.ensure_future(simcord_bot.on_message(message))

    assert await _waits(asked)
    indexing.set()
    await preparing
    await asked

    heard.assert_awaited_once()


async def test_question_is_answered_where_the_index_failed(
    monkeypatch: pytest.MonkeyPatch, answerer: Answerer
) -> None:
    """Then it is made when it is needed, which is late, but better than never."""
    monkeypatch.setattr(Answerer, "prepare", lambda _answerer: 1 / 0)
    desk = Desk(answerer, prefix="!", default=Language.EN, contact=None)
    connected = asyncio.Event()
    connected.set()

    with pytest.raises(ZeroDivisionError):
        await desk.prepare(connected)

    await desk.ready()
    assert isinstance(desk.ask("debugging", Place()), Found)


async def test_memory_of_the_making_is_given_back(
    answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only once the index is made, and before anybody is answered by it."""
    desk = Desk(answerer, prefix="!", default=Language.EN, contact=None)
    done: list[str] = []
    monkeypatch.setattr(Answerer, "prepare", lambda _self: done.append("made"))
    monkeypatch.setattr("bot.desk.give_back", lambda: done.append("given back"))
    connected = asyncio.Event()
    connected.set()

    await desk.prepare(connected)

    assert done == ["made", "given back"]
