"""Guilds, their members, roles and channels."""

from typing import Final

from fake_discord.errors import (
    MISSING_ACCESS,
    UNKNOWN_GUILD,
    UNKNOWN_MEMBER,
    UNKNOWN_ROLE,
    ApiError,
)
from fake_discord.guild import Guild
from fake_discord.router import Answer, Call, Route


def _guild(call: Call) -> Guild:
    guild = call.backend.world.guilds.get(call.id("guild_id"))
    if guild is None:
        raise ApiError(UNKNOWN_GUILD)
    if not guild.has_bot:
        raise ApiError(MISSING_ACCESS)
    return guild


def get_guild(call: Call) -> Answer:
    """Show a guild; the API leaves out what only GUILD_CREATE carries."""
    payload = _guild(call).payload(call.backend.world.bot)
    only_in_event = ("channels", "threads", "members", "presences", "voice_states", "member_count")
    return Answer({key: value for key, value in payload.items() if key not in only_in_event})


def list_channels(call: Call) -> Answer:
    """List a guild's channels."""
    channels = _guild(call).channels.values()
    me = call.backend.world.bot
    return Answer([channel.payload(me) for channel in channels if not channel.is_thread])


def list_roles(call: Call) -> Answer:
    """List a guild's roles."""
    return Answer([role.payload() for role in _guild(call).roles.values()])


def get_role(call: Call) -> Answer:
    """Show a role."""
    role = _guild(call).roles.get(call.id("role_id"))
    if role is None:
        raise ApiError(UNKNOWN_ROLE)
    return Answer(role.payload())


def list_members(call: Call) -> Answer:
    """List a guild's members."""
    return Answer([member.payload() for member in _guild(call).members.values()])


def get_member(call: Call) -> Answer:
    """Show a member."""
    member = _guild(call).members.get(call.id("user_id"))
    if member is None:
        raise ApiError(UNKNOWN_MEMBER)
    return Answer(member.payload())


ROUTES: Final = [
    Route("GET", "/guilds/{guild_id}", get_guild),
    Route("GET", "/guilds/{guild_id}/channels", list_channels),
    Route("GET", "/guilds/{guild_id}/roles", list_roles),
    Route("GET", "/guilds/{guild_id}/roles/{role_id}", get_role),
    Route("GET", "/guilds/{guild_id}/members", list_members),
    Route("GET", "/guilds/{guild_id}/members/{user_id}", get_member),
]
