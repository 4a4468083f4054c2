"""JSON Schema of the files of a knowledge base, so that an editor completes and checks them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from pydantic import TypeAdapter

from knowledge.language import Language
from knowledge.loader import MAX_ID
from knowledge.model import (
    Article,
    ArticleReading,
    Criterion,
    Fact,
    Framework,
    Group,
    OutOfScope,
    Profile,
    Source,
)
from knowledge.review import MAX_FACT, MAX_SOURCES, MAX_TEXT, MAX_TITLE, MAX_URL

Schema: TypeAlias = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that every editor with YAML support reads."""
FILES: Mapping[str, type] = {
    "criterion": Criterion,
    "knowledge": Profile,
    "frameworks": Framework,
    "sources": Source,
    "out-of-scope": OutOfScope,
}
"""What a schema can be had of."""
MAX_NAME = 64
"""Characters of an id inside of a file; MAX_ID is for those that name one."""

ID = "^[a-z0-9]+(-[a-z0-9]+)*$"
ADDRESS = "^https://[!-~]+$"
COLOUR = "^#[0-9A-Fa-f]{6}$"
MONTH = "^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$"
DATE = "^(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
_TEXT = r"\S"
_LANGUAGE = {"$ref": "#/$defs/Language"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """
    What the loader asks of a field beyond its type, and what a writer is told about it.

    `characters` bounds every text, `fewest` and `most` every list; `once` allows one text for all
    languages.
    """

    says: str
    characters: int | Mapping[Language, int] | None = None
    pattern: str = _TEXT
    fewest: int = 0
    most: int | None = None
    once: bool = False


def _id(says: str) -> Rule:
    return Rule(says=says, characters=MAX_ID, pattern=ID)


RULES: Mapping[type, Mapping[str, Rule]] = {
    Criterion: {
        "title": Rule(says="What the criterion is called.", characters=MAX_TITLE),
        "in_short": Rule(says="One neutral sentence that compares them all.", characters=MAX_FACT),
        "aliases": Rule(
            says="Words and short phrases that lead here; none may stand in another criterion.",
            characters=MAX_TEXT,
        ),
        "questions": Rule(
            says="How people ask for this; the bot learns from them.", characters=MAX_TEXT
        ),
        "facts": Rule(says="The facts about each framework, by its id.", fewest=1),
        "article": Rule(says="What the article says about each framework, claim by claim."),
        "related": _id("Ids of criteria worth reading next."),
    },
    Fact: {
        "text": Rule(says="One checkable statement.", characters=MAX_FACT),
        "sources": Rule(
            says="Ids of sources.yaml that carry the statement, the official one first.",
            characters=MAX_NAME,
            pattern=ID,
            fewest=1,
            most=MAX_SOURCES,
        ),
        "as_of": Rule(says='Year and month of the evidence, in quotes: "2026-01".', pattern=MONTH),
    },
    ArticleReading: {
        "says": Rule(says="What the article says, as a short report.", characters=MAX_FACT),
        "note": Rule(says="Why the verdict.", characters=MAX_FACT),
    },
    Profile: {
        "name": Rule(says="What is compared here.", once=True),
        "languages": Rule(
            says="The languages of every text, the first one for everybody else.", fewest=1
        ),
        "overview": _id('The criterion that answers "A or B?".'),
        "examples": Rule(says="Questions that show what can be asked.", characters=MAX_TEXT),
        "groups": Rule(says="The criteria in the order in which they are listed."),
    },
    Article: {
        "title": Rule(says="The title of the article.", once=True),
        "publisher": Rule(says="Who published it.", once=True),
    },
    Group: {
        "title": Rule(says="The heading.", characters=MAX_TITLE),
        "criteria": _id("Ids of the criteria below it."),
    },
    Framework: {
        "name": Rule(says="What it is called.", characters=MAX_TITLE, once=True),
        "colour": Rule(says='Its colour, "#RRGGBB".', pattern=COLOUR),
        "homepage": Rule(says="Its home page.", characters=MAX_URL, pattern=ADDRESS),
        "aliases": Rule(says="Other names that people write."),
    },
    Source: {
        "title": Rule(says="The title of the page."),
        "url": Rule(says="The page's own address.", characters=MAX_URL, pattern=ADDRESS),
        "checked": Rule(says="When the page was read.", pattern=DATE),
        "version": Rule(says="The version that the page is about."),
        "date": Rule(says="The date that the page bears.", pattern=DATE),
    },
    OutOfScope: {
        "reply": Rule(says="The polite answer.", characters=MAX_TEXT),
        "examples": Rule(says="How people write such messages.", characters=MAX_TEXT),
    },
}


def schema(of: str = "criterion") -> Schema:
    """Return the JSON Schema of a kind of file, one of `FILES`."""
    kind = FILES[of]
    generated = TypeAdapter(kind).json_schema()
    definitions: Schema = generated.pop("$defs", {})
    for part, rules in RULES.items():
        described = generated if part is kind else definitions.get(part.__name__)
        if described:
            _apply(rules, described)
    if kind is Source:
        generated["anyOf"] = [{"required": ["version"]}, {"required": ["date"]}]
    if kind not in (Criterion, Profile):
        definitions[kind.__name__] = generated
        generated = {
            "title": f"{of}.yaml",
            "type": "object",
            "propertyNames": {"pattern": ID, "maxLength": MAX_NAME},
            "additionalProperties": {"$ref": f"#/$defs/{kind.__name__}"},
        }
    used = json.dumps([generated, definitions])
    definitions = {n: part for n, part in definitions.items() if f'"#/$defs/{n}"' in used}
    return {"$schema": DRAFT, **generated} | ({"$defs": definitions} if definitions else {})


def write(of: str = "criterion") -> str:
    """Write the JSON Schema of a kind of file as text."""
    return json.dumps(schema(of), ensure_ascii=False, indent=2)


def _apply(rules: Mapping[str, Rule], part: Schema) -> None:
    """Narrow the properties of *part*; an `id` is a file's name or a key, never a property."""
    part["required"] = [name for name in part["required"] if name != "id"]
    part["properties"].pop("id", None)
    for name, generated in part["properties"].items():
        # What may be absent is null in the model; in a file it is not there.
        given = {**generated.get("anyOf", [generated])[0]}
        given.pop("title", None)
        given.pop("default", None)
        if rule := rules.get(name):
            given = {"description": rule.says, **_narrow(given, rule)}
        part["properties"][name] = given


def _narrow(node: Schema, rule: Rule, language: Language | None = None) -> Schema:
    """Return *node*, a type that pydantic described, with what *rule* adds to it."""
    match node:
        case {"propertyNames": names, "additionalProperties": value} if names == _LANGUAGE:
            localized = {
                "type": "object",
                "properties": {each.value: _narrow(value, rule, each) for each in Language},
                "additionalProperties": False,
                "minProperties": 1,
            }
            return {"anyOf": [_narrow(value, rule), localized]} if rule.once else localized
        case {"type": "object", "additionalProperties": value}:
            names = {"pattern": ID, "maxLength": MAX_NAME}
            return {**node, "propertyNames": names, "additionalProperties": _narrow(value, rule)}
        case {"type": "array", "items": items}:
            bounds = {"minItems": rule.fewest or None, "maxItems": rule.most}
            narrowed = {**node, "items": _narrow(items, rule, language), **bounds}
            narrowed["uniqueItems"] = items == _LANGUAGE or None
            return {key: value for key, value in narrowed.items() if value is not None}
        case {"type": "string"}:
            most = rule.characters
            if isinstance(most, Mapping):
                most = most[language] if language else None
            return {**node, "pattern": rule.pattern} | ({"maxLength": most} if most else {})
    return node
