"""What is the caller's own: settings, follows and deliveries; and how things stand."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from releases.errors import NotFound, UsageError
from releases.model.delivery import State
from releases.model.release import Kind
from releases.model.subscriber import Quiet, parse_language, parse_leads, parse_time, zone
from releases.model.territory import territory
from releases.store import films, people, queue, views
from releases.store.engine import Connection
from releases.tracking import changes, overview
from releases.tracking import people as settings
from releases.tracking.documents import delivery_json, instant, subscriber_json
from releases.tracking.explaining import explain
from releases.web import finding
from releases.web.api import given, models
from releases.web.api.caller import Caller, Paged
from releases.web.api.facts import number
from releases.web.office import Visit

router = APIRouter(tags=["own"])


@router.get("/me", response_model=models.Subscriber, summary="The caller and their settings")
def me(visit: Caller) -> dict[str, Any]:
    return _me(visit)


def _me(visit: Visit) -> dict[str, Any]:
    return subscriber_json(visit.who) | {"role": visit.account.role}


@router.patch("/me", response_model=models.Subscriber, summary="Change the caller's settings")
def set_me(visit: Caller, wish: given.NewSettings) -> dict[str, Any]:
    """What is left out stays; what is planned follows the settings at once."""
    set_ = wish.model_fields_set
    wanted = settings.Wish(
        zone=zone(wish.timezone).key if "timezone" in set_ else None,
        at=parse_time(wish.at) if "at" in set_ else None,
        quiet=Quiet.parse(wish.quiet or "none"),
        set_quiet="quiet" in set_,
        leads=parse_leads(",".join(wish.leads) or "none") if "leads" in set_ else None,
        territories=_codes(wish.territories if "territories" in set_ else None),
        fallback=_codes(wish.fallback if "fallback" in set_ else None),
        digest=wish.digest if "digest" in set_ else None,
        language=parse_language(wish.language) if "language" in set_ else None,
    )
    with visit.unit() as (connection, who):
        settings.set_subscriber(connection, who, wanted, visit.now, visit.rules)
    return _me(visit)


@router.get("/status", response_model=models.Health, summary="How things stand")
def status(visit: Caller) -> dict[str, Any]:
    office = visit.office
    with visit.read() as connection:
        found = overview.status(
            connection, office.store.shown, office.settings.dispatch_every, visit.now,
            who=visit.who,
        )  # fmt: skip
    if not visit.account.admin:
        # Where it is kept and on which machines it runs is the admin's to know.
        found["database"] = None
        for daemon in found["daemons"]:
            daemon["id"] = None
    return found


@router.get("/follows", response_model=list[models.Follow], summary="Followed films, by title")
def follows(visit: Caller, page: Paged) -> list[dict[str, Any]]:
    with visit.read() as connection:
        rows = people.following(connection, visit.who)
    return [_follow(row) for row in page.slice(rows)]


def _follow(row: Any) -> dict[str, Any]:
    return {
        "film": {"id": f"f{row.film_id}", "title": row.title, "year": row.year},
        "kinds": [kind for kind in row.kinds.split(",") if kind],
        "territories": [code for code in row.territories.split(",") if code],
        "since": instant(row.since),
    }


def _kept(connection: Connection, visit: Visit, film_id: int) -> dict[str, Any]:
    return next(
        _follow(row)
        for row in people.following(connection, visit.who)
        if row.film_id == film_id
    )  # fmt: skip


def _codes(places: list[str] | None) -> tuple[str, ...] | None:
    return None if places is None else tuple(dict.fromkeys(territory(place) for place in places))


def _kinds(wish: given.Wish) -> list[Kind]:
    return list(dict.fromkeys(wish.kinds))


@router.post(
    "/follows", response_model=models.Follow, status_code=201,
    summary="Follow a film by its title, or by its number at TMDB",
)  # fmt: skip
def follow_title(visit: Caller, wish: given.NewFollow) -> dict[str, Any]:
    """What TMDB says of its film is kept. A title that is not known only an admin may follow."""
    if bool(wish.title) == (wish.tmdb is not None):
        raise UsageError("which film is meant?", "give its title, or its number at TMDB")
    if wish.tmdb is not None:
        taken, _ = finding.take_from_tmdb(
            visit, wish.tmdb, _kinds(wish), _codes(wish.territories) or ()
        )
        with visit.read() as connection:
            return _kept(connection, visit, taken.id)
    with visit.unit() as (connection, who):
        known = changes.find_film(connection, wish.title, wish.year)
        if known is None and not visit.account.admin:
            raise NotFound(
                f"there is no film {wish.title!r}", "state a release: it becomes a suggestion"
            )
        found, _ = changes.follow_title(
            connection, who, wish.title, visit.now, year=wish.year, kinds=_kinds(wish),
            territories=_codes(wish.territories), rules=visit.rules,
        )  # fmt: skip
        return _kept(connection, visit, found.id)


@router.put("/follows/{film}", response_model=models.Follow, summary="Follow a film, or widen that")
def follow(visit: Caller, film: str, wish: given.Wish) -> dict[str, Any]:
    with visit.unit() as (connection, who):
        found = films.film_by_id(connection, number("f", film, "film"))
        settings.follow(
            connection, who, found.id, visit.now, kinds=_kinds(wish),
            territories=_codes(wish.territories), rules=visit.rules,
        )  # fmt: skip
        return _kept(connection, visit, found.id)


@router.delete("/follows/{film}", status_code=204, summary="Follow a film no more")
def unfollow(visit: Caller, film: str) -> Response:
    with visit.unit() as (connection, who):
        found = films.film_by_id(connection, number("f", film, "film"))
        if not settings.unfollow(connection, who, found.id, visit.now, visit.rules):
            raise NotFound(f"you do not follow f{found.id}")
    return Response(status_code=204)


@router.get(
    "/deliveries", response_model=list[models.Delivery],
    summary="What was and will be sent to the caller, by due moment",
)  # fmt: skip
def deliveries(
    visit: Caller,
    page: Paged,
    state: Annotated[list[State], Query(max_length=9)] = [],  # noqa: B006
) -> list[dict[str, Any]]:
    with visit.read() as connection:
        rows = views.deliveries_shown(
            connection, subscriber_id=visit.who.id, states=[each.value for each in state],
            limit=page.fetch, offset=page.offset,
        )  # fmt: skip
    return [delivery_json(row) for row in page.of(rows)]


def _delivery(connection: Connection, visit: Visit, text: str) -> Any:
    key = number("d", text, "delivery")
    rows = views.deliveries_shown(connection, subscriber_id=visit.who.id, ids=[key])
    if not rows:
        raise NotFound(f"there is no delivery d{key}")
    return rows[0]


def _explained(connection: Connection, row: Any) -> dict[str, Any]:
    return delivery_json(row) | {
        "why": explain(row, lambda moment: str(instant(moment))),
        "tries": [
            {"started": instant(each.started), "outcome": each.outcome, "detail": each.detail,
             "took_ms": each.took_ms}
            for each in views.attempts_of(connection, row.id)
        ],
    }  # fmt: skip


@router.get(
    "/deliveries/{delivery}", response_model=models.ExplainedDelivery,
    summary="A delivery, and why it was sent or not",
)  # fmt: skip
def delivery(visit: Caller, delivery: str) -> dict[str, Any]:
    with visit.read() as connection:
        return _explained(connection, _delivery(connection, visit, delivery))


@router.post(
    "/deliveries/{delivery}/retry", response_model=models.ExplainedDelivery,
    summary="Send again what is dead or held; anything else stays as it is",
)  # fmt: skip
def retry(visit: Caller, delivery: str) -> dict[str, Any]:
    with visit.unit() as (connection, _):
        queue.retry(connection, [_delivery(connection, visit, delivery).id], visit.now)
        return _explained(connection, _delivery(connection, visit, delivery))
