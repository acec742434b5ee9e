"""Italian phrasings, each in words of our own."""

import pytest

from tests.reading.reads import cases, said

STATED = """
Dal 13 febbraio 2025 nelle sale “Follemente” di Paolo Genovese.
= Follemente | IT | theatrical | 2025-02-13

Il prossimo film di Christopher Nolan, Odissea, uscirà nelle sale italiane il 16 luglio 2026.
= Odissea | IT | theatrical | 2026-07-16

C'è ancora domani, l'esordio alla regia di Paola Cortellesi, arriva nelle sale il 26 ottobre 2023.
= C'è ancora domani | IT | theatrical | 2023-10-26

Parthenope è un film di Paolo Sorrentino presentato in anteprima al Festival di Cannes il 21
maggio 2024.
= Parthenope | FR | premiere | 2024-05-21
"""

SILENT = """
La serie debutta su Netflix il 4 ottobre 2024 con otto episodi.

Le riprese del film sono iniziate il 3 giugno 2024 a Napoli.

Il disco è uscito il 12 aprile 2024.
"""


@pytest.mark.parametrize(("text", "published", "expected"), cases(STATED))
def test_a_italian_sentence_is_read(text: str, published: str | None, expected: set[str]) -> None:
    assert said(text, published) == expected


@pytest.mark.parametrize(("text", "published", "expected"), cases(SILENT))
def test_what_is_no_release_of_a_film_is_passed_over(
    text: str, published: str | None, expected: set[str]
) -> None:
    assert said(text, published) == expected == set()
