"""Calendars, listings and round-ups: titles and dates side by side, mostly without a verb."""

import pytest

from tests.reading.reads import said

LISTINGS = {
    "titles below a date, without bullets": (
        "UK film releases: March 2026\n\nFriday 6 March\nThe Salt Road\nHollow Tide\n\n"
        "Friday 13 March\nNight Ferry",
        "2026-02-20",
        {
            "The Salt Road | GB | theatrical | 2026-03-06",
            "Hollow Tide | GB | theatrical | 2026-03-06",
            "Night Ferry | GB | theatrical | 2026-03-13",
        },
    ),
    "a weekday in the heading, brackets and descriptions behind the titles": (
        "In cinemas this Friday:\n\nThe Salt Road (12A) – Gentle drama with Ann Marsh.\n"
        "Hollow Tide (15) – Tom Hale hits people on a boat.",
        "2026-03-04",
        {
            "The Salt Road | - | theatrical | 2026-03-06",
            "Hollow Tide | - | theatrical | 2026-03-06",
        },
    ),
    "dates behind the titles": (
        "Coming soon to the Rex Cinema\n\n"
        "The Salt Road – from 6 March\nHollow Tide – from 13 March",
        "2026-02-20",
        {
            "The Salt Road | - | theatrical | 2026-03-06",
            "Hollow Tide | - | theatrical | 2026-03-13",
        },
    ),
    "several titles behind one date, with their distributors": (
        "New films in UK cinemas\n\n6 March: The Salt Road (Altus), Hollow Tide (Verve)\n"
        "13 March: Night Ferry (Altus)",
        "2026-02-20",
        {
            "The Salt Road | GB | theatrical | 2026-03-06",
            "Hollow Tide | GB | theatrical | 2026-03-06",
            "Night Ferry | GB | theatrical | 2026-03-13",
        },
    ),
    "numbered titles with their dates in brackets": (
        "The most anticipated films of 2026\n\n1. The Salt Road (March 6)\nAnn Marsh returns.\n\n"
        "2. Hollow Tide (July 10)\nTom Hale starts again.",
        "2025-12-30",
        {
            "The Salt Road | - | theatrical | 2026-03-06",
            "Hollow Tide | - | theatrical | 2026-07-10",
        },
    ),
    "German days in figures": (
        "Kinostarts im März 2026\n05.03.: Der Salzweg, Heldinnen\n12.03.: Die Nachtfähre",
        "2026-02-20",
        {
            "Der Salzweg | - | theatrical | 2026-03-05",
            "Heldinnen | - | theatrical | 2026-03-05",
            "Die Nachtfähre | - | theatrical | 2026-03-12",
        },
    ),
    "Portuguese titles, distributors and days in figures": (
        "Estreias da semana\n\nA Rua do Sal (Vitral) - 05/03\nMaré Cheia (Vitral) - 05/03",
        "2026-03-02",
        {
            "A Rua do Sal | - | theatrical | 2026-03-05",
            "Maré Cheia | - | theatrical | 2026-03-05",
        },
    ),
    "French titles before their makers": (
        "Les sorties de la semaine – mercredi 4 mars\nLa Route du sel de Jeanne Moulin\n"
        "Le Bac de Paul Renard",
        "2026-03-02",
        {
            "La Route du sel | FR | theatrical | 2026-03-04",
            "Le Bac | FR | theatrical | 2026-03-04",
        },
    ),
    "an Italian subtitle behind a dash": (
        "Le uscite al cinema del 5 marzo\nLa strada del sale - Il gran finale\nI vicini",
        "2026-03-02",
        {
            "La strada del sale - Il gran finale | IT | theatrical | 2026-03-05",
            "I vicini | IT | theatrical | 2026-03-05",
        },
    ),
    "a column for each territory": (
        "| Title | UK release | US release |\n|---|---|---|\n"
        "| Low Tide | 16 January 2026 | 9 January 2026 |",
        "2026-01-07",
        {"Low Tide | GB | theatrical | 2026-01-16", "Low Tide | US | theatrical | 2026-01-09"},
    ),
}


@pytest.mark.parametrize(("text", "published", "expected"), LISTINGS.values(), ids=LISTINGS)
def test_a_calendar_is_read_line_by_line(text: str, published: str, expected: set[str]) -> None:
    assert said(text, published) == expected


def test_what_is_still_showing_has_no_date_of_its_own() -> None:
    text = "New in cinemas\n\nFriday 6 March 2026\nThe Salt Road\n\nStill showing\nHollow Tide"
    assert said(text) == {"The Salt Road | - | theatrical | 2026-03-06"}


def test_the_medium_in_one_line_is_of_that_line_alone() -> None:
    text = (
        "<h2>Movies coming to theaters in November</h2>"
        "<li><b>Moon Harbor</b> - November 8, 2024</li>"
        "<li><b>Ghosts of Today</b> - November 22, 2024 (limited)</li>"
    )
    assert said(text) == {
        "Moon Harbor | - | theatrical | 2024-11-08",
        "Ghosts of Today | - | limited | 2024-11-22",
    }


def test_a_list_of_other_things_is_no_calendar() -> None:
    text = "Council meetings\n\nFriday 6 March 2026\nPlanning Committee\nHousing Board"
    assert said(text) == set()
    text = "New albums\n\nFriday 6 March 2026\nThe Salt Road\nHollow Tide"
    assert said(text) == set()


def test_films_of_one_date_are_told_apart() -> None:
    text = "Two films: The Salt Road and Hollow Tide both open wide on March 6, 2026."
    assert said(text) == {
        "The Salt Road | - | theatrical | 2026-03-06",
        "Hollow Tide | - | theatrical | 2026-03-06",
    }
    text = "Außerdem starten am 5. März 2026 „Der Salzweg“, „Stella. Ein Leben.“ und „Heldinnen“."
    assert said(text) == {
        "Der Salzweg | - | theatrical | 2026-03-05",
        "Stella. Ein Leben | - | theatrical | 2026-03-05",
        "Heldinnen | - | theatrical | 2026-03-05",
    }


def test_a_title_with_an_and_stays_whole() -> None:
    text = "The film Salt and Honey opens in cinemas on 6 March 2026."
    assert said(text) == {"Salt and Honey | - | theatrical | 2026-03-06"}


@pytest.mark.parametrize(
    "text",
    [
        'Films of the seventh of November: "A' + "' a 'x" * 2000 + '", "B"',
        'Films of the seventh of November: "A' + '" a "x' * 5000 + '", "B"',
        "The film Tide " + "(" * 5000 + " opens on 5 May 2024.",
        "Tide" + " and Tide" * 5000 + " open on 5 May 2024.",
        "New films in cinemas\n\n5 May 2024\n" + "Hollow Tide\n" * 2000,
    ],
)
def test_endless_lists_are_read_to_their_end(text: str) -> None:
    assert len(said(text)) <= 1
