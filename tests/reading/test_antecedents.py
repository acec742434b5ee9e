"""Which film "it" and "the film" turn to, and where the text tells no title at all."""

import pytest

from tests.reading.reads import cases, said

STATED = """
Harbour Today was released theatrically on 4 November 2022 and did well.
= Harbour Today | - | theatrical | 2022-11-04

Salt will star Mira Quell. She announced that the film will release on Diwali next year. It will
hit theatres on October 11, 2024.
= Salt | - | theatrical | 2024-10-11

Once Panther takes the third spot, it will be the second highest earner of the year. Panther,
co-starring Ann Marsh and Joe Bree, opened in cinemas across the world on 25 January 2023.
= Panther | XW | theatrical | 2023-01-25

A Vila Azul se tornou um filme e foi lançada nos cinemas em 2016.
= A Vila Azul | - | theatrical | 2016

Hollow 1981 is a 2024 Korean disaster film. The film is based on the loss of a Korean Air jet in
1981. It was released theatrically on June 21, 2024.
= Hollow 1981 | - | theatrical | 2024-06-21

**Salt Bangle**, the comedy that reunited him with Ann Marsh, will premiere on Netflix on June 12,
2026 — and it comes not as a quiet transition, but as a box office champion.
= Salt Bangle | - | digital | 2026-06-12

Agentes X Código: Azul' llegará a los cines de Japón el 22 de diciembre de 2023.
= Agentes X Código: Azul | JP | theatrical | 2023-12-22

Panther, with Joe Bree, opened in cinemas across the world on 25 January 2023.
= Panther | XW | theatrical | 2023-01-25

Set in the 1970s, Paper Lanterns follows a printer who loses his shop. The movie is set to release
on March 8, 2019.
= Paper Lanterns | - | theatrical | 2019-03-08

Captain Neon follows a courier through one night. The film was released on June 5, 2015.
= Captain Neon | - | theatrical | 2015-06-05

Her short film Low Tide premiered at the Telluride Film Festival in 2012. Her first feature film
production Tin Roof premiered at the Berlin Film Festival in 2014. It will have theatrical
distribution in the United States in March 2015.
= Low Tide | US | premiere | 2012
= Tin Roof | DE | premiere | 2014
= Tin Roof | US | theatrical | 2015-03

It is the sequel to the 2013 horror film The Cellar, which was released on July 19, 2013.
= The Cellar | - | theatrical | 2013-07-19

Lantern Hill remains the second most successful film of the year. The film opened in the United
States on March 18, 2022.
= Lantern Hill | US | theatrical | 2022-03-18

He was first seen in Little Heron of Macau, which had a limited release in Hong Kong in 1973.
= Little Heron of Macau | HK | limited | 1973

Mara Quill and the Empty House – Part 1 premiered in London on 11 November 2010 and was released
theatrically in the United Kingdom on 19 November 2010.
= Mara Quill and the Empty House – Part 1 | GB | premiere | 2010-11-11
= Mara Quill and the Empty House – Part 1 | GB | theatrical | 2010-11-19

Night Runner 2088 premiered in Los Angeles on October 3, 2017.
= Night Runner 2088 | US | premiere | 2017-10-03

Dragons, Inc. saw a re-release in theaters on December 19, 2012. A prequel titled Dragons Academy,
which was directed by Ann Marsh, was released on June 21, 2013.
= Dragons, Inc | - | theatrical | 2012-12-19
= Dragons Academy | - | theatrical | 2013-06-21

Windfall, the horror film built around a cursed toy, opened in theaters on May 15, 2026. Under its
deal, it is expected on Netflix on November 17, 2026.
= Windfall | - | theatrical | 2026-05-15
= Windfall | - | digital | 2026-11-17

The Gate is a 2016 horror film. It held its record until the release of Sixteen Rooms in 2022.
= Sixteen Rooms | - | theatrical | 2022

Gold Rush Lane also became the first film of its maker to be sold abroad. It was released in France
on 13 December 2019.
= Gold Rush Lane | FR | theatrical | 2019-12-13

Paul Bree starrer Panther is finished. The film will be released on 24 January 2024.
= Panther | - | theatrical | 2024-01-24

Bergfeuer – Es wird nie mehr still ist ein Spielfilm von Jan Holm aus dem Jahr 1986. Der Film
startete am 28. August 1986 in den deutschen Kinos.
= Bergfeuer – Es wird nie mehr still | DE | theatrical | 1986-08-28

In Der Pfad: Kapitel 4, der am 23. März 2023 in die deutschen Kinos kam, spielt er wieder mit. Die
Deutschlandpremiere, bei der er anwesend war, fand am 8. März 2023 in Berlin statt.
= Der Pfad: Kapitel 4 | DE | theatrical | 2023-03-23
= Der Pfad: Kapitel 4 | DE | premiere | 2023-03-08

Die Produktion von Nordlicht: Neuer Tag musste unterbrochen werden. Auf den geplanten Kinostart am
31. Juli 2026 hat das keinen Einfluss.
= Nordlicht: Neuer Tag | - | theatrical | 2026-07-31

Ann Bree made her debut as director of the drama film Lost in Rain, which premiered in September
2012 at the Toronto International Film Festival. It began a limited theatrical release in the
United States in July 2013.
= Lost in Rain | CA | premiere | 2012-09
= Lost in Rain | US | limited | 2013-07

When Ferryman premiered at the Toronto International Film Festival in September 2025, it was long.
= Ferryman | CA | premiere | 2025-09

Grey Widow was released in the United States on July 9, 2021, simultaneously in theaters and
through Disney+ with Premier Access.
= Grey Widow | US | theatrical | 2021-07-09
= Grey Widow | US | digital | 2021-07-09

Ann Bree's upcoming *Spider House 4* (directed by Bo Hale) is officially scheduled for release in
theaters on *July 24, 2026*!
= Spider House 4 | - | theatrical | 2026-07-24

The film adaptation of Fifty Keys directed by Ann Bree is slated for release on February 13, 2015.
= Fifty Keys | - | theatrical | 2015-02-13

In what year was Green Velvet released? Dan Lorn's mystery premiered in Japan in 1986.
= Green Velvet | JP | premiere | 1986

One of the most loved musicals of the stage, Willow makes its way to the big screen. In theaters
nationwide on November 22, 2024.
= Willow | - | theatrical | 2024-11-22

The Christmas Lantern is a 1986 television film. It originally aired on ABC on December 6, 1986.
= The Christmas Lantern | - | tv | 1986-12-06

The studio has kept some big film releases this year, including Grey Widow (due 6 November 2020).
= Grey Widow | - | theatrical | 2020-11-06

The Fate of the Swift premiered in Berlin on April 4, 2017. A spinoff film starring two of its
characters is scheduled for release in August 2019.
= The Fate of the Swift | DE | premiere | 2017-04-04

When Lockjaw (1983) was re-released in theaters in 2003, the studio wanted other songs.
= Lockjaw | - | theatrical | 2003

The rescue is the subject of *Harbour: The Silent Night*, a political drama releasing in theatres
on June 12, 2026.
= Harbour: The Silent Night | - | theatrical | 2026-06-12

See its second part, Grey Widow 2, which Sony Pictures will release in cinemas on 7 October 2022.
= Grey Widow 2 | - | theatrical | 2022-10-07

25 maggio 1977: Esce al cinema Guerre Perdute.
= Guerre Perdute | IT | theatrical | 1977-05-25

Hive Film debuted in New York City on October 25, 2007, and was released in theaters in the United
States on November 2.Upon release, it received mixed reviews.
= Hive Film | US | premiere | 2007-10-25
= Hive Film | US | theatrical | 2007-11-02

Starfall premiered at the Harbour Theatre on October 26, 2014, and was released in theaters in the
United States on November 5, and in the United Kingdom on November 7, with Altus Pictures
distributing in Canada.
= Starfall | - | premiere | 2014-10-26
= Starfall | US | theatrical | 2014-11-05
= Starfall | GB | theatrical | 2014-11-07

Sobre o Longe de Ti: Longe de Ti foi lançado dia 16 de junho de 2016 nos cinemas brasileiros.
= Longe de Ti | BR | theatrical | 2016-06-16

Het is niet zeker of hij meespeelt wanneer “De Laatste Trein” in 2025 in de bioscopen verschijnt.
= De Laatste Trein | - | theatrical | 2025
"""

