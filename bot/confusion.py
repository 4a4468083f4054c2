"""Texts that would lead astray: taught in two places, or taken for another criterion's."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.exits import Exit
from knowledge import Answerer, Found, KnowledgeBase, Language, Question, Unknown
from knowledge.text import normalize

FOLDS = 5
"""Each text is judged by an index of four fifths of the others: a text always finds itself."""
SHOWN = 3
NOBODY = "nobody's"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """A text that teaches to recognize `owner`, a criterion or a kind of message, and its place."""

    owner: str
    part: str
    language: Language
    place: int
    text: str

    def __str__(self) -> str:
        return f"{self.owner}: {self.part}.{self.language}[{self.place}]: {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """A text that an index without it takes for another's: a criterion's, a kind's or nobody's."""

    taught: Taught
    taken_for: str


def taught(knowledge: KnowledgeBase) -> Iterator[Taught]:
    """Yield all aliases, questions and examples."""
    for criterion in knowledge.criteria.values():
        for part, texts in (("aliases", criterion.aliases), ("questions", criterion.questions)):
            yield from _texts(criterion.id, part, texts)
    for kind in knowledge.out_of_scope.values():
        yield from _texts(kind.id, "examples", kind.examples)


def collisions(texts: Iterable[Taught]) -> list[tuple[Taught, ...]]:
    """Return the texts that stand, in whatever form, where they teach different things."""
    alike: defaultdict[str, list[Taught]] = defaultdict(list)
    for each in texts:
        alike[normalize(each.text)].append(each)
    return [tuple(same) for same in alike.values() if len({each.owner for each in same}) > 1]


def confusions(knowledge: KnowledgeBase) -> Iterator[Confusion]:
    """Yield the texts that are answered or refused wrongly by an index that lacks them."""
    for fold in range(FOLDS):
        answerer = Answerer(_without(knowledge, fold))
        for each in taught(knowledge):
            if each.place % FOLDS == fold:
                taken_for = _taken_for(answerer, each)
                if taken_for not in (None, each.owner):
                    yield Confusion(taught=each, taken_for=taken_for or NOBODY)


def check_confusion(knowledge: KnowledgeBase) -> tuple[Exit, str]:
    """List collisions, which are problems, and who is taken for whom, most often first."""
    found = sorted(confusions(knowledge), key=_pair)
    pairs = [(pair, list(several)) for pair, several in groupby(found, key=_pair)]
    pairs.sort(key=lambda each: -len(each[1]))
    lines = [line for pair, several in pairs for line in _described(*pair, several)]
    same = collisions(taught(knowledge))
    lines += ("taught twice: " + " = ".join(map(str, each)) for each in same)
    count = sum(1 for _ in taught(knowledge))
    lines.append(
        f"{len(found)} of {count} texts are taken for another's, {len(same)} are taught twice"
    )
    return Exit.PROBLEMS if same else Exit.OK, "\n".join(lines)


def _texts(owner: str, part: str, texts: Mapping[Language, tuple[str, ...]]) -> Iterator[Taught]:
    for language, several in texts.items():
        for place, text in enumerate(several):
            yield Taught(owner=owner, part=part, language=language, place=place, text=text)


def _without(knowledge: KnowledgeBase, fold: int) -> KnowledgeBase:
    """Return *knowledge* without every fifth text, from the one at *fold* on."""

    def left(texts: Mapping[Language, tuple[str, ...]]) -> Mapping[Language, tuple[str, ...]]:
        return {
            language: tuple(t for place, t in enumerate(several) if place % FOLDS != fold)
            for language, several in texts.items()
        }

    criteria = {
        name: replace(each, aliases=left(each.aliases), questions=left(each.questions))
        for name, each in knowledge.criteria.items()
    }
    kinds = {
        name: replace(each, examples=left(each.examples))
        for name, each in knowledge.out_of_scope.items()
    }
    return replace(knowledge, criteria=criteria, out_of_scope=kinds)


def _taken_for(answerer: Answerer, taught: Taught) -> str | None:
    """Return whose a text seems to be, None where that is left open or no criterion's at all."""
    reply = answerer.answer(Question(text=taught.text, language=taught.language))
    match reply:
        case Found(criteria=criteria):
            return criteria[0].id
        case Unknown(kind=kind) if taught.owner in answerer.knowledge.criteria:
            return kind.id if kind else NOBODY
        case _:
            return None


def _pair(confusion: Confusion) -> tuple[str, str]:
    return confusion.taught.owner, confusion.taken_for


def _described(owner: str, other: str, several: Sequence[Confusion]) -> Iterator[str]:
    yield f"{owner} taken for {other}: {len(several)}"
    yield from (f"  {each.taught}" for each in several[:SHOWN])
