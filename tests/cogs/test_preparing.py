"""What is asked before the texts are indexed waits, and holds nothing else up."""

import asyncio
import threading
from collections.abc import Awaitable

import pytest

from bot.desk import Desk, Place
from knowledge import Answerer, Found, Language


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


async def _waits(work: Awaitable[object]) -> bool:
    """Tell whether *work* is still waiting after a while in which everything else went on."""
    done, _ = await asyncio.wait({asyncio.ensure_future(work)}, timeout=0.05)
    return not done


async def test_question_waits_for_the_index(indexing: threading.Event, answerer: Answerer) -> None:
    """Before the connection stands, and while the index is made."""
    desk = Desk(answerer, prefix="!", default=Language.EN, contact=None)
    connected = asyncio.Event()
    preparing = asyncio.create_task(desk.prepare(connected))
    await asyncio.sleep(0)
    question = asyncio.create_task(desk.ask("debugging", Place()))
    completed = asyncio.create_task(desk.suggest("deb", Language.EN))

    assert await _waits(asyncio.shield(question))
    connected.set()
    assert await _waits(asyncio.shield(completed))
    indexing.set()
    await preparing

    assert isinstance(await question, Found)
    assert "debugging" in {criterion.id for criterion in await completed}


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

    assert isinstance(await desk.ask("debugging", Place()), Found)
