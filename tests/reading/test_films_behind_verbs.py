"""Films that stand behind their verb or before a long list of cast, and words that are no films."""

import pytest

from tests.reading.reads import cases, said

TEXTS = """
Il 4 ottobre arriva in sala In cammino, il documentario di Paolo Esempio. Due giorni dopo sarà
lanciata la commedia Quasi marito, con Anna Modello.
@ 2022-09-30
= In cammino | IT | theatrical | 2022-10-04
= Quasi marito | IT | theatrical | 2022-10-06

Il 20 ottobre sarà in sala il documentario Il mare di notte.
@ 2022-09-30
= Il mare di notte | IT | theatrical | 2022-10-20

Le 4 octobre sort en salles Les Beaux Matins, le nouveau film de Paul Exemple. Le 11 octobre
arrive en salles Un petit frère de Anne Modèle.
@ 2022-09-30
= Les Beaux Matins | FR | theatrical | 2022-10-04
= Un petit frère | FR | theatrical | 2022-10-11

Am 4. Oktober startet Der Garten im Kino, am 11. Oktober folgt die Komödie Alles im Fluss.
@ 2022-09-30
= Der Garten | - | theatrical | 2022-10-04
= Alles im Fluss | - | theatrical | 2022-10-11

Pierson’s The Dutch Dispatch, featuring an ensemble cast including Ann Sample, Bo Example, and
Cy Sampler, is set to release on October 22, 2021.
= The Dutch Dispatch | - | theatrical | 2021-10-22

Guillermo del Bosque’s Nightfall Alley, from Tide Films, will open Dec. 3 in select theaters.
@ 2021-01-22
= Nightfall Alley | - | limited | 2021-12-03

Le riprese si sono svolte a ottobre del 2022, mentre in sala è uscito il 4 aprile 2024.
@ 2024-03-01

Unless it is a blockbuster, new theatrical releases are being moved to disc in 46 days.
@ 2022-06-21

El humorista José Ejemplo dirigirá un largometraje de ficción ambientado en 1905, que llegará a
las salas de cine el próximo 16 de octubre.
"""


@pytest.mark.parametrize(("text", "published", "expected"), cases(TEXTS))
def test_the_film_of_a_verb_is_found_and_no_other_word_taken(
    text: str, published: str | None, expected: set[str]
) -> None:
    assert said(text, published) == expected


def test_titles_in_capitals_stand_under_their_day_and_lines_of_makers_are_none() -> None:
    text = (
        "Estos son los próximos estrenos que estarán en las pantallas de nuestra ciudad.\n"
        "19 de marzo:\nPROYECTO LUNA LEJANA (PROJECT FAR MOON)\n"
        "Directores: Ana Modelo y Juan Ejemplo\nCon: Ana Modelo, Juan Ejemplo\n"
        "26 de marzo:\nTE VAN A BUSCAR\nDirector: Juan Ejemplo\n"
    )
    assert said(text, "2026-03-05") == {
        "Proyecto Luna Lejana | - | theatrical | 2026-03-19",
        "Te Van A Buscar | - | theatrical | 2026-03-26",
    }


def test_a_day_in_brackets_may_follow_an_elided_from() -> None:
    text = (
        "Ecco i film che escono nelle sale cinematografiche italiane l'8 ottobre.\n"
        "LASCIAMI CORRERE (dall'8 ottobre)\nRegia di Paolo Esempio. Un uomo corre.\n"
        "TERRA VERDE (dall'8 ottobre)\nRegia di Paolo Esempio. Una donna corre.\n"
    )
    assert said(text, "2020-10-08") == {
        "Lasciami Correre | IT | theatrical | 2020-10-08",
        "Terra Verde | IT | theatrical | 2020-10-08",
    }


def test_a_row_of_data_holds_no_calendar() -> None:
    text = (
        "INSERT INTO films VALUES (24, 'Beesten', 'New York.', '128', '2020-10-01 09:35:24', "
        "'bioscoop'), (25, 'Spijtig!', 'film', '144', '2020-10-01 09:35:24');"
    )
    assert said(text) == set()
