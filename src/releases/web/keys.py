"""Secret addresses of one's calendar, and the token for programs: made, shown once, ended."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from releases.errors import NotFound, UsageError
from releases.store import access
from releases.tracking.feeds import MOST_ALARM_HOURS, Choice
from releases.web import fields
from releases.web.guard import FORMS_ARE_OURS, Form
from releases.web.household import base_of
from releases.web.office import Signed, Visit

router = APIRouter(include_in_schema=False, dependencies=[FORMS_ARE_OURS])
MOST_ADDRESSES = 20


def _page(visit: Visit, status: int = 200, **more: Any) -> Response:
    with visit.read() as connection:
        addresses = access.tokens_of(connection, visit.account.subscriber_id, "calendar")
        tokens = access.tokens_of(connection, visit.account.subscriber_id, "api")
    values = {"error": None, "address": "", "webcal": "", "news": "", "secret": ""} | more
    return visit.page("keys.html", status, addresses=addresses, tokens=tokens, **values)


@router.get("/keys")
def keys_page(visit: Signed) -> Response:
    return _page(visit)


@router.post("/keys/calendar")
def make_address(visit: Signed, form: Form) -> Response:
    """Another address, for another device; it is on this page and never again."""
    try:
        alarm = form.text("alarm", 10)
        if alarm and not (alarm.isascii() and alarm.isdigit()
                          and 1 <= int(alarm) <= MOST_ALARM_HOURS):  # fmt: skip
            raise UsageError(f"{alarm!r} is no number of hours", f"it is 1 to {MOST_ALARM_HOURS}")
        choice = Choice(
            fields.territories(form.text("in")), fields.kinds([form.text("kind")]),
            partial=form.text("days") != "only", alarm_hours=int(alarm) if alarm else None,
        )  # fmt: skip
        with visit.unit() as (connection, who):
            if len(access.tokens_of(connection, who.id, "calendar")) >= MOST_ADDRESSES:
                raise UsageError(f"there are {MOST_ADDRESSES} addresses", "end one first")
            _, secret = access.make_token(
                connection, who.id, "calendar", visit.now, name=form.text("name", 60)
            )
    except UsageError as error:
        return _page(visit, 400, error=error)
    base = base_of(visit)
    path = f"/calendar.ics?token={secret}{choice.query}"
    return _page(
        visit,
        address=base + path,
        # The scheme by which a calendar program opens instead of the browser.
        webcal=f"webcal{base[base.index(':') :]}{path}",
        news=f"{base}/feed.atom?token={secret}",
    )


@router.post("/keys/token")
def make_token(visit: Signed, form: Form) -> Response:
    """A new token for programs; the one before ends."""
    with visit.unit() as (connection, who):
        access.revoke_tokens(connection, who.id, "api")
        _, secret = access.make_token(connection, who.id, "api", visit.now)
    return _page(visit, secret=secret)


@router.post("/keys/end")
def end(visit: Signed, form: Form) -> Response:
    """End an address or the token, of one's own."""
    number = form.text("key", 20)
    key = int(number) if number.isascii() and number.isdigit() and len(number) < 16 else 0
    with visit.unit() as (connection, who):
        if not access.revoke_token(connection, who.id, key):
            raise NotFound("there is no such address or token")
    return visit.go("/keys", "It opens nothing any more.")
