"""How often each criterion was asked for."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of sums."""
    op.create_table(
        "asked_sums",
        sa.Column("guild_id", sa.BigInteger, autoincrement=False),
        sa.Column("criterion", sa.String(64)),
        sa.Column("month", sa.String(7)),
        sa.Column("count", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "criterion", "month", name="pk_asked_sums"),
    )
