"""`/gaps`: what was not answered well, by count, and ready to paste."""

from datetime import date

import pytest
import simcord
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.gaps import AT_ONCE, pages, stubs
from bot.notices import EN, ZH, Notices
from bot.phrases import EN as SAID
from bot.storage import Kind, OpenQuestion, Storage
from bot.storage.questions import MAX_TEXT as LONGEST
from bot.writer import MAX_TEXT
from knowledge import Language
from tests.cogs.world import World

TEXTS = st.text(min_size=1, max_size=LONGEST)


def question(text: str, language: Language = Language.EN) -> OpenQuestion:
    """Return an open question."""
    return OpenQuestion(
        guild_id=1,
        text=text,
        language=language,
        kind=Kind.UNKNOWN,
        count=3,
        first=date(2026, 1, 1),
        last=date(2026, 1, 10),
    )


async def test_questions_are_listed_by_count(
    world: World, manager: simcord.MemberActor, opened: Storage
) -> None:
    """What members asked in vain stands there, most asked first, with stubs."""
    await manager.slash(world.channel, "settings gaps", value="on")
    for text, times in (("what will the weather be tomorrow", 1), ("xyzzyx", 2)):
        for _ in range(times):
            await world.alice.slash(world.channel, "ask", question=text)
    await world.env.settle()

    await manager.slash(world.channel, "gaps")

    shown = world.sent()[-1]
    assert shown.ephemeral
    lines = shown.text.splitlines()
    assert lines[0] == f"## {EN.gaps_title}"
    assert lines[1].startswith("- 2 × `xyzzyx` (unknown, ")
    assert lines[2].startswith("- 1 × `what will the weather be tomorrow` (unknown, ")
    assert pasted(shown.text) == {
        "aliases": {"en": ["xyzzyx"]},
        "questions": {"en": ["what will the weather be tomorrow"]},
    }


@pytest.mark.parametrize(("on", "text"), [(True, EN.gaps_none), (False, EN.gaps_are_off)])
async def test_empty_list_says_why(
    world: World, manager: simcord.MemberActor, opened: Storage, on: bool, text: str
) -> None:
    """Nothing asked in vain and nothing kept are different things."""
    await opened.preferences.set_gaps(world.guild.id, on)

    await manager.slash(world.channel, "gaps")

    assert world.answer().text == text


async def test_list_of_another_server_is_not_shown(
    world: World, manager: simcord.MemberActor, opened: Storage
) -> None:
    """Managers see their own server's questions."""
    await opened.preferences.set_gaps(1, True)
    await opened.questions.add(1, "secret", language=Language.EN, kind=Kind.UNKNOWN)

    await manager.slash(world.channel, "gaps")

    assert world.answer().text == EN.gaps_are_off


@pytest.mark.simcord(check_errors=False)
async def test_list_is_refused_to_members(world: World, opened: Storage) -> None:
    """The right to manage is checked again where the server shows the command to all."""
    world.offer("gaps")

    await world.alice.slash(world.channel, "gaps")

    assert world.answer().text == EN.managers_only


async def test_list_without_database_is_told(world: World, manager: simcord.MemberActor) -> None:
    """No list is better than an empty one that is wrong."""
    await manager.slash(world.channel, "gaps")

    assert world.answer().text == SAID.not_kept


@pytest.fixture
async def several(world: World, opened: Storage) -> int:
    """More open questions than a page has."""
    await opened.preferences.set_gaps(world.guild.id, True)
    for n in range(AT_ONCE + 2):
        await opened.questions.add(
            world.guild.id, f"question {n:02}", language=Language.EN, kind=Kind.UNKNOWN
        )
    return AT_ONCE + 2


async def test_long_list_has_pages(
    world: World, manager: simcord.MemberActor, several: int
) -> None:
    """Buttons turn them, and nobody else sees either."""
    shown = await manager.slash(world.channel, "gaps")
    first = world.sent()[-1]
    assert shown.response is not None
    assert shown.response.message is not None
    await manager.click(shown.response.message, label=SAID.forward)
    second = world.sent()[-1]

    assert first.ephemeral
    assert [text.count(" × ") for text in (first.text, second.text)] == [AT_ONCE, several - AT_ONCE]
    assert set(first.text.splitlines()).isdisjoint(
        line for line in second.text.splitlines() if " × " in line
    )


def test_stubs_sort_by_length_and_language() -> None:
    """A word or two, or four characters, make an alias, everything else a question."""
    several = [
        question("quantum backend"),
        question("which one runs on a quantum computer"),
        question("量子计算", Language.ZH),
        question("能不能跑在量子计算机上", Language.ZH),
    ]

    assert yaml.safe_load(stubs(several)) == {
        "aliases": {"en": ["quantum backend"], "zh": ["量子计算"]},
        "questions": {
            "en": ["which one runs on a quantum computer"],
            "zh": ["能不能跑在量子计算机上"],
        },
    }


@given(st.lists(TEXTS.map(lambda text: text.replace("\0", "")).filter(bool), min_size=1))
def test_stubs_keep_texts_and_stay_in_their_block(texts: list[str]) -> None:
    """Whatever people typed is read back as it was, and no backtick ends the code."""
    written = stubs([question(text) for text in texts])

    read = yaml.safe_load(written)
    kept = [text for part in read.values() for text in part["en"]]
    assert sorted(kept) == sorted(set(texts))
    assert "`" not in written
    assert all(c.isprintable() for line in written.split("\n") for c in line)


@pytest.mark.parametrize("notices", [EN, ZH])
@pytest.mark.parametrize("character", ["a", "`", "\u202e", "\U000e0001", "@everyone ", "# "])
def test_list_fits_a_message(notices: Notices, character: str) -> None:
    """However long the questions are, at least one is shown, and nothing is cut."""
    several = tuple(question((f"{n} " + character * LONGEST)[:LONGEST]) for n in range(20))

    written = list(pages(several, notices, MAX_TEXT))

    assert all(len(text) <= MAX_TEXT for text in written)
    assert sum(text.count(" × ") for text in written) == len(several)
    assert all(pasted(text) for text in written)


def pasted(text: str) -> object:
    """Read the block of code that ends *text*, as YAML."""
    _, _, block = text.partition("```yaml\n")
    content, end, rest = block.partition("```")
    assert (end, rest) == ("```", "")
    return yaml.safe_load(content)
