"""The features of a text: what it has in common with another text that means the same."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import lru_cache
from operator import add
from pathlib import Path
from typing import Final, NamedTuple

# The Snowball project's own stemmer in C: 6 ms for 3,000 words, where its twin in Python takes 130.
import Stemmer  # type: ignore[import-not-found]  # It is compiled, and brings no type hints.

from knowledge.names import NAME
from knowledge.text import is_han

STOP: Final = 0.5
"""Weight of a word that says little (how, which); a word that says something weighs 1."""
PAIR: Final = 0.7
"""Weight of two neighbouring words taken as one, so that `data loader` is `dataloader`."""
LINK: Final = 0.5
"""Weight of two neighbouring words of which one or both say little: `used for`, `how fast`."""
END: Final = 0.3
"""Weight of what a text begins or ends with: how people ask is a hint to what they ask."""
CHARACTER: Final = 0.5
"""Weight of a single Han character."""
ACROSS: Final = 0.7
"""Weight of two Han characters in or beside a word that says little; other pairs weigh 1."""

BESIDE: Final = 0.4
"""Weight of a word and the name of a framework beside it, taken as one."""
BETWEEN: Final = 3
"""Han characters that are taken as one between two names, at most."""

_STOPWORDS = [
    word
    for line in Path(__file__).with_name("stopwords.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
]
_ENGLISH = frozenset(filter(str.isascii, _STOPWORDS))
_HAN = [word for word in _STOPWORDS if word not in _ENGLISH]
# The look-ahead spares the alternatives nearly everywhere: the file lists longer words first.
_CHINESE = re.compile(f"(?=[{''.join({word[0] for word in _HAN})}])(?:{'|'.join(_HAN)})")
_SEPARATOR = re.compile(r"[._]+")
_PART = re.compile(r"[^._]+")
_STEMMER = Stemmer.Stemmer("english", 0)


def stem(word: str) -> str:
    """
    Return the stem of a lower-case English word.

    >>> stem("compiler"), stem("compilation")
    ('compil', 'compil')
    """
    stemmed: str = _STEMMER.stemWord(word)
    return stemmed


def is_stopword(word: str) -> bool:
    """Tell whether the English *word* says little of what a text is about."""
    return word in _ENGLISH


def without_stopwords(words: Iterable[str]) -> Iterator[str]:
    """
    Yield *words* without what says little, in both languages.

    >>> list(without_stopwords(["how", "is", "debugging"])), list(without_stopwords(["调试怎么样"]))
    (['debugging'], ['调试'])
    """
    for word in words:
        if is_han(word):
            yield from filter(None, _CHINESE.split(word))
        elif not is_stopword(word):
            yield word


def parts_of(word: str) -> list[str]:
    """
    Return the parts of a dotted name, or the word itself.

    >>> parts_of("tf.train.load_checkpoint")
    ['tf', 'train', 'load', 'checkpoint']
    """
    return [part for part in _SEPARATOR.split(word) if part]


def mend_parts(word: str, mend: Callable[[str], str]) -> str:
    """
    Return a dotted name with each of its parts mended.

    >>> mend_parts("tf.daat", {"tf": "tf", "daat": "data"}.__getitem__)
    'tf.data'
    """
    return _PART.sub(lambda part: mend(part.group()), word)


class Word(NamedTuple):
    """The features of one Latin word, and its stems that pair with the words before and after."""

    weights: dict[str, float]
    first: str
    last: str


class Wording:
    """Reads the features of texts that were split into words; the words of *ignored* are none."""

    def __init__(self, ignored: Container[str] = ()) -> None:
        self._ignored = ignored
        # The same words come again and again.
        self.word = lru_cache(maxsize=2048)(self._read_latin)
        """Return the features of one Latin word."""

    def features(self, words: Sequence[str]) -> dict[str, float]:
        """
        Return the features of a text, each with its weight (above 0, up to 1).

        A Latin word gives its stem, a dotted name itself and its parts, two neighbours their
        stems in one; a run of Han characters gives its characters and the pairs of them. What
        stands beside the name of a framework gives both in one: `from X to Y` asks something else
        than `X or Y`, whatever the names are. How it begins and ends are features too.
        """
        weights: dict[str, float] = {}
        before = link = ""
        tells = False
        if NAME in words:
            weights.update(dict.fromkeys(_beside_names(words), BESIDE))
        for word in words:
            if word == NAME:
                link = ""
                continue
            if not word.isascii() and is_han(word):
                _add_han(weights, word)
                before = link = ""
                continue
            own, first, last = self.word(word)
            weights.update(own)
            if first:
                if before:
                    weights.setdefault(before + first, PAIR)
                before = last
            if link and not (first and tells):
                weights.setdefault(f"{link} {first or word}", LINK)
            link, tells = last or word, bool(first)
        for end in self._ends_of(words):
            weights.setdefault(end, END)
        return weights

    def _ends_of(self, words: Sequence[str]) -> Iterator[str]:
        """Yield what a text begins and ends with, where that is no name."""
        if words and words[0] != NAME:
            first = words[0]
            yield f"{first[:2] if is_han(first) else self.word(first).first or first}…"
        if words and words[-1] != NAME:
            last = words[-1]
            yield f"…{last[-2:] if is_han(last) else self.word(last).last or last}"

    def _read_latin(self, word: str) -> Word:
        if word in _ENGLISH:
            return Word({word: STOP}, "", "")
        if word.isalpha():
            key = stem(word)
            return Word({key: 1.0}, key, key)
        parts = [part for part in parts_of(word) if part not in self._ignored]
        weights = dict.fromkeys(filter(is_stopword, parts), STOP)
        stems = [stem(part) for part in parts if not is_stopword(part)]
        weights.update(dict.fromkeys(map(add, stems, stems[1:]), PAIR))
        weights.update(dict.fromkeys(stems, 1.0))
        if parts != [word]:
            weights[word] = 1.0
        return Word(weights, stems[0] if stems else "", stems[-1] if stems else "")


def _beside_names(words: Sequence[str]) -> Iterator[str]:
    """Yield what stands before and after each name, and alone between two."""
    for place, word in enumerate(words):
        if word == NAME:
            before = words[place - 1] if place else ""
            after, then = (*words[place + 1 : place + 3], "", "")[:2]
            if before:
                yield from (f"{end}{NAME}" for end in _ends(before, first=False))
            if after:
                yield from (f"{NAME}{end}" for end in _ends(after, first=True))
            if then == NAME and (len(after) <= BETWEEN or not is_han(after)):
                yield f"{NAME}{after}{NAME}"


def _ends(word: str, *, first: bool) -> tuple[str, ...]:
    """Return what a word begins or ends with: one and two Han characters, or a Latin stem."""
    if not is_han(word):
        return (stem(word),)
    return (word[:1], word[:2]) if first else (word[-1:], word[-2:])


def _add_han(weights: dict[str, float], run: str) -> None:
    """Add the features of a *run* of Han characters."""
    pairs = list(map(add, run, run[1:]))
    weights.update(dict.fromkeys(run, CHARACTER))
    weights.update(dict.fromkeys(pairs, 1.0))
    for match in _CHINESE.finditer(run):
        start, end = match.span()
        weights.update(dict.fromkeys(pairs[max(0, start - 1) : end], ACROSS))
        weights[match.group()] = STOP
