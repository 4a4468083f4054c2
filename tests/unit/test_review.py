"""What the types cannot say: references, languages, lengths, addresses, dates and names."""

import pytest

from tests.small_base import FILES, SmallBase

CAFFEINE = "criteria/caffeine.yaml"
CHOOSING = "criteria/choosing.yaml"
SOURCE_REMEDY = "write the page's own https:// address"
DATE_REMEDY = 'write "YYYY", "YYYY-MM" or "YYYY-MM-DD"'


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        pytest.param(
            "knowledge.yaml", "languages: [en, zh]", "languages: [en, zh, en]",
            "2: languages: names no language or one twice; list some of en, zh, each once",
            id="a language twice",
        ),
        pytest.param(
            "knowledge.yaml", "languages: [en, zh]", "languages: []",
            "2: languages: names no language or one twice; list some of en, zh, each once",
            id="no language",
        ),
        pytest.param(
            "knowledge.yaml", "overview: choosing", "overview: taste",
            "3: overview: unknown criterion 'taste'; name a file of criteria/", id="overview",
        ),
        pytest.param(
            "knowledge.yaml", "criteria: [choosing, caffeine]",
            "criteria: [choosing, caffeine, taste]",
            "10: groups[0].criteria[2]: unknown criterion 'taste'; name a file of criteria/",
            id="group of an unknown criterion",
        ),
        pytest.param(
            "knowledge.yaml", "criteria: [choosing, caffeine]",
            "criteria: [choosing, caffeine, choosing]",
            "10: groups[0].criteria[2]: 'choosing' is listed twice; keep one of the two",
            id="a criterion in groups twice",
        ),
        pytest.param(
            "knowledge.yaml", "criteria: [choosing, caffeine]", "criteria: [choosing]",
            "8: groups: no group lists caffeine; add each to the group where people look for it",
            id="a criterion in no group",
        ),
        pytest.param(
            "knowledge.yaml", "title: {en: All, zh: 全部}", f"title: {{en: {'x' * 61}, zh: 全部}}",
            "9: groups[0].title.en: has 61 characters; write at most 60, or make it two",
            id="title of a group",
        ),
        pytest.param(
            "knowledge.yaml", "name: {en: Tea and coffee, zh: 茶与咖啡}", "name: {en: Tea}",
            "1: name: has no 'zh' text; write `zh:` beside the others", id="name",
        ),
        pytest.param(
            "knowledge.yaml", "title: Tea or coffee", "title: {zh: 茶还是咖啡}",
            "4: article.title: has no 'en' text; write `en:` beside the others", id="article",
        ),
        pytest.param(
            "knowledge.yaml", "publisher: A magazine", "publisher: {en: ' ', zh: 杂志}",
            "4: article.publisher.en: is empty; write the text", id="publisher",
        ),
        pytest.param(
            "knowledge.yaml", 'en: ["Which one keeps me awake?"]', 'en: [""]',
            "6: examples.en[0]: has 0 characters; write 1 to 300 characters", id="example",
        ),
        pytest.param(
            "frameworks.yaml", '"#553311"', "\"#55331\"",
            "8: coffee.colour: '#55331' is no colour; write \"#RRGGBB\", in quotes", id="colour",
        ),
        pytest.param(
            "frameworks.yaml", '"#553311"', "#553311",
            "8: coffee.colour: '' is no colour; write \"#RRGGBB\", in quotes", id="comment",
        ),
        pytest.param(
            "frameworks.yaml", "https://tea.example/", "tea.example",
            f"4: tea.homepage: 'tea.example' is no https address; {SOURCE_REMEDY}", id="homepage",
        ),
        pytest.param(
            "frameworks.yaml", "aliases: [chai]", "aliases: [chai, '?!']",
            "5: tea.aliases[1]: '?!' holds no word; write a word", id="alias without word",
        ),
        pytest.param(
            "frameworks.yaml", "name: {en: Coffee, zh: 咖啡}", "name: {en: CHAI, zh: 咖啡}",
            "7: coffee.name.en: 'CHAI' is also the alias of 'tea'; keep it where it belongs",
            id="a name for two frameworks",
        ),
        pytest.param(
            "frameworks.yaml", "en: Coffee", f"en: {'x' * 61}",
            "7: coffee.name.en: has 61 characters; write at most 60, or make it two",
            id="length of a name",
        ),
        pytest.param(
            "sources.yaml", '"The book of tea"', '""',
            "2: tea-book.title: is empty; write the title of the page", id="title of a source",
        ),
        pytest.param(
            "sources.yaml", '  version: "1.10"\n', "",
            "6: coffee-book: says neither version nor date; "
            "write `version:` or `date:`, whichever the page has",
            id="neither version nor date",
        ),
        pytest.param(
            "out-of-scope.yaml", "greeting:\n", "caffeine:\n",
            "1: caffeine: 'caffeine' is a criterion's id; choose another id", id="id of a kind",
        ),
        pytest.param(
            "out-of-scope.yaml", "Hello!", "x" * 301,
            "3: greeting.reply.en: has 301 characters; write at most 300, or make it two",
            id="reply",
        ),
        pytest.param(
            "out-of-scope.yaml", "    zh: [你好]\n", "",
            "4: greeting.examples: has no 'zh' text; write `zh:` beside the others",
            id="examples of a kind",
        ),
        pytest.param(
            CAFFEINE, "en: Caffeine,", f"en: {'x' * 61},",
            "1: title.en: has 61 characters; write at most 60, or make it two", id="title",
        ),
        pytest.param(
            CAFFEINE, "Coffee has more.", "x" * 221,
            "2: in_short.en: has 221 characters; write at most 220, or make it two", id="in short",
        ),
        pytest.param(
            CAFFEINE, "咖啡含量更高。", "\u3000",
            "2: in_short.zh: is empty; write the text", id="full-width space",
        ),
        pytest.param(
            CAFFEINE, "  zh: [提神, 兴奋剂]\n", "",
            "3: aliases: has no 'zh' text; write `zh:` beside the others", id="aliases",
        ),
        pytest.param(
            CAFFEINE, "stimulant", "x" * 301,
            "4: aliases.en[1]: has 301 characters; write 1 to 300 characters", id="long alias",
        ),
        pytest.param(
            CAFFEINE, "stimulant", "😀",
            "4: aliases.en[1]: '😀' holds no word; write a word", id="emoji",
        ),
        pytest.param(
            CAFFEINE, '["Which one keeps me awake?"]', '["\u2003"]',
            "7: questions.en[0]: has 1 characters; write 1 to 300 characters", id="question",
        ),
        pytest.param(
            CAFFEINE, "  coffee:\n", "  cocoa: []\n  coffee:\n",
            "12: facts.cocoa: unknown framework 'cocoa'; "
            "declare it in frameworks.yaml or name one that is there",
            id="facts of an unknown framework",
        ),
        pytest.param(
            CAFFEINE, "Tea has none.", "x" * 221,
            "18: article.tea[0].says.en: has 221 characters; write at most 220, or make it two",
            id="what the article says",
        ),
        pytest.param(
            CAFFEINE, "其实含有。", "茶" * 111,
            "20: article.tea[0].note.zh: has 111 characters; write at most 110, or make it two",
            id="note",
        ),
        pytest.param(
            CAFFEINE, "related: [choosing]", "related: [caffeine]",
            "21: related[0]: is related to itself; name another criterion", id="itself",
        ),
        pytest.param(
            CHOOSING, "zh: 选择}", "zh: 咖啡因}",
            "1: title.zh: '咖啡因' is also the title of 'caffeine'; keep it where it belongs",
            id="a title twice",
        ),
        pytest.param(
            CHOOSING, "en: Choosing", "en: CAFFEINE",
            "1: title.en: 'CAFFEINE' is also the id of 'caffeine'; keep it where it belongs",
            id="a title that is an id",
        ),
        pytest.param(
            CAFFEINE, "sources: [coffee-book]", "sources: [" + "coffee-book, " * 5 + "tea-book]",
            "14: facts.coffee[0].sources: names 6 sources; keep 5", id="too many sources",
        ),
    ],
)  # fmt: skip
def test_review_refuses(small_base: SmallBase, file: str, old: str, new: str, problem: str) -> None:
    """Each mistake that the types cannot see is said once, at its line."""
    small_base.replace(file, old, new)

    assert small_base.lines() == [f"{file}:{problem}"]


