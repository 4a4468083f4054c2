"""Which criterion a question is about, how likely, and by which of its words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import islice
from typing import Final

from knowledge.calibration import FITTED, Calibration
from knowledge.corpus import Corpus, names_of
from knowledge.features import without_stopwords
from knowledge.model import KnowledgeBase
from knowledge.names import NAME, FrameworkNames, Reading
from knowledge.pinyin import Homophones
from knowledge.reading import Said, Term
from knowledge.text import clauses, excerpt, join, normalize, words

CERTAIN: Final = 100.0
CLEAR: Final = 90.0
"""Score from which small words beside two names ask for more than how the two compare."""
POSSIBLE: Final = 1.0
"""Likelihood of any answer from which a name beside words that say little is asked for."""
MOST: Final = 10
"""Criteria that a ranking holds, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """
    A criterion, or a kind of other message, that a question may be.

    `score` is how likely that is, 0 to 100; `resemblance` (0 upwards) is what its texts have in
    common with the question, 0 where that holds no word but the names of frameworks.
    """

    id: str
    score: float
    resemblance: float = 0.0
    weigh: Callable[[], tuple[Term, ...]] = field(default=tuple, repr=False, compare=False)

    @property
    def evidence(self) -> tuple[Term, ...]:
        """The words that speak for it, weightiest first: told only when asked for."""
        return self.weigh()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """
    What a question may be about.

    `matches` stand best first; `scope` is how likely any criterion answers it, 0 to 100; `against`
    is the kind that it resembles most of all that no criterion answers; `frameworks` are those it
    names; `telling`, whether any of its other words says what it is about.
    """

    matches: tuple[Match, ...]
    scope: float
    against: Match | None
    frameworks: tuple[str, ...]
    telling: bool


class Matcher:
    """
    Ranks the criteria of a knowledge base by what their texts have in common with a question.

    Kinds of messages that no criterion answers compete with them. The texts are indexed when that
    is first needed: a criterion that is asked for by its very name is found without.
    """

    def __init__(self, knowledge: KnowledgeBase, calibration: Calibration = FITTED) -> None:
        self._knowledge = knowledge
        self._calibration = calibration
        self._names = FrameworkNames(knowledge.frameworks.values())
        self._exact: dict[str, str] = {}
        for criterion in knowledge.criteria.values():
            for name in names_of(criterion):
                self._exact.setdefault(normalize(name), criterion.id)

        self._sounding = Homophones(self._exact)

    @cached_property
    def corpus(self) -> Corpus:
        """The texts of the knowledge base, indexed at the first use."""
        return Corpus(self._knowledge, self._names)

    def prepare(self) -> None:
        """Index the texts now, and make what only some questions need."""
        self.corpus.prepare()
        self._sounding.prepare()

    def rank(self, text: str) -> Ranking:
        """Return what *text* may be about. Never raises."""
        tokens = words(excerpt(text))
        reading = self._names.read(tokens)
        whole, written = join(tokens), join(reading.tokens)
        for form in (whole, written):
            if form in self._exact:
                return self._named(form, reading)
        asked = self.corpus.example(whole)
        if asked:
            return _certain(asked, reading, Term(whole, whole, 1.0))
        said = self.corpus.read(reading)
        for known in (said.rest, self._sounding.known(written) or ""):
            if known in self._exact:
                return _certain(self._exact[known], reading, Term(written, known, 1.0))
        ranking = self._weigh(said)
        bare = join(without_stopwords(words(said.rest)))
        if bare in self._exact and ranking.scope >= POSSIBLE:
            return self._named(bare, reading)
        overview = self._knowledge.overview
        if overview and self._compares_all(said) and not _is_clear(ranking):
            return _certain(overview.id, reading)
        return ranking

    def name(self, text: str) -> Match | None:
        """Return the criterion of which *text* is a name and nothing else."""
        form = normalize(text)
        if form not in self._exact:
            return None
        return self._named(form, self._names.read(words(text))).matches[0]

    def _named(self, form: str, reading: Reading) -> Ranking:
        return _certain(self._exact[form], reading, Term(form, form, 1.0))

    def _compares_all(self, said: Said) -> bool:
        """Tell whether nothing is asked but how frameworks compare: one by its name alone."""
        if len(said.frameworks) > 1:
            return not said.telling
        return bool(said.frameworks) and not clauses(said.rest)

    def _weigh(self, said: Said) -> Ranking:
        """Rank by resemblance what is not asked for by name."""
        seen = self.corpus.compare(said)
        resemblances = list(seen.criteria.values())
        kind, alike = next(iter(seen.kinds.items()), ("", 0.0))
        # Words that say nothing, beside the name of a framework, make no other kind of message.
        counts = said.telling or not said.frameworks
        scope = self._calibration.scope(
            criteria=resemblances,
            kind=alike if counts else 0.0,
            lean=seen.lean if counts else 0.0,
            frameworks=len(said.frameworks),
        )
        if not resemblances:
            scope = 0.0

        def match(name: str, likelihood: float, resemblance: float) -> Match:
            return Match(
                id=name,
                score=CERTAIN * likelihood,
                resemblance=resemblance,
                weigh=partial(self.corpus.evidence, said, seen.told, name),
            )

        shares = self._calibration.shares(resemblances)
        ranked = islice(zip(seen.criteria, shares, resemblances, strict=True), MOST)
        return Ranking(
            matches=tuple(match(name, scope * share, alike) for name, share, alike in ranked),
            scope=CERTAIN * scope,
            against=match(kind, 1 - scope, alike) if kind else None,
            frameworks=said.frameworks,
            telling=said.telling,
        )


def _is_clear(ranking: Ranking) -> bool:
    """Tell whether what stands beside names asks for something: "from one to another"."""
    best = next(iter(ranking.matches), None)
    return (
        best is not None
        and best.score >= CLEAR
        and any(NAME in term.known for term in best.evidence)
    )


def _certain(name: str, reading: Reading, *evidence: Term) -> Ranking:
    resemblance = sum(term.weight for term in evidence)
    match = Match(id=name, score=CERTAIN, resemblance=resemblance, weigh=lambda: evidence)
    return Ranking(
        matches=(match,),
        scope=CERTAIN,
        against=None,
        frameworks=reading.frameworks,
        telling=bool(evidence),
    )
