"""Bad input: each answered with what is wrong and what to do, exit 1 or 2, nothing changed."""

import os
import sqlite3
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from releases.errors import ReleasesError
from releases.store.engine import Store

from .conftest import Run

Spawn = Callable[..., "subprocess.CompletedProcess[str]"]

# Arguments, exit code, and a word that the answer must hold.
CASES: list[tuple[list[str], int, str]] = [
    # dates
    (["add", "X", "--on", "2027-02-30"], 2, "2027-02-30"),
    (["add", "X", "--on", "31 April 2027"], 2, "April"),
    (["add", "X", "--on", "2027-13-01"], 2, "2027-13-01"),
    (["add", "X", "--on", "29 February 2027"], 2, "February"),
    (["add", "X", "--on", "next Blursday"], 2, "Blursday"),
    (["add", "X", "--on", ""], 2, "date"),
    (["add", "X", "--on", "99999999999999999999"], 2, "date"),
    (["add", "X", "--on", "0000-01-01"], 2, "0000"),
    (["add", "X", "--on", "Monday 26 January 2024"], 2, "Friday"),
    (["add", "X", "--on", "5/6/2031", "--in", "JP,US"], 2, "2031-06-05"),
    (["move", "X", "--to", "2027-02-30"], 1, "X"),
    (["list", "--since", "yesteryear"], 2, "yesteryear"),
    (["list", "--until", "tba"], 2, "tba"),
    (["rehearse", "--since", "2027-05-01", "--until", "2027-04-01"], 2, "--until"),
    # territories, kinds, zones
    (["add", "X", "--on", "2027-01-01", "--in", "Narnia"], 2, "Narnia"),
    (["add", "X", "--on", "2027-01-01", "--in", "ZZ"], 2, "ZZ"),
    (["add", "X", "--on", "2027-01-01", "--in", "GB,,IE"], 2, "--in"),
    (["add", "X", "--on", "2027-01-01", "--in", "Grmany"], 2, "DE"),
    (["add", "X", "--on", "2027-01-01", "--kind", "betamax"], 2, "theatrical"),
    (["subscribers", "set", "--timezone", "Europe/Lundon"], 2, "Lundon"),
    (["subscribers", "set", "--timezone", "../../etc/passwd"], 2, "zone"),
    (["subscribers", "set", "--timezone", ""], 2, "zone"),
    # titles and names
    (["add", "", "--on", "2027-01-01"], 2, "title"),
    (["add", "   ", "--on", "2027-01-01"], 2, "title"),
    (["add", "\x07\x1b", "--on", "2027-01-01"], 2, "title"),
    (["follow", ""], 2, "title"),
    (["show", "Nosferatu"], 1, "Nosferatu"),
    (["show", "r999"], 1, "r999"),
    (["show", "r99999999999999999999"], 1, "r999"),
    (["show", "r999999999999999"], 1, "r999"),
    (["cancel", "r0"], 1, "r0"),
    (["remove", "f7", "--yes"], 1, "f7"),
    (["films", "rename", "f9", "X"], 1, "f9"),
    (["unfollow", "Nosferatu"], 1, "Nosferatu"),
    (["--as", "Nobody", "list"], 2, "Nobody"),
    (["subscribers", "add", ""], 2, "name"),
    (["subscribers", "set", "Nobody", "--at", "09:00"], 2, "Nobody"),
    # numbers and settings
    (["add", "X", "--on", "2027-01-01", "--year", "99999999999"], 2, "99999999999"),
    (["add", "X", "--on", "2027-01-01", "--year", "-5"], 2, "-5"),
    (["subscribers", "set", "--leads", "99999999999d"], 2, "99999999999d"),
    (["subscribers", "set", "--leads", "-1d"], 2, "--leads"),
    (["subscribers", "set", "--leads", "7d,,1d"], 2, "lead"),
    (["subscribers", "set", "--at", "25:00"], 2, "25:00"),
    (["subscribers", "set", "--quiet-hours", "22"], 2, "22"),
    (["subscribers", "set", "--quiet-hours", "08:00-10:00"], 2, "09:00"),
    (["subscribers", "set", "--digest", "hourly"], 2, "hourly"),
    (["subscribers", "set", "--language", "Klingon!"], 2, "Klingon!"),
    (["subscribers", "set"], 2, "set"),
    # articles
    (["read", "missing.txt"], 1, "missing.txt"),
    (["read", "."], 1, "folder"),
    (["read", "empty.txt"], 1, "empty"),
    (["read", "binary.bin"], 1, "binary.bin"),
    (["read", "dull.txt"], 1, "dull.txt"),
    (["read", ""], 2, "empty"),
    (["read", "a\x00b"], 1, "NUL"),
    (["read", "file:///etc/passwd"], 1, "file:"),
    (["read", "ftp://example.org/x"], 1, "ftp"),
    (["read", "http://127.0.0.1:1/"], 1, "127.0.0.1"),
    (["read", "http://localhost:1/"], 1, "localhost"),
    (["read", "http://169.254.169.254/latest/meta-data"], 1, "169.254.169.254"),
    (["read", "http://[::1]:1/"], 1, "::1"),
    (["read", "http://10.0.0.1/"], 1, "10.0.0.1"),
    (["read", "http://2130706433/"], 1, "2130706433"),
    (["read", "https://no-such-host.invalid/page"], 1, "no-such-host.invalid"),
    (["read", "http://"], 1, "http"),
    (["read", "http://example.org:99999/"], 1, "http"),
    (["read", "dull.txt", "--published", "2027-02-30"], 2, "2027-02-30"),
    (["read", "dull.txt", "--published", "May 2027"], 2, "May 2027"),
    (["read", "dull.txt", "--in", "GB,IE"], 2, "--in"),
    (["read", "--batch", "missing.jsonl"], 1, "missing.jsonl"),
    (["read", "--batch", "."], 1, "folder"),
    (["read", "dull.txt", "--batch", "x"], 2, "--batch"),
    (["read"], 2, "FILE"),
    (["add", "--from", "missing.txt", "--yes"], 1, "missing.txt"),
    (["add", "--from", "dull.txt", "--yes"], 1, "dull.txt"),
    (["add", "--from", "film.txt"], 2, "--yes"),
    (["add", "--from", "-"], 2, "--yes"),
    (["add", "--from", "film.txt", "--yes", "--film", "Another"], 1, "Another"),
    # combinations
    (["add", "X", "--from", "film.txt"], 2, "--film"),
    (["add", "X"], 2, "--on"),
    (["add", "--on", "2027-01-01"], 2, "TITLE"),
    (["add", "--from", "film.txt", "--on", "2027-01-01"], 2, "--on"),
    (["add", "X", "--on", "2027-01-01", "--yes"], 2, "--yes"),
    (["add", "X", "--on", "2027-01-01", "--on"], 2, "--on"),
    (["add", "X", "Y", "--on", "2027-01-01"], 2, "Y"),
    (["move", "r1"], 2, "--to"),
    (["move", "r1", "--to", "2027-01-01", "--unhold"], 2, "--unhold"),
    (["deliveries", "--state", "lost"], 2, "pending"),
    (["deliveries", "retry"], 2, "d103"),
    (["deliveries", "retry", "d1", "--dead"], 2, "--dead"),
    (["deliveries", "retry", "7"], 2, "7"),
    (["deliveries", "retry", "d7"], 1, "d7"),
    (["deliveries", "why", "d99999999999999999999"], 2, "d999"),
    (["lsit"], 2, "list"),
    (["channels", "lits"], 2, "list"),
    (["--nonsense", "list"], 2, "--nonsense"),
    (["list", "--nonsense"], 2, "--nonsense"),
    (["--db"], 2, "--db"),
    ([], 2, "usage"),
    # channels
    (["channels", "add", "nonsense"], 2, "scheme"),
    (["channels", "add", "ntfyy://ntfy.sh/topic"], 2, "ntfy"),
    (["channels", "add", "tgram://nobot/1"], 2, "tgram"),
    (["channels", "add", "file:///etc/passwd"], 2, "file"),
    (["channels", "add", "json://"], 2, "json"),
    (["channels", "add", ""], 2, "empty"),
    (["channels", "add", "-"], 2, "empty"),
    (["channels", "add"], 2, "terminal"),
    (["channels", "add", "telegram"], 2, "terminal"),
    (["channels", "add", "json://localhost:9/x", "--for", "parties"], 2, "parties"),
    (["channels", "add", "json://localhost:9/x", "--for", ","], 2, "reminders"),
    (["channels", "add", "json://localhost:9/x", "--name", " "], 2, "name"),
    (["channels", "pause", "nothing"], 1, "nothing"),
    (["channels", "test", "nothing"], 1, "nothing"),
    (["channels", "test"], 2, "channel"),
    # files
    (["import", "json", "missing.json"], 1, "missing.json"),
    (["import", "json", "."], 1, "folder"),
    (["import", "json", "empty.txt"], 1, "empty"),
    (["import", "json", "dull.txt"], 1, "JSON"),
    (["import", "json", "list.json"], 1, "export"),
    (["import", "cobol", "list.json"], 2, "cobol"),
    (["export", "--format", "cobol"], 2, "cobol"),
    (["export", "-o", "."], 2, "folder"),
    (["export", "-o", "no/such/folder/x.json"], 1, "no/such/folder"),
    (["restore", "missing.db", "--yes"], 1, "missing.db"),
    (["restore", "dull.txt", "--yes"], 1, "dull.txt"),
    (["backup", ""], 2, "name"),
    # the database and the configuration
    (["--db", "dull.txt", "list"], 1, "dull.txt"),
    (["--db", ".", "list"], 1, "folder"),
    (["--db", "/proc/releases.db", "list"], 1, "/proc"),
    (["--db", "sqlite:///:memory:", "list"], 2, "memory"),
    (["--db", "mysql://root:hunter22@localhost/x", "list"], 2, "mysql"),
    (["--db", "postgresql://me:hunter22@127.0.0.1:1/x", "list"], 1, "127.0.0.1"),
    (["--db", "http://[", "list"], 2, "database"),
    (["--config", "missing.toml", "list"], 2, "missing.toml"),
    (["--config", "bad.toml", "list"], 2, "bad.toml"),
    (["--config", "typo.toml", "list"], 2, "timezone"),
    (["--config", ".", "list"], 2, "cannot be read"),
    (["--config", "zone.toml", "list"], 2, "Lundon"),
    (["completion", "tcsh"], 2, "tcsh"),
]


