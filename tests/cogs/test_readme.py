"""The table of commands in the README is true."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from discord import app_commands

from bot.client import CriteriaBot
from bot.phrases import ALIASES, COMMANDS
from tests.cogs.world import World

TEXT = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
TABLE = TEXT.partition("<!-- commands -->\n")[2].partition("\n\n")[0]
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.splitlines()[2:]]


def _commands(bot: CriteriaBot) -> Iterator[app_commands.Command[Any, ..., Any]]:
    for command in bot.tree.walk_commands():
        if isinstance(command, app_commands.Command):
            yield command


async def test_table_has_every_slash_command(world: World, simcord_bot: CriteriaBot) -> None:
    """Each command and its options stand there once, and no other."""
    there = [
        " ".join((f"/{command.qualified_name}", *(p.display_name for p in command.parameters)))
        for command in _commands(simcord_bot)
    ]

    assert sorted(row[0].strip("`") for row in ROWS if row[0] != "–") == sorted(there)


async def test_table_has_every_prefix_command(world: World, simcord_bot: CriteriaBot) -> None:
    """What has another name behind the prefix says so, and what is slash only has none."""
    hybrid = {name for name in ALIASES if name in COMMANDS}
    for command, prefixed, _ in ROWS:
        name = re.sub(r"^`/([^ `]+).*$", r"\1", command)
        names = re.findall(r"`!([^`]+)`", prefixed)
        if command == "–":
            assert [c.name for n in names if (c := simcord_bot.get_command(n))] == names
        elif name in hybrid:
            assert names
            assert set(names) <= set(ALIASES[name])
        else:
            assert prefixed == "–"
    listed = {n for row in ROWS for n in re.findall(r"`!([^`]+)`", row[1])}
    assert all({c.name, *c.aliases} & (listed | hybrid) for c in simcord_bot.commands)


@pytest.mark.parametrize("row", [row for row in ROWS if row[0] != "–"], ids=lambda row: row[0])
def test_table_says_what_discord_shows(row: list[str]) -> None:
    """The description is the one that members read."""
    words = row[0].strip("`/").split()
    key = next(k for k in (" ".join(words[:2]), words[0]) if k in COMMANDS)

    assert row[2] == COMMANDS[key].description["en"]
