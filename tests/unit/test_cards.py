"""Cards of criteria, lists and help, inside all of Discord's limits."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations_with_replacement

import pytest

from bot.actions import Action, Verb
from bot.cards import Button, Card, Cards
from bot.phrases import PHRASES
from bot.views import build
from knowledge import KnowledgeBase, Language
from tests.unit.discord_limits import buttons, check, menus, size

LANGUAGES = pytest.mark.parametrize("language", Language)


@pytest.fixture(scope="module")
def cards(knowledge_base: KnowledgeBase) -> Cards:
    """The cards of the shipped knowledge base, for the longest prefix."""
    return Cards(knowledge_base, prefix="!" * 8, contact="somebody@example.org")


def _all_pages(cards: Cards, *names: str, language: Language) -> Iterator[Card]:
    """Yield the short form and every page, as the buttons lead to them."""
    page = 0
    while True:
        action = Action(verb=Verb.CARD, language=language, page=page, criteria=names)
        card = cards.show(action)
        yield card
        page += 1
        onward = {button.label for button in buttons(card)}
        if not onward & {PHRASES[language].more, PHRASES[language].forward}:
            return


@LANGUAGES
def test_every_page_of_every_pair_fits(
    knowledge_base: KnowledgeBase, cards: Cards, language: Language
) -> None:
    """Whatever criteria a question asks for, no page is refused by Discord."""
    for names in combinations_with_replacement(knowledge_base.criteria, 2):
        for card in _all_pages(cards, *dict.fromkeys(names), language=language):
            check(card)


@LANGUAGES
async def test_discord_library_counts_the_same(
    knowledge_base: KnowledgeBase, cards: Cards, language: Language
) -> None:
    """The view has the components and the texts of its card, and waits for nothing."""
    for name in knowledge_base.criteria:
        for card in _all_pages(cards, name, "choosing", language=language):
            view = build(card)
            assert view.total_children_count == size(card)
            assert view.content_length() == sum(len(section.text) for section in card.sections)
            assert view.is_finished()
            assert build(card) is view


@LANGUAGES
def test_every_button_leads_somewhere(
    knowledge_base: KnowledgeBase, cards: Cards, language: Language
) -> None:
    """All that a card offers is known when it is pressed."""
    for name in knowledge_base.criteria:
        for card in _all_pages(cards, name, language=language):
            for button in buttons(card):
                action = Action.decode(button.custom_id)
                assert action
                assert cards.knows(action)
            for menu in menus(card):
                action = Action.decode(menu.custom_id)
                assert action
                assert action.verb is Verb.MENU
                assert all(value in knowledge_base.criteria for _, value in menu.options)


def test_page_past_the_last_is_the_last(cards: Cards) -> None:
    """An old button may name a page that is no more."""
    shown = [
        cards.show(Action(verb=Verb.CARD, language=Language.EN, page=page, criteria=("speed",)))
        for page in (1, 2, 999)
    ]

    assert len({card.sections for card in shown}) == 1


def test_criterion_that_fits_needs_no_more(knowledge_base: KnowledgeBase) -> None:
    """A card that shows everything offers nothing to unfold, and no empty row."""
    criterion = knowledge_base.criteria["debugging"]
    facts = {name: facts[:1] for name, facts in criterion.facts.items()}
    little = replace(criterion, facts=facts, article={}, related=())
    profile = replace(knowledge_base.profile, languages=(Language.EN,))
    base = replace(knowledge_base, profile=profile, criteria={"debugging": little})
    cards = Cards(base, prefix="!", contact=None)

    card = cards.show(Action(verb=Verb.CARD, language=Language.EN, criteria=("debugging",)))

    (votes,) = card.rows
    assert [_verb(button) for button in buttons(card)] == [Verb.UP, Verb.DOWN]
    assert isinstance(votes, tuple)
    check(card)


def _verb(button: Button) -> Verb | None:
    action = Action.decode(button.custom_id)
    return action.verb if action else None


@LANGUAGES
def test_votes_have_a_row_of_their_own(
    knowledge_base: KnowledgeBase, cards: Cards, language: Language
) -> None:
    """Each vote is a word as well as a picture, and stands apart from what turns the card."""
    for name in knowledge_base.criteria:
        for card in _all_pages(cards, name, language=language):
            turn, votes = (row for row in card.rows if isinstance(row, tuple))
            assert {_verb(button) for button in turn} == {Verb.CARD}
            assert [_verb(button) for button in votes] == [Verb.UP, Verb.DOWN]
            assert all(re.search(r"\w{2}", button.label) for button in votes)


def test_menu_leaves_out_what_is_shown(knowledge_base: KnowledgeBase, cards: Cards) -> None:
    """The second criterion of a card is no related one of the first."""
    first = knowledge_base.criteria["debugging"]
    second = first.related[0]
    action = Action(verb=Verb.CARD, language=Language.EN, criteria=(first.id, second))

    (menu,) = menus(cards.show(action))

    assert not {first.id, second} & {value for _, value in menu.options}


def test_same_question_is_rendered_once(cards: Cards) -> None:
    """Many people ask the same; equal actions share one card."""
    action = Action(verb=Verb.CARD, language=Language.EN, criteria=("debugging",))

    assert cards.show(action) is cards.show(replace(action))


@LANGUAGES
@pytest.mark.parametrize("prefix", ["!", "cb!", "~" * 8])
def test_help_lists_and_about_fit(
    knowledge_base: KnowledgeBase, language: Language, prefix: str
) -> None:
    """The bot's own texts fit as components and as plain text."""
    cards = Cards(knowledge_base, prefix=prefix, contact="somebody@example.org")

    for card in (cards.help(language), cards.list(language), cards.about(language)):
        check(card)
    assert prefix in cards.help(language).plain
    assert "somebody@example.org" in cards.about(language).plain
    assert "somebody" not in Cards(knowledge_base, prefix="!", contact=None).about(language).plain


