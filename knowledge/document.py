"""Strict YAML: a file becomes plain data that knows its lines, or a list of problems."""

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import yaml

MAX_BYTES = 512 * 1024
MAX_DEPTH = 16
Location: TypeAlias = tuple[str | int, ...]
_WITH_TAG = (yaml.ScalarEvent, yaml.CollectionStartEvent)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


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
    Write *location* as people read it, in one line.

    >>> dotted(("facts", "tea", 0, "sources"))
    'facts.tea[0].sources'
    """
    path = ""
    for step in location:
        if isinstance(step, int):
            path += f"[{step}]"
        else:
            name = repr(str(step)) if _CONTROL.search(step) else step
            path += f".{name}" if path else name
    return path


@dataclass(frozen=True, kw_only=True)
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
        """Return the line of the deepest part of *location* that the file has."""
        while location not in self._lines:
            location = location[:-1]
        return self._lines[location]

    @cached_property
    def _lines(self) -> dict[Location, int]:
        """The line of everything; only a mistake pays for it, and all those of a file pay once."""
        lines: dict[Location, int] = {}
        _build(yaml.parse(self.text, Loader=yaml.CSafeLoader), lambda *_: None, lines)
        return lines


def read(path: Path, file: str) -> tuple[Document | None, list[Problem]]:
    """
    Read the YAML file at *path*, which problems call *file*.

    Refused are files that are not UTF-8, larger than `MAX_BYTES` or not there; tabs, tags, anchors
    and aliases; keys that stand twice or are no plain text; texts of several lines; a second
    document. Every scalar stays the string that was written, so `no`, `1.10` and `2024-01-05` mean
    themselves.
    """

    def refused(line: int, what: str, remedy: str) -> tuple[None, list[Problem]]:
        return None, [Problem(file=file, line=line, path="", what=what, remedy=remedy)]

    if os.path.exists(path) and not os.path.isfile(path):
        # Opening a named pipe would wait for ever.
        return refused(1, "is no file", "put a file of text in its place")
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
        tabs = [n for n, line in enumerate(text.split("\n"), start=1) if "\t" in line]
        return None, [refused(n, "holds a tab", "write spaces instead")[1][0] for n in tabs]
    return _parse(text, file)


def _parse(text: str, file: str) -> tuple[Document | None, list[Problem]]:
    problems: list[Problem] = []

    def problem(line: int, path: Location, what: str, remedy: str) -> None:
        problems.append(Problem(file=file, line=line, path=dotted(path), what=what, remedy=remedy))

    try:
        data = _plain(text) or _build(yaml.parse(text, Loader=yaml.CSafeLoader), problem)
    except yaml.MarkedYAMLError as error:
        # What is never closed is found out where the file ends: say where it began as well.
        last = text.rstrip("\n").count("\n") + 1
        line = min(error.problem_mark.line + 1, last) if error.problem_mark else last
        began = error.context_mark.line + 1 if error.context_mark else line
        since = f"{error.context} from line {began}: " if began != line else ""
        remedy = "mend the syntax; a text with a colon, a hash or quotes belongs in quotes"
        problem(line, (), f"is not YAML ({since}{error.problem})", remedy)
        return None, problems
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 1
        problem(line, (), "holds a character that YAML forbids", "remove the control character")
        return None, problems
    return None if data is None else Document(file=file, data=data, text=text), problems


def _plain(text: str) -> Any:
    """
    Return the dicts, lists and strings of *text* where nothing is odd about it, else None.

    This is `_build` without the words, at half its price: a start reads 50 files without a mistake.
    """
    next_event: Callable[[], Any] = yaml.CSafeLoader(text).get_event
    top: list[Any] = []
    container: Any = top
    stack: list[Any] = []
    key: str | None = None
    while (kind := type(event := next_event())) is not yaml.StreamEndEvent:
        if kind is yaml.ScalarEvent:
            value = event.value
            if event.anchor or event.tag or not value.isprintable():
                return None
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if event.anchor or event.tag or len(stack) == MAX_DEPTH:
                return None
            value = {} if kind is yaml.MappingStartEvent else []
        elif kind is yaml.AliasEvent or (kind is yaml.DocumentStartEvent and top):
            return None
        else:
            if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                container = stack.pop()
            continue
        if type(container) is list:
            container.append(value)
        elif key is not None:
            container[key] = value
            key = None
        elif kind is yaml.ScalarEvent and value not in container:
            key = value
            continue
        else:
            return None
        if kind is not yaml.ScalarEvent:
            stack.append(container)
            container = value
    return top[0] if top else None


def _build(
    events: Iterable[yaml.Event],
    problem: Callable[[int, Location, str, str], None],
    lines: dict[Location, int] | None = None,
) -> Any:
    """
    Return the dicts, lists and strings that *events* describe, None where they are refused.

    It works on events, not on composed nodes: the C composer recurses, and a file of brackets
    alone ends the process. Where *lines* is given, it is told the line of every key and item.
    """
    top: list[Any] = []
    stack: list[_Level] = [_Level(container=top, location=(), outermost=True)]
    complete = True
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 1
        level = stack[-1]
        is_key = level.wants_key
        if isinstance(event, yaml.ScalarEvent) and is_key and level.open_key(event.value):
            problem(line, level.child, "duplicate key", "keep one of the two")
        if isinstance(event, yaml.NodeEvent):
            if lines is not None and (is_key or isinstance(level.container, list)):
                lines[level.child] = line
            for what, remedy in _oddities(event):
                problem(line, level.child, what, remedy)
        if isinstance(event, yaml.ScalarEvent):
            if not is_key:
                level.add(event.value)
        elif isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
        elif isinstance(event, yaml.NodeEvent):
            if is_key or len(stack) > MAX_DEPTH:
                what = "a key is no plain text" if is_key else "is nested too deeply"
                where = level.location if is_key else ()
                problem(line, where, what, "write `key: value` as the README shows")
                return None
            if isinstance(event, yaml.AliasEvent):
                complete = False
                level.add("")
            else:
                container: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
                stack.append(_Level(container=container, location=level.child))
                level.add(container)
        elif isinstance(event, yaml.DocumentStartEvent) and top:
            problem(line, (), "a second document begins", "keep one document a file")
            return None
    if not top:
        problem(1, (), "is empty", "write its keys")
    return top[0] if top and complete else None


def _oddities(event: yaml.NodeEvent) -> list[tuple[str, str]]:
    """Say what YAML allows in a node and this format does not, and what to write instead."""
    if isinstance(event, yaml.AliasEvent):
        return [(f"YAML alias *{event.anchor}", "write the value out")]
    found = []
    if event.anchor:
        found.append((f"YAML anchor &{event.anchor}", "remove it; write values out"))
    if isinstance(event, _WITH_TAG) and event.tag:
        found.append((f"YAML tag {event.tag}", "remove it; quote a text with !"))
    if isinstance(event, yaml.ScalarEvent) and _CONTROL.search(event.value):
        remedy = "write one line of text (`>-` folds a long one)"
        found.append(("holds a line break or a control character", remedy))
    return found


@dataclass(slots=True, kw_only=True)
class _Level:
    """A mapping or sequence that is being filled; `key` is the one whose value comes next."""

    container: Any
    location: Location
    key: str | None = None
    outermost: bool = False

    @property
    def wants_key(self) -> bool:
        return isinstance(self.container, dict) and self.key is None

    @property
    def child(self) -> Location:
        """Where the next value stands."""
        if isinstance(self.container, dict):
            return (*self.location, self.key or "")
        return () if self.outermost else (*self.location, len(self.container))

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
