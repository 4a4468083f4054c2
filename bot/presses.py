"""What pressed buttons and chosen options do: everything they need is in the custom_id."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import discord

from bot.actions import Action, Verb
from bot.cards import Card
from bot.delivery import respond, turn
from bot.desk import Desk
from bot.notices import NOTICES
from bot.paging import gaps_card
from bot.phrases import PHRASES
from bot.places import place_of
from bot.storage import StorageError
from bot.talk import Talk
from bot.whispers import Whispers
from knowledge import Language

log = logging.getLogger(__name__)


class Presses:
    """Carries out what components ask for, after a restart and from another process as well."""

    def __init__(self, desk: Desk, talk: Talk) -> None:
        self._desk = desk
        self._talk = talk
        self._whispers = Whispers(desk)

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
                await respond(interaction, self._desk.cards.show(replace(action, verb=Verb.CARD)))
            case _:
                await self._turn(interaction, self._card(action))

    def _stands(self, action: Action) -> bool:
        return action.verb in {Verb.LIST, Verb.GAPS} or self._desk.cards.knows(action)

    def _card(self, action: Action) -> Card:
        cards = self._desk.cards
        if action.verb is Verb.LIST:
            return cards.list(action.language, action.page)
        return cards.show(action)

    async def _turn(self, interaction: discord.Interaction[Any], card: Card) -> None:
        """Edit the asker's card; everybody else gets a copy that only they see."""
        if _is_own(interaction):
            await turn(interaction, card)
        else:
            await respond(interaction, card, ephemeral=True)

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
        try:
            for criterion in action.criteria:
                await self._desk.storage.votes.cast(interaction.user.id, criterion, up=up)
        except StorageError as error:
            log.warning("a vote was not kept: %s", error)
            await self._whisper(interaction, phrases.not_kept)
            return
        if not up and interaction.message:
            self._talk.criticized(interaction.message.id, interaction.guild_id)
        await self._whisper(interaction, phrases.voted_up if up else phrases.voted_down)

    async def _whisper(self, interaction: discord.Interaction[Any], text: str) -> None:
        await respond(interaction, self._desk.cards.notice(text), ephemeral=True)


def _custom_id(interaction: discord.Interaction[Any]) -> str:
    return str(_data(interaction).get("custom_id", ""))


def _data(interaction: discord.Interaction[Any]) -> Mapping[str, Any]:
    data: Any = interaction.data
    return data or {}


def _is_own(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether the member who pressed is the one whose question the message answers."""
    message = interaction.message
    if message is None or interaction.guild_id is None or message.flags.ephemeral:
        return True
    if message.interaction_metadata:
        return message.interaction_metadata.user.id == interaction.user.id
    reference = message.reference
    question = reference.resolved if reference else None
    if isinstance(question, discord.Message):
        return question.author.id == interaction.user.id
    return False
