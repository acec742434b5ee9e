"""French phrasings, each in words of our own."""

import pytest

from tests.reading.reads import cases, said

STATED = """
Le nouveau film de Justine Triet, « Anatomie d'une chute », sort mercredi 23 août au cinéma.
Récompensé à Cannes, il dure deux heures et demie.
@ 2023-08-20
= Anatomie d'une chute | FR | theatrical | 2023-08-23

En salles le 13 novembre : « Gladiator II » de Ridley Scott. La suite arrive 24 ans après
l'original.
@ 2024-11-01
= Gladiator II | FR | theatrical | 2024-11-13

Initialement prévu le 5 avril, « Le Comte de Monte-Cristo » sortira finalement le 28 juin 2024
dans les salles françaises.
= Le Comte de Monte-Cristo | FR | theatrical | 2024-06-28

Le Règne animal est un film de Thomas Cailley. Il est sorti en Belgique le 4 octobre 2023.
= Le Règne animal | BE | theatrical | 2023-10-04
"""

SILENT = """
L'album « Multitude » est sorti le 4 mars 2022.

Le tournage de « Dune » a débuté le 18 mars 2019 en Jordanie.

La saison 3 de la série sort le 14 juin 2024 sur Netflix.
"""


@pytest.mark.parametrize(("text", "published", "expected"), cases(STATED))
def test_a_french_sentence_is_read(text: str, published: str | None, expected: set[str]) -> None:
    assert said(text, published) == expected


@pytest.mark.parametrize(("text", "published", "expected"), cases(SILENT))
def test_what_is_no_release_of_a_film_is_passed_over(
    text: str, published: str | None, expected: set[str]
) -> None:
    assert said(text, published) == expected == set()
