import json
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from releases.errors import CannotFetch
from releases.fetch import Fetcher
from releases.model.release import Kind
from releases.sources.asking import Gone, Refused, Trouble
from releases.sources.pace import Pace
from releases.sources.tmdb import Tmdb
from tests.parts.http_sink import Arrival, HttpSink, Reply
from tests.sources.samples import sample

TOKEN = "eyJhbGciOi.token.secret"
KEY = "0123456789abcdef0123456789abcdef"
FILM = {
    "id": 603, "title": "Dune", "original_title": "Dune", "release_date": "2026-12-16",
    "imdb_id": "tt1160419", "status": "Released",
    "external_ids": {"wikidata_id": "Q60834962"},
    "release_dates": {"results": [{"iso_3166_1": "GB", "release_dates": [
        {"type": 3, "release_date": "2026-12-18T00:00:00.000Z", "note": ""}]}]},
}  # fmt: skip


def reply(document: Any, status: int = 200, **headers: str) -> Reply:
    named = {"Content-Type": "application/json"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    return Reply(status=status, headers=named, body=json.dumps(document).encode())


@pytest.fixture
def sink() -> Iterator[HttpSink]:
    with HttpSink(default=reply({"status_code": 34, "status_message": "Not found."}, 404)) as made:
        yield made


@pytest.fixture
def tmdb(sink: HttpSink) -> Iterator[Tmdb]:
    with Fetcher(allow_private=True, timeout=2, deadline=2) as fetcher:
        yield Tmdb(fetcher, TOKEN, sink.url + "/3", pace=Pace(1000))


def test_one_call_brings_a_film_with_all_its_dates(sink: HttpSink, tmdb: Tmdb) -> None:
    sink.script("/3/movie/603", reply(FILM, ETag='"a"', Cache_Control="public, max-age=28800"))
    film = tmdb.film("603")
    assert film.facts is not None
    assert [(s.territory, s.date.text) for s in film.facts.said] == [("GB", "2026-12-18")]
    assert film.facts.ids == {"tmdb": "603", "imdb": "tt1160419", "wikidata": "Q60834962"}
    assert (film.etag, film.fresh) == ('"a"', 28800)
    (came,) = sink.arrivals
    assert came.path == "/3/movie/603?append_to_response=release_dates%2Cexternal_ids"
    assert came.headers["authorization"] == f"Bearer {TOKEN}"


def test_an_unchanged_film_is_not_sent_again(sink: HttpSink, tmdb: Tmdb) -> None:
    sink.script("/3/movie/603", Reply(status=304, headers={"ETag": '"a"'}))
    assert tmdb.film("603", etag='"a"').facts is None
    assert sink.arrivals[0].headers["if-none-match"] == '"a"'


@pytest.mark.parametrize("headers", [{}, {"ETag": '"a"'}])
def test_a_service_that_sends_the_same_again_is_not_read_again(
    sink: HttpSink, tmdb: Tmdb, headers: dict[str, str]
) -> None:
    sink.script(
        "/3/movie/603",
        reply(FILM, 200, **headers),
        reply(FILM, 200, **headers),
        reply({**FILM, "id": 7}),
    )
    first = tmdb.film("603")
    assert tmdb.film("603", etag=first.etag).facts is None
    changed = tmdb.film("603", etag=first.etag).facts
    assert changed is not None
    assert changed.tmdb == "7"
    assert [came.headers.get("if-none-match") for came in sink.arrivals] == [
        None, headers.get("ETag"), headers.get("ETag"),
    ]  # fmt: skip


def test_a_key_of_the_old_shape_goes_into_the_address_and_nowhere_else(sink: HttpSink) -> None:
    sink.script("/3/movie/603", reply({"status_message": f"bad key {KEY}"}, 401))
    with Fetcher(allow_private=True) as fetcher:
        tmdb = Tmdb(fetcher, KEY, sink.url + "/3", pace=Pace(1000))
        with pytest.raises(Refused) as caught:
            tmdb.film("603")
    assert f"api_key={KEY}" in sink.arrivals[0].path
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "kind", "said"),
    [
        (reply({"status_code": 7, "status_message": "Invalid API key."}, 401), Refused,
         "refuses its key: HTTP status 401 (Invalid API key.)"),
        (reply({"status_code": 34, "status_message": "Not there."}, 404), Gone,
         "knows no such thing (Not there.)"),
        (Reply(status=404, body=b"<html>Not here</html>"), Trouble, "is not at its address"),
        (reply({}, 429), Trouble, "asked less often"),
        (reply({"status_code": 9}, 503), Trouble, "trouble of its own: HTTP status 503"),
        (Reply(status=500, body=b"<html>oops"), Trouble, "HTTP status 500"),
        (Reply(body=b"<html>Sign in</html>", headers={"Content-Type": "text/html"}), Trouble,
         "a web page"),
        (Reply(body=b'{"id": 603, "tit'), Trouble, "half a document"),
        (Reply(body=b"[1, 2]"), Trouble, "another shape"),
        (reply({"success": True}), Trouble, "another shape"),
        (Reply(body=b"[" * 100_000), Trouble, "half a document"),
        (Reply(status=302, headers={"Location": "/3/movie/603"}), Trouble, "leads on"),
        (Reply(status=302, headers={"Location": "http://localhost:9/"}), Trouble, "did not answer"),
        (Reply(body=b"x" * 100, drip=0.2), Trouble, "too long"),
        (Reply(body=b"{}", reset=True, headers={"Content-Length": "99"}), Trouble,
         "did not answer"),
        (Reply(bomb=40_000_000), Trouble, "larger than"),
    ],
)  # fmt: skip
def test_every_bad_answer_is_told_by_its_kind(
    sink: HttpSink, tmdb: Tmdb, answer: Reply, kind: type[CannotFetch], said: str
) -> None:
    sink.script("/3/movie/603", answer)
    with pytest.raises(CannotFetch) as caught:
        tmdb.film("603")
    assert type(caught.value) is kind
    assert said in str(caught.value)
    assert TOKEN not in str(caught.value)