@pytest.mark.parametrize("framework", ["tea", "coffee"])
def test_every_framework_has_facts(small_base: SmallBase, framework: str) -> None:
    """A comparison that says nothing of one thing is none."""
    text = FILES[CHOOSING]
    lines = [line for line in text.splitlines(keepends=True) if f"{framework}-book" not in line]
    small_base.write(CHOOSING, "".join(lines).replace(f"  {framework}:\n", f"  {framework}: []\n"))

    number = {"tea": 7, "coffee": 9}[framework]
    assert small_base.lines() == [
        f"{CHOOSING}:{number}: facts.{framework}: has no fact; write at least one, with its source"
    ]


def test_something_is_compared(small_base: SmallBase) -> None:
    """A knowledge base without frameworks is refused, not served empty."""
    small_base.write("frameworks.yaml", "{}\n")

    lines = small_base.lines()

    assert "frameworks.yaml:1: declares nothing to compare; write `<id>:` and its keys" in lines


@pytest.mark.parametrize(
    "address",
    [
        "https://tea.example/a%20b?c=d#e",
        "https://tea.example:8443/",
        "https://xn--fiq228c.example/",
        "https://tea.example/" + "x" * 280,
    ],
)
def test_address_may_be_any_https_address(small_base: SmallBase, address: str) -> None:
    """Ports, queries and fragments belong to addresses."""
    small_base.replace("sources.yaml", "https://tea.example/book", address)

    assert small_base.problems() == []


