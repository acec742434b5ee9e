"""What holds of every reading, in any language."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releases.model.release import Kind
from releases.reading.article import Article, FilmData
from releases.reading.sentences import read
from tests.reading.reads import said

SEED = Path(__file__).parents[2] / "../shared/articles/all-of-us-strangers.txt"


@pytest.mark.skipif(not SEED.exists(), reason="the seed article is not beside the repository")
def test_the_seed_article_states_exactly_one_release() -> None:
    (found,) = read(Article.of_text(SEED.read_text())).statements
    assert (found.title, found.territory, found.kind, str(found.date)) == (
        "All of Us Strangers", "GB", Kind.THEATRICAL, "2024-01-26",
    )  # fmt: skip
    assert found.confidence >= 0.8
    assert "UK cinemas" in found.sentence


def test_a_statement_carries_its_sentence_by_offsets_and_its_reasons() -> None:
    text = "A word first. Tótem opens in UK cinemas on 1 December 2023. And one after."
    (found,) = read(Article.of_text(text)).statements
    assert text[found.start : found.end] == found.sentence
    assert found.sentence.startswith("Tótem opens")
    assert any("title" in why for why in found.why) and any("date" in why for why in found.why)


def test_markup_in_a_text_does_not_hide_its_place() -> None:
    text = "<p>News.</p><p><em>Wonka</em> was released in the UK on 8&nbsp;December 2023.</p>"
    (found,) = read(Article.of_text(text)).statements
    assert found.title == "Wonka"
    assert "released in the UK" in text[found.start : found.end]


def test_without_a_published_day_no_year_is_invented() -> None:
    text = "“Perfect Days” opens in UK cinemas on 23 February."
    assert said(text) == set()
    assert said(text, "2024-02-01") == {"Perfect Days | GB | theatrical | 2024-02-23"}


def test_a_weekday_that_contradicts_its_date_lowers_confidence_and_is_said() -> None:
    text = "Wonka opens in UK cinemas on Friday 8 December 2023."
    (right,) = read(Article.of_text(text)).statements
    (wrong,) = read(Article.of_text(text.replace("Friday", "Monday"))).statements
    assert wrong.confidence < 0.8 <= right.confidence
    assert any("weekday contradicts" in why for why in wrong.why)


def test_a_given_territory_fills_only_what_names_none() -> None:
    text = (
        "Wonka was released in cinemas on 8 December 2023. "
        "Barbie was released in France on 19 July 2023."
    )
    assert said(text, territory="IE") == {
        "Wonka | IE | theatrical | 2023-12-08",
        "Barbie | FR | theatrical | 2023-07-19",
    }


def test_the_page_data_name_the_film_that_it_stands_for() -> None:
    text = "It will be released in cinemas in the UK on 1 March 2024."
    plain = Article.of_text(text)
    film = FilmData("Dune: Part Two", 2024)
    article = Article(text=plain.text, blocks=plain.blocks, films=(film,))
    assert [s.title for s in read(article).statements] == ["Dune: Part Two"]
    assert read(plain).statements == ()


def test_an_order_of_day_and_month_that_nothing_tells_is_not_guessed() -> None:
    text = "Wonka was released in cinemas on 5/6/2024."
    assert said(text) == set()
    assert said(text, territory="GB") == {"Wonka | GB | theatrical | 2024-06-05"}
    assert said(text, territory="US") == {"Wonka | US | theatrical | 2024-05-06"}


def test_a_list_under_a_date_takes_its_date() -> None:
    text = "New in cinemas this week\n\nFriday 26 January 2024\n\n- The Color Purple\n- Baghead"
    assert said(text) == {
        "The Color Purple | - | theatrical | 2024-01-26",
        "Baghead | - | theatrical | 2024-01-26",
    }


def test_a_table_takes_territory_from_its_heading() -> None:
    text = (
        "UK release dates\n\nFilm | Date | Distributor\n"
        "Argylle | 2 February 2024 | Universal\nDune: Part Two | 1 March 2024 | Warner Bros."
    )
    assert said(text) == {
        "Argylle | GB | theatrical | 2024-02-02",
        "Dune: Part Two | GB | theatrical | 2024-03-01",
    }


def test_a_column_takes_its_territory_from_the_head_of_the_table() -> None:
    text = "Cinema releases\n\nFilm | UK | US\nWonka | 8 December 2023 | 15 December 2023"
    assert said(text) == {
        "Wonka | GB | theatrical | 2023-12-08",
        "Wonka | US | theatrical | 2023-12-15",
    }


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_error_and_twice_the_same(text: str) -> None:
    article = Article.of_text(text)
    first = read(article, published=date(2024, 1, 1))
    assert first == read(article, published=date(2024, 1, 1))
    for s in first.statements:
        assert 0 <= s.start < s.end <= len(article.text)


@pytest.mark.parametrize(
    "text",
    [
        "released on 5 May 2024 and " * 40_000,
        "“" * 500_000,
        "<" * 500_000,
        "'a" * 300_000,
        "A" * 1_000_000,
        "1 " * 500_000,
        "Big Film, " * 100_000,
        "(" * 200_000 + ")" * 200_000,
        "May " * 250_000,
        "*_" * 400_000,
        "\n| | " * 200_000,
        "a.B" * 300_000,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_text_costs_no_more_than_its_length(text: str) -> None:
    started = time.monotonic()
    read(Article.of_text(text), published=date(2024, 1, 1))
    assert time.monotonic() - started < 60
