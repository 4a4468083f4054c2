# ruff: noqa: ASYNC109 - tests read better with a timeout than with a block around each line.
"""The test's side: play the people on this Discord."""

from collections.abc import Mapping, Sequence
from typing import Any

from .composer import Draft
from .guild import Channel
from .interaction import Interaction, InteractionType
from .json_types import Json
from .message import Message
from .people import User
from .permission import Permission
from .stage import Stage
from .summons import (
    CHAT_INPUT,
    MESSAGE_MENU,
    USER_MENU,
    command_data,
    context_of,
    interaction_payload,
    menu_data,
    new_interaction,
)


class FakeDiscord(Stage):
    """A Discord on loopback whose people a test plays; use it as an async context manager."""

    async def say(
        self,
        channel: Channel,
        author: User,
        content: str,
        *,
        mentions: Sequence[User] | None = None,
        reply_to: Message | None = None,
        ping: bool = True,
        webhook: bool = False,
        attachments: Sequence[Json] = (),
        extra: Json | None = None,
    ) -> Message:
        """Write a message; `ping`: the reply notifies; `extra` goes over the message object."""
        message = self.backend.composer.compose(
            Draft(
                author=author,
                channel=channel,
                content=content,
                mentions=mentions,
                reply_to=reply_to,
                reply_pings=ping,
                mention_everyone=Permission.MENTION_EVERYONE in channel.permissions_of(author),
                webhook=webhook,
                attachments=attachments,
                extra=extra,
            )
        )
        self.backend.composer.publish(message)
        return message

    async def direct(self, author: User, content: str, *, extra: Json | None = None) -> Message:
        """Write a direct message to the bot."""
        return await self.say(self.world.dm(author), author, content, extra=extra)

    async def repeat(self, message: Message) -> None:
        """Deliver MESSAGE_CREATE once more, as a replay can."""
        self.backend.composer.announce("MESSAGE_CREATE", message)

    async def edit(self, message: Message, content: str) -> None:
        """Edit a message."""
        message.payload["content"] = content
        self.backend.composer.touch(message)

    async def delete(self, message: Message) -> None:
        """Delete a message."""
        self.backend.composer.remove(message)

    async def delete_many(self, *messages: Message) -> None:
        """Delete several messages of one channel at once, as moderators do."""
        self.backend.composer.purge(messages)

    async def slash(
        self,
        user: User,
        channel: Channel,
        name: str,
        options: Mapping[str, Any] | None = None,
        *,
        locale: str | None = None,
        forged: bool = False,
    ) -> Interaction:
        """Use a slash command; subcommands follow after a space.

        `forged` skips the permission that Discord's own client would ask for.
        """
        root, *path = name.split()
        command = self._command(root, CHAT_INPUT, user, channel, forged=forged)
        data = command_data(command, path, options or {})
        return self._summon(InteractionType.COMMAND, user, channel, data, locale=locale)

    async def autocomplete(
        self,
        user: User,
        channel: Channel,
        name: str,
        options: Mapping[str, Any],
        *,
        focused: str | None = None,
        locale: str | None = None,
        timeout: float = 3.0,
    ) -> list[Json]:
        """Type into an option (the last one unless `focused` names it) and return the choices."""
        root, *path = name.split()
        command = self._command(root, CHAT_INPUT, user, channel)
        data = command_data(command, path, options, focused or list(options)[-1])
        interaction = self._summon(InteractionType.AUTOCOMPLETE, user, channel, data, locale=locale)
        await self.wait(lambda: interaction.answered, timeout, "autocomplete answer")
        return interaction.choices or []

    async def context_menu(
        self,
        user: User,
        name: str,
        target: Message | User,
        *,
        channel: Channel | None = None,
        locale: str | None = None,
    ) -> Interaction:
        """Use a context menu command on a message or a user."""
        where = channel or (target.channel if isinstance(target, Message) else self.channel)
        kind = MESSAGE_MENU if isinstance(target, Message) else USER_MENU
        command = self._command(name, kind, user, where)
        data = menu_data(command, target, where)
        return self._summon(InteractionType.COMMAND, user, where, data, locale=locale)

    async def press(
        self,
        user: User,
        message: Message,
        custom_id: str,
        *,
        locale: str | None = None,
        forged: bool = False,
    ) -> Interaction:
        """Press a button; `forged` sends a custom id that the message does not have."""
        if not forged:
            _usable(message, custom_id)
        data = {"component_type": 2, "custom_id": custom_id}
        return self._use(user, message, data, locale)

    async def select(
        self,
        user: User,
        message: Message,
        custom_id: str,
        values: Sequence[str],
        *,
        locale: str | None = None,
        forged: bool = False,
    ) -> Interaction:
        """Choose from a select menu; `forged` sends values that are not offered."""
        kind = 3
        if not forged:
            component = _usable(message, custom_id)
            kind = component["type"]
            offered = {option["value"] for option in component.get("options", [])}
            if kind == 3 and not offered.issuperset(values):
                raise LookupError(f"{custom_id} offers {sorted(offered)}")
        data: Json = {"component_type": kind, "custom_id": custom_id, "values": list(values)}
        return self._use(user, message, data, locale)

    async def submit(
        self, interaction: Interaction, fields: Mapping[str, str], *, locale: str | None = None
    ) -> Interaction:
        """Send off the modal that an interaction was answered with."""
        modal = interaction.modal
        if modal is None:
            raise LookupError("the interaction was not answered with a modal")
        data = {"custom_id": modal["custom_id"], "components": _submitted(modal, fields)}
        return self._summon(
            InteractionType.MODAL,
            interaction.user,
            interaction.channel,
            data,
            locale=locale,
            source=interaction.source,
        )

    # Inside -----------------------------------------------------------------------------------

    def _command(
        self, name: str, kind: int, user: User, channel: Channel, *, forged: bool = False
    ) -> Json:
        command = self.backend.commands.find(name, kind, channel.guild_id)
        if command is None:
            known = ", ".join(c["name"] for c in self.commands()) or "none"
            raise LookupError(f"no command {name} is registered (there are: {known})")
        needed = command["default_member_permissions"]
        may = channel.permissions_of(user)
        if needed is not None and channel.guild and not forged:
            wanted = Permission(int(needed))
            if Permission.ADMINISTRATOR not in may and (not wanted or wanted & ~may):
                raise PermissionError(f"{user.name} does not see /{name}")
        contexts = command.get("contexts")
        if contexts is None and command.get("dm_permission") is False:
            contexts = [0]
        if contexts is not None and context_of(channel) not in contexts and not forged:
            raise LookupError(f"/{name} is not offered here")
        return command

    def _use(self, user: User, message: Message, data: Json, locale: str | None) -> Interaction:
        return self._summon(
            InteractionType.COMPONENT, user, message.channel, data, locale=locale, source=message
        )

    def _summon(
        self,
        kind: InteractionType,
        user: User,
        channel: Channel,
        data: Json,
        *,
        locale: str | None = None,
        source: Message | None = None,
    ) -> Interaction:
        interaction = new_interaction(
            self.world, kind, user, channel, data, locale=locale, source=source
        )
        self.backend.desk.open(interaction)
        payload = interaction_payload(self.world, interaction)
        self.gateway.dispatch("INTERACTION_CREATE", payload, guild_id=channel.guild_id)
        return interaction


def _usable(message: Message, custom_id: str) -> Json:
    component = message.component(custom_id)
    if component is None:
        there = [c["custom_id"] for c in message.components() if c.get("custom_id")]
        raise LookupError(f"no component {custom_id} (there are: {there})")
    if component.get("disabled"):
        raise LookupError(f"{custom_id} is disabled")
    return component


def _submitted(modal: Json, fields: Mapping[str, str]) -> list[Json]:
    """Fill in a modal's text inputs, in rows or in labels."""
    rows: list[Json] = []
    for item in modal["components"]:
        inputs = item.get("components") or ([item["component"]] if item.get("component") else [])
        filled = [
            {
                "type": i["type"],
                "custom_id": i["custom_id"],
                "value": fields.get(i["custom_id"], ""),
            }
            for i in inputs
        ]
        if item["type"] == 18:
            rows.append({"type": 18, "component": filled[0]})
        elif item["type"] == 1:
            rows.append({"type": 1, "components": filled})
    return rows
