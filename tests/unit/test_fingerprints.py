import pytest

from knowledge.fingerprints import Fingerprints, fingerprint


def test_texts_are_numbered_from_zero() -> None:
    """Each text has one number, however often it comes; others have none."""
    known = Fingerprints(map(fingerprint, ["a", "b", "a", "调试"]))

    assert len(known) == 3
    assert {known.number(text) for text in ("a", "b", "调试")} == {0, 1, 2}
    assert known.number("c") is None
    assert known.numbers([fingerprint("b")])[0] == known.number("b")
    assert Fingerprints([]).number("a") is None


@pytest.mark.parametrize("text", ["of", "no", "te", "re"])
def test_two_letters_are_no_han_character(text: str) -> None:
    """Both have the same bytes in memory, so the same hash as strings."""
    han = text.encode().decode("utf-16-le")

    assert hash(han) == hash(text)
    assert fingerprint(han) != fingerprint(text)


def test_half_a_character_has_a_fingerprint() -> None:
    """Any text may be looked up."""
    assert fingerprint("\ud800") != fingerprint("\ud801")
