import json
from collections.abc import Iterator
from typing import Any

import pytest

from releases.fetch import Fetcher
from releases.sources.asking import Trouble
from releases.sources.pace import Pace
from releases.sources.wikidata import Wikidata, publications
from tests.parts.http_sink import HttpSink, Reply
from tests.sources.samples import sample

GREGORIAN = "http://www.wikidata.org/entity/Q1985727"


def place(*items: str) -> list[dict[str, Any]]:
    return [{"snaktype": "value", "datavalue": {"value": {"id": item}}} for item in items]


def statement(
    time: str, precision: int = 11, *, rank: str = "normal", calendar: str = GREGORIAN,
    **qualifiers: Any,
) -> dict[str, Any]:  # fmt: skip
    value = {"time": time, "precision": precision, "calendarmodel": calendar}
    return {
        "mainsnak": {"snaktype": "value", "datavalue": {"value": value}},
        "rank": rank,
        "qualifiers": qualifiers,
    }


def read(*statements: Any) -> list[tuple[str, str, str]]:
    entity = {"claims": {"P577": list(statements)}}
    return [(p.date.text, p.kind.value, p.territory) for p in publications(entity)]


@pytest.mark.parametrize(
    ("time", "precision", "date"),
    [
        ("+2026-12-18T00:00:00Z", 11, "2026-12-18"),
        ("+2026-03-00T00:00:00Z", 10, "2026-03"),
        ("+2026-03-01T00:00:00Z", 10, "2026-03"),
        ("+2024-00-00T00:00:00Z", 9, "2024"),
        ("+1931-01-01T00:00:00Z", 9, "1931"),
    ],
)
def test_a_date_is_cut_by_its_precision(time: str, precision: int, date: str) -> None:
    assert read(statement(time, precision, P291=place("Q145"))) == [(date, "theatrical", "GB")]


def test_one_statement_of_several_places_is_a_release_in_each() -> None:
    said = statement("+2009-11-12T00:00:00Z", P291=place("Q183", "Q28"))
    assert read(said, said) == [
        ("2009-11-12", "theatrical", "DE"),
        ("2009-11-12", "theatrical", "HU"),
    ]


@pytest.mark.parametrize("qualifiers", [{}, {"P291": place("Q84")}])
def test_a_date_of_no_country_is_a_premiere_and_speaks_for_none(qualifiers: Any) -> None:
    said = statement("+2026-09-01T00:00:00Z", **qualifiers)
    assert read(said) == [("2026-09-01", "premiere", "XW")]


@pytest.mark.parametrize(
    "said",
    [
        statement("+2026-09-01T00:00:00Z", rank="deprecated"),
        statement("+2026-09-01T00:00:00Z", 7),
        statement("+1731-09-01T00:00:00Z", calendar="http://www.wikidata.org/entity/Q1985786"),
        statement("+2026-09-31T00:00:00Z"),
        statement("+2026-09-01T00:00:00Z", P437=place("Q5")),
        {"mainsnak": {"snaktype": "somevalue"}, "rank": "normal"},
        None,
    ],
)
def test_what_says_no_day_that_we_know_is_left_out(said: Any) -> None:
    assert read(said) == []


def test_recorded_statements_are_read() -> None:
    document = json.loads(sample("wikidata_Q184605_2012_film_P577_claims.json"))
    while "P577" not in document and "claims" not in document:
        document = next(iter(document.values()))
    entity = document if "claims" in document else {"claims": document}
    found = {(p.date.text, p.territory) for p in publications(entity)}
    assert {("2009-11-12", "DE"), ("2009-11-12", "HU")} <= found


@pytest.fixture
def sink() -> Iterator[HttpSink]:
    with HttpSink() as made:
        yield made


@pytest.fixture
def wikidata(sink: HttpSink) -> Iterator[Wikidata]:
    with Fetcher(allow_private=True) as fetcher:
        yield Wikidata(fetcher, sink.url, pace=Pace(1000))


def answer(document: Any) -> Reply:
    return Reply(body=json.dumps(document).encode())


def test_films_are_asked_for_together_and_a_merged_one_is_named_anew(
    sink: HttpSink, wikidata: Wikidata
) -> None:
    said = {"P577": [statement("+2026-12-18T00:00:00Z", P291=place("Q145"))]}
    moved = {"id": "Q9", "redirects": {"from": "Q1", "to": "Q9"}, "claims": said}
    sink.script(
        "/w/api.php", answer({"entities": {"Q9": moved, "Q2": {"id": "Q2", "missing": ""}}})
    )
    found = wikidata.films(["Q1", "Q2"])
    assert list(found) == ["Q1"]
    assert found["Q1"][0] == "Q9"
    assert found["Q1"][1][0].territory == "GB"
    assert "ids=Q1%7CQ2" in sink.arrivals[0].path


def test_a_film_is_found_by_an_id_that_only_one_item_has(
    sink: HttpSink, wikidata: Wikidata
) -> None:
    one, two = [{"title": "Q1"}], [{"title": "Q1"}, {"title": "Q2"}]
    sink.script(
        "/w/api.php", answer({"query": {"search": one}}), answer({"query": {"search": two}})
    )
    assert wikidata.find("tmdb", "603") == "Q1"
    assert wikidata.find("tmdb", "603") is None
    assert "haswbstatement%3AP4947%3D603" in sink.arrivals[0].path


def test_an_answer_of_another_shape_is_a_trouble(sink: HttpSink, wikidata: Wikidata) -> None:
    sink.script("/w/api.php", answer({"error": {"code": "maxlag"}}))
    with pytest.raises(Trouble):
        wikidata.films(["Q1"])
    with pytest.raises(Trouble):
        wikidata.find("imdb", "tt1")
