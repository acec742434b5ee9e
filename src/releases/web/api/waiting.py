"""What waits for somebody to decide: suggestions, and dates that sources disagree about."""

from typing import Any

from fastapi import APIRouter, Response

from releases.store import films
from releases.store.engine import Connection
from releases.store.films import StoredClaim
from releases.tracking import history, suggestions
from releases.tracking.documents import conflict_json
from releases.tracking.listing import releases_json
from releases.web.api import given, models
from releases.web.api.caller import AdminCaller, Caller, Paged
from releases.web.api.facts import act, claim_seen, number

router = APIRouter(tags=["waiting"])


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
    return act(
        visit, lambda connection, who: suggestions.accept(
            connection, who, _suggestion(connection, suggestion), visit.now,
            rules=visit.rules,
        ),
    )  # fmt: skip


@router.post("/suggestions/{suggestion}/dismiss", status_code=204, summary="Forget it (admin)")
def dismiss(visit: AdminCaller, suggestion: str) -> Response:
    with visit.unit() as (connection, _):
        suggestions.dismiss(connection, _suggestion(connection, suggestion))
    return Response(status_code=204)


@router.get(
    "/conflicts", response_model=list[models.Conflict],
    summary="Releases whose date a source contradicts, soonest first",
)  # fmt: skip
def conflicts(visit: Caller, page: Paged) -> list[dict[str, Any]]:
    """With the statement that the date rests on, those that contradict it, and why it holds."""

    def seen(claim: StoredClaim) -> dict[str, Any]:
        return claim_seen(visit, claim)

    with visit.read() as connection:
        found = page.slice(history.conflicts(connection))
        ids = [each.release.id for each in found]
        shown = releases_json(connection, visit.who, ids, visit.today)
    return [
        conflict_json(each, release, seen) for each, release in zip(found, shown, strict=True)
    ]  # fmt: skip


@router.post(
    "/conflicts/{release}/resolve", response_model=models.Done, summary="Settle it (admin)"
)
def resolve(visit: AdminCaller, release: str, wish: given.Settled) -> dict[str, Any]:
    """Keep the date that holds, or take the one of a source, or a third."""
    return act(
        visit, lambda connection, who: history.resolve(
            connection, who,
            films.release_by_id(connection, number("r", release, "release")),
            wish.take, visit.now, rules=visit.rules,
        ),
    )  # fmt: skip
