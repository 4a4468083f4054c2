"""Unreachable objects are searched for when few wait, and never among what lasts."""

import asyncio
import gc
import weakref
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from bot import collector
from bot.lasting import lasting
from bot.line import Line


class Ring:
    """Refers to itself, so that nothing but a search finds it."""

    def __init__(self) -> None:
        self.ring = self


@pytest.fixture(autouse=True)
def _kept() -> Iterator[None]:
    """Leave Python's collector as it was."""
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()
    gc.enable()


def test_what_lasts_is_not_searched() -> None:
    """It would be looked at again and again, in the middle of answers."""
    with lasting():
        ring = weakref.ref(Ring())
        with lasting():
            pass
        assert not gc.isenabled()

    gc.collect()
    assert ring() is not None
    assert gc.isenabled()


@pytest.mark.parametrize(
    ("waiting", "patience", "searched"),
    [(0, 1000, True), (2, 1000, False), (2, 3, True)],
    ids=["few", "many", "many for long"],
)
async def test_everything_is_searched_while_few_wait(
    monkeypatch: pytest.MonkeyPatch, waiting: int, patience: int, searched: bool
) -> None:
    """With many under way it waits, but not for ever."""
    monkeypatch.setattr(collector, "FEW", 1)
    monkeypatch.setattr(collector, "EVERY_S", 0.001)
    monkeypatch.setattr(collector, "PATIENCE", patience)
    line = Line()
    gc.unfreeze()
    old = Ring()
    ring = weakref.ref(old)
    gc.collect()  # It is old now: what Python searches by itself does not find it.
    del old
    with ExitStack() as places:
        for _ in range(waiting):
            places.enter_context(line.place())
        task = asyncio.create_task(collector.collect(line))
        for _ in range(50):
            await asyncio.sleep(0.002)
    task.cancel()

    assert gc.get_threshold()[2] == collector.NEVER
    assert (gc.get_freeze_count() > 0) is searched
    assert searched is (ring() is None)
