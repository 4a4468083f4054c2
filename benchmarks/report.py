"""Everything that one run measured, as text and as JSON."""

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib.metadata import version
from typing import Any

from benchmarks import floors, tables
from benchmarks.accuracy import Difference
from benchmarks.cell import Cell
from benchmarks.corpus import Corpus
from benchmarks.floors import Floor
from benchmarks.growth import Failed
from benchmarks.speed import Latency
from bot.evaluation import Rate

PACKAGES = ("rapidfuzz", "bm25s", "jieba", "scikit-learn", "numpy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """How everybody did on some of the questions, and by how much ours is `ahead` of each."""

    rates: Mapping[str, Mapping[str, Rate]]
    ahead: Mapping[str, Difference]


@dataclass(frozen=True, kw_only=True)
class Results:
    """What was measured; `unseen` are the groups that count, `long` is (ten words, by sort)."""

    corpus: Corpus
    questions: Mapping[str, int]
    accuracy: Mapping[str, Group]
    unseen: Sequence[str]
    speed: Mapping[int, Mapping[str, Latency]]
    long: tuple[float, Mapping[str, float]]
    libraries: Mapping[str, float]
    cells: Sequence[Cell | Failed]

    @cached_property
    def floors(self) -> list[Floor]:
        """What must hold, and whether it does."""
        rates = {name: group.rates for name, group in self.accuracy.items()}
        return [
            *floors.accuracy_floors(rates, self.unseen),
            *floors.speed_floors(self.speed),
            *floors.growth_floors(self.cells),
            floors.long_floor(*self.long),
        ]

    @property
    def made_up_cells(self) -> list[Cell | Failed]:
        """The cells of knowledge bases that were made up, so that they differ in size only."""
        shipped = len(self.corpus.knowledge.criteria)
        return [cell for cell in self.cells if cell.criteria != shipped]

    def __str__(self) -> str:
        """Return all tables, and the floors."""
        parts = [
            f"{name} ({next(iter(group.rates.values()))['strict'].of} questions)\n"
            f"{tables.accuracy_table(group.rates, group.ahead)}"
            for name, group in self.accuracy.items()
        ]
        parts += [
            f"One question over {size:,} criteria\n{tables.speed_table(latencies)}"
            for size, latencies in self.speed.items()
        ]
        parts.append(f"Growth\n{tables.growth_table(self.cells)}")
        short, long = self.long
        sorts = (
            (sort, f"{taken:.2f}") for sort, taken in ({"ten words": short} | dict(long)).items()
        )
        parts.append(tables.table(("4,000 characters, ours", "ms"), sorts))
        parts.append("\n".join(map(str, self.floors)))
        return "\n\n".join(parts)

    def json(self) -> str:
        """Return the figures, and what they were measured on."""
        knowledge = self.corpus.knowledge
        whole = {
            "made": {
                "python": platform.python_version(),
                "packages": {name: version(name) for name in PACKAGES},
                "criteria": len(knowledge.criteria),
                "kinds": len(knowledge.out_of_scope),
                "texts": len(self.corpus.texts),
                "questions": self.questions,
            },
            "accuracy": {name: _group(group) for name, group in self.accuracy.items()},
            "speed_ms": {size: _asdicts(each) for size, each in self.speed.items()},
            "long_ms": {"ten words": self.long[0], **self.long[1]},
            "libraries_mib": self.libraries,
            "growth": [asdict(each) for each in self.cells if isinstance(each, Cell)],
            "failed": [asdict(each) for each in self.cells if isinstance(each, Failed)],
            "floors": [asdict(each) for each in self.floors],
        }
        return json.dumps(_rounded(whole), indent=1, ensure_ascii=False) + "\n"


def _group(group: Group) -> dict[str, Any]:
    return {
        name: {measure: _rate(rate) for measure, rate in rates.items()}
        | ({"ours less it": asdict(group.ahead[name])} if name in group.ahead else {})
        for name, rates in group.rates.items()
    }


def _rate(rate: Rate) -> dict[str, Any]:
    return {"percent": rate.percent, "interval": rate.interval, "of": rate.of}


def _asdicts(several: Mapping[str, Latency]) -> dict[str, Any]:
    return {name: asdict(each) for name, each in several.items()}


def _rounded(value: Any) -> Any:
    """Return *value* with four significant digits in every number that is no count."""
    match value:
        case float():
            return float(f"{value:.4g}")
        case dict():
            return {key: _rounded(each) for key, each in value.items()}
        case list() | tuple():
            return [_rounded(each) for each in value]
        case _:
            return value
