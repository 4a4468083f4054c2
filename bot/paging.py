"""The pages of a server's open questions, as cards. Pure."""

from collections.abc import Sequence

from bot.actions import Action, Verb
from bot.cards import Button, Card
from bot.gaps import pages
from bot.notices import NOTICES
from bot.phrases import PHRASES
from bot.storage import OpenQuestion
from bot.writer import MAX_TEXT, Section
from knowledge import Language

FOOT = 100
"""Characters kept for the line that counts the pages."""


def gaps_card(questions: Sequence[OpenQuestion], language: Language, page: int) -> Card:
    """Return *page*, from 0, of *questions*; the last where there are not so many any more."""
    phrases = PHRASES[language]
    several = list(pages(questions, NOTICES[language], MAX_TEXT - FOOT))
    page = min(page, len(several) - 1)
    buttons = tuple(
        Button(
            label=label,
            custom_id=Action(verb=Verb.GAPS, language=language, page=target).encode(),
        )
        for label, target in ((phrases.back, page - 1), (phrases.forward, page + 1))
        if 0 <= target < len(several)
    )
    text = several[page]
    if buttons:
        text += f"\n-# {phrases.page.format(page=page + 1, pages=len(several))}"
    return Card(sections=(Section(text=text),), rows=(buttons,) if buttons else (), plain=text)
