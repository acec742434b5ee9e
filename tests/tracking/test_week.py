"""A week at the sources, and what reaches a phone by the real dispatcher: no more and no less."""

import json
import random

from releases.model.release import Kind, SourceClass
from releases.reminding.dispatcher import Dispatcher
from releases.reminding.rehearsal import Recorder, VirtualClock
from releases.store import films as facts
from releases.tracking import history
from releases.tracking.refresh import refresh_due
from tests.parts.http_sink import Arrival, HttpSink, Reply
from tests.tracking.fake_tmdb import Film
from tests.tracking.tale import Tale, Wanted

GREGORIAN = "http://www.wikidata.org/entity/Q1985727"


def delivered(tale: Tale) -> list[str]:
    """What the dispatcher sends at this moment, a line for each thing that is said."""
    recorder = Recorder(lambda _: 100_000)
    Dispatcher(
        tale.store, recorder, VirtualClock(tale.moment), daemon="test",
        rng=random.Random(tale.moment.isoformat()),
        threads=False,
    ).drain()  # fmt: skip
    lines = []
    for message in recorder.sent:
        said = message.text.splitlines()
        items = [line.removeprefix("• ") for line in said if line.startswith("• ")]
        lines += items or said[:1]
    return lines


def test_a_week_of_changes_is_told_as_a_careful_person_would(tale: Tale) -> None:
    """Two moves, a cancellation, a re-release, a festival row, and dates of other countries."""
    for number, title in enumerate(
        ["Later", "Sooner", "Called Off", "Classic", "Festival", "Elsewhere"], 1
    ):
        tale.tmdb.add(
            number,
            Film(title, [("GB", 3, f"2027-03-0{number}", ""), ("US", 3, "2027-02-01", "")]),
        )
        tale.follow(title)
    tale.refresh()
    tale.later(hours=2)
    assert len(delivered(tale)) == 6
    tale.later(days=3)
    tmdb = tale.tmdb
    tmdb.set(1, ("GB", 3, "2027-06-11", ""), ("US", 3, "2027-02-01", ""))
    tmdb.set(2, ("GB", 3, "2027-01-22", ""), ("US", 3, "2027-02-01", ""))
    tmdb.set(3, status="Canceled")
    tmdb.set(4, *tmdb.films[4].dates, ("GB", 3, "2027-10-01", "50th anniversary"))
    tmdb.set(5, *tmdb.films[5].dates, ("GB", 1, "2026-12-05", "Winter Film Days"))
    tmdb.set(6, *tmdb.films[6].dates, ("FR", 3, "2027-03-17", ""))
    tale.refresh()
    tale.later(hours=2)
    told = delivered(tale)
    notices = sorted(line for line in told if "50th" not in line)
    assert notices == [
        "Called Off (2026): cancelled, in cinemas, United Kingdom (GB) "
        "(was Wednesday 3 March 2027)",
        "Later (2026): moved from Monday 1 March 2027 to Friday 11 June 2027 (in 196 days), "
        "in cinemas, United Kingdom (GB)",
        "Sooner (2026): moved from Tuesday 2 March 2027 to Friday 22 January 2027 "
        "(in 56 days), in cinemas, United Kingdom (GB)",
    ]
    assert told.count(notices[0]) == 1 and len(told) == len(notices)
    assert tale.date("Classic") == "2027-03-04"
    assert tale.date("Classic", label="50th anniversary") == "2027-10-01"
    assert tale.date("Festival") == "2027-03-05"
    assert tale.date("Festival", kind=Kind.PREMIERE) == "2026-12-05"
    for _ in range(3):
        tale.later(days=1)
        tale.refresh()
        tale.later(hours=2)
        assert delivered(tale) == []


def test_two_sources_that_contradict_are_told_once_shown_and_explained(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [("GB", 3, "2026-12-11", "")]))
    tale.type("Dune", "2026-12-18")
    tale.refresh()
    tale.later(hours=2)
    (line,) = [each for each in delivered(tale) if "disagree" in each]
    assert line == (
        "Dune (2026): sources disagree, in cinemas, United Kingdom (GB): held is "
        "Friday 18 December 2026; tmdb says Friday 11 December 2026; nothing was moved"
    )
    tale.later(days=1)
    tale.refresh()
    tale.later(hours=2)
    assert not [each for each in delivered(tale) if "disagree" in each]
    with tale.store.read() as connection:
        (found,) = history.conflicts(connection)
    assert found.release.date.text == "2026-12-18"
    assert [(o.claim.klass, o.claim.date and o.claim.date.text) for o in found.others] == [
        (SourceClass.TMDB, "2026-12-11")
    ]
    assert found.why == ("a person stated it; an official source moves it by changing its own date")


