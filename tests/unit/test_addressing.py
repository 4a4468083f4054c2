"""Whether a message is for the bot, and what it asks."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.addressing import glued, has_word, mentioned, prefixes

ME, ROLE = 7, 8
NAMES = frozenset({"compare", "对比", "问", "问问"})


@pytest.mark.parametrize(
    ("prefix", "both"),
    [
        ("!", ("!", "！")),
        ("cb!", ("cb!", "ｃｂ！")),
        ("？", ("？",)),
        ("~", ("~", "～")),
        ("é", ("é",)),
    ],
)
def test_prefix_has_full_width_twin(prefix: str, both: tuple[str, ...]) -> None:
    """A Chinese keyboard writes another character for the same key."""
    assert prefixes(prefix) == both


@pytest.mark.parametrize(
    ("content", "question"),
    [
        ("<@7> which is faster?", "which is faster?"),
        ("<@!7> which is faster?", "which is faster?"),
        ("<@&8> which is faster?", "which is faster?"),
        ("which <@7> is <@9> faster <@&3>?", "which is faster ?"),
        ("<@7>", ""),
        ("  <@7>\n\n<@!7> ", ""),
        ("<@7>`print(1)`", "`print(1)`"),
        ("`<@7>` <@7> x", "` ` x"),
    ],
)
def test_mention_in_writing_is_question(content: str, question: str) -> None:
    """What is left without any mention is the question."""
    assert mentioned(content, user=ME, role=ROLE) == question


@pytest.mark.parametrize(
    "content",
    [
        "",
        "@everyone",
        "@here",
        "which is faster?",
        "<@8> user of the role's number",
        "<@&7> role of the bot's number",
        "<@!8>",
        "<#7>",
        "<@ 7>",
        "<@7",
        "@7",
        "<:bot:7>",
        "`<@7>`",
        "``<@7> hello``",
        "```\n<@7>\n```",
        "<@" + "7" * 21 + ">",
    ],
)
def test_what_does_not_mention_bot_is_none(content: str) -> None:
    """Other mentions, and those in code, are somebody else's."""
    assert mentioned(content, user=ME, role=ROLE) is None


def test_role_is_no_mention_where_bot_has_none() -> None:
    """Without a role of its own, no role means the bot."""
    assert mentioned("<@&8> hello", user=ME) is None


@given(st.text(alphabet="<@!&7>` x\n") | st.text())
def test_any_content_is_read(content: str) -> None:
    """Nothing is raised, and no mention is left in a question."""
    question = mentioned(content, user=ME, role=ROLE)

    assert question is None or "<@7>" not in question


@pytest.mark.parametrize("piece", ["`", "```", "`x", "``x ", "<@", "<@1", "<@7>", "```x`"])
def test_hostile_content_costs_nothing(piece: str) -> None:
    """The longest message that Discord delivers is read in far less than a heartbeat."""
    start = time.process_time()

    mentioned(piece * (4000 // len(piece)), user=ME)

    assert time.process_time() - start < 0.05


@pytest.mark.parametrize(
    ("word", "question"),
    [
        ("对比调试", "调试"),
        ("问哪个更快", "哪个更快"),
        ("问问哪个更快", "哪个更快"),
        ("对比", None),
        ("comparedebugging", None),
        ("调试对比", None),
        ("", None),
    ],
)
def test_command_may_be_glued_to_question_in_chinese(word: str, question: str | None) -> None:
    """Chinese is written without spaces; Latin command names end at one."""
    assert glued(word, NAMES) == question


@pytest.mark.parametrize("text", ["a", "的", "é", "٣", "7", "?a?", "ａ", "カ", "🎉x"])
def test_letter_or_digit_is_word(text: str) -> None:
    """Letters and digits of every script count."""
    assert has_word(text)


@pytest.mark.parametrize("text", ["", " \n", "?!", "🎉", "\x00", "\u200b", "\ud800", "。，", "**"])
def test_text_without_letter_or_digit_has_no_word(text: str) -> None:
    """Signs, emoji and what is not seen are no words."""
    assert not has_word(text)
