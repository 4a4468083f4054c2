"""Chinese words that sound the same: what an input method offers beside the word that was meant."""

from array import array
from collections.abc import Iterable
from functools import cache, cached_property
from itertools import accumulate, islice
from pathlib import Path

from knowledge.fingerprints import Groups, fingerprint, group
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
        self._words = "".join(f"{word} " for word in words if is_han(word))

    @cached_property
    def _by_sound(self) -> Groups:
        """The sounds, and where in the string the words begin that sound so."""
        words = self._words.split()
        begins = accumulate((len(word) + 1 for word in words), initial=0)
        sounds = array("q", map(fingerprint, map(sound, words)))
        return group(sounds, array("I", islice(begins, len(words))))

    def prepare(self) -> None:
        """Make the table now."""
        _ = self._by_sound

    def known(self, word: str) -> str | None:
        """Return a known word that sounds like *word*, None where there is none."""
        if word.isascii():
            return None
        sounds, starts, (begins,) = self._by_sound
        number = sounds.number(sound(word))
        if number is None:
            return None
        begin = begins[starts[number]]  # Of two that sound alike the commoner one is meant.
        return self._words[begin : self._words.find(" ", begin)]
