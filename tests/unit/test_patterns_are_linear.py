"""No regular expression takes more than in proportion to the text that it is given."""

import pkgutil
import re
import time
from importlib import import_module
from types import ModuleType

import pytest

import bot
import knowledge
from tests.unit.test_time_budget import SHAPES

SHORT, LONG = 2_000, 16_000
MOST = 24
"""How many times as long the longer text may take: 8 in proportion, 64 by the square."""
NOISE_S = 0.0002
"""A shorter time is taken for this one: the clock and the machine are not that exact."""
ENDLESS = ("/webhooks/1/", "authorization: bot ", "Bot ", '"token": "', "://:", "?password=", "`a")
"""What begins a match that never ends."""


def _patterns() -> dict[str, re.Pattern[str]]:
    """Find the patterns that stand in modules, alone or in a tuple."""
    found: dict[str, re.Pattern[str]] = {}
    for package in (bot, knowledge):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" not in module.name and not module.name.endswith("__main__"):
                found |= _in(import_module(module.name))
    return found


def _in(module: ModuleType) -> dict[str, re.Pattern[str]]:
    found: dict[str, re.Pattern[str]] = {}
    for name, value in vars(module).items():
        parts = (
            [part for each in value for part in (each if isinstance(each, tuple) else ())]
            if (isinstance(value, tuple))
            else [value]
        )
        for number, part in enumerate(parts):
            if isinstance(part, re.Pattern):
                found[f"{module.__name__}.{name}[{number}]"] = part
    return found


PATTERNS = _patterns()


def _seconds(pattern: re.Pattern[str], text: str, runs: int) -> float:
    """Return the least processor time of several runs."""
    times = []
    for _ in range(runs):
        begun = time.thread_time()
        pattern.sub("", text)
        pattern.fullmatch(text)
        times.append(time.thread_time() - begun)
    return min(times)


def test_patterns_are_found() -> None:
    """Those that read what people write are among them."""
    names = {name.rpartition("[")[0] for name in PATTERNS}
    assert names >= {"bot.addressing._CODE", "knowledge.text._TOKEN", "bot.redaction._PATTERNS"}


@pytest.mark.parametrize("name", PATTERNS)
def test_pattern_is_linear(name: str) -> None:
    """Eight times the text takes about eight times as long, whatever it consists of."""
    slow = {
        unit
        for unit in (*SHAPES.values(), *ENDLESS)
        for tail in ("", "\n!")
        if all(_is_slow(PATTERNS[name], unit, tail, runs) for runs in (3, 20))
    }
    assert slow == set()


def _is_slow(pattern: re.Pattern[str], unit: str, tail: str, runs: int) -> bool:
    long, short = ((unit * size)[:size] + tail for size in (LONG, SHORT))
    return _seconds(pattern, long, runs) > MOST * max(_seconds(pattern, short, runs), NOISE_S)
