"""
The cards of six criteria, as they go out to Discord, beside what stands in `cards/`.

A change of their facts or of the card's look changes them; look at it with `python -m bot card`
and renew the files with `RENEW_CARDS=1 python -m pytest tests/content/test_card_snapshots.py`.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from bot.actions import Action, Verb
from bot.cards import Cards
from bot.views import build
from knowledge import KnowledgeBase, Language

FILES = Path(__file__).parent / "cards"
CRITERIA = ("choosing", "debugging", "deployment", "graphs", "hardware", "license")
FORMS = {"sent": 0, "unfolded": 1}
"""Names of the forms that are kept, to the page of the action that shows them."""


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("criterion", CRITERIA)
async def test_card_is_as_it_was_looked_at(
    knowledge_base: KnowledgeBase, criterion: str, language: Language
) -> None:
    """What members see changes only with the file that shows the change in review."""
    cards = Cards(knowledge_base, prefix="!", contact=None)
    file = FILES / f"{criterion}.{language}.json"

    payloads = {
        form: _payload(
            cards, Action(verb=Verb.CARD, language=language, page=page, criteria=(criterion,))
        )
        for form, page in FORMS.items()
    }

    if os.environ.get("RENEW_CARDS"):
        text = json.dumps(payloads, ensure_ascii=False, indent=2)
        file.write_text(f"{text}\n", "utf-8", newline="\n")
    assert payloads == json.loads(file.read_text("utf-8"))


def test_files_are_those_that_are_compared() -> None:
    """No file of a criterion that is compared no more is left behind."""
    names = {f"{criterion}.{language}.json" for criterion in CRITERIA for language in Language}

    assert {path.name for path in FILES.iterdir()} == names


def _payload(cards: Cards, action: Action) -> list[dict[str, Any]]:
    payload: list[dict[str, Any]] = build(cards.show(action)).to_components()  # type: ignore[no-untyped-call]  # discord.py leaves it open
    return payload
