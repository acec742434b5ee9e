"""Follows, film by film and by rule: a person's films, a collection, all releases of a kind."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from releases.errors import NotAllowed, ReleasesError, UsageError
from releases.model.film import clean, ref
from releases.model.release import Kind
from releases.model.territory import territory
from releases.store import people, ruling
from releases.store.ruling import Rule
from releases.tracking import rules
from releases.tracking.changes import find_film, follow_title
from releases.web import fields
from releases.web.fetching import ask_tmdb
from releases.web.guard import FORMS_ARE_OURS, Form
from releases.web.office import Signed, Visit

router = APIRouter(include_in_schema=False, dependencies=[FORMS_ARE_OURS])
PAGE = 100


def _page(visit: Visit, status: int = 200, number: int = 1, **more: Any) -> Response:
    start = PAGE * (number - 1)
    with visit.read() as connection:
        rows = people.following(connection, visit.who)
        mine = ruling.rules_of(connection, visit.who.id)
    return visit.page(
        "follows.html", status, rows=rows[start : start + PAGE], total=len(rows), number=number,
        more=len(rows) > start + PAGE, rules=[(each, rules.words(each)) for each in mine],
        tmdb=bool(visit.office.settings.tmdb_token), **({"error": None} | more),
    )  # fmt: skip


@router.get("/follows")
def follows_page(visit: Signed, page: str = "1") -> Response:
    return _page(visit, number=fields.page(page))


@router.post("/follows")
def follow_by_title(visit: Signed, form: Form) -> Response:
    title = clean(form.text("title"))
    try:
        if not title:
            raise UsageError("a film needs a title")
        with visit.unit() as (connection, who):
            if not visit.account.admin and find_film(connection, title) is None:
                raise NotAllowed(
                    f"no film {title!r} is known yet", "suggest it with its date under Add"
                )
            film, new = follow_title(
                connection, who, title, visit.now,
                year=fields.year(form.text("year")), rules=visit.rules,
            )  # fmt: skip
    except ReleasesError as error:
        return _page(visit, 400, error=error)
    words = " No date is known yet; you will hear when one is." if new else ""
    return visit.go(f"/films/{ref('f', film.id)}", f"You follow {film.title}.{words}")


@router.post("/rules")
def add_rule(visit: Signed, form: Form) -> Response:
    try:
        made = added(
            visit, form.text("what"), name=clean(form.text("name")),
            role=clean(form.text("role", 50)), kind=Kind.read(form.text("kind") or "theatrical"),
            places=fields.territories(form.text("in")), exclude=form.has("exclude"),
        )  # fmt: skip
    except ReleasesError as error:
        return _page(visit, 400, error=error)
    words = "; ".join(rules.words(each) for each in made)
    return visit.go("/follows", f"A rule: {words}. What is new and ahead is followed from now on.")


def added(
    visit: Visit,
    what: str,
    *,
    name: str,
    role: str,
    kind: Kind | None,
    places: Sequence[str],
    exclude: bool,
) -> list[Rule]:
    """New rules of who is signed in, one a territory where they are about releases."""
    wanted: list[dict[str, Any]]
    if what == rules.RELEASES:
        codes = dict.fromkeys(map(territory, places)) or visit.who.territories
        wanted = [{"territory": place, "kind": kind or Kind.THEATRICAL} for place in codes]
        if not wanted:
            raise UsageError("a territory is missing", "write it as IE")
    elif what in (rules.PERSON, rules.COLLECTION):
        subject, known_as = _subject(visit, what, name)
        of = role if what == rules.PERSON else ""
        wanted = [{"subject": subject, "name": known_as, "role": of}]
    else:
        raise UsageError("say what the rule is about")
    with visit.unit() as (connection, who):
        return [
            rules.add_rule(connection, who, what, visit.now, exclude=exclude, **each)
            for each in wanted
        ]


def _subject(visit: Visit, what: str, name: str) -> tuple[str, str]:
    """The person or collection that is meant, as TMDB knows them."""
    if not name:
        raise UsageError(f"which {what} is meant?", "give a name, or TMDB's number")
    return ask_tmdb(visit, lambda tmdb: rules.subject_of(tmdb, what, name))


@router.post("/rules/end")
def end_rule(visit: Signed, form: Form) -> Response:
    with visit.unit() as (connection, who):
        rule = ruling.rule(connection, who.id, fields.key("u", form.text("id", 30)))
        ruling.remove_rule(connection, rule.id)
    return visit.go("/follows", "The rule has ended; what it made you follow stays followed.")
