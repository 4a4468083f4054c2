"""Chinese words that sound the same: what an input method offers beside the word that was meant."""

from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path

from knowledge.text import is_han


@cache
def _sounds() -> dict[str, str]:
    """Return the sound of every common character (`benchmarks/make_pinyin.py` made the file)."""
    lines = Path(__file__).with_name("pinyin.tsv").read_text("utf-8").splitlines()
    return {
        character: sound
        for sound, characters in (line.split("\t") for line in lines)
        for character in characters
    }


def sound(word: str) -> str:
    """
    Return how *word* sounds, without tones; a character that is not common sounds like itself.

    >>> sound("调试"), sound("调式")
    ('diao shi', 'diao shi')
    """
    return " ".join(_sounds().get(character, character) for character in word)


class Homophones:
    """Known words by their sound, the commonest first; the table is made when it is needed."""

    def __init__(self, words: Iterable[str]) -> None:
        # One string of them all takes a twentieth of what a string for each does.
        self._words = " ".join(filter(is_han, words))

    @cached_property
    def _by_sound(self) -> dict[str, str]:
        # Of two that sound alike the commoner one is meant, so it is written last.
        return {sound(word): word for word in reversed(self._words.split())}

    def prepare(self) -> None:
        """Make the table now."""
        _ = self._by_sound

    def known(self, word: str) -> str | None:
        """Return a known word that sounds like *word*, None where there is none."""
        return None if word.isascii() else self._by_sound.get(sound(word))
