"""Export and import: the same plan elsewhere, and nothing new the second time."""

import json
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from releases.errors import CannotRead
from releases.model.dates import ReleaseDate
from releases.model.release import Claim, Evidence, Kind, SourceClass, Standing
from releases.model.subscriber import Quiet
from releases.store import films as facts
from releases.store import people as stored
from releases.store import views
from releases.store.engine import Connection, Store
from releases.tracking import changes, people
from releases.tracking.people import Defaults, Target, Wish
from releases.tracking.transfer import export, take_in

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=2)


def fill(connection: Connection) -> None:
    """Ana and the default one, three films, a move, a call-off, an article and a conflict."""
    me = people.acting(connection, None, lambda: Defaults("Europe/London"), NOW)
    wish = Wish(at=time(8, 30), quiet=Quiet(time(22), time(7)), set_quiet=True, digest="weekly",
                leads=(14, 1, 0), fallback=("IE", "FR"))  # fmt: skip
    me = people.set_subscriber(connection, me, wish, LATER)
    ana = people.add_subscriber(connection, "Ana", Defaults("Europe/Paris"), NOW)
    for title, place, day in (
        ("Sunlit", "GB", "2026-06-05"), ("Sunlit", "FR", "2026-06-12"),
        ("Nightfall", None, "2026-07"), ("Amélie", "FR", "2026-05-20"),
    ):  # fmt: skip
        proposal = changes.Proposal(
            title, place, Kind.THEATRICAL,
            changes.typed_claim(ReleaseDate.parse(day), NOW, "the poster"), year=2026,
        )  # fmt: skip
        changes.add(connection, me, proposal, NOW)
    film = changes.find_film(connection, "Sunlit")
    assert film is not None
    people.follow(connection, ana, film.id, LATER, kinds=[Kind.DIGITAL])
    british = facts.releases_of(connection, film.id)[0]
    changes.move(connection, me, british, ReleaseDate.parse("2026-06-19"), LATER, because="strike")
    french = next(r for r in facts.releases_of(connection, film.id) if r.territory == "FR")
    changes.end(connection, me, french, Standing.CANCELLED, LATER)
    said = Evidence("News", "https://example.org/a", "It opens on 26 June.", NOW.date())
    claim = Claim(SourceClass.TMDB, ReleaseDate.parse("2026-06-26"), LATER, said)
    changes.add(connection, None, changes.Proposal("Sunlit", "GB", Kind.THEATRICAL, claim), LATER)
    amelie = changes.find_film(connection, "Amelie")
    assert amelie is not None
    people.unfollow(connection, me, amelie.id, LATER)
    changes.find_or_add_film(
        connection,
        changes.Proposal("Undated", None, Kind.THEATRICAL, claim), NOW,
    )  # fmt: skip


def document(store: Store) -> dict[str, Any]:
    with store.read() as connection:
        made = export(connection, LATER)
    return json.loads(json.dumps(made))


def plan(store: Store) -> list[tuple[Any, ...]]:
    """What is owed once each of both has a channel."""
    with store.unit() as connection:
        for name in ("default", "Ana"):
            who = stored.subscriber(connection, name)
            target = Target(f"json://localhost/{name}", "localhost", 0)
            people.add_channels(
                connection, who, "hook", [target], LATER, takes="reminders,notices,digest"
            )
        rows = views.deliveries_shown(connection)
        return sorted(
            (r.subscriber, r.title, r.territory, r.what, r.lead, r.speaks_of, r.due, r.state)
            for r in rows
        )


def without_names(document: dict[str, Any]) -> dict[str, Any]:
    """The document with claims named by their place, since their numbers differ elsewhere."""
    text = json.dumps(document)
    claims = [c["id"] for f in document["films"] for r in f["releases"] for c in r["claims"]]
    for place, name in enumerate(claims):
        text = text.replace(f'"{name}"', f'"claim {place}"')
    copied: dict[str, Any] = json.loads(text)
    return copied


