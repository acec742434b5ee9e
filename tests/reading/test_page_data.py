import json
from datetime import date

import pytest

from releases.reading.article import FilmData, from_html
from releases.reading.page_data import day_of

TEXT = "<p>A film worth a paragraph of its own.</p>"


def films(data: object, head: str = "") -> list[FilmData]:
    text = data if isinstance(data, str) else json.dumps(data)
    script = f'<script type="application/ld+json">{text}</script>'
    return list(from_html(f"<html><head>{head}{script}</head><body>{TEXT}</body></html>").films)


MOVIE = {"@type": "Movie", "name": "All of Us Strangers", "datePublished": "2024-01-26"}
STRANGERS = FilmData("All of Us Strangers", 2024, "2024-01-26")


@pytest.mark.parametrize(
    "data",
    [
        MOVIE,
        [MOVIE],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, MOVIE]},
        {"@type": "WebPage", "mainEntity": {"@type": "Thing", "about": [MOVIE]}},
        {"@type": "Review", "datePublished": "2024-02-02", "itemReviewed": MOVIE},
        {"@type": "ScreeningEvent", "startDate": "2024-02-01T20:00", "workPresented": MOVIE},
        MOVIE | {"@type": ["Movie", "Product"]},
        MOVIE | {"@type": "http://schema.org/Movie"},
        MOVIE | {"name": ["All of Us Strangers"]},
        MOVIE | {"name": {"@value": "All of\n Us Strangers"}},
        MOVIE | {"datePublished": "2024-01-26T00:00:00+00:00"},
    ],
)
def test_a_film_is_found_wherever_the_data_name_it(data: object) -> None:
    assert films(data) == [STRANGERS]


def test_release_events_give_their_countries_and_the_plain_date_gives_none() -> None:
    found = films(
        {
            "@type": "Movie",
            "name": "Dune: Part Three",
            "dateCreated": "2026",
            "countryOfOrigin": {"@type": "Country", "name": "Canada"},
            "datePublished": "2026-12-16",
            "releasedEvent": [
                {"startDate": "2026-12-18", "location": {"@type": "Country", "name": "UK"}},
                {"startDate": "2026-12", "location": "Germany"},
                {"startDate": "2027", "location": {"address": {"addressCountry": "FR"}}},
                {"startDate": "2026-12-18", "location": {"name": "Atlantis"}},
                {"location": {"name": "Italy"}},
            ],
        }
    )
    assert [(one.date, one.territory) for one in found] == [
        ("2026-12-16", None),
        ("2026-12-18", "GB"),
        ("2026-12", "DE"),
        ("2027", "FR"),
        ("2026-12-18", None),
    ]
    assert {(one.title, one.year) for one in found} == {("Dune: Part Three", 2026)}


def test_a_screening_is_no_release_date() -> None:
    work = {"@type": "Movie", "name": "Babygirl"}
    event = {"@type": "ScreeningEvent", "startDate": "2025-01-23T11:00:00", "workPresented": work}
    assert films([event, event]) == [FilmData("Babygirl")]


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "Movie", "name": "Dune" // the film\n}',
        '{"@type": "Movie", /* of the\n week */ "name": "Dune",}',
        '{"@type": "Movie", "name": "Dune", "genre": ["SF",],}',
        '<!-- {"@type": "Movie", "name": "Dune"} -->',
        '//<![CDATA[\n{"@type": "Movie", "name": "Dune"}\n//]]>',
        '{"@type": "Movie", "name": "Dune", "url": "https://example.org/*x*/"};',
        '{"@type": "Movie", "description": "line\none\ttwo\x01", "name": "Dune"}',
        "{&quot;@type&quot;: &quot;Movie&quot;, &quot;name&quot;: &quot;Dune&quot;}",
    ],
)
def test_data_that_is_not_quite_json_are_read(text: str) -> None:
    assert films(text) == [FilmData("Dune")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "12",
        '"Movie"',
        "{",
        "[" * 100_000,
        '{"@type": "Movie", "name": ',
        "{'a': 1}",
        '{"@type": "Movie"}',
        '{"@type": "Movie", "name": ""}',
        '{"@type": 7, "name": "x"}',
        '{"@type": "Movie", "name": {"a": 1}}',
        '{"@type": "Movie", "name": null}',
        "/*" * 100_000,
    ],
)
def test_data_past_repair_name_no_film(text: str) -> None:
    assert films(text) == []


def test_impossible_dates_in_the_data_are_passed_over() -> None:
    for stated in ("2024-13-01", "soon", "", None, True, {"a": 1}, "0000-00-00"):
        (found,) = films({"@type": "Movie", "name": "Dune", "datePublished": stated})
        assert found.date is None


def test_one_broken_script_does_not_hide_the_next() -> None:
    head = '<script type="application/ld+json">{broken</script>'
    assert films(MOVIE, head) == [STRANGERS]


def test_open_graph_names_a_film() -> None:
    head = (
        '<meta property="og:type" content="video.movie">'
        '<meta name="og:title" value="Dune: Part Three (2026) - FilmBase">'
        '<meta property="video:release_date" content="2026-12-18T00:00:00Z">'
    )
    article = from_html(f"<html><head>{head}</head><body>{TEXT}</body></html>")
    assert article.films == (FilmData("Dune: Part Three", 2026, "2026-12-18"),)


def test_an_article_in_open_graph_is_no_film() -> None:
    head = '<meta property="og:type" content="article"><meta property="og:title" content="Dune">'
    assert from_html(f"<html><head>{head}</head><body>{TEXT}</body></html>").films == ()


def test_headline_publisher_and_language_come_from_the_data() -> None:
    data = {
        "@type": "NewsArticle",
        "headline": "Dune moves &amp; moves",
        "publisher": {"@type": "Organization", "name": "Film Site"},
    }
    head = (
        f'<script type="application/ld+json">{json.dumps(data)}</script>'
        '<meta property="og:locale" content="de_AT">'
    )
    article = from_html(f"<head>{head}</head><body>{TEXT}</body>")
    assert (article.title, article.site, article.language) == (
        "Dune moves & moves",
        "Film Site",
        "de-at",
    )


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2016-10-02T19:30:57-07:00", date(2016, 10, 2)),
        ("2018-11-28CET11:59:00+0100", date(2018, 11, 28)),
        (" 20240126T000000Z", date(2024, 1, 26)),
        ("Fri, 26 Jan 2024 23:59:00 -0800", date(2024, 1, 26)),
        ("2024-02-30", None),
        ("0001-01-01", None),
        ("9999-12-31", None),
        ("1706227200", None),
        ("", None),
        (None, None),
        ("Fri, 99 Jan 2024", None),
    ],
)
def test_a_stamp_means_the_day_it_says(stamp: str | None, day: date | None) -> None:
    assert day_of(stamp) == day
