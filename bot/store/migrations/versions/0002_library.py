"""What the library remembers: its journal, drafts, files removed for good, watched questions."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "acts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("source", sa.String),
        sa.Column("why", sa.Text),
        sa.Column("before", sa.String),
        sa.Column("after", sa.String),
        sa.Column("shelf", sa.Text),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("draft", sa.Text, nullable=False),
    )
    op.create_table(
        "tombstones",
        sa.Column("sha256", sa.String, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.String, nullable=False),
    )
    op.create_table(
        "watched",
        sa.Column("question", sa.String, primary_key=True),
        sa.Column("who", sa.String, nullable=False),
    )
