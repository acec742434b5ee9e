"""Run by Alembic, which is imported only to migrate: applies revisions on the given connection."""

from typing import Any

from alembic import context

from releases.probes import probe
from releases.store.access_tables import metadata


def _applied(ctx: Any, step: Any, heads: Any, run_args: Any) -> None:
    probe("migration.middle")


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    on_version_apply=_applied,
)
with context.begin_transaction():
    context.run_migrations()
