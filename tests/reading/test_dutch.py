"""Dutch phrasings, each in words of our own."""

import pytest

from tests.reading.reads import cases, said

STATED = """
De nieuwe film van Halina Reijn, Babygirl, draait vanaf 16 januari 2025 in de Nederlandse
bioscopen.
= Babygirl | NL | theatrical | 2025-01-16

“Wicked: For Good” komt op 21 november 2025 in de bioscoop.
= Wicked: For Good | - | theatrical | 2025-11-21

Close is een film uit 2022 van Lukas Dhont. De film ging in première op het Filmfestival van
Cannes op 26 mei.
= Close | FR | premiere | 2022-05-26
"""

SILENT = """
De serie ging in première op 17 april 2011 op HBO.

Het boek werd op 3 maart 2019 uitgebracht.
"""


@pytest.mark.parametrize(("text", "published", "expected"), cases(STATED))
def test_a_dutch_sentence_is_read(text: str, published: str | None, expected: set[str]) -> None:
    assert said(text, published) == expected


@pytest.mark.parametrize(("text", "published", "expected"), cases(SILENT))
def test_what_is_no_release_of_a_film_is_passed_over(
    text: str, published: str | None, expected: set[str]
) -> None:
    assert said(text, published) == expected == set()
