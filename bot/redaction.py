"""Hides what no log, error or report may show: tokens and passwords."""

import re
from collections.abc import Iterable

HIDDEN = "[hidden]"
MIN_SECRET = 4
"""Shorter secrets would hide ordinary words."""
_PATTERNS = (
    # The token of an interaction or a webhook, in the address of its answer.
    (re.compile(r"(/(?:interactions|webhooks)/[0-9]{1,20}/)[\w.~%-]+"), rf"\1{HIDDEN}"),
    (re.compile(r"(\bBot )[\w.~-]{20,}"), rf"\1{HIDDEN}"),
    # A bot's token: its id, a time and a signature.
    (re.compile(r"\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,60}"), HIDDEN),
    (re.compile(r"(://[^:/@\s]{0,200}:)[^@/\s]{1,200}@"), rf"\1{HIDDEN}@"),
)
"""Every expression is linear: its parts are bounded, or end where the next begins."""


class Redaction:
    """Hides secrets in text: those that are named, and whatever has the shape of one."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        named = {secret for secret in secrets if len(secret) >= MIN_SECRET}
        self._named = sorted(named, key=len, reverse=True)

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
