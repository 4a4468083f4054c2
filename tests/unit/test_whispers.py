"""How long a command waits for the database."""

import asyncio
from typing import Any, cast

import discord
import pytest

from bot import whispers
from bot.desk import Desk
from bot.phrases import PHRASES
from bot.storage import StorageUnavailable
from bot.whispers import BOUND_S, Whispers
from knowledge import Answerer, Language

INTERACTION = cast("discord.Interaction[Any]", None)


class Overheard(Whispers):
    """Whispers that a test can hear, in Chinese."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.said: list[str] = []

    async def language(self, interaction: discord.Interaction[Any]) -> Language:
        return Language.ZH

    async def say(self, interaction: discord.Interaction[Any], text: str) -> None:
        self.said.append(text)


@pytest.fixture
def overheard(answerer: Answerer) -> Overheard:
    """Whispers over a database that is not open."""
    return Overheard(Desk(answerer, prefix="!", default=Language.EN, contact=None))


async def test_work_that_succeeds_is_silent(overheard: Overheard) -> None:
    """What was kept is returned, and the command tells it in its own words."""

    async def work() -> int:
        return 0

    assert await overheard.kept(INTERACTION, work()) == 0
    assert overheard.said == []


async def test_work_that_hangs_is_told_in_time(
    overheard: Overheard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An interaction is answered within three seconds, whatever the database does."""
    assert BOUND_S < 3
    monkeypatch.setattr(whispers, "BOUND_S", 0.01)

    assert await overheard.kept(INTERACTION, asyncio.Event().wait()) is None
    assert overheard.said == [PHRASES[Language.ZH].not_kept]


async def test_work_that_fails_is_told(overheard: Overheard) -> None:
    """The member learns that nothing was kept, and the log why."""

    async def work() -> int:
        raise StorageUnavailable("no server")

    assert await overheard.kept(INTERACTION, work()) is None
    assert overheard.said == [PHRASES[Language.ZH].not_kept]
