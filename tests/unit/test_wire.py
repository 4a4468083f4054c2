"""Questions and answers as other programs read and write them."""

import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exits import Exit
from bot.terminal import render
from bot.wire import STATUS, as_json, questions, readable
from knowledge import Found, Language, Match, Question, Unknown, Unsure
from tests.small_base import SmallBase


def test_json_has_the_keys_that_programs_rely_on(small_base: SmallBase) -> None:
    """A found answer: question, language, status, matches, answered, frameworks, text."""
    base = small_base.load()
    reply = Found(
        question=Question(text="咖啡?", language=Language.ZH),
        language=Language.ZH,
        matches=(Match(id="caffeine", score=93.27), Match(id="choosing", score=5.0)),
        frameworks=("coffee", "tea"),
        criteria=(base.criteria["caffeine"],),
    )
    line = as_json(reply, base)
    assert "\n" not in line
    assert "咖啡" in line
    assert json.loads(line) == {
        "question": "咖啡?",
        "language": "zh",
        "status": "found",
        "matches": [{"id": "caffeine", "score": 93.3}, {"id": "choosing", "score": 5.0}],
        "answered": ["caffeine"],
        "frameworks": ["coffee", "tea"],
        "text": render(reply, base),
    }


def test_json_answers_nothing_unless_found(small_base: SmallBase) -> None:
    """What was not found is not answered, but its matches are there."""
    base = small_base.load()
    question = Question(text="?", language=Language.EN)
    matches = (Match(id="choosing", score=40.0),)
    for reply, status in (
        (
            Unsure(
                question=question,
                language=Language.EN,
                matches=matches,
                frameworks=("tea", "coffee"),
                candidates=(base.criteria["choosing"],),
            ),
            "unsure",
        ),
        (
            Unknown(
                question=question,
                language=Language.EN,
                matches=matches,
                frameworks=("tea", "coffee"),
            ),
            "unknown",
        ),
    ):
        answer = json.loads(as_json(reply, base))
        assert (answer["status"], answer["answered"]) == (status, [])
        assert answer["matches"] == [{"id": "choosing", "score": 40.0}]


def test_json_explains_on_request(small_base: SmallBase) -> None:
    """Each match gets its evidence where that is asked for, and so does what speaks against all."""
    base = small_base.load()
    reply = Unknown(
        question=Question(text="?", language=Language.EN),
        language=Language.EN,
        matches=(Match(id="choosing", score=40.0),),
        frameworks=("tea", "coffee"),
    )
    told = json.loads(as_json(reply, base, explain=True))
    assert told["matches"] == [{"id": "choosing", "score": 40.0, "evidence": []}]
    assert told["against"] is None
    told = json.loads(as_json(replace(reply, against=Match(id="x", score=9)), base, explain=True))
    assert told["against"] == {"id": "x", "score": 9, "evidence": []}


def test_status_of_every_reply_is_known() -> None:
    """Each kind of reply has a name and an exit status."""
    assert {name: int(status) for name, status in STATUS.values()} == {
        "found": Exit.OK,
        "unsure": 2,
        "unknown": 3,
    }


@pytest.mark.parametrize(
    ("raw", "texts"),
    [
        (b"", []),
        (b"a\nb", ["a", "b"]),
        (b"a\n\nb\n", ["a", "", "b"]),
        (b"a\r\nb\rc\n", ["a\r", "b\rc"]),
        (b"a\x0b\x0c\x1c\xc2\x85\xe2\x80\xa8b\n", ["a\x0b\x0c\x1c\x85\u2028b"]),
        (b"\xff\xfe\n\xe5\n", ["\ufffd\ufffd", "\ufffd"]),
        (b"\xed\xa0\x80\n", ["\ufffd\ufffd\ufffd"]),
        ("调试\n".encode(), ["调试"]),
        (b"a\0b\n", ["a\0b"]),
    ],
)
def test_questions_end_with_a_line_feed_and_nothing_else(raw: bytes, texts: list[str]) -> None:
    """Only LF ends a question, an empty line is one, and bad bytes become U+FFFD."""
    assert list(questions(io.BytesIO(raw))) == texts


@given(st.binary())
def test_questions_of_any_bytes_can_be_written(raw: bytes) -> None:
    """Whatever comes in, there is one question a line and each can be encoded."""
    texts = list(questions(io.BytesIO(raw)))
    assert len(texts) == raw.count(b"\n") + (not raw.endswith(b"\n") and raw != b"")
    for text in texts:
        text.encode()


@pytest.mark.parametrize(
    ("argument", "text"),
    [("调试", "调试"), ("a\udcffb", "a\ufffdb"), ("\ud800", "\ufffd\ufffd\ufffd"), ("", "")],
)
def test_argument_is_readable_whatever_it_holds(argument: str, text: str) -> None:
    """Bytes that are no UTF-8, and surrogates, become U+FFFD."""
    assert readable(argument) == text
