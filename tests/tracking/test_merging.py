"""Two films that are one: nothing that was said, wished or told of either is lost."""

from datetime import UTC, datetime, timedelta

import pytest

from releases.errors import UsageError
from releases.model.dates import ReleaseDate
from releases.model.film import Film
from releases.model.release import Kind
from releases.model.subscriber import Subscriber
from releases.store import films as facts
from releases.store import people as stored
from releases.store import views
from releases.store.engine import Connection, Store
from releases.tracking import changes, people
from releases.tracking.merging import merge, rehearse
from releases.tracking.people import Defaults, Target

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)


def add(
    connection: Connection, who: Subscriber, title: str, place: str, day: str, now: datetime = NOW
) -> Film:
    claim = changes.typed_claim(ReleaseDate.parse(day), now)
    proposal = changes.Proposal(title, place, Kind.THEATRICAL, claim)
    return changes.add(connection, who, proposal, now).release.film


def person(connection: Connection, name: str) -> Subscriber:
    who = people.add_subscriber(connection, name, Defaults("Europe/London"), NOW)
    target = Target(f"json://localhost/{name}", "localhost", 0)
    people.add_channels(connection, who, "hook", [target], NOW, takes="reminders,notices")
    return who


def test_releases_that_only_the_other_has_come_along(store: Store) -> None:
    with store.unit() as connection:
        ana = person(connection, "Ana")
        film = add(connection, ana, "Sunlit", "GB", "2026-06-05")
        other = add(connection, ana, "Sun-lit: A Film", "FR", "2026-06-12")
        merge(connection, film, other, LATER)
        assert {r.territory for r in facts.releases_of(connection, film.id)} == {"GB", "FR"}
        assert facts.film_by_id(connection, other.id).id == film.id


def test_the_later_of_two_dates_of_one_release_holds_and_both_claims_are_kept(
    store: Store,
) -> None:
    with store.unit() as connection:
        ana = person(connection, "Ana")
        film = add(connection, ana, "Sunlit", "GB", "2026-06-05")
        other = add(connection, ana, "Sunlight", "GB", "2026-06-12", LATER)
        merge(connection, film, other, LATER)
        (release,) = facts.releases_of(connection, film.id)
        assert release.date.text == "2026-06-12"
        dates = [str(c.claim.date) for c in facts.claims_of(connection, release.id)]
        assert dates == ["2026-06-05", "2026-06-12"]


def test_the_earlier_statement_of_the_other_moves_nothing(store: Store) -> None:
    with store.unit() as connection:
        ana = person(connection, "Ana")
        other = add(connection, ana, "Sunlight", "GB", "2026-06-12")
        film = add(connection, ana, "Sunlit", "GB", "2026-06-05", LATER)
        merge(connection, film, other, LATER)
        (release,) = facts.releases_of(connection, film.id)
        assert release.date.text == "2026-06-05"


def test_followers_of_the_other_follow_the_film_and_are_reminded_once(store: Store) -> None:
    with store.unit() as connection:
        ana, ben = person(connection, "Ana"), person(connection, "Ben")
        film = add(connection, ana, "Sunlit", "GB", "2026-06-05")
        other = add(connection, ben, "Sunlight", "GB", "2026-06-05")
        merge(connection, film, other, LATER)
        assert [row.film_id for row in stored.following(connection, ben)] == [film.id]
        waiting = views.deliveries_shown(connection, subscriber_id=ben.id, states=("pending",))
        assert sorted(row.lead for row in waiting) == [0, 1, 7]
        (release,) = facts.releases_of(connection, film.id)
        assert {row.subject for row in waiting} == {release.id}


def test_outside_ids_and_year_fill_what_the_film_lacks(store: Store) -> None:
    with store.unit() as connection:
        ana = person(connection, "Ana")
        film = add(connection, ana, "Sunlit", "GB", "2026-06-05")
        other = add(connection, ana, "Sunlight (2026)", "GB", "2026-06-05")
        facts.set_film(connection, film.id, imdb="tt1")
        facts.set_film(connection, other.id, tmdb="77", imdb="tt2")
        after = merge(connection, film, other, LATER)
        assert after.ids == {"imdb": "tt1", "tmdb": "77"}
        assert after.year == 2026


def test_a_film_is_not_merged_with_itself(store: Store) -> None:
    with store.unit() as connection:
        film = add(connection, person(connection, "Ana"), "Sunlit", "GB", "2026-06-05")
        with pytest.raises(UsageError):
            merge(connection, film, film, LATER)


def test_what_a_merge_would_do_is_told_by_doing_it_and_nothing_is_kept(store: Store) -> None:
    with store.unit() as connection:
        ana = person(connection, "Ana")
        film = add(connection, ana, "Sunlit", "GB", "2026-06-05")
        other = add(connection, ana, "Sunlight", "GB", "2026-06-12", LATER)
        add(connection, ana, "Sunlight", "FR", "2026-06-19")
    told = rehearse(store, film, other, LATER)
    both, alone = told
    assert (both.twin and both.twin.date.text, both.after.text) == ("2026-06-05", "2026-06-12")
    assert (alone.release.territory, alone.twin, alone.after.text) == ("FR", None, "2026-06-19")
    with store.read() as connection:
        assert facts.film_by_id(connection, other.id).title == "Sunlight"
        assert len(facts.releases_of(connection, other.id)) == 2
        (kept,) = facts.releases_of(connection, film.id)
        assert kept.date.text == "2026-06-05"
    with pytest.raises(UsageError):
        rehearse(store, film, film, LATER)
