"""The list of faults is true."""

import ast
import re
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parent
TESTS = HERE.parent
FAULTS = range(1, 49)
_ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
_CARRIED = re.compile(r"test_fault_(\d+)_")
_TEST = re.compile(r"`([a-z0-9_/]+\.py)::(test_[a-z0-9_]+)`")


def _listed() -> dict[int, list[tuple[str, str]]]:
    """Return the file and the name of each test that the list names, by fault."""
    rows = _ROW.findall((HERE / "FAULTS.md").read_text("utf-8"))
    return {int(number): _TEST.findall(tests) for number, _fault, _does, tests in rows}


def _tests_in(file: Path) -> set[str]:
    return {
        node.name
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_every_fault_is_listed_with_a_test() -> None:
    """One row a number, in order, and none without a test."""
    listed = _listed()

    assert list(listed) == list(FAULTS)
    assert [number for number, tests in listed.items() if not tests] == []


def test_every_test_that_is_listed_exists() -> None:
    """A test that is renamed is renamed in the list."""
    named = defaultdict(set)
    for tests in _listed().values():
        for file, name in tests:
            named[file].add(name)

    missing = {file: names - _tests_in(TESTS / file) for file, names in named.items()}
    assert {file: names for file, names in missing.items() if names} == {}


def test_every_test_of_a_fault_is_listed() -> None:
    """Whatever carries a fault's number stands in its row."""
    found = {
        (int(carried[1]), file.relative_to(TESTS).as_posix(), name)
        for file in TESTS.rglob("test_*.py")
        for name in _tests_in(file)
        if (carried := _CARRIED.match(name))
    }
    listed = {(number, *test) for number, tests in _listed().items() for test in tests}

    assert len(found) > 20
    assert found - listed == set()
