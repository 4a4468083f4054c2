"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "guild_settings",
        sa.Column("guild_id", sa.BigInteger, autoincrement=False),
        sa.Column("language", sa.String(8)),
        sa.Column("prefix", sa.String(32)),
        sa.Column("visibility", sa.String(16), nullable=False, server_default="public"),
        sa.Column("gaps", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("guild_id", name="pk_guild_settings"),
        sa.CheckConstraint(
            "visibility IN ('public', 'ephemeral')", name="ck_guild_settings_visibility"
        ),
    )
    op.create_table(
        "free_channels",
        sa.Column("guild_id", sa.BigInteger),
        sa.Column("channel_id", sa.BigInteger, autoincrement=False),
        sa.PrimaryKeyConstraint("guild_id", "channel_id", name="pk_free_channels"),
        sa.ForeignKeyConstraint(
            ["guild_id"],
            ["guild_settings.guild_id"],
            name="fk_free_channels_guild_id",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "member_languages",
        sa.Column("user_id", sa.BigInteger, autoincrement=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_member_languages"),
    )
    op.create_table(
        "vote_keys",
        sa.Column("month", sa.String(7)),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("month", name="pk_vote_keys"),
    )
    op.create_table(
        "votes",
        sa.Column("month", sa.String(7)),
        sa.Column("criterion", sa.String(64)),
        sa.Column("voter", sa.LargeBinary),
        sa.Column("up", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("month", "criterion", "voter", name="pk_votes"),
        sa.ForeignKeyConstraint(
            ["month"], ["vote_keys.month"], name="fk_votes_month", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "vote_sums",
        sa.Column("criterion", sa.String(64)),
        sa.Column("month", sa.String(7)),
        sa.Column("up", sa.BigInteger, nullable=False),
        sa.Column("down", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("criterion", "month", name="pk_vote_sums"),
    )
    op.create_table(
        "open_questions",
        sa.Column("guild_id", sa.BigInteger),
        sa.Column("language", sa.String(8)),
        sa.Column("kind", sa.String(16)),
        sa.Column("text", sa.String(300)),
        sa.Column("count", sa.BigInteger, nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "language", "kind", "text", name="pk_open_questions"),
        sa.ForeignKeyConstraint(
            ["guild_id"],
            ["guild_settings.guild_id"],
            name="fk_open_questions_guild_id",
            ondelete="CASCADE",
        ),
        sa.CheckConstraint(
            "kind IN ('unsure', 'unknown', 'voted-down')", name="ck_open_questions_kind"
        ),
    )
    op.create_index("ix_open_questions_last_day", "open_questions", ["last_day"])
