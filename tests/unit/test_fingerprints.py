from array import array
from itertools import pairwise
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.fingerprints import fingerprint, group


def test_what_is_said_of_one_text_stands_together() -> None:
    """Each text has one number, however often it comes; others have none."""
    words = ["a", "b", "a", "调试", "a"]
    texts, starts, (places,) = group(array("q", map(fingerprint, words)), array("I", range(5)))

    said = {
        word: list(places[starts[n] : starts[n + 1]])
        for word in words
        if (n := texts.number(word)) is not None
    }
    assert said == {"a": [0, 2, 4], "b": [1], "调试": [3]}
    assert len(texts) == 3
    assert texts.number("c") is None


def test_nothing_is_known_of_no_text() -> None:
    """An empty knowledge base has an index as well."""
    texts, starts, (said,) = group(array("q"), array("f"))

    assert texts.number("a") is None
    assert (len(texts), list(starts), list(said)) == (0, [0], [])


@given(st.lists(st.integers(-(2**63), 2**63 - 1) | st.integers(-3, 3), max_size=40), st.data())
def test_many_texts_are_parted_and_found(fingerprints: list[int], data: st.DataObject) -> None:
    """However their fingerprints are spread, and wherever they are parted."""
    part, near = data.draw(st.integers(1, 9)), data.draw(st.integers(1, 9))
    with patch.multiple("knowledge.fingerprints", PART=part, NEAR=near):
        texts, starts, (places,) = group(
            array("q", fingerprints), array("I", range(len(fingerprints)))
        )
    expected = [
        [place for place, each in enumerate(fingerprints) if each == one]
        for one in sorted(set(fingerprints))
    ]
    assert [list(places[start:end]) for start, end in pairwise(starts)] == expected
    with patch("knowledge.fingerprints.fingerprint", int):
        found = [texts.number(str(one)) for one in sorted(set(fingerprints))]
    assert found == list(range(len(expected)))


@pytest.mark.parametrize("text", ["of", "no", "te", "re"])
def test_two_letters_are_no_han_character(text: str) -> None:
    """Both have the same bytes in memory, so the same hash as strings."""
    han = text.encode().decode("utf-16-le")

    assert hash(han) == hash(text)
    assert fingerprint(han) != fingerprint(text)


def test_half_a_character_has_a_fingerprint() -> None:
    """Any text may be looked up."""
    assert fingerprint("\ud800") != fingerprint("\ud801")
