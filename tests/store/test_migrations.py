"""Bringing a database to this version's schema: whole or not at all, by one of many at once."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from releases.errors import CannotStore, StoreTooNew
from releases.store import migrations
from releases.store.access_tables import metadata
from releases.store.engine import Store
from releases.store.migrations import migrate, upgrade
from releases.store.schema import SCHEMA
from releases.store.tables import EPOCH, films

HOME = Path(migrations.__file__).parent
# The revisions of a version to come.
STARS, CRITICS = (f"{int(SCHEMA) + more:04}" for more in (1, 2))
NEXT = f"""
import sqlalchemy as sa
from alembic import op

revision = "{STARS}"
down_revision = "{SCHEMA}"


def upgrade() -> None:
    # A file is given a table anew, the hardest case; a server cannot be.
    anew = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("films", recreate=anew) as films:
        films.add_column(sa.Column("stars", sa.Integer(), server_default="3", nullable=False))
    op.create_index("ix_films_stars", "films", ["stars"])
"""
AFTER = f"""
import sqlalchemy as sa
from alembic import op

revision = "{CRITICS}"
down_revision = "{STARS}"


def upgrade() -> None:
    op.create_table("critics", sa.Column("id", sa.Integer(), primary_key=True))
"""


@pytest.fixture
def later(tmp_path: Path) -> str:
    """The revisions of a version to come, which has two more."""
    folder = tmp_path / "later"
    (folder / "versions").mkdir(parents=True)
    shutil.copy(HOME / "env.py", folder)
    for revision in (HOME / "versions").glob("*.py"):
        shutil.copy(revision, folder / "versions")
    (folder / "versions" / f"{STARS}_stars.py").write_text(NEXT)
    (folder / "versions" / f"{CRITICS}_critics.py").write_text(AFTER)
    return str(folder)


@pytest.fixture
def old(database_url: str) -> Store:
    """A database of this version with one film and a release that refers to it."""
    store = Store(database_url).open()
    with store.unit() as connection:
        connection.execute(
            text("INSERT INTO films (id, title, folded, created) VALUES (1, 'Sunlit', 'sunlit', 0)")
        )
        connection.execute(
            text(
                "INSERT INTO releases (film_id, kind, date, known, changed, created) "
                "VALUES (1, 'theatrical', '2026-06-12', 0, 0, 0)"
            )
        )
    return store


def schema_of(store: Store) -> tuple[str, set[str], int]:
    with store.read() as connection:
        version = connection.scalar(text("SELECT version_num FROM alembic_version"))
        columns = {column["name"] for column in inspect(connection).get_columns("films")}
        releases = connection.scalar(text("SELECT count(*) FROM releases"))
    return str(version), columns, int(releases or 0)


def shape(store: Store) -> Any:
    """All that the database itself says of its tables."""
    with store.read() as connection:
        if store.sqlite:
            query = text("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name")
            return [
                # The order of constraints is of no account, nor are the quotes and the brackets
                # round a default that SQLite keeps of a table made anew.
                (*row[:3], sorted(re.findall(r"[^\s(),\"]+|,", row[3] or "")))
                for row in connection.execute(query)
            ]
        columns = connection.execute(
            text(
                "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, "
                "column_default FROM information_schema.columns WHERE table_schema = 'public' "
                "ORDER BY 1, 2"
            )
        ).all()
        indexes = connection.execute(
            text(
                "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
            )
        ).all()
        constraints = connection.execute(
            text(
                "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) "
                "FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"
            )
        ).all()
        return columns, indexes, constraints


def run_revisions(store: Store) -> None:
    """Make the tables by the revisions alone, as no new database is made."""
    with store.engine.begin() as connection:
        migrate(connection, str(HOME), SCHEMA)


def test_the_revisions_make_the_tables_that_the_program_uses(database_url: str) -> None:
    store = Store(database_url)
    run_revisions(store)
    with store.read() as connection:
        # Alembic takes SQLite's '' for a change; the next test compares each word of it.
        wanted = {"compare_type": True, "compare_server_default": not store.sqlite}
        context = MigrationContext.configure(connection, opts=wanted)
        assert compare_metadata(context, metadata) == []
    assert store.open() is store
    store.close()


def test_a_new_database_equals_one_made_by_the_revisions(
    store: Store, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if store.sqlite:
        other = Store(str(tmp_path / "by_revisions.db"))
    else:
        other = Store(request.getfixturevalue("postgres").create())
    run_revisions(other)
    assert shape(other) == shape(store)
    other.close()


def test_an_older_database_is_migrated_with_its_rows(old: Store, later: str) -> None:
    upgrade(old, scripts=later, target=CRITICS)
    version, columns, releases = schema_of(old)
    assert (version, "stars" in columns, releases) == (CRITICS, True, 1)
    with old.unit() as connection:
        assert connection.scalar(text("SELECT stars FROM films")) == 3
    upgrade(old, scripts=later, target=CRITICS)
    old.close()


def test_a_sqlite_file_is_kept_beside_before_it_is_migrated(tmp_path: Path, later: str) -> None:
    path = tmp_path / "kept.db"
    store = Store(str(path)).open()
    with store.unit() as connection:
        connection.execute(films.insert().values(title="Sunlit", created=EPOCH))
    (tmp_path / f"kept.db.schema-{SCHEMA}").write_text("someone's own file")
    upgrade(store, scripts=later, target=CRITICS)
    copy = Store(str(tmp_path / f"kept.db.schema-{SCHEMA}-2"))
    with copy.read() as connection:
        assert connection.scalar(text("SELECT title FROM films")) == "Sunlit"
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == SCHEMA
    assert (tmp_path / f"kept.db.schema-{SCHEMA}").read_text() == "someone's own file"
    assert not list(tmp_path.glob(".*.part"))
    store.close()
    copy.close()


def test_foreign_keys_hold_again_after_a_migration(old: Store, later: str) -> None:
    upgrade(old, scripts=later, target=CRITICS)
    with pytest.raises(CannotStore), old.unit() as connection:
        connection.execute(text("DELETE FROM films"))
    old.close()


def test_a_newer_database_is_refused_and_both_versions_named(
    store: Store, database_url: str
) -> None:
    with store.unit() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0099'"))
    with pytest.raises(StoreTooNew) as caught:
        Store(database_url).open()
    assert "0099" in caught.value.what
    assert SCHEMA in caught.value.what
    assert caught.value.hint


def test_the_database_of_another_program_is_refused(store: Store, database_url: str) -> None:
    with store.unit() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'ae1027a6acf0'"))
    with pytest.raises(CannotStore, match="belongs to another program"):
        Store(database_url).open()


def test_tables_of_another_program_are_left_alone(database_url: str) -> None:
    store = Store(database_url)
    with store.unit() as connection:
        connection.execute(text("CREATE TABLE films (id INTEGER PRIMARY KEY, plot TEXT)"))
    with pytest.raises(CannotStore, match="another program"):
        store.open()
    with store.read() as connection:
        assert inspect(connection).get_table_names() == ["films"]
    store.close()


def start(code: str, *args: str, point: str = "") -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", code, *args], env=os.environ | {"RELEASES_PROBE": point}
    )


OPEN = "import sys; from releases.store.engine import Store; Store(sys.argv[1]).open().close()"
UPGRADE = """
import sys
from releases.store.engine import Store
from releases.store.migrations import upgrade
upgrade(Store(sys.argv[1]), scripts=sys.argv[2], target=sys.argv[3])
"""


@pytest.mark.parametrize("point", ["migration.middle", "migration.middle:2"])
def test_a_kill_in_the_middle_of_a_migration_leaves_the_old_schema(
    old: Store, database_url: str, later: str, point: str
) -> None:
    old.close()
    assert start(UPGRADE, database_url, later, CRITICS, point=point).wait(60) == -signal.SIGKILL
    store = Store(database_url)
    version, columns, releases = schema_of(store)
    assert (version, "stars" in columns, releases) == (SCHEMA, False, 1)
    assert start(UPGRADE, database_url, later, CRITICS).wait(60) == 0
    assert schema_of(store)[0] == CRITICS
    assert schema_of(store)[2] == 1
    store.close()


def test_a_kill_at_the_first_start_leaves_a_database_that_the_next_start_makes(
    database_url: str,
) -> None:
    assert start(OPEN, database_url, point="creation.middle").wait(60) == -signal.SIGKILL
    store = Store(database_url).open()
    assert schema_of(store)[0] == SCHEMA
    store.close()


def test_many_first_starts_at_once_make_one_database(database_url: str) -> None:
    started = [start(OPEN, database_url) for _ in range(4)]
    assert [process.wait(60) for process in started] == [0] * 4
    store = Store(database_url)
    assert schema_of(store)[0] == SCHEMA
    store.close()


def test_many_migrations_at_once_migrate_once(
    old: Store, database_url: str, later: str, tmp_path: Path
) -> None:
    old.close()
    started = [start(UPGRADE, database_url, later, CRITICS) for _ in range(3)]
    assert [process.wait(60) for process in started] == [0] * 3
    store = Store(database_url)
    assert schema_of(store)[0] == CRITICS
    assert len(list(tmp_path.glob(f"*.schema-{SCHEMA}*"))) == (1 if store.sqlite else 0)
    store.close()


def test_a_normal_start_imports_no_alembic(store: Store, database_url: str) -> None:
    code = OPEN + "; assert not [name for name in sys.modules if name.startswith('alembic')]"
    assert start(code, database_url).wait(60) == 0


def test_a_new_database_is_made_without_alembic(database_url: str) -> None:
    code = OPEN + "; assert not [name for name in sys.modules if name.startswith('alembic')]"
    assert start(code, database_url).wait(60) == 0
