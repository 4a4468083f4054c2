"""Open questions as text: by count, and as lines for the files of the knowledge. Pure."""

import re
from collections.abc import Iterator, Sequence

from bot.notices import Notices
from bot.storage import OpenQuestion
from knowledge import Language
from knowledge.language import HAN

MAX_WORDS = 2
"""Words of an alias at most, and"""
MAX_CHARACTERS = 4
"""Chinese characters of one at most; anything longer is a question."""
_HAN = re.compile(f"[{HAN}]")


AT_ONCE = 10
"""Questions on a page at most; fewer where they are long."""


def pages(questions: Sequence[OpenQuestion], notices: Notices, most: int) -> Iterator[str]:
    """Write *questions* on pages of at most *most* characters; one always has a page."""
    while questions:
        count = min(AT_ONCE, len(questions))
        while count > 1 and len(_page(questions[:count], notices)) > most:
            count -= 1
        yield _page(questions[:count], notices)
        questions = questions[count:]


def _page(questions: Sequence[OpenQuestion], notices: Notices) -> str:
    block = f"```yaml\n{stubs(questions)}\n```"
    title = f"## {notices.gaps_title}"
    return "\n".join((title, *listed(questions, notices), notices.gaps_stubs, block))


def listed(questions: Sequence[OpenQuestion], notices: Notices) -> list[str]:
    """Return a line of Markdown for each of *questions*, with its count."""
    return [
        "- "
        + notices.gap.format(
            count=question.count,
            text=_shown(question.text),
            kind=notices.kinds[question.kind],
            day=question.last.isoformat(),
        )
        for question in questions
    ]


def stubs(questions: Sequence[OpenQuestion]) -> str:
    """
    Write *questions* as the `aliases` and `questions` of a criterion, in YAML.

    Nothing in it ends a block of code or hides: whatever is no letter, digit or plain sign is
    escaped as YAML knows it.
    """
    lines: list[str] = []
    for key, short in (("aliases", True), ("questions", False)):
        chosen = [question for question in questions if _is_short(question.text) is short]
        if chosen:
            lines.append(f"{key}:")
        for language in Language:
            texts = [question.text for question in chosen if question.language is language]
            if texts:
                lines.append(f"  {language.value}:")
            lines += (f"    - {quoted(text)}" for text in dict.fromkeys(texts))
    return "\n".join(lines)


def quoted(text: str) -> str:
    r"""
    Write *text* as a YAML string in double quotes.

    >>> print(quoted('a "b" `c`'))
    "a \"b\" \x60c\x60"
    """
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character != "`" and character.isprintable():
        return character
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\U{number:08x}"


def _is_short(text: str) -> bool:
    if _HAN.search(text):
        return len(text) <= MAX_CHARACTERS
    return len(text.split()) <= MAX_WORDS


def _shown(text: str) -> str:
    """Return *text* for a span of code."""
    return "".join(c if c.isprintable() and c != "`" else " " for c in text).strip() or "?"
