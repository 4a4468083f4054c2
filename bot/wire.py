"""Questions and answers as other programs read and write them: one line each."""

import json
import os
from collections.abc import Iterator
from typing import Any, BinaryIO

from bot.exits import Exit
from bot.terminal import evidence, render
from knowledge import Found, KnowledgeBase, Match, Reply, Unknown, Unsure

STATUS: dict[type[Reply], tuple[str, Exit]] = {
    Found: ("found", Exit.OK),
    Unsure: ("unsure", Exit.UNSURE),
    Unknown: ("unknown", Exit.UNKNOWN),
}
"""What a kind of reply is called in JSON, and the exit status of a single question."""


def as_json(reply: Reply, knowledge: KnowledgeBase, *, explain: bool = False) -> str:
    """Write *reply* as one JSON object in one line, with the evidence where *explain* is set."""

    def shown(match: Match) -> dict[str, Any]:
        why = {"evidence": list(evidence(match))} if explain else {}
        return {"id": match.id, "score": round(match.score, 1), **why}

    answer: dict[str, Any] = {
        "question": reply.question.text,
        "language": reply.language,
        "status": STATUS[type(reply)][0],
        "matches": list(map(shown, reply.matches)),
        "answered": [c.id for c in reply.criteria] if isinstance(reply, Found) else [],
        "frameworks": reply.frameworks,
        "text": render(reply, knowledge),
    }
    if explain:
        answer["against"] = shown(reply.against) if reply.against else None
    return json.dumps(answer, ensure_ascii=False)


def questions(lines: BinaryIO) -> Iterator[str]:
    """Read one question a line as it comes: only LF ends one, and bad bytes become U+FFFD."""
    for line in lines:
        yield line.removesuffix(b"\n").decode("utf-8", "replace")


def readable(argument: str) -> str:
    """Return a command-line argument with what is no UTF-8 as U+FFFD."""
    try:
        raw = os.fsencode(argument)
    except UnicodeEncodeError:
        raw = argument.encode("utf-8", "surrogatepass")
    return raw.decode("utf-8", "replace")
