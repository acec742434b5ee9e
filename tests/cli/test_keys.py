"""calendar, token: secrets that are shown once and can be ended."""

import sqlite3
from pathlib import Path

import pytest

from .conftest import Run


def secret_of(path: str) -> str:
    return path.partition("token=")[2].partition("&")[0]


def test_a_calendar_has_an_address_that_nobody_guesses(run: Run, home: Path) -> None:
    done = run("calendar")
    assert done.out.startswith("/calendar.ics?token=")
    secret = secret_of(done.out.strip())
    assert len(secret) >= 43
    raw = sqlite3.connect(home / "releases.db")
    kept = [str(row) for row in raw.execute("SELECT * FROM access_tokens")]
    raw.close()
    assert len(kept) == 1
    assert secret not in kept[0]


def test_what_a_calendar_shows_stands_in_its_address(run: Run) -> None:
    done = run(
        "calendar", "--in", "gb,IE", "--kind", "cinema", "--days-only", "--alarm", "15", "--json"
    ).json  # fmt: skip
    assert done["path"].endswith("&in=GB,IE&kind=theatrical&partial=no&alarm=15")
    assert done["url"] == "http://127.0.0.1:8026" + done["path"]
    assert done["news"].startswith("http://127.0.0.1:8026/feed.atom?token=")


def test_earlier_addresses_hold_until_they_are_rotated_or_revoked(run: Run) -> None:
    assert run("calendar", "--json").json["valid"] == 1
    assert run("calendar", "--json").json["valid"] == 2
    rotated = run("calendar", "--rotate", "--json").json
    assert (rotated["ended"], rotated["valid"]) == (2, 1)
    revoked = run("calendar", "--revoke", "--json").json
    assert (revoked["path"], revoked["ended"], revoked["valid"]) == (None, 1, 0)


def test_each_has_their_own(run: Run) -> None:
    run("subscribers", "add", "ben")
    run("calendar")
    assert run("--as", "ben", "calendar", "--rotate", "--json").json["ended"] == 0
    assert run("calendar", "--json").json["valid"] == 2


def test_a_person_has_one_token_at_a_time(run: Run) -> None:
    first = run("token", "--json").json
    second = run("token", "--json").json
    assert (first["ended"], second["ended"]) == (False, True)
    assert first["token"] != second["token"]
    assert second["role"] == "member"
    assert run("token", "--revoke", "--json").json["token"] is None


@pytest.mark.parametrize(
    "words",
    [["--alarm", "0"], ["--alarm", "9h"], ["--alarm", "99999"], ["--in", "Narnia"],
     ["--kind", "opera"], ["--rotate", "--revoke"], ["--revoke", "--in", "GB"]],
)  # fmt: skip
def test_a_calendar_that_cannot_be_is_refused(run: Run, words: list[str]) -> None:
    assert run("calendar", *words, code=2).err
