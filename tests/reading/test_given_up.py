"""Days that a sentence denies, trades for others, or only gives as the day of the news."""

import pytest

from tests.reading.reads import cases, said

DENIED = """
"Das Nebelhaus" startet nicht mehr am 2. April 2026, sondern am 14. Mai 2026 in den deutschen Kinos.
= Das Nebelhaus | DE | theatrical | 2026-05-14

Der Film "Das Nebelhaus" kommt nicht wie zunächst geplant am 2. April 2026, sondern erst am
14. Mai 2026 in die Kinos.
= Das Nebelhaus | - | theatrical | 2026-05-14

"Das Nebelhaus" kommt nicht mehr am 2. April 2026 in die Kinos. Ein Termin steht nicht fest.

« La Lande grise » ne sortira pas comme prévu le 2 avril 2026 mais le 14 mai 2026.
= La Lande grise | FR | theatrical | 2026-05-14

"La casa gris" ya no se estrenará en cines el 2 de abril de 2026, sino el 14 de mayo de 2026.
= La casa gris | - | theatrical | 2026-05-14

"La casa gris" se estrenará en cines el 14 de mayo de 2026 en lugar del 2 de abril de 2026.
= La casa gris | - | theatrical | 2026-05-14

"La casa grigia" non uscirà più al cinema il 2 aprile 2026, ma il 14 maggio 2026.
= La casa grigia | IT | theatrical | 2026-05-14

"La casa grigia" uscirà al cinema il 14 maggio 2026 invece del 2 aprile 2026.
= La casa grigia | IT | theatrical | 2026-05-14

"A casa cinza" não estreia mais em 2 de abril de 2026 nos cinemas, mas em 14 de maio de 2026.
= A casa cinza | - | theatrical | 2026-05-14

"Het grijze huis" komt niet meer op 2 april 2026 maar op 14 mei 2026 in de bioscoop.
= Het grijze huis | - | theatrical | 2026-05-14

"The Grey House" will no longer open in theaters on April 2, 2026, but on May 14, 2026.
= The Grey House | - | theatrical | 2026-05-14

"The Grey House" was not released as planned until May 14, 2026, in theaters.
= The Grey House | - | theatrical | 2026-05-14

"The Grey House" is no longer a secret and opens in theaters on May 14, 2026.
= The Grey House | - | theatrical | 2026-05-14
"""

NEWS = """
Am 4. März 2026 wurde mitgeteilt, dass "Das Nebelhaus" in die Kinos kommt.

Am 4. März 2026 wurde bekanntgegeben, dass der Kinostart von "Das Nebelhaus" verschoben wird.

Wie der Verleih am 4. März 2026 mitteilte, kommt "Das Nebelhaus" in die deutschen Kinos.

Op 4 maart 2026 werd bekendgemaakt dat "Het grijze huis" in de bioscoop komt.

Am 4. März 2026 bestätigte der Verleih, dass "Das Nebelhaus" in die Kinos kommt.

Am 4. März 2026 bestätigte der Verleih, dass "Das Nebelhaus" am 14. Mai in die Kinos kommt.
= Das Nebelhaus | - | theatrical | 2026-05-14

Am 4. März 2026 gab der Verleih den Kinostart von "Das Nebelhaus" bekannt.

Am 14. Mai 2026 startet "Das Nebelhaus" im Kino, bestätigte der Verleih.
= Das Nebelhaus | - | theatrical | 2026-05-14

Op 4 maart 2026 maakte Lantaarn bekend dat "Het grijze huis" in de bioscoop komt.

Le 3 mars 2026, Gaumont a confirmé que « La Lande grise » sortira au cinéma.

Le 14 mai 2026, a confirmé Gaumont, « La Lande grise » sortira au cinéma.
= La Lande grise | FR | theatrical | 2026-05-14

Wie der Verleih mitteilte, startet "Das Nebelhaus" am 14. Mai 2026 im Kino.
= Das Nebelhaus | - | theatrical | 2026-05-14

Er werd bekendgemaakt dat "Het grijze huis" op 14 mei 2026 in de bioscoop komt.
= Het grijze huis | - | theatrical | 2026-05-14

Pathé positionne La Lande grise au 14 mai 2026.
= La Lande grise | FR | theatrical | 2026-05-14

Gaumont annonce la sortie de La Lande grise pour le 14 mai 2026.
= La Lande grise | FR | theatrical | 2026-05-14
"""

OCCASION_OR_SMALL = """
O "Cinema Aberto", previsto para 14 de maio de 2026, é uma iniciativa anual, com bilhetes baratos
para todos os filmes em exibição nos cinemas.

Vanaf 14 mei 2026 draait de film Alles op een rij in de bioscoop.
= Alles op een rij | - | theatrical | 2026-05-14

De film Grijs is vanaf 14 mei 2026 te zien in de bioscoop.
= Grijs | - | theatrical | 2026-05-14
"""

SECOND = """
"The Grey House" will open in theaters on May 14, 2026, followed by a launch on digital.
= The Grey House | - | theatrical | 2026-05-14

"The Grey House" opens in theaters on May 14, 2026 before streaming on Netflix.
= The Grey House | - | theatrical | 2026-05-14

"The Grey House" opens in theaters on May 14, 2026 before arriving on digital on June 2, 2026.
= The Grey House | - | theatrical | 2026-05-14
= The Grey House | - | digital | 2026-06-02

"La casa gris" llega a los cines el 14 de mayo de 2026, seguido de un lanzamiento digital.
= La casa gris | - | theatrical | 2026-05-14
"""

CODED = """
The Grey House [PG-13], set to open in theaters on May 14, 2026.
= The Grey House | - | theatrical | 2026-05-14

The Grey House [R], set to open May 14, 2026, stars Ann Meer.
= The Grey House | - | theatrical | 2026-05-14
"""


@pytest.mark.parametrize(("text", "published", "expected"), cases(DENIED))
def test_a_day_that_no_longer_holds_is_not_told(
    text: str, published: str | None, expected: set[str]
) -> None:
    assert said(text, published) == expected


@pytest.mark.parametrize(("text", "published", "expected"), cases(NEWS))
def test_the_day_of_the_news_is_no_release_date(
    text: str, published: str | None, expected: set[str]
) -> None:
    assert said(text, published) == expected


@pytest.mark.parametrize(("text", "published", "expected"), cases(SECOND))
def test_a_second_kind_without_a_day_borrows_none(
    text: str, published: str | None, expected: set[str]
) -> None:
    assert said(text, published) == expected


@pytest.mark.parametrize(("text", "published", "expected"), cases(OCCASION_OR_SMALL))
def test_an_occasion_is_no_film_and_small_letters_stay_in_a_title(
    text: str, published: str | None, expected: set[str]
) -> None:
    assert said(text, published) == expected


@pytest.mark.parametrize(("text", "published", "expected"), cases(CODED))
def test_a_rating_between_a_title_and_its_verb_is_passed_over(
    text: str, published: str | None, expected: set[str]
) -> None:
    assert said(text, published) == expected


def test_a_line_of_where_a_film_runs_is_no_film() -> None:
    text = (
        "Films out on 14 May 2026\n\nThe Grey House\n[Nationwide / 15]\nA widow returns.\n\n"
        "Salt Road\n[Key cities / 12A]\nA road film."
    )
    assert said(text) == {
        "The Grey House | - | theatrical | 2026-05-14",
        "Salt Road | - | theatrical | 2026-05-14",
    }
