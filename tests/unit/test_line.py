"""The line in which questions wait."""

import asyncio

import pytest

from bot.line import Full, Line


async def test_turns_come_in_order_and_one_a_round() -> None:
    """Who waits for nothing goes between them."""
    line, order = Line(), list[str]()

    async def question(name: str) -> None:
        await line.turn()
        order.append(name)

    async def interaction() -> None:
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        order.append("interaction")

    await asyncio.gather(*(question(str(n)) for n in range(9)), interaction())

    questions = [name for name in order if name != "interaction"]
    assert questions == [str(n) for n in range(9)]
    assert order.index("interaction") < 4


def test_full_line_has_places_for_notices_only() -> None:
    """Telling somebody that there is no place needs one."""
    line = Line(2, kept=1)
    with line.place(), line.place():
        with pytest.raises(Full), line.place():
            pass
        with line.place(notice=True):
            assert line.length == 3
            with pytest.raises(Full), line.place(notice=True):
                pass
    assert line.length == 0


def test_failed_question_leaves_its_place() -> None:
    """An error takes no place away."""
    line = Line(1)
    with pytest.raises(RuntimeError), line.place():
        raise RuntimeError

    assert line.length == 0


async def test_those_who_wait_together_go_on_one_a_round() -> None:
    """What the first waits for is there for all of them, but each has a turn of its own."""
    line, there = Line(), asyncio.Event()
    gone: list[int] = []

    async def go(number: int) -> None:
        await line.turn(there.wait)
        gone.append(number)

    tasks = [asyncio.create_task(go(number)) for number in range(20)]
    await asyncio.sleep(0.01)
    assert gone == []
    there.set()
    most, before = 0, 0
    while len(gone) < len(tasks):
        await asyncio.sleep(0)
        most, before = max(most, len(gone) - before), len(gone)

    assert most == 1
    assert gone == sorted(gone)
