"""What moderation on Telegram remembers, and whether a kept question was answered."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "moderators",
        sa.Column("person", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.String, nullable=False),
    )
    op.create_table(
        "prompts",
        sa.Column("person", sa.Integer, primary_key=True),
        sa.Column("message", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("about", sa.String, nullable=False),
        sa.Column("card", sa.Integer, nullable=False),
    )
    op.create_table(
        "reminded",
        sa.Column("person", sa.Integer, primary_key=True),
        sa.Column("about", sa.String, primary_key=True),
    )
    op.create_table(
        "requests",
        sa.Column("asker", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("prompt", sa.Integer, nullable=False),
        sa.Column("sent", sa.Integer),
        sa.Column("language", sa.String, nullable=False),
    )
    op.create_index("ix_requests_sent", "requests", ["sent"])
    op.add_column(
        "questions",
        sa.Column("answered", sa.Boolean, nullable=False, server_default=sa.true()),
    )
