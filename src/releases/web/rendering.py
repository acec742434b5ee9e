"""Templates, and the words in which they show dates, moments and places."""

import hashlib
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from releases.model.dates import ReleaseDate
from releases.model.release import Kind
from releases.model.territory import name as territory_name
from releases.sources.tmdb import ATTRIBUTION
from releases.tracking.documents import distance, notes

_STATIC = Path(__file__).parent / "static"


def environment() -> Environment:
    """The templates, everything escaped; what is not given is an error rather than empty."""
    made = Environment(
        loader=PackageLoader("releases.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals |= {"static": static, "kinds": list(Kind), "attribution": ATTRIBUTION}
    made.filters |= {
        "date": date_words,
        "kind": lambda kind: Kind(kind).words,
        "place": lambda code: territory_name(code or None),
        "moment": moment,
        "day": day_words,
        "month": lambda day: f"{day:%B} {day.year}",
        "distance": distance,
        "notes": notes,
        "told": told,
        "hint": lambda error: web_hint(error.hint),
        "weblink": weblink,
    }
    return made


_TOLD = {
    "moved": "the date moved", "date-set": "the date is set", "postponed": "no day any more",
    "cancelled": "called off", "revived": "on again", "removed": "entered by mistake",
    "conflict": "a source contradicts", "digest": "digest", "trouble": "trouble with a channel",
}  # fmt: skip


def told(row: Any) -> str:
    """What a delivery says: `7 days before`, `the date moved`."""
    if row.what == "reminder":
        if row.lead == 0:
            return "on the day"
        return f"{row.lead} day{'' if row.lead == 1 else 's'} before"
    return _TOLD.get(row.what, str(row.what))


def web_hint(hint: str) -> str:
    """A hint without what is only for the command line."""
    commands = "releases " in hint or "--" in hint
    return "" if commands or not hint else hint[:1].upper() + hint[1:] + "."


def weblink(url: str | None) -> bool:
    """Whether an address may be linked to: only of the web, never a script."""
    return bool(url) and str(url).lower().startswith(("http://", "https://"))


@cache
def static(name: str) -> str:
    """The address of a file of ours, which changes with its content, so that it may be kept."""
    digest = hashlib.sha256((_STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def date_words(text: str) -> str:
    """A release date as a person reads it, from its canonical text."""
    return ReleaseDate(text).words()


def day_words(day: date) -> str:
    """`Friday 26 January`"""
    return f"{day:%A} {day.day} {day:%B}"


def moment(when: datetime | str | None, visit: Any) -> Markup | str:
    """An instant (or its ISO text) on the wall of who is signed in: `Fri 19 Jan 2024, 09:00`."""
    if when is None:
        return ""
    if isinstance(when, str):
        when = datetime.fromisoformat(when)
    local = when.astimezone(visit.zone)
    year = "" if local.year == visit.today.year else f" {local.year}"
    words = f"{local:%a} {local.day} {local:%b}{year}, {local:%H:%M}"
    return Markup('<time datetime="{}">{}</time>').format(local.isoformat("T", "minutes"), words)
