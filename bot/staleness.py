"""Facts that were not looked at for long."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.exits import Exit
from knowledge import KnowledgeBase

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class StaleFact:
    """A fact whose evidence is from `as_of` (`YYYY-MM`), and where it stands."""

    as_of: str
    criterion: str
    framework: str
    place: int
    text: str

    def __str__(self) -> str:
        where = f"criteria/{self.criterion}.yaml: facts.{self.framework}[{self.place}]"
        return f"{self.as_of}  {where}: {self.text}"


def stale_facts(knowledge: KnowledgeBase, *, months: int, today: date) -> list[StaleFact]:
    """Return the facts whose evidence is more than *months* older than *today*, oldest first."""
    return sorted(fact for fact in _facts(knowledge) if _age(fact.as_of, today) > months)


def check_staleness(knowledge: KnowledgeBase, *, months: int) -> tuple[Exit, str]:
    """List the facts of *knowledge* whose evidence is more than *months* old by now."""
    stale = stale_facts(knowledge, months=months, today=datetime.now(UTC).date())
    summary = f"{len(stale)} facts are older than {months} months"
    return Exit.PROBLEMS if stale else Exit.OK, "\n".join((*map(str, stale), summary))


def _facts(knowledge: KnowledgeBase) -> Iterator[StaleFact]:
    language = knowledge.profile.languages[0]
    for criterion in knowledge.criteria.values():
        for framework, facts in criterion.facts.items():
            for place, fact in enumerate(facts):
                yield StaleFact(
                    as_of=fact.as_of,
                    criterion=criterion.id,
                    framework=framework,
                    place=place,
                    text=fact.text[language],
                )


def _age(month: str, today: date) -> int:
    """Return how many months *month* is before that of *today*."""
    year, number = map(int, month.split("-"))
    return (today.year - year) * MONTHS_A_YEAR + today.month - number
