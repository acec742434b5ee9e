"""Dates that a text takes back, gives up for others, or only tells as the day of the news."""

import pytest

from tests.reading.reads import cases, said

TEXTS = """
The comedy Wild Hearts, which was due on 3 April, has been postponed indefinitely.
@ 2020-03-13

Wild Hearts was set to open on 3 April 2020. The release has now been postponed indefinitely.
@ 2020-03-13

L'uscita di Cuore selvaggio, prevista per il 26 marzo, è stata rinviata a data da destinarsi.
@ 2020-03-13

El estreno de Corazón salvaje, previsto para el 26 de marzo, queda aplazado sin fecha.
@ 2020-03-13

A estreia de Coração selvagem, prevista para 26 de março, foi adiada por tempo indeterminado.
@ 2020-03-13

Nur sechs Tage vor dem geplanten Start von "Wien, Wien - Der Kinofilm" am 19. März wurde der Film
"auf unbestimmte Zeit verschoben". Die Premiere sollte am 22. März stattfinden, auch diese wurde
nun abgesagt.
@ 2020-03-13

Le distributeur a décalé les sorties du film de guerre Le Dernier Canon (prévue le 25 mars) et
celle du biopic Une vie de marin (prévue le 22 avril), à des dates pour l'instant indéterminées.
@ 2020-03-18

Wild Hearts opened in Ireland on 5 March 2020. The comedy has now been postponed indefinitely in
Britain.
= Wild Hearts | IE | theatrical | 2020-03-05

De film "Gorilla x Echse" is verplaatst van 14 maart naar 12 april.
@ 2023-08-25
= Gorilla x Echse | - | theatrical | 2024-04-12

Red Harvest slips from 4 October to 11 October, Blue Moon takes 4 November.
@ 2022-09-30
= Red Harvest | - | theatrical | 2022-10-11
= Blue Moon | - | theatrical | 2022-11-04

In January 2022, the release of Red Harvest was delayed to 5 May 2023.
= Red Harvest | - | theatrical | 2023-05-05

Red Harvest is a drama. Volta will release the film in Ireland on March 23, 2023, and Tide Films
will take it to UK cinemas a week later on March 31.
= Red Harvest | IE | theatrical | 2023-03-23
= Red Harvest | GB | theatrical | 2023-03-31

La película Super Tigre se estrenó en cines nipones el 11 de junio de 2022.
= Super Tigre | JP | theatrical | 2022-06-11
"""


@pytest.mark.parametrize(("text", "published", "expected"), cases(TEXTS))
def test_only_dates_that_still_hold_are_told(
    text: str, published: str | None, expected: set[str]
) -> None:
    assert said(text, published) == expected


def test_a_past_verb_after_its_noun_takes_the_year_before() -> None:
    text = (
        "O bom gigante é o mais amplo lançamento desta semana no Brasil. O longa chega aos cinemas "
        "nesta quinta, dia 7. Nos EUA, a estreia foi dia 25 de novembro."
    )
    assert "O bom gigante | US | theatrical | 2015-11-25" in said(text, "2016-01-06")
