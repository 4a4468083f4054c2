"""Whether a message is for the bot, and what is then to be done."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import discord
from discord.ext import commands

from bot.addressing import glued, has_word, mentioned
from bot.asked import CERTAIN, HELPFUL, Asked
from bot.errors import MAX_QUESTION
from bot.meter import Surface
from bot.phrases import ALIASES
from bot.record import Record
from bot.talk import Talk
from bot.views import shown

_GLUED = frozenset(name for name in (*ALIASES["compare"], *ALIASES["ask"]) if len(name) > 1)
_ASKING = frozenset({"compare", "ask"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What is to be done about a message; whether it was addressed to the bot in so many words."""

    work: Callable[[], Awaitable[None]]
    addressed: bool = True


class Hearing:
    """Sorts what people write: commands, questions to the bot, and what may be one."""

    def __init__(self, bot: commands.AutoShardedBot, talk: Talk, record: Record) -> None:
        self._bot = bot
        self._talk = talk
        self._record = record

    async def hear(self, message: discord.Message, *, allow_dms: bool) -> Heard | None:
        """Return what *message* wants of the bot, None where that is nothing."""
        if not allow_dms and isinstance(message.channel, discord.DMChannel):
            return Heard(work=partial(self._talk.decline, message))
        context = await self._bot.get_context(message)
        asked = await self._asked(message, context)
        if asked:
            work = partial(self._talk.message, message, asked)
            return Heard(work=work, addressed=asked.addressed)
        return Heard(work=partial(self._bot.invoke, context)) if context.valid else None

    async def reread(self, message: discord.Message) -> Asked | None:
        """Return what an edited *message* asks now, None where it asks nothing."""
        return await self._asked(message, await self._bot.get_context(message))

    async def _asked(
        self, message: discord.Message, context: commands.Context[Any]
    ) -> Asked | None:
        if context.command and context.command.name in _ASKING:
            # All that follows is the question; parsing it would take as long as answering it.
            rest = context.view.buffer[context.view.index :].strip()
            return Asked(text=rest, surface=Surface.PREFIX) if len(rest) <= MAX_QUESTION else None
        if context.valid:
            return None
        about = self._about(message)
        text = self._named(message, context)
        if text is not None:
            return Asked(text=text, surface=Surface.MENTION, about=about or ())
        text = message.content
        if not has_word(text):
            return None
        if isinstance(message.channel, discord.DMChannel):
            last = self._record.memory.last(message.channel.id)
            if about is None and last and last.question_id != message.id:
                about = last.criteria
            return Asked(text=text, surface=Surface.DIRECT, about=about or ())
        if about is not None:
            return Asked(text=text, surface=Surface.REPLY, about=about, wanted=HELPFUL)
        if await self._talk.is_open(message):
            return Asked(text=text, surface=Surface.CHANNEL, wanted=CERTAIN)
        return None

    def _named(self, message: discord.Message, context: commands.Context[Any]) -> str | None:
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

    def _about(self, message: discord.Message) -> tuple[str, ...] | None:
        """
        Return the criteria of the bot's message that *message* replies to.

        None where it replies to nothing of the bot's, empty where that shows no card. What the
        card shows now counts, and after a restart it still says so itself.
        """
        reference = message.reference
        if reference is None or reference.message_id is None:
            return None
        remembered = self._record.memory.of_answer(reference.message_id)
        answer = reference.resolved
        if not isinstance(answer, discord.Message) or answer.author != self._bot.user:
            return remembered.criteria if remembered else None
        if action := shown(answer):
            return action.criteria
        return remembered.criteria if remembered else ()
