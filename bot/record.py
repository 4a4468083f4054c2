"""What is kept of an answer: for a while what it was, and for longer a sum of which it is one."""

from collections.abc import Mapping
from time import perf_counter
from typing import Any

import discord

from bot.asked import Asked
from bot.delivery import Sent
from bot.memory import Answered, Memory
from bot.meter import Meter, Outcome, Surface
from bot.storage import Storage
from bot.unanswered import Unanswered
from bot.views import Form
from knowledge import Found, Language, Reply, Unknown, Unsure

_OUTCOMES: Mapping[type[Reply], Outcome] = {
    Found: Outcome.FOUND,
    Unsure: Outcome.UNSURE,
    Unknown: Outcome.UNKNOWN,
}


class Record:
    """Counts answers, and remembers the last ones; nothing of who asked leaves the process."""

    def __init__(self, storage: Storage, meter: Meter) -> None:
        self._asked = storage.asked
        self._meter = meter
        self._unanswered = Unanswered(storage)
        self.memory = Memory()

    def limited(self, surface: Surface, begun: float) -> None:
        """Count a question that the limits left unanswered; *begun* is of `perf_counter`."""
        self._meter.asked(surface, Outcome.LIMITED, perf_counter() - begun)

    def answered(self, surface: Surface, answer: Reply, begun: float, guild_id: int | None) -> None:
        """Count *answer*, and which criteria it is about; *begun* is of `perf_counter`."""
        if isinstance(answer, Found):
            self._asked.count(guild_id, (c.id for c in answer.criteria))
        self._meter.asked(surface, _OUTCOMES[type(answer)], perf_counter() - begun)

    def note(self, answer: Reply, guild_id: int | None) -> None:
        """Note the question of *answer*, where that found none and a manager wants to know."""
        self._unanswered.note(guild_id, answer)

    def criticized(self, message_id: int, guild_id: int | None) -> None:
        """Note the question whose answer *message_id* was voted down."""
        self._unanswered.criticize(guild_id, self.memory.of_answer(message_id))

    def keep(
        self,
        message: discord.Message,
        sent: Sent,
        asked: Asked | None = None,
        answer: Reply | None = None,
    ) -> None:
        """Remember that *message* was answered by *sent*, for replies, votes and edits."""
        answered = Answered(
            question_id=message.id,
            answer_id=sent.id,
            channel_id=message.channel.id,
            user_id=message.author.id,
            language=answer.language if answer else Language.EN,
            form=sent.form,
            content=message.content,
            text=answer.question.text if answer else "",
            criteria=_criteria(answer),
            about=asked.about if asked else (),
        )
        self.memory.keep(answered, direct=message.guild is None and answer is not None)

    def keep_plain(self, message: discord.Message, answer_id: int) -> None:
        """Remember that *message* was answered with no card."""
        self.keep(message, Sent(id=answer_id, form=Form.PLAIN))

    def keep_response(
        self, interaction: discord.Interaction[Any], answer_id: int | None, answer: Reply
    ) -> None:
        """Remember the answer to a command, where its id is known, for replies and votes."""
        if answer_id is None:
            return
        answered = Answered(
            question_id=interaction.id,
            answer_id=answer_id,
            channel_id=interaction.channel_id or 0,
            user_id=interaction.user.id,
            language=answer.language,
            text=answer.question.text,
            criteria=_criteria(answer),
        )
        self.memory.keep(answered, direct=interaction.guild_id is None)


def _criteria(answer: Reply | None) -> tuple[str, ...]:
    """Return the ids of what *answer* shows."""
    return tuple(each.id for each in answer.criteria) if isinstance(answer, Found) else ()
