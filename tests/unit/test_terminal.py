"""Replies as plain text."""

from dataclasses import replace

import pytest

from bot.terminal import examples, explain, names, render, render_criterion
from knowledge import Found, KnowledgeBase, Language, Match, Question, Reply, Unknown, Unsure
from knowledge.reading import Term
from tests.small_base import SmallBase

EN, ZH = Language.EN, Language.ZH


@pytest.fixture
def base(small_base: SmallBase) -> KnowledgeBase:
    """A small knowledge base."""
    return small_base.load()


def found(base: KnowledgeBase, *ids: str, language: Language = EN) -> Found:
    """Return the reply that holds the criteria of *ids*."""
    return Found(
        question=Question(text="?", language=language),
        language=language,
        matches=tuple(Match(id=name, score=90.0) for name in ids),
        frameworks=("coffee", "tea"),
        criteria=tuple(base.criteria[name] for name in ids),
    )


def unknown(base: KnowledgeBase, kind: str | None, language: Language = EN) -> Unknown:
    """Return the reply to what nothing answers."""
    return Unknown(
        question=Question(text="?", language=language),
        language=language,
        matches=(),
        frameworks=tuple(base.frameworks),
        kind=base.out_of_scope[kind] if kind else None,
    )


def test_found_holds_everything(base: KnowledgeBase) -> None:
    """A criterion is written whole: facts with date and address, the article, what is related."""
    assert (
        render(found(base, "caffeine"), base)
        == """\
Caffeine
Coffee has more.

Coffee
- A cup has 95 mg. (as of 2026-11)
  https://coffee.example/book

Tea
- A cup has 40 mg. (as of 2024-05)
  https://tea.example/book

What the article says (“Tea or coffee”, A magazine)
- Tea: Tea has none.
  wrong: It has some.

Related: Choosing"""
    )


def test_found_speaks_chinese(base: KnowledgeBase) -> None:
    """All of a reply is in its language."""
    assert (
        render(found(base, "caffeine", language=ZH), base)
        == """\
咖啡因
咖啡含量更高。

咖啡
- 一杯 95 毫克。（截至 2026-11）
  https://coffee.example/book

茶
- 一杯 40 毫克。（截至 2024-05）
  https://tea.example/book

原文章怎么说（《Tea or coffee》，A magazine）
- 茶：茶不含咖啡因。
  有误：其实含有。

相关条目：选择"""
    )


def test_found_writes_two_criteria_one_after_the_other(base: KnowledgeBase) -> None:
    """Two criteria are two texts with an empty line between them."""
    both = render(found(base, "caffeine", "choosing"), base)
    assert both == "\n\n".join(render(found(base, name), base) for name in ("caffeine", "choosing"))


def test_found_leaves_the_article_out_where_there_is_none(base: KnowledgeBase) -> None:
    """A criterion without readings, or a knowledge base without an article, shows none."""
    assert "article" not in render(found(base, "choosing"), base)
    without = replace(base, profile=replace(base.profile, article=None))
    assert "article" not in render(found(without, "caffeine"), without)


def test_criterion_follows_the_order_of_the_frameworks(base: KnowledgeBase) -> None:
    """The frameworks come in the order that is asked for."""
    text = render_criterion(base.criteria["caffeine"], base, EN, ("tea", "coffee"))
    assert text.index("\nTea\n") < text.index("\nCoffee\n")


def test_unsure_lists_titles_and_ids(base: KnowledgeBase) -> None:
    """Candidates are named by title, and by the id that is always found."""
    reply: Reply = Unsure(
        question=Question(text="?", language=EN),
        language=EN,
        matches=(),
        frameworks=tuple(base.frameworks),
        candidates=tuple(base.criteria.values()),
    )
    assert render(reply, base) == (
        "Which of these do you mean?\n- Choosing (choosing)\n- Caffeine (caffeine)"
    )


def test_unknown_says_so_and_what_can_be_asked(base: KnowledgeBase) -> None:
    """A question that nothing answers is refused politely, with examples."""
    assert render(unknown(base, None), base) == (
        "I do not know that. I only know how Tea and Coffee compare, and I would rather not guess."
        "\nYou could ask:\n- Which one keeps me awake?"
    )


def test_unknown_gives_the_reply_of_its_kind(base: KnowledgeBase) -> None:
    """A kind of message that is known has a reply of its own."""
    assert render(unknown(base, "greeting", ZH), base).startswith("你好！\n可以这样问：\n- 哪个")


def test_examples_come_from_the_criteria_where_the_profile_has_none(base: KnowledgeBase) -> None:
    """The first questions of some criteria show what can be asked."""
    without = replace(base, profile=replace(base.profile, examples={}))
    assert examples(without, EN) == ("Which one keeps me awake?",)


@pytest.mark.parametrize(
    ("several", "language", "joined"),
    [
        (("tea",), EN, "Tea"),
        (("tea", "coffee"), EN, "Tea and Coffee"),
        (("tea", "coffee"), ZH, "茶 与 咖啡"),
        (("tea", "coffee", "tea2"), EN, "Tea, Coffee and Tea"),
    ],
)
def test_names_are_one_phrase(
    base: KnowledgeBase, several: tuple[str, ...], language: Language, joined: str
) -> None:
    """One, two or more frameworks are named in one phrase."""
    frameworks = {name: base.frameworks[name.rstrip("2")] for name in several}
    assert names(replace(base, frameworks=frameworks), language) == joined


def test_explain_lists_every_match_with_its_evidence(base: KnowledgeBase) -> None:
    """Each match stands with its score above what speaks for it."""
    reply = found(base, "caffeine", "choosing")
    assert explain(reply) == "caffeine 90.0\nchoosing 90.0"


def test_explain_says_what_speaks_for_no_criterion(base: KnowledgeBase) -> None:
    """Last stands the kind of message that a question is if no criterion answers it."""
    term = Term("morning", "morning", 0.5)
    greeting = Match(id="greeting", score=97.0, weigh=lambda: (term,))
    reply = replace(found(base, "caffeine"), against=greeting)
    assert explain(reply) == ("caffeine 90.0\nno criterion, but greeting 97.0\n  morning (0.50)")
