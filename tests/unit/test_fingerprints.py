import pytest

from knowledge.fingerprints import Fingerprints, fingerprint


def test_texts_have_their_numbers() -> None:
    """Each text has the number that it was given; others have none."""
    known = Fingerprints({fingerprint(text): number for number, text in enumerate("abc")})

    assert len(known) == 3
    assert [known.number(text) for text in "cabd"] == [2, 0, 1, None]
    assert Fingerprints({}).number("a") is None


@pytest.mark.parametrize("text", ["of", "no", "te", "re"])
def test_two_letters_are_no_han_character(text: str) -> None:
    """Both have the same bytes in memory, so the same hash as strings."""
    han = text.encode().decode("utf-16-le")

    assert hash(han) == hash(text)
    assert fingerprint(han) != fingerprint(text)


def test_half_a_character_has_a_fingerprint() -> None:
    """Any text may be looked up."""
    assert fingerprint("\ud800") != fingerprint("\ud801")
