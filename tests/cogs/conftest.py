"""The bot in process, against a simulated Discord, with the real answers."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
import simcord.interactions

from bot.client import CriteriaBot
from bot.desk import Desk
from bot.storage import Storage
from bot.storage.migrate import upgrade
from bot.writer import MAX_CONTENT, MAX_TEXT
from knowledge import Answerer, Language
from tests.cogs.world import World


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    """A database of the test's own."""
    return Storage(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with all tables and no rows."""
    path = tmp_path_factory.mktemp("tables") / "bot.db"
    asyncio.run(upgrade(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture
async def opened(tables: Path, tmp_path: Path, storage: Storage) -> AsyncIterator[Storage]:
    """The database of the test's own, open."""
    shutil.copy(tables, tmp_path)
    async with storage:
        yield storage


@pytest.fixture
def manager(world: World) -> simcord.MemberActor:
    """A member who may manage the server."""
    role = world.guild.create_role("managers", permissions=discord.Permissions(manage_guild=True))
    return world.guild.add_member(world.env.create_user("carol"), roles=[role])


@pytest.fixture
def desk(answerer: Answerer, storage: Storage) -> Desk:
    """A desk with the shipped answers and default settings."""
    return Desk(answerer, prefix="!", default=Language.EN, contact=None, storage=storage)


@pytest.fixture
def simcord_bot(desk: Desk) -> CriteriaBot:
    """The bot that the simulated Discord runs."""
    return CriteriaBot(desk, message_content=True, shards=1)


@pytest.fixture
def world(simcord_env: simcord.Env) -> Iterator[World]:
    """A world whose payloads are checked at the end: nobody pinged, within limits, a nonce."""
    # A reload indexes all texts, which takes a busy machine a while.
    simcord_env.settle_timeout = 30.0
    world = World.create(simcord_env)
    yield world
    for sent in world.sent():
        assert sent.body["allowed_mentions"] == {"parse": []}
        assert 0 < len(sent.text) <= MAX_TEXT
        assert len(sent.body.get("content") or "") <= MAX_CONTENT
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
