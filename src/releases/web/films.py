"""A film with its releases, and one release: where its date is from, and what will be sent."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from releases.errors import UsageError
from releases.model.delivery import LIVE
from releases.model.film import Film, clean, parse_ref, ref, split_year
from releases.model.release import Standing
from releases.store import films as facts
from releases.store import people, views
from releases.store.coverage import stand_ins
from releases.store.engine import Connection
from releases.tracking import changes, history, merging, suggestions
from releases.tracking import people as wishes
from releases.tracking.changes import Done, Proposal
from releases.tracking.explaining import why_no_reminder
from releases.tracking.listing import find_known_film
from releases.web import fields, posters
from releases.web.guard import FORMS_ARE_OURS, Form
from releases.web.office import Admin, Signed, Visit

router = APIRouter(include_in_schema=False, dependencies=[FORMS_ARE_OURS])

# Releases of a film that are shown whole on its page; the others are a line each.
MOST_WHOLE = 4


def outlook(connection: Connection, visit: Visit, row: Any) -> dict[str, Any]:
    """What will be sent to who is signed in of a release, or why nothing will."""
    waiting = views.deliveries_shown(
        connection, subscriber_id=visit.who.id, states=LIVE, release_ids=[row.id]
    )
    reminders = any(each.what == "reminder" for each in waiting)
    return {
        "waiting": waiting,
        "why": "" if reminders else why_no_reminder(row, visit.who),
        "channels": people.channel_count(connection, visit.who),
    }


def _whole(connection: Connection, visit: Visit, row: Any) -> dict[str, Any]:
    """All that is known of one release."""
    release = facts.release_by_id(connection, row.id)
    return {
        "row": row,
        "release": release,
        "claims": facts.claims_of(connection, row.id),
        "changes": facts.changes_of(connection, row.id),
        "outlook": outlook(connection, visit, row),
        "missing": stand_ins(connection, visit.who.id, [row.id]).get(row.id, ()),
    }


@router.get("/films/{name}")
def film_page(visit: Signed, name: str) -> Response:
    with visit.read() as connection:
        film = facts.film_by_id(connection, fields.key("f", name))
        rows = views.listing(connection, visit.who.id, followed=False, film_id=film.id)
        followed = any(row.film_id == film.id for row in people.following(connection, visit.who))
        mine = [row for row in rows if row.followed][:MOST_WHOLE]
        near = [row for row in rows if row.territory in ("", *visit.who.territories)]
        first = mine or near[:1] or rows[:1]
        whole = [_whole(connection, visit, row) for row in first]
        poster = posters.shown(visit, connection, [film.id]).get(film.id)
    shown = {row.id for row in first}
    return visit.page(
        "film.html", film=film, releases=whole, followed=followed, poster=poster,
        others=[row for row in rows if row.id not in shown],
    )  # fmt: skip


@router.get("/releases/{name}")
def release_page(visit: Signed, name: str) -> Response:
    with visit.read() as connection:
        release = facts.release_by_id(connection, fields.key("r", name))
        (row,) = views.listing(
            connection, visit.who.id, followed=False, removed=True, ids=[release.id]
        )
        whole = _whole(connection, visit, row)
        followed = any(
            each.film_id == release.film.id for each in people.following(connection, visit.who)
        )
    return visit.page("release.html", film=release.film, each=whole, followed=followed)


@router.post("/films/{name}/follow")
def follow(visit: Signed, name: str, form: Form) -> Response:
    with visit.unit() as (connection, who):
        film = facts.film_by_id(connection, fields.key("f", name))
        places = fields.territories(form.text("in")) or None
        kinds = fields.kinds(form.all("kind"))
        wishes.follow(
            connection, who, film.id, visit.now, kinds=kinds, territories=places, rules=visit.rules
        )
    return visit.go(f"/films/{ref('f', film.id)}", f"You follow {film.title}.")


@router.post("/films/{name}/unfollow")
def unfollow(visit: Signed, name: str) -> Response:
    with visit.unit() as (connection, who):
        film = facts.film_by_id(connection, fields.key("f", name))
        wishes.unfollow(connection, who, film.id, visit.now, visit.rules)
    return visit.go(
        f"/films/{ref('f', film.id)}",
        f"You no longer follow {film.title}; what was to be sent to you of it is cancelled.",
    )


@router.post("/films/{name}/rename")
def rename(visit: Admin, name: str, form: Form) -> Response:
    title = clean(form.text("title"))
    if not title:
        raise UsageError("a film needs a title")
    year = fields.year(form.text("year"))
    with visit.unit() as (connection, _):
        film = facts.film_by_id(connection, fields.key("f", name))
        facts.set_film(connection, film.id, title=title, year=year)
    return visit.go(f"/films/{ref('f', film.id)}", f"The film is called {title} now.")


@router.post("/films/{name}/merge")
def merge(visit: Admin, name: str, form: Form) -> Response:
    """Make another film part of this one, once it was shown what becomes of its releases."""
    words = form.text("other")
    if not words:
        raise UsageError("which film is the same?", "give its title, or its number, such as f5")
    with visit.read() as connection:
        film = facts.film_by_id(connection, fields.key("f", name))
        alike = _others(connection, film, words)
    if len(alike) > 1:
        return visit.page("merge.html", film=film, alike=alike, other=None, joined=[])
    (other,) = alike
    if not form.has("sure"):
        joined = merging.rehearse(visit.office.store, film, other, visit.now, visit.rules)
        return visit.page("merge.html", film=film, alike=[], other=other, joined=joined)
    with visit.unit() as (connection, _):
        merging.merge(connection, film, other, visit.now, visit.rules)
    return visit.go(f"/films/{ref('f', film.id)}", f"{other.title} is part of {film.title} now.")


def _others(connection: Connection, film: Film, words: str) -> list[Film]:
    """The films that a title or id may mean beside `film`; raise `NotFound` for none."""
    key = parse_ref("f", words)
    if key is not None:
        return [facts.film_by_id(connection, key)]
    bare, year = split_year(clean(words))
    titled = facts.films_titled(connection, bare, year)
    found = [each for each in titled if each.id != film.id]
    return found or [find_known_film(connection, words)]


_SAID = {
    "unchanged": "That is how it was already.",
    "conflict": "It is kept as a contradiction; the date stays.",
    "older": "It is kept; a later statement holds.",
    "held": "No source moves the date now.",
    "unheld": "Sources may move the date again.",
    "cancelled": "It is called off, and followers are told.",
    "removed": "It is taken back.",
    "kept": "The date stays, and the contradiction is settled.",
}


def said(done: Done) -> str:
    """What was done, as a sentence for the next page."""
    release = done.release
    words = _SAID.get(done.result)
    return words or f"{release.film.title}: {done.result}, {release.date.words()}."


def _back(visit: Visit, done: Done) -> Response:
    return visit.go(f"/releases/{ref('r', done.release.id)}", said(done))


@router.post("/releases/{name}/move")
def move(visit: Signed, name: str, form: Form) -> Response:
    """Give it another date; a member's word waits for an admin."""
    because = clean(form.text("because")) or None
    with visit.unit() as (connection, who):
        release = facts.release_by_id(connection, fields.key("r", name))
        when = fields.when(form.text("to"), [release.territory], visit.today)
        if visit.account.admin:
            done = changes.move(
                connection, who, release, when, visit.now,
                because=because, hold=form.has("hold"), rules=visit.rules,
            )  # fmt: skip
            return _back(visit, done)
        proposal = Proposal(
            release.film.title, release.territory, release.kind,
            changes.typed_claim(when, visit.now, because),
            year=release.film.year, label=release.label, film_id=release.film.id,
        )  # fmt: skip
        suggestions.suggest(connection, who, proposal, visit.now, release_id=release.id)
    return visit.go(
        f"/releases/{ref('r', release.id)}", "Suggested; an admin decides whether it moves."
    )


@router.post("/releases/{name}/hold")
def hold(visit: Admin, name: str, form: Form) -> Response:
    with visit.unit() as (connection, _):
        release = facts.release_by_id(connection, fields.key("r", name))
        done = changes.set_hold(connection, release, hold=form.text("hold") == "yes")
    return _back(visit, done)


@router.post("/releases/{name}/end")
def end(visit: Admin, name: str, form: Form) -> Response:
    """Call it off, or take it back."""
    standing = {"cancel": Standing.CANCELLED, "remove": Standing.REMOVED}.get(form.text("how"))
    if standing is None:
        raise UsageError("say whether it is called off or taken back")
    with visit.unit() as (connection, who):
        release = facts.release_by_id(connection, fields.key("r", name))
        done = changes.end(
            connection, who, release, standing, visit.now,
            because=clean(form.text("because")) or None, rules=visit.rules,
        )  # fmt: skip
    return _back(visit, done)


@router.post("/releases/{name}/undo")
def undo(visit: Admin, name: str) -> Response:
    with visit.unit() as (connection, who):
        release = facts.release_by_id(connection, fields.key("r", name))
        done = history.undo(connection, who, visit.now, release=release, rules=visit.rules)
    return _back(visit, done)
