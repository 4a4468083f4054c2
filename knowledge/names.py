"""Where a text names a framework, misspelt or not: evidence of its scope, never of a criterion."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from knowledge.model import Framework
from knowledge.spelling import Spelling
from knowledge.text import is_han, words

SIMILARITY: Final = 0.75
"""Share of its letters that a misspelt name keeps, at least."""
LONG: Final = 6
"""Letters of a name that is found misspelt or grown together: `tf` is in too many words."""

_END_OF_HEAD = re.compile(r"[._0-9]")


NAME: Final = "@"
"""Stands in a text where a framework was named: no word has this sign."""


class Reading(NamedTuple):
    """
    A text read for names: the frameworks by their first mention, and all its words.

    In `marked` one `NAME` stands for names that stood together.
    """

    frameworks: tuple[str, ...]
    marked: tuple[str, ...]

    @property
    def tokens(self) -> tuple[str, ...]:
        """The words that are no names."""
        return tuple(word for word in self.marked if word != NAME)


class FrameworkNames:
    """The ids, names and aliases of the frameworks, in every language."""

    def __init__(self, frameworks: Iterable[Framework]) -> None:
        self._latin: dict[tuple[str, ...], str] = {}
        self._han: dict[str, str] = {}
        for framework in frameworks:
            for name in (framework.id, *framework.name.values(), *framework.aliases):
                tokens = tuple(words(name))
                if all(map(is_han, tokens)):
                    self._han.setdefault("".join(tokens), framework.id)
                else:
                    self._latin.setdefault(tokens, framework.id)
        self._widths = {
            first: sorted({len(n) for n in self._latin if n[0] == first}, reverse=True)
            for first in {name[0] for name in self._latin}
        }
        self.words = {name[0]: of for name, of in self._latin.items() if len(name) == 1}
        """The names of one word in Latin letters, normalized, and whose they are."""
        self._long = [name for name in self.words if len(name) >= LONG]
        self._spelling = Spelling(self._long)
        longest_first = sorted(self._han, key=len, reverse=True)
        self._in_han = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
        # The same words come again and again, and nearly all are no names.
        self._look_within = lru_cache(maxsize=2048)(self._look_within_latin)

    def read(self, tokens: Sequence[str]) -> Reading:
        """Split the words of a text into the frameworks that it names and the others."""
        found: dict[str, None] = {}
        marked: list[str] = []
        skip = 0
        for position, token in enumerate(tokens):
            if skip:
                skip -= 1
                continue
            if token in self._widths:
                name, width = self._begins(tokens, position)
                if name:
                    found[name] = None
                    skip = width - 1
                    marked.append(NAME)
                    continue
            latin = token.isascii() or not is_han(token)
            named, words = self._look_within(token) if latin else self._look_within_han(token)
            marked += words
            for name in named:
                found[name] = None
        return Reading(tuple(found), _once(marked) if found else tuple(marked))

    def _begins(self, tokens: Sequence[str], position: int) -> tuple[str | None, int]:
        """Return the framework whose whole name begins at *position*, and how many words it has."""
        for width in self._widths[tokens[position]]:
            name = self._latin.get(tuple(tokens[position : position + width]))
            if name:
                return name, width
        return None, 1

    def _look_within_han(self, run: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the frameworks that a run of Han characters names, and its marked words."""
        if not self._in_han.search(run):
            return (), (run,)
        named = tuple(self._han[match.group()] for match in self._in_han.finditer(run))
        return named, _marked(self._in_han.split(run))

    def _look_within_latin(self, word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the frameworks that one word names, and its marked words."""
        head = word if word.isalpha() else _END_OF_HEAD.split(word, maxsplit=1)[0]
        whole = self.words.get(head) or self._misspelt(head)
        if whole:
            # A part of it (`tf.data`) and a version (`tf2`) say more than the name: they stay.
            return (whole,), (NAME,) if head == word else (NAME, word)
        for name in self._long:
            if name in word:
                return (self.words[name],), _marked(word.partition(name)[::2])
        return (), (word,)

    def _misspelt(self, word: str) -> str | None:
        nearest = self._spelling.nearest(word, SIMILARITY) if len(word) >= LONG else None
        return self.words[nearest[0]] if nearest else None


def _once(words: Sequence[str]) -> tuple[str, ...]:
    """Return *words* with one `NAME` where several stand together."""
    pairs = zip(words, ("", *words), strict=False)
    return tuple(word for word, before in pairs if word != NAME or before != NAME)


def _marked(parts: Iterable[str]) -> tuple[str, ...]:
    """Return *parts* with a `NAME` between each two of them."""
    between = (mark for part in parts for mark in (NAME, part) if mark)
    return tuple(between)[1:]
