import json
from collections.abc import Iterator
from typing import Any

import pytest

from releases.fetch import Fetcher
from releases.model.territory import territory
from releases.sources.asking import Trouble
from releases.sources.pace import Pace
from releases.sources.places import COUNTRIES
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


def entity(item: str, *dates: str, **labels: str) -> dict[str, Any]:
    """As wbgetentities answers: labels and aliases by language, claims by property."""
    return {
        "type": "item",
        "id": item,
        "labels": {code: {"language": code, "value": text} for code, text in labels.items()},
        "aliases": {"en": [{"language": "en", "value": f"{item} by another name"}]},
        "claims": {"P577": [statement(f"+{day}T00:00:00Z", P291=place("Q145")) for day in dates]},
    }


def found(*entities: dict[str, Any]) -> tuple[Reply, Reply]:
    """The two answers to a look-up by title: the search's, and what the items hold."""
    rows = [{"ns": 0, "title": each["id"], "pageid": 1, "snippet": ""} for each in entities]
    document = {"entities": {each["id"]: each for each in entities}, "success": 1}
    return answer({"batchcomplete": "", "query": {"search": rows}}), answer(document)


def test_a_film_is_found_by_its_title_and_the_year_of_its_first_showing(
    sink: HttpSink, wikidata: Wikidata
) -> None:
    dune = entity("Q1", "1984-12-14", en="Dune")
    again = entity("Q2", "2021-09-15", "2021-09-03", en="Dune", fr="Dune : Première partie")
    series = entity("Q3", "2021-09-03", en="Dune: The Sketch")
    sink.script("/w/api.php", *found(dune, again, series))
    assert wikidata.named('"Dune"', 2021) == "Q2"
    asked = [came.path for came in sink.arrivals]
    assert "srsearch=inlabel%3A%22Dune%22+haswbstatement%3AP31%3DQ11424%7CP4947" in asked[0]
    assert "ids=Q1%7CQ2%7CQ3" in asked[1]


@pytest.mark.parametrize(
    "entities",
    [
        [],
        [entity("Q1", "2020-01-01", en="Dune")],
        [entity("Q1", en="Dune")],
        [entity("Q1", "2021-01-01", en="Dunes")],
        [entity("Q1", "2021-01-01", en="Dune"), entity("Q2", "2021-05-05", en="Dune")],
    ],
)
def test_a_title_and_year_that_no_item_has_or_several_have_is_not_guessed(
    sink: HttpSink, wikidata: Wikidata, entities: list[dict[str, Any]]
) -> None:
    sink.script("/w/api.php", *found(*entities))
    assert wikidata.named("Dune", 2021) is None


def test_a_film_is_found_by_its_title_in_another_language_and_by_an_alias(
    sink: HttpSink, wikidata: Wikidata
) -> None:
    film = entity("Q7", "2001-04-25", fr="Le Fabuleux Destin d’Amélie Poulain", en="Amélie")
    sink.script("/w/api.php", *found(film), *found(film))
    assert wikidata.named("Le fabuleux destin d'Amélie Poulain", 2001) == "Q7"
    assert wikidata.named("Q7 by another name", 2001) == "Q7"


@pytest.mark.parametrize(
    ("item", "code"),
    [("Q145", "GB"), ("Q30", "US"), ("Q27", "IE"), ("Q183", "DE"), ("Q142", "FR"), ("Q38", "IT"),
     ("Q17", "JP"), ("Q668", "IN"), ("Q148", "CN"), ("Q884", "KR"), ("Q155", "BR"), ("Q96", "MX"),
     ("Q408", "AU"), ("Q664", "NZ"), ("Q16", "CA"), ("Q35", "DK"), ("Q756617", "DK"),
     ("Q55", "NL"), ("Q29999", "NL"), ("Q8646", "HK"), ("Q258", "ZA"), ("Q212", "UA")],
)  # fmt: skip
def test_a_country_is_known_by_its_item(item: str, code: str) -> None:
    assert read(statement("+2026-12-18T00:00:00Z", P291=place(item))) == [
        ("2026-12-18", "theatrical", code)
    ]


def test_every_territory_has_an_item_and_no_item_names_another() -> None:
    assert len(COUNTRIES) == 251
    assert all(territory(code) == code for code in COUNTRIES.values())
    assert len(set(COUNTRIES.values())) == 249


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"error": {"code": "maxlag", "info": "Waiting for a server: 6 seconds lagged"}}, "busy"),
        ({"error": {"code": "no-such-entity"}}, "refused to answer: no-such-entity"),
        ({"batchcomplete": ""}, "another shape"),
    ],
)
def test_an_error_that_comes_with_the_status_of_success_is_told(
    sink: HttpSink, wikidata: Wikidata, document: dict[str, Any], said: str
) -> None:
    sink.script("/w/api.php", answer(document))
    with pytest.raises(Trouble, match=said):
        wikidata.named("Dune", 2021)


def test_an_answer_of_another_shape_is_a_trouble(sink: HttpSink, wikidata: Wikidata) -> None:
    sink.script("/w/api.php", answer({"error": {"code": "maxlag"}}))
    with pytest.raises(Trouble):
        wikidata.films(["Q1"])
    with pytest.raises(Trouble):
        wikidata.find("imdb", "tt1")
