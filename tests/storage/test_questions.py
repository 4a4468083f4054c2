"""The list of open questions: only where wanted, without who asked, and bounded."""

import asyncio
from collections.abc import Callable
from datetime import date

import pytest

from bot.storage import Kind, OpenQuestion, OpenQuestions, Storage
from bot.storage.questions import MAX_TEXT
from knowledge import Language

GUILD = 81384788765712384


@pytest.fixture
async def questions(storage: Storage) -> OpenQuestions:
    """The list, switched on in `GUILD`."""
    await storage.preferences.set_gaps(GUILD, True)
    return storage.questions


async def ask(questions: OpenQuestions, text: str, *, guild: int = GUILD) -> bool:
    """Add an unknown English question."""
    return await questions.add(guild, text, language=Language.EN, kind=Kind.UNKNOWN)


async def texts(questions: OpenQuestions) -> list[str]:
    """Return the list's texts in its order."""
    return [question.text for question in await questions.most_asked(GUILD)]


async def test_questions_are_counted(questions: OpenQuestions, go: Callable[..., None]) -> None:
    """A question that comes again is one row with its count, first and last day."""
    await ask(questions, "can it run on fpga")
    go(days=2)
    await ask(questions, "can it run on fpga")

    assert await questions.most_asked(GUILD) == (
        OpenQuestion(
            guild_id=GUILD,
            text="can it run on fpga",
            language=Language.EN,
            kind=Kind.UNKNOWN,
            count=2,
            first=date(2026, 1, 10),
            last=date(2026, 1, 12),
        ),
    )


async def test_questions_differ_by_kind_and_language(questions: OpenQuestions) -> None:
    """What was unknown and what was voted down are counted apart, as are languages."""
    for kind in Kind:
        for language in Language:
            await questions.add(GUILD, "tpu", language=language, kind=kind)

    found = await questions.most_asked(GUILD)

    assert {(question.kind, question.language) for question in found} == {
        (kind, language) for kind in Kind for language in Language
    }


async def test_questions_are_kept_only_where_wanted(storage: Storage) -> None:
    """Without a manager's word nothing is kept."""
    await storage.preferences.set_prefix(GUILD, "?")

    assert not await ask(storage.questions, "x")
    assert not await ask(storage.questions, "x", guild=1)
    assert await storage.questions.most_asked() == ()


async def test_switching_off_deletes_the_list(storage: Storage, questions: OpenQuestions) -> None:
    """Switching the list off deletes it and takes nothing new, in one step."""
    await ask(questions, "x")

    await storage.preferences.set_gaps(GUILD, False)

    assert not await ask(questions, "y")
    await storage.preferences.set_gaps(GUILD, True)
    assert await texts(questions) == []


async def test_other_settings_leave_the_list_alone(
    storage: Storage, questions: OpenQuestions
) -> None:
    """A change of another setting deletes nothing."""
    await ask(questions, "x")

    await storage.preferences.set_language(GUILD, Language.ZH)

    assert await texts(questions) == ["x"]


async def test_questions_are_listed_by_count(questions: OpenQuestions) -> None:
    """The most asked come first, as many as wanted."""
    for text in ("a", "b", "c", "b", "c", "c"):
        await ask(questions, text)

    assert await texts(questions) == ["c", "b", "a"]
    assert [q.text for q in await questions.most_asked(GUILD, limit=2)] == ["c", "b"]


async def test_questions_of_all_guilds_are_listed_together(
    storage: Storage, questions: OpenQuestions
) -> None:
    """Without a server the list is everybody's; with one nobody else's is seen."""
    await storage.preferences.set_gaps(1, True)
    await ask(questions, "a")
    await ask(questions, "b", guild=1)

    assert {question.text for question in await questions.most_asked()} == {"a", "b"}
    assert await texts(questions) == ["a"]


async def test_full_list_lets_go_of_the_least_and_oldest(
    storage: Storage, questions: OpenQuestions, go: Callable[..., None]
) -> None:
    """The least asked goes first, among equals the oldest, and never the new one."""
    short = OpenQuestions(storage.database, clock=questions._clock, capacity=3)
    for text in ("often", "often", "old", "young"):
        await ask(short, text)
        go(days=1)

    await ask(short, "new")
    assert set(await texts(short)) == {"often", "young", "new"}

    for text in ("young", "new", "newest"):
        await ask(short, text)
    assert "newest" in await texts(short)
    assert len(await texts(short)) == 3


async def test_full_lists_of_others_stay(storage: Storage, questions: OpenQuestions) -> None:
    """The bound is a server's own."""
    await storage.preferences.set_gaps(1, True)
    short = OpenQuestions(storage.database, clock=questions._clock, capacity=1)
    await ask(short, "a", guild=1)

    await ask(short, "b")
    await ask(short, "c")

    assert {question.text for question in await short.most_asked()} == {"a", "c"}


async def test_old_questions_go(questions: OpenQuestions, go: Callable[..., None]) -> None:
    """After 90 days without being asked a question is not shown, and deleted with the next one."""
    await ask(questions, "old")
    go(days=90)
    assert await texts(questions) == ["old"]
    go(days=1)
    assert await texts(questions) == []

    await ask(questions, "new")

    assert await questions.prune() == 0
    assert await texts(questions) == ["new"]


async def test_tidying_deletes_old_questions(
    storage: Storage, questions: OpenQuestions, go: Callable[..., None]
) -> None:
    """A server in which nobody asks any more loses its old questions too."""
    await ask(questions, "old")
    go(days=91)

    await storage.tidy()

    go(days=-91)
    assert await texts(questions) == []


async def test_clear_deletes_a_guilds_list(storage: Storage, questions: OpenQuestions) -> None:
    """A manager may empty the list and leave it on."""
    await storage.preferences.set_gaps(1, True)
    await ask(questions, "a")
    await ask(questions, "b", guild=1)

    assert await questions.clear(GUILD) == 1
    assert [question.text for question in await questions.most_asked()] == ["b"]
    assert await ask(questions, "c")


@pytest.mark.parametrize("text", ["", " ", "\0", "\ud83d", " \0 "])
async def test_no_text_is_no_question(questions: OpenQuestions, text: str) -> None:
    """What leaves nothing to store is not kept."""
    assert not await ask(questions, text)


async def test_any_text_is_stored(questions: OpenQuestions) -> None:
    """Half a surrogate pair, NUL, quotes and 4,000 characters are no error, but bounded."""
    for text in ("a\0b\udc00c", "'; DROP TABLE votes; --", "%s {0} :x ?", "汉" * 4000, "🤖" * 4000):
        assert await ask(questions, text)

    assert set(await texts(questions)) == {
        "abc",
        "'; DROP TABLE votes; --",
        "%s {0} :x ?",
        "汉" * MAX_TEXT,
        "🤖" * MAX_TEXT,
    }


async def test_questions_at_once_are_all_counted(questions: OpenQuestions) -> None:
    """The same question from many at once loses no count."""
    await asyncio.gather(*(ask(questions, "x") for _ in range(20)))

    (question,) = await questions.most_asked(GUILD)
    assert question.count == 20
