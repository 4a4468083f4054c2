"""What Discord takes in one message."""

from bot.actions import MAX_CUSTOM_ID
from bot.cards import MAX_BUTTONS, MAX_COMPONENTS, MAX_OPTIONS, Button, Card, Menu
from bot.writer import MAX_CONTENT, MAX_TEXT

MAX_LABEL = 80
MAX_PLACEHOLDER = 150
MAX_OPTION = 100


def buttons(card: Card) -> list[Button]:
    """Return the buttons of *card*."""
    return [button for row in card.rows if isinstance(row, tuple) for button in row]


def menus(card: Card) -> list[Menu]:
    """Return the menus of *card*."""
    return [row for row in card.rows if isinstance(row, Menu)]


def size(card: Card) -> int:
    """Count the components of *card*, nested ones as well."""
    shown = sum(1 if section.colour is None else 2 for section in card.sections)
    return shown + sum(2 if isinstance(row, Menu) else 1 + len(row) for row in card.rows)


def check(card: Card) -> None:
    """Assert that Discord takes *card*."""
    assert 0 < sum(len(section.text) for section in card.sections) <= MAX_TEXT
    assert all(section.text.strip() for section in card.sections)
    assert size(card) <= MAX_COMPONENTS
    assert 0 < len(card.plain) <= MAX_CONTENT
    custom_ids = [button.custom_id for button in buttons(card)]
    custom_ids += [menu.custom_id for menu in menus(card)]
    assert len(set(custom_ids)) == len(custom_ids)
    assert all(len(custom_id) <= MAX_CUSTOM_ID for custom_id in custom_ids)
    for row in card.rows:
        if isinstance(row, Menu):
            assert 1 <= len(row.options) <= MAX_OPTIONS
            assert 1 <= len(row.placeholder) <= MAX_PLACEHOLDER
            assert len({value for _, value in row.options}) == len(row.options)
            assert all(1 <= len(text) <= MAX_OPTION for option in row.options for text in option)
        else:
            assert 1 <= len(row) <= MAX_BUTTONS
            assert all(1 <= len(button.label) <= MAX_LABEL for button in row)
