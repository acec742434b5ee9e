"""The tables. Instants are whole milliseconds since 1970 UTC; release dates are their text."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    and_,
    literal_column,
    text,
)

from releases.model.plan import APART

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def to_millis(instant: datetime) -> int:
    """Whole milliseconds since 1970 UTC, exact; a naive instant is a programming error."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return (instant - EPOCH) // _MILLISECOND


def from_millis(number: int) -> datetime:
    return EPOCH + timedelta(milliseconds=number)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime, kept as integer milliseconds: exact, and equal on both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else to_millis(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else from_millis(value)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def key() -> Column[int]:
    # SQLite gives a row number only to a column of exactly this type.
    return Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True)


def ref(name: str, target: str, *, nullable: bool = False, index: bool = False) -> Column[int]:
    return Column(name, BigInteger, ForeignKey(f"{target}.id"), nullable=nullable, index=index)


def words(name: str, default: str = "") -> Column[str]:
    return Column(name, Text, nullable=False, server_default=default)


meta = Table("meta", metadata, Column("key", String(40), primary_key=True), words("value"))

films = Table(
    "films",
    metadata,
    key(),
    words("title"),
    Column("original_title", Text),
    Column("year", Integer),
    words("folded"),
    Column("tmdb", Text, unique=True),
    Column("imdb", Text, unique=True),
    Column("wikidata", Text, unique=True),
    ref("merged_into", "films", nullable=True),
    Column("created", Instant, nullable=False),
    Index("ix_films_folded", "folded"),
)

releases = Table(
    "releases",
    metadata,
    key(),
    ref("film_id", "films"),
    Column("territory", String(2), nullable=False, server_default=""),
    Column("kind", String(12), nullable=False),
    words("label"),
    Column("date", String(12), nullable=False),
    Column("earliest", String(10)),
    Column("latest", String(10)),
    Column("standing", String(10), nullable=False, server_default="active"),
    # The number of the date's changes; also SEQUENCE of the release's calendar event.
    Column("turn", Integer, nullable=False, server_default="0"),
    # When the current date became known; a lead that fell due before is not owed.
    Column("known", Instant, nullable=False),
    Column("changed", Instant, nullable=False),
    Column("created", Instant, nullable=False),
    Column("holder_id", BigInteger),
    Column("pinned", Boolean, nullable=False, server_default=text("false")),
    Column("conflict", Boolean, nullable=False, server_default=text("false")),
    Column("unconfirmed", Boolean, nullable=False, server_default=text("false")),
    Column("reason", Text),
    UniqueConstraint("film_id", "territory", "kind", "label"),
    Index("ix_releases_earliest", "earliest"),
)

claims = Table(
    "claims",
    metadata,
    key(),
    ref("release_id", "releases", index=True),
    Column("class", String(10), nullable=False),
    Column("typed", Boolean, nullable=False, server_default=text("false")),
    words("source"),
    Column("date", String(12)),
    Column("territory", String(2)),
    Column("kind", String(12), nullable=False),
    Column("url", Text),
    Column("sentence", Text),
    Column("note", Text),
    Column("published", String(10)),
    Column("said", Instant, nullable=False),
    Column("seen", Instant, nullable=False),
    ref("by_id", "subscribers", nullable=True),
    # Whether its person asked to be told of the release, wherever it is.
    Column("wanted", Boolean, nullable=False, server_default=text("false")),
    Column("effect", String(10), nullable=False),
)

