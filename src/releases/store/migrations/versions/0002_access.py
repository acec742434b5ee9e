"""Who may enter by the web, and what members suggest there."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _id() -> "sa.Column[int]":
    return sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False)


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("subscriber_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.String(8), nullable=False),
        sa.Column("password", sa.Text()),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscriber_id"], ["subscribers.id"], name="fk_accounts_subscriber_id"
        ),
        sa.UniqueConstraint("subscriber_id", name="uq_accounts_subscriber_id"),
    )
    op.create_table(
        "web_sessions",
        _id(),
        sa.Column("subscriber_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscriber_id"], ["subscribers.id"], name="fk_web_sessions_subscriber_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_web_sessions"),
        sa.UniqueConstraint("digest", name="uq_web_sessions_digest"),
    )
    op.create_index("ix_web_sessions_subscriber_id", "web_sessions", ["subscriber_id"])
    op.create_table(
        "access_tokens",
        _id(),
        sa.Column("subscriber_id", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.String(10), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.BigInteger()),
        sa.Column("expires", sa.BigInteger()),
        sa.ForeignKeyConstraint(
            ["subscriber_id"], ["subscribers.id"], name="fk_access_tokens_subscriber_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_access_tokens"),
        sa.UniqueConstraint("digest", name="uq_access_tokens_digest"),
    )
    op.create_index("ix_access_tokens_subscriber_id", "access_tokens", ["subscriber_id"])
    # What a member suggests comes from a person instead of a source.
    with op.batch_alter_table("suggestions") as suggestions:
        suggestions.alter_column("source_id", existing_type=sa.BigInteger(), nullable=True)
        suggestions.add_column(sa.Column("by_id", sa.BigInteger()))
        suggestions.create_foreign_key("fk_suggestions_by_id", "subscribers", ["by_id"], ["id"])
