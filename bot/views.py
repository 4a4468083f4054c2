"""Cards as discord.py's views. They hold no state: all of it is in the custom_ids."""

from functools import lru_cache

import discord
from discord import ui

from bot.cards import Button, Card, Menu, Row


@lru_cache(maxsize=2048)
def build(card: Card) -> ui.LayoutView:
    """
    Build the view of *card*.

    It is stopped at once, so that discord.py keeps no reference to it and one view may be sent
    many times: presses are read from the custom_id alone, after a restart as well.
    """
    view = ui.LayoutView(timeout=None)
    for section in card.sections:
        text: ui.TextDisplay[ui.LayoutView] = ui.TextDisplay(section.text)
        if section.colour is None:
            view.add_item(text)
        else:
            view.add_item(ui.Container(text, accent_colour=section.colour))
    for row in card.rows:
        view.add_item(_row(row))
    view.stop()
    return view


def _row(row: Row) -> ui.ActionRow[ui.LayoutView]:
    items: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    if isinstance(row, Menu):
        items.add_item(_menu(row))
    else:
        for button in row:
            items.add_item(_button(button))
    return items


def _button(button: Button) -> ui.Button[ui.LayoutView]:
    return ui.Button(label=button.label, custom_id=button.custom_id)


def _menu(menu: Menu) -> ui.Select[ui.LayoutView]:
    options = [discord.SelectOption(label=label, value=value) for label, value in menu.options]
    return ui.Select(placeholder=menu.placeholder, custom_id=menu.custom_id, options=options)
