"""Build INTERACTION_CREATE as Discord writes it when a member uses a command or a component."""

import secrets
import time
from collections.abc import Mapping
from typing import Any, Final

from .guild import Channel
from .interaction import Interaction, InteractionType
from .json_types import Json
from .message import Message
from .people import User
from .world import World

SUBCOMMAND, GROUP = 1, 2
CHAT_INPUT, USER_MENU, MESSAGE_MENU = 1, 2, 3
GUILD_CONTEXT, BOT_DM_CONTEXT, PRIVATE_CONTEXT = 0, 1, 2
ATTACHMENT_LIMIT: Final = 10 * 1024 * 1024


def command_data(
    command: Json, path: list[str], options: Mapping[str, Any], focused: str | None = None
) -> Json:
    """Fill in a slash command; `path` names its subcommands, `focused` the option being typed."""
    filled = _fill(command, path, options, focused)
    data: Json = {"id": command["id"], "name": command["name"], "type": CHAT_INPUT}
    if filled:
        data["options"] = filled
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    return data


def _fill(
    level: Json, path: list[str], values: Mapping[str, Any], focused: str | None
) -> list[Json]:
    options = level.get("options", [])
    if path:
        child = next((o for o in options if o["name"] == path[0]), None)
        if child is None:
            raise LookupError(f"{level['name']} has no subcommand {path[0]}")
        inner = _fill(child, path[1:], values, focused)
        return [{"name": child["name"], "type": child["type"], "options": inner}]
    known = {option["name"]: option for option in options}
    if unknown := set(values) - set(known):
        raise LookupError(f"{level['name']} has no option {', '.join(sorted(unknown))}")
    if focused is None:
        missing = [n for n, o in known.items() if o.get("required") and n not in values]
        if missing:
            raise ValueError(f"{level['name']} needs {', '.join(missing)}")
    filled = []
    for name, value in values.items():
        option: Json = {"name": name, "type": known[name]["type"], "value": value}
        if name == focused:
            option["focused"] = True
        elif focused is None:
            _check_value(known[name], value)
        filled.append(option)
    return filled


def _check_value(option: Json, value: Any) -> None:
    """Keep a test from sending what Discord's own client would not let anybody type."""
    if isinstance(value, str) and option["type"] == 3:
        low, high = option.get("min_length", 0), option.get("max_length", 6000)
        if not low <= len(value) <= high:
            raise ValueError(f"{option['name']} takes {low} to {high} characters")
    choices = [choice["value"] for choice in option.get("choices", [])]
    if choices and value not in choices:
        raise ValueError(f"{option['name']} is one of {choices}")


def menu_data(command: Json, target: Message | User, channel: Channel) -> Json:
    """Fill in a context menu command."""
    data: Json = {
        "id": command["id"],
        "name": command["name"],
        "type": command["type"],
        "target_id": str(target.id),
    }
    if isinstance(target, Message):
        data["resolved"] = {"messages": {str(target.id): target.payload}}
        return data
    data["resolved"] = {"users": {str(target.id): target.payload()}}
    member = channel.guild.members.get(target.id) if channel.guild else None
    if member is not None:
        shown = member.payload(with_user=False)
        shown["permissions"] = str(int(channel.permissions_of(target)))
        data["resolved"]["members"] = {str(target.id): shown}
    return data


def new_interaction(
    world: World,
    kind: InteractionType,
    user: User,
    channel: Channel,
    data: Json,
    *,
    locale: str | None = None,
    source: Message | None = None,
) -> Interaction:
    """Make an interaction whose three seconds start now."""
    return Interaction(
        id=world.new_id(),
        type=kind,
        token=secrets.token_urlsafe(48),
        user=user,
        channel=channel,
        data=data,
        locale=locale or user.locale,
        created_at=time.monotonic(),
        source=source,
    )


def context_of(channel: Channel) -> int:
    """Tell in which kind of place an interaction happens."""
    if channel.is_private:
        return PRIVATE_CONTEXT
    return BOT_DM_CONTEXT if channel.is_dm else GUILD_CONTEXT


def interaction_payload(world: World, interaction: Interaction) -> Json:
    """Write the event."""
    channel, user, guild = interaction.channel, interaction.user, interaction.channel.guild
    by_guild = guild.has_bot if guild else not channel.is_private
    owners = {"0": str(channel.guild_id or 0)} if by_guild else {"1": str(user.id)}
    shown = channel.payload(world.bot)
    shown["permissions"] = str(int(channel.permissions_of(user)))
    payload: Json = {
        "id": str(interaction.id),
        "application_id": str(world.application.id),
        "type": int(interaction.type),
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "locale": interaction.locale,
        "channel_id": str(channel.id),
        "channel": shown,
        "app_permissions": str(int(channel.permissions_of(world.bot))),
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": owners,
        "context": context_of(channel),
        "attachment_size_limit": ATTACHMENT_LIMIT,
    }
    if interaction.source is not None:
        payload["message"] = interaction.source.payload
    if guild is None:
        payload["user"] = user.payload()
        return payload
    member = guild.members[user.id].payload()
    member["permissions"] = str(int(channel.permissions_of(user)))
    return payload | {
        "guild_id": str(guild.id),
        "guild_locale": guild.preferred_locale,
        "guild": {
            "id": str(guild.id),
            "locale": guild.preferred_locale,
            "features": guild.features,
        },
        "member": member,
    }