@pytest.fixture
def litter(home: Path) -> Path:
    """Files that are good for nothing, and one that is."""
    (home / "empty.txt").write_bytes(b"")
    (home / "binary.bin").write_bytes(bytes(range(256)) * 40)
    (home / "dull.txt").write_text("The weather was fine, and nobody had anything to say.\n")
    (home / "film.txt").write_text("Nosferatu opens in UK cinemas on 1 January 2031.\n")
    (home / "list.json").write_text("[1, 2, 3]")
    (home / "bad.toml").write_text("[defaults\ntimezone = ")
    (home / "typo.toml").write_text('[defaults]\ntimezoen = "Europe/London"\n')
    (home / "zone.toml").write_text('[defaults]\ntimezone = "Europe/Lundon"\n')
    return home


def test_there_are_enough_cases_and_none_twice() -> None:
    assert len(CASES) >= 50
    assert len({tuple(argv) for argv, _, _ in CASES}) == len(CASES)


@pytest.mark.parametrize(("argv", "code", "word"), CASES, ids=[" ".join(c[0]) for c in CASES])
def test_bad_input_is_answered(
    run: Run, litter: Path, argv: list[str], code: int, word: str
) -> None:
    said = run(*argv, code=code)
    assert said.out == ""
    assert word in said.err
    assert "unexpected" not in said.err and "hunter22" not in said.err
    assert len(said.err) < 2500


