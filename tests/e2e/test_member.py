"""What members choose and leave behind: their language, their votes, what is asked most."""

import sqlite3
from pathlib import Path

import pytest
from group import Group, button, facts

from fake_discord import Permission

pytestmark = pytest.mark.asyncio(loop_scope="session")


def _rows(directory: Path, query: str, *values: object) -> list[tuple[object, ...]]:
    """Read the bot's database from beside it."""
    with sqlite3.connect(f"file:{directory}/data/bot.db?mode=ro", uri=True) as database:
        return list(database.execute(query, values))


async def test_language_goes_with_the_member(group: Group) -> None:
    """In servers and direct messages, whatever the client says; `auto` takes it back."""
    for locale, value, title in (("en-US", "zh", "## TPU 支持"), ("zh-CN", "en", "## TPU support")):
        said = await group.slash("language", value=value, locale=locale)

        assert said.ephemeral
        assert ("之后用中文" if value == "zh" else "in English from now on") in said.text()
        assert facts(await group.ask("!compare tpu")).startswith(title)
        slash = await group.slash("compare", question="tpu", locale=locale)
        assert facts(slash).startswith(title)
        direct = await group.fake.direct(group.alice, "tpu")
        assert title.strip("# ") in (await group.fake.reply(to=direct)).text()
    await group.slash("language", value="auto")
    assert facts(await group.slash("compare", question="tpu", locale="zh-TW")).startswith(
        "## TPU 支"
    )


async def test_votes_are_one_a_member_and_change(group: Group, directory: Path) -> None:
    """No id of a member stands in the database; what is thanked for is in the card's language."""
    card = await group.ask("!compare profiling")
    chinese = await group.ask("!对比 性能分析")
    assert facts(card).startswith("## Prof")

    thanks = await group.press(card, "👍 Helpful")
    await group.press(card, "👍 Helpful")
    await group.press(card, "👎 Not helpful", group.bob)
    changed = await group.press(chinese, "👎 没用")

    votes = _rows(directory, "SELECT voter, up FROM votes WHERE criterion = 'profiling'")
    assert thanks.ephemeral
    assert "Thank you" in thanks.text()
    assert "谢谢" in changed.text()
    assert [up for _, up in votes] == [0, 0]
    assert str(group.alice.id).encode() not in (directory / "data" / "bot.db").read_bytes()
    assert "👍" in card.text()


async def test_forget_me_takes_votes_and_language_back(group: Group, directory: Path) -> None:
    """And says so, in the language that is then the member's."""
    card = await group.ask("!compare checkpoints")
    await group.press(card, "👍 Helpful")
    await group.slash("language", value="zh")
    criterion = button(card, "👍 Helpful").rpartition(":")[2]

    def kept() -> list[tuple[object, ...]]:
        votes = "SELECT count(*) FROM votes WHERE criterion = ?"
        languages = "SELECT count(*) FROM member_languages WHERE user_id = ?"
        return [*_rows(directory, votes, criterion), *_rows(directory, languages, group.alice.id)]

    assert kept() == [(1,), (1,)]

    said = await group.slash("forget-me")

    assert "deleted" in said.text()
    assert said.ephemeral
    assert kept() == [(0,), (0,)]


@pytest.mark.parametrize(("locale", "said"), [("en-US", "What I keep"), ("zh-TW", "保存了什么")])
async def test_privacy_is_told_anywhere(group: Group, locale: str, said: str) -> None:
    """In a server and in a direct message."""
    for channel in (group.channel, group.fake.world.dm(group.alice)):
        asked = await group.fake.slash(group.alice, channel, "privacy", locale=locale)
        answer = await group.fake.reply(to=asked)

        assert said in answer.text()
        assert "/forget-me" in answer.text()
        assert answer.ephemeral


@pytest.mark.parametrize(
    ("locale", "title", "first"),
    [
        ("en-US", "Most asked in this server", "1. Debugging: 2"),
        ("zh-CN", "问得最多", "1. 调试能力: 2"),
    ],
)
async def test_stats_are_a_picture_with_words(
    group: Group, locale: str, title: str, first: str
) -> None:
    """The words say all that the picture shows, in the description too."""
    empty = await group.slash("stats", locale=locale)
    assert title in empty.text()
    for question in ("debugging", "调试", "tpu"):
        await group.slash("compare", question=question)

    shown = await group.slash("stats", locale=locale)
    (picture,) = shown.payload["attachments"]

    assert title in shown.content
    assert first in shown.content
    assert picture["filename"] == "stats.png"
    assert picture["size"] > 5_000
    assert facts(await group.ask("!stats")).startswith("## Most asked")


async def test_stats_without_attach_files_are_words(group: Group) -> None:
    """Missing rights cost the picture, not the answer."""
    await group.ask("!compare debugging")
    everybody = group.guild.roles[group.guild.id]
    for target in (everybody, group.guild.members[group.fake.bot.id].roles[0]):
        group.channel.deny(target, Permission.ATTACH_FILES | Permission.READ_MESSAGE_HISTORY)
    await group.fake.channel_changed(group.channel)

    slash = await group.slash("stats")
    prefix = await group.ask("!统计")

    assert "1. Debugging: 1" in slash.content
    assert "1. 调试能力: 1" in prefix.content
    assert not slash.payload["attachments"]
    assert not prefix.payload["attachments"]
