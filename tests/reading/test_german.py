"""German phrasings, each in words of our own."""

import pytest

from tests.reading.reads import cases, said

STATED = """
„Die Fotografin“ startet am 19. September in den deutschen Kinos. In Österreich läuft der Film
einen Tag später an.
@ 2024-09-02
= Die Fotografin | DE | theatrical | 2024-09-19
= Die Fotografin | AT | theatrical | 2024-09-20

Mit „Konklave“ startet am 21. November 2024 ein Papst-Thriller in den deutschen Kinos.
= Konklave | DE | theatrical | 2024-11-21

Der Kinostart von „Mufasa: Der König der Löwen“ wurde vom 5. Juli auf den 19. Dezember 2024
verschoben.
= Mufasa: Der König der Löwen | - | theatrical | 2024-12-19

Dune: Part Two ist ein US-amerikanischer Science-Fiction-Film von Denis Villeneuve. Der Film kam
am 29. Februar 2024 in die deutschen Kinos.
= Dune: Part Two | DE | theatrical | 2024-02-29

„Das Kanu des Manitu“ wurde in Bayern gedreht. Der Film kommt im Herbst 2025 in die Kinos.
= Das Kanu des Manitu | - | theatrical | 2025-autumn
"""

SILENT = """
Die Outdoor-Saison startet am 12. April mit einem Turnier.
@ 2025-03-01

Der Roman „Tschick“ erschien am 17. September 2010 bei Rowohlt.

Die zweite Staffel der Serie startet am 5. Januar 2024 bei Netflix.
"""


@pytest.mark.parametrize(("text", "published", "expected"), cases(STATED))
def test_a_german_sentence_is_read(text: str, published: str | None, expected: set[str]) -> None:
    assert said(text, published) == expected


@pytest.mark.parametrize(("text", "published", "expected"), cases(SILENT))
def test_what_is_no_release_of_a_film_is_passed_over(
    text: str, published: str | None, expected: set[str]
) -> None:
    assert said(text, published) == expected == set()
