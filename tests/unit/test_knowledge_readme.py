"""The page for people who write the knowledge: its commands run, its example is right."""

import re
import shlex

import pytest
import yaml
from jsonschema import Draft7Validator

from bot.arguments import parse
from bot.schema import schema
from knowledge import KnowledgeBase, Language
from knowledge.review import MAX_FACT, MAX_SOURCES
from tests.process import ROOT

PAGE = (ROOT / "knowledge" / "README.md").read_text("utf-8")
COMMANDS = sorted(set(re.findall(r"^python -m bot (.+)$|`python -m bot ([^`]+)`", PAGE, re.M)))
EXAMPLE = re.search(r"```yaml\n(.*?)```", PAGE, re.S)


@pytest.mark.parametrize("command", ["".join(found) for found in COMMANDS])
def test_page_shows_commands_that_there_are(command: str) -> None:
    """Each command of the page is one that the command line takes."""
    arguments = shlex.split(command.split(" > ")[0])
    assert parse(arguments).command == arguments[0]


def test_page_shows_a_criterion_that_is_right(knowledge_base: KnowledgeBase) -> None:
    """The example keeps the schema, and cites sources and criteria that there are."""
    assert EXAMPLE
    data = yaml.load(EXAMPLE[1], Loader=yaml.BaseLoader)  # noqa: S506 - strings only
    assert list(Draft7Validator(schema()).iter_errors(data)) == []
    assert set(data["facts"]) == set(knowledge_base.frameworks)
    assert set(data["related"]) <= set(knowledge_base.criteria)
    cited = {name for facts in data["facts"].values() for fact in facts for name in fact["sources"]}
    assert cited <= set(knowledge_base.sources)


def test_page_names_the_limits_that_hold() -> None:
    """The lengths of the page are those of the check."""
    english, chinese = MAX_FACT[Language.EN], MAX_FACT[Language.ZH]
    assert f"at most {english} characters in English, {chinese} in Chinese" in PAGE
    assert MAX_SOURCES == 5
    assert "One to five ids of `sources.yaml`" in PAGE


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`(tests/[^` ]+)`", PAGE))))
def test_page_names_files_that_are_there(path: str) -> None:
    """What the page refers to can be opened."""
    assert (ROOT / path).exists()
