"""Texts as they come from a hurried keyboard: a slip in every word that says something."""

import random
import re
from pathlib import Path

import knowledge
from knowledge.features import is_stopword
from knowledge.language import HAN

_RUN = re.compile(rf"[A-Za-z]+|[{HAN}]+")
LONG = 4
"""Letters of a word in which slips are made, at least."""
OFFERED = 8
"""Characters of the same sound that an input method offers first."""


def _alike() -> dict[str, str]:
    """Return the characters that sound like each common one, itself among them."""
    lines = Path(knowledge.__file__).with_name("pinyin.tsv").read_text("utf-8").splitlines()
    return {
        each: several for several in (line.split("\t")[1] for line in lines) for each in several
    }


class Misspelling:
    """Makes slips: a Latin letter lost, doubled or swapped, a Han character lost or misheard."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - no secret
        self._alike = _alike()

    def __call__(self, text: str) -> str:
        """Return *text* with a slip in each long word and in every two Han characters."""
        return _RUN.sub(lambda run: self._run(run.group()), text)

    def _run(self, run: str) -> str:
        if run.isascii():
            return run if len(run) < LONG or is_stopword(run.lower()) else self._latin(run)
        return "".join(self._han(run[place : place + 2]) for place in range(0, len(run), 2))

    def _latin(self, word: str) -> str:
        place = self._random.randrange(1, len(word) - 1)
        before, letter, after = word[:place], word[place], word[place + 1 :]
        return before + self._random.choice(
            (after, letter * 2 + after, after[0] + letter + after[1:])
        )

    def _han(self, pair: str) -> str:
        if len(pair) < 2:
            return pair
        place = self._random.randrange(2)
        offered = self._alike.get(pair[place], "").replace(pair[place], "")[:OFFERED]
        slip = self._random.choice(offered) if offered and self._random.random() < 0.5 else ""
        return pair[:place] + slip + pair[place + 1 :]
