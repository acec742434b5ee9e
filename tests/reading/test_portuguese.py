"""Portuguese phrasings, each in words of our own."""

import pytest

from tests.reading.reads import cases, said

STATED = """
Ainda Estou Aqui chega aos cinemas brasileiros no dia 7 de novembro de 2024, depois de estrear no
Festival de Veneza em 1º de setembro.
= Ainda Estou Aqui | BR | theatrical | 2024-11-07
= Ainda Estou Aqui | IT | premiere | 2024-09-01

Queer, de Luca Guadagnino, tem estreia marcada para 12 de dezembro nos cinemas brasileiros.
@ 2024-11-20
= Queer | BR | theatrical | 2024-12-12

O filme Bacurau foi lançado nos cinemas em agosto de 2019.
= Bacurau | - | theatrical | 2019-08
"""

SILENT = """
A segunda temporada da série estreia na Netflix em 10 de maio de 2024.

As filmagens começaram em 5 de março de 2023 no Rio.

Fez sua estreia nos cinemas em 1995, com um pequeno papel.
"""


@pytest.mark.parametrize(("text", "published", "expected"), cases(STATED))
def test_a_portuguese_sentence_is_read(
    text: str, published: str | None, expected: set[str]
) -> None:
    assert said(text, published) == expected


@pytest.mark.parametrize(("text", "published", "expected"), cases(SILENT))
def test_what_is_no_release_of_a_film_is_passed_over(
    text: str, published: str | None, expected: set[str]
) -> None:
    assert said(text, published) == expected == set()
