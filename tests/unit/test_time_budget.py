"""Nobody can make the bot think for long: any text costs at most so many ordinary questions."""

import random
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.addressing import glued, has_word, mentioned, plain
from knowledge import Answerer, Language, Question, choose

LONGEST = 4000
"""What Discord delivers of one message at most."""
ORDINARY = "which of the two is easier to debug for real beginners"
MOST = 100
"""Ordinary questions that the worst text may cost."""
GUARD_S = 1.0
"""What the worst text may cost on any machine: a heartbeat of the gateway would wait so long."""
SHAPES = {
    "nothing": "\x00",
    "surrogate": "\ud800",
    "letter": "a",
    "word": "debugging ",
    "misspelt": "debuging deployed speedy memroy ",
    "han": "调",
    "traditional": "調試與部署",
    "mixed": "调a試b",
    "combining": "e\u0301\u0302\u0327",
    "zalgo": "\u0336",
    "right-to-left": "\u202eשלום ",
    "emoji": "👩\u200d👩\u200d👧",
    "one for eighteen": "\ufdfa",
    "one for three": "\u0390",
    "connectors": "debugging and ",
    "dots": "a.",
    "pluses": "c++ # ",
    "backticks": "`",
    "fences": "```x",
    "mentions": "<@",
    "markup": "<:a:1",
    "addresses": "https://",
    "brackets": "[](",
    "spaces": " \u3000",
    "lines": "\n- ",
    "nested": "((a+)+)+$",
    "templates": "{0.__class__}%s",
}


def _repeated(unit: str) -> str:
    return (unit * LONGEST)[:LONGEST]


def _drawn(alphabet: str, seed: int) -> str:
    return "".join(random.Random(seed).choices(alphabet, k=LONGEST))  # noqa: S311 - no secret


_ANY = st.text(st.characters(exclude_categories=()), min_size=1, max_size=60)
_LONG = st.one_of(
    _ANY.map(_repeated),
    st.builds(_drawn, _ANY, st.integers(0, 999)),
    st.integers(0, 999).map(lambda seed: _drawn("".join(map(chr, range(0x4E00, 0x9FFF))), seed)),
    st.integers(0, 999).map(lambda seed: _drawn("".join(map(chr, range(0x20, 0x3000))), seed)),
)


def _answer(answerer: Answerer, text: str) -> None:
    """Read and answer a message."""
    mentioned(text, user=7)
    glued(text, frozenset({"对比"}))
    asked = plain(text)
    has_word(asked)
    language = choose(text, default=Language.EN)
    answerer.answer(Question(text=asked, language=language))


def _complete(answerer: Answerer, text: str) -> None:
    """Complete what somebody types."""
    answerer.suggest(text, Language.EN)


def _seconds(
    do: Callable[[Answerer, str], None], answerer: Answerer, text: str, runs: int
) -> float:
    times = []
    for _ in range(runs):
        begun = time.thread_time()
        do(answerer, text)
        times.append(time.thread_time() - begun)
    return min(times)


def _check(answerer: Answerer, text: str) -> None:
    """Compare the best of several runs by processor time: a busy machine changes nothing."""
    ordinary = _seconds(_answer, answerer, ORDINARY, 7)
    for do in (_answer, _complete):
        worst = _seconds(do, answerer, text, 3)
        assert worst <= MOST * ordinary, f"{worst / ordinary:.0f} times an ordinary question"
        assert worst <= GUARD_S


@pytest.mark.parametrize("unit", SHAPES.values(), ids=SHAPES)
def test_known_shape_costs_little(answerer: Answerer, unit: str) -> None:
    """Whatever made some parser run away, as long as a message may be."""
    _check(answerer, _repeated(unit))


@settings(max_examples=40, deadline=None)
@given(text=_LONG)
def test_any_long_text_costs_little(answerer: Answerer, text: str) -> None:
    """Repeated or drawn from any characters, half of a pair and NUL among them."""
    _check(answerer, text)


def test_words_of_the_knowledge_base_cost_little(answerer: Answerer) -> None:
    """The texts that meet the most entries of the index, as they are and backwards."""
    texts = [
        text
        for criterion in answerer.knowledge.criteria.values()
        for language in Language
        for text in criterion.questions[language]
    ]
    random.Random(7).shuffle(texts)  # noqa: S311 - no secret
    joined = " ".join(texts)[:LONGEST]

    _check(answerer, joined)
    _check(answerer, joined[::-1])
