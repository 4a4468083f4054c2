"""Whether a message is for the bot, and what is then to be done."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import discord
from discord.ext import commands

from bot.addressing import glued, has_word, mentioned
from bot.errors import MAX_QUESTION
from bot.memory import Answered
from bot.meter import Surface
from bot.phrases import ALIASES
from bot.talk import Talk

_GLUED = frozenset(name for name in (*ALIASES["compare"], *ALIASES["ask"]) if len(name) > 1)
_ASKING = frozenset({"compare", "ask"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What is to be done about a message; whether it was addressed to the bot in so many words."""

    work: Callable[[], Awaitable[None]]
    addressed: bool = True


class Hearing:
    """Sorts what people write: commands, questions to the bot, and what may be one."""

    def __init__(self, bot: commands.AutoShardedBot, talk: Talk) -> None:
        self._bot = bot
        self._talk = talk

    async def hear(self, message: discord.Message, *, allow_dms: bool) -> Heard | None:
        """Return what *message* wants of the bot, None where that is nothing."""
        direct = isinstance(message.channel, discord.DMChannel)
        if direct and not allow_dms:
            return None
        context = await self._bot.get_context(message)
        if context.command and context.command.name in _ASKING:
            # All that follows is the question; parsing it would take as long as answering it.
            rest = context.view.buffer[context.view.index :].strip()
            if 0 < len(rest) <= MAX_QUESTION:
                return self._question(message, rest, None, Surface.PREFIX)
        if context.valid:
            return Heard(work=partial(self._bot.invoke, context))
        about = self._about(message)
        text = self._asked(message, context)
        if text is not None:
            return self._question(message, text, about, Surface.MENTION)
        if not has_word(message.content):
            return None
        if direct:
            last = about or self._talk.memory.last(message.channel.id)
            return self._question(message, message.content, last, Surface.DIRECT)
        if about or await self._talk.is_open(message):
            work = partial(self._talk.overheard, message, message.content, about=about)
            return Heard(work=work, addressed=False)
        return None

    def _question(
        self, message: discord.Message, text: str, about: Answered | None, surface: Surface
    ) -> Heard:
        return Heard(work=partial(self._talk.message, message, text, about=about, surface=surface))

    async def reread(self, message: discord.Message) -> str | None:
        """Return what an edited *message* asks now, None where it asks nothing."""
        context = await self._bot.get_context(message)
        text = self._asked(message, context)
        if text is None and context.command and context.command.name in _ASKING:
            text = context.view.read_rest().strip()
        if text is None and message.guild is None:
            text = message.content
        return text or None

    def _asked(self, message: discord.Message, context: commands.Context[Any]) -> str | None:
        """Return what *message* asks the bot in so many words, None where it does not."""
        role = message.guild.self_role if message.guild else None
        question = mentioned(
            message.content,
            user=self._bot.user.id if self._bot.user else 0,
            role=role.id if role else None,
        )
        if question is not None:
            return question
        if context.prefix and context.invoked_with:
            start = glued(context.invoked_with, _GLUED)
            if start is not None:
                return f"{start} {context.view.read_rest()}"
        return None

    def _about(self, message: discord.Message) -> Answered | None:
        """Return the answer of the bot's that *message* replies to, where it is remembered."""
        reference = message.reference
        if reference is None or reference.message_id is None:
            return None
        return self._talk.memory.of_answer(reference.message_id)