changes = Table(
    "changes",
    metadata,
    key(),
    ref("release_id", "releases", index=True),
    Column("turn", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("what", String(12), nullable=False),
    # Tokens: a date, or that the release is called off or taken back; '' before the first.
    words("old"),
    words("new"),
    Column("reason", Text),
    Column("claim_id", BigInteger),
    ref("by_id", "subscribers", nullable=True),
)

schedules = Table(
    "schedules",
    metadata,
    key(),
    Column("zone", String(64), nullable=False),
    Column("at", String(5), nullable=False),
    Column("quiet", String(11), nullable=False, server_default=""),
    UniqueConstraint("zone", "at", "quiet"),
)

subscribers = Table(
    "subscribers",
    metadata,
    key(),
    Column("name", Text, nullable=False, unique=True),
    ref("schedule_id", "schedules"),
    words("territories"),
    # Territories whose dates serve where there is none in theirs, in order.
    words("fallback"),
    Column("language", String(12), nullable=False, server_default="en"),
    Column("digest", String(8), nullable=False, server_default="none"),
    Column("digest_since", Instant, nullable=False),
    Column("created", Instant, nullable=False),
)

leads = Table(
    "leads",
    metadata,
    ref("subscriber_id", "subscribers"),
    Column("lead", Integer, nullable=False),
    Column("since", Instant, nullable=False),
    UniqueConstraint("subscriber_id", "lead"),
)

follows = Table(
    "follows",
    metadata,
    key(),
    ref("subscriber_id", "subscribers"),
    ref("film_id", "films", index=True),
    words("kinds"),
    # Territories of this follow alone; '' means those of its subscriber.
    words("territories"),
    # The territories that apply, kept equal to one of the two, so that profiles group in SQL.
    words("effective"),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    Column("since", Instant, nullable=False),
    UniqueConstraint("subscriber_id", "film_id"),
)

# Which releases a subscriber is told of: the answer of model.plan.covers, and those they added.
coverage = Table(
    "coverage",
    metadata,
    ref("release_id", "releases"),
    ref("subscriber_id", "subscribers"),
    Column("since", Instant, nullable=False),
    Column("added", Boolean, nullable=False, server_default=text("false")),
    UniqueConstraint("release_id", "subscriber_id"),
    Index("ix_coverage_subscriber", "subscriber_id"),
)

channels = Table(
    "channels",
    metadata,
    key(),
    ref("subscriber_id", "subscribers", index=True),
    words("name"),
    words("url"),
    words("host"),
    # The shortest time between two messages to its host.
    Column("pace_ms", Integer, nullable=False, server_default="0"),
    Column("state", String(10), nullable=False, server_default="ok"),
    words("takes", "reminders,notices,digest"),
    Column("origin", String(10), nullable=False, server_default="database"),
    Column("on_unknown", String(10), nullable=False, server_default="resend"),
    Column("since", Instant, nullable=False),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("pauses", Integer, nullable=False, server_default="0"),
    Column("trouble", Integer, nullable=False, server_default="0"),
    Column("ready", Instant, nullable=False),
    Column("slot", Instant),
    Column("leased_by", Text),
    Column("lease", Instant),
    Column("error", Text),
    Column("last_sent", Instant),
    Index(
        "uq_channels_name",
        "subscriber_id",
        "name",
        unique=True,
        sqlite_where=text("state <> 'removed'"),
        postgresql_where=text("state <> 'removed'"),
    ),
)

hosts = Table(
    "hosts",
    metadata,
    Column("host", Text, primary_key=True),
    Column("free", Instant, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    key(),
    ref("channel_id", "channels"),
    # A release, the first day (ordinal) of a digest, or the channel that a trouble is about.
    Column("subject", BigInteger, nullable=False),
    Column("what", String(10), nullable=False),
    # Whole days; NO_LEAD where it is no reminder.
    Column("lead", Integer, nullable=False),
    Column("speaks_of", String(12), nullable=False),
    Column("turn", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("due", Instant, nullable=False),
    # When its turn comes next: due, the next try, or the end of the lease it is sent under.
    Column("next", Instant, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("unknowns", Integer, nullable=False, server_default="0"),
    Column("message_id", BigInteger),
    Column("sent", Instant),
    Column("why", Text),
    # The claim under which it is being sent; a late record of an older one is told apart by it.
    Column("claim", Text),
    UniqueConstraint("subject", "what", "channel_id", "lead", "speaks_of", "turn"),
    Index(
        "ix_deliveries_waiting",
        "channel_id",
        sqlite_where=text("state IN ('pending', 'retrying', 'sending')"),
        postgresql_where=text("state IN ('pending', 'retrying', 'sending')"),
    ),
    Index(
        "ix_deliveries_next",
        "next",
        "channel_id",
        sqlite_where=text("state IN ('pending', 'retrying', 'sending')"),
        postgresql_where=text("state IN ('pending', 'retrying', 'sending')"),
    ),
)

NO_LEAD = -1

# Written into the statement, not bound: only so are the indexes of rows that wait of use.
LIVE_ROWS: ColumnElement[bool] = deliveries.c.state.in_(
    [literal_column(f"'{state}'") for state in ("pending", "retrying", "sending")]
)
UNSENT_ROWS = and_(LIVE_ROWS, deliveries.c.state != literal_column("'sending'"))
# To be joined from deliveries; outer, since some are about no release.
THEIR_RELEASE = and_(releases.c.id == deliveries.c.subject, deliveries.c.what.not_in(APART))

# Channels that were not taken away.
USABLE = channels.c.state.not_in(("removed", "disabled"))

messages = Table(
    "messages",
    metadata,
    key(),
    ref("channel_id", "channels"),
    Column("identity", String(64), nullable=False, unique=True),
    Column("created", Instant, nullable=False),
)

members = Table(
    "members",
    metadata,
    ref("message_id", "messages"),
    ref("delivery_id", "deliveries", index=True),
    UniqueConstraint("message_id", "delivery_id"),
)

attempts = Table(
    "attempts",
    metadata,
    key(),
    ref("message_id", "messages", index=True),
    ref("channel_id", "channels"),
    Column("started", Instant, nullable=False),
    Column("outcome", String(10)),
    Column("detail", Text),
    Column("took_ms", Integer),
    Column("daemon", Text),
    Index(
        "ix_attempts_open",
        "channel_id",
        sqlite_where=text("outcome IS NULL"),
        postgresql_where=text("outcome IS NULL"),
    ),
)

# What each channel was told of a release last: a token of model.plan.
told = Table(
    "told",
    metadata,
    ref("release_id", "releases"),
    ref("channel_id", "channels"),
    Column("token", String(12), nullable=False),
    Column("at", Instant, nullable=False),
    # Where it is not known whether `token` arrived: what was told before ('' for nothing).
    Column("before", String(12)),
    # The local day on which a reminder named it, so that a digest does not tell it again.
    Column("reminded", String(10)),
    UniqueConstraint("release_id", "channel_id"),
)

daemons = Table(
    "daemons",
    metadata,
    Column("id", Text, primary_key=True),
    Column("host", Text),
    Column("version", Text),
    Column("started", Instant, nullable=False),
    Column("last_tick", Instant, nullable=False),
)
