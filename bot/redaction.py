"""Hides what no log, error or report may show: tokens and passwords."""

import json
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

HIDDEN = "[hidden]"
MIN_SECRET = 4
"""Shorter secrets would hide ordinary words."""
_QUOTE = r"(?:\\?[\"'])"
_PATTERNS = (
    # The token of an interaction or a webhook, in the address of its answer.
    (re.compile(r"(/(?:interactions|webhooks)/[0-9]{1,20}/)[\w.~%-]+"), rf"\1{HIDDEN}"),
    (
        re.compile(
            rf"(authorization{_QUOTE}?\s?[:=]\s?{_QUOTE}?(?:(?:bot|bearer|basic)\s)?)[\w.~+/=-]+",
            re.IGNORECASE,
        ),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"(\bBot )[\w.~-]{20,}"), rf"\1{HIDDEN}"),
    # The token of an interaction or of the bot, in what goes over the wire.
    (re.compile(rf"({_QUOTE}token{_QUOTE}\s?:\s?{_QUOTE})[^\\\"'\s]+"), rf"\1{HIDDEN}"),
    # A bot's token: its id, a time and a signature.
    (re.compile(r"\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,60}"), HIDDEN),
    (re.compile(r"(://[^:/@\s\"']{0,200}:)[^@/\s\"']{1,200}@"), rf"\1{HIDDEN}@"),
    (re.compile(r"([?&](?:ssl)?password=)[^&\s\"']+"), rf"\1{HIDDEN}"),
)
"""
Every expression is linear: its parts are bounded, or end where the next begins.
What is hidden has no quotation mark in it, so that a line of JSON stays one.
"""


class Redaction:
    """Hides secrets in text: those that are named, and whatever has the shape of one."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        spelt = {form for secret in secrets for form in _spellings(secret)}
        self._named = sorted((s for s in spelt if len(s) >= MIN_SECRET), key=len, reverse=True)

    def __call__(self, text: str) -> str:
        """
        Return *text* without secrets.

        >>> Redaction(["swordfish"])("swordfish at postgresql://me:pass@host/db")
        '[hidden] at postgresql://me:[hidden]@host/db'
        """
        for secret in self._named:
            text = text.replace(secret, HIDDEN)
        for pattern, replacement in _PATTERNS:
            text = pattern.sub(replacement, text)
        return text


def _spellings(secret: str) -> Iterator[str]:
    """Yield *secret* as in an address, as it is, as Python quotes it, and all as JSON does."""
    for plain in (secret, unquote(secret), repr(unquote(secret))[1:-1]):
        yield plain
        yield json.dumps(plain, ensure_ascii=False)[1:-1]
