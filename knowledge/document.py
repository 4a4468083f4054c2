"""Strict YAML: a file becomes plain data that knows its lines, or a list of problems."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml

MAX_BYTES = 256 * 1024
MAX_DEPTH = 16
Location: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """What is wrong where, and what to write instead. Lines count from 1."""

    file: str
    line: int
    path: str
    what: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.path}: " if self.path else ""
        return f"{self.file}:{self.line}: {where}{self.what}; {self.remedy}"


def dotted(location: Location) -> str:
    """
    Write *location* as people read it.

    >>> dotted(("facts", "pytorch", 0, "sources"))
    'facts.pytorch[0].sources'
    """
    path = ""
    for step in location:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that was read: `data` holds dicts, lists and strings only."""

    file: str
    data: Any
    text: str

    def problem(self, location: Location, what: str, remedy: str) -> Problem:
        """Make a problem at *location*, at the line of its key where it has one."""
        return Problem(
            file=self.file,
            line=self._line(location),
            path=dotted(location),
            what=what,
            remedy=remedy,
        )

    def _line(self, location: Location) -> int:
        """
        Return the line of the deepest part of *location* that the file has.

        Only a mistake pays for the look-up: the text is composed again, now that its depth is
        known to be small.
        """
        node = yaml.compose(self.text, Loader=yaml.CSafeLoader)
        assert node is not None  # noqa: S101 - an empty file has no document
        mark = node.start_mark
        for step in location:
            for key, child in _children(node):
                if key.value == str(step) if isinstance(key, yaml.Node) else key == step:
                    node = child
                    mark = key.start_mark if isinstance(key, yaml.Node) else child.start_mark
                    break
            else:
                break
        return int(mark.line) + 1


def _children(node: yaml.Node) -> Iterator[tuple[yaml.Node | int, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        yield from node.value
    elif isinstance(node, yaml.SequenceNode):
        yield from enumerate(node.value)


def read(path: Path, file: str) -> tuple[Document | None, list[Problem]]:
    """
    Read the YAML file at *path*, which problems call *file*.

    Refused are files that are not UTF-8, larger than `MAX_BYTES` or not there; tabs, tags, anchors
    and aliases; keys that stand twice or are no plain text; a second document. Every scalar stays
    the string that was written, so `no`, `1.10` and `2024-01-05` mean themselves.
    """

    def refused(line: int, what: str, remedy: str) -> tuple[None, list[Problem]]:
        return None, [Problem(file=file, line=line, path="", what=what, remedy=remedy)]

    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return refused(1, f"cannot be read ({error.strerror})", "create it or make it readable")
    if len(raw) > MAX_BYTES:
        return refused(1, f"is over {MAX_BYTES // 1024} KiB", "split it or shorten its texts")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return refused(line, "is not UTF-8", "save the file as UTF-8")
    if "\t" in text:
        line = text[: text.index("\t")].count("\n") + 1
        return refused(line, "holds a tab", "write spaces instead")
    return _parse(text, file)


def _parse(text: str, file: str) -> tuple[Document | None, list[Problem]]:
    problems: list[Problem] = []

    def problem(line: int, path: Location, what: str, remedy: str) -> None:
        problems.append(Problem(file=file, line=line, path=dotted(path), what=what, remedy=remedy))

    try:
        data = _build(yaml.parse(text, Loader=yaml.CSafeLoader), problem)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        remedy = "mend the syntax; a text with a colon, a hash or quotes belongs in quotes"
        what = f"is not YAML ({error.problem or error.context})"
        problem(mark.line + 1 if mark else 1, (), what, remedy)
        return None, problems
    except yaml.YAMLError as error:
        line = text[: getattr(error, "position", 0)].count("\n") + 1
        problem(line, (), "holds a character that YAML forbids", "remove the control character")
        return None, problems
    return None if data is None else Document(file=file, data=data, text=text), problems


def _build(events: Iterable[yaml.Event], problem: Callable[[int, Location, str, str], None]) -> Any:
    """
    Return the dicts, lists and strings that *events* describe, None where they are refused.

    It works on events, not on composed nodes: the C composer recurses, and a file of brackets
    alone ends the process.
    """
    top: list[Any] = []
    stack: list[_Level] = [_Level(container=top, location=())]
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 1
        level = stack[-1]
        if isinstance(event, yaml.AliasEvent):
            problem(line, level.location, f"YAML alias *{event.anchor}", "write the value out")
            return None
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            problem(
                line, level.location, f"YAML anchor &{event.anchor}", "remove it; write values out"
            )
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
            problem(line, level.location, f"YAML tag {event.tag}", "remove it; quote a text with !")
        if isinstance(event, yaml.ScalarEvent):
            if not level.wants_key:
                level.add(event.value)
            elif level.open_key(event.value):
                problem(line, level.child, "duplicate key", "keep one of the two")
        elif isinstance(event, yaml.CollectionStartEvent):
            if level.wants_key or len(stack) > MAX_DEPTH:
                what = "a key is no plain text" if level.wants_key else "is nested too deeply"
                problem(line, level.location, what, "write `key: value` as the README shows")
                return None
            container: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            stack.append(_Level(container=container, location=level.child))
            level.add(container)
        elif isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and top:
            problem(line, (), "a second document begins", "keep one document a file")
            return None
    if not top:
        problem(1, (), "is empty", "write its keys")
        return None
    return top[0]


@dataclass(slots=True, kw_only=True)
class _Level:
    """A mapping or sequence that is being filled; `key` is the one whose value comes next."""

    container: Any
    location: Location
    key: str | None = None

    @property
    def wants_key(self) -> bool:
        return isinstance(self.container, dict) and self.key is None

    @property
    def child(self) -> Location:
        """Where the next value stands."""
        if isinstance(self.container, dict):
            return (*self.location, self.key or "")
        return (*self.location, len(self.container)) if self.location else ()

    def open_key(self, key: str) -> bool:
        """Expect the value of *key*, and tell whether it has one already."""
        self.key = key
        return key in self.container

    def add(self, value: Any) -> None:
        if isinstance(self.container, dict):
            self.container[self.key] = value
            self.key = None
        else:
            self.container.append(value)
