"""Replies as cards: found, unsure, unknown, and the order of frameworks on their buttons."""

from dataclasses import replace

import pytest

from bot.actions import MAX_CUSTOM_ID, Action, Verb
from bot.cards import Card, Cards
from bot.phrases import EN, PHRASES
from knowledge import Answerer, Found, KnowledgeBase, Language, Question, Unknown, Unsure
from tests.unit.discord_limits import buttons, check

LANGUAGES = pytest.mark.parametrize("language", Language)


@pytest.fixture(scope="module")
def cards(knowledge_base: KnowledgeBase) -> Cards:
    """The cards of the shipped knowledge base, for the longest prefix."""
    return Cards(knowledge_base, prefix="!" * 8, contact="somebody@example.org")


@LANGUAGES
def test_found_reply_is_shown_in_short(
    answerer: Answerer, cards: Cards, language: Language
) -> None:
    """A found criterion is the card that its buttons lead back to."""
    reply = answerer.answer(Question(text="debugging", language=language))
    assert isinstance(reply, Found)

    card = cards.render(reply)

    folded = Action(verb=Verb.CARD, language=language, criteria=("debugging",))
    assert card is cards.show(folded)


@LANGUAGES
def test_unsure_reply_offers_up_to_five(
    answerer: Answerer, cards: Cards, language: Language
) -> None:
    """Each candidate is a button, and a line of the plain text."""
    several = tuple(answerer.knowledge.criteria.values())[:7]
    found = answerer.answer(Question(text="pytorch debugging", language=language))
    reply = Unsure(
        question=found.question,
        language=language,
        matches=found.matches,
        frameworks=found.frameworks,
        candidates=several,
    )

    card = cards.render(reply)

    check(card)
    actions = [Action.decode(button.custom_id) for button in buttons(card)]
    assert [action and action.criteria for action in actions] == [(c.id,) for c in several[:5]]
    assert all(action and action.order == (1,) for action in actions)
    assert all(criterion.title[language] in card.plain for criterion in several[:5])


@LANGUAGES
def test_unknown_reply_says_what_is_known(
    answerer: Answerer, cards: Cards, language: Language
) -> None:
    """Every kind of message that is not answered gets its own word, all others the common one."""
    found = answerer.answer(Question(text="x", language=language))
    for kind in (None, *answerer.knowledge.out_of_scope.values()):
        reply = Unknown(
            question=found.question,
            language=language,
            matches=(),
            frameworks=found.frameworks,
            kind=kind,
        )
        card = cards.render(reply)
        check(card)
        said = kind.reply[language] if kind else PHRASES[language].unknown.split("{")[0]
        assert card.plain.startswith(said)


def test_notice_is_one_sentence(cards: Cards) -> None:
    """A sentence of the bot's own needs no more."""
    card = cards.notice(EN.error)

    check(card)
    assert card.plain == card.sections[0].text == EN.error


@pytest.mark.parametrize(
    ("frameworks", "order"),
    [
        (("a", "b", "c", "d"), ()),
        (("b", "a", "c", "d"), (1,)),
        (("d", "a", "b", "c"), (3,)),
        (("c", "b", "a", "d"), (2, 1)),
        (("a", "c", "b", "d"), (0, 2)),
    ],
)
def test_button_keeps_as_much_order_as_it_needs(
    knowledge_base: KnowledgeBase,
    answerer: Answerer,
    frameworks: tuple[str, ...],
    order: tuple[int, ...],
) -> None:
    """Frameworks after those that were asked for follow in the order of the data."""
    cards = _several_frameworks(knowledge_base, "abcd")
    found = answerer.answer(Question(text="debugging", language=Language.EN))

    card = cards.render(replace(found, frameworks=frameworks))

    turning = [action for action in _actions(card) if action.verb is Verb.CARD]
    assert {action.order for action in turning} == {order}
    shown = [section.text[4] for section in card.sections if section.colour is not None]
    assert tuple(shown) == frameworks


def test_button_fits_however_many_frameworks_there_are(
    knowledge_base: KnowledgeBase, answerer: Answerer
) -> None:
    """A custom_id never outgrows Discord's limit; the frameworks asked for first stay first."""
    cards = _several_frameworks(knowledge_base, "abcdefghijkl", name="x" * 32)
    found = answerer.answer(Question(text="debugging", language=Language.EN))
    assert isinstance(found, Found)
    (criterion,) = found.criteria

    reply = replace(
        found, frameworks=tuple("lkjihgfedcba"), criteria=(replace(criterion, id="x" * 32),) * 2
    )

    card = cards.render(reply)
    assert all(len(button.custom_id) <= MAX_CUSTOM_ID for button in buttons(card))
    turning = [action for action in _actions(card) if action.verb is Verb.CARD]
    assert {action.order for action in turning} == {(11, 10, 9, 8, 7, 6)}


def _actions(card: Card) -> list[Action]:
    """Return what the buttons of *card* do; each does something."""
    actions = [Action.decode(button.custom_id) for button in buttons(card)]
    assert all(actions)
    return [action for action in actions if action]


def _several_frameworks(base: KnowledgeBase, ids: str, name: str = "debugging") -> Cards:
    """Return the cards of one criterion about as many frameworks as there are *ids*."""
    one = next(iter(base.frameworks.values()))
    criterion = base.criteria["debugging"]
    fact = next(iter(criterion.facts.values()))[:1]
    several = replace(criterion, id=name, facts=dict.fromkeys(ids, fact), article={}, related=())
    frameworks = {i: replace(one, id=i, name=dict.fromkeys(Language, i)) for i in ids}
    profile = replace(base.profile, groups=(), overview=None)
    return Cards(
        replace(base, profile=profile, frameworks=frameworks, criteria={name: several}),
        prefix="!",
        contact=None,
    )
