"""Every criterion that is shipped: complete, short, cited, and found by enough words."""

from pathlib import Path

import pytest

import knowledge as core
from knowledge import Criterion, KnowledgeBase, Language
from knowledge.text import normalize
from tests.content.shipped import FROM_THE_ARTICLE, IDS, sentences

DIRECTORY = Path(core.__file__).parent
MOST = {Language.EN: 220, Language.ZH: 110}
END = {Language.EN: (".", ".)"), Language.ZH: ("。", "。）")}


@pytest.fixture(params=IDS)
def criterion(request: pytest.FixtureRequest, knowledge_base: KnowledgeBase) -> Criterion:
    """Each criterion in turn."""
    return knowledge_base.criteria[request.param]


def test_all_criteria_are_there(knowledge_base: KnowledgeBase) -> None:
    """No more and no fewer than the list says."""
    assert len(IDS) == 52
    assert sorted(knowledge_base.criteria) == sorted(IDS)


def test_groups_list_every_criterion_once(knowledge_base: KnowledgeBase) -> None:
    """Whoever leafs through the groups sees everything."""
    listed = [name for group in knowledge_base.profile.groups for name in group.criteria]

    assert sorted(listed) == sorted(IDS)


def test_overview_is_the_choice(knowledge_base: KnowledgeBase) -> None:
    """The plain question "A or B?" gets the strongest differences."""
    assert knowledge_base.profile.overview == "choosing"


def test_both_languages_are_declared(knowledge_base: KnowledgeBase) -> None:
    """The shipped knowledge base speaks whatever the bot speaks."""
    assert knowledge_base.profile.languages == tuple(Language)


def test_each_criterion_is_complete_in_both_languages(criterion: Criterion) -> None:
    """English and Chinese stand side by side, in full."""
    texts = [criterion.title, criterion.in_short, criterion.aliases, criterion.questions]
    texts += [fact.text for facts in criterion.facts.values() for fact in facts]
    for readings in criterion.article.values():
        texts += [text for reading in readings for text in (reading.says, reading.note)]

    assert all(set(text) == set(Language) for text in texts)
    assert all(text[language] for text in texts for language in Language)


def test_each_framework_has_two_to_five_facts(
    criterion: Criterion, knowledge_base: KnowledgeBase
) -> None:
    """Fewer say too little, more are not read; and neither framework is left out."""
    assert list(criterion.facts) == list(knowledge_base.frameworks)
    assert all(2 <= len(facts) <= 5 for facts in criterion.facts.values())


@pytest.mark.parametrize("language", Language)
def test_each_sentence_is_short_and_whole(criterion: Criterion, language: Language) -> None:
    """A fact fits on a card, and ends as a sentence does."""
    bad = [
        (place, text)
        for place, text in sentences(criterion, language)
        if len(text) > MOST[language] or not text.endswith(END[language])
    ]

    assert bad == []


@pytest.mark.parametrize("language", Language)
def test_each_title_is_a_heading(criterion: Criterion, language: Language) -> None:
    """A title stands in buttons and lists."""
    title = criterion.title[language]

    assert 1 <= len(title) <= 40
    assert not title.endswith((".", "。", "?", "？"))


@pytest.mark.parametrize("language", Language)
def test_each_criterion_has_enough_words(criterion: Criterion, language: Language) -> None:
    """People ask in many words: 8 aliases and 6 questions at least, none of them twice."""
    aliases = criterion.aliases[language]
    questions = criterion.questions[language]

    assert len(set(aliases)) == len(aliases)
    assert len({normalize(alias) for alias in aliases}) >= 8
    assert len({normalize(question) for question in questions}) == len(questions) >= 6


def test_no_two_criteria_share_a_name(knowledge_base: KnowledgeBase) -> None:
    """An id, a title or an alias leads to one criterion, however it is typed."""
    owners: dict[str, set[str]] = {}
    for criterion in knowledge_base.criteria.values():
        names = [criterion.id, *criterion.title.values()]
        names += [alias for aliases in criterion.aliases.values() for alias in aliases]
        for name in names:
            owners.setdefault(normalize(name), set()).add(criterion.id)

    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_no_two_criteria_share_a_question(knowledge_base: KnowledgeBase) -> None:
    """A question that teaches two criteria teaches neither."""
    owners: dict[str, set[str]] = {}
    for criterion in knowledge_base.criteria.values():
        for questions in criterion.questions.values():
            for question in questions:
                owners.setdefault(normalize(question), set()).add(criterion.id)

    assert {question: ids for question, ids in owners.items() if len(ids) > 1} == {}


def test_each_criterion_leads_to_others(criterion: Criterion) -> None:
    """Related criteria are there, are others, and are few."""
    assert 1 <= len(criterion.related) <= 6
    assert len(set(criterion.related)) == len(criterion.related)
    assert set(criterion.related) <= set(IDS) - {criterion.id}


def test_the_article_is_quoted_where_it_compares(criterion: Criterion) -> None:
    """Its 18 points say what it says, with a verdict and a note; the others do not mention it."""
    assert bool(criterion.article) is (criterion.id in FROM_THE_ARTICLE)
    assert all(readings for readings in criterion.article.values())


def test_each_file_shows_its_schema_to_editors(criterion: Criterion) -> None:
    """Editors complete and check the keys by it."""
    path = DIRECTORY / "criteria" / f"{criterion.id}.yaml"

    first = path.read_text(encoding="utf-8").splitlines()[0]

    assert first == "# yaml-language-server: $schema=../criterion.schema.json"