SILENT = """
Based on the Marlow family in Indiana, they move into a house where strange things occur. The film
was released in select theaters on August 16, 2024.

Ann Marsh produced a short film that followed models through an empty town. The film debuted on
YouTube in September 2020.

"'Coral' director Ann Marsh returns with another tale of the sea, hitting theaters March 5, 2027."

It is a remake of the 2014 film Thornfield. The film was released theatrically on 18 March 2022.

Bo Marsh also wrote the music with his brother Cy Marsh. The film was released on 20 July 2018.

The film will feature Ann Bree, Bo Hale and Cy Vane, whilst Di Moor will feature in pivotal roles.
The film will be released on 29 November 2013.

A spy comedy starring Ann Bree, Bo Hale, and Cy Vane. It was released on May 17, 2013.

Doctor Lorn first appeared in a comic in 1962. The movie is set to release on December 18, 2026.

We’re also busy with the fourth part, slated to hit theaters on May 27, 2022.

The film marked the last production of Harbour Films. It was released in cinemas on 12 July 2019.

It was the first such release in cinemas since 2019.

and When to Leave Home is a fantasy film of 2016. The film premiered on 10 November 2016 in London.

The Envoy premiered on Disney+ on November 12, 2019. The end of Episode 1 was much spoken of.

A television series titled Ghosts at Work premiered on Disney+ on July 7, 2021.

Room 45 opened in New York City on April 26, 1977. Its designer became famous.

Filemark Macanudo beta is set to be released on 2021-09-30.

The film starred Ann Bree. Her next one will be released in theaters this coming October.

It is the second of its kind, the first of which was titled Bats Begin. The film was released in
2008 in Europe, with the first theatrical release in the United States on April 18, 2008.

It tells of a group called "The Reapers", hired to kill. The film premiered in London on August 4,
2014.

Despite mixed reviews the film grossed much, making it the second-highest-grossing Sky Wars film. It
was re-released in theaters on February 10, 2012.

Prepare-se para uma jornada que chegará aos cinemas brasileiros em 7 de setembro de 2023.

The series includes eight films, shown in IMAX and Dolby Cinema starting from October 11, 2024.

The successor to the Veer, the Keron was first shown at the Geneva Motor Show on 1 March 2016. The
car was designed in Italy.

In 2021 she joined The Larks to record a cover of a song, released on 3 December 2021.
"""


