"""Line-ups of distributors and pages that put a title, a plot and a date below one another."""

import pytest

from tests.reading.reads import cases, said

MOVED = """
Ann Marsh’s film, ‘The Ferry’, starring Joe Bree and Mara Quell, has been delayed from September 26,
2025, to March 6, 2026. Director Bo Marsh’s ‘One Lantern After Another‘, starring Joe Bree, was
initially set for August 8, 2025, but has now been delayed to September 16, 2025.
= The Ferry | - | theatrical | 2026-03-06
= One Lantern After Another | - | theatrical | 2025-09-16

Bo Marsh’s long awaited new film, now officially titled "One Lantern After Another" and starring Joe
Bree, has been moved to September 26, 2025.
= One Lantern After Another | - | theatrical | 2025-09-26

Taking over the release date of August 8, 2025 is "Daggers", the latest project of Cy Marsh.
= Daggers | - | theatrical | 2025-08-08

Harbour Sky 1984 has moved from its mid-August premiere to October 2, 2020.
= Harbour Sky 1984 | - | theatrical | 2020-10-02

Le film encore sans titre d’Orphée a été repoussé du 1er octobre 2021 au 5 novembre 2021.

Les films changent encore de date. Crabes! 2 a été reporté du 1er avril 2022 au 4 novembre 2022.
= Crabes! 2 | FR | theatrical | 2022-11-04

Astor Le Royaume de Sel, nouveau film d’animation signé Alexandre Homel, sur un scénario de Jean
Homel, sortira le 2 décembre 2026.
= Astor Le Royaume de Sel | FR | theatrical | 2026-12-02

“La gioia” di Paolo Sorrenti, costruito su uno straordinario Toni Sellero, Coppa Volpe come miglior
attore, sarà in sala dal 15 gennaio 2026.
= La gioia | IT | theatrical | 2026-01-15
"""


@pytest.mark.parametrize(("text", "published", "expected"), cases(MOVED))
def test_moved_films_and_what_replaces_them(
    text: str, published: str | None, expected: set[str]
) -> None:
    assert said(text, published) == expected


def test_a_year_or_number_in_a_title_before_a_dash_is_no_date() -> None:
    text = (
        "New release dates:\n\nHarbour – 31 July 2020\n\nSalt Bangle 1984 – October 2, 2020\n\n"
        "Robots 4 – April 1, 2022\n"
    )
    assert said(text) == {
        "Harbour | - | theatrical | 2020-07-31",
        "Salt Bangle 1984 | - | theatrical | 2020-10-02",
        "Robots 4 | - | theatrical | 2022-04-01",
    }


def test_a_date_in_a_field_belongs_to_the_title_above_it() -> None:
    text = (
        "We run through the films you should have in your diary.\n\n"
        "Le Le Lantern\n\nAnn Marsh and Joe Bree play the lovers attempting to overcome "
        "adversity.\n\nRelease date January 13\n\nFerry By The Sea\n\nQuell stars as Lee, a man "
        "who is forced to return to his home town.\n\nRelease date: January 20\n"
    )
    assert said(text, "2017-01-04") == {
        "Le Le Lantern | - | theatrical | 2017-01-13",
        "Ferry By The Sea | - | theatrical | 2017-01-20",
    }


def test_an_appointment_is_no_title() -> None:
    text = (
        "Les Films\n\nCoureur 2088\n\nRendez-vous en salle le 4 octobre\n\nAlien : Portée\n\n"
        "La suite est confirmée.\n\nRendez-vous en salle le 17 mai\n"
    )
    assert said(text, "2017-01-10") == {
        "Coureur 2088 | FR | theatrical | 2017-10-04",
        "Alien : Portée | FR | theatrical | 2017-05-17",
    }


def test_a_line_that_leads_in_gives_the_country_and_the_next_heading_ends_the_list() -> None:
    text = (
        "Neu im Kino ab 28. September 2023\n\nDiese Filme starten in Deutschland in dieser "
        "Woche:\n\nAnhalt (Drama)\n\nBig Kirmes (Familie)\n\nAktuelle Höhepunkte: Filme und "
        "Trailer\n\nWild wie der Wind (Kinostart in Deutschland: 21. September)\n\nVom Ende zum "
        "Anfang – eine Fischerin verliebt sich.\n"
    )
    assert said(text, "2023-09-27") == {
        "Anhalt | DE | theatrical | 2023-09-28",
        "Big Kirmes | DE | theatrical | 2023-09-28",
        "Wild wie der Wind | DE | theatrical | 2023-09-21",
    }


def test_a_list_of_titles_in_quotation_marks_takes_no_names_from_their_plots() -> None:
    text = (
        "Estos son todos los grandes estrenos que no te puedes perder este verano:\n\n"
        "12 de julio\n\n-'Matilde vuelve a casa'. Próxima entrega de la saga.\n\n"
        "-'Serena'. Bruno Dill (Mateo Conde) es un capitán en una isla.\n\n19 de julio\n\n"
        "-'El Rey Lince'. Simón vive en la sabana.\n"
    )
    assert said(text, "2019-07-08") == {
        "Matilde vuelve a casa | - | theatrical | 2019-07-12",
        "Serena | - | theatrical | 2019-07-12",
        "El Rey Lince | - | theatrical | 2019-07-19",
    }


def test_names_of_directors_and_actors_below_a_title_are_no_titles() -> None:
    text = (
        "Los próximos estrenos en los cines de la ciudad.\n\n19 de marzo:\n\nPROYECTO MAREA\n\n"
        "Directores: Lord Pérez, Cris Molina\n\nProtagonistas: Rita Gómez, Sandra Hueso\n\n"
        "26 de marzo:\n\nTE VAN A ENCONTRAR\n\nDirector: Cirilo Soto\n"
    )
    assert {line.casefold() for line in said(text, "2026-03-05")} == {
        "proyecto marea | - | theatrical | 2026-03-19",
        "te van a encontrar | - | theatrical | 2026-03-26",
    }
