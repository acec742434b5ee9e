"""Which words are the title: how titles look, and what stands beside them and is none."""

import pytest

from tests.reading.reads import cases, said

STATED = """
Until Morning is out on 25 April 2025 in the UK, the film's makers said.
= Until Morning | GB | theatrical | 2025-04-25

In the Heat of Noon is a 2000 romantic film. The film premiered in London on 20 May 2000.
= In the Heat of Noon | GB | premiere | 2000-05-20

Altus announced that it will release Ann Marsh's IT WAS ONLY A STORM in select theaters in New York
on October 15, 2025.
= It Was Only A Storm | US | limited | 2025-10-15

THE STORM IS ONLY IN THEATERS JUNE 16, 2023
= The Storm | - | theatrical | 2023-06-16

THE STORM - Official Trailer - Only In Theaters April 22, 2022
= The Storm | - | theatrical | 2022-04-22

All roads have led to "Stormers: Last Call." The fourth Stormers film finally arrives in theaters
on April 25, 2019.
= Stormers: Last Call | - | theatrical | 2019-04-25

The stars of Marvel Studios’ Doctor Night in the House of Mirrors were in Berlin. Experience the
movie only in theaters May 6, 2022. Get Tickets Now: Link in Bio
= Doctor Night in the House of Mirrors | - | theatrical | 2022-05-06

A third Paper Chase whodunit, Wake the Dead, plays in select theaters from November 26, 2025.
= Wake the Dead | - | limited | 2025-11-26

There is no trailer for the film Verily. The Mary Poole adaptation is due in theaters May 15, 2026.
= Verily | - | theatrical | 2026-05-15

On disc from 8 September 2025: 40 Hours Later (Blu-ray, DVD).
= 40 Hours Later | - | physical | 2025-09-08

The film was released in the United States on November 10, 2017. "Papa's House 2" was released on
Digital HD on February 6, 2018.
= Papa's House 2 | US | theatrical | 2017-11-10
= Papa's House 2 | - | digital | 2018-02-06

Dal 27 marzo 2025 arriva invece in sala Le pescatrici.
= Le pescatrici | IT | theatrical | 2025-03-27

La nueva fecha de estreno de Mi querida vecina es el 17 de abril de 2026.
= Mi querida vecina | - | theatrical | 2026-04-17

Der Film „Nachts“ läuft seit dem 28. August 2025 im Kino. Aktuell wird erwartet, dass er am 19.
September 2025 in Österreich startet.
= Nachts | - | theatrical | 2025-08-28
= Nachts | AT | theatrical | 2025-09-19

Roofers opens Friday. Ann Marsh directs.
@ 2025-10-08
= Roofers | - | theatrical | 2025-10-10

The film Stormers lands in cinemas on 3 July 2025, and The Quiet Four rounds off the month on the
25th.
= Stormers | - | theatrical | 2025-07-03
= The Quiet Four | - | theatrical | 2025-07-25

Released on 25 December 1998, Patch of Sky follows a medical student. The film won a prize.
= Patch of Sky | - | theatrical | 1998-12-25

Der Schatten des Falken ist ein deutscher Thriller. Die Uraufführung fand am 28. Juni 2018 auf dem
Filmfest München statt, der Kinostart in Deutschland war am 11. Oktober 2018.
= Schatten des Falken | DE | premiere | 2018-06-28
= Schatten des Falken | DE | theatrical | 2018-10-11

La película Los días de arena, dirigida por Marta Ruiz, se estrenó el 12 de abril de 2019 en
España y el 3 de mayo en México.
= Los días de arena | ES | theatrical | 2019-04-12
= Los días de arena | MX | theatrical | 2019-05-03

De stilte van het water is een Nederlandse speelfilm. De film verscheen in februari 2015 op dvd.
= De stilte van het water | - | physical | 2015-02

In the United Kingdom, Tide of Ash was rated and opened in cinemas on 4 February 1994.
= Tide of Ash | - | theatrical | 1994-02-04

Directed by Kiran Das and released on 1 March 2024, Missing Brides was an acclaimed film.
= Missing Brides | - | theatrical | 2024-03-01

Uscito in Italia il 3 ottobre 1997, Il cielo di carta è il secondo film di Anna Riva.
= Il cielo di carta | IT | theatrical | 1997-10-03

The makers of 'Jailhouse Star' announced that the film will be out on Prime Video from 7
September 2023.
= Jailhouse Star | - | digital | 2023-09-07

To mark its anniversary, the film Sharks returns to cinemas from 29 August 2025 in a 4K
restoration.
= Sharks | - | theatrical | 2025-08-29

The film Flower Moon is in cinemas from 20 October 2023 and on Apple TV+ at a later date.
= Flower Moon | - | theatrical | 2023-10-20
"""

SILENT = """
Harbour Lights Season 5 premieres on Netflix on August 20, 2026.

The Crimson Rose musical had its world premiere at the Minskoff Theatre on Broadway in May 1997.

The stadium opened on 14 August 1992 with a match. The new stand was completed in summer 1997.

Episode 4, "The Long Noon", premiered on April 28, 2019, and was watched by many.

The character first appeared in Great Fantasy #15 (August 1962). A film of it was a success.

Cameras start rolling on Stormers at the studio in March 2026, sources say.

[Rotten Tomatoes release metadata] lists limited theatrical release on 14 August 2026.

You Will Be Arrested If You Copy My New Movie, Star Warns. The movie will be released in cinemas
on Friday, December 13, 2024.
"""


@pytest.mark.parametrize(("text", "published", "expected"), cases(STATED))
def test_the_title_is_told_from_its_surroundings(
    text: str, published: str | None, expected: set[str]
) -> None:
    assert said(text, published) == expected


@pytest.mark.parametrize(("text", "published", "expected"), cases(SILENT))
def test_what_looks_like_a_title_is_passed_over(
    text: str, published: str | None, expected: set[str]
) -> None:
    assert said(text, published) == expected == set()


def test_below_a_heading_the_film_is_the_one_that_the_heading_names() -> None:
    text = (
        "<h3>Kinds of Mercy</h3><p>Ann Marsh returns. In theatres June 21, 2024.</p>"
        "<h3>Fly to the Moon</h3><p>Tom Hale stars. In theatres July 12, 2024.</p>"
    )
    assert said(text) == {
        "Kinds of Mercy | - | theatrical | 2024-06-21",
        "Fly to the Moon | - | theatrical | 2024-07-12",
    }
