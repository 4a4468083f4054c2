"""The long payloads with which the gateway greets a session."""

from collections.abc import Sequence

from .guild import Guild
from .intent import application_flags
from .json_types import Json
from .session import Session
from .world import World


def ready_payload(
    world: World, session: Session, guilds: Sequence[Guild], resume_address: str
) -> Json:
    """Write READY; its guilds come one by one afterwards."""
    own = {"verified": True, "mfa_enabled": False, "email": None, "flags": 0}
    return {
        "v": 10,
        "user": {**world.bot.payload(), **own},
        "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
        "session_id": session.id,
        "session_type": "normal",
        "resume_gateway_url": resume_address,
        "shard": list(session.shard),
        "application": {
            "id": str(world.application.id),
            "flags": application_flags(world.application.allowed_intents),
        },
        "private_channels": [],
        "relationships": [],
        "presences": [],
        "user_settings": {},
    }


def members_chunk(guild: Guild, asked: Json) -> Json:
    """Write GUILD_MEMBERS_CHUNK: the members with the ids that were asked for, or all."""
    wanted = {str(user_id) for user_id in asked.get("user_ids") or []}
    members = [m for m in guild.members.values() if not wanted or str(m.user.id) in wanted]
    chunk: Json = {
        "guild_id": str(guild.id),
        "members": [member.payload() for member in members],
        "chunk_index": 0,
        "chunk_count": 1,
    }
    if asked.get("nonce"):
        chunk["nonce"] = asked["nonce"]
    return chunk
