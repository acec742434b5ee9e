from collections.abc import Iterator
from typing import Any

import pytest

from releases.errors import Ambiguous, NotFound, UsageError
from releases.model.release import Kind
from releases.store import films as facts
from releases.store import people, ruling
from releases.store.engine import Store
from releases.tracking import people as settings
from releases.tracking import rules
from tests.tracking.fake_tmdb import Film, fake_tmdb
from tests.tracking.tale import Tale

CREDITS = "/3/person/45400/movie_credits"


@pytest.fixture
def tale(store: Store) -> Iterator[Tale]:
    with fake_tmdb() as tmdb:
        made = Tale(store, tmdb)
        tmdb.add(1, Film("Long Out", [("GB", 3, "2019-12-26", "")], year="2019"))
        tmdb.add(2, Film("To Come", [("GB", 3, "2027-03-05", "")], year="2027"))
        tmdb.add(3, Film("Some Day", [], year=""))
        yield made


def rule(tale: Tale, what: str, **more: Any) -> ruling.Rule:
    with tale.store.unit() as connection:
        made = rules.add_rule(connection, tale.ana, what, tale.moment, **more)
    tale.later(minutes=1)
    return made


def follows(tale: Tale) -> list[str]:
    with tale.store.read() as connection:
        return [row.title for row in people.following(connection, tale.ana)]


def test_a_persons_films_that_are_ahead_are_followed_and_dated(tale: Tale) -> None:
    tale.tmdb.lists(CREDITS, "crew", 1, 2, 3, job="Director")
    rule(tale, "person", subject="45400", name="Greta Gerwig", role="Director")
    assert tale.refresh().error is None
    assert follows(tale) == ["Some Day", "To Come"]
    assert tale.date("To Come") == "2027-03-05"
    assert sum(line.startswith("reminder") for line in tale.owed()) == 3


def test_another_role_is_not_followed(tale: Tale) -> None:
    tale.tmdb.lists(CREDITS, "crew", 2, job="Producer")
    rule(tale, "person", subject="45400", name="Greta Gerwig", role="Director")
    tale.refresh()
    assert follows(tale) == []


def test_a_credit_filled_in_later_is_followed_only_where_it_is_ahead(tale: Tale) -> None:
    tale.tmdb.lists(CREDITS, "crew", 2, job="Director")
    rule(tale, "person", subject="45400", name="Greta Gerwig")
    tale.refresh()
    tale.tmdb.lists(CREDITS, "crew", 1, 2, 3, job="Director")
    tale.later(days=2)
    tale.refresh()
    assert follows(tale) == ["Some Day", "To Come"]


def test_what_was_unfollowed_is_not_followed_again_by_a_rule(tale: Tale) -> None:
    tale.tmdb.lists("/3/collection/10", "parts", 2)
    rule(tale, "collection", subject="10", name="A list")
    tale.refresh()
    with tale.store.unit() as connection:
        (film,) = facts.films_titled(connection, "To Come")
        settings.unfollow(connection, tale.ana, film.id, tale.moment)
    rule(tale, "person", subject="45400", name="Greta Gerwig")
    tale.tmdb.lists(CREDITS, "cast", 2)
    tale.later(days=2)
    tale.refresh()
    assert follows(tale) == []


def test_every_release_of_a_kind_in_a_territory(tale: Tale) -> None:
    tale.tmdb.add(4, Film("Irish", [("IE", 3, "2026-12-11", ""), ("GB", 3, "2026-12-10", "")]))
    tale.tmdb.lists("/3/discover/movie", "results", 4)
    rule(tale, "releases", territory="IE", kind=Kind.THEATRICAL)
    tale.refresh()
    asked = next(came.path for came in tale.tmdb.sink.arrivals if "discover" in came.path)
    assert "region=IE" in asked
    assert follows(tale) == ["Irish"]
    assert {line.split()[1] for line in tale.owed() if "reminder" in line} == {"2026-12-11"}


def test_a_rule_does_not_change_how_a_film_is_followed_already(tale: Tale) -> None:
    tale.tmdb.lists("/3/discover/movie", "results", 2)
    tale.follow("To Come", 2027, tmdb="2")
    rule(tale, "releases", territory="IE", kind=Kind.THEATRICAL)
    tale.refresh()
    with tale.store.read() as connection:
        (row,) = people.following(connection, tale.ana)
    assert row.effective == "GB"


def test_what_a_rule_excludes_no_other_rule_follows(tale: Tale) -> None:
    tale.tmdb.lists(CREDITS, "crew", 2, 3, job="Director")
    tale.tmdb.lists("/3/collection/10", "parts", 2)
    rule(tale, "person", subject="45400", name="Greta Gerwig")
    rule(tale, "collection", subject="10", name="A list", exclude=True)
    tale.refresh()
    assert follows(tale) == ["Some Day"]


def test_a_rule_is_asked_once_a_day_and_ends_when_it_is_removed(tale: Tale) -> None:
    tale.tmdb.lists(CREDITS, "crew", 2, job="Director")
    made = rule(tale, "person", subject="45400", name="Greta Gerwig")
    tale.refresh()
    tale.later(hours=2)
    tale.refresh()
    assert tale.tmdb.asked.count(CREDITS) == 1
    with tale.store.unit() as connection:
        ruling.remove_rule(connection, made.id)
        assert ruling.rules_of(connection, tale.ana.id) == []
    tale.later(days=2)
    tale.refresh()
    assert tale.tmdb.asked.count(CREDITS) == 1
    assert follows(tale) == ["To Come"]


def test_a_person_that_is_gone_there_stops_no_other_rule(tale: Tale) -> None:
    rule(tale, "person", subject="9", name="Nobody")
    tale.tmdb.lists("/3/collection/10", "parts", 2)
    rule(tale, "collection", subject="10", name="A list")
    assert tale.refresh().error is None
    assert follows(tale) == ["To Come"]


def test_rules_that_say_too_little_or_are_there_already_are_refused(tale: Tale) -> None:
    rule(tale, "person", subject="9", name="Somebody")
    for what, more in [("person", {"subject": "9"}), ("person", {}), ("releases", {})]:
        with pytest.raises(UsageError):
            rule(tale, what, **more)
    with tale.store.read() as connection, pytest.raises(NotFound):
        ruling.rule(connection, tale.ana.id, 99)


def test_a_name_that_may_be_several_is_not_guessed() -> None:
    assert rules.named_one([("1", "Ann Lee"), ("2", "Anna")], "ann lee", "person") == (
        "1", "Ann Lee",
    )  # fmt: skip
    with pytest.raises(Ambiguous, match="may be several"):
        rules.named_one([("1", "Ann Lee"), ("2", "Ann Lee")], "Ann Lee", "person")
    with pytest.raises(NotFound):
        rules.named_one([], "Ann Lee", "person")
