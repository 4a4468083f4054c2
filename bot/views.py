"""Cards as discord.py's views. They hold no state: all of it is in the custom_ids."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import Any

import discord
from discord import ui

from bot.actions import Action, Verb
from bot.cards import Button, Card, Menu, Row
from bot.writer import MAX_CONTENT, Section

MAX_EMBEDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Classic:
    """A card as a message with content, which a notification shows, unlike components."""

    content: str
    embeds: Sequence[discord.Embed]
    view: ui.View


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


@lru_cache(maxsize=2048)
def classic(card: Card) -> Classic | None:
    """Build *card* as content and embeds; None where it has more sections than fit."""
    first, *rest = card.sections
    if first.colour is not None or len(first.text) > MAX_CONTENT:
        title, _, text = first.text.partition("\n")
        first, rest = Section(text=title), [Section(text=text, colour=first.colour), *rest]
    if len(rest) > MAX_EMBEDS:
        return None
    embeds = tuple(discord.Embed(description=part.text, colour=part.colour) for part in rest)
    view = ui.View(timeout=None)
    for number, row in enumerate(card.rows):
        items = (_menu(row),) if isinstance(row, Menu) else map(_button, row)
        for item in items:
            item.row = number
            view.add_item(item)
    view.stop()
    return Classic(content=first.text, embeds=embeds, view=view)


class Form(Enum):
    """How a card is written: with components, as content and embeds, or in plain text."""

    COMPONENTS = auto()
    CLASSIC = auto()
    PLAIN = auto()


def fitting(card: Card, form: Form) -> Form:
    """Return *form*, or components where *card* is too much for embeds."""
    return Form.COMPONENTS if form is Form.CLASSIC and not classic(card) else form


def shown(message: discord.Message) -> Action | None:
    """Return what is voted on in *message*: the card that it shows now, None if it shows none."""
    actions = map(Action.decode, _custom_ids(message.components))
    return next((action for action in actions if action and action.verb is Verb.UP), None)


def _custom_ids(components: Sequence[Any]) -> Iterator[str]:
    for component in components:
        yield getattr(component, "custom_id", None) or ""
        yield from _custom_ids(getattr(component, "children", ()))


@lru_cache(maxsize=2048)
def payload(card: Card, form: Form) -> Mapping[str, Any]:
    """
    Return what Discord is told of a message of *card*, not to be changed.

    It depends on the card and the form alone, so that an answer that was given before costs
    nothing. With components where it is too much for embeds.
    """
    if form is Form.PLAIN:
        return {"content": card.plain}
    if form is Form.CLASSIC and (parts := classic(card)):
        return {
            "content": parts.content,
            "embeds": [embed.to_dict() for embed in parts.embeds],
            "components": parts.view.to_components(),
        }
    flags = discord.MessageFlags(components_v2=True)
    components = build(card).to_components()  # type: ignore[no-untyped-call] # untyped there
    return {"components": components, "flags": flags.value}


def _row(row: Row) -> ui.ActionRow[ui.LayoutView]:
    items: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    if isinstance(row, Menu):
        items.add_item(_menu(row))
    else:
        for button in row:
            items.add_item(_button(button))
    return items


def _button(button: Button) -> ui.Button[Any]:
    return ui.Button(label=button.label, custom_id=button.custom_id)


def _menu(menu: Menu) -> ui.Select[Any]:
    options = [discord.SelectOption(label=label, value=value) for label, value in menu.options]
    return ui.Select(placeholder=menu.placeholder, custom_id=menu.custom_id, options=options)
