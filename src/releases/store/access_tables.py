"""The tables of who may enter by the web: passwords, sessions, tokens. No secret is kept as it is.

Part of the one schema of `tables`, apart only for its length.
"""

from sqlalchemy import Column, String, Table, Text, UniqueConstraint

from releases.store.source_tables import metadata
from releases.store.tables import Instant, key, ref, words

__all__ = ["metadata"]

# A subscriber who may sign in. `password` is a hash that holds its own salt and cost; NULL where
# none is chosen yet.
accounts = Table(
    "accounts",
    metadata,
    ref("subscriber_id", "subscribers"),
    Column("role", String(8), nullable=False),
    Column("password", Text),
    Column("changed", Instant, nullable=False),
    UniqueConstraint("subscriber_id"),
)

# `digest` is SHA-256 of a random secret that only the browser, or the program, has.
web_sessions = Table(
    "web_sessions",
    metadata,
    key(),
    ref("subscriber_id", "subscribers", index=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("created", Instant, nullable=False),
    Column("expires", Instant, nullable=False),
)

access_tokens = Table(
    "access_tokens",
    metadata,
    key(),
    ref("subscriber_id", "subscribers", index=True),
    # invite (once), api, calendar
    Column("purpose", String(10), nullable=False),
    words("name"),
    Column("digest", String(64), nullable=False, unique=True),
    Column("created", Instant, nullable=False),
    Column("used", Instant),
    Column("expires", Instant),
)
