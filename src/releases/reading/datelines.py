"""The day of publication as a page writes it: "Publié le 26 janvier 2024", "Jan 26, 2024"."""

import re
from datetime import date
from functools import cache
from importlib import import_module

from releases.reading.languages import CODES

_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?\s(?:de\s)?([^\W\d_]{3,11})\.?,?\s(?:del?\s)?(\d{4})\b"
)
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,11})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})\b")
_FIGURES = re.compile(r"\b(\d{1,2})([./])(\d{1,2})\2(\d{4})\b")
_SAID_FIRST = re.compile(
    r"\b(?:publi[ée]|publicad[oa]|veröffentlicht|stand|pubblicato|aggiornato|geplaatst|"
    r"gepubliceerd|mis à jour|actualizado|atualizado)",
    re.IGNORECASE,
)
_NO_DATELINE = re.compile(
    r"\b(?:in|at|releas|opens|cinema|theat|stream|watch|kino|start|sort|salle|estren|cines|"
    r"uscita|esce|sale\b|estreia|bioscoop|première|premiere|ab\s|dès\s|dal\s|desde\s|vanaf\s)",
    re.IGNORECASE,
)


@cache
def _months() -> dict[str, int]:
    """Every month's name in every language read, in small letters, with its number."""
    return {
        name.strip(): number
        for code in CODES
        for number, names in enumerate(
            import_module(f"releases.reading.languages.{code}").DATA.months.split(","), 1
        )
        for name in names.split("/")
    }


def written_day(line: str) -> date | None:
    """The day in a dateline; none in "In cinemas 26 May 2024", nor where the order is not told."""
    if _NO_DATELINE.search(line):
        return None
    if found := _DAY_FIRST.search(line):
        number, month, year = found[1], _months().get(found[2].casefold()), found[3]
    elif found := _MONTH_FIRST.search(line):
        month, number, year = _months().get(found[1].casefold()), found[2], found[3]
    elif (found := _FIGURES.search(line)) and (found[2] == "." or _SAID_FIRST.search(line)):
        number, month, year = found[1], int(found[3]), found[4]
    else:
        return None
    try:
        return date(int(year), month, int(number)) if month else None
    except ValueError:
        return None
