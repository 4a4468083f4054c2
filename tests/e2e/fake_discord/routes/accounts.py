"""Users, the application and the gateway's address."""

from typing import Final

from fake_discord.errors import UNKNOWN_USER, ApiError
from fake_discord.gateway import GATEWAY_PATH
from fake_discord.people import User
from fake_discord.router import Answer, Call, Route


def _user(call: Call, user_id: int) -> User:
    user = call.backend.world.users.get(user_id)
    if user is None:
        raise ApiError(UNKNOWN_USER)
    return user


def get_me(call: Call) -> Answer:
    """Show the bot its own account."""
    own = {"verified": True, "mfa_enabled": False, "email": None, "flags": 0, "locale": "en-US"}
    return Answer({**call.backend.world.bot.payload(), **own})


def get_user(call: Call) -> Answer:
    """Show an account."""
    return Answer(_user(call, call.id("user_id")).payload())


def get_application(call: Call) -> Answer:
    """Show the bot its application."""
    world = call.backend.world
    return Answer(world.application.payload(world.bot))


def open_dm(call: Call) -> Answer:
    """Open the direct message with a user."""
    user = _user(call, int(call.json.get("recipient_id") or 0))
    return Answer(call.backend.world.dm(user).payload(call.backend.world.bot))


def get_my_guilds(call: Call) -> Answer:
    """List the bot's guilds."""
    world = call.backend.world
    return Answer(
        [
            {
                "id": str(guild.id),
                "name": guild.name,
                "icon": None,
                "banner": None,
                "owner": False,
                "permissions": str(int(guild.permissions_of(world.bot))),
                "features": guild.features,
            }
            for guild in world.joined_guilds()
        ]
    )


def get_gateway(call: Call) -> Answer:
    """Tell the gateway's address."""
    return Answer({"url": call.backend.gateway.address + GATEWAY_PATH})


def get_gateway_bot(call: Call) -> Answer:
    """Tell the gateway's address and how many sessions may still be started."""
    backend = call.backend
    total = backend.rules.identifies_a_day
    return Answer(
        {
            "url": backend.gateway.address + GATEWAY_PATH,
            "shards": backend.rules.recommended_shards,
            "session_start_limit": {
                "total": total,
                "remaining": max(total - len(backend.gateway.identifies), 0),
                "reset_after": 86_400_000,
                "max_concurrency": 1,
            },
        }
    )


ROUTES: Final = [
    Route("GET", "/users/@me", get_me),
    Route("GET", "/users/@me/guilds", get_my_guilds),
    Route("POST", "/users/@me/channels", open_dm),
    Route("GET", "/users/{user_id}", get_user),
    Route("GET", "/oauth2/applications/@me", get_application),
    Route("GET", "/applications/@me", get_application),
    Route("GET", "/gateway", get_gateway, needs_token=False),
    Route("GET", "/gateway/bot", get_gateway_bot),
]
