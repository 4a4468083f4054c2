"""What the Latin words of a question stand for, though they are misspelt or grown together."""

import pytest

from knowledge.vocabulary import Vocabulary

KNOWN = Vocabulary(["slow", "data", "deployment", "memory", "loader", "crate", "crane", "mode"])


@pytest.mark.parametrize(
    ("word", "stands_for"),
    [
        ("deplyment", ("deployment",)),
        ("memoory", ("memory",)),
        ("solw", ("slow",)),
        ("dataloader", ("data", "loader")),
        ("slaw", ("slaw",)),
        ("xyzzy", ("xyzzy",)),
    ],
)
def test_word_is_mended(word: str, stands_for: tuple[str, ...]) -> None:
    """A letter lost or doubled, two swapped even in a short word, two words grown together."""
    mended, certainty = KNOWN.mend(word)

    assert mended == stands_for
    assert 0 < certainty <= 1


def test_commonest_of_equally_near_words_is_meant() -> None:
    """The order in which the words are given decides, not the alphabet."""
    assert Vocabulary(["crate", "crane"]).mend("crase")[0] == ("crate",)
    assert Vocabulary(["crane", "crate"]).mend("crase")[0] == ("crane",)


@pytest.mark.parametrize(("part", "known"), [("daat", "data"), ("data", "data"), ("qq", "qq")])
def test_part_of_a_dotted_name_is_mended(part: str, known: str) -> None:
    """Only by one word: what is no word stays as it is."""
    assert KNOWN.mend_part(part) == known
