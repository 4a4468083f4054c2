"""Every table and column that there is. A change here needs a migration beside it."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    LargeBinary,
    MetaData,
    String,
    Table,
    false,
)

REVISION = "0002"
"""The migration that makes these tables; the numbers rise."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _guild() -> Column[int]:
    owner = ForeignKey("guild_settings.guild_id", ondelete="CASCADE")
    return Column("guild_id", BigInteger, owner, primary_key=True)


guild_settings = Table(
    "guild_settings",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String(8)),
    Column("prefix", String(32)),
    Column("visibility", String(16), nullable=False, server_default="public"),
    Column("gaps", Boolean, nullable=False, server_default=false()),
    CheckConstraint("visibility IN ('public', 'ephemeral')", name="visibility"),
)

free_channels = Table(
    "free_channels",
    metadata,
    _guild(),
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
)

member_languages = Table(
    "member_languages",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String(8), nullable=False),
)

vote_keys = Table(
    "vote_keys",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("key", LargeBinary, nullable=False),
)

votes = Table(
    "votes",
    metadata,
    # Without its month's key a vote cannot be kept: the database sees to it.
    Column("month", String(7), ForeignKey("vote_keys.month", ondelete="CASCADE"), primary_key=True),
    Column("criterion", String(64), primary_key=True),
    Column("voter", LargeBinary, primary_key=True),
    Column("up", Boolean, nullable=False),
)

vote_sums = Table(
    "vote_sums",
    metadata,
    Column("criterion", String(64), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("up", BigInteger, nullable=False),
    Column("down", BigInteger, nullable=False),
)

open_questions = Table(
    "open_questions",
    metadata,
    _guild(),
    Column("language", String(8), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("text", String(300), primary_key=True),
    Column("count", BigInteger, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False, index=True),
    CheckConstraint("kind IN ('unsure', 'unknown', 'voted-down')", name="kind"),
)

asked_sums = Table(
    "asked_sums",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("criterion", String(64), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("count", BigInteger, nullable=False),
)
