"""`/privacy`, `/forget-me` and `PRIVACY.md`: true, and whole."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import simcord

from bot.notices import EN, ZH, Notices
from bot.phrases import EN as SAID
from bot.storage import Storage
from bot.storage.questions import MAX_AGE, MAX_QUESTIONS, MAX_TEXT
from bot.storage.sql.schema import metadata
from knowledge import Language
from tests.cogs.world import World

PAGE = (Path(__file__).parents[2] / "PRIVACY.md").read_text("utf-8")
COLUMNS = re.compile(r"^\| `(\w+\.\w+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def test_page_names_every_column_and_no_other() -> None:
    """What is stored stands in PRIVACY.md, each column once, with its purpose and its end."""
    claimed = [row[0] for row in COLUMNS.findall(PAGE)]

    stored = [f"{table.name}.{c.name}" for table in metadata.sorted_tables for c in table.columns]
    assert sorted(claimed) == sorted(stored)
    assert all(text.strip() for row in COLUMNS.findall(PAGE) for text in row)
    assert PAGE.count("\n| `") == len(claimed)


def test_page_names_the_bounds() -> None:
    """The numbers are those of the program."""
    assert f"{MAX_AGE.days} days" in PAGE
    assert f"{MAX_QUESTIONS} a server" in PAGE
    assert f"{MAX_TEXT} characters" in PAGE


async def test_privacy_tells_that_list_is_off(world: World, opened: Storage) -> None:
    """Where no manager switched the list on, no question is kept, and that is what it says."""
    await world.alice.slash(world.channel, "privacy")

    assert world.answer().ephemeral
    assert EN.privacy in world.answer().text
    assert EN.privacy_gaps_off in world.answer().text


@pytest.mark.parametrize(("locale", "notices"), [("en-US", EN), ("zh-CN", ZH), ("zh-TW", ZH)])
async def test_privacy_tells_that_list_is_on(
    world: World,
    manager: simcord.MemberActor,
    opened: Storage,
    speak: Callable[[str], None],
    locale: str,
    notices: Notices,
) -> None:
    """Every member learns that a manager switched the list on."""
    speak(locale)
    await manager.slash(world.channel, "settings gaps", value="on")
    await world.alice.slash(world.channel, "privacy")

    told, shown = world.sent()
    assert told.text == notices.gaps_on
    assert notices.privacy_gaps_on.format(days=MAX_AGE.days) in shown.text


async def test_privacy_promises_nothing_without_database(world: World) -> None:
    """A list that cannot be looked up is not said to be off."""
    await world.alice.slash(world.channel, "privacy")

    assert EN.not_known in world.answer().text
    assert EN.privacy_gaps_off not in world.answer().text


async def test_privacy_answers_in_direct_messages(world: World, opened: Storage) -> None:
    """Where there is no server there is no list."""
    await world.alice.user.slash("privacy")

    assert EN.privacy_gaps_off in world.answer().text


async def test_forget_deletes_votes_and_language(world: World, opened: Storage) -> None:
    """What was kept of the member is gone, and nothing of others."""
    await opened.preferences.set_member_language(world.alice.id, Language.ZH)
    await opened.votes.cast(world.alice.id, "debugging", up=True)
    await opened.votes.cast(world.bob.id, "debugging", up=True)

    await world.alice.slash(world.channel, "forget-me")

    assert world.answer().ephemeral
    assert world.answer().text == EN.forgotten
    assert await opened.preferences.member_language(world.alice.id) is None
    (tally,) = await opened.votes.tallies()
    assert (tally.up, tally.down) == (1, 0)


async def test_forget_that_failed_is_told(world: World) -> None:
    """Nobody is told that something was deleted when it was not."""
    await world.alice.slash(world.channel, "forget-me")

    assert world.answer().text == SAID.not_kept
