"""What waits for somebody to decide: suggestions, and dates that sources disagree about."""

from fastapi import APIRouter
from fastapi.responses import Response

from releases.errors import NotFound, UsageError
from releases.store import films as facts
from releases.tracking import history, suggestions
from releases.web import fields
from releases.web.films import said
from releases.web.guard import FORMS_ARE_OURS, Form
from releases.web.office import Admin, Signed

router = APIRouter(include_in_schema=False, dependencies=[FORMS_ARE_OURS])
MOST = 40


@router.get("/suggestions")
def suggestions_page(visit: Signed) -> Response:
    """All that waits, for an admin; for a member what they suggested themselves."""
    with visit.read() as connection:
        if visit.account.admin:
            rows = suggestions.listed(connection)
        else:
            rows = suggestions.of(connection, visit.who)
    return visit.page("suggestions.html", rows=rows[:MOST], total=len(rows))


@router.post("/suggestions")
def decide(visit: Admin, form: Form) -> Response:
    how = form.text("how")
    ids = form.all("id")
    if how not in ("accept", "dismiss") or not ids:
        raise UsageError("choose suggestions, and whether to take them over")
    with visit.unit() as (connection, who):
        waits = {row.id: row for row in suggestions.listed(connection)}
        chosen = [waits.get(fields.key("s", word)) for word in ids]
        rows = [row for row in chosen if row is not None]
        if not rows:
            raise NotFound("that waits no longer", "somebody else may have decided it")
        if how == "dismiss":
            for row in rows:
                suggestions.dismiss(connection, row)
            return visit.go("/suggestions", f"{len(rows)} dismissed.")
        done = [
            suggestions.accept(connection, who, row, visit.now, rules=visit.rules) for row in rows
        ]
    return visit.go("/suggestions", " ".join(dict.fromkeys(said(each) for each in done)))


@router.get("/conflicts")
def conflicts_page(visit: Signed) -> Response:
    with visit.read() as connection:
        found = history.conflicts(connection)
    return visit.page("conflicts.html", conflicts=found[:MOST], total=len(found))


@router.post("/conflicts/{name}")
def resolve(visit: Admin, name: str, form: Form) -> Response:
    """Keep the date that holds, or take another source's, or one that is typed."""
    take = form.text("take")
    with visit.unit() as (connection, who):
        release = facts.release_by_id(connection, fields.key("r", name))
        if take == "":
            raise UsageError("say which date is right")
        if take == "typed":
            take = str(fields.when(form.text("on"), [release.territory], visit.today))
        done = history.resolve(
            connection, who, release, None if take == "keep" else take, visit.now, rules=visit.rules
        )
    return visit.go("/conflicts", said(done))
