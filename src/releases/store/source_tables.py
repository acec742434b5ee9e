"""The tables of sources: who is asked, what was read, what waits for a person, and rules.

Part of the one schema of `tables`, apart only for its length.
"""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint, text

from releases.store.tables import Instant, key, metadata, ref, words

__all__ = ["metadata"]

# Who is asked for dates: tmdb, wikidata, feeds, watched pages, folders of mail.
sources = Table(
    "sources",
    metadata,
    key(),
    Column("name", Text, nullable=False, unique=True),
    Column("kind", String(10), nullable=False),
    words("url"),
    Column("territory", String(2), nullable=False, server_default=""),
    Column("state", String(10), nullable=False, server_default="ok"),
    Column("etag", Text),
    Column("last_modified", Text),
    # The day up to which a list of changes has been read.
    Column("mark", String(10)),
    Column("created", Instant, nullable=False),
    Column("last_success", Instant),
    Column("next", Instant, nullable=False),
    Column("leased_by", Text),
    Column("lease", Instant),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("error", Text),
)

# When a source is next asked for a film, and what it answered last.
source_films = Table(
    "source_films",
    metadata,
    ref("source_id", "sources"),
    ref("film_id", "films"),
    Column("etag", Text),
    Column("asked", Instant),
    Column("next", Instant, nullable=False),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("gone", Boolean, nullable=False, server_default=text("false")),
    UniqueConstraint("source_id", "film_id"),
    Index("ix_source_films_next", "source_id", "next"),
)

# The picture of a film: whose it is, and what it is called there.
posters = Table(
    "posters",
    metadata,
    ref("film_id", "films"),
    Column("source", String(12), nullable=False),
    words("path"),
    UniqueConstraint("film_id"),
)

# What was read of a feed, a page or a folder, so that each article is read once.
articles = Table(
    "articles",
    metadata,
    ref("source_id", "sources"),
    words("guid"),
    Column("url", Text),
    Column("read", Instant, nullable=False),
    UniqueConstraint("source_id", "guid"),
)

# What waits for a person: read of a film that nobody follows, held back by the brake, or said by
# a member, who stands in `by_id` and in place of a source.
suggestions = Table(
    "suggestions",
    metadata,
    key(),
    ref("source_id", "sources", nullable=True),
    ref("by_id", "subscribers", nullable=True),
    Column("why", String(10), nullable=False),
    Column("state", String(10), nullable=False, server_default="open"),
    ref("release_id", "releases", nullable=True),
    words("title"),
    Column("year", Integer),
    Column("territory", String(2), nullable=False, server_default=""),
    Column("kind", String(12), nullable=False),
    words("label"),
    # '' where the source withdraws what it said.
    Column("date", String(12), nullable=False, server_default=""),
    Column("url", Text),
    Column("sentence", Text),
    Column("note", Text),
    Column("published", String(10)),
    Column("said", Instant, nullable=False),
    Column("seen", Instant, nullable=False),
    UniqueConstraint("source_id", "why", "title", "territory", "kind", "label", "date"),
)

# Other names of a film: the address that a list gives it, an id that was merged away.
aliases = Table(
    "aliases",
    metadata,
    ref("film_id", "films", index=True),
    Column("service", String(12), nullable=False),
    Column("value", Text, nullable=False),
    UniqueConstraint("service", "value"),
)

# Follows by rule: a person's films, a collection's, or a kind of release in a territory.
rules = Table(
    "rules",
    metadata,
    key(),
    ref("subscriber_id", "subscribers"),
    Column("what", String(10), nullable=False),
    words("subject"),
    words("name"),
    words("role"),
    Column("territory", String(2), nullable=False, server_default=""),
    Column("kind", String(12), nullable=False, server_default=""),
    Column("exclude", Boolean, nullable=False, server_default=text("false")),
    Column("since", Instant, nullable=False),
    Column("asked", Instant),
    UniqueConstraint("subscriber_id", "what", "subject", "role", "territory", "kind"),
)

# The films that a rule knows, so that only what is new to it is told.
rule_films = Table(
    "rule_films",
    metadata,
    ref("rule_id", "rules"),
    Column("tmdb", Text, nullable=False),
    Column("seen", Instant, nullable=False),
    UniqueConstraint("rule_id", "tmdb"),
)

# Which list of a subscriber (an import) named a film, so that one that left it can be found.
lists = Table(
    "lists",
    metadata,
    ref("subscriber_id", "subscribers"),
    Column("list", String(12), nullable=False),
    ref("film_id", "films", index=True),
    UniqueConstraint("subscriber_id", "list", "film_id"),
)
