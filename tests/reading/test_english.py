"""English phrasings, each in words of our own."""

import pytest

from tests.reading.reads import cases, said

STATED = """
All of Us Strangers is released in UK cinemas on Friday 26th January 2024.
= All of Us Strangers | GB | theatrical | 2024-01-26

Danny Boyle's follow-up, 28 Years Later: The Bone Temple, arrives in UK and Irish cinemas on 16
January 2026.
= 28 Years Later: The Bone Temple | GB | theatrical | 2026-01-16
= 28 Years Later: The Bone Temple | IE | theatrical | 2026-01-16

Anora will open in France on October 30, 2024, a fortnight after its US release on October 18.
= Anora | FR | theatrical | 2024-10-30
= Anora | US | theatrical | 2024-10-18

Sing Sing is out now in US cinemas and comes to the UK on Friday 30 August.
@ 2024-08-12
= Sing Sing | GB | theatrical | 2024-08-30

Released in Germany as "Der Brutalist" on 30 January 2025, the film reached UK cinemas a week
earlier, on 24 January.
= Der Brutalist | DE | theatrical | 2025-01-30
= Der Brutalist | GB | theatrical | 2025-01-24

The thriller, which stars Jude Law, is due in select theaters December 6 before expanding
nationwide
on Christmas Day. Directed by Justin Kurzel, The Order had its world premiere at the Venice Film
Festival on August 31.
@ 2024-10-01
= The Order | - | limited | 2024-12-06
= The Order | - | theatrical | 2024-12-25
= The Order | IT | premiere | 2024-08-31

"Perfect Days" opens this Friday at Curzon cinemas across the UK.
@ 2024-02-19
= Perfect Days | GB | theatrical | 2024-02-23

Hit Man is available to rent or buy on digital from 7 June 2024 and lands on Blu-ray on 22 July
2024.
= Hit Man | - | digital | 2024-06-07
= Hit Man | - | physical | 2024-07-22

Luca Guadagnino's Challengers (15 cert, 131 mins) is in cinemas from April 26.
@ 2024-04-22
= Challengers | - | theatrical | 2024-04-26

It Ends with Us arrives on digital September 24 and on 4K UHD, Blu-ray and DVD November 12, 2024.
@ 2024-09-01
= It Ends with Us | - | digital | 2024-09-24
= It Ends with Us | - | physical | 2024-11-12

The singer's concert film, Taylor Swift: The Eras Tour, opens worldwide on Friday, October 13,
2023.
= Taylor Swift: The Eras Tour | XW | theatrical | 2023-10-13

"The Phoenician Scheme" will premiere in competition at Cannes on May 18 before a limited US
release
on May 30.
@ 2025-04-20
= The Phoenician Scheme | FR | premiere | 2025-05-18
= The Phoenician Scheme | US | limited | 2025-05-30

Searchlight will release A Real Pain in US theaters in early 2025.
= A Real Pain | US | theatrical | 2025

Paddington in Peru was released in the UK on 8 November 2024 and in cinemas in Australia on 1
January
2025.
= Paddington in Peru | GB | theatrical | 2024-11-08
= Paddington in Peru | AU | theatrical | 2025-01-01

Christopher Nolan's new film, The Odyssey, opens in cinemas everywhere in summer 2026.
= The Odyssey | XW | theatrical | 2026-summer
"""

MOVED = """
Paramount has delayed The Naked Gun by two weeks: the comedy moves from July 18, 2025 to August 1,
2025.
= The Naked Gun | - | theatrical | 2025-08-01

Sony's Kraven the Hunter has been pushed back from 30 August to 13 December 2024.
= Kraven the Hunter | - | theatrical | 2024-12-13

The film Snow White was pushed back from 5 to 19 June 2024.
= Snow White | - | theatrical | 2024-06-19

Mickey 17 opens on March 7, 2025 (formerly April 18, 2025) in theaters.
= Mickey 17 | - | theatrical | 2025-03-07
"""

SILENT = """
Jane Smith was born on 4 May 1980 in Leeds. She joined the Royal Shakespeare Company in 2002 and
won
an Olivier Award in March 2011.

The film is set in the summer of 1963. On 22 November, as the President is shot in Dallas, two
brothers open a cinema in Ohio.

The London Film Festival runs from 9 to 20 October 2024 across the capital. Tickets go on sale on
17
September.

A new trailer for Gladiator II was released on 9 July 2024. It has been watched 200 million times.

The second season of the series premieres on Netflix on 26 December 2024, with the third following
in 2025.

Her third album, Radical Optimism, was released on 3 May 2024.

The film was released in the United States on February 8, 2019, by Summit Entertainment.

Principal photography on The Lost King began on 19 April 2021 in Edinburgh and wrapped in June.

Her novel The Glass Hotel was published in the UK on 30 April 2020 and became a bestseller.

The game Elden Ring was released for PlayStation and Xbox on 25 February 2022.

The Oscars will be held on March 2, 2025 at the Dolby Theatre. Anora won Best Picture last year.

Actor Brian Cox turned 78 on 1 June 2024. He lives in New York with his wife and two sons.

The library version 2.1 was released on 4 May 2023 and is available for download.

She starred in Alien (1979), Working Girl (1988) and Avatar (2009).
"""


@pytest.mark.parametrize(("text", "published", "expected"), cases(STATED))
def test_an_english_sentence_is_read(text: str, published: str | None, expected: set[str]) -> None:
    assert said(text, published) == expected


@pytest.mark.parametrize(("text", "published", "expected"), cases(MOVED))
def test_of_a_moved_date_only_the_new_one_is_read(
    text: str, published: str | None, expected: set[str]
) -> None:
    assert said(text, published) == expected


@pytest.mark.parametrize(("text", "published", "expected"), cases(SILENT))
def test_what_is_no_release_of_a_film_is_passed_over(
    text: str, published: str | None, expected: set[str]
) -> None:
    assert said(text, published) == expected == set()
