"""Whether a message is for the bot, and what it asks. Pure."""

import re
import unicodedata

_MENTION = re.compile(r"<@(?P<kind>[!&]?)(?P<id>[0-9]{1,20})>")
_MARKUP = re.compile(r"<(?:[@#]|a?:|/|t:|id:)[^<>\s]{1,120}>")
_CODE = re.compile(r"```.*?```|`[^`]+`", re.DOTALL)


def plain(text: str) -> str:
    """
    Return *text* without what only Discord understands: mentions, channels, emoji, timestamps.

    >>> plain("<@7> what about <:torch:42> speed?")
    'what about speed?'
    """
    return " ".join(_MARKUP.sub(" ", text).split())


def prefixes(prefix: str) -> tuple[str, ...]:
    """
    Return *prefix* and its full-width twin, which a Chinese keyboard writes.

    >>> prefixes("!")
    ('!', '！')
    """
    twin = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in prefix)
    return tuple(dict.fromkeys((prefix, twin)))


def mentioned(content: str, *, user: int, role: int | None = None) -> str | None:
    """
    Return what is asked by a message that mentions the bot in writing, None where none does.

    The ping of a reply, `@everyone` and what stands in code are no mentions; the bot's own role is,
    because clients offer it beside the bot. Every mention is taken out.

    >>> mentioned("<@7> which is faster?", user=7)
    'which is faster?'
    """
    found = False
    for match in _MENTION.finditer(_CODE.sub(" ", content)):
        number = int(match["id"])
        found = found or number == (role if match["kind"] == "&" else user)
    return " ".join(_MENTION.sub(" ", content).split()) if found else None


def glued(word: str, names: frozenset[str]) -> str | None:
    """
    Return the question of a command that was written without a space, as Chinese is.

    >>> glued("对比调试", frozenset({"对比"}))
    '调试'
    """
    for name in sorted(names, key=len, reverse=True):
        if name and not name.isascii() and word.startswith(name) and word != name:
            return word[len(name) :]
    return None


def has_word(text: str) -> bool:
    """Tell whether *text* holds a letter or a digit of any script."""
    return any(unicodedata.category(c)[0] in "LN" for c in text)
