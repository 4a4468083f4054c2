"""Every mistake in a file of knowledge is refused, where it stands and with what to write."""

from dataclasses import dataclass

import pytest

from knowledge.document import Problem
from tests.small_base import CRITERION, CRITERION_KEYS, ID_REMEDY, SmallBase


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One replacement in a valid file, and what is said of it."""

    file: str = CRITERION
    old: str
    new: str
    line: int
    path: str
    what: str
    remedy: str


REFUSALS = {
    "duplicate key": Refusal(
        old="related: [choosing]",
        new="related: [choosing]\ntitle: {en: Again, zh: 再来}",
        line=22,
        path="title",
        what="duplicate key",
        remedy="keep one of the two",
    ),
    "alias of another": Refusal(
        file="criteria/choosing.yaml",
        old="en: [pick]",
        new="en: [pick, ＡＷＡＫＥ！]",
        line=4,
        path="aliases.en[1]",
        what="'ＡＷＡＫＥ！' is also the alias of 'caffeine'",
        remedy="keep it where it belongs",
    ),
    "alias is another's id": Refusal(
        file="criteria/choosing.yaml",
        old="en: [pick]",
        new="en: [Caffeine]",
        line=4,
        path="aliases.en[0]",
        what="'Caffeine' is also the id of 'caffeine'",
        remedy="keep it where it belongs",
    ),
    "alias is another's title": Refusal(
        file="criteria/choosing.yaml",
        old="zh: [选哪个]",
        new="zh: [咖啡因]",
        line=5,
        path="aliases.zh[0]",
        what="'咖啡因' is also the title of 'caffeine'",
        remedy="keep it where it belongs",
    ),
    "alias in traditional characters": Refusal(
        file="criteria/choosing.yaml",
        old="zh: [选哪个]",
        new="zh: [選哪個, 興奮劑]",
        line=5,
        path="aliases.zh[1]",
        what="'興奮劑' is also the alias of 'caffeine'",
        remedy="keep it where it belongs",
    ),
    "unknown key": Refusal(
        old="related: [choosing]",
        new="see_also: [choosing]",
        line=21,
        path="see_also",
        what="unknown key",
        remedy=f"remove it; the keys are {CRITERION_KEYS}",
    ),
    "id as key": Refusal(
        old="related: [choosing]",
        new="id: caffeine",
        line=21,
        path="id",
        what="unknown key",
        remedy=f"remove it; the keys are {CRITERION_KEYS}",
    ),
    "unknown key of a part": Refusal(
        old="as_of: \"2024-05\"}",
        new="as_of: \"2024-05\", colour: red}",
        line=11,
        path="facts.tea[0].colour",
        what="unknown key",
        remedy="remove it; the keys are text, sources, as_of",
    ),
    "unknown key of an optional part": Refusal(
        file="knowledge.yaml",
        old="publisher: A magazine}",
        new="publisher: A magazine, year: 2020}",
        line=4,
        path="article.year",
        what="unknown key",
        remedy="remove it; the keys are title, publisher",
    ),
    "missing language": Refusal(
        old="title: {en: Caffeine, zh: 咖啡因}",
        new="title: {en: Caffeine}",
        line=1,
        path="title",
        what="has no 'zh' text",
        remedy="write `zh:` beside the others",
    ),
    "fact without source": Refusal(
        old="sources: [coffee-book]",
        new="sources: []",
        line=14,
        path="facts.coffee[0].sources",
        what="a fact without source",
        remedy="name an id of sources.yaml",
    ),
    "fact without the key sources": Refusal(
        old="      sources: [coffee-book]\n",
        new="",
        line=13,
        path="facts.coffee[0].sources",
        what="is missing",
        remedy="write it",
    ),
    "unknown source": Refusal(
        old="sources: [coffee-book]",
        new="sources: [coffee-book, milk-book]",
        line=14,
        path="facts.coffee[0].sources[1]",
        what="unknown source 'milk-book'",
        remedy="declare it in sources.yaml or name one that is there",
    ),
    "unused source": Refusal(
        file="sources.yaml",
        old="coffee-book:\n",
        new="milk-book:\n  title: Milk\n  url: https://milk.example/\n  date: 2020\n"
        "  checked: 2026-11\ncoffee-book:\n",
        line=6,
        path="milk-book",
        what="no fact cites this source",
        remedy="remove it or cite it",
    ),
    "non-https address": Refusal(
        file="sources.yaml",
        old="https://tea.example/book",
        new="http://tea.example/book",
        line=3,
        path="tea-book.url",
        what="'http://tea.example/book' is no https address",
        remedy="write the page's own https:// address",
    ),
    "wrong date of a source": Refusal(
        file="sources.yaml",
        old="2024-05-06",
        new="2023-02-29",
        line=4,
        path="tea-book.date",
        what="'2023-02-29' is no date",
        remedy='write "YYYY", "YYYY-MM" or "YYYY-MM-DD"',
    ),
    "wrong month of a fact": Refusal(
        old='as_of: "2026-11"',
        new="as_of: 2026-13",
        line=15,
        path="facts.coffee[0].as_of",
        what="'2026-13' is no month",
        remedy='write "YYYY-MM"',
    ),
    "too long a fact": Refusal(
        old="A cup has 95 mg.",
        new="x" * 221,
        line=13,
        path="facts.coffee[0].text.en",
        what="has 221 characters",
        remedy="write at most 220, or make it two",
    ),
    "too long a fact in Chinese": Refusal(
        old="一杯 95 毫克。",
        new="茶" * 111,
        line=13,
        path="facts.coffee[0].text.zh",
        what="has 111 characters",
        remedy="write at most 110, or make it two",
    ),
    "YAML alias": Refusal(
        old="related: [choosing]",
        new="related: *other",
        line=21,
        path="related",
        what="YAML alias *other",
        remedy="write the value out",
    ),
    "YAML tag": Refusal(
        old="related: [choosing]",
        new="related: [!!str choosing]",
        line=21,
        path="related[0]",
        what="YAML tag tag:yaml.org,2002:str",
        remedy="remove it; quote a text with !",
    ),
    "over 512 KiB": Refusal(
        old="related: [choosing]",
        new="# " + "x" * 600 * 1024,
        line=1,
        path="",
        what="is over 512 KiB",
        remedy="split it or shorten its texts",
    ),
    "tab": Refusal(
        old="related: [choosing]",
        new="related:\t[choosing]",
        line=21,
        path="",
        what="holds a tab",
        remedy="write spaces instead",
    ),
    "unknown framework": Refusal(
        old="article:\n  tea:",
        new="article:\n  cocoa:",
        line=17,
        path="article.cocoa",
        what="unknown framework 'cocoa'",
        remedy="declare it in frameworks.yaml or name one that is there",
    ),
    "unknown related id": Refusal(
        old="related: [choosing]",
        new="related: [choosing, taste]",
        line=21,
        path="related[1]",
        what="unknown criterion 'taste'",
        remedy="name a file of criteria/",
    ),
    "unknown verdict": Refusal(
        old="verdict: wrong",
        new="verdict: false",
        line=19,
        path="article.tea[0].verdict",
        what="'false' is unknown",
        remedy="write 'holds', 'dated', 'wrong', 'opinion' or 'unclear'",
    ),
    "unknown language": Refusal(
        file="knowledge.yaml",
        old="languages: [en, zh]",
        new="languages: [en, zh, fr]",
        line=2,
        path="languages[2]",
        what="'fr' is unknown",
        remedy="write 'en' or 'zh'",
    ),
    "list of languages in a language": Refusal(
        file="knowledge.yaml",
        old="languages: [en, zh]",
        new="languages: [en, zh, [fr]]",
        line=2,
        path="languages[2]",
        what="['fr'] is unknown",
        remedy="write 'en' or 'zh'",
    ),
    "text for a list": Refusal(
        old="related: [choosing]",
        new="related: choosing",
        line=21,
        path="related",
        what="is not a list",
        remedy="write a list: `[…]` or lines that begin with `-`",
    ),
    "text for a mapping": Refusal(
        old="title: {en: Caffeine, zh: 咖啡因}",
        new="title: Caffeine",
        line=1,
        path="title",
        what="is not a mapping",
        remedy="write `key: value` lines",
    ),
    "text for a part": Refusal(
        file="knowledge.yaml",
        old="article: {title: Tea or coffee, publisher: A magazine}",
        new="article: Tea or coffee",
        line=4,
        path="article",
        what="is not a mapping",
        remedy="write `key: value` lines",
    ),
    "mapping for a text": Refusal(
        file="sources.yaml",
        old='"The book of tea"',
        new="{en: The book of tea}",
        line=2,
        path="tea-book.title",
        what="is not a text",
        remedy="write one text",
    ),
    "no truth value": Refusal(
        file="out-of-scope.yaml",
        old="chat: true",
        new="chat: perhaps",
        line=2,
        path="greeting.chat",
        what="is neither true nor false",
        remedy="write true or false",
    ),
    "list for a truth value": Refusal(
        file="out-of-scope.yaml",
        old="chat: true",
        new="chat: []",
        line=2,
        path="greeting.chat",
        what="is neither true nor false",
        remedy="write true or false",
    ),
    "entry that is no mapping": Refusal(
        file="out-of-scope.yaml",
        old="greeting:\n",
        new="thanks: Thank you\ngreeting:\n",
        line=1,
        path="thanks",
        what="is no mapping",
        remedy="write a mapping with the keys reply, examples, chat",
    ),
    "id of a source": Refusal(
        file="sources.yaml",
        old="coffee-book:\n",
        new="Milk_Book:\n  title: Milk\n  url: https://milk.example/\n  date: 2020\n"
        "  checked: 2026-11\ncoffee-book:\n",
        line=6,
        path="Milk_Book",
        what="'Milk_Book' is no id",
        remedy=ID_REMEDY.format(64),
    ),
}  # fmt: skip


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
def test_load_refuses(small_base: SmallBase, refusal: Refusal) -> None:
    """Each mistake is said once, with file, line, path, what is wrong and what to write."""
    small_base.replace(refusal.file, refusal.old, refusal.new)

    problems = small_base.problems()

    expected = Problem(
        file=str(small_base.root / refusal.file),
        line=refusal.line,
        path=refusal.path,
        what=refusal.what,
        remedy=refusal.remedy,
    )
    assert expected in problems
    # A source that is known only by its broken id is, rightly, cited by nothing.
    others = [p for p in problems if p != expected and p.what != "no fact cites this source"]
    assert others == []
