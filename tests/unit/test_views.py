"""Cards as messages with content: the same texts and controls, inside Discord's limits."""

from dataclasses import replace
from itertools import product

import pytest

from bot.actions import Action, Verb
from bot.cards import Card, Cards
from bot.views import MAX_EMBEDS, classic
from bot.writer import MAX_CONTENT, MAX_TEXT, Section
from knowledge import KnowledgeBase, Language
from tests.unit.discord_limits import buttons, menus

MAX_DESCRIPTION = 4096
MAX_ROWS = 5


@pytest.fixture(scope="module")
def cards(knowledge_base: KnowledgeBase) -> Cards:
    """The cards of the shipped knowledge base."""
    return Cards(knowledge_base, prefix="!" * 8, contact="somebody@example.org")


@pytest.mark.parametrize("language", Language)
async def test_every_card_has_a_classic_form(
    knowledge_base: KnowledgeBase, cards: Cards, language: Language
) -> None:
    """No text is lost, every control is there, and a notification begins with the title."""
    for name, page in product(knowledge_base.criteria, range(4)):
        card = cards.show(
            Action(verb=Verb.CARD, language=language, page=page, criteria=(name, "choosing"))
        )
        _check(card)
        message = classic(card)
        assert message
        title = f"## {knowledge_base.criteria[name].title[language]}"
        if page == 0:
            assert message.content.startswith(f"{title}\n")
    for card in (cards.help(language), cards.about(language), cards.list(language)):
        _check(card)


def _check(card: Card) -> None:
    message = classic(card)
    assert message
    assert 0 < len(message.content) <= MAX_CONTENT
    descriptions = [embed.description or "" for embed in message.embeds]
    assert len(descriptions) <= MAX_EMBEDS
    assert all(0 < len(text) <= MAX_DESCRIPTION for text in descriptions)
    assert sum(map(len, descriptions)) <= MAX_TEXT
    shown = "\n".join((message.content, *descriptions))
    assert shown == "\n".join(section.text for section in card.sections)
    rows = message.view.to_components()
    assert len(rows) == len(card.rows) <= MAX_ROWS
    custom_ids = [item["custom_id"] for row in rows for item in row["components"]]
    wanted = [button.custom_id for button in buttons(card)]
    assert sorted(custom_ids) == sorted(wanted + [menu.custom_id for menu in menus(card)])
    assert message.view.is_finished()


async def test_framework_keeps_its_colour(knowledge_base: KnowledgeBase, cards: Cards) -> None:
    """The bar is that of the framework; what belongs to none has no colour."""
    action = Action(verb=Verb.CARD, language=Language.EN, criteria=("debugging",))

    message = classic(cards.show(action))

    assert message
    colours = [embed.colour.value if embed.colour else None for embed in message.embeds]
    assert colours == [*(f.rgb for f in knowledge_base.frameworks.values()), None]


async def test_title_alone_is_content_above_a_framework() -> None:
    """A page that begins inside a framework has its colour all the same."""
    card = Card(sections=(Section(text="## Title\n### Name\n- fact", colour=1),))

    message = classic(card)

    assert message
    assert message.content == "## Title"
    assert [embed.description for embed in message.embeds] == ["### Name\n- fact"]


async def test_long_text_is_no_content() -> None:
    """What content has no room for stands in an embed, whole."""
    text = "x" * MAX_CONTENT

    message = classic(Card(sections=(Section(text=f"## Title\n{text}"),)))

    assert message
    assert message.content == "## Title"
    assert [embed.description for embed in message.embeds] == [text]


async def test_too_many_sections_have_no_classic_form(cards: Cards) -> None:
    """Ten embeds are Discord's limit; nothing is left out instead."""
    card = cards.notice("x")
    many = tuple(Section(text=str(number)) for number in range(MAX_EMBEDS + 1))

    assert classic(replace(card, sections=many))
    assert classic(replace(card, sections=(*many, Section(text="one more")))) is None
