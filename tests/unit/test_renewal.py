"""Another knowledge base in the place of the present one, while questions come."""

import asyncio

import pytest

from bot.desk import Desk, Place
from bot.renewal import Renewal
from knowledge import Answerer, Found, KnowledgeError, Language, Reply, load
from tests.small_base import SmallBase


def _desk(base: SmallBase) -> Desk:
    answerer = Answerer(load(base.root))
    return Desk(answerer, prefix="!", default=Language.EN, contact=None)


async def test_fault_38_questions_while_the_knowledge_is_loaded(small_base: SmallBase) -> None:
    """Several reloads at once, and a hundred questions: each gets its answer from a whole base."""
    desk = _desk(small_base)
    name = next(iter(desk.answerer.knowledge.criteria.values())).title[Language.EN]
    renewal = Renewal(desk, small_base.root)
    reloads = [asyncio.create_task(renewal.renew()) for _ in range(3)]
    answers: list[Reply] = []
    while not all(reload.done() for reload in reloads) or len(answers) < 100:
        answers.append(desk.ask(name, Place()))
        await asyncio.sleep(0)

    assert all(isinstance(answer, Found) for answer in answers)
    assert desk.answerer.knowledge is (await reloads[-1])


async def test_fault_38_half_written_file(small_base: SmallBase) -> None:
    """What cannot be used is told in full, and what was there goes on answering."""
    desk = _desk(small_base)
    before = desk.answerer
    file = next((small_base.root / "criteria").glob("*.yaml"))
    file.write_bytes(file.read_bytes()[:40])

    with pytest.raises(KnowledgeError):
        await Renewal(desk, small_base.root).renew()
    assert desk.answerer is before

    file.unlink()
    with pytest.raises(KnowledgeError):
        await Renewal(desk, small_base.root / "nowhere").renew()
    assert desk.answerer is before
