"""Conversations: a question from a person becomes one answer, which follows the question's fate."""

import asyncio
import logging
from collections.abc import Mapping
from time import perf_counter
from typing import Any

import discord
from discord.ext import commands

from bot.addressing import has_word, plain
from bot.cards import Card
from bot.delivery import amend, reply, respond, withdraw
from bot.desk import Desk, Place
from bot.limits import Limits, Verdict
from bot.memory import Answered, Memory
from bot.meter import Meter, Outcome, Surface
from bot.phrases import PHRASES
from bot.places import place_of
from bot.storage import Kind, StorageError, Visibility
from knowledge import Criterion, Found, Language, Reply, Unknown, Unsure
from knowledge.text import normalize

log = logging.getLogger(__name__)

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
        self._notes: set[asyncio.Task[None]] = set()
        self.memory = Memory()

    async def message(
        self,
        message: discord.Message,
        text: str,
        *,
        about: Answered | None = None,
        surface: Surface = Surface.MENTION,
    ) -> None:
        """Answer *text*, which *message* asks, perhaps following up on the answer *about*."""
        begun = perf_counter()
        place = await place_of(message, self._desk.storage.preferences)
        if not await self._allowed(message, place, text):
            self._meter.asked(surface, Outcome.LIMITED, perf_counter() - begun)
            return
        if not has_word(text):
            await reply(message, self._desk.cards.help(self._desk.language(place)))
            return
        answer = self._desk.ask(text, place, self._criteria(about))
        await self._answer(message, answer)
        self._count(surface, answer, begun, message.guild.id if message.guild else None)

    async def overheard(
        self, message: discord.Message, text: str, *, about: Answered | None = None
    ) -> None:
        """
        Answer what nobody addressed to the bot in writing, only where it surely helps.

        A reply to an answer is answered if it is found or unsure, a question in a channel that a
        manager named only if it is found.
        """
        begun = perf_counter()
        place = await place_of(message, self._desk.storage.preferences)
        answer = self._desk.ask(text, place, self._criteria(about))
        wanted = Found | Unsure if about else Found
        if isinstance(answer, wanted) and await self._allowed(message, place, text):
            await self._answer(message, answer)
            surface = Surface.REPLY if about else Surface.CHANNEL
            self._count(surface, answer, begun, message.guild.id if message.guild else None)

    async def is_open(self, message: discord.Message) -> bool:
        """Tell whether a manager lets the bot answer in the channel though nobody asks it."""
        if message.guild is None:
            return False
        settings = await self._desk.storage.preferences.guild(message.guild.id)
        return message.channel.id in settings.channels

    async def command(self, ctx: commands.Context[Any], text: str) -> None:
        """Answer the question of a command, however it was called."""
        if ctx.interaction is None:
            await self.message(ctx.message, text, surface=Surface.PREFIX)
            return
        interaction, begun = ctx.interaction, perf_counter()
        place = await place_of(interaction, self._desk.storage.preferences)
        verdict, wait = self._limits.ask(user=interaction.user.id, channel=ctx.channel.id)
        if verdict is not Verdict.ANSWER:
            await respond(interaction, self._slower(place, text, wait), ephemeral=True)
            self._meter.asked(Surface.SLASH, Outcome.LIMITED, perf_counter() - begun)
            return
        hidden = False
        if interaction.guild_id is not None:
            settings = await self._desk.storage.preferences.guild(interaction.guild_id)
            hidden = settings.visibility is Visibility.EPHEMERAL
        if not has_word(text):
            await respond(
                interaction, self._desk.cards.help(self._desk.language(place)), ephemeral=hidden
            )
            return
        answer = self._desk.ask(text, place)
        await respond(interaction, self._desk.cards.render(answer), ephemeral=hidden)
        self._note(interaction.guild_id, answer)
        self._count(Surface.SLASH, answer, begun, interaction.guild_id)

    async def aside(self, interaction: discord.Interaction[Any], text: str) -> None:
        """Answer somebody's *text* for the one member who wants to know, ready to be shown."""
        begun = perf_counter()
        place = await place_of(interaction, self._desk.storage.preferences)
        channel = interaction.channel_id or 0
        verdict, wait = self._limits.ask(user=interaction.user.id, channel=channel)
        if verdict is not Verdict.ANSWER:
            card = self._slower(place, text, wait)
        elif not has_word(text):
            card = self._desk.cards.help(self._desk.language(place))
        else:
            answer = self._desk.ask(text, place)
            await respond(interaction, self._desk.cards.offer(answer), ephemeral=True)
            self._count(Surface.MENU, answer, begun, interaction.guild_id)
            return
        await respond(interaction, card, ephemeral=True)

    async def edited(self, message: discord.Message, text: str) -> None:
        """Bring the answer to *message* up to date with what it asks now."""
        text = plain(text)
        answered = self.memory.of_question(message.id)
        if answered is None or answered.text == text or not has_word(text):
            return
        place = await place_of(message, self._desk.storage.preferences)
        answer = self._desk.ask(text, place)
        await amend(message, answered.answer_id, self._desk.cards.render(answer))
        self._keep(message, answered.answer_id, text, answer)

    async def deleted(self, channel: discord.PartialMessageable, message_id: int) -> None:
        """Take back the answer to a message that is gone, or forget an answer that is."""
        answered = self.memory.of_question(message_id)
        if answered:
            self.memory.forget(answered)
            await withdraw(channel, answered.answer_id)
        elif gone := self.memory.of_answer(message_id):
            self.memory.forget(gone)

    def criticized(self, message_id: int, guild_id: int | None) -> None:
        """Note the question whose answer *message_id* was voted down."""
        answered = self.memory.of_answer(message_id)
        if answered and guild_id is not None:
            language = Language(answered.language)
            self._add_note(guild_id, answered.text, language, Kind.VOTED_DOWN)

    async def _answer(self, message: discord.Message, answer: Reply) -> None:
        sent = await reply(message, self._desk.cards.render(answer))
        if sent is not None:
            self._keep(message, sent, answer.question.text, answer)
        self._note(message.guild.id if message.guild else None, answer)

    def _count(self, surface: Surface, answer: Reply, begun: float, guild_id: int | None) -> None:
        if isinstance(answer, Found):
            self._desk.storage.asked.count(guild_id, (c.id for c in answer.criteria))
        self._meter.asked(surface, _OUTCOMES[type(answer)], perf_counter() - begun)

    def _keep(self, message: discord.Message, sent: int, text: str, answer: Reply) -> None:
        criteria = answer.criteria if isinstance(answer, Found) else ()
        answered = Answered(
            question_id=message.id,
            answer_id=sent,
            channel_id=message.channel.id,
            user_id=message.author.id,
            text=text,
            language=answer.language,
            criteria=tuple(criterion.id for criterion in criteria),
        )
        self.memory.keep(answered, direct=message.guild is None)

    def _criteria(self, about: Answered | None) -> tuple[Criterion, ...]:
        known = self._desk.answerer.knowledge.criteria
        return tuple(known[name] for name in about.criteria if name in known) if about else ()

    async def _allowed(self, message: discord.Message, place: Place, text: str) -> bool:
        """Tell whether the limits allow an answer; the first time they do not, say so."""
        verdict, wait = self._limits.ask(user=message.author.id, channel=message.channel.id)
        if verdict is Verdict.NOTICE:
            await reply(message, self._slower(place, text, wait))
        return verdict is Verdict.ANSWER

    def _slower(self, place: Place, text: str, wait: float) -> Card:
        phrases = PHRASES[self._desk.language(place, text)]
        return self._desk.cards.notice(phrases.slower.format(seconds=max(1, round(wait))))

    def _note(self, guild_id: int | None, answer: Reply) -> None:
        """Keep a question that was not answered well, where a manager wants to know."""
        if guild_id is None or isinstance(answer, Found):
            return
        if isinstance(answer, Unknown) and answer.kind and answer.kind.chat:
            return
        kind = Kind.UNSURE if isinstance(answer, Unsure) else Kind.UNKNOWN
        self._add_note(guild_id, answer.question.text, answer.language, kind)

    def _add_note(self, guild_id: int, text: str, language: Language, kind: Kind) -> None:
        task = asyncio.create_task(self._write(guild_id, text, language, kind))
        self._notes.add(task)
        task.add_done_callback(self._notes.discard)

    async def _write(self, guild_id: int, text: str, language: Language, kind: Kind) -> None:
        storage = self._desk.storage
        if not (await storage.preferences.guild(guild_id)).gaps:
            return
        try:
            await storage.questions.add(guild_id, normalize(text), language=language, kind=kind)
        except StorageError as error:
            log.warning("an open question was not kept: %s", error)
