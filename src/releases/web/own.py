"""What is somebody's own: follows, settings, and what is sent to them."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from releases.errors import NotFound, ReleasesError
from releases.model.delivery import LIVE, State
from releases.model.film import ref
from releases.model.languages import NAMES, code_of
from releases.model.subscriber import (
    DIGESTS,
    Quiet,
    Subscriber,
    parse_digest,
    parse_language,
    parse_leads,
    parse_time,
    print_leads,
    zone,
)
from releases.store import queue, views
from releases.store.engine import Connection
from releases.tracking import people as wishes
from releases.tracking.explaining import explain
from releases.web import fields
from releases.web.guard import FORMS_ARE_OURS, Form, Posted
from releases.web.office import Signed, Visit

router = APIRouter(include_in_schema=False, dependencies=[FORMS_ARE_OURS])
PAGE = 100


def _settings(visit: Visit, who: Subscriber, status: int = 200, **more: Any) -> Response:
    values = {
        "zone": who.schedule.zone,
        "at": f"{who.schedule.at:%H:%M}",
        "leads": ",".join(print_leads(who.leads)) or "none",
        "quiet": str(who.schedule.quiet) if who.schedule.quiet else "",
        "in": ", ".join(who.territories),
        "fallback": ", ".join(who.fallback),
        "digest": who.digest,
        "language": code_of(who.language) or "en",
        "error": None,
    }
    return visit.page(
        "settings.html", status, digests=DIGESTS, languages=NAMES, given=values | more
    )


@router.get("/settings")
def settings_page(visit: Signed) -> Response:
    return _settings(visit, visit.who)


def _wish(form: Posted) -> wishes.Wish:
    """What the form asks for; every field of it is there, so that an empty one means none."""
    return wishes.Wish(
        zone=zone(form.text("zone")).key,
        at=parse_time(form.text("at")),
        quiet=Quiet.parse(form.text("quiet")),
        set_quiet=True,
        leads=parse_leads(form.text("leads") or "none"),
        territories=fields.territories(form.text("in")),
        fallback=fields.territories(form.text("fallback")),
        digest=parse_digest(form.text("digest")),
        language=parse_language(form.text("language")),
    )


@router.post("/settings")
def set_settings(visit: Signed, form: Form) -> Response:
    try:
        wish = _wish(form)
        with visit.unit() as (connection, who):
            wishes.set_subscriber(connection, who, wish, visit.now, visit.rules)
    except ReleasesError as error:
        names = ("zone", "at", "leads", "quiet", "in", "fallback", "digest", "language")
        given = {name: form.text(name, 10_000)[:500] for name in names}
        return _settings(visit, visit.who, 400, **given, error=error)
    return visit.go("/settings", "Saved; what is planned for you follows your settings now.")


@router.get("/deliveries")
def deliveries_page(visit: Signed, state: str = "", page: str = "1") -> Response:
    """What waits, soonest first; or what is in one state, what was due last first."""
    number = fields.page(page)
    chosen = state if state in list(State) else ""
    with visit.read() as connection:
        rows = views.deliveries_shown(
            connection, subscriber_id=visit.who.id, states=[chosen] if chosen else LIVE,
            newest=chosen not in ("", *LIVE), limit=PAGE + 1, offset=PAGE * (number - 1),
        )  # fmt: skip
        counts = views.state_counts(connection, visit.who.id)
    return visit.page(
        "deliveries.html", rows=rows[:PAGE], counts=counts, state=chosen,
        number=number, more=len(rows) > PAGE, states=list(State),
    )  # fmt: skip


def _own_delivery(connection: Connection, who: Subscriber, name: str) -> Any:
    """A delivery of this subscriber; anybody else's is not there."""
    found = views.deliveries_shown(
        connection, subscriber_id=who.id, ids=[fields.key("d", name)]
    )  # fmt: skip
    if not found:
        raise NotFound("there is no such delivery")
    return found[0]


@router.get("/deliveries/{name}")
def delivery_page(visit: Signed, name: str) -> Response:
    with visit.read() as connection:
        row = _own_delivery(connection, visit.who, name)
        tries = views.attempts_of(connection, row.id)

    def when(instant: Any) -> str:
        return f"{instant.astimezone(visit.zone):%d %b %Y, %H:%M}"

    return visit.page(
        "delivery.html", row=row, tries=tries, why=explain(row, when),
        again=row.state in (State.DEAD, State.HELD),
    )  # fmt: skip


@router.post("/deliveries/{name}/retry")
def retry(visit: Signed, name: str) -> Response:
    with visit.unit() as (connection, who):
        row = _own_delivery(connection, who, name)
        again = queue.retry(connection, [row.id], visit.now)
    words = "It is sent again at the daemon's next look."
    if not again:
        given_up = row.state in (State.DEAD, State.HELD)
        words = "Its channel was removed." if given_up else "It needs no other try."
    return visit.go(f"/deliveries/{ref('d', row.id)}", words)
