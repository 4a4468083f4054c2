"""From an error to what the member sees."""

from typing import Any
from unittest.mock import create_autospec

import discord
import pytest
from discord import app_commands
from discord.ext import commands

from bot.client import CriteriaBot
from bot.desk import Desk
from bot.errors import card_for
from bot.phrases import EN, ZH
from knowledge import Language
from tests.cogs.world import World


def _missing() -> commands.MissingRequiredArgument:
    return commands.MissingRequiredArgument(create_autospec(commands.Parameter, instance=True))


class _Range(commands.RangeError):
    """A kind of error that is not in the table, below one that is."""

    def __init__(self) -> None:
        super().__init__("x" * 5000, minimum=1, maximum=4000)


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (_missing(), ZH.help_title),
        (_Range(), ZH.too_long.format(most=4000)),
        (app_commands.CommandNotFound("compare", []), ZH.help_title),
        (commands.CommandNotFound(), None),
        (commands.CheckFailure(), None),
        (commands.NoPrivateMessage(), None),
        (app_commands.CheckFailure(), None),
        (commands.HybridCommandError(app_commands.CheckFailure()), None),
    ],
    ids=("argument", "range", "slash", "prefix", "check", "direct", "slash check", "hybrid"),
)
def test_expected_error_is_not_logged(
    desk: Desk, caplog: pytest.LogCaptureFixture, error: Exception, text: str | None
) -> None:
    """The nearest class in the table decides, whatever wraps the error."""
    card = card_for(error, desk, Language.ZH)

    assert text in card.plain if text and card else card is None
    assert not caplog.records


@pytest.mark.parametrize(
    "wrap",
    [
        lambda error: error,
        lambda error: commands.CommandInvokeError(error),
        lambda error: commands.HybridCommandError(app_commands.AppCommandError(error)),
    ],
)
def test_unexpected_error_is_logged_with_cause(
    desk: Desk, caplog: pytest.LogCaptureFixture, wrap: Any
) -> None:
    """The member gets a sentence without a word of the error."""
    card = card_for(wrap(ValueError("secret")), desk, Language.EN)

    assert card
    assert card.plain == EN.error
    (record,) = caplog.records
    assert record.exc_info


@pytest.fixture
def silent(simcord_bot: CriteriaBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bot whose answers all end in an error that is kept from members."""

    def refuse(*arguments: Any) -> None:
        raise commands.CheckFailure

    monkeypatch.setattr(simcord_bot.desk, "ask", refuse)
    monkeypatch.setattr(simcord_bot.desk.cards, "show", refuse)


@pytest.mark.simcord(check_errors=False)
async def test_silence_is_kept_on_every_surface(world: World, silent: None) -> None:
    """Where the table says silence, nobody reads anything."""
    await world.alice.send(world.channel, "!compare debugging")
    await world.alice.send(world.channel, f"<@{world.me}> debugging")
    await world.alice.slash(world.channel, "compare", question="debugging")

    assert world.sent() == []


@pytest.mark.simcord(check_errors=False)
async def test_silence_is_kept_behind_button_and_check(
    world: World, simcord_bot: CriteriaBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same holds for a press, and for a check of the command tree."""
    await world.alice.send(world.channel, "!compare debugging")
    card = world.channel.last_message
    assert card is not None

    def refuse(*arguments: Any) -> None:
        raise commands.CheckFailure

    monkeypatch.setattr(simcord_bot.desk.cards, "show", refuse)
    await world.alice.click(card, label=EN.more)

    async def check(interaction: discord.Interaction) -> bool:
        raise app_commands.CheckFailure

    monkeypatch.setattr(simcord_bot.tree, "interaction_check", check)
    await world.alice.slash(world.channel, "help")

    assert len(world.sent()) == 1
