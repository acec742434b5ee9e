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

Tom Hale sings the song 'Bird'. Jabir was initially planned for release on 2 June 2023, but was
postponed. The film was theatrically released on 7 September 2023.
= Jabir | - | theatrical | 2023-09-07

Ann Marsh is back with the sequel to the horror-comedy Stray. The trailer for Stray 2 is set to
release soon. The movie will hit theaters on August 15, 2024.
= Stray 2 | - | theatrical | 2024-08-15

Salt and Iron is a 2008 comedy film. The film had its premiere on August 27, 2008, opening at the
2008 Venice Film Festival.
= Salt and Iron | IT | premiere | 2008-08-27

Storm 7 - Official Trailer (HD) In Theaters and IMAX April 3, 2015
= Storm 7 | - | theatrical | 2015-04-03

The Clerk, a heist film, will hit theaters on March 6th after a delay while its makers wondered.
@ 2020-01-16
= The Clerk | - | theatrical | 2020-03-06

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
