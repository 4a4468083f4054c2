"""What pressed buttons and chosen options do: everything they need is in the custom_id."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import discord
from cachetools import TTLCache

from bot.actions import Action, Verb
from bot.cards import Card
from bot.delivery import respond, turn
from bot.desk import Desk
from bot.notices import NOTICES
from bot.paging import gaps_card
from bot.phrases import PHRASES
from bot.places import home, place_of
from bot.record import Record
from bot.storage import Cast
from bot.whispers import Whispers
from knowledge import Language

SHOWN = 5_000
SHOWN_FOR_S = 900.0
"""Discord lets a message that one member sees be used for so long."""


class Presses:
    """Carries out what components ask for, after a restart and from another process as well."""

    def __init__(self, desk: Desk, record: Record) -> None:
        self._desk = desk
        self._record = record
        self._whispers = Whispers(desk)
        self._shown: TTLCache[int, None] = TTLCache(SHOWN, SHOWN_FOR_S)

    async def language(self, interaction: discord.Interaction[Any]) -> Language:
        """Return the language of what was pressed, the member's where that is unknown."""
        action = Action.decode(_custom_id(interaction))
        if action:
            return self._desk.answerer.knowledge.speak(action.language)
        return self._desk.language(await place_of(interaction, self._desk.storage.preferences))

    async def press(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the pressed component says, or say politely that it is gone."""
        language = await self.language(interaction)
        action = Action.decode(_custom_id(interaction))
        if action and action.verb is Verb.MENU:
            chosen = tuple(map(str, _data(interaction).get("values", ())[:1]))
            action = replace(action, verb=Verb.CARD, criteria=chosen)
        if action is None or not self._stands(action):
            await self._whisper(interaction, PHRASES[language].gone)
            return
        action = replace(action, language=language)
        match action.verb:
            case Verb.UP | Verb.DOWN:
                await self._vote(interaction, action)
            case Verb.GAPS:
                await self._turn_gaps(interaction, action)
            case Verb.SHOW:
                await self._show(interaction, action)
            case _:
                await self._turn(interaction, action)

    def _stands(self, action: Action) -> bool:
        return action.verb in {Verb.LIST, Verb.GAPS} or self._desk.cards.knows(action)

    def _card(self, action: Action) -> Card:
        cards = self._desk.cards
        if action.verb is Verb.LIST:
            return cards.list(action.language, action.page)
        return cards.show(action)

    async def _turn(self, interaction: discord.Interaction[Any], action: Action) -> None:
        """Edit the asker's card; everybody else gets a copy that only they see."""
        card = self._card(action)
        if not self._is_own(interaction):
            await respond(interaction, card, ephemeral=True)
            return
        await turn(interaction, card)
        if interaction.message:
            self._record.memory.turned(interaction.message.id, action.criteria)

    async def _show(self, interaction: discord.Interaction[Any], action: Action) -> None:
        """Show to everybody what only the member saw, once: the button stays there."""
        message = interaction.message
        if message and message.id in self._shown:
            await self._whisper(interaction, PHRASES[action.language].shown_already)
            return
        if message:
            self._shown[message.id] = None
        await respond(interaction, self._desk.cards.show(replace(action, verb=Verb.CARD)))

    def _is_own(self, interaction: discord.Interaction[Any]) -> bool:
        """Tell whether the member who pressed is the one whose question the message answers."""
        message, user_id = interaction.message, interaction.user.id
        if message is None or message.flags.ephemeral:
            return True
        if message.interaction_metadata:
            return message.interaction_metadata.user.id == user_id
        if interaction.guild_id is None:
            return True
        if answered := self._record.memory.of_answer(message.id):
            return answered.user_id == user_id
        question = message.reference.resolved if message.reference else None
        return isinstance(question, discord.Message) and question.author.id == user_id

    async def _turn_gaps(self, interaction: discord.Interaction[Any], action: Action) -> None:
        """Turn to another page of the open questions, for those alone who may manage the server."""
        guild_id = interaction.guild_id
        if not await self._whispers.is_manager(interaction) or guild_id is None:
            return
        questions = await self._whispers.kept(
            interaction, self._desk.storage.questions.most_asked(guild_id)
        )
        if questions:
            await turn(interaction, gaps_card(questions, action.language, action.page))
        elif questions is not None:
            await self._whisper(interaction, NOTICES[action.language].gaps_none)

    async def _vote(self, interaction: discord.Interaction[Any], action: Action) -> None:
        phrases = PHRASES[action.language]
        up = action.verb is Verb.UP
        votes, user_id = self._desk.storage.votes, interaction.user.id

        async def cast() -> set[Cast]:
            return {await votes.cast(user_id, criterion, up=up) for criterion in action.criteria}

        done = await self._whispers.kept(interaction, cast())
        if done is None:
            return
        if not up and interaction.message and done != {Cast.KEPT}:
            self._record.criticized(interaction.message.id, home(interaction))
        await self._whisper(interaction, phrases.voted_up if up else phrases.voted_down)

    async def _whisper(self, interaction: discord.Interaction[Any], text: str) -> None:
        await respond(interaction, self._desk.cards.notice(text), ephemeral=True)


def _custom_id(interaction: discord.Interaction[Any]) -> str:
    return str(_data(interaction).get("custom_id", ""))


def _data(interaction: discord.Interaction[Any]) -> Mapping[str, Any]:
    data: Any = interaction.data
    return data or {}
