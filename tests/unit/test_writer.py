"""The texts of cards: whole facts on pages within Discord's limit."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions import Action, Verb
from bot.phrases import PHRASES
from bot.writer import MAX_CONTENT, MAX_NUMBER, MAX_TEXT, SHORT_FACTS, Section, Writer, fit, pages
from knowledge import Criterion, KnowledgeBase, Language

LANGUAGES = pytest.mark.parametrize("language", Language)


def _writer(
    base: KnowledgeBase, *names: str, language: Language, order: tuple[int, ...] = ()
) -> Writer:
    action = Action(verb=Verb.CARD, language=language, order=order, criteria=names)
    return Writer(base, action)


def _length(page: tuple[Section, ...]) -> int:
    return sum(len(section.text) for section in page)


@LANGUAGES
def test_every_fact_stands_whole_on_some_page(
    knowledge_base: KnowledgeBase, language: Language
) -> None:
    """No fact, date, address or claim of the article is cut or left out."""
    for criterion in knowledge_base.criteria.values():
        full = _writer(knowledge_base, criterion.id, language=language).full()
        texts = [section.text for page in full for section in page]
        for wanted in _all_of(criterion, knowledge_base, language):
            assert any(wanted in text for text in texts), (criterion.id, wanted)


def _all_of(criterion: Criterion, base: KnowledgeBase, language: Language) -> list[str]:
    wanted = [criterion.title[language], criterion.in_short[language]]
    for facts in criterion.facts.values():
        for fact in facts:
            wanted += [fact.text[language], _month(fact.as_of, language)]
            addresses = (base.sources[name].url for name in fact.sources)
            wanted += (url.replace("(", "%28").replace(")", "%29") for url in addresses)
    for readings in criterion.article.values():
        for reading in readings:
            verdict = PHRASES[language].verdicts[reading.verdict]
            wanted += [reading.says[language], reading.note[language], verdict]
    return wanted


def _month(as_of: str, language: Language) -> str:
    names = "January February March April May June July August September October November December"
    year, number = as_of.split("-")
    if language is Language.ZH:
        return f"{year} 年 {int(number)} 月"
    return f"{names.split()[int(number) - 1]} {year}"


@LANGUAGES
def test_claim_begins_with_its_verdict(knowledge_base: KnowledgeBase, language: Language) -> None:
    """In short and in full, whoever reads or hears a claim knows first what became of it."""
    comma, colon = (", ", ": ") if language is Language.EN else ("，", "：")
    for criterion in knowledge_base.criteria.values():
        writer = _writer(knowledge_base, criterion.id, language=language)
        full = "\n".join(section.text for page in writer.full() for section in page)
        short = "\n".join(section.text for section in writer.short())
        for name, readings in criterion.article.items():
            for reading in readings:
                verdict = PHRASES[language].verdicts[reading.verdict]
                framework = knowledge_base.frameworks[name].name[language]
                claim = f"- **{framework}{comma}{verdict}**{colon}{reading.says[language]}\n"
                assert claim in f"{short}\n"
                assert f"{claim}  {reading.note[language]}\n" in f"{full}\n"


@LANGUAGES
def test_page_has_a_number_where_there_are_several(
    knowledge_base: KnowledgeBase, language: Language
) -> None:
    """Whoever turns pages sees how far it goes; a single page needs no number."""
    several = _writer(knowledge_base, "hardware", "speed", language=language).full()
    numbers = [section.text for page in several for section in page if section.text[:2] == "-#"]
    assert numbers == [
        f"-# {PHRASES[language].page.format(page=n + 1, pages=len(several))}"
        for n in range(len(several))
    ]
    assert all(len(number) <= MAX_NUMBER for number in numbers)
    assert all(page[-1].text in numbers for page in several)

    (only,) = _writer(knowledge_base, "debugging", language=language).full()

    assert not any(section.text.startswith("-#") for section in only)


def test_plain_title_has_the_colon_of_its_language(knowledge_base: KnowledgeBase) -> None:
    """Chinese text has full-width punctuation."""
    title = knowledge_base.criteria["debugging"].title

    english = _writer(knowledge_base, "debugging", language=Language.EN).plain()
    chinese = _writer(knowledge_base, "debugging", language=Language.ZH).plain()

    assert english.startswith(f"**{title[Language.EN]}**: ")
    assert chinese.startswith(f"**{title[Language.ZH]}**：")


@LANGUAGES
def test_every_pair_of_criteria_stays_within_limits(
    knowledge_base: KnowledgeBase, language: Language
) -> None:
    """Two criteria that a question asks for fit on pages, in short and in plain text."""
    for names in combinations(knowledge_base.criteria, 2):
        writer = _writer(knowledge_base, *names, language=language)
        assert all(0 < _length(page) <= MAX_TEXT for page in writer.full())
        assert 0 < _length(writer.short()) <= MAX_TEXT
        assert 0 < len(writer.plain()) <= MAX_CONTENT


@LANGUAGES
def test_plain_text_of_pair_has_facts_for_every_framework(
    knowledge_base: KnowledgeBase, language: Language
) -> None:
    """Where two criteria are too long, each framework has fewer facts, and none has none."""
    for names in combinations(knowledge_base.criteria, 2):
        text = _writer(knowledge_base, *names, language=language).plain()
        for framework in knowledge_base.frameworks.values():
            assert text.count(f"**{framework.name[language]}**\n- ") == len(names)


@LANGUAGES
def test_every_page_begins_with_its_title(
    knowledge_base: KnowledgeBase, language: Language
) -> None:
    """Whoever turns a page sees what it is about."""
    for names in (("debugging", "deployment"), ("hardware", "speed")):
        titles = tuple(f"## {knowledge_base.criteria[name].title[language]}\n" for name in names)
        full = _writer(knowledge_base, *names, language=language).full()
        assert len(full) > 1 or language is Language.ZH
        assert all(page[0].text.startswith(titles) for page in full)


def test_short_form_has_two_facts_a_framework(knowledge_base: KnowledgeBase) -> None:
    """A card that nobody unfolded is read at a glance."""
    writer = _writer(knowledge_base, "debugging", language=Language.EN)

    sections = {section.text.split("\n")[0]: section for section in writer.short()}
    for framework in knowledge_base.frameworks.values():
        section = sections[f"### {framework.name[Language.EN]}"]
        assert section.text.count("\n- ") == SHORT_FACTS
        assert section.colour == framework.rgb


def test_asked_framework_comes_first(knowledge_base: KnowledgeBase) -> None:
    """The order of an action is that of the sections; unknown places are left out."""
    last = len(knowledge_base.frameworks) - 1
    writer = _writer(knowledge_base, "debugging", language=Language.EN, order=(last, 99, last))

    headings = [section.text.split("\n")[0] for section in writer.short()]
    names = [f"### {f.name[Language.EN]}" for f in knowledge_base.frameworks.values()]
    assert headings[1 : 1 + len(names)] == [names[-1], *names[:-1]]


def test_criterion_too_long_for_short_form_has_one_fact_a_framework(
    knowledge_base: KnowledgeBase,
) -> None:
    """Fewer facts come before a second page; the rest is behind the button."""
    long = _with_facts(knowledge_base, length=1500, number=3)

    short = _writer(long, "debugging", language=Language.EN).short()

    assert [s.text.count("x" * 1500) for s in short if s.colour is not None] == [1, 1]


def test_criterion_too_long_for_any_page_begins_with_first(knowledge_base: KnowledgeBase) -> None:
    """Where not even one fact a framework fits, the first page is shown."""
    long = _with_facts(knowledge_base, length=3400, number=2)
    writer = _writer(long, "debugging", language=Language.EN)

    assert _length(writer.short()) <= MAX_TEXT
    assert len(writer.full()) == 4
    assert len(writer.plain()) <= MAX_CONTENT


def _with_facts(base: KnowledgeBase, *, length: int, number: int) -> KnowledgeBase:
    """Return *base* with facts of *length* for debugging."""
    criterion = base.criteria["debugging"]
    facts = {
        name: tuple(replace(facts[0], text={Language.EN: "x" * length}) for _ in range(number))
        for name, facts in criterion.facts.items()
    }
    longer = replace(criterion, facts=facts)
    return replace(base, criteria={**base.criteria, "debugging": longer})


def test_knowledge_base_without_article_has_no_word_about_one(
    knowledge_base: KnowledgeBase,
) -> None:
    """Another knowledge base need not have begun with an article."""
    profile = replace(knowledge_base.profile, article=None)
    base = replace(knowledge_base, profile=profile)

    (page,) = _writer(base, "debugging", language=Language.EN).full()

    assert not any("article" in section.text for section in page)


def test_parenthesis_in_address_does_not_end_link(knowledge_base: KnowledgeBase) -> None:
    """Markdown would cut the address there."""
    name = knowledge_base.criteria["debugging"].facts["pytorch"][0].sources[0]
    source = replace(knowledge_base.sources[name], url="https://example.org/a_(b)")
    base = replace(knowledge_base, sources={**knowledge_base.sources, name: source})

    text = _writer(base, "debugging", language=Language.EN).plain()

    assert "](<https://example.org/a_%28b%29>)" in text


@given(st.lists(st.text(max_size=40), max_size=30), st.integers(1, 100))
def test_lines_are_kept_whole_and_in_order(lines: list[str], room: int) -> None:
    """Pages hold all lines, and more than one only where they fit."""
    several = list(pages(lines, room))

    assert [line for page in several for line in page] == lines
    assert all(len(page) == 1 or sum(len(x) + 1 for x in page) <= room for page in several[:-1])
    assert fit(lines, room) == several[0]
