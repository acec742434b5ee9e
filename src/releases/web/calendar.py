"""The calendar: a month at a look, and the agenda as a list."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from releases.errors import ReleasesError
from releases.model.release import Kind
from releases.store import views
from releases.store.shelf import Shelved
from releases.web import fields, grid, posters
from releases.web.office import Signed, Visit, signed_in

router = APIRouter(include_in_schema=False)

# More are in the agenda.
MOST_OF_A_MONTH = 40
PAGE = 100


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed to, from its address. `everything`: also what is not followed."""

    places: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    everything: bool = False
    # What of the address meant nothing, to be said rather than to fail.
    trouble: str = ""
    parameters: dict[str, str] = field(default_factory=dict)

    def link(self, **more: str) -> str:
        """The query of an address with the same filter."""
        return urlencode(self.parameters | {k: v for k, v in more.items() if v})


def read_filter(visit: Visit) -> Filter:
    query = visit.request.query_params
    places: tuple[str, ...] = ()
    wanted: tuple[Kind, ...] = ()
    trouble = ""
    try:
        places = fields.territories(query.get("in", "")[:200])
        wanted = fields.kinds(query.getlist("kind")[:10])
    except ReleasesError as error:
        trouble = error.what
    everything = query.get("show") == "all"
    parameters = {"in": ",".join(places)} if places else {}
    if len(wanted) == 1:
        parameters["kind"] = wanted[0].value
    if everything:
        parameters["show"] = "all"
    return Filter(places, wanted, everything, trouble, parameters)


def _rows(
    visit: Visit, wanted: Filter, since: date, until: date | None = None, **piece: int
) -> list[Shelved]:  # fmt: skip
    with visit.read() as connection:
        return views.listing(
            connection, visit.account.subscriber_id, followed=not wanted.everything,
            territories=wanted.places, kinds=wanted.kinds, since=since, until=until,
            count_claims=False, **piece,
        )  # fmt: skip


@router.get("/")
def month_page(request: Request) -> Response:
    """The month; asked for most of all, so it is kept while nothing that it shows changes."""
    visit = signed_in(request)
    first = fields.month(request.query_params.get("month", ""), visit.today)
    wanted = read_filter(visit)
    shown = (wanted.places, wanted.kinds, wanted.everything, wanted.trouble)
    key = (first, visit.today, visit.stamp, shown)
    return visit.kept_page(key, "month.html", lambda: _month(visit, wanted, first))


def _month(visit: Visit, wanted: Filter, first: date) -> dict[str, Any]:
    last = _following(first) - timedelta(days=1)
    with visit.read() as connection:
        rows = views.brief(
            connection, visit.account.subscriber_id, followed=not wanted.everything,
            territories=wanted.places, kinds=wanted.kinds, since=first, until=last,
        )  # fmt: skip
    agenda = f"/agenda?{wanted.link()}{'&' if wanted.parameters else ''}since="
    cells, loose, number = grid.sorted_out(rows, first, agenda.__add__)
    return {
        "first": first, "table": grid.table(first, last, visit.today, cells), "loose": loose,
        "most_loose": MOST_OF_A_MONTH, "filter": wanted, "number": number,
        "before": f"{first - timedelta(days=1):%Y-%m}", "after": f"{_following(first):%Y-%m}",
    }  # fmt: skip


def _following(first: date) -> date:
    """The first day of the month after that of `first`."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


@router.get("/agenda")
def agenda_page(visit: Signed, since: str = "", page: str = "1") -> Response:
    wanted = read_filter(visit)
    number = fields.page(page)
    trouble = wanted.trouble
    start = visit.today
    try:
        start = fields.day(since[:20], "from") or start
    except ReleasesError as error:
        trouble = error.what
    rows = _rows(visit, wanted, start, limit=PAGE + 1, offset=PAGE * (number - 1))
    with visit.read() as connection:
        undated = views.undated_follows(connection, visit.who.id) if number == 1 else []
        ids = {row.film_id for row in rows[:PAGE]} | {row[0] for row in undated[:PAGE]}
        pictured = posters.shown(visit, connection, ids)
    return visit.page(
        "agenda.html", groups=_groups(rows[:PAGE]), undated=undated[:PAGE], filter=wanted,
        since=start, trouble=trouble, today=visit.today, number=number, more=len(rows) > PAGE,
        posters=pictured,
    )  # fmt: skip


def _groups(rows: Sequence[Shelved]) -> list[tuple[str, list[Shelved]]]:
    """Releases under the date that they share, in order."""
    groups: list[tuple[str, list[Shelved]]] = []
    for row in rows:
        if not groups or groups[-1][0] != row.date:
            groups.append((row.date, []))
        groups[-1][1].append(row)
    return groups
