"""Dates that change: who moves what, from where, to where, and what no longer holds."""

import pytest

from tests.reading.reads import cases, said

MOVED = """
The Harbour Line, the studio's seafaring thriller, shifts from 13 February 2026 to 10 April 2026.
= The Harbour Line | - | theatrical | 2026-04-10

Altus has moved up the domestic release of Emerald Hour by one week, from December 12 to December
5, 2025.
= Emerald Hour | US | theatrical | 2025-12-05

The studio delayed the Ann Marsh-led Quarry Road to April 26, 2024. It had been scheduled to hit
theaters on September 15, 2023.
= Quarry Road | - | theatrical | 2024-04-26

Paper Tigers II was due in UK cinemas on 2 August 2024, but it will instead be released on 27
September 2024.
= Paper Tigers II | GB | theatrical | 2024-09-27

Originally slated for release on April 9, 2021, Iron Meadow was delayed to July 16, 2021, and again
to October 22, 2021.
= Iron Meadow | - | theatrical | 2021-10-22

The distributor has brought forward Halcyon Days by a fortnight. It will now open on 4 October 2024
rather than 18 October.
= Halcyon Days | - | theatrical | 2024-10-04

Universal moves "Wolf Hour" to January 2026, swapping dates with "Night Signal," which takes over
the October 17, 2025 slot.
= Wolf Hour | - | theatrical | 2026-01
= Night Signal | - | theatrical | 2025-10-17

The film was initially scheduled to be released on 12 May 2017, then on 4 August 2017. Paper Dreams
finally released on 11 August 2017.
= Paper Dreams | - | theatrical | 2017-08-11

"Paper Planes at Dusk" is a drama film. Magnolia will open it in New York on April 4, 2025.
= Paper Planes at Dusk | - | theatrical | 2025-04-04

The film Blue Bells is coming to cinemas across Ireland and the UK on 20 March 2026.
= Blue Bells | IE | theatrical | 2026-03-20
= Blue Bells | GB | theatrical | 2026-03-20

Le film passe du 21 au 28 mai 2025. La Ferme aux loups sera présenté à Cannes.
= La Ferme aux loups | FR | theatrical | 2025-05-28

La sortie de « L'Ombre du phare », prévue le 12 février 2025, est repoussée au 9 avril 2025.
= L'Ombre du phare | FR | theatrical | 2025-04-09

La película "La última ola", que iba a llegar a los cines el 20 de junio de 2025, se estrenará
finalmente el 12 de septiembre de 2025.
= La última ola | - | theatrical | 2025-09-12

A estreia de "Homem do Sal" foi adiada de 1º de maio para 12 de junho de 2025 nos cinemas
brasileiros.
= Homem do Sal | BR | theatrical | 2025-06-12

Eigentlich sollte „Das Leuchten“ am 6. März 2025 in die Kinos kommen. Nun hat der Verleih den Start
auf den 22. Mai 2025 verschoben.
= Das Leuchten | - | theatrical | 2025-05-22

L'uscita di "Fuori campo" è stata anticipata al 22 maggio 2025.
= Fuori campo | IT | theatrical | 2025-05-22
"""


@pytest.mark.parametrize(("text", "published", "expected"), cases(MOVED))
def test_only_the_day_that_holds_is_read(
    text: str, published: str | None, expected: set[str]
) -> None:
    assert said(text, published) == expected


def test_a_plan_of_the_past_holds_while_no_other_date_is_told() -> None:
    text = "The film Iron Meadow was scheduled for release in cinemas on 9 April 2021."
    assert said(text) == {"Iron Meadow | - | theatrical | 2021-04-09"}


def test_a_run_of_days_is_no_move() -> None:
    text = "The film Iron Meadow is in cinemas from 5 to 19 June 2026."
    assert said(text) == {"Iron Meadow | - | theatrical | 2026-06-05"}
