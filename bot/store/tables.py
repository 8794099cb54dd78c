"""The tables of the state file; `migrations/` makes them, and a test holds the two together."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    true,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

# What happened how often on a day, of no one in particular.
counts = Table(
    "counts",
    metadata,
    Column("day", Date, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("number", Integer, nullable=False),
)

# Messages of the bot that were rated, so that none counts twice.
ratings = Table(
    "ratings",
    metadata,
    Column("chat", Integer, primary_key=True),
    Column("message", Integer, primary_key=True),
    Column("rated", Float, nullable=False),  # seconds since 1970
)

follows = Table(
    "follows",
    metadata,
    Column("chat", Integer, primary_key=True),
    Column("claim", String, primary_key=True),
)

# What each claim said when its followers were last told.
told = Table(
    "told",
    metadata,
    Column("claim", String, primary_key=True),
    Column("quote", String, nullable=False),  # a digest
    Column("revisers", String, nullable=False),  # ids of claims, a space between
    Column("labels", JSON, nullable=False),  # what the claim is called, by language
)

# What followers are still to be told.
notices = Table(
    "notices",
    metadata,
    Column("chat", Integer, primary_key=True),
    Column("claim", String, primary_key=True),
    Column("change", String, nullable=False),
    Column("labels", JSON, nullable=False),
)

day_keys = Table(
    "day_keys",
    metadata,
    Column("day", Date, primary_key=True),
    Column("key", LargeBinary, nullable=False),
)

# Masked questions, each under the hash of who asked it with the key of its day.
questions = Table(
    "questions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("day", Date, ForeignKey("day_keys.day", ondelete="CASCADE"), nullable=False),
    Column("person", String, nullable=False),
    Column("text", String, nullable=False),
    Column("answered", Boolean, nullable=False, server_default=true()),
    Index(None, "day"),
)

# What was done to the sources, and what was tried.
acts = Table(
    "acts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),  # UTC
    Column("who", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("state", String, nullable=False),
    Column("source", String),
    Column("why", Text),
    Column("before", String),  # snapshots
    Column("after", String),
    Column("shelf", Text),  # JSON, as `corpus.shelf` writes it
)

# Sources that were read and wait for a person to publish them.
drafts = Table(
    "drafts",
    metadata,
    Column("id", String, primary_key=True),
    Column("at", DateTime, nullable=False),  # UTC
    Column("who", String, nullable=False),
    Column("draft", Text, nullable=False),  # JSON, as `bot.library.drafts` writes it
)

# Files that were removed for good.
tombstones = Table(
    "tombstones",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("at", DateTime, nullable=False),  # UTC
    Column("who", String, nullable=False),
)

# Questions whose first quote is compared before a source is published.
watched = Table(
    "watched",
    metadata,
    Column("question", String, primary_key=True),
    Column("who", String, nullable=False),
)

# Who was named a moderator; those that the deployment appoints stand in its settings.
moderators = Table(
    "moderators",
    metadata,
    Column("person", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),  # UTC
    Column("who", String, nullable=False),  # named them
)

# What a moderator was asked last, until it is answered or too old.
prompts = Table(
    "prompts",
    metadata,
    Column("person", Integer, primary_key=True),
    Column("message", Integer, nullable=False),  # the one to reply to
    Column("at", DateTime, nullable=False),  # UTC
    Column("kind", String, nullable=False),
    Column("about", String, nullable=False),  # a draft or a source
    Column("card", Integer, nullable=False),  # the message that shows what comes of it
)

# What moderators were told of, so that each is told once.
reminded = Table(
    "reminded",
    metadata,
    Column("person", Integer, primary_key=True),
    Column("about", String, primary_key=True),
)

# Where a person's answer is to go; the question itself is not kept.
requests = Table(
    "requests",
    metadata,
    Column("asker", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),  # UTC
    Column("prompt", Integer, nullable=False),  # the message that asked for the question
    Column("sent", Integer),  # the question's message among the moderators, once it is there
    Column("language", String, nullable=False),
    Index(None, "sent"),
)
