"""Whose turn it is: when a film and a source are asked, and again after a failure."""

import json
from datetime import date, timedelta

import pytest

from releases.store import asked
from releases.tracking.refresh import refresh_due
from releases.tracking.rounds import interval
from tests.parts.http_sink import HttpSink, Reply
from tests.tracking.fake_tmdb import Film
from tests.tracking.tale import WEEK, Tale, Wanted


def test_nothing_is_asked_before_its_turn(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [WEEK]))
    tale.follow("Dune")
    tale.refresh()
    tale.later(hours=5)
    tale.refresh()
    assert tale.tmdb.asked.count("/3/movie/603") == 1
    tale.refresh(force=True)
    assert tale.tmdb.asked.count("/3/movie/603") == 2


@pytest.mark.parametrize(
    ("broken", "said", "wait"),
    [
        (Reply(status=500), "trouble of its own", (60, 75)),
        (Reply(status=429, headers={"Retry-After": "1800"}), "less often", (1800, 2200)),
        (Reply(status=429), "less often", (60, 75)),
        (Reply(body=b"<html>"), "web page", (60, 75)),
        (Reply(status=401), "refuses its key", (21600, 21600)),
    ],
)
def test_a_source_that_fails_is_asked_again_later_and_keeps_what_it_said(
    tale: Tale, broken: Reply, said: str, wait: tuple[int, int]
) -> None:
    tale.tmdb.add(603, Film("Dune", [WEEK]))
    tale.follow("Dune")
    tale.refresh()
    tale.later(days=1)
    tale.tmdb.broken = broken
    source = tale.refresh()
    assert said in (source.error or "")
    assert wait[0] <= (source.next - tale.moment).total_seconds() <= wait[1]
    assert source.last_success == tale.moment - timedelta(days=1)
    assert tale.date("Dune") == "2026-12-18"
    asked_before = len(tale.tmdb.asked)
    tale.refresh()
    assert len(tale.tmdb.asked) == asked_before
    tale.tmdb.broken = None
    tale.later(days=1)
    source = tale.refresh()
    assert (source.error, source.failures) == (None, 0)


def test_a_source_that_fails_keeps_no_other_waiting(tale: Tale) -> None:
    tale.tmdb.broken = Reply(status=500)
    tale.tmdb.add(603, Film("Dune", [WEEK]))
    tale.follow("Dune", wikidata="Q5", tmdb="603")
    value = {"time": "+2026-12-11T00:00:00Z", "precision": 11,
             "calendarmodel": "http://www.wikidata.org/entity/Q1985727"}  # fmt: skip
    place = {"snaktype": "value", "datavalue": {"value": {"id": "Q145"}}}
    said = {"mainsnak": {"snaktype": "value", "datavalue": {"value": value}},
            "rank": "normal", "qualifiers": {"P291": [place]}}  # fmt: skip
    document = {"entities": {"Q5": {"id": "Q5", "claims": {"P577": [said]}}}}
    with HttpSink() as sink:
        sink.script("/w/api.php", Reply(body=json.dumps(document).encode()))
        settings = Wanted(
            "eyJ.token", tale.tmdb.sink.url + "/3", wikidata_enabled=True,
            wikidata_base_url=sink.url,
        )  # fmt: skip
        tmdb, wikidata = refresh_due(tale.store, settings, tale, pace=10_000)
    assert "trouble of its own" in (tmdb.error or "")
    assert (wikidata.error, tale.date("Dune")) == (None, "2026-12-11")