def published(day: str, country: str) -> dict[str, object]:
    value = {"time": f"+{day}T00:00:00Z", "precision": 11, "calendarmodel": GREGORIAN}
    where = {"snaktype": "value", "datavalue": {"value": {"id": country}}}
    return {
        "mainsnak": {"snaktype": "value", "datavalue": {"value": value}},
        "rank": "normal",
        "qualifiers": {"P291": [where]},
    }


def test_wikidata_gives_followed_films_their_dates_and_tmdb_stands_before_it(tale: Tale) -> None:
    wanted = {"day": "2026-12-18"}

    def answer(_: object) -> Reply:
        statements = [published(wanted["day"], "Q145"), published("2026-12-16", "Q30")]
        entity = {"id": "Q5", "claims": {"P577": statements}}
        return Reply(
            headers={"Content-Type": "application/json"},
            body=json.dumps({"entities": {"Q5": entity}}).encode(),
        )

    tale.follow("Dune", wikidata="Q5", tmdb="603")
    with HttpSink() as sink:
        sink.script("/w/api.php", answer)
        settings = Wanted(
            "", "", wikidata_enabled=True, wikidata_base_url=sink.url,
            wikidata_contact="ana@example.org",
        )  # fmt: skip
        (source,) = refresh_due(tale.store, settings, tale, pace=10_000)
        assert (source.name, source.error) == ("wikidata", None)
        assert (tale.date("Dune"), tale.date("Dune", territory="US")) == (
            "2026-12-18", "2026-12-16",
        )  # fmt: skip
        assert sink.arrivals[0].headers["user-agent"].endswith("(contact: ana@example.org)")
        tale.tmdb.add(603, Film("Dune", [("GB", 3, "2026-12-25", "")]))
        tale.refresh()
        assert tale.date("Dune") == "2026-12-25"
        wanted["day"] = "2026-12-20"
        tale.later(days=20)
        refresh_due(tale.store, settings, tale, pace=10_000)
        assert tale.date("Dune") == "2026-12-25"
        sink.script("/w/api.php", Reply(status=429, headers={"Retry-After": "1800"}))
        (source, *_) = refresh_due(
            tale.store, settings, tale, pace=10_000, only="wikidata", force=True
        )
        assert "less often" in (source.error or "")


def test_wikidata_finds_a_film_by_title_and_year_and_gives_it_its_dates(tale: Tale) -> None:
    entity = {
        "id": "Q5",
        "labels": {"en": {"language": "en", "value": "Dune"}},
        "claims": {"P577": [published("2026-12-18", "Q145"), published("2026-12-16", "Q30")]},
    }

    def answer(came: Arrival) -> Reply:
        search = {"query": {"search": [{"title": "Q5"}]}}
        document = search if "list=search" in came.path else {"entities": {"Q5": entity}}
        return Reply(
            headers={"Content-Type": "application/json"}, body=json.dumps(document).encode()
        )

    tale.follow("Dune", 2026)
    tale.follow("Dune", 1984)
    with HttpSink() as sink:
        sink.script("/w/api.php", answer)
        settings = Wanted("", "", wikidata_enabled=True, wikidata_base_url=sink.url)
        (source,) = refresh_due(tale.store, settings, tale, pace=10_000)
    assert (source.name, source.error) == ("wikidata", None)
    with tale.store.read() as connection:
        new, old = sorted(
            facts.films_titled(connection, "Dune"), key=lambda film: film.year or 0, reverse=True
        )
        dates = {r.territory: r.date.text for r in facts.releases_of(connection, new.id)}
        assert [r.date.text for r in facts.releases_of(connection, old.id)] == ["tba"]
    assert (new.ids, old.ids) == ({"wikidata": "Q5"}, {})
    assert dates == {"GB": "2026-12-18", "US": "2026-12-16"}
