"""Which languages there are, which one a text is in, and which one an answer is given in."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias


class Language(StrEnum):
    """A language that the product speaks; the value is its ISO 639-1 code."""

    EN = "en"
    ZH = "zh"

    @classmethod
    def from_locale(cls, locale: str | None) -> "Language | None":
        """Return the language of a locale such as `zh-TW`, None for one not spoken."""
        code = (locale or "").replace("_", "-").split("-")[0].lower()
        return next((language for language in cls if language == code), None)


Localized: TypeAlias = Mapping[Language, str]

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_HAN = re.compile(f"[{HAN}]")
_LATIN_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?", re.IGNORECASE)
_SENTENCE_WORDS = 4
# fmt: off
_FUNCTION_WORDS = frozenset(
    (
        "a", "an", "the", "this", "that", "these", "those", "it", "its", "i", "you", "he",
        "she", "we", "they", "me", "my", "your", "our", "their", "is", "are", "was", "were",
        "be", "been", "being", "am", "do", "does", "did", "has", "have", "had", "can",
        "could", "will", "would", "should", "may", "might", "must", "and", "or", "but", "if",
        "than", "then", "so", "because", "while", "of", "in", "on", "at", "to", "for", "from",
        "with", "without", "by", "about", "into", "over", "under", "between", "against", "as",
        "what", "which", "who", "whom", "whose", "when", "where", "why", "how", "there",
        "any", "some", "not", "no",
    )
)
# fmt: on


def detect(text: str) -> Language | None:
    """
    Tell the language that *text* proves, None when it proves nothing.

    One Han character proves Chinese, because Chinese questions about software are full of Latin
    names. Four or more Latin words with an English function word among them prove English; fewer
    prove nothing, because `tpu` is asked in both languages.

    >>> detect("Python 怎么调试"), detect("which one is faster?"), detect("tpu")
    (<Language.ZH: 'zh'>, <Language.EN: 'en'>, None)
    """
    if _HAN.search(text):
        return Language.ZH
    words = [word.lower() for word in _LATIN_WORD.findall(text)]
    if len(words) >= _SENTENCE_WORDS and not _FUNCTION_WORDS.isdisjoint(words):
        return Language.EN
    return None


def choose(
    text: str,
    *,
    explicit: Language | None = None,
    preference: Language | None = None,
    client_locale: str | None = None,
    server: Language | None = None,
    community_locale: str | None = None,
    default: Language = Language.EN,
) -> Language:
    """
    Choose the language of the answer: the first of these that says anything.

    The order is: explicit option, what *text* proves, the member's preference, the locale of the
    member's client, the server's setting, the locale of a Community server, the default.
    """
    return (
        explicit
        or detect(text)
        or preference
        or Language.from_locale(client_locale)
        or server
        or Language.from_locale(community_locale)
        or default
    )
