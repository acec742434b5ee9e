"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


# Rows that still have their turn to come.
WAITING = "state IN ('pending', 'retrying', 'sending')"


def _id() -> "sa.Column[int]":
    return sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False)


def _index(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    """An index of those rows alone."""
    only = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=only, postgresql_where=only)


def upgrade() -> None:
    op.create_table(
        "daemons",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("host", sa.Text()),
        sa.Column("version", sa.Text()),
        sa.Column("started", sa.BigInteger(), nullable=False),
        sa.Column("last_tick", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_daemons"),
    )
    op.create_table(
        "films",
        _id(),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("original_title", sa.Text()),
        sa.Column("year", sa.Integer()),
        sa.Column("folded", sa.Text(), server_default="", nullable=False),
        sa.Column("tmdb", sa.Text()),
        sa.Column("imdb", sa.Text()),
        sa.Column("wikidata", sa.Text()),
        sa.Column("merged_into", sa.BigInteger()),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["merged_into"], ["films.id"], name="fk_films_merged_into"),
        sa.PrimaryKeyConstraint("id", name="pk_films"),
        sa.UniqueConstraint("imdb", name="uq_films_imdb"),
        sa.UniqueConstraint("tmdb", name="uq_films_tmdb"),
        sa.UniqueConstraint("wikidata", name="uq_films_wikidata"),
    )
    op.create_index("ix_films_folded", "films", ["folded"])
    op.create_table(
        "hosts",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("free", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("host", name="pk_hosts"),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("value", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )
    op.create_table(
        "schedules",
        _id(),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("at", sa.String(5), nullable=False),
        sa.Column("quiet", sa.String(11), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_schedules"),
        sa.UniqueConstraint("zone", "at", "quiet", name="uq_schedules_zone_at_quiet"),
    )
    op.create_table(
        "sources",
        _id(),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("territory", sa.String(2), server_default="", nullable=False),
        sa.Column("state", sa.String(10), server_default="ok", nullable=False),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("mark", sa.String(10)),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("last_success", sa.BigInteger()),
        sa.Column("next", sa.BigInteger(), nullable=False),
        sa.Column("leased_by", sa.Text()),
        sa.Column("lease", sa.BigInteger()),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
        sa.UniqueConstraint("name", name="uq_sources_name"),
    )
    op.create_table(
        "aliases",
        sa.Column("film_id", sa.BigInteger(), nullable=False),
        sa.Column("service", sa.String(12), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["film_id"], ["films.id"], name="fk_aliases_film_id"),
        sa.UniqueConstraint("service", "value", name="uq_aliases_service_value"),
    )
    op.create_index("ix_aliases_film_id", "aliases", ["film_id"])
    op.create_table(
        "articles",
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("read", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_articles_source_id"),
        sa.UniqueConstraint("source_id", "guid", name="uq_articles_source_id_guid"),
    )
    op.create_table(
        "releases",
        _id(),
        sa.Column("film_id", sa.BigInteger(), nullable=False),
        sa.Column("territory", sa.String(2), server_default="", nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("label", sa.Text(), server_default="", nullable=False),
        sa.Column("date", sa.String(12), nullable=False),
        sa.Column("earliest", sa.String(10)),
        sa.Column("latest", sa.String(10)),
        sa.Column("standing", sa.String(10), server_default="active", nullable=False),
        sa.Column("turn", sa.Integer(), server_default="0", nullable=False),
        sa.Column("known", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("holder_id", sa.BigInteger()),
        sa.Column("pinned", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("conflict", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("unconfirmed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.ForeignKeyConstraint(["film_id"], ["films.id"], name="fk_releases_film_id"),
        sa.PrimaryKeyConstraint("id", name="pk_releases"),
        sa.UniqueConstraint(
            "film_id", "territory", "kind", "label", name="uq_releases_film_id_territory_kind_label"
        ),
    )
    op.create_index("ix_releases_earliest", "releases", ["earliest"])
    op.create_table(
        "source_films",
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("film_id", sa.BigInteger(), nullable=False),
        sa.Column("etag", sa.Text()),
        sa.Column("asked", sa.BigInteger()),
        sa.Column("next", sa.BigInteger(), nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("gone", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(["film_id"], ["films.id"], name="fk_source_films_film_id"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_source_films_source_id"),
        sa.UniqueConstraint("source_id", "film_id", name="uq_source_films_source_id_film_id"),
    )
    op.create_index("ix_source_films_next", "source_films", ["source_id", "next"])
    op.create_table(
        "subscribers",
        _id(),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("schedule_id", sa.BigInteger(), nullable=False),
        sa.Column("territories", sa.Text(), server_default="", nullable=False),
        sa.Column("fallback", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.String(12), server_default="en", nullable=False),
        sa.Column("digest", sa.String(8), server_default="none", nullable=False),
        sa.Column("digest_since", sa.BigInteger(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["schedule_id"], ["schedules.id"], name="fk_subscribers_schedule_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_subscribers"),
        sa.UniqueConstraint("name", name="uq_subscribers_name"),
    )
    op.create_table(
        "changes",
        _id(),
        sa.Column("release_id", sa.BigInteger(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.String(12), nullable=False),
        sa.Column("old", sa.Text(), server_default="", nullable=False),
        sa.Column("new", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("claim_id", sa.BigInteger()),
        sa.Column("by_id", sa.BigInteger()),
        sa.ForeignKeyConstraint(["by_id"], ["subscribers.id"], name="fk_changes_by_id"),
        sa.ForeignKeyConstraint(["release_id"], ["releases.id"], name="fk_changes_release_id"),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
    )
    op.create_index("ix_changes_release_id", "changes", ["release_id"])
    op.create_table(
        "channels",
        _id(),
        sa.Column("subscriber_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("host", sa.Text(), server_default="", nullable=False),
        sa.Column("pace_ms", sa.Integer(), server_default="0", nullable=False),
        sa.Column("state", sa.String(10), server_default="ok", nullable=False),
        sa.Column("takes", sa.Text(), server_default="reminders,notices,digest", nullable=False),
        sa.Column("origin", sa.String(10), server_default="database", nullable=False),
        sa.Column("on_unknown", sa.String(10), server_default="resend", nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pauses", sa.Integer(), server_default="0", nullable=False),
        sa.Column("trouble", sa.Integer(), server_default="0", nullable=False),
        sa.Column("ready", sa.BigInteger(), nullable=False),
        sa.Column("slot", sa.BigInteger()),
        sa.Column("leased_by", sa.Text()),
        sa.Column("lease", sa.BigInteger()),
        sa.Column("error", sa.Text()),
        sa.Column("last_sent", sa.BigInteger()),
        sa.ForeignKeyConstraint(
            ["subscriber_id"], ["subscribers.id"], name="fk_channels_subscriber_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_channels"),
    )
    op.create_index("ix_channels_subscriber_id", "channels", ["subscriber_id"])
    _index(
        "uq_channels_name", "channels", ["subscriber_id", "name"], "state <> 'removed'", unique=True
    )
    op.create_table(
        "claims",
        _id(),
        sa.Column("release_id", sa.BigInteger(), nullable=False),
        sa.Column("class", sa.String(10), nullable=False),
        sa.Column("typed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("date", sa.String(12)),
        sa.Column("territory", sa.String(2)),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("sentence", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("published", sa.String(10)),
        sa.Column("said", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.BigInteger()),
        sa.Column("wanted", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("effect", sa.String(10), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["subscribers.id"], name="fk_claims_by_id"),
        sa.ForeignKeyConstraint(["release_id"], ["releases.id"], name="fk_claims_release_id"),
        sa.PrimaryKeyConstraint("id", name="pk_claims"),
    )
    op.create_index("ix_claims_release_id", "claims", ["release_id"])
    op.create_table(
        "coverage",
        sa.Column("release_id", sa.BigInteger(), nullable=False),
        sa.Column("subscriber_id", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("added", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["releases.id"], name="fk_coverage_release_id"),
        sa.ForeignKeyConstraint(
            ["subscriber_id"], ["subscribers.id"], name="fk_coverage_subscriber_id"
        ),
        sa.UniqueConstraint(
            "release_id", "subscriber_id", name="uq_coverage_release_id_subscriber_id"
        ),
    )
    op.create_index("ix_coverage_subscriber", "coverage", ["subscriber_id"])
    op.create_table(
        "follows",
        _id(),
        sa.Column("subscriber_id", sa.BigInteger(), nullable=False),
        sa.Column("film_id", sa.BigInteger(), nullable=False),
        sa.Column("kinds", sa.Text(), server_default="", nullable=False),
        sa.Column("territories", sa.Text(), server_default="", nullable=False),
        sa.Column("effective", sa.Text(), server_default="", nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["film_id"], ["films.id"], name="fk_follows_film_id"),
        sa.ForeignKeyConstraint(
            ["subscriber_id"], ["subscribers.id"], name="fk_follows_subscriber_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_follows"),
        sa.UniqueConstraint("subscriber_id", "film_id", name="uq_follows_subscriber_id_film_id"),
    )
    op.create_index("ix_follows_film_id", "follows", ["film_id"])
    op.create_table(
        "leads",
        sa.Column("subscriber_id", sa.BigInteger(), nullable=False),
        sa.Column("lead", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscriber_id"], ["subscribers.id"], name="fk_leads_subscriber_id"
        ),
        sa.UniqueConstraint("subscriber_id", "lead", name="uq_leads_subscriber_id_lead"),
    )
    op.create_table(
        "lists",
        sa.Column("subscriber_id", sa.BigInteger(), nullable=False),
        sa.Column("list", sa.String(12), nullable=False),
        sa.Column("film_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["film_id"], ["films.id"], name="fk_lists_film_id"),
        sa.ForeignKeyConstraint(
            ["subscriber_id"], ["subscribers.id"], name="fk_lists_subscriber_id"
        ),
        sa.UniqueConstraint(
            "subscriber_id", "list", "film_id", name="uq_lists_subscriber_id_list_film_id"
        ),
    )
    op.create_index("ix_lists_film_id", "lists", ["film_id"])
    op.create_table(
        "rules",
        _id(),
        sa.Column("subscriber_id", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.String(10), nullable=False),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("role", sa.Text(), server_default="", nullable=False),
        sa.Column("territory", sa.String(2), server_default="", nullable=False),
        sa.Column("kind", sa.String(12), server_default="", nullable=False),
        sa.Column("exclude", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("asked", sa.BigInteger()),
        sa.ForeignKeyConstraint(
            ["subscriber_id"], ["subscribers.id"], name="fk_rules_subscriber_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_rules"),
        sa.UniqueConstraint(
            "subscriber_id",
            "what",
            "subject",
            "role",
            "territory",
            "kind",
            name="uq_rules_subscriber_id_what_subject_role_territory_kind",
        ),
    )
    op.create_table(
        "suggestions",
        _id(),
        sa.Column("source_id", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.String(10), nullable=False),
        sa.Column("state", sa.String(10), server_default="open", nullable=False),
        sa.Column("release_id", sa.BigInteger()),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("year", sa.Integer()),
        sa.Column("territory", sa.String(2), server_default="", nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("label", sa.Text(), server_default="", nullable=False),
        sa.Column("date", sa.String(12), server_default="", nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("sentence", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("published", sa.String(10)),
        sa.Column("said", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["releases.id"], name="fk_suggestions_release_id"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_suggestions_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_suggestions"),
        sa.UniqueConstraint(
            "source_id",
            "why",
            "title",
            "territory",
            "kind",
            "label",
            "date",
            name="uq_suggestions_source_id_why_title_territory_kind_label_date",
        ),
    )
    op.create_table(
        "deliveries",
        _id(),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.String(10), nullable=False),
        sa.Column("lead", sa.Integer(), nullable=False),
        sa.Column("speaks_of", sa.String(12), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("next", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("unknowns", sa.Integer(), server_default="0", nullable=False),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("sent", sa.BigInteger()),
        sa.Column("why", sa.Text()),
        sa.Column("claim", sa.Text()),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name="fk_deliveries_channel_id"),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint(
            "subject",
            "what",
            "channel_id",
            "lead",
            "speaks_of",
            "turn",
            name="uq_deliveries_subject_what_channel_id_lead_speaks_of_turn",
        ),
    )
    _index("ix_deliveries_next", "deliveries", ["next", "channel_id"], WAITING)
    _index("ix_deliveries_waiting", "deliveries", ["channel_id"], WAITING)
    op.create_table(
        "messages",
        _id(),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("identity", sa.String(64), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name="fk_messages_channel_id"),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("identity", name="uq_messages_identity"),
    )
    op.create_table(
        "rule_films",
        sa.Column("rule_id", sa.BigInteger(), nullable=False),
        sa.Column("tmdb", sa.Text(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["rule_id"], ["rules.id"], name="fk_rule_films_rule_id"),
        sa.UniqueConstraint("rule_id", "tmdb", name="uq_rule_films_rule_id_tmdb"),
    )
    op.create_table(
        "told",
        sa.Column("release_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("token", sa.String(12), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("before", sa.String(12)),
        sa.Column("reminded", sa.String(10)),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name="fk_told_channel_id"),
        sa.ForeignKeyConstraint(["release_id"], ["releases.id"], name="fk_told_release_id"),
        sa.UniqueConstraint("release_id", "channel_id", name="uq_told_release_id_channel_id"),
    )
    op.create_table(
        "attempts",
        _id(),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.String(10)),
        sa.Column("detail", sa.Text()),
        sa.Column("took_ms", sa.Integer()),
        sa.Column("daemon", sa.Text()),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name="fk_attempts_channel_id"),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_attempts_message_id"),
        sa.PrimaryKeyConstraint("id", name="pk_attempts"),
    )
    op.create_index("ix_attempts_message_id", "attempts", ["message_id"])
    _index("ix_attempts_open", "attempts", ["channel_id"], "outcome IS NULL")
    op.create_table(
        "members",
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("delivery_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], name="fk_members_delivery_id"),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_members_message_id"),
        sa.UniqueConstraint("message_id", "delivery_id", name="uq_members_message_id_delivery_id"),
    )
    op.create_index("ix_members_delivery_id", "members", ["delivery_id"])