def test_about_names_article_only_where_there_is_one(
    knowledge_base: KnowledgeBase, cards: Cards
) -> None:
    """Another knowledge base need not have begun with an article."""
    article = knowledge_base.profile.article
    assert article
    assert article.publisher[Language.EN] in cards.about(Language.EN).plain
    base = replace(knowledge_base, profile=replace(knowledge_base.profile, article=None))

    text = Cards(base, prefix="!", contact=None).about(Language.EN).plain

    assert article.publisher[Language.EN] not in text


@LANGUAGES
def test_list_names_every_criterion_once(
    knowledge_base: KnowledgeBase, cards: Cards, language: Language
) -> None:
    """Nothing that can be compared is missing, in plain text neither."""
    card = cards.list(language)

    for text in (card.sections[0].text, card.plain):
        for criterion in knowledge_base.criteria.values():
            assert criterion.title[language] in text
    assert card.rows == ()


@LANGUAGES
def test_long_list_is_paged_without_loss(knowledge_base: KnowledgeBase, language: Language) -> None:
    """A knowledge base without groups, ten times as large, is listed on pages that all fit."""
    criteria = {
        f"{name}-{number}": replace(
            criterion, title={key: f"{title} {number}" for key, title in criterion.title.items()}
        )
        for number in range(10)
        for name, criterion in knowledge_base.criteria.items()
    }
    profile = replace(knowledge_base.profile, groups=())
    cards = Cards(
        replace(knowledge_base, profile=profile, criteria=criteria), prefix="!", contact=None
    )

    first = cards.list(language)
    *_, number = re.findall(r"[0-9]+", first.sections[0].text.split("\n")[-1])
    several = [cards.list(language, page) for page in range(int(number))]

    for card in several:
        check(card)
    for text in ("".join(c.plain for c in several), "".join(c.sections[0].text for c in several)):
        assert all(f"- {c.title[language]}\n" in text + "\n" for c in criteria.values())
    assert len(buttons(several[0])) == len(buttons(several[-1])) == 1
    assert all(len(buttons(card)) == 2 for card in several[1:-1])
    assert cards.list(language, 999) == several[-1]
