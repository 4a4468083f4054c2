"""The memory in front of the database is bounded and asks once."""

import asyncio

import pytest

from bot.storage.remembered import Remembered


class Source:
    """Counts what it is asked; odd keys fail while it is broken."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.broken = False
        self.gate = asyncio.Event()
        self.gate.set()

    async def __call__(self, key: int) -> str:
        self.asked.append(key)
        await self.gate.wait()
        if self.broken:
            raise LookupError(key)
        return str(key)


def remember(source: Source, *, capacity: int = 2) -> Remembered[str]:
    """Return an empty memory in front of a source."""
    return Remembered(source, default=lambda key: f"default of {key}", capacity=capacity)


async def test_remembered_asks_once_for_many() -> None:
    """However many ask at once, the source is asked once."""
    source = Source()
    memory = remember(source)

    values = await asyncio.gather(*(memory.get(1) for _ in range(100)))

    assert set(values) == {"1"}
    assert source.asked == [1]


async def test_remembered_forgets_what_was_used_least_recently() -> None:
    """The memory is bounded, and what is used stays."""
    source = Source()
    memory = remember(source)
    for key in (1, 2, 1, 3, 1, 2):
        await memory.get(key)

    assert source.asked == [1, 2, 3, 2]
    assert len(memory) == 2


async def test_remembered_keeps_no_failure() -> None:
    """A failure reaches all who asked and nobody who asks later."""
    source = Source()
    source.broken = True
    memory = remember(source)

    failures = await asyncio.gather(memory.get(1), memory.get(1), return_exceptions=True)
    source.broken = False

    assert [type(failure) for failure in failures] == [LookupError, LookupError]
    assert await memory.get(1) == "1"


async def test_remembered_survives_who_stops_waiting() -> None:
    """Who is cancelled stops nobody else's look-up."""
    source = Source()
    source.gate.clear()
    memory = remember(source)
    first, second = (asyncio.ensure_future(memory.get(1)) for _ in range(2))
    await asyncio.sleep(0)

    first.cancel()
    source.gate.set()

    assert await second == "1"
    with pytest.raises(asyncio.CancelledError):
        await first


@pytest.mark.parametrize("broken", [False, True])
async def test_remembered_value_outlives_a_look_up_under_way(broken: bool) -> None:
    """What became known meanwhile stays, whatever an older look-up brings."""
    source = Source()
    source.broken = broken
    source.gate.clear()
    memory = remember(source)
    old = asyncio.ensure_future(memory.get(1))
    await asyncio.sleep(0)

    memory.put(1, "new")
    source.gate.set()
    await asyncio.gather(old, return_exceptions=True)
    await asyncio.sleep(0)

    assert await memory.get(1) == "new"


async def test_remembered_that_holds_everything_asks_nobody() -> None:
    """Filled with all there is, it answers for every key, and what was known is newer."""
    source = Source()
    memory = remember(source, capacity=3)
    memory.put(1, "new")

    memory.fill({1: "old", 2: "two"})

    assert [await memory.get(key) for key in (1, 2, 99)] == ["new", "two", "default of 99"]
    assert 99 in memory
    assert source.asked == []
    assert len(memory) == 2


async def test_remembered_that_let_go_of_something_asks_again() -> None:
    """Once something had to go, a key that is not here may have had a value."""
    source = Source()
    memory = remember(source, capacity=2)
    memory.fill({1: "one", 2: "two"})

    memory.put(3, "three")

    assert 1 not in memory
    assert await memory.get(1) == "1"
    assert source.asked == [1]
