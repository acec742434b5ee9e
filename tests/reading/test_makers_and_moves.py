"""Titles beside their makers' names, and dates that are denied, given up or moved."""

import pytest

from tests.reading.reads import cases, said

STATED = """
Il ragazzo invisibile di Paolo Brandi esce nelle sale il 9 ottobre 2025.
= Il ragazzo invisibile | IT | theatrical | 2025-10-09

The studio has dated the horror movie Hollow Tide for October 10, 2025.
= Hollow Tide | - | theatrical | 2025-10-10

Paramount moved the Jane Doe directed thriller Night Ferry from May 2, 2025 to June 6, 2025.
= Night Ferry | - | theatrical | 2025-06-06

Night Ferry: The movie is now slated to be released on June 6, 2025.
= Night Ferry | - | theatrical | 2025-06-06

The film opens in cinemas on 12 May 2023, not 5 May 2023. Silver Lane is a British drama film.
= Silver Lane | - | theatrical | 2023-05-12

Filming of Silver Lane ended in August 2022. The film was released on 12 May 2023.
= Silver Lane | - | theatrical | 2023-05-12

Silver Lane, directed by Ann Marsh, co-directed by Tom Hale, and written by Jo Reed, will be
released in theaters on May 12, 2023.
= Silver Lane | - | theatrical | 2023-05-12
"""


@pytest.mark.parametrize(("text", "published", "expected"), cases(STATED))
def test_a_title_beside_its_makers_is_read(
    text: str, published: str | None, expected: set[str]
) -> None:
    assert said(text, published) == expected


def test_a_short_headline_is_not_joined_to_the_line_below() -> None:
    text = (
        "Silver Lane: The Return of the Ferryman\n"
        "In cinemas across the country, the film will be released on 12 May 2023, its makers said."
    )
    assert said(text) == {"Silver Lane: The Return of the Ferryman | - | theatrical | 2023-05-12"}


def test_a_teaser_of_a_film_is_no_release() -> None:
    assert (
        said("Silver Lane is a 2023 film. The teaser of the film was released on 2 May.") == set()
    )
