"""What cannot be used as a database is explained in words, and left as it is."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from releases.errors import BadSetting, CannotStore, StoreBusy
from releases.store.engine import Store
from releases.store.tables import meta

NOBODY = 65534


def filled(path: Path) -> Path:
    """A database with enough in it to be damaged."""
    store = Store(str(path)).open()
    with store.unit() as connection:
        connection.execute(
            meta.insert(), [{"key": f"k{number}", "value": "v" * 500} for number in range(400)]
        )
    store.close()
    return path


def use(path: Path) -> None:
    """Open it, read all of it, and write to it."""
    store = Store(str(path)).open()
    with store.read() as connection:
        connection.execute(meta.select().order_by(meta.c.value)).all()
    with store.unit() as connection:
        connection.execute(meta.insert().values(key="new", value=""))
    store.close()


def as_nobody(act: Callable[[Path], object], path: Path) -> str:
    """What `act` says, done by a user without rights; '' where it succeeds."""
    if os.getuid() != 0:
        pytest.skip("only root can become another user")
    # Done once before, so that nothing is left to import for one who may not read our library.
    code = (
        "import os, sys, tempfile\n"
        "from pathlib import Path\n"
        "from releases.errors import ReleasesError\n"
        f"from {act.__module__} import {act.__name__} as act\n"
        "with tempfile.TemporaryDirectory() as folder: act(Path(folder) / 'first.db')\n"
        f"os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})\n"
        f"try: act(Path({str(path)!r}))\n"
        "except ReleasesError as error: print(type(error).__name__, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder that any user may enter."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.getuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    return tmp_path


@pytest.mark.parametrize(
    "content", [b"just a text\n" * 100, b"\x00" * 5000, b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_file_that_is_no_database_is_named_and_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(CannotStore, match="not a database of releases") as caught:
        use(path)
    assert str(path) in caught.value.what
    assert "restore" in caught.value.hint
    assert path.read_bytes() == content


@pytest.mark.parametrize("part", [0.1, 0.5, 0.95])
def test_a_truncated_database_is_refused_and_left_as_it_is(tmp_path: Path, part: float) -> None:
    path = filled(tmp_path / "releases.db")
    os.truncate(path, int(path.stat().st_size * part))
    before = path.read_bytes()
    with pytest.raises(CannotStore, match="damaged") as caught:
        use(path)
    assert "restore" in caught.value.hint
    assert path.read_bytes() == before


def test_a_database_with_a_page_of_zeros_is_refused(tmp_path: Path) -> None:
    path = filled(tmp_path / "releases.db")
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\x00" * (path.stat().st_size - 8192))
    with pytest.raises(CannotStore, match="damaged"):
        use(path)


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(CannotStore, match="is a folder"):
        use(tmp_path)


def test_a_path_below_a_file_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotStore, match="cannot be opened or created"):
        use(tmp_path / "file" / "releases.db")


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    use(tmp_path / "new" / "folder" / "releases.db")
    assert (tmp_path / "new" / "folder" / "releases.db").exists()


def test_a_read_only_file_is_explained(shared: Path) -> None:
    path = filled(shared / "releases.db")
    path.chmod(0o444)
    shared.chmod(0o777)
    said = as_nobody(use, path)
    assert said.startswith("CannotStore")
    assert "read-only" in said
    assert str(path) in said


def test_a_read_only_folder_is_explained(shared: Path) -> None:
    folder = shared / "locked"
    folder.mkdir(mode=0o755)
    said = as_nobody(use, folder / "releases.db")
    assert said.startswith("CannotStore")
    assert "read-only for this user" in said


def test_a_database_in_a_read_only_folder_is_explained(shared: Path) -> None:
    folder = shared / "locked"
    folder.mkdir(mode=0o755)
    path = filled(folder / "releases.db")
    path.chmod(0o666)
    said = as_nobody(use, path)
    assert said.startswith("CannotStore")
    assert "read-only" in said


def test_a_file_that_may_not_be_read_is_explained(shared: Path) -> None:
    path = filled(shared / "releases.db")
    path.chmod(0o600)
    said = as_nobody(use, path)
    assert said.startswith("CannotStore")
    assert str(path) in said


def test_a_database_in_use_is_waited_for_and_then_named(tmp_path: Path) -> None:
    path = filled(tmp_path / "releases.db")
    first, second = Store(str(path)), Store(str(path), busy_seconds=0.2)
    with first.unit(), pytest.raises(StoreBusy, match="in use by another program"), second.unit():
        raise AssertionError("two writers at once")
    first.close()
    second.close()


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    url = "postgresql://ana:canary-4711@127.0.0.1:9/releases"
    with pytest.raises(CannotStore, match="does not answer") as caught:
        Store(url).open()
    assert "canary-4711" not in str(caught.value)
    assert "127.0.0.1" in caught.value.what


@pytest.mark.parametrize(
    "url", ["mysql://host/releases", "sqlite://", "sqlite:///:memory:", "a://"]
)
def test_an_address_that_cannot_be_used_says_how_to_write_one(url: str) -> None:
    with pytest.raises(BadSetting) as caught:
        Store(url)
    assert caught.value.hint
