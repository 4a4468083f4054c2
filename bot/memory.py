"""What the bot remembers of the last while, in memory alone and bounded."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from cachetools import LRUCache, TTLCache

from bot.views import Form
from knowledge import Language

SEEN = 20_000
SEEN_FOR_S = 3600.0
"""Discord replays minutes, not hours."""
ANSWERS = 5_000
CONVERSATIONS = 5_000
CONVERSATION_S = 600.0
"""How long a direct message may follow up on the answer before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """
    An answer that was given: to what, where, in which form, and on which criteria.

    `content` is the whole message, `text` what it asks, and `about` the criteria of the answer
    that it followed up on. `question_id` may be that of an interaction.
    """

    question_id: int
    answer_id: int
    channel_id: int
    user_id: int
    language: Language
    form: Form = Form.COMPONENTS
    content: str = ""
    text: str = ""
    criteria: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


class Memory:
    """Which messages were seen, and which answer belongs to which question."""

    def __init__(self, timer: Callable[[], float] = time.monotonic) -> None:
        self._seen: TTLCache[int, None] = TTLCache(SEEN, SEEN_FOR_S, timer)
        self._by_question: LRUCache[int, Answered] = LRUCache(ANSWERS)
        self._by_answer: LRUCache[int, Answered] = LRUCache(ANSWERS)
        self._last: TTLCache[int, Answered] = TTLCache(CONVERSATIONS, CONVERSATION_S, timer)

    def first_sight(self, message_id: int) -> bool:
        """Tell whether a message is new, and remember it."""
        if message_id in self._seen:
            return False
        self._seen[message_id] = None
        return True

    def keep(self, answered: Answered, *, direct: bool) -> None:
        """Remember an answer; in a direct message as the one that is followed up on."""
        self._by_question[answered.question_id] = answered
        self._by_answer[answered.answer_id] = answered
        if direct:
            self._last[answered.channel_id] = answered

    def turned(self, answer_id: int, criteria: tuple[str, ...]) -> None:
        """Remember that an answer shows other criteria now."""
        answered = self._by_answer.get(answer_id)
        if answered and answered.criteria != criteria:
            last = self._last.get(answered.channel_id)
            self.keep(replace(answered, criteria=criteria), direct=last == answered)

    def of_question(self, message_id: int) -> Answered | None:
        """Return the answer that a question got."""
        return self._by_question.get(message_id)

    def of_answer(self, message_id: int) -> Answered | None:
        """Return what is known of an answer of the bot's."""
        return self._by_answer.get(message_id)

    def last(self, channel_id: int) -> Answered | None:
        """Return the last answer in a direct message channel, while it may be followed up."""
        return self._last.get(channel_id)

    def forget(self, answered: Answered) -> None:
        """Forget an answer that is gone."""
        self._by_question.pop(answered.question_id, None)
        self._by_answer.pop(answered.answer_id, None)
        if self._last.get(answered.channel_id) == answered:
            self._last.pop(answered.channel_id, None)
