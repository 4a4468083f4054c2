"""A Discord on loopback for tests: REST, gateway, limits, faults, and the people in it."""

from .driver import FakeDiscord
from .faults import Fault, FaultKind, Faults, Scope
from .guild import Channel, Guild
from .intent import Intent
from .interaction import Callback, Interaction, InteractionType
from .journal import Journal, Kind, Request, Sent, Violation
from .json_types import Json
from .message import Message, MessageFlag
from .people import Member, Role, User
from .permission import Permission
from .rules import Rules
from .world import FAKE_TOKEN, World

__all__ = [
    "FAKE_TOKEN",
    "Callback",
    "Channel",
    "FakeDiscord",
    "Fault",
    "FaultKind",
    "Faults",
    "Guild",
    "Intent",
    "Interaction",
    "InteractionType",
    "Journal",
    "Json",
    "Kind",
    "Member",
    "Message",
    "MessageFlag",
    "Permission",
    "Request",
    "Role",
    "Rules",
    "Scope",
    "Sent",
    "User",
    "Violation",
    "World",
]
