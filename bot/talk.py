"""Conversations: a question from a person becomes one answer, which follows the question's fate."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from time import perf_counter
from typing import Any
from weakref import WeakValueDictionary

import discord
from cachetools import TTLCache
from discord.ext import commands

from bot.addressing import has_word
from bot.asked import Asked
from bot.cards import Card
from bot.delivery import Sent, amend, reply, respond, think, withdraw
from bot.desk import PATIENCE_S, Desk, Place
from bot.limits import Limits, Verdict
from bot.memory import Answered, Memory
from bot.meter import Meter, Outcome, Surface
from bot.phrases import PHRASES
from bot.places import home, place_of
from bot.storage import Visibility
from bot.unanswered import Unanswered, is_chat
from bot.views import Form
from knowledge import Found, Language, Reply, Unknown, Unsure

DECLINED = 5_000
DECLINED_FOR_S = 86_400.0
"""Who was told that direct messages are not answered is not told again so soon."""

_OUTCOMES: Mapping[type[Reply], Outcome] = {
    Found: Outcome.FOUND,
    Unsure: Outcome.UNSURE,
    Unknown: Outcome.UNKNOWN,
}


class Talk:
    """Answers people, at most once a message and no more often than the limits allow."""

    def __init__(self, desk: Desk, limits: Limits, meter: Meter | None = None) -> None:
        self._desk = desk
        self._limits = limits
        self._meter = meter or Meter()
        self._unanswered = Unanswered(desk.storage)
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._declined: TTLCache[int, None] = TTLCache(DECLINED, DECLINED_FOR_S)
        self.memory = Memory()

    async def message(self, message: discord.Message, asked: Asked) -> None:
        """Answer what *message* asks, unless nobody named the bot and it would be of no help."""
        begun = perf_counter()
        place = await place_of(message, self._desk.storage.preferences)
        answer = None if asked.addressed else self._ask(asked, place)
        if answer and not self._helps(answer, asked, place):
            return
        if not await self._allowed(message, place, asked.text):
            self._meter.asked(asked.surface, Outcome.LIMITED, perf_counter() - begun)
            return
        if not has_word(asked.text):
            await self._say(message, self._help(message.content, place))
            return
        answer = answer or self._ask(asked, place)
        await self._say(
            message, self._desk.cards.render(answer, place.prefix), asked=asked, answer=answer
        )
        guild_id = message.guild.id if message.guild else None
        self._unanswered.note(guild_id, answer)
        self._count(asked.surface, answer, begun, guild_id)

    async def decline(self, message: discord.Message) -> None:
        """Tell the member, once a day, that direct messages are not answered."""
        if message.author.id in self._declined:
            return
        self._declined[message.author.id] = None
        place = await place_of(message, self._desk.storage.preferences)
        phrases = PHRASES[self._desk.language(place, message.content)]
        await reply(message, self._desk.cards.notice(phrases.no_direct_messages))

    async def page(
        self, ctx: commands.Context[Any], make: Callable[[Language, Place], Card]
    ) -> None:
        """Answer a command that asks nothing of the knowledge with what *make* makes."""
        language = await self.admitted(ctx)
        if language:
            place = await place_of(ctx, self._desk.storage.preferences)
            await self._show(ctx, make(language, place))

    async def tell(self, ctx: commands.Context[Any], text: str) -> None:
        """Answer a command that was admitted with a sentence."""
        await self._show(ctx, self._desk.cards.notice(text))

    async def _show(self, ctx: commands.Context[Any], card: Card) -> None:
        if ctx.interaction:
            hidden = await self.is_hidden(ctx.interaction)
            await respond(ctx.interaction, card, ephemeral=hidden)
        else:
            await self._say(ctx.message, card)

    async def admitted(self, ctx: commands.Context[Any]) -> Language | None:
        """Return the language of the answer to a command; None where the limits forbid one."""
        place = await place_of(ctx, self._desk.storage.preferences)
        name = ctx.invoked_with or ""
        if ctx.interaction is None:
            allowed = await self._allowed(ctx.message, place, name)
        else:
            allowed = await self._admits(ctx.interaction, place, name)
        return self._desk.language(place, name) if allowed else None

    async def is_hidden(self, interaction: discord.Interaction[Any]) -> bool:
        """Tell whether a manager wants answers to slash commands seen by who asked alone."""
        if interaction.guild_id is None:
            return False
        settings = await self._desk.storage.preferences.guild(interaction.guild_id)
        return settings.visibility is Visibility.EPHEMERAL

    async def is_open(self, message: discord.Message) -> bool:
        """Tell whether a manager lets the bot answer in the channel though nobody asks it."""
        if message.guild is None:
            return False
        settings = await self._desk.storage.preferences.guild(message.guild.id)
        return message.channel.id in settings.channels

    async def command(self, ctx: commands.Context[Any], text: str) -> None:
        """Answer the question of a command, however it was called."""
        if ctx.interaction is None:
            await self.message(ctx.message, Asked(text=text, surface=Surface.PREFIX))
            return
        interaction, begun = ctx.interaction, perf_counter()
        place = await place_of(interaction, self._desk.storage.preferences)
        if not await self._admits(interaction, place, text):
            self._meter.asked(Surface.SLASH, Outcome.LIMITED, perf_counter() - begun)
            return
        hidden = await self.is_hidden(interaction)
        if not has_word(text):
            await respond(interaction, self._help(text, place), ephemeral=hidden)
            return
        if not await self._ready(interaction, ephemeral=hidden):
            return
        answer = self._desk.ask(text, place)
        sent = await respond(
            interaction, self._desk.cards.render(answer, place.prefix), ephemeral=hidden
        )
        self._remember(interaction, sent, answer)
        guild_id = home(interaction)
        self._unanswered.note(guild_id, answer)
        self._count(Surface.SLASH, answer, begun, guild_id)

    async def _ready(self, interaction: discord.Interaction[Any], *, ephemeral: bool) -> bool:
        """
        Wait for the index, and tell the member so where that takes longer than a moment.

        False where *interaction* is not ours to answer.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                await self._desk.ready()
        if self._desk.is_ready:
            return True
        ours = await think(interaction, ephemeral=ephemeral)
        await self._desk.ready()
        return ours

    async def aside(self, interaction: discord.Interaction[Any], text: str) -> None:
        """Answer somebody's *text* for the one member who wants to know, ready to be shown."""
        begun = perf_counter()
        place = await place_of(interaction, self._desk.storage.preferences)
        if not await self._admits(interaction, place, text):
            self._meter.asked(Surface.MENU, Outcome.LIMITED, perf_counter() - begun)
            return
        if not has_word(text):
            await respond(interaction, self._help(text, place), ephemeral=True)
            return
        if not await self._ready(interaction, ephemeral=True):
            return
        answer = self._desk.ask(text, place)
        await respond(interaction, self._desk.cards.offer(answer, place.prefix), ephemeral=True)
        # Nothing is kept of the text: who wrote it did not say it to the bot.
        self._count(Surface.MENU, answer, begun, home(interaction))

    def follows(self, message_id: int) -> bool:
        """Tell whether a message has an answer, or will have one in a moment."""
        return message_id in self._turns or self.memory.of_question(message_id) is not None

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
        answered = self.memory.of_question(message.id)
        if answered is None or answered.content == message.content:
            return
        if asked is None:
            await self._withdraw(message.channel, answered)
            return
        asked = replace(asked, about=answered.about or asked.about)
        place = await place_of(message, self._desk.storage.preferences)
        answer = self._ask(asked, place) if has_word(asked.text) else None
        if answer is None and asked.addressed:
            card = self._help(message.content, place)
        elif answer and self._helps(answer, asked, place):
            card = self._desk.cards.render(answer, place.prefix)
        else:
            await self._withdraw(message.channel, answered)
            return
        await amend(message, answered.answer_id, card, answered.form)
        self._keep(message, Sent(id=answered.answer_id, form=answered.form), asked, answer)

    async def deleted(self, channel: discord.PartialMessageable, message_id: int) -> None:
        """Take back the answer to a message that is gone, or forget an answer that is."""
        answered = self.memory.of_question(message_id)
        if answered:
            await self._withdraw(channel, answered)
        elif gone := self.memory.of_answer(message_id):
            self.memory.forget(gone)

    def criticized(self, message_id: int, guild_id: int | None) -> None:
        """Note the question whose answer *message_id* was voted down."""
        self._unanswered.criticize(guild_id, self.memory.of_answer(message_id))

    async def _say(
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
            self._keep(message, sent, asked, answer)

    def _count(self, surface: Surface, answer: Reply, begun: float, guild_id: int | None) -> None:
        if isinstance(answer, Found):
            self._desk.storage.asked.count(guild_id, (c.id for c in answer.criteria))
        self._meter.asked(surface, _OUTCOMES[type(answer)], perf_counter() - begun)

    def keep(self, message: discord.Message, sent: int) -> None:
        """Remember that *message* was answered by the message *sent*, with no card."""
        self._keep(message, Sent(id=sent, form=Form.PLAIN), None, None)

    def _keep(
        self,
        message: discord.Message,
        sent: Sent,
        asked: Asked | None,
        answer: Reply | None,
    ) -> None:
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

    def _remember(
        self, interaction: discord.Interaction[Any], sent: int | None, answer: Reply
    ) -> None:
        """Remember the answer to a command, for replies and votes."""
        if sent is None:
            return
        answered = Answered(
            question_id=interaction.id,
            answer_id=sent,
            channel_id=interaction.channel_id or 0,
            user_id=interaction.user.id,
            language=answer.language,
            text=answer.question.text,
            criteria=_criteria(answer),
        )
        self.memory.keep(answered, direct=interaction.guild_id is None)

    async def _withdraw(
        self, channel: "discord.abc.MessageableChannel", answered: Answered
    ) -> None:
        self.memory.forget(answered)
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

    def _help(self, text: str, place: Place) -> Card:
        return self._desk.cards.help(self._desk.language(place, text), place.prefix)

    async def _admits(self, interaction: discord.Interaction[Any], place: Place, text: str) -> bool:
        """Tell whether the limits allow an answer; each time they do not, say so."""
        channel = interaction.channel_id or 0
        verdict, wait = self._limits.ask(user=interaction.user.id, channel=channel)
        if verdict is not Verdict.ANSWER:
            await respond(interaction, self._slower(place, text, wait), ephemeral=True)
        return verdict is Verdict.ANSWER

    async def _allowed(self, message: discord.Message, place: Place, text: str) -> bool:
        """Tell whether the limits allow an answer; the first time they do not, say so."""
        verdict, wait = self._limits.ask(user=message.author.id, channel=message.channel.id)
        if verdict is Verdict.NOTICE:
            await reply(message, self._slower(place, text, wait))
        return verdict is Verdict.ANSWER

    def _slower(self, place: Place, text: str, wait: float) -> Card:
        phrases = PHRASES[self._desk.language(place, text)]
        return self._desk.cards.notice(phrases.slower.format(seconds=max(1, round(wait))))


def _criteria(answer: Reply | None) -> tuple[str, ...]:
    """Return the ids of what *answer* shows."""
    return tuple(each.id for each in answer.criteria) if isinstance(answer, Found) else ()
