"""The day that a page says it was published, as people write it in each language."""

from datetime import date

import pytest

from releases.reading.article import from_html
from releases.reading.datelines import written_day

DAY = date(2024, 1, 26)


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Marsh, January 26, 2024",
        "26th January 2024",
        "Von Jana Kern | 26. Januar 2024, 10:15 Uhr",
        "Stand: 26.01.2024",
        "Publié le 26 janvier 2024 à 10h15",
        "Mis à jour le 26/01/2024",
        "Publicado el 26 de enero de 2024",
        "26 de janeiro de 2024 às 10:15",
        "Pubblicato il 26 gennaio 2024",
        "Gepubliceerd: 26 januari 2024",
    ],
)
def test_a_dateline_is_read_in_each_language(line: str) -> None:
    assert written_day(line) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "In cinemas 26 January 2024",
        "Kinostart: 26. Januar 2024",
        "Sortie le 26 janvier 2024",
        "Estreno: 26 de enero de 2024",
        "Dal 26 gennaio 2024",
        "05/06/2024",
        "Ann Marsh, 31 February 2024",
    ],
)
def test_a_release_or_an_open_order_is_no_dateline(line: str) -> None:
    assert written_day(line) is None


def test_a_french_page_is_published_on_the_day_below_its_headline() -> None:
    page = (
        "<html><body><article><h1>Un été au bord de la mer</h1>"
        "<p>Publié le 26 janvier 2024</p><p>"
        + "Le nouveau film de Jeanne Moulin raconte une enfance au bord de la mer du Nord. " * 4
        + "</p></article></body></html>"
    )
    assert from_html(page).published == DAY
