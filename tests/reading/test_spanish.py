"""Spanish phrasings, each in words of our own."""

import pytest

from tests.reading.reads import cases, said

STATED = """
La sociedad de la nieve se estrenará en cines el 15 de diciembre y llegará a Netflix el 4 de enero
de 2024.
@ 2023-11-20
= La sociedad de la nieve | - | theatrical | 2023-12-15
= La sociedad de la nieve | - | digital | 2024-01-04

El laberinto del fauno es una película de Guillermo del Toro que se estrenó en España el 11 de
octubre de 2006.
= El laberinto del fauno | ES | theatrical | 2006-10-11

Almodóvar estrena 'La habitación de al lado' en España el 18 de octubre de 2024; en México llegará
el 24 de octubre de 2024.
= La habitación de al lado | ES | theatrical | 2024-10-18
= La habitación de al lado | MX | theatrical | 2024-10-24
"""

SILENT = """
La serie se estrenó el 20 de enero de 2008 en la cadena AMC y terminó en 2013.

La novela «Patria» se publicó el 6 de septiembre de 2016.

La actriz nació el 3 de mayo de 1985 en Sevilla.
"""


@pytest.mark.parametrize(("text", "published", "expected"), cases(STATED))
def test_a_spanish_sentence_is_read(text: str, published: str | None, expected: set[str]) -> None:
    assert said(text, published) == expected


@pytest.mark.parametrize(("text", "published", "expected"), cases(SILENT))
def test_what_is_no_release_of_a_film_is_passed_over(
    text: str, published: str | None, expected: set[str]
) -> None:
    assert said(text, published) == expected == set()
