"""What the Telegram bot remembers: counts, ratings, follows, questions where they are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "counts",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
    )
    op.create_table(
        "ratings",
        sa.Column("chat", sa.Integer, primary_key=True),
        sa.Column("message", sa.Integer, primary_key=True),
        sa.Column("rated", sa.Float, nullable=False),
    )
    op.create_table(
        "follows",
        sa.Column("chat", sa.Integer, primary_key=True),
        sa.Column("claim", sa.String, primary_key=True),
    )
    op.create_table(
        "told",
        sa.Column("claim", sa.String, primary_key=True),
        sa.Column("quote", sa.String, nullable=False),
        sa.Column("revisers", sa.String, nullable=False),
        sa.Column("labels", sa.JSON, nullable=False),
    )
    op.create_table(
        "notices",
        sa.Column("chat", sa.Integer, primary_key=True),
        sa.Column("claim", sa.String, primary_key=True),
        sa.Column("change", sa.String, nullable=False),
        sa.Column("labels", sa.JSON, nullable=False),
    )
    op.create_table(
        "day_keys",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("key", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "questions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "day", sa.Date, sa.ForeignKey("day_keys.day", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
    )
    op.create_index("ix_questions_day", "questions", ["day"])
