"""One form for a text however it was typed: width, case, script and punctuation do not matter."""

import re
import unicodedata
from functools import cache
from typing import Protocol

from knowledge.language import HAN


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


# The quantifiers are possessive in effect: each alternative starts with a character that no other one takes.
_TOKEN = re.compile(rf"[{HAN}]+|[^\W{HAN}]+(?:\.[^\W{HAN}]+)*(?:\+\+|#)?")
# The same for the texts that need nothing else; twice as fast.
_ASCII_TOKEN = re.compile(r"\w+(?:\.\w+)*(?:\+\+|#)?", re.ASCII)
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
    encode needs no conversion.

    >>> simplify("記憶體和除錯")
    '内存和调试'
    """
    for run in _HAN_RUN.findall(text):
        try:
            run.encode("gb2312")
        except UnicodeEncodeError:
            return _taiwan_to_mainland().convert(text)
    return text


def normalize(text: str) -> str:
    """
    Return the one form of *text* that is compared.

    Compatibility forms are composed (NFKC), case is folded, Chinese is simplified, and all
    punctuation but that inside of a name (`tf.data`, `c++`, `state_dict`) becomes one space, which
    stands between Latin words only. Two texts that a reader takes for the same have the same form.

    >>> normalize("  ＤＥＢＵＧ，PyTorch 的 Tensor！")
    'debug pytorch的tensor'
    """
    return _join(words(text))


def words(text: str) -> list[str]:
    """
    Split *text* into the words of its one form: Latin words and runs of Han characters, in order.

    >>> words("用 tf.data 加载 C++")
    ['用', 'tf.data', '加载', 'c++']
    """
    if text.isascii():
        return _ASCII_TOKEN.findall(text.lower())
    text = _SURROGATE.sub(" ", text)
    text = unicodedata.normalize("NFKC", text).casefold()
    return _TOKEN.findall(simplify(text))


def _join(tokens: list[str]) -> str:
    """Join *tokens*, with a space where two Latin words meet."""
    parts: list[str] = []
    latin = False
    for token in tokens:
        was_latin, latin = latin, not _HAN_RUN.match(token)
        if latin and was_latin:
            parts.append(" ")
        parts.append(token)
    return "".join(parts)


def tokenize(normalized: str) -> list[str]:
    """
    Split a normalized text into its words.

    >>> tokenize("debug pytorch的tensor")
    ['debug', 'pytorch', '的', 'tensor']
    """
    return _TOKEN.findall(normalized)


def is_han(token: str) -> bool:
    """Tell whether *token* is a run of Han characters."""
    return _HAN_RUN.match(token) is not None
