"""The bot in process, against a simulated Discord, with the real answers."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import simcord
import simcord.interactions

from bot.client import CriteriaBot
from bot.desk import Desk
from bot.writer import MAX_CONTENT, MAX_TEXT
from knowledge import Answerer, Language
from tests.cogs.world import World


@pytest.fixture
def desk(answerer: Answerer) -> Desk:
    """A desk with the shipped answers and default settings."""
    return Desk(answerer, prefix="!", default=Language.EN, contact=None)


@pytest.fixture
def simcord_bot(desk: Desk) -> CriteriaBot:
    """The bot that the simulated Discord runs."""
    return CriteriaBot(desk, prefix="!", message_content=True)


@pytest.fixture
def world(simcord_env: simcord.Env) -> Iterator[World]:
    """A world whose payloads are checked at the end: nobody pinged, within limits, a nonce."""
    world = World.create(simcord_env)
    yield world
    for sent in world.sent():
        assert sent.body["allowed_mentions"] == {"parse": []}
        assert 0 < len(sent.text) <= (MAX_CONTENT if sent.body.get("content") else MAX_TEXT)
        if sent.path.startswith("/channels/"):
            assert sent.body["enforce_nonce"]
            assert sent.body["nonce"]


@pytest.fixture
def speak(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A function that sets the language of everybody's client, as a Discord locale."""
    original = simcord.interactions.base_payload

    def set_locale(locale: str) -> None:
        def localized(*args: Any, **keywords: Any) -> Any:
            record, payload = original(*args, **keywords)
            return record, payload | {"locale": locale}

        monkeypatch.setattr(simcord.interactions, "base_payload", localized)

    return set_locale
