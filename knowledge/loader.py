"""A directory of YAML files becomes a `KnowledgeBase`, or one error that lists every problem."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from knowledge.document import Document, Location, Problem, read
from knowledge.language import Language
from knowledge.model import (
    Criterion,
    Framework,
    KnowledgeBase,
    OutOfScope,
    Profile,
    Source,
)
from knowledge.review import Review

T = TypeVar("T")

MAX_ID = 32
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_EXTENSIONS = (".yaml", ".yml")


class KnowledgeError(Exception):
    """
    A knowledge base that cannot be used; `problems` lists all that is wrong with it.

    This is the only error of the core: that a question has no answer is a value, not an error.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def load(directory: Path) -> KnowledgeBase:
    """
    Load the knowledge base in *directory*.

    Raises:
        KnowledgeError: with every problem of every file, if there is any.
    """
    return _Loading(directory).finish()


class _Loading:
    """One run over one directory: collects problems until nothing more can be said."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.problems: list[Problem] = []
        self.languages: tuple[Language, ...] = tuple(Language)

    def finish(self) -> KnowledgeBase:
        if not self.directory.is_dir():
            what = "is no directory"
            remedy = "name the directory that holds knowledge.yaml"
            raise KnowledgeError([_about(self.directory, what, remedy)])
        profile_file = self.read("knowledge.yaml")
        profile = self.profile(profile_file) if profile_file else None
        frameworks_file = self.read("frameworks.yaml")
        frameworks = self.entries(frameworks_file, Framework, plain=("name",))
        sources_file = self.read("sources.yaml")
        sources = self.entries(sources_file, Source)
        scope_file = None
        if (self.directory / "out-of-scope.yaml").exists():
            scope_file = self.read("out-of-scope.yaml")
        out_of_scope = self.entries(scope_file, OutOfScope)
        criteria_files = dict(self.criteria_files())
        criteria = {
            name: criterion
            for name, document in criteria_files.items()
            if (criterion := self.value(document, Criterion, document.data, (), id=name))
        }
        if profile_file and profile and frameworks_file and sources_file:
            review = Review(self.languages, frameworks, sources)
            review.check_profile(profile_file, profile, criteria_files)
            for name, framework in frameworks.items():
                review.check_framework(frameworks_file, name, framework)
            for name, source in sources.items():
                review.check_source(sources_file, name, source)
            for name, criterion in criteria.items():
                review.check_criterion(criteria_files[name], criterion, criteria_files)
            if scope_file:
                for name, kind in out_of_scope.items():
                    review.check_out_of_scope(scope_file, name, kind, criteria)
            if len(criteria) == len(criteria_files):
                review.check_names(criteria, criteria_files)
                review.check_unused(sources_file)
            self.problems += review.problems
        if self.problems or profile is None:
            raise KnowledgeError(self.problems)
        return KnowledgeBase(
            profile=profile,
            frameworks=frameworks,
            sources=sources,
            criteria=_in_order(criteria, profile),
            out_of_scope=out_of_scope,
        )

    def read(self, name: str) -> Document | None:
        path = self.directory / name
        document, problems = read(path, _display(path))
        self.problems += problems
        return document

    def criteria_files(self) -> Iterator[tuple[str, Document]]:
        directory = self.directory / "criteria"
        paths = sorted(directory.iterdir()) if directory.is_dir() else []
        paths = [path for path in paths if path.suffix in _EXTENSIONS]
        if not paths:
            what = "holds no criterion"
            self.problems.append(_about(directory, what, "write criteria/<id>.yaml"))
        for path in paths:
            if path.suffix != ".yaml" or not _is_id(path.stem):
                what = "the file name is no valid id"
                self.problems.append(_about(path, what, f"name it <id>.yaml, {_ID_RULE}"))
                continue
            document = self.read(f"criteria/{path.name}")
            if document:
                yield path.stem, document

    def profile(self, document: Document) -> Profile | None:
        data = document.data
        languages = data.get("languages") if isinstance(data, dict) else None
        known = [name for name in languages or () if name in set(Language)]
        if known:
            self.languages = tuple(Language(name) for name in known)
        if isinstance(data, dict):
            data = self.localize(data, ("name",))
            if isinstance(data.get("article"), dict):
                data["article"] = self.localize(data["article"], ("title", "publisher"))
        return self.value(document, Profile, data, ())

    def localize(self, data: dict[str, Any], keys: Iterable[str]) -> dict[str, Any]:
        """Let a name that is the same in every language be written once."""
        once = {key: data[key] for key in keys if isinstance(data.get(key), str)}
        return data | {key: dict.fromkeys(self.languages, text) for key, text in once.items()}

    def entries(
        self, document: Document | None, kind: type[T], plain: tuple[str, ...] = ()
    ) -> dict[str, T]:
        """Read a file that maps ids to values of *kind*."""
        if document is None:
            return {}
        if not isinstance(document.data, dict):
            self.problems.append(
                document.problem((), "is no mapping", "write `<id>:` and its keys")
            )
            return {}
        values: dict[str, T] = {}
        for name, data in document.data.items():
            if not _is_id(name, 64):
                self.problems.append(document.problem((name,), f"{name!r} is no id", _ID_RULE))
            if plain and isinstance(data, dict):
                data = self.localize(data, plain)
            value = self.value(document, kind, data, (name,), id=name)
            if value is not None:
                values[name] = value
        return values

    def value(
        self, document: Document, kind: type[T], data: Any, location: Location, **given: str
    ) -> T | None:
        """Make a *kind* of *data*, or note what is wrong with it."""
        if not isinstance(data, dict):
            remedy = f"write a mapping with the keys {_keys(kind)}"
            self.problems.append(document.problem(location, "is no mapping", remedy))
            return None
        clash = [key for key in given if key in data]
        for key in clash:
            what = "unknown key"
            remedy = f"remove it; the keys here are {_keys(kind)}"
            self.problems.append(document.problem((*location, key), what, remedy))
        try:
            value: T = _adapter(kind).validate_python({**data, **given})
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                self.problems.append(_explain(document, kind, location, detail))
            return None
        return value


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}
_ID_RULE = f"use lower-case letters, digits and single hyphens, at most {MAX_ID} characters"
_REMEDIES = {
    "missing": ("is missing", "write it"),
    "string_type": ("is not a text", "write one text"),
    "tuple_type": ("is not a list", "write a list: `[…]` or lines that begin with `-`"),
    "mapping_type": ("is not a mapping", "write `key: value` lines"),
    "dict_type": ("is not a mapping", "write `key: value` lines"),
    "dataclass_type": ("is not a mapping", "write `key: value` lines"),
    "bool_parsing": ("is neither true nor false", "write true or false"),
}


def _explain(document: Document, kind: type[Any], base: Location, detail: ErrorDetails) -> Problem:
    """Turn what pydantic says into what a writer needs."""
    location = tuple(step for step in (*base, *detail["loc"]) if step != "[key]")
    name = detail["type"]
    if name in {"unexpected_keyword_argument", "extra_forbidden"}:
        return document.problem(location, "unknown key", f"remove it; {_siblings(kind, detail)}")
    if name == "enum":
        expected = detail.get("ctx", {}).get("expected", "")
        return document.problem(location, f"{detail['input']!r} is unknown", f"write {expected}")
    what, remedy = _REMEDIES.get(name, (detail["msg"], "see the README of the knowledge base"))
    return document.problem(location, what, remedy)


def _siblings(kind: type[Any], detail: ErrorDetails) -> str:
    """Name the keys that are known where *detail* found an unknown one."""
    return f"the keys are {_keys(kind)}" if len(detail["loc"]) == 1 else "it is no key of this part"


def _keys(kind: type[Any]) -> str:
    return ", ".join(field.name for field in fields(kind) if field.name != "id")


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """Return the validator of *kind*, made once."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def _is_id(name: str, most: int = MAX_ID) -> bool:
    return len(name) <= most and _ID.fullmatch(name) is not None


def _about(path: Path, what: str, remedy: str) -> Problem:
    return Problem(file=_display(path), line=1, path="", what=what, remedy=remedy)


def _display(path: Path) -> str:
    """Write *path* from the working directory where it lies below it."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def _in_order(criteria: dict[str, Criterion], profile: Profile) -> dict[str, Criterion]:
    listed = [name for group in profile.groups for name in group.criteria]
    return {name: criteria[name] for name in listed or criteria}
