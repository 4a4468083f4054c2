"""The JSON Schemas: true to the loader, and equal to the file that is shipped."""

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

import knowledge
from bot import schema
from bot.arguments import SCHEMAS
from bot.schema import FILES, RULES, write
from knowledge import loader, review
from tests.small_base import SmallBase

SHIPPED = Path(knowledge.__file__).parent
CRITERIA = sorted((SHIPPED / "criteria").glob("*.yaml"))


def read(path: Path) -> Any:
    """Read YAML as an editor does, with every scalar but true and false as text."""
    data = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - strings only
    if path.name == "out-of-scope.yaml":
        for kind in data.values():
            kind["chat"] = kind.get("chat") == "true"
    return data


def complaints(of: str, data: Any) -> list[str]:
    """Return what the schema of a kind of file has against *data*."""
    errors = Draft7Validator(schema.schema(of)).iter_errors(data)
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in errors]


def test_schema_file_is_what_the_command_prints() -> None:
    """The file that criteria refer to is the generated one; the command renews it."""
    shipped = (SHIPPED / "criterion.schema.json").read_text("utf-8")
    assert shipped == write("criterion") + "\n"


@pytest.mark.parametrize("path", CRITERIA, ids=lambda path: path.stem)
def test_schema_is_named_by_every_criterion(path: Path) -> None:
    """The first line of a criterion leads editors to the schema."""
    first = path.read_text("utf-8").split("\n", 1)[0]
    assert first == "# yaml-language-server: $schema=../criterion.schema.json"


@pytest.mark.parametrize("path", CRITERIA, ids=lambda path: path.stem)
def test_schema_accepts_every_criterion(path: Path) -> None:
    """What the loader accepts the schema accepts."""
    assert complaints("criterion", read(path)) == []


@pytest.mark.parametrize("of", [of for of in FILES if of != "criterion"])
def test_schema_accepts_every_other_file(of: str) -> None:
    """The other files have schemas as well, and keep them."""
    assert complaints(of, read(SHIPPED / f"{of}.yaml")) == []


@pytest.mark.parametrize("of", FILES)
def test_schema_is_a_schema(of: str) -> None:
    """Each is valid by the rules of JSON Schema, and every reference leads somewhere."""
    generated = schema.schema(of)
    Draft7Validator.check_schema(generated)
    names = {f"#/$defs/{name}" for name in generated.get("$defs", {})}
    assert set(references(generated)) == names


def references(node: Any) -> Iterator[str]:
    """Return all references in a schema."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield value
            else:
                yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def test_schema_has_no_id() -> None:
    """An id is a file name or a key: no file has it as a property."""
    for of in FILES:
        assert '"id"' not in json.dumps(schema.schema(of))


@pytest.mark.parametrize("part", RULES, ids=lambda part: part.__name__)
def test_rules_describe_every_field_that_is_written(part: type) -> None:
    """No rule names a field that the model lacks, and what is a text or a list has a rule."""
    plain = {"id", "verdict", "chat", "article" if part.__name__ == "Profile" else "id"}
    assert set(RULES[part]) == {field.name for field in fields(part)} - plain


def test_patterns_are_those_of_the_loader() -> None:
    """Patterns in the schema and in the checks are the same, groups apart."""

    def bare(pattern: str) -> str:
        return pattern.replace("(?:", "(").removeprefix("^").removesuffix("$")

    assert bare(schema.ID) == bare(loader._ID.pattern)
    assert bare(schema.MONTH) == bare(review._MONTH.pattern)
    assert bare(schema.DATE) == bare(review._DATE.pattern)
    assert bare(schema.COLOUR) == bare(review._COLOUR.pattern)
    assert bare(schema.ADDRESS) == "https://" + bare(review._URL.pattern)


def test_kinds_of_the_command_line_are_those_of_the_schema() -> None:
    """The parser knows the kinds without importing the schema."""
    assert tuple(FILES) == SCHEMAS


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('as_of: "2026-11"', 'as_of: "2026-13"'),
        ('as_of: "2026-11"', 'as_of: "November"'),
        ("sources: [coffee-book]", "sources: []"),
        ("sources: [coffee-book]", "sources: [Coffee Book]"),
        ("sources: [coffee-book]", "sources: [a, b, c, d, e, f]"),
        ("title: {en: Caffeine, zh: 咖啡因}", 'title: {en: "", zh: 咖啡因}'),
        ("title: {en: Caffeine, zh: 咖啡因}", f"title: {{en: {'x' * 61}, zh: 咖啡因}}"),
        ("title: {en: Caffeine, zh: 咖啡因}", "title: {en: Caffeine, fr: Caféine}"),
        ('zh: "咖啡含量更高。"', f"zh: {'长' * 111}"),
        ('en: "Coffee has more."', f"en: {'x' * 221}"),
        ("verdict: wrong", "verdict: false"),
        ("related: [choosing]", "related: [Choosing]"),
        ("related: [choosing]", "relative: [choosing]"),
        ("related: [choosing]", "related: choosing"),
        ("aliases:", "id: caffeine\naliases:"),
        ("  coffee:", "  Coffee!:"),
    ],
)
def test_schema_refuses_what_the_loader_refuses(small_base: SmallBase, old: str, new: str) -> None:
    """An editor shows the same mistakes as `check`."""
    file = "criteria/caffeine.yaml"
    assert complaints("criterion", read(small_base.root / file)) == []
    small_base.replace(file, old, new)
    assert complaints("criterion", read(small_base.root / file))
    assert small_base.problems()


@pytest.mark.parametrize(
    ("of", "old", "new"),
    [
        ("knowledge", "languages: [en, zh]", "languages: []"),
        ("knowledge", "languages: [en, zh]", "languages: [en, en]"),
        ("knowledge", "overview: choosing", "overview: {en: choosing}"),
        ("frameworks", '"#228833"', '"green"'),
        ("frameworks", '"https://tea.example/"', '"http://tea.example/"'),
        ("sources", 'version: "1.10"\n  ', ""),
        ("sources", 'date: "2024-05-06"', 'date: "6 May 2024"'),
        ("sources", "coffee-book:", "Coffee Book:"),
        ("out-of-scope", "chat: true", "chatty: true"),
    ],
)
def test_schema_of_other_files_refuses_what_the_loader_refuses(
    small_base: SmallBase, of: str, old: str, new: str
) -> None:
    """The same holds for the other files."""
    path = small_base.root / f"{of}.yaml"
    assert complaints(of, read(path)) == []
    small_base.replace(path.name, old, new)
    assert complaints(of, read(path))
    assert small_base.problems()


def test_schema_lets_a_name_be_written_once() -> None:
    """A framework's name that is the same in every language is one text."""
    data = {"tea": {"name": "Tea", "colour": "#228833", "homepage": "https://tea.example/"}}
    assert complaints("frameworks", data) == []
    data["tea"]["name"] = "x" * 61
    assert complaints("frameworks", data)
