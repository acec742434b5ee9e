"""For who runs it: is it alive, and its figures for Prometheus."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from releases import __version__
from releases.errors import CannotStore, NotFound
from releases.store import access, health, views
from releases.store.engine import Connection
from releases.web.listening import is_loopback
from releases.web.office import office_of

router = APIRouter(include_in_schema=False)


@router.api_route("/healthz", methods=["GET", "HEAD"])
def healthz(request: Request) -> Response:
    """Whether the database can be read; no figures, for anybody may ask."""
    try:
        with office_of(request).store.read() as connection:
            access.anyone_may_enter(connection)
    except CannotStore:
        return PlainTextResponse("the database cannot be read\n", 503)
    return PlainTextResponse("ok\n")


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """Figures as text (Prometheus 0.0.4), for this host, or with the API token of an admin."""
    office = office_of(request)
    now = office.clock()
    with office.store.read() as connection:
        if not _may_see(connection, request, now):
            raise NotFound("there is no such page")
        lines = list(_figures(connection, now, request.app.state.counts))
    return PlainTextResponse("\n".join(lines) + "\n", media_type="text/plain; version=0.0.4")


def _may_see(connection: Connection, request: Request, now: datetime) -> bool:
    if request.client and is_loopback(request.client.host):
        return True
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return False
    token = access.find_token(connection, secret.strip(), "api", now)
    account = access.account_by_id(connection, token.subscriber_id) if token else None
    return account is not None and account.admin


def _figures(
    connection: Connection, now: datetime, counts: "Counter[tuple[str, int]]"
) -> Iterator[str]:
    releases, conflicts = views.release_counts(connection)
    yield from _family("releases_info", "gauge", "The version.", {f'version="{__version__}"': 1})
    yield from _family("releases_releases", "gauge", "Releases that are known.", {"": releases})
    yield from _family(
        "releases_conflicts", "gauge", "Releases that a source contradicts.", {"": conflicts}
    )
    states = views.state_counts(connection)
    yield from _family(
        "releases_deliveries", "gauge", "Deliveries by state.",
        {f'state="{state}"': number for state, number in states.items()},
    )  # fmt: skip
    due = views.next_due(connection)
    waits = (due - now).total_seconds() if due else 0
    yield from _family(
        "releases_next_due_seconds", "gauge",
        "Seconds until the next delivery is due; below 0 where it is late.", {"": waits},
    )  # fmt: skip
    ticks = [row.last_tick for row in health.all_daemons(connection)]
    age = (now - max(ticks)).total_seconds() if ticks else -1
    yield from _family(
        "releases_daemon_tick_age_seconds", "gauge",
        "Seconds since a daemon ticked last; -1 where none ever did.", {"": age},
    )  # fmt: skip
    yield from _family(
        "releases_http_requests_total", "counter", "Requests answered by this process.",
        {f'method="{m}",status="{s}"': n for (m, s), n in sorted(counts.items())},
    )  # fmt: skip


def _family(name: str, kind: str, about: str, samples: dict[str, float]) -> Iterator[str]:
    yield f"# HELP {name} {about}"
    yield f"# TYPE {name} {kind}"
    for labels, value in samples.items():
        yield f"{name}{{{labels}}} {value:g}" if labels else f"{name} {value:g}"