@pytest.mark.parametrize(("header", "seconds"), [({"Retry_After": "7"}, 7.0), ({}, None)])
def test_a_wait_that_is_asked_for_is_passed_on(
    sink: HttpSink, tmdb: Tmdb, header: dict[str, str], seconds: float | None
) -> None:
    sink.script("/3/movie/603", reply({}, 429, **header))
    with pytest.raises(Trouble) as caught:
        tmdb.film("603")
    assert caught.value.retry_after == seconds


def test_no_server_at_all_is_a_trouble_that_passes(sink: HttpSink) -> None:
    with Fetcher(allow_private=True) as fetcher, pytest.raises(Trouble, match="did not answer"):
        Tmdb(fetcher, TOKEN, "http://127.0.0.1:9/3", pace=Pace(1000)).film("603")


def test_a_search_tries_the_year_and_then_without_it(sink: HttpSink, tmdb: Tmdb) -> None:
    def search(came: Arrival) -> Reply:
        narrowed = "year=2025" in came.path
        found = [{"id": 1, "title": "Dune: World", "release_date": "2021-01-01"},
                 {"id": 2, "title": "Dune", "release_date": "2021-09-15"}]  # fmt: skip
        return reply({"results": [] if narrowed else found})

    sink.script("/3/search/movie", search)
    assert [film.tmdb for film in tmdb.search("Dune", 2025)] == ["2", "1"]
    assert [came.path.count("year=2025") for came in sink.arrivals] == [1, 1, 0]


def test_a_list_that_shifts_between_pages_names_each_film_once(sink: HttpSink, tmdb: Tmdb) -> None:
    def page(came: Arrival) -> Reply:
        number = int(came.path.split("page=")[1].split("&")[0])
        films = [{"id": n, "title": f"F{n}", "release_date": "2026-12-01"} for n in (number, 7)]
        old = {"id": 99, "title": "Old", "release_date": "1994-09-23"}
        return reply({"results": [*films, old], "total_pages": 3})

    sink.script("/3/discover/movie", page)
    found = tmdb.discover("GB", Kind.THEATRICAL, date(2026, 11, 20), date(2026, 12, 11))
    assert [film.tmdb for film in found] == ["1", "7", "2", "3"]
    asked = sink.arrivals[0].path
    assert "region=GB" in asked
    assert "with_release_type=3" in asked


def test_no_page_after_the_five_hundredth_is_asked_for(sink: HttpSink, tmdb: Tmdb) -> None:
    def page(came: Arrival) -> Reply:
        number = int(came.path.split("page=")[1].split("&")[0])
        if number > 500:
            return reply({"status_code": 22, "status_message": "Invalid page"}, 400)
        return reply({"results": [{"id": number}], "total_pages": 812})

    sink.script("/3/movie/changes", page)
    assert len(tmdb.changed(date(2026, 11, 20), date(2026, 11, 21))) == 500


def test_changes_are_asked_for_fourteen_days_at_a_time(sink: HttpSink, tmdb: Tmdb) -> None:
    sink.script(
        "/3/movie/changes", reply({"results": [{"id": 5, "adult": None}], "total_pages": 1})
    )
    assert tmdb.changed(date(2026, 11, 1), date(2026, 11, 20)) == {"5"}
    assert [came.path.split("&page")[0].split("?")[1] for came in sink.arrivals] == [
        "page=1&start_date=2026-11-01&end_date=2026-11-14",
        "page=1&start_date=2026-11-15&end_date=2026-11-20",
    ]


def test_the_documented_lists_are_read(sink: HttpSink, tmdb: Tmdb) -> None:
    page = json.loads(sample("tmdb_doc_movie_changes_list.json")) | {"total_pages": 1}
    sink.script("/3/movie/changes", reply(page))
    assert len(tmdb.changed(date(2026, 11, 20), date(2026, 11, 20))) == 100
    person = json.loads(sample("tmdb_person_get.json"))
    sink.script("/3/person/287/movie_credits", reply(person["movie_credits"]))
    everything, cast = tmdb.credits("287"), tmdb.credits("287", "cast")
    assert len(everything) > len(tmdb.credits("287", "Producer")) > 0
    assert len(cast) == len({film.tmdb for film in cast}) > 0
    sink.script("/3/collection/10", Reply(body=sample("tmdb_collection_get.json")))
    name, films = tmdb.collection("10")
    assert "Star Wars" in name
    assert len(films) >= 6
    sink.script("/3/find/tt1", Reply(body=sample("tmdb_doc_find.json")))
    named = tmdb.named("imdb", "tt1")
    assert named is not None
    assert (named.tmdb, named.title) == ("934433", "Scream VI")
    sink.script("/3/find/tt2", reply({"movie_results": [], "tv_results": []}))
    assert tmdb.named("imdb", "tt2") is None


def test_requests_begin_no_quicker_than_the_pace(sink: HttpSink) -> None:
    sink.script("/3/movie/603", reply(FILM))
    with Fetcher(allow_private=True) as fetcher:
        tmdb = Tmdb(fetcher, TOKEN, sink.url + "/3", pace=Pace(20))
        start = time.monotonic()
        for _ in range(5):
            tmdb.film("603")
    assert time.monotonic() - start >= 4 / 20
    times = [came.at for came in sink.arrivals]
    # The first one waits for its connection, so that it may arrive late.
    assert times[-1] - times[1] >= 3 / 20 - 0.02