@pytest.mark.parametrize(
    "address",
    [
        "",
        "tea",
        "https://",
        "https:///book",
        "HTTP://tea.example/",
        "javascript:alert(1)",
        "https://tea.example/a b",
        "https://茶.example/",
        "https://[::1/",
        "https://tea.example/" + "x" * 281,
    ],
)
def test_address_is_refused(small_base: SmallBase, address: str) -> None:
    """An address is ASCII, at most 300 characters long, and names a host."""
    small_base.replace("sources.yaml", "https://tea.example/book", address)

    assert small_base.lines() == [
        f"sources.yaml:3: tea-book.url: {address!r} is no https address; {SOURCE_REMEDY}"
    ]


@pytest.mark.parametrize("date", ["2024", "1999-12", "2024-02-29"])
def test_date_of_a_source_may_be_a_year_a_month_or_a_day(small_base: SmallBase, date: str) -> None:
    """Many pages say no more than the year."""
    small_base.replace("sources.yaml", "2024-05-06", date)

    assert small_base.problems() == []


@pytest.mark.parametrize(
    "date",
    ["May 2024", "2024-5-6", "2024-13", "2024-00", "2024-04-31", "24-05-06", "20240506", "２０２４",
     "1824", "2024-W05", "2024-05-06T00:00"],
)  # fmt: skip
def test_date_of_a_source_is_refused(small_base: SmallBase, date: str) -> None:
    """Only days that the calendar has, written in one way."""
    small_base.replace("sources.yaml", "2024-05-06", date)

    assert small_base.lines() == [
        f"sources.yaml:4: tea-book.date: {date!r} is no date; {DATE_REMEDY}"
    ]


@pytest.mark.parametrize("month", ["2024", "2024-05-06", "2024-1", "2024/05", "now"])
def test_month_of_a_fact_is_refused(small_base: SmallBase, month: str) -> None:
    """The evidence has a year and a month."""
    small_base.replace(CAFFEINE, 'as_of: "2026-11"', f'as_of: "{month}"')

    assert small_base.lines() == [
        f'{CAFFEINE}:15: facts.coffee[0].as_of: {month!r} is no month; write "YYYY-MM"'
    ]


def test_knowledge_may_be_in_one_language(small_base: SmallBase) -> None:
    """What is declared is asked for, no more."""
    for file, text in FILES.items():
        small_base.write(file, _english(text).replace("[en, zh]", "[en]"))

    assert small_base.problems() == []


def test_text_in_a_language_that_is_not_declared_is_refused(small_base: SmallBase) -> None:
    """Nobody would ever see it."""
    small_base.replace("knowledge.yaml", "languages: [en, zh]", "languages: [en]")

    assert (
        f"{CAFFEINE}:1: title.zh: 'zh' is not declared; "
        "add it to `languages` in knowledge.yaml or remove it"
    ) in small_base.lines()


def _english(text: str) -> str:
    """Return *text* without its Chinese."""
    kept = [line for line in text.splitlines() if not line.lstrip().startswith("zh:")]
    return "\n".join(_without_chinese(line) for line in kept)


def _without_chinese(line: str) -> str:
    before, found, after = line.partition(", zh: ")
    return before + after[after.index("}") :] if found else line


@pytest.mark.parametrize("alias", ["awake", "Caffeine", "caffeine"])
def test_criterion_may_repeat_its_own_names(small_base: SmallBase, alias: str) -> None:
    """Only a name that leads to two criteria is refused."""
    small_base.replace(CAFFEINE, "stimulant", alias)

    assert small_base.problems() == []
