"""Pages as they were found on the web, where they are at hand; they are not ours to keep here."""

from datetime import date
from pathlib import Path

import pytest

from releases.reading.article import Article, FilmData, from_bytes

SHARED = Path(__file__).parents[2] / "../shared"


def sample(name: str) -> Article:
    path = SHARED / "research/samples" / name
    if not path.exists():
        pytest.skip(f"{name} is not at hand")
    return from_bytes(path.read_bytes(), name=name)


@pytest.mark.parametrize(
    ("name", "title", "published", "language", "says"),
    [
        (
            "article_rollingstone_la_la_land_2016.html",
            "‘La La Land’: How a Young Filmmaker Resurrected the Hollywood Musical",
            date(2016, 12, 9),
            "en-us",
            "opens in theaters on December 9th",
        ),
        (
            "article_fandom_box_office_2016.html",
            "Box Office: It’s Good to Be ‘Peculiar’",
            date(2016, 10, 2),
            "en",
            "The Girl on the Train",
        ),
        (
            "article_tvtoday_de_will_smith.html",
            "Will Smith",
            date(2018, 11, 28),
            "de",
            "ältesten Sohn",
        ),
        ("cinema_page_bfi_imax_companion.html", "Companion", None, "en", "31 January 2025"),
        ("cinema_page_castle_babygirl.html", "Babygirl", None, None, "Halina Reijn"),
        (
            "cinema_page_castle_a-complete-unknown.html",
            "A Complete Unknown",
            None,
            None,
            "BOB DYLAN",
        ),
        (
            "review_kexp_stand_up_guys_2013.html",
            "Stand Up Guys",
            date(2013, 2, 8),
            "en-us",
            "Dennis",
        ),
    ],
)
def test_a_page_of_the_web_keeps_headline_date_language_and_sentence(
    name: str, title: str, published: date | None, language: str | None, says: str
) -> None:
    article = sample(name)
    assert (article.title, article.published, article.language) == (title, published, language)
    assert says in article.text


def test_the_italics_of_a_found_page_are_its_film_titles() -> None:
    article = sample("article_rollingstone_la_la_land_2016.html")
    marked = {article.text[start:end] for start, end in article.emphasis}
    assert {"La La Land", "Whiplash", "Guy and Madeline on a Park Bench"} <= marked


def test_teasers_of_a_found_page_are_left_out() -> None:
    article = sample("article_rollingstone_la_la_land_2016.html")
    for teaser in ("Blackpink", "Harry Styles", "Better Call Saul", "Sign up for our newsletter"):
        assert teaser not in article.text


def test_a_cinema_page_names_its_film_in_its_data() -> None:
    assert sample("cinema_page_castle_babygirl.html").films == (FilmData("Babygirl"),)


def test_an_article_of_the_web_kept_as_text_keeps_its_sentence_as_a_paragraph() -> None:
    path = SHARED / "articles/all-of-us-strangers.txt"
    if not path.exists():
        pytest.skip("the article is not at hand")
    article = from_bytes(path.read_bytes(), name=path.name)
    (paragraph,) = (
        article.text[one.start : one.end]
        for one in article.blocks
        if "26th January 2024" in article.text[one.start : one.end]
    )
    assert paragraph.startswith("All of Us Strangers is released in UK cinemas")
