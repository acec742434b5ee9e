"""Adding: typed, or read from a page or from pasted text, shown with its sentences and confirmed.

What was read goes to the confirming page and back under a seal of the session, so that what is
stored is what was read. A member's statements become suggestions.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from releases.errors import (
    CannotFetch,
    CannotRead,
    NotAllowed,
    NotFound,
    NothingRead,
    ReleasesError,
    StoreBusy,
    UsageError,
)
from releases.model.dates import ReleaseDate
from releases.model.film import clean, ref, split_year
from releases.model.release import Kind, Statement
from releases.tracking import changes, intake, suggestions
from releases.tracking.changes import Proposal
from releases.tracking.intake import SURE, Found
from releases.web import fields, finding, posters
from releases.web.excerpt import excerpt
from releases.web.fetching import fetched, few_at_once
from releases.web.films import said
from releases.web.finding import Choice
from releases.web.guard import FORMS_ARE_OURS, Form, Posted
from releases.web.office import Signed, Visit
from releases.web.sealing import seal, unseal

router = APIRouter(include_in_schema=False, dependencies=[FORMS_ARE_OURS])

PASTED = "pasted text"
LONGEST_TEXT = 1_000_000
MOST_STATEMENTS = 60
_ADDRESS = re.compile(r"https?://\S+")
_TYPED = ("title", "on", "in", "year", "label", "note")


def _form(visit: Visit, status: int = 200, **given: Any) -> Response:
    blank = dict.fromkeys((*_TYPED, "url", "text", "published"), "")
    values = blank | {"kind": "theatrical", "follow": True, "hold": False, "error": None} | given
    values = {"open": "typed", "choices": [], "pictures": [], "sealed": ""} | values
    return visit.page(
        "add.html", status, given=values, tmdb=bool(visit.office.settings.tmdb_token)
    )  # fmt: skip


@router.get("/add")
def add_page(visit: Signed, title: str = "", url: str = "", text: str = "") -> Response:
    """The forms; also where a bookmarklet and the share sheet of a phone lead to."""
    title, url, text = (words.strip() for words in (title[:500], url[:2000], text[:20_000]))
    if not url and (found := _ADDRESS.search(text)):
        # Phones share the address as text.
        url, text = found[0], "" if found[0] == text else text
    shown = "url" if url else "text" if text else "typed"
    return _form(
        visit, title="" if url or text else title, url=url, text=text, open=shown
    )  # fmt: skip


@router.post("/add")
def add_typed(visit: Signed, form: Form) -> Response:
    values = {name: form.text(name) for name in _TYPED}
    kept: dict[str, Any] = values | {
        "kind": form.text("kind") or "theatrical", "follow": form.has("follow"),
        "hold": form.has("hold"),
    }  # fmt: skip
    if not values["on"] and clean(values["title"]):
        return _look_up(visit, kept)
    try:
        proposals = _typed(visit, values, form)
        if not visit.account.admin:
            return _suggest(visit, proposals)
        with visit.unit() as (connection, who):
            done = [
                changes.add(
                    connection, who, proposal, visit.now, follow=form.has("follow"),
                    hold=form.has("hold"), rules=visit.rules,
                )
                for proposal in proposals
            ]  # fmt: skip
    except (UsageError, CannotRead) as error:
        return _form(visit, 400, **kept, error=error)
    first = done[0].release
    words = " ".join(dict.fromkeys(said(each) for each in done))
    if first.date.latest is not None and first.date.latest < visit.today:
        words += " It is past: it is kept, and nothing will be sent of it."
    return visit.go(f"/releases/{ref('r', first.id)}", words)


def _look_up(visit: Visit, kept: dict[str, Any]) -> Response:
    """Show the films that a title may mean; what was typed stays in the form, come what may."""
    try:
        for name, words in (("label", "a label"), ("note", "where you know it from"),
                            ("hold", "a date that no source may move")):  # fmt: skip
            if kept[name]:
                raise UsageError(f"{words} goes with a date", "type the date as well")
        title, own_year = split_year(clean(kept["title"]))
        year = fields.year(kept["year"]) or own_year
        # Checked now, so that what was chosen is not refused for it.
        _wish(kept)
        choices, trouble = finding.search(visit, title, year)
    except UsageError as error:
        return _form(visit, 400, **kept, error=error)
    except (NotFound, CannotFetch, StoreBusy) as error:
        return _form(visit, 422, **kept, error=error)
    return _choices(visit, kept, choices, trouble)


def _wish(kept: dict[str, Any]) -> tuple[tuple[Kind, ...], tuple[str, ...]]:
    """Which kinds beside cinema releases are wanted of a film, and where."""
    kind = Kind.read(kept["kind"])
    return () if kind is Kind.THEATRICAL else (kind,), fields.territories(kept["in"])


def _choices(
    visit: Visit,
    kept: dict[str, Any],
    choices: Sequence[Choice],
    error: ReleasesError | None = None,
    status: int = 200,
) -> Response:
    sealed = seal(visit.secret, {"kept": kept, "choices": choices}, "films")
    pictures = [posters.sealed_address(visit, each.poster) for each in choices]
    return _form(
        visit, status, **kept, choices=choices, pictures=pictures, sealed=sealed, error=error
    )  # fmt: skip


@router.post("/add/film")
def add_film(visit: Signed, form: Form) -> Response:
    """Follow the film that was chosen of those that were found, with its dates."""
    carried = unseal(visit.secret, form.text("sealed", 200_000), "films")
    if carried is None:
        raise NotAllowed("what was found is out of date", "look the title up once more")
    kept, choices = carried["kept"], [Choice(*row) for row in carried["choices"]]
    word = form.text("film", 10)
    try:
        if not (word.isascii() and word.isdigit() and int(word) < len(choices)):
            raise UsageError("choose the film that is meant")
        film, dated = finding.take(visit, choices[int(word)], *_wish(kept))
    except UsageError as error:
        return _choices(visit, kept, choices, error, 400)
    except (NotFound, CannotFetch, StoreBusy) as error:
        return _choices(visit, kept, choices, error, 422)
    later = "" if dated else " No date is known where you are yet; you will hear when one is."
    return visit.go(f"/films/{ref('f', film.id)}", f"You follow {film.title}.{later}")


def _typed(visit: Visit, values: dict[str, str], form: Posted) -> list[Proposal]:
    title = clean(values["title"])
    if not title:
        raise UsageError("a film needs a title")
    places: Sequence[str | None] = fields.territories(values["in"])
    places = places or visit.who.territories[:1] or (None,)
    when = fields.when(values["on"], places, visit.today)
    kind = Kind.read(form.text("kind") or "theatrical")
    claim = changes.typed_claim(when, visit.now, clean(values["note"]) or None)
    return [
        Proposal(
            title, place, kind, claim, year=fields.year(values["year"]),
            label=clean(values["label"]),
        )
        for place in places
    ]  # fmt: skip


def _suggest(visit: Visit, proposals: Sequence[Proposal]) -> Response:
    with visit.unit() as (connection, who):
        new = sum(suggestions.suggest(connection, who, each, visit.now) for each in proposals)
    words = "Suggested; an admin decides." if new else "That was suggested already."
    return visit.go("/suggestions", words)


@router.post("/add/read")
def read(visit: Signed, form: Form) -> Response:
    """Read a page or a text, and show what it says with the sentences that say it."""
    given = {
        "url": form.text("url", 2000), "text": form.text("text", LONGEST_TEXT),
        "in": form.text("in"), "published": form.text("published"),
    }  # fmt: skip
    shown = "url" if given["url"] else "text"
    try:
        found = _read(visit, given)
    except (UsageError, CannotFetch, CannotRead, NothingRead, StoreBusy) as error:
        return _form(visit, 422, **given, error=error, open=shown)
    takeable = intake.takeable(found.reading.statements)[:MOST_STATEMENTS]
    sealed = seal(visit.secret, _carried(found, takeable), "article")
    left = [s for s in found.reading.statements if s.date is None]
    return visit.page(
        "confirm.html", source=found.source, url=found.article.url, published=found.published,
        statements=takeable, sealed=sealed, sure=SURE, left=left[:20],
        pieces=excerpt(found.article.text, found.reading.statements),
    )  # fmt: skip


def _read(visit: Visit, given: dict[str, str]) -> Found:
    if bool(given["url"]) == bool(given["text"]):
        raise UsageError("give an address, or paste a text", "one of the two")
    places = fields.territories(given["in"])
    if len(places) > 1:
        raise UsageError("an article has one place for what names none", "give one territory")
    published = fields.day(given["published"], "published")
    with few_at_once():
        if given["url"]:
            source, article = given["url"], fetched(visit, given["url"])
        else:
            source = PASTED
            article = intake.of_bytes(given["text"].encode(), source)
        found = intake.understand(
            article, source, published=published, territory=places[0] if places else None
        )
    if not found.reading.statements:
        dated = "" if found.published else "a date without a year needs the day of publication"
        raise NothingRead(f"{found.source} states no release that I can read", dated)
    return found


def _carried(found: Found, statements: Sequence[Statement]) -> dict[str, Any]:
    """What the confirming page carries of what was read."""
    return {
        "source": found.source,
        "url": found.article.url,
        "published": found.published.isoformat() if found.published else None,
        "said": [
            [s.title, s.territory, s.kind.value, s.date.text if s.date else "", s.sentence[:2000],
             s.confidence, s.year]
            for s in statements
        ],
    }  # fmt: skip


@router.post("/add/confirm")
def confirm(visit: Signed, form: Form) -> Response:
    carried = unseal(visit.secret, form.text("sealed", 500_000), "article")
    if carried is None:
        raise NotAllowed("what was read is out of date", "read the article once more")
    statements = [_statement(row) for row in carried["said"]]
    taken = [
        statements[int(word)]
        for word in dict.fromkeys(form.all("take"))
        if word.isascii() and word.isdigit() and len(word) < 4 and int(word) < len(statements)
    ]
    if not taken:
        return visit.go("/add", "Nothing was taken.")
    published = date.fromisoformat(carried["published"]) if carried["published"] else None
    proposals = [
        intake.confirmed(each, carried["source"], carried["url"], published, visit.now)
        for each in taken
    ]
    if not visit.account.admin:
        return _suggest(visit, proposals)
    return _store(visit, taken, proposals)


def _statement(row: Sequence[Any]) -> Statement:
    title, territory, kind, when, sentence, confidence, year = row
    return Statement(
        title, territory, Kind(kind), ReleaseDate(when), sentence, 0, 0, confidence, year
    )


def _store(
    visit: Visit, taken: Sequence[Statement], proposals: Sequence[Proposal]
) -> Response:  # fmt: skip
    results: list[str] = []
    first = None
    trouble: list[str] = []
    for statement, proposal in zip(taken, proposals, strict=True):
        try:
            with visit.unit() as (connection, who):
                done = changes.add(
                    connection, who, proposal, visit.now,
                    follow=intake.wants(who, statement, visit.today), rules=visit.rules,
                )  # fmt: skip
        except ReleasesError as error:
            trouble.append(f"{statement.title}: {error.what}.")
            continue
        first = first or done.release
        results.append(said(done))
    words = " ".join(dict.fromkeys([*results, *trouble]))
    if first is None or len({p.title for p in proposals}) > 1:
        return visit.go("/agenda", words)
    return visit.go(f"/films/{ref('f', first.film.id)}", words)
