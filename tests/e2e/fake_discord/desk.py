"""Interactions from the bot's side: the callback within its deadline, then the webhook."""

import time
from typing import Any, Final

from .checks import Form, check_choices, check_modal
from .errors import (
    ALREADY_ACKNOWLEDGED,
    INVALID_FORM,
    INVALID_WEBHOOK_TOKEN,
    TOO_MANY_FOLLOWUPS,
    UNKNOWN_INTERACTION,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    ApiError,
)
from .inspector import Parcel
from .interaction import Callback, Interaction, InteractionType
from .journal import Journal, Kind, Sent
from .json_types import Json
from .message import Message, MessageFlag
from .permission import Permission
from .postbox import Postbox
from .rules import Rules
from .world import World

MESSAGES: Final = frozenset({Callback.MESSAGE, Callback.DEFER})
UPDATES: Final = frozenset({Callback.UPDATE, Callback.DEFER_UPDATE})
MODALS: Final = frozenset({Callback.MODAL})
ALLOWED: Final = {
    InteractionType.COMMAND: MESSAGES | MODALS,
    InteractionType.COMPONENT: MESSAGES | UPDATES | MODALS,
    InteractionType.AUTOCOMPLETE: frozenset({Callback.CHOICES}),
    InteractionType.MODAL: MESSAGES | UPDATES,
}
"""How each kind of interaction may be answered."""


class Desk:
    """Keep the interactions and take their answers."""

    def __init__(self, world: World, rules: Rules, journal: Journal, postbox: Postbox) -> None:
        self._world = world
        self._rules = rules
        self._journal = journal
        self._postbox = postbox
        self._by_token: dict[str, Interaction] = {}

    @property
    def opened(self) -> list[Interaction]:
        """List all interactions, oldest first."""
        return list(self._by_token.values())

    def open(self, interaction: Interaction) -> None:
        """Let an interaction be answered."""
        self._by_token[interaction.token] = interaction

    # The first response -----------------------------------------------------------------------

    def answer(self, interaction_id: int, token: str, parcel: Parcel) -> Interaction:
        """Take the callback, or refuse it as too late, repeated or malformed."""
        interaction = self._by_token.get(token)
        if interaction is None or interaction.id != interaction_id:
            raise self._postbox.inspector.breach(UNKNOWN_INTERACTION, parcel.where, parcel.body)
        if interaction.answered:
            raise self._postbox.inspector.breach(ALREADY_ACKNOWLEDGED, parcel.where, parcel.body)
        now = time.monotonic()
        if now - interaction.created_at > self._rules.interaction_deadline:
            raise self._postbox.inspector.breach(UNKNOWN_INTERACTION, parcel.where, parcel.body)
        callback = self._callback(interaction, parcel)
        data = parcel.body.get("data") or {}
        inner = Parcel(body=data, files=parcel.files, where=parcel.where)
        self._apply(interaction, callback, inner)
        interaction.callback, interaction.answered_at = callback, now
        self._journal.touch()
        return interaction

    def _callback(self, interaction: Interaction, parcel: Parcel) -> Callback:
        kind: Any = parcel.body.get("type")
        allowed = ALLOWED[interaction.type]
        if kind not in allowed:
            form = Form()
            form.refuse(("type",), "BASE_TYPE_CHOICES", f"Value must be one of {set(allowed)}.")
            self._postbox.inspector.refuse(form, parcel.where, parcel.body)
        return Callback(kind)

    def _apply(self, interaction: Interaction, callback: Callback, parcel: Parcel) -> None:
        match callback:
            case Callback.MESSAGE:
                interaction.original = self._postbox.respond(
                    interaction, parcel, Kind.RESPONSE, ephemeral=self._must_hide(interaction)
                )
            case Callback.DEFER:
                flags = MessageFlag(parcel.body.get("flags") or 0)
                if self._must_hide(interaction):
                    flags |= MessageFlag.EPHEMERAL
                interaction.original = self._postbox.placeholder(interaction, flags)
                self._record(Kind.DEFER, interaction, parcel.body)
            case Callback.DEFER_UPDATE:
                interaction.original = interaction.source
                self._record(Kind.DEFER, interaction, parcel.body)
            case Callback.UPDATE if interaction.source is not None:
                self._postbox.change(interaction.source, parcel)
                interaction.original = interaction.source
                self._postbox.record(Kind.EDIT, parcel.body, interaction.source, interaction)
            case Callback.CHOICES:
                self._postbox.inspector.refuse(
                    check_choices(parcel.body), parcel.where, parcel.body
                )
                interaction.choices = parcel.body.get("choices") or []
                self._record(Kind.CHOICES, interaction, parcel.body)
            case Callback.MODAL:
                self._postbox.inspector.refuse(check_modal(parcel.body), parcel.where, parcel.body)
                interaction.modal = parcel.body
                self._record(Kind.MODAL, interaction, parcel.body)
            case _:
                raise ApiError(INVALID_FORM)

    # The webhook afterwards -------------------------------------------------------------------

    def interaction(self, application_id: int, token: str) -> Interaction:
        """Find the answered interaction that a webhook token belongs to, or refuse."""
        interaction = self._by_token.get(token)
        if application_id != self._world.application.id or interaction is None:
            raise ApiError(UNKNOWN_WEBHOOK)
        if not interaction.answered:
            raise ApiError(UNKNOWN_WEBHOOK)
        if time.monotonic() - interaction.created_at > self._rules.interaction_life:
            raise ApiError(INVALID_WEBHOOK_TOKEN)
        return interaction

    def follow_up(self, interaction: Interaction, parcel: Parcel) -> Message:
        """Make a follow-up; the first one after deferring takes the place of "thinking…"."""
        if interaction.waiting and interaction.original is not None:
            self._postbox.change(interaction.original, parcel)
            self._postbox.record(Kind.FOLLOWUP, parcel.body, interaction.original)
            return interaction.original
        guild = interaction.channel.guild
        without_bot = guild is not None and not guild.has_bot
        if without_bot and interaction.followups_made >= self._rules.followups_without_bot:
            raise ApiError(TOO_MANY_FOLLOWUPS)
        message = self._postbox.respond(
            interaction, parcel, Kind.FOLLOWUP, ephemeral=self._must_hide(interaction)
        )
        interaction.followups.append(message)
        interaction.followups_made += 1
        return message

    def message(self, interaction: Interaction, message_id: str) -> Message:
        """Find one of an interaction's messages; `@original` is the response."""
        candidates = [*interaction.followups]
        if interaction.original is not None:
            candidates.append(interaction.original)
        for message in candidates:
            wanted = (
                message is interaction.original
                if message_id == "@original"
                else (str(message.id) == message_id)
            )
            if wanted and not message.deleted:
                return message
        raise ApiError(UNKNOWN_MESSAGE)

    def _must_hide(self, interaction: Interaction) -> bool:
        """Without the bot in the guild, a member needs Use External Apps to show the answer."""
        guild = interaction.channel.guild
        if guild is None or guild.has_bot:
            return False
        may = interaction.channel.permissions_of(interaction.user)
        return Permission.USE_EXTERNAL_APPS not in may

    def _record(self, kind: Kind, interaction: Interaction, body: Json) -> None:
        self._journal.record(
            Sent(
                kind=kind,
                at=time.monotonic(),
                payload=body,
                channel=interaction.channel,
                message=interaction.original,
                interaction=interaction,
            )
        )
