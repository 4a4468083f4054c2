"""
What the bot remembers: preferences, votes, open questions and counts, in SQLite or PostgreSQL.

Nothing here imports SQLAlchemy: `bot.storage.sql` does, loaded when the database is opened, and
`bot.storage.migrations` alone needs Alembic, in a process of its own.
"""

from bot.storage.asked import Asked
from bot.storage.database import Database
from bot.storage.errors import (
    StorageBusy,
    StorageCorrupt,
    StorageError,
    StorageMismatch,
    StorageUnavailable,
    StorageUnwritable,
)
from bot.storage.model import Cast, GuildSettings, Kind, OpenQuestion, Tally, Visibility
from bot.storage.preferences import Preferences
from bot.storage.questions import OpenQuestions
from bot.storage.storage import Storage
from bot.storage.votes import Votes

__all__ = [
    "Asked",
    "Cast",
    "Database",
    "GuildSettings",
    "Kind",
    "OpenQuestion",
    "OpenQuestions",
    "Preferences",
    "Storage",
    "StorageBusy",
    "StorageCorrupt",
    "StorageError",
    "StorageMismatch",
    "StorageUnavailable",
    "StorageUnwritable",
    "Tally",
    "Visibility",
    "Votes",
]
