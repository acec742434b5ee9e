"""The posters of films; and TMDB is asked anew for what it was asked before there were any."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "posters",
        sa.Column("film_id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(12), nullable=False),
        sa.Column("path", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["film_id"], ["films.id"], name="fk_posters_film_id"),
        sa.UniqueConstraint("film_id", name="uq_posters_film_id"),
    )
    # An answer that has not changed since would not name the poster. What the service does not
    # know is still asked for when its turn comes.
    sources = sa.table("sources", sa.column("id"), sa.column("kind"))
    asked = sa.table(
        "source_films", sa.column("source_id"), sa.column("etag"), sa.column("next"),
        sa.column("gone", sa.Boolean()), sa.column("failures"),
    )  # fmt: skip
    tmdb = sa.select(sources.c.id).where(sources.c.kind == "tmdb")
    op.execute(
        sa.update(asked)
        .where(asked.c.source_id.in_(tmdb), asked.c.gone == sa.false(), asked.c.failures == 0)
        .values(etag=None, next=0)
    )
