"""One form for a text however it was typed: width, case, script and punctuation do not matter."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final, Protocol

from knowledge.language import HAN

HEAD: Final = 600
TAIL: Final = 300
"""Characters that are read of the beginning and of the end of a long text."""


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


# Linear: no character can begin more than one of the alternatives.
_TOKEN = re.compile(rf"[{HAN}]+|[^\W{HAN}]+(?:\.[^\W{HAN}]+)*(?:\+\+|#)?")
# The same for the texts that need nothing else; twice as fast.
_ASCII_TOKEN = re.compile(r"\w+(?:\.\w+)*(?:\+\+|#)?", re.ASCII)
# What stands between two things that are asked for at once; escaped are the Chinese words for
# "and" and "with", "as well as", "also".
_CONNECTOR = re.compile(
    r"\b(?:and|or|vs|versus|plus)\b|[/,\u3001\uff0c]|\s[&+]\s"
    "|\u548c|\u4e0e|\u4ee5\u53ca|\u8fd8\u6709|\u8ddf",
    re.IGNORECASE,
)
# Simplified characters that GB 2312 lacks and people write.
_FORGOTTEN = str.maketrans("", "", "\u5570\u56e7\u5618\u53d2\u53d5")
_SURROGATE = re.compile("[\ud800-\udfff]")
_HAN_RUN = re.compile(f"[{HAN}]+")


@cache
def _taiwan_to_mainland() -> _Converter:
    """
    OpenCC's `tw2sp`: characters to simplified ones, and Taiwan's terms to the mainland's.

    Imported at the first text that needs it (26 ms, 8 MiB), because most never do.
    """
    from opencc import OpenCC

    converter: _Converter = OpenCC("tw2sp")
    return converter


def simplify(text: str) -> str:
    """
    Return *text* in simplified Chinese.

    GB 2312 holds the simplified characters and not the traditional ones, so a text that it can
    encode needs no conversion. Brand names of the mainland keep one traditional character, as in
    Ascend, which is simplified first.

    >>> simplify("記憶體和除錯")
    '内存和调试'
    """
    text = text.replace("\u6607", "\u5347")
    if _encodes(text) or all(map(_encodes, _HAN_RUN.findall(text))):
        return text
    return _taiwan_to_mainland().convert(text)


def _encodes(text: str) -> bool:
    """Tell whether *text* holds simplified characters only, by GB 2312 and what it forgot."""
    try:
        text.translate(_FORGOTTEN).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def normalize(text: str) -> str:
    """
    Return the one form of *text* that is compared.

    Compatibility forms are composed (NFKC), case is folded, Chinese is simplified, and all
    punctuation but that inside of a name (`tf.data`, `c++`, `state_dict`) becomes one space, which
    stands between Latin words only. Two texts that a reader takes for the same have the same form.

    >>> normalize("  ＤＥＢＵＧ，PyTorch 的 Tensor！")
    'debug pytorch的tensor'
    """
    return join(words(text))


def words(text: str) -> list[str]:
    """
    Split *text* into the words of its one form: Latin words and runs of Han characters, in order.

    >>> words("用 tf.data 加载 C++")
    ['用', 'tf.data', '加载', 'c++']
    """
    if text.isascii():
        return _ASCII_TOKEN.findall(text.lower())
    text = _SURROGATE.sub(" ", text)
    # Composed again, as Unicode folds: folding may take a letter and its accents apart.
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _TOKEN.findall(simplify(text))


def excerpt(text: str) -> str:
    """
    Return *text*, or both ends of it where it is long: there people say what they want.

    What counts is the length of what is read: one character may stand for eighteen.
    """
    if text.isascii():
        return _ends(text)
    return _ends(unicodedata.normalize("NFKC", _ends(text)))


def _ends(text: str) -> str:
    return text if len(text) <= HEAD + TAIL else f"{text[:HEAD]} {text[-TAIL:]}"


def join(tokens: Iterable[str]) -> str:
    """Join *tokens*, with a space where two Latin words meet."""
    parts: list[str] = []
    latin = False
    for token in tokens:
        was_latin, latin = latin, token.isascii() or not is_han(token)
        if latin and was_latin:
            parts.append(" ")
        parts.append(token)
    return "".join(parts)


def clauses(text: str) -> list[str]:
    """
    Split *text* where two things may be asked for at once.

    >>> clauses("Speed and debugging?")
    ['Speed', 'debugging?']
    """
    return [part.strip() for part in _CONNECTOR.split(text) if part.strip()]


def is_han(token: str) -> bool:
    """Tell whether *token* is a run of Han characters."""
    return _HAN_RUN.match(token) is not None