def test_a_source_that_answers_slowly_ends_its_turn_in_time_and_goes_on_in_the_next(
    tale: Tale,
) -> None:
    for number in range(1, 7):
        tale.tmdb.add(number, Film(f"Film {number}", [WEEK]))
        tale.follow(f"Film {number}", tmdb=str(number))
    tale.refresh(seconds=0.0)
    assert [path for path in tale.tmdb.asked if "movie" in path] == ["/3/movie/1"]
    source = tale.refresh(seconds=0.0)
    assert (source.error, source.next) == (None, tale.moment)
    assert [tale.date(f"Film {number}") for number in (1, 2, 3)] == [
        "2026-12-18", "2026-12-18", "tba",
    ]  # fmt: skip
    tale.refresh()
    assert {tale.date(f"Film {number}") for number in range(1, 7)} == {"2026-12-18"}
    assert len(set(tale.tmdb.asked)) == len(tale.tmdb.asked) == 6


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (Reply(body=b'{"id": 603, "titl'), "half a document"),
        (Reply(status=404, body=b"<html>"), "is not at its address"),
        (Reply(status=302, headers={"Location": "/3/movie/603"}), "leads on more than"),
        (Reply(body=b"{}", reset=True, headers={"Content-Length": "99"}), "did not answer"),
    ],
)
def test_an_answer_that_is_none_changes_nothing_and_is_told(
    tale: Tale, broken: Reply, said: str
) -> None:
    tale.tmdb.add(603, Film("Dune", [WEEK]))
    tale.follow("Dune")
    tale.refresh()
    before = tale.owed()
    tale.later(days=1)
    tale.tmdb.broken = broken
    source = tale.refresh()
    assert said in (source.error or "")
    assert (tale.date("Dune"), tale.owed()) == ("2026-12-18", before)


def test_the_wait_grows_with_each_failure(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [WEEK]))
    tale.follow("Dune")
    tale.tmdb.broken = Reply(status=503)
    waits = []
    for _ in range(4):
        source = tale.refresh()
        waits.append((source.next - tale.moment).total_seconds())
        tale.moment = source.next
    assert waits == sorted(waits)
    assert waits[3] >= 8 * 60


def test_what_was_answered_before_the_trouble_is_kept(tale: Tale) -> None:
    tale.tmdb.add(1, Film("One", [WEEK]))
    tale.tmdb.sink.script("/3/movie/2", Reply(status=500))
    tale.follow("One", tmdb="1")
    tale.follow("Two", tmdb="2")
    source = tale.refresh()
    assert source.error is not None
    assert (tale.date("One"), tale.date("Two")) == ("2026-12-18", "tba")


def test_with_many_films_the_list_of_changes_says_whose_turn_it_is(tale: Tale) -> None:
    for number in range(1, 65):
        tale.tmdb.add(number, Film(f"Film {number}", [("GB", 3, "2027-11-05", "")]))
        tale.follow(f"Film {number}", tmdb=str(number))
    tale.refresh()
    assert "/3/movie/changes" not in tale.tmdb.asked
    tale.later(hours=20)
    tale.tmdb.changed = [7, 9999]
    before = len(tale.tmdb.asked)
    tale.refresh()
    assert tale.tmdb.asked[before:] == ["/3/movie/changes", "/3/movie/7"]


def test_one_process_asks_at_a_time(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [WEEK]))
    tale.follow("Dune")
    tale.refresh()
    tale.later(days=1)
    with tale.store.unit() as connection:
        source = asked.source(connection, "tmdb")
        assert asked.take_turn(
            connection, source.id, "other", tale.moment, timedelta(minutes=15), force=False
        )
    tale.refresh()
    assert tale.tmdb.asked.count("/3/movie/603") == 1
    tale.later(minutes=16)
    tale.refresh()
    assert tale.tmdb.asked.count("/3/movie/603") == 2


@pytest.mark.parametrize(
    ("nearest", "undated", "hours"),
    [("2026-11-26", False, 6), ("2026-12-18", False, 12), ("2027-06-01", False, 24),
     ("2028-06-01", False, 72), (None, True, 24), (None, False, 336)],
)  # fmt: skip
def test_a_film_is_asked_for_sooner_the_nearer_its_date(
    nearest: str | None, undated: bool, hours: int
) -> None:
    assert interval(nearest, date(2026, 11, 24), undated=undated) == timedelta(hours=hours)
