"""What a knowledge base consists of: immutable data, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from knowledge.language import Language, Localized

STRICT: dict[str, Any] = {"extra": "forbid"}
"""How the loader validates these classes: a key that is not a field is a mistake."""


class Verdict(StrEnum):
    """Whether a claim of the article still holds."""

    HOLDS = "holds"
    DATED = "dated"
    WRONG = "wrong"
    OPINION = "opinion"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """One of the things that are compared."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT

    id: str
    name: Localized
    colour: str
    homepage: str
    aliases: tuple[str, ...] = ()

    @property
    def rgb(self) -> int:
        """The colour as a number, 0x000000 to 0xFFFFFF."""
        return int(self.colour.removeprefix("#"), 16)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a fact comes from. `date` and `version` say which state of the page was read."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT

    id: str
    title: str
    url: str
    checked: str
    version: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One checkable statement about a framework, and the month of its evidence, `YYYY-MM`."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT

    text: Localized
    sources: tuple[str, ...]
    as_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleReading:
    """One claim of the article, and what became of it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT

    says: Localized
    verdict: Verdict
    note: Localized


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One point of comparison: the words by which it is found, and the facts for each framework."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT

    id: str
    title: Localized
    in_short: Localized
    facts: Mapping[str, tuple[Fact, ...]]
    aliases: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    questions: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    article: Mapping[str, tuple[ArticleReading, ...]] = field(default_factory=dict)
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfScope:
    """A kind of message that is not answered, with examples of it and the polite reply."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT

    id: str
    reply: Localized
    examples: Mapping[Language, tuple[str, ...]]
    chat: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The article that the knowledge started from."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT

    title: Localized
    publisher: Localized


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A heading in the list of criteria, and the ids below it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT

    title: Localized
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a knowledge base is, before its content: the file `knowledge.yaml`."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT

    name: Localized
    languages: tuple[Language, ...]
    overview: str | None = None
    article: Article | None = None
    examples: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeBase:
    """
    A whole, valid knowledge base. The mappings keep the order of the files.

    `version` is the same as long as the content of the files is; empty where it came from none.
    """

    profile: Profile
    frameworks: Mapping[str, Framework]
    sources: Mapping[str, Source]
    criteria: Mapping[str, Criterion]
    out_of_scope: Mapping[str, OutOfScope] = field(default_factory=dict)
    version: str = ""

    def speak(self, language: Language) -> Language:
        """Return *language* where the knowledge base has it, else its first one."""
        return language if language in self.profile.languages else self.profile.languages[0]

    @property
    def overview(self) -> Criterion | None:
        """The criterion that answers "A or B?", where the profile names one."""
        return self.criteria[self.profile.overview] if self.profile.overview else None
