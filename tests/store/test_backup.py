"""Backup, restore, and the copy that a rehearsal plays on; on both databases."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from releases.errors import CannotRead, CannotStore, ReleasesError, UsageError
from releases.model.dates import ReleaseDate
from releases.model.release import Kind
from releases.model.subscriber import Schedule
from releases.store import films, health, people
from releases.store.access_tables import metadata
from releases.store.backup import backup, copy_all, restore
from releases.store.engine import Store
from releases.store.tables import deliveries
from releases.tracking import changes
from tests.parts.postgres import Postgres

NOW = datetime(2024, 1, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def fill(store: Store) -> None:
    with store.unit() as connection:
        ana = people.add_subscriber(
            connection, "ana", Schedule("Europe/London"), (7, 1, 0), ("GB",), NOW
        )
        people.add_channel(
            connection, ana, "hook", "json://localhost/hook", NOW, host="localhost", pace_ms=0,
            takes="reminders,notices,digest",
        )  # fmt: skip
        for title, day in (("One", "2024-01-26"), ("Two", "2024-03-01"), ("Three", "2024-02-02")):
            claim = changes.typed_claim(ReleaseDate.parse(day), NOW)
            proposal = changes.Proposal(title, "GB", Kind.THEATRICAL, claim)
            changes.add(connection, ana, proposal, NOW)
        films.set_film(connection, 1, merged_into=3)


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.read() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
            if table.name not in ("meta", "daemons")
        }


def states(store: Store) -> dict[int, str]:
    with store.read() as connection:
        found = connection.execute(select(deliveries.c.id, deliveries.c.state))
        return dict(iter(found))


def test_a_copy_holds_every_row(store: Store, tmp_path: Path) -> None:
    fill(store)
    copy = Store(str(tmp_path / "copy.db")).open()
    copy_all(store, copy)
    assert everything(copy) == everything(store)
    copy.close()


def test_a_backup_restored_at_once_is_what_it_was(store: Store, tmp_path: Path) -> None:
    fill(store)
    before = everything(store)
    backup(store, tmp_path / "films.backup", NOW)
    with store.unit() as connection:
        films.set_film(connection, 2, title="Spoiled")
    done = restore(store, tmp_path / "films.backup", NOW)
    assert done.releases == 3
    assert done.held == ()
    assert everything(store) == before


def test_new_rows_get_new_ids_after_a_restore(store: Store, tmp_path: Path) -> None:
    fill(store)
    backup(store, tmp_path / "films.backup", NOW)
    restore(store, tmp_path / "films.backup", NOW)
    with store.unit() as connection:
        assert films.add_film(connection, "Four", None, NOW).id == 4


def test_what_fell_due_since_the_backup_is_held(store: Store, tmp_path: Path) -> None:
    fill(store)
    backup(store, tmp_path / "films.backup", NOW)
    done = restore(store, tmp_path / "films.backup", NOW + 10 * DAY)
    found = states(store)
    assert [found[key] for key in done.held] == ["held"]
    assert sorted(found.values()).count("pending") == 8


def test_a_restore_waits_for_the_daemon_to_be_stopped(store: Store, tmp_path: Path) -> None:
    fill(store)
    backup(store, tmp_path / "films.backup", NOW)
    with store.unit() as connection:
        health.beat(connection, "d", "host", "0", NOW, NOW)
    with pytest.raises(CannotStore, match="daemon is at work"):
        restore(store, tmp_path / "films.backup", NOW)
    restore(store, tmp_path / "films.backup", NOW + timedelta(minutes=5))


def test_what_is_no_backup_is_refused_and_changes_nothing(store: Store, tmp_path: Path) -> None:
    fill(store)
    before = everything(store)
    text = tmp_path / "text"
    text.write_text("not a database")
    for path in (text, tmp_path / "none", tmp_path):
        with pytest.raises(CannotRead):
            restore(store, path, NOW)
    assert everything(store) == before


def test_the_database_is_not_overwritten_by_its_own_backup(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "releases.db")).open()
    with pytest.raises(UsageError, match="itself"):
        backup(store, tmp_path / "releases.db", NOW)
    with pytest.raises(CannotStore, match="cannot be written"):
        backup(store, tmp_path / "no folder" / "backup", NOW)
    store.close()


def test_a_restore_leaves_the_backup_as_it_was(store: Store, tmp_path: Path) -> None:
    fill(store)
    folder = tmp_path / "kept"
    folder.mkdir()
    backup(store, folder / "films.backup", NOW)
    before = (folder / "films.backup").read_bytes()
    restore(store, folder / "films.backup", NOW)
    assert (folder / "films.backup").read_bytes() == before
    assert [path.name for path in folder.iterdir()] == ["films.backup"]


def test_a_backup_takes_the_place_of_an_older_one_whole(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "films.backup"
    backup(store, path, NOW)
    fill(store)
    (tmp_path / ".films.backup.part").write_text("left by a backup that was killed")
    backup(store, path, NOW)
    assert restore(store, path, NOW).releases == 3
    assert not (tmp_path / ".films.backup.part").exists()


def test_a_backup_is_made_beside_a_writer_and_holds_what_was_committed(
    store: Store, tmp_path: Path
) -> None:
    fill(store)
    before = everything(store)
    with store.unit() as connection:
        films.set_film(connection, 2, title="Not committed")
        backup(store, tmp_path / "films.backup", NOW)
    restore(store, tmp_path / "films.backup", NOW)
    assert everything(store) == before


def test_a_backup_of_one_engine_is_restored_on_the_other(
    postgres: Postgres, tmp_path: Path
) -> None:
    file = Store(str(tmp_path / "releases.db")).open()
    server = Store(postgres.create()).open()
    fill(file)
    before = everything(file)
    backup(file, tmp_path / "one", NOW)
    restore(server, tmp_path / "one", NOW)
    assert everything(server) == before
    backup(server, tmp_path / "two", NOW)
    restore(file, tmp_path / "two", NOW)
    assert everything(file) == before
    file.close()
    server.close()


def test_a_kill_in_the_middle_of_a_restore_leaves_what_was(
    store: Store, database_url: str, tmp_path: Path
) -> None:
    backup(store, tmp_path / "empty", NOW)
    fill(store)
    before = everything(store)
    code = (
        "import sys; from datetime import datetime; from pathlib import Path; "
        "from releases.store.engine import Store; from releases.store.backup import restore; "
        "restore(Store(sys.argv[1]), Path(sys.argv[2]), datetime.fromisoformat(sys.argv[3]))"
    )
    arguments = [sys.executable, "-c", code, database_url, str(tmp_path / "empty")]
    killed = subprocess.run(
        [*arguments, NOW.isoformat()],
        env=os.environ | {"RELEASES_PROBE": "restore.middle"},
        timeout=60,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert everything(store) == before


def test_a_backup_of_another_schema_is_refused_and_named(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "films.backup"
    backup(store, path, NOW)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0099'")
        raw.commit()
    with pytest.raises(CannotRead, match="schema 0099"):
        restore(store, path, NOW)


def test_a_damaged_backup_is_refused_and_changes_nothing(store: Store, tmp_path: Path) -> None:
    fill(store)
    before = everything(store)
    path = tmp_path / "films.backup"
    backup(store, path, NOW)
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(ReleasesError):
        restore(store, path, NOW)
    assert everything(store) == before
