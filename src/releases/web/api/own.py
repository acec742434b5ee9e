"""What is the caller's own: follows, channels, deliveries, settings; and how things stand."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from releases.errors import NotFound
from releases.model.delivery import State
from releases.model.film import clean
from releases.model.release import Kind
from releases.model.territory import territory
from releases.store import films, people, queue, views
from releases.store.engine import Connection
from releases.store.people import Channel
from releases.tracking import changes, overview, suggestions
from releases.tracking import people as settings
from releases.tracking.documents import channel_json, delivery_json, instant, subscriber_json
from releases.tracking.explaining import explain
from releases.tracking.listing import releases_json
from releases.web.api import models
from releases.web.api.caller import AdminCaller, Caller, Paged
from releases.web.api.facts import number
from releases.web.office import Visit

router = APIRouter(tags=["own"])


@router.get("/me", response_model=models.Subscriber, summary="The caller and their settings")
def me(visit: Caller) -> dict[str, Any]:
    return subscriber_json(visit.who) | {"role": visit.account.role}


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


def _codes(places: list[str] | None) -> list[str] | None:
    return None if places is None else list(dict.fromkeys(territory(place) for place in places))


def _kinds(wish: models.Wish) -> list[Kind]:
    return list(dict.fromkeys(wish.kinds))


@router.post(
    "/follows", response_model=models.Follow, status_code=201, summary="Follow a film by its title"
)
def follow_title(visit: Caller, wish: models.NewFollow) -> dict[str, Any]:
    """An admin may follow a film that is not known: its first date will be news."""
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
def follow(visit: Caller, film: str, wish: models.Wish) -> dict[str, Any]:
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


@router.get("/channels", response_model=list[models.Channel], summary="The caller's channels")
def channels(visit: Caller, page: Paged) -> list[dict[str, Any]]:
    with visit.read() as connection:
        found = people.channels_of(connection, visit.who)
    return [channel_json(channel) for channel in page.slice(found)]


def _channel(connection: Connection, visit: Visit, name: str) -> Channel:
    # Whatever a name holds that no name can, it is nobody's.
    return people.channel(connection, visit.who, clean(name))


@router.post(
    "/channels/{name}/pause", response_model=models.Channel, summary="Send nothing to it for now"
)
def pause(visit: Caller, name: str) -> dict[str, Any]:
    with visit.unit() as (connection, _):
        settings.pause_channel(connection, _channel(connection, visit, name), visit.now)
        return channel_json(_channel(connection, visit, name))


@router.post(
    "/channels/{name}/resume", response_model=models.Channel, summary="Send to it again"
)  # fmt: skip
def resume(visit: Caller, name: str) -> dict[str, Any]:
    with visit.unit() as (connection, _):
        settings.resume_channel(connection, _channel(connection, visit, name), visit.now)
        return channel_json(_channel(connection, visit, name))


@router.delete("/channels/{name}", status_code=204, summary="Forget a channel")
def forget(visit: Caller, name: str) -> Response:
    with visit.unit() as (connection, _):
        settings.remove_channel(connection, _channel(connection, visit, name), visit.now)
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


@router.get(
    "/suggestions", response_model=list[models.Suggestion],
    summary="What waits for an admin; for a member, what they suggested",
)  # fmt: skip
def waiting(visit: Caller, page: Paged) -> list[dict[str, Any]]:
    with visit.read() as connection:
        rows = (
            suggestions.listed(connection)
            if visit.account.admin
            else suggestions.of(connection, visit.who)
        )
    return [suggestions.document(row) for row in page.slice(rows)]


def _suggestion(connection: Connection, text: str) -> Any:
    key = number("s", text, "suggestion")
    return suggestions.chosen(connection, [f"s{key}"])[0]


@router.post(
    "/suggestions/{suggestion}/accept", response_model=models.Done, summary="Take it over (admin)"
)
def accept(visit: AdminCaller, suggestion: str) -> dict[str, Any]:
    with visit.unit() as (connection, who):
        row = _suggestion(connection, suggestion)
        done = suggestions.accept(connection, who, row, visit.now, rules=visit.rules)
        shown = releases_json(connection, who, [done.release.id], visit.today)
    return {"result": done.result, "releases": shown, "planned": done.planned}


@router.post("/suggestions/{suggestion}/dismiss", status_code=204, summary="Forget it (admin)")
def dismiss(visit: AdminCaller, suggestion: str) -> Response:
    with visit.unit() as (connection, _):
        suggestions.dismiss(connection, _suggestion(connection, suggestion))
    return Response(status_code=204)
