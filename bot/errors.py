"""What people are told when something goes wrong, and what the log is told."""

import logging
from collections.abc import Callable, Mapping

from discord import app_commands
from discord.ext import commands

from bot.cards import Card
from bot.desk import Desk
from bot.phrases import PHRASES
from knowledge import Language

log = logging.getLogger(__name__)

MAX_QUESTION = 4000


def card_for(error: BaseException, desk: Desk, language: Language) -> Card | None:
    """
    Return what the member sees, None for silence.

    The handler is looked up along the error's classes, nearest first, so order cannot matter.
    What nobody expected is logged with its trace.
    """
    cause = _cause(error)
    for kind in type(cause).__mro__:
        if kind in _HANDLERS:
            return _HANDLERS[kind](desk, language)
    log.error("a command failed", exc_info=cause)
    return desk.cards.notice(PHRASES[language].error)


def _cause(error: BaseException) -> BaseException:
    """Unwrap what discord.py wraps around the error of a command."""
    while original := getattr(error, "original", None):
        error = original
    return error


def _help(desk: Desk, language: Language) -> Card:
    return desk.cards.help(language)


def _too_long(desk: Desk, language: Language) -> Card:
    return desk.cards.notice(PHRASES[language].too_long.format(most=MAX_QUESTION))


def _silence(desk: Desk, language: Language) -> None:
    return None


_HANDLERS: Mapping[type, Callable[[Desk, Language], Card | None]] = {
    commands.MissingRequiredArgument: _help,
    commands.RangeError: _too_long,
    commands.CommandNotFound: _silence,
    commands.CheckFailure: _silence,
    app_commands.CommandNotFound: _help,
    app_commands.CheckFailure: _silence,
}
