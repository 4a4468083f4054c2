"""From a question to a reply: found, unsure or unknown."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, TypeAlias, TypedDict

from knowledge.completion import Completion
from knowledge.language import Language
from knowledge.matcher import CERTAIN, Match, Matcher, Ranking
from knowledge.model import Criterion, KnowledgeBase, OutOfScope
from knowledge.text import clauses

SURE: Final = 70.0
"""Likelihood (0 to 100) of any answer from which the best criterion may be the answer."""
LEADING: Final = 0.5
"""Share of that likelihood from which it is the answer, not one of several that may be."""
PLAIN: Final = 90.0
"""Score from which a question is answered though none of its words tells something by itself."""
IN_SCOPE: Final = 30.0
"""Likelihood (0 to 100) of any answer from which a question is asked back, not refused."""
ALIKE: Final = 1.0
"""Resemblance from which an unknown question is said to be of another kind."""
MAX_CANDIDATES: Final = 5
MAX_SUGGESTIONS: Final = 25

FOUND_APART: Final = 60.0
"""Score from which a part of a question asks for something of its own."""
MAX_PARTS: Final = 4
"""Parts of a question that asks for two things: one with more is a list, or a story."""
MAX_JOINED: Final = 100
"""Characters of such a question, at most."""
LIKELY: Final = 3
"""Likeliest criteria of the whole question, of which both must be."""
HOLDING: Final = 0.6
"""Share of the first one's resemblance that the second must have in the whole question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody asked, and the language that the answer is wanted in."""

    text: str
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reply:
    """
    What every reply carries.

    `language` is the one wanted, or the first that the knowledge base speaks. `matches` are the
    best criteria, best first, at most `MAX_CANDIDATES`, empty where nothing is shared.
    `frameworks` are all framework ids, those that the question names first. `scope` is how likely
    any criterion answers, 0 to 100, `against` the likeliest kind of message that none does.
    """

    question: Question
    language: Language
    matches: tuple[Match, ...]
    frameworks: tuple[str, ...]
    scope: float = CERTAIN
    against: Match | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(_Reply):
    """One criterion answers the question, or two where two were asked for."""

    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure(_Reply):
    """One of these criteria may answer the question, likeliest first."""

    candidates: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown(_Reply):
    """No criterion answers the question; `kind` tells what it is instead, where that is known."""

    kind: OutOfScope | None = None


Reply: TypeAlias = Found | Unsure | Unknown


class _Common(TypedDict):
    """The fields that every kind of reply has."""

    question: Question
    language: Language
    matches: tuple[Match, ...]
    frameworks: tuple[str, ...]
    scope: float
    against: Match | None


class Answerer:
    """Answers questions from one knowledge base. Immutable, so it may be shared and swapped."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.knowledge = knowledge
        self._matcher = Matcher(knowledge)

    def prepare(self) -> None:
        """Index the texts now (a second or a few), not at the first question that needs it."""
        self._matcher.prepare()

    def answer(self, question: Question, *, about: tuple[Criterion, ...] = ()) -> Reply:
        """
        Answer *question*, which may follow up on an answer *about* one or two criteria.

        It does where it asks for nothing of its own but names one framework ("and in that one?").
        Never raises, whatever the text is.
        """
        knowledge = self.knowledge
        ranking = self._matcher.rank(question.text)
        asked = self._asked(question.text, ranking)
        if len(ranking.frameworks) == 1 and not (asked and ranking.telling):
            asked = tuple(Match(id=each.id, score=CERTAIN) for each in about) or asked
        others = (match for match in ranking.matches if match.id not in {each.id for each in asked})
        matches = tuple(_falling((*asked, *others)[:MAX_CANDIDATES]))
        common = _Common(
            question=question,
            language=knowledge.speak(question.language),
            matches=matches,
            frameworks=tuple(dict.fromkeys((*ranking.frameworks, *knowledge.frameworks))),
            scope=ranking.scope,
            against=ranking.against,
        )
        if asked:
            return Found(**common, criteria=tuple(knowledge.criteria[each.id] for each in asked))
        if ranking.scope >= IN_SCOPE:
            candidates = tuple(knowledge.criteria[match.id] for match in matches)
            return Unsure(**common, candidates=candidates)
        against = ranking.against
        if against is None or against.resemblance < ALIKE:
            return Unknown(**common)
        return Unknown(**common, kind=knowledge.out_of_scope[against.id])

    def suggest(self, query: str, language: Language) -> tuple[Criterion, ...]:
        """
        Return the criteria that *query* may become, best first, at most `MAX_SUGGESTIONS`.

        First come names in *language* that begin with it, then those with a later word that does,
        then what it resembles; for an empty one all, in the order of the data.
        """
        found = self._completion.complete(query, self.knowledge.speak(language))
        found += [match.id for match in self._matcher.rank(query).matches]
        best = list(dict.fromkeys(found))[:MAX_SUGGESTIONS]
        return tuple(self.knowledge.criteria[name] for name in best)

    @cached_property
    def _completion(self) -> Completion:
        return Completion(self.knowledge)

    def _asked(self, text: str, ranking: Ranking) -> tuple[Match, ...]:
        """Return what to answer: two matches where two parts of *text* each ask for their own."""
        first = next(iter(ranking.matches), None)
        if first is None:
            return ()
        if first.score == CERTAIN:
            return (first,)
        named = self._named(text)
        if named or ranking.scope < SURE:
            return named
        leads = first.score >= (LEADING * ranking.scope if ranking.telling else PLAIN)
        best: tuple[Match, ...] = (first,) if leads else ()
        least = HOLDING * first.resemblance
        likely = {match.id for match in ranking.matches[:LIKELY] if match.resemblance >= least}
        if len(likely) < 2:
            return best
        apart = [match for match in self._asked_apart(text) if match.id in likely]
        if len(apart) < 2 or (best and best[0].id not in {match.id for match in apart}):
            return best
        return tuple(sorted(apart, key=lambda match: bool(best) and match.id != best[0].id))[:2]

    def _named(self, text: str) -> tuple[Match, ...]:
        """Return two criteria where *text* is nothing but a name of each: speed and debugging."""
        parts = clauses(text) if len(text) <= MAX_JOINED else ()
        named = {match.id: match for match in map(self._matcher.name, parts) if match}
        return tuple(named.values()) if len(named) == len(parts) == 2 else ()

    def _asked_apart(self, text: str) -> list[Match]:
        """Return what the parts of *text* ask for, each clearly and on its own, in their order."""
        parts = clauses(text)
        found: dict[str, Match] = {}
        if len(text) <= MAX_JOINED and 1 < len(parts) <= MAX_PARTS:
            for part in parts:
                best = next(iter(self._matcher.rank(part).matches), None)
                # A part that resembles nothing holds only names of frameworks.
                if best and best.resemblance and best.score >= FOUND_APART:
                    found.setdefault(best.id, best)
        return list(found.values())


def _falling(matches: Iterable[Match]) -> Iterator[Match]:
    """Yield *matches* with scores that never rise: parts of a question are ranked on their own."""
    ceiling = CERTAIN
    for match in matches:
        yield match if match.score <= ceiling else replace(match, score=ceiling)
        ceiling = min(ceiling, match.score)
