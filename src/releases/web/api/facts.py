"""What all share: releases, the claims that their dates rest on, and reading a text."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from releases.errors import BadDate, NotFound
from releases.model.dates import ReleaseDate
from releases.model.film import parse_ref
from releases.model.release import Kind, Standing
from releases.model.subscriber import Subscriber
from releases.model.territory import territory
from releases.store import films as store
from releases.store import views
from releases.store.engine import Connection
from releases.store.films import Release, StoredClaim
from releases.tracking import changes, history, suggestions
from releases.tracking.changes import Proposal, typed_claim
from releases.tracking.documents import (
    claim_json,
    instant,
    release_json,
    statement_json,
)
from releases.tracking.listing import releases_json
from releases.web.api import given, models
from releases.web.api.caller import AdminCaller, Caller, Paged
from releases.web.fetching import few_at_once
from releases.web.office import Visit

router = APIRouter(tags=["facts"])

Places = Annotated[
    list[str], Query(alias="in", max_length=50, description="codes or names of territories")
]
Kinds = Annotated[list[Kind], Query(alias="kind", max_length=6)]
Day = Annotated[date | None, Query()]


def number(letter: str, text: str, what: str) -> int:
    """The number in an id of the path, such as r12; raise `NotFound`."""
    key = parse_ref(letter, text)
    if key is None:
        raise NotFound(f"there is no {what} {text[:40]!r}", f"an id looks like {letter}12")
    return key


def _release(connection: Connection, text: str) -> Release:
    return store.release_by_id(connection, number("r", text, "release"))


@router.get("/releases", response_model=list[models.Release], summary="Releases, soonest first")
def releases(
    visit: Caller,
    page: Paged,
    places: Places = [],  # noqa: B006  (the framework copies it)
    kinds: Kinds = [],  # noqa: B006
    since: Day = None,
    until: Day = None,
    followed: Annotated[bool, Query(description="only what the caller is told of")] = False,
    conflict: Annotated[bool, Query(description="only what a source contradicts")] = False,
) -> list[dict[str, Any]]:
    """A partial date counts where its span meets `since` and `until`; `tba` comes last."""
    with visit.read() as connection:
        rows = views.listing(
            connection, visit.who.id, followed=followed, conflict=conflict,
            territories=[territory(place) for place in places], kinds=kinds,
            since=since, until=until, limit=page.fetch, offset=page.offset,
        )  # fmt: skip
    return [release_json(row, visit.today) for row in page.of(rows)]


@router.post(
    "/releases", response_model=models.Done, status_code=201, summary="State a release",
    responses={202: {"model": models.Done, "description": "Suggested to an admin"}},
)  # fmt: skip
def state(visit: Caller, said: given.NewRelease, response: Response) -> dict[str, Any]:
    """What is there already with the same date is left, with another date it moves."""
    place = _place(visit, said)
    when = ReleaseDate.parse(said.date)
    proposal = Proposal(
        said.title, place, said.kind, typed_claim(when, visit.now, said.note or None),
        year=said.year, label=said.label,
    )  # fmt: skip
    if not visit.account.admin:
        return _suggested(visit, proposal, response)
    return act(
        visit, lambda connection, who: changes.add(
            connection, who, proposal, visit.now, follow=said.follow, hold=said.hold,
            rules=visit.rules,
        ),
    )  # fmt: skip


def _place(visit: Visit, said: given.NewRelease) -> str | None:
    if "territory" not in said.model_fields_set:
        return visit.who.territories[0] if visit.who.territories else None
    return territory(said.territory) if said.territory else None


def _suggested(
    visit: Visit, proposal: Proposal, response: Response, release_id: int | None = None
) -> dict[str, Any]:
    """A member changes nothing that all share: what they say waits for an admin."""
    with visit.unit() as (connection, who):
        new = suggestions.suggest(connection, who, proposal, visit.now, release_id=release_id)
    response.status_code = 202
    return {"result": "suggested" if new else "waiting", "releases": [], "planned": 0}


def act(visit: Visit, change: Callable[[Connection, Subscriber], changes.Done]) -> dict[str, Any]:
    """Change something in a unit of work of its own: what came of it, as a document."""
    with visit.unit() as (connection, who):
        done = change(connection, who)
        shown = releases_json(connection, who, [done.release.id], visit.today)
    return {"result": done.result, "releases": shown, "planned": done.planned}


@router.get("/releases/{release}", response_model=models.Release, summary="A release")
def release(visit: Caller, release: str) -> dict[str, Any]:
    with visit.read() as connection:
        found = _release(connection, release)
        return releases_json(connection, visit.who, [found.id], visit.today)[0]


@router.get(
    "/releases/{release}/claims", response_model=list[models.Claim],
    summary="What was said of a release, old to new, with its evidence",
)  # fmt: skip
def claims(visit: Caller, page: Paged, release: str) -> list[dict[str, Any]]:
    with visit.read() as connection:
        found = store.claims_of(connection, _release(connection, release).id)
    return [claim_seen(visit, claim) for claim in page.slice(found)]


def claim_seen(visit: Visit, claim: StoredClaim) -> dict[str, Any]:
    """A claim; who stated it is told to themselves and to admins."""
    hidden = {} if visit.account.admin or claim.by == visit.who.name else {"by": None}
    return claim_json(claim) | hidden


@router.get(
    "/releases/{release}/changes", response_model=list[models.Change],
    summary="What a release was, old to new",
)  # fmt: skip
def changed(visit: Caller, page: Paged, release: str) -> list[dict[str, Any]]:
    with visit.read() as connection:
        found: Sequence[Any] = store.changes_of(connection, _release(connection, release).id)
    return [
        {"at": instant(row.at), "what": row.what, "old": row.old, "new": row.new,
         "reason": row.reason}
        for row in page.slice(found)
    ]  # fmt: skip


@router.post(
    "/releases/{release}/move", response_model=models.Done, summary="Give it another date",
    responses={202: {"model": models.Done, "description": "Suggested to an admin"}},
)  # fmt: skip
def move(
    visit: Caller, release: str, wish: given.Move, response: Response
) -> dict[str, Any]:  # fmt: skip
    when = ReleaseDate.parse(wish.to)
    because = wish.because or None
    with visit.read() as connection:
        found = _release(connection, release)
    if not visit.account.admin:
        proposal = Proposal(
            found.film.title, found.territory, found.kind,
            typed_claim(when, visit.now, because), found.film.year, found.label, found.film.id,
        )  # fmt: skip
        return _suggested(visit, proposal, response, found.id)
    return act(
        visit, lambda connection, who: changes.move(
            connection, who, found, when, visit.now, because=because, hold=wish.hold,
            rules=visit.rules,
        ),
    )  # fmt: skip


@router.post(
    "/releases/{release}/hold", response_model=models.Done,
    summary="Let no source move it, or let go of it (admin)",
)  # fmt: skip
def hold(visit: AdminCaller, release: str, wish: given.Hold) -> dict[str, Any]:
    return act(
        visit, lambda connection, _who: changes.set_hold(
            connection, _release(connection, release), hold=wish.hold
        ),
    )  # fmt: skip


@router.post(
    "/releases/{release}/cancel", response_model=models.Done, summary="Call it off (admin)"
)  # fmt: skip
def cancel(visit: AdminCaller, release: str, wish: given.Because) -> dict[str, Any]:
    return _end(visit, release, wish, Standing.CANCELLED)


@router.post(
    "/releases/{release}/remove", response_model=models.Done,
    summary="Take back what was entered by mistake (admin)",
)  # fmt: skip
def remove(visit: AdminCaller, release: str, wish: given.Because) -> dict[str, Any]:
    return _end(visit, release, wish, Standing.REMOVED)


def _end(
    visit: Visit, release: str, wish: given.Because, standing: Standing
) -> dict[str, Any]:  # fmt: skip
    return act(
        visit, lambda connection, who: changes.end(
            connection, who, _release(connection, release), standing, visit.now,
            because=wish.because or None, rules=visit.rules,
        ),
    )  # fmt: skip


@router.post(
    "/releases/{release}/undo", response_model=models.Done,
    summary="Take back the last change of a release (admin)",
)  # fmt: skip
def undo(visit: AdminCaller, release: str) -> dict[str, Any]:
    return act(
        visit, lambda connection, who: history.undo(
            connection, who, visit.now, release=_release(connection, release),
            rules=visit.rules,
        ),
    )  # fmt: skip


@router.post("/read", response_model=models.Reading, summary="Read a text, storing nothing")
def read(visit: Caller, article: given.Text) -> dict[str, Any]:
    """What an article states, each with the sentence that says it."""
    from releases.reading.article import from_bytes
    from releases.tracking.intake import understand

    published = _day(article.published)
    place = territory(article.territory) if article.territory else None
    with few_at_once():
        found = understand(
            from_bytes(article.text.encode(), url=article.url), article.url or "text",
            published=published, territory=place,
        )  # fmt: skip
    return {
        "source": found.source,
        "published": found.published.isoformat() if found.published else None,
        "language": found.reading.language,
        "text": found.article.text,
        "statements": [statement_json(each) for each in found.reading.statements],
    }


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    found = ReleaseDate.parse(text).day
    if found is None:
        raise BadDate(f"published: {text[:20]!r} is not a day", "write it as 2027-06-05")
    return found
