"""What every matcher is given: the texts of each class, shipped or made up, and the questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.evaluation import Row, read_rows
from knowledge import Criterion, KnowledgeBase, Language, load

ROOT = Path(__file__).parents[1]
KNOWLEDGE = ROOT / "knowledge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """The texts of a knowledge base beside the classes they stand for, in one flat list each."""

    knowledge: KnowledgeBase
    texts: tuple[str, ...]
    classes: tuple[str, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """The classes that are no criteria: the kinds of messages which are not answered."""
        return frozenset(self.knowledge.out_of_scope)


def corpus(knowledge: KnowledgeBase) -> Corpus:
    """Lay out the texts of *knowledge*: those of the criteria, then those of the kinds."""
    texts = {criterion.id: _criterion(criterion) for criterion in knowledge.criteria.values()}
    texts |= {kind.id: _flat(kind.examples) for kind in knowledge.out_of_scope.values()}
    return Corpus(
        knowledge=knowledge,
        texts=tuple(text for several in texts.values() for text in several),
        classes=tuple(name for name, several in texts.items() for _ in several),
    )


def shipped() -> Corpus:
    """Return the knowledge base of this repository."""
    return corpus(load(KNOWLEDGE))


def questions(file: Path, known: KnowledgeBase) -> list[Row]:
    """Read labelled questions whose ids *known* has."""
    return read_rows(file.read_text(encoding="utf-8"), file.name, known.criteria)


def _criterion(criterion: Criterion) -> Sequence[str]:
    several = (criterion.aliases, criterion.questions)
    return (criterion.id, *criterion.title.values(), *(t for each in several for t in _flat(each)))


def _flat(texts: Mapping[Language, tuple[str, ...]]) -> Sequence[str]:
    return tuple(text for several in texts.values() for text in several)
