"""Names of people beside the title, which "the film" never stands for."""

import pytest

from tests.reading.reads import cases, said

STATED = """
The Salt King is a period drama. The film features Jo Park as a prosecutor from Seoul and Bae Moon
as a lobbyist. Other cast members include Kim Lee, Ann Marsh and Tom Hale. The film was released on
December 19, 2018.
= The Salt King | - | theatrical | 2018-12-19

"The Spy Upstairs" has music by Ann Marsh. The film stars Tom Hale, with a supporting cast of Amber
Reed, Magnus Thor and Billy Ray Jones. The film was released on January 15, 2010 in the United
States.
= The Spy Upstairs | US | theatrical | 2010-01-15

Raza is said to be based on a robber's life; however, the filmmakers have denied this.[13].The film
was released on 25 January 2017.
= Raza | - | theatrical | 2017-01-25

New stills from the much awaited film, The Kindness, which stars Tom Hale, have been unveiled. The
movie opens nationwide on 9 February 2018.
= The Kindness | - | theatrical | 2018-02-09

A sequel, Graveyard Two, was released in 1992 and a second film adaptation was released in 2019.
= Graveyard Two | - | theatrical | 1992

Die Kinostarts der beiden Filme „Ein neuer Morgen“ (15.10.2026) und „Nachtlicht“ (24.11.2026)
stehen fest.
= Ein neuer Morgen | - | theatrical | 2026-10-15
= Nachtlicht | - | theatrical | 2026-11-24
"""


@pytest.mark.parametrize(("text", "published", "expected"), cases(STATED))
def test_the_film_is_told_from_its_people(
    text: str, published: str | None, expected: set[str]
) -> None:
    assert said(text, published) == expected