def test_a_document_taken_into_an_empty_database_is_the_same_there(
    store: Store, tmp_path: Path
) -> None:
    with store.unit() as connection:
        fill(connection)
    before = document(store)
    other = Store(str(tmp_path / "other.db")).open()
    with other.unit() as connection:
        taken = take_in(connection, json.dumps(before), LATER)
    assert (taken.read, taken.added, taken.rejected) == (5, 5, [])
    assert without_names(document(other)) == without_names(before)
    assert plan(other) == plan(store) != []
    other.close()


def test_taking_it_in_again_changes_nothing(store: Store) -> None:
    with store.unit() as connection:
        fill(connection)
    before = document(store)
    for _ in range(2):
        with store.unit() as connection:
            taken = take_in(connection, json.dumps(before), LATER)
        assert (taken.added, taken.changed, taken.unchanged) == (0, 0, 5)
    assert document(store) == before


def test_channels_and_deliveries_are_not_in_it(store: Store) -> None:
    with store.unit() as connection:
        fill(connection)
    plan(store)
    text = json.dumps(document(store))
    assert "json://" not in text and "deliver" not in text and "hook" not in text


def test_a_later_statement_of_another_database_is_judged_here(store: Store, tmp_path: Path) -> None:
    with store.unit() as connection:
        fill(connection)
    other = Store(str(tmp_path / "other.db")).open()
    with other.unit() as connection:
        take_in(connection, json.dumps(document(store)), LATER)
        me = stored.subscriber(connection, "default")
        film = changes.find_film(connection, "Nightfall")
        assert film is not None
        release = facts.releases_of(connection, film.id)[0]
        later = LATER + timedelta(hours=1)
        changes.move(connection, me, release, ReleaseDate.parse("2026-08-07"), later)
    with store.unit() as connection:
        taken = take_in(connection, json.dumps(document(other)), LATER + timedelta(hours=2))
        assert (taken.added, taken.changed, taken.unchanged) == (0, 1, 4)
        film = changes.find_film(connection, "Nightfall")
        assert film is not None
        assert facts.releases_of(connection, film.id)[0].date.text == "2026-08-07"
    other.close()


@pytest.mark.parametrize(
    "text", ["", "nonsense", "[]", "{}", '{"format": "releases", "version": 99}', "[" * 100_000]
)
def test_what_is_no_export_is_refused(store: Store, text: str) -> None:
    with store.unit() as connection, pytest.raises(CannotRead):
        take_in(connection, text, NOW)


DAMAGE: list[tuple[list[Any], Any]] = [
    (["films", 0, "title"], ""),
    (["films", 0, "year"], 10**12),
    (["films", 0, "releases", 0, "date"], "2026-02-30"),
    (["films", 0, "releases", 0, "kind"], "betamax"),
    (["films", 0, "releases", 0, "territory"], "Narnia"),
    (["films", 0, "releases", 0, "standing"], "lying"),
    (["films", 0, "releases", 0, "turn"], -1),
    (["films", 0, "releases", 0, "known"], "yesterday"),
    (["films", 0, "releases", 0, "claims", 0, "class"], "rumour"),
    (["films", 0, "releases", 0, "claims"], None),
    (["films", 0, "follows", 0, "subscriber"], "Nobody"),
    (["films", 0], 7),
]


@pytest.mark.parametrize(("path", "value"), DAMAGE, ids=[str(d) for d in DAMAGE])
def test_a_malformed_film_is_refused_by_its_place_and_the_others_taken(
    tmp_path: Path, path: list[Any], value: Any
) -> None:
    store = Store(str(tmp_path / "releases.db")).open()
    with store.unit() as connection:
        fill(connection)
    damaged = document(store)
    at = damaged
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    other = Store(str(tmp_path / "other.db")).open()
    with other.unit() as connection:
        taken = take_in(connection, json.dumps(damaged), LATER)
    assert [row["line"] for row in taken.rejected] == [1]
    assert taken.added == 3
    store.close()
    other.close()