@pytest.mark.parametrize("argv", [c[0] for c in CASES if "--db" not in c[0] and c[0]])
def test_bad_input_changes_nothing(run: Run, litter: Path, argv: list[str]) -> None:
    run("add", "Kept", "--on", "2031-05-06", "--in", "GB")
    before = run("list", "--all", "--json").out
    run(*argv, code=None)
    assert run("list", "--all", "--json").out == before


def test_a_read_only_folder_is_named(run: Run, home: Path) -> None:
    folder = home / "locked"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    if os.access(folder, os.W_OK):
        pytest.skip("this user may write everywhere")
    said = run("--db", str(folder / "x.db"), "list", code=1)
    assert str(folder) in said.err and "read-only" in said.err


def test_a_damaged_database_is_told_and_left_alone(run: Run, home: Path) -> None:
    run("add", "Kept", "--on", "2031-05-06")
    path = Path(os.environ["RELEASES_DB"])
    broken = b"SQLite format 3\0" + b"\xff" * 5000
    path.write_bytes(broken)
    for beside in home.glob("releases.db-*"):
        beside.unlink()
    said = run("add", "X", "--on", "2031-05-06", code=1)
    assert "releases restore" in said.err
    assert path.read_bytes() == broken


def test_a_database_of_a_newer_version_is_refused(run: Run) -> None:
    run("add", "Kept", "--on", "2031-05-06")
    with sqlite3.connect(os.environ["RELEASES_DB"]) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    said = run("list", code=1)
    assert "newer version" in said.err


def test_a_database_that_is_held_by_another_is_told(home: Path) -> None:
    path = Path(os.environ["RELEASES_DB"])
    Store(str(path)).open().close()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    store = Store(str(path), busy_seconds=0.2)
    with pytest.raises(ReleasesError, match="in use by another program"), store.unit():
        pass
    holder.close()


# The same through the real entry point, in a process of its own.
SPAWNED: list[tuple[list[str | bytes], int, str]] = [
    (["add", "X", "--on", "2027-02-30"], 2, "2027-02-30"),
    (["add", b"\xff\xfe", "--on", "2031-01-01", "--in", b"\xff"], 2, "territory"),
    (["show", b"caf\xe9"], 1, "caf"),
    (["read", b"caf\xe9.txt"], 1, "caf"),
    (["--as", b"\xff", "list"], 2, "subscriber"),
    (["--db", b"caf\xe9/no/x.db", "channels", "pause", b"\xff"], 2, "UTF-8"),
    (["subscribers", "set", "--timezone", b"Europe/\xff"], 2, "zone"),
    (["--config", b"\xff.toml", "list"], 2, "toml"),
    (["deliveries", "--state", b"\xff"], 2, "state"),
    (["nonsense"], 2, "command"),
]


@pytest.mark.parametrize(("argv", "code", "word"), SPAWNED, ids=[str(c[0]) for c in SPAWNED])
def test_bad_input_is_answered_by_the_process(
    spawn: Spawn, litter: Path, argv: list[str | bytes], code: int, word: str
) -> None:
    done = spawn(*argv)
    assert done.returncode == code, done.stderr
    assert word in done.stderr and done.stdout == ""
    assert "Traceback" not in done.stderr and "unexpected" not in done.stderr
