"""A running fake and a raw client of it."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from fake_discord import (
    FakeDiscord,
    Interaction,
)
from fake_discord.tests.bodies import command, option
from fake_discord.tests.client import Api


@pytest.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    """A running fake with the small world."""
    async with FakeDiscord() as running:
        yield running


@pytest.fixture
async def api(fake: FakeDiscord) -> AsyncIterator[Api]:
    """A raw client of the fake."""
    async with aiohttp.ClientSession() as session:
        yield Api(fake=fake, session=session)


@pytest.fixture
async def interaction(fake: FakeDiscord, api: Api) -> Interaction:
    """A slash command that nobody has answered yet."""
    await api.put_commands(command(options=[option(autocomplete=True)]))
    return await fake.slash(fake.user, fake.channel, "ask", {"text": "x"})
