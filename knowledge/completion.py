"""What a few typed letters may become."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import TypeAlias

from knowledge.language import Language
from knowledge.model import KnowledgeBase
from knowledge.text import excerpt, normalize

_LAST = chr(0x10FFFF)
_Entry: TypeAlias = tuple[str, int, int]
"""The beginning of a name, its rank (0 is best), and the place of its criterion in the data."""


class Completion:
    """The titles and aliases of all criteria, by each of their words."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._ids = tuple(knowledge.criteria)
        self._entries: dict[Language, list[_Entry]] = {
            language: [] for language in knowledge.profile.languages
        }
        for order, criterion in enumerate(knowledge.criteria.values()):
            for language, entries in self._entries.items():
                title = normalize(criterion.title[language])
                begun = set(_beginnings(title, order, alias=False))
                for alias in criterion.aliases.get(language, ()):
                    begun |= set(_beginnings(normalize(alias), order, alias=True))
                entries += begun
        for entries in self._entries.values():
            entries.sort()

    def complete(self, query: str, language: Language) -> list[str]:
        """
        Return the ids of the criteria that *query* begins to name in *language*.

        First come those whose title begins with it, then those whose alias does, then those in
        whose title or alias a later word does; among equals the order of the data decides. For an
        empty query all ids are returned.
        """
        prefix = normalize(excerpt(query))
        entries = self._entries[language]
        if not prefix:
            return list(self._ids)
        begin = bisect_left(entries, (prefix,))
        end = bisect_left(entries, (prefix + _LAST,))
        ranked = sorted({(rank, order) for _, rank, order in entries[begin:end]})
        return list(dict.fromkeys(self._ids[order] for _, order in ranked))


def _beginnings(name: str, order: int, *, alias: bool) -> Iterator[_Entry]:
    """Yield *name* and what is left of it from each later word on, with the rank of each."""
    yield name, int(alias), order
    for place, character in enumerate(name):
        if character == " ":
            yield name[place + 1 :], 2 + int(alias), order
