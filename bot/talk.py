"""Conversations: a question from a person becomes one answer, which follows the question's fate."""

import asyncio
from dataclasses import replace
from time import perf_counter
from weakref import WeakValueDictionary

import discord
from cachetools import TTLCache

from bot.addressing import has_word
from bot.asked import Asked
from bot.cards import Card
from bot.delivery import Sent, amend, reply, withdraw
from bot.desk import Desk, Place
from bot.limits import Limits, Verdict
from bot.memory import Answered
from bot.phrases import PHRASES
from bot.places import place_of
from bot.record import Record
from bot.unanswered import is_chat
from knowledge import Reply

DECLINED = 5_000
DECLINED_FOR_S = 86_400.0
"""Who was told that direct messages are not answered is not told again so soon."""


class Talk:
    """Answers people, at most once a message and no more often than the limits allow."""

    def __init__(self, desk: Desk, limits: Limits, record: Record) -> None:
        self._desk = desk
        self._limits = limits
        self._record = record
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._declined: TTLCache[int, None] = TTLCache(DECLINED, DECLINED_FOR_S)

    async def message(self, message: discord.Message, asked: Asked) -> None:
        """Answer what *message* asks, unless nobody named the bot and it would be of no help."""
        begun = perf_counter()
        place = await place_of(message, self._desk.storage.preferences)
        answer = None if asked.addressed else self._ask(asked, place)
        if answer and not self._helps(answer, asked, place):
            return
        if not await self.admits(message, place, asked.text):
            self._record.limited(asked.surface, begun)
            return
        if not has_word(asked.text):
            await self.say(message, self._desk.help(message.content, place))
            return
        answer = answer or self._ask(asked, place)
        await self.say(
            message, self._desk.cards.render(answer, place.prefix), asked=asked, answer=answer
        )
        guild_id = message.guild.id if message.guild else None
        self._record.note(answer, guild_id)
        self._record.answered(asked.surface, answer, begun, guild_id)

    async def admits(self, message: discord.Message, place: Place, text: str) -> bool:
        """Tell whether the limits allow an answer; the first time they do not, say so."""
        verdict, wait = self._limits.ask(user=message.author.id, channel=message.channel.id)
        if verdict is Verdict.NOTICE:
            await reply(message, self._desk.slower(text, place, wait))
        return verdict is Verdict.ANSWER

    async def decline(self, message: discord.Message) -> None:
        """Tell the member, once a day, that direct messages are not answered."""
        if message.author.id in self._declined:
            return
        self._declined[message.author.id] = None
        place = await place_of(message, self._desk.storage.preferences)
        phrases = PHRASES[self._desk.language(place, message.content)]
        await reply(message, self._desk.cards.notice(phrases.no_direct_messages))

    async def is_open(self, message: discord.Message) -> bool:
        """Tell whether a manager lets the bot answer in the channel though nobody asks it."""
        if message.guild is None:
            return False
        settings = await self._desk.storage.preferences.guild(message.guild.id)
        return message.channel.id in settings.channels

    def follows(self, message_id: int) -> bool:
        """Tell whether a message has an answer, or will have one in a moment."""
        return message_id in self._turns or self._record.memory.of_question(message_id) is not None

    def turn(self, message_id: int) -> asyncio.Lock:
        """Return what lets one thing at a time happen to a message, in the order of events."""
        lock = self._turns.get(message_id)
        if lock is None:
            lock = self._turns[message_id] = asyncio.Lock()
        return lock

    async def edited(self, message: discord.Message, asked: Asked | None) -> None:
        """
        Bring the answer to *message* up to date with what is *asked* now.

        Where it would get no answer now, the one that it got is taken back.
        """
        answered = self._record.memory.of_question(message.id)
        if answered is None or answered.content == message.content:
            return
        if asked is None:
            await self._withdraw(message.channel, answered)
            return
        asked = replace(asked, about=answered.about or asked.about)
        place = await place_of(message, self._desk.storage.preferences)
        answer = self._ask(asked, place) if has_word(asked.text) else None
        if answer is None and asked.addressed:
            card = self._desk.help(message.content, place)
        elif answer and self._helps(answer, asked, place):
            card = self._desk.cards.render(answer, place.prefix)
        else:
            await self._withdraw(message.channel, answered)
            return
        await amend(message, answered.answer_id, card, answered.form)
        self._record.keep(message, Sent(id=answered.answer_id, form=answered.form), asked, answer)

    async def deleted(self, channel: discord.PartialMessageable, message_id: int) -> None:
        """Take back the answer to a message that is gone, or forget an answer that is."""
        answered = self._record.memory.of_question(message_id)
        if answered:
            await self._withdraw(channel, answered)
        elif gone := self._record.memory.of_answer(message_id):
            self._record.memory.forget(gone)

    async def say(
        self,
        message: discord.Message,
        card: Card,
        *,
        asked: Asked | None = None,
        answer: Reply | None = None,
    ) -> None:
        """Answer *message* with *card*, and remember that."""
        sent = await reply(message, card)
        if sent:
            self._record.keep(message, sent, asked, answer)

    async def _withdraw(
        self, channel: "discord.abc.MessageableChannel", answered: Answered
    ) -> None:
        self._record.memory.forget(answered)
        await withdraw(channel, answered.answer_id)

    def _ask(self, asked: Asked, place: Place) -> Reply:
        known = self._desk.answerer.knowledge.criteria
        about = tuple(known[name] for name in asked.about if name in known)
        return self._desk.ask(asked.text, place, about)

    def _helps(self, answer: Reply, asked: Asked, place: Place) -> bool:
        """Tell whether to give *answer*; small talk goes on nowhere, whatever it names."""
        if not isinstance(answer, asked.wanted):
            return False
        return asked.addressed or not (asked.about and is_chat(self._desk.ask(asked.text, place)))