@pytest.mark.parametrize(("text", "published", "expected"), cases(STATED))
def test_it_and_the_film_turn_to_the_film_spoken_of(
    text: str, published: str | None, expected: set[str]
) -> None:
    assert said(text, published) == expected


@pytest.mark.parametrize(("text", "published", "expected"), cases(SILENT))
def test_no_title_is_made_up_where_the_text_tells_none(
    text: str, published: str | None, expected: set[str]
) -> None:
    assert said(text, published) == expected == set()


def test_a_field_that_names_a_subject_gives_no_title() -> None:
    rows = (
        '  titre="Sorties en salles"\n              categorie="Loisirs"\n'
        '              contenu="Le film sortira au cinéma le 28 janvier 2023."\n'
    )
    assert said(rows) == set()


def test_a_list_of_genres_gives_no_title() -> None:
    row = (
        "title: 'Die Wilden Vögel',\ncategory: 'Animation, Komödie, Abenteuer, Familie',\n"
        "note: 'Kinostart am 12. Mai 2016 in Deutschland',\n"
    )
    assert said(row) == {"Die Wilden Vögel | DE | theatrical | 2016-05-12"}


def test_lines_of_a_form_and_comments_in_source_are_read_as_lines() -> None:
    form = (
        "'Mark the Day\\r\\nThe Lantern: War of the Wolves is a cinematic event. The film will be "
        "released in theaters nationwide on December 13, 2024.'"
    )
    assert said(form) == {"The Lantern: War of the Wolves | - | theatrical | 2024-12-13"}
    comment = (
        "    // Snowed premiered at the Harbour Theatre in Hollywood on November 19, 2013, had a "
        "limited release\n    // on November 22 and went into general theatrical release on "
        "November 27, 2013.\n"
    )
    assert said(comment) == {
        "Snowed | US | premiere | 2013-11-19",
        "Snowed | - | limited | 2013-11-22",
        "Snowed | - | theatrical | 2013-11-27",
    }


def test_a_title_alone_on_its_line_heads_what_follows() -> None:
    page = (
        "<h3>Películas Populares</h3><p>Los Gigantes</p><p>Estrenada el 22 de Julio de 2010</p>"
        "<p>Más Ruido Por Docena 2</p><p>Estrenada el 21 de Diciembre de 2005</p>"
    )
    assert said(page) == {
        "Los Gigantes | - | theatrical | 2010-07-22",
        "Más Ruido Por Docena 2 | - | theatrical | 2005-12-21",
    }
