"""What forms and addresses say, read as what it means; raises our errors for what means nothing."""

from collections.abc import Iterable, Sequence
from datetime import date

from releases.errors import BadDate, NotFound, UsageError
from releases.model.dates import EARLIEST_YEAR, LATEST_YEAR, ReleaseDate
from releases.model.film import parse_ref
from releases.model.release import Kind
from releases.model.territory import territory


def key(letter: str, text: str) -> int:
    """The number in an id of the address, such as f5; raise `NotFound`."""
    number = parse_ref(letter, text)
    if number is None:
        raise NotFound("there is no such page")
    return number


def territories(text: str) -> tuple[str, ...]:
    """Codes of the territories in `GB, IE`, once each, in order."""
    words = [word for word in text.replace(";", ",").split(",") if word.strip()]
    return tuple(dict.fromkeys(territory(word) for word in words))


def kinds(words: Iterable[str]) -> tuple[Kind, ...]:
    return tuple(dict.fromkeys(Kind.read(word) for word in words if word.strip()))


def year(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and EARLIEST_YEAR <= int(text[:5]) <= LATEST_YEAR):
        raise UsageError(f"{text[:20]!r} is not the year of a film", "write it as 2027")
    return int(text)


def when(text: str, places: Sequence[str | None], today: date) -> ReleaseDate:
    """The date that was typed; the territories tell the order of 5/6/2027, else raise `BadDate`."""
    from releases.reading.typed import day_first, typed_date

    if not text:
        raise BadDate("the date is missing", "write it as 2027-06-05, or tba where none is known")
    orders = {day_first(place) for place in places if place}
    return typed_date(text, today=today, day_first=orders.pop() if len(orders) == 1 else None)


def day(text: str, what: str) -> date | None:
    """A calendar day as date fields send it; None where it is left empty."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadDate(f"{what}: {text[:20]!r} is not a day", "write it as 2027-06-05") from None


def page(text: str) -> int:
    """The number of a page of a list, from 1; 1 where it is none."""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def month(text: str, today: date) -> date:
    """The first day of a month as `2027-06`; of this month where it is none."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    inside = EARLIEST_YEAR <= found.year < LATEST_YEAR
    return found if inside else today.replace(day=1)
