"""A directory of YAML files becomes a `KnowledgeBase`, or one error that lists every problem."""

import hashlib
import os
import re
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_type_hints

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
"""Characters of a criterion's id: it stands in the state of buttons."""
MAX_NAME = 64
"""Characters of the other ids."""
_RULE = "use lower-case letters, digits and single hyphens, at most {most} characters"
ID_RULE = _RULE.format(most=MAX_ID)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_EXTENSIONS = (".yaml", ".yml")
_FILES = ("knowledge.yaml", "frameworks.yaml", "sources.yaml", "out-of-scope.yaml")
VERSION_LENGTH = 12
"""Digits of the code of a knowledge base's content."""


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


def outline(directory: Path) -> tuple[Profile, Mapping[str, Framework]]:
    """
    Load only which languages the knowledge base in *directory* has, and what it compares.

    Raises:
        KnowledgeError: with every problem of these two files, if there is any.
    """
    return _Loading(directory).outline()


def is_id(name: str, most: int = MAX_ID) -> bool:
    """Tell whether *name* can be an id of at most *most* characters."""
    return len(name) <= most and _ID.fullmatch(name) is not None


class _Loading:
    """One run over one directory: collects problems until nothing more can be said."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.problems: list[Problem] = []
        self.languages: tuple[Language, ...] = tuple(Language)

    def finish(self) -> KnowledgeBase:
        self.require_directory()
        profile_file = self.read("knowledge.yaml")
        profile = self.profile(profile_file) if profile_file else None
        frameworks_file = self.read("frameworks.yaml")
        frameworks = self.entries(frameworks_file, Framework, plain=("name",))
        sources_file = self.read("sources.yaml")
        sources = self.entries(sources_file, Source)
        scope_file = None
        if os.path.lexists(self.directory / "out-of-scope.yaml"):
            scope_file = self.read("out-of-scope.yaml")
        out_of_scope = self.entries(scope_file, OutOfScope)
        paths = self.criteria_paths()
        names = [path.stem for path in paths if self.check_file_name(path)]
        criteria_files = {name: file for name in names if (file := self.read(_file_of(name)))}
        criteria = {
            name: criterion
            for name, document in criteria_files.items()
            if (criterion := self.value(document, Criterion, document.data, (), id=name))
        }
        # What is declared counts as known even where it is broken: one mistake, one problem.
        review = Review(self.languages, _ids(frameworks_file), _ids(sources_file), names)
        if profile_file and profile:
            review.check_profile(profile_file, profile)
        if frameworks_file:
            review.check_frameworks(frameworks_file, frameworks)
        if sources_file:
            review.check_sources(sources_file, sources)
        for name, criterion in criteria.items():
            review.check_criterion(criteria_files[name], criterion)
        if scope_file:
            review.check_out_of_scope(scope_file, out_of_scope)
        review.check_names(criteria, criteria_files)
        if sources_file and len(criteria) == len(paths):
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
            version=self.version(names),
        )

    def version(self, names: Iterable[str]) -> str:
        """Return a code of the content of all files, those of the criteria *names* among them."""
        content = hashlib.sha256()
        for name in (*_FILES, *map(_file_of, names)):
            with suppress(OSError):
                content.update(f"{name}\n".encode())
                content.update((self.directory / name).read_bytes())
        return content.hexdigest()[:VERSION_LENGTH]

    def outline(self) -> tuple[Profile, Mapping[str, Framework]]:
        self.require_directory()
        profile_file = self.read("knowledge.yaml")
        profile = self.profile(profile_file) if profile_file else None
        frameworks = self.entries(self.read("frameworks.yaml"), Framework, plain=("name",))
        if self.problems or profile is None:
            raise KnowledgeError(self.problems)
        return profile, frameworks

    def require_directory(self) -> None:
        if not os.path.isdir(self.directory):
            what = "is no directory"
            remedy = "name the directory that holds knowledge.yaml"
            raise KnowledgeError([_about(self.directory, what, remedy)])

    def read(self, name: str) -> Document | None:
        path = self.directory / name
        document, problems = read(path, _display(path))
        self.problems += problems
        return document

    def criteria_paths(self) -> list[Path]:
        """Find the YAML files of the criteria, those with bad names included."""
        directory = self.directory / "criteria"
        found = directory.glob("*") if os.path.isdir(directory) else ()
        paths = sorted(path for path in found if path.suffix.lower() in _EXTENSIONS)
        if not paths:
            problem = _about(directory, "holds no criterion", "write criteria/<id>.yaml")
            self.problems.append(problem)
        return paths

    def check_file_name(self, path: Path) -> bool:
        """Tell whether the stem of *path* is an id, and note it where not."""
        good = path.suffix == ".yaml" and is_id(path.stem)
        if not good:
            what = "the file name is no valid id"
            self.problems.append(_about(path, what, f"name it <id>.yaml; {ID_RULE}"))
        return good

    def profile(self, document: Document) -> Profile | None:
        data = document.data
        if isinstance(data, dict):
            named = data.get("languages")
            spoken = tuple(lang for lang in Language if isinstance(named, list) and lang in named)
            self.languages = spoken or self.languages
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
            if not is_id(name, MAX_NAME):
                what = f"{name!r} is no id"
                self.problems.append(document.problem((name,), what, _RULE.format(most=MAX_NAME)))
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
        for key in given:
            if key in data:
                remedy = f"remove it; the keys are {_keys(kind)}"
                self.problems.append(document.problem((*location, key), "unknown key", remedy))
        try:
            value: T = _adapter(kind).validate_python({**data, **given})
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                self.problems.append(_explain(document, kind, location, detail))
            return None
        return value


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}
_REMEDIES = {
    "missing": ("is missing", "write it"),
    "string_type": ("is not a text", "write one text"),
    "tuple_type": ("is not a list", "write a list: `[…]` or lines that begin with `-`"),
    "mapping_type": ("is not a mapping", "write `key: value` lines"),
    "dict_type": ("is not a mapping", "write `key: value` lines"),
    "dataclass_type": ("is not a mapping", "write `key: value` lines"),
    "bool_parsing": ("is neither true nor false", "write true or false"),
    "bool_type": ("is neither true nor false", "write true or false"),
}


def _explain(document: Document, kind: type[Any], base: Location, detail: ErrorDetails) -> Problem:
    """Turn what pydantic says into what a writer needs."""
    location = tuple(step for step in (*base, *detail["loc"]) if step != "[key]")
    name = detail["type"]
    if name in {"unexpected_keyword_argument", "extra_forbidden"}:
        remedy = f"remove it; the keys are {_keys(_part(kind, detail['loc'][:-1]))}"
        return document.problem(location, "unknown key", remedy)
    if name == "enum":
        expected = detail.get("ctx", {}).get("expected", "")
        return document.problem(location, f"{detail['input']!r} is unknown", f"write {expected}")
    what, remedy = _REMEDIES.get(name, (detail["msg"], "see the README of the knowledge base"))
    return document.problem(location, what, remedy)


def _part(kind: Any, location: Location) -> Any:
    """Return the class of what stands at *location* in a *kind*."""
    for step in location:
        if is_dataclass(kind):
            kind = get_type_hints(kind)[str(step)]
            # An optional part is the part.
            kind = get_args(kind)[0] if isinstance(kind, UnionType) else kind
        else:
            kind = next(part for part in reversed(get_args(kind)) if part is not ...)
    return kind


def _keys(kind: type[Any]) -> str:
    return ", ".join(field.name for field in fields(kind) if field.name != "id")


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """Return the validator of *kind*, made once."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def _ids(document: Document | None) -> Collection[str] | None:
    """Return the ids that *document* declares, None where it cannot be told."""
    return document.data if document and isinstance(document.data, dict) else None


def _file_of(criterion: str) -> str:
    return f"criteria/{criterion}.yaml"


def _about(path: Path, what: str, remedy: str) -> Problem:
    return Problem(file=_display(path), line=1, path="", what=what, remedy=remedy)


def _display(path: Path) -> str:
    """Write *path* from the working directory where it lies below it."""
    here = Path.cwd()
    whole = path.absolute()
    return str(whole.relative_to(here)) if whole.is_relative_to(here) else str(path)


def _in_order(criteria: dict[str, Criterion], profile: Profile) -> dict[str, Criterion]:
    listed = [name for group in profile.groups for name in group.criteria]
    return {name: criteria[name] for name in listed or criteria}
