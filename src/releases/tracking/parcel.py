"""An exported document, checked and made into values before any of it is stored."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from releases.errors import CannotRead, ReleasesError
from releases.model.dates import ReleaseDate
from releases.model.film import clean
from releases.model.plan import CALLED_OFF, TAKEN_BACK
from releases.model.release import Claim, Evidence, Kind, SourceClass, Standing
from releases.model.subscriber import DIGESTS, Quiet, Schedule, parse_leads, parse_time
from releases.model.territory import territory
from releases.model.verdict import Effect

FORMAT = "releases"
VERSION = 1
MAX_TURN = 1_000_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PersonIn:
    """A subscriber's settings, with the times since when each lead is wanted."""

    name: str
    schedule: Schedule
    leads: tuple[tuple[int, datetime], ...]
    territories: tuple[str, ...]
    language: str
    digest: str
    digest_since: datetime
    created: datetime
    fallback: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowIn:
    subscriber: str
    kinds: tuple[str, ...]
    territories: tuple[str, ...]
    active: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class ClaimIn:
    """A claim under its name in the file; `columns` are those of the table but for `by_id`."""

    name: str
    claim: Claim
    columns: dict[str, Any]
    by: str | None


@dataclass(frozen=True, slots=True)
class ChangeIn:
    """A change; `columns` are those of the table, `claim_id` still the claim's name in the file."""

    columns: dict[str, Any]
    by: str | None


@dataclass(frozen=True, slots=True)
class ToldIn:
    subscriber: str
    since: datetime
    added: bool


@dataclass(frozen=True, slots=True)
class ReleaseIn:
    key: tuple[str | None, Kind, str]
    columns: dict[str, Any]
    claims: tuple[ClaimIn, ...]
    changes: tuple[ChangeIn, ...]
    told: tuple[ToldIn, ...]
    holder: str | None


@dataclass(frozen=True, slots=True)
class FilmIn:
    title: str
    original_title: str | None
    year: int | None
    ids: dict[str, str]
    created: datetime
    follows: tuple[FollowIn, ...]
    releases: tuple[ReleaseIn, ...]


@dataclass(frozen=True, slots=True)
class Parcel:
    """The document; `refused` names the films that are malformed, by their place in it."""

    people: tuple[PersonIn, ...]
    films: tuple[FilmIn, ...]
    refused: tuple[dict[str, Any], ...]


def opened(text: bytes | str) -> Parcel:
    """The values of a document; raise `CannotRead` where it is no export of this program."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CannotRead(f"that is not JSON: {error}", "give a file of releases export") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise CannotRead(
            "that is JSON, but no export of releases", "give a file of releases export"
        )
    if document.get("version") != VERSION:
        raise CannotRead(
            f"the export is of version {str(document.get('version'))[:20]!r}; "
            f"this program knows {VERSION}",
            "install the version of releases that wrote it, or a newer one",
        )
    people, films, refused = [], [], []
    for number, each in enumerate(_list(document, "subscribers"), 1):
        try:
            people.append(_person(each))
        except (ReleasesError, _Bad) as error:
            raise CannotRead(f"subscriber {number} of the file: {_why(error)}") from None
    names = {each.name for each in people}
    for number, each in enumerate(_list(document, "films"), 1):
        try:
            films.append(_film(each, names))
        except (ReleasesError, _Bad) as error:
            refused.append({"line": number, "error": f"film {number}: {_why(error)}"})
    return Parcel(tuple(people), tuple(films), tuple(refused))


def identity(claim: Claim) -> tuple[Any, ...]:
    """What makes two claims the same one, on whatever database."""
    evidence = claim.evidence
    return (claim.klass, evidence.source, claim.date, claim.said, evidence.sentence, evidence.url)


class _Bad(Exception):
    """A field that is missing or of the wrong kind."""


def _why(error: Exception) -> str:
    return error.what if isinstance(error, ReleasesError) else str(error)


def _get(row: Any, name: str, kind: type[T]) -> T:
    if not isinstance(row, dict):
        raise _Bad("it is no object")
    value = row.get(name)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise _Bad(f"{name} is missing or not {_KINDS[kind]}")
    return value


_KINDS: dict[type, str] = {
    str: "text", int: "a number", bool: "true or false", list: "a list", dict: "an object",
}  # fmt: skip


def _list(row: Any, name: str) -> list[Any]:
    return _get(row, name, list)


def _maybe(row: Any, name: str, kind: type[T]) -> T | None:
    return None if isinstance(row, dict) and row.get(name) is None else _get(row, name, kind)


def _words(row: Any, name: str) -> str:
    """Text as it is stored: no NUL, which one of the databases refuses."""
    return _get(row, name, str).replace("\0", "")


def _maybe_words(row: Any, name: str) -> str | None:
    found = _maybe(row, name, str)
    return None if found is None else found.replace("\0", "")


def _instant(row: Any, name: str) -> datetime:
    try:
        found = datetime.fromisoformat(_get(row, name, str)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise _Bad(f"{name} is not an instant such as 2024-01-26T09:00:00Z") from None
    return found


def _of(row: Any, name: str, read: Callable[[str], T]) -> T:
    text = _get(row, name, str)
    try:
        return read(text)
    except ValueError:
        raise _Bad(f"{name} is {text[:40]!r}, which is not known") from None


def _codes(row: Any, name: str) -> tuple[str, ...]:
    return tuple(territory(str(code)) for code in _list(row, name))


def _person(row: Any) -> PersonIn:
    quiet = _maybe(row, "quiet", str)
    digest = _get(row, "digest", str)
    if digest not in DIGESTS:
        raise _Bad(f"digest is {digest[:40]!r}, which is not known")
    leads = []
    for each in _list(row, "leads"):
        leads += [(lead, _instant(each, "since")) for lead in parse_leads(_get(each, "lead", str))]
    name = clean(_get(row, "name", str))
    if not name:
        raise _Bad("name is empty")
    schedule = Schedule(
        _get(row, "timezone", str),
        parse_time(_get(row, "at", str)),
        Quiet.parse(quiet) if quiet else None,
    )
    return PersonIn(
        name, schedule.check(), tuple(leads), _codes(row, "territories"),
        _words(row, "language")[:12], digest, _instant(row, "digest_since"),
        _instant(row, "created"), _codes(row, "fallback") if "fallback" in row else (),
    )  # fmt: skip


def _film(row: Any, names: set[str]) -> FilmIn:
    title = clean(_get(row, "title", str))
    if not title:
        raise _Bad("title is empty")
    year = _maybe(row, "year", int)
    if year is not None and not 1800 <= year <= 2999:
        raise _Bad(f"year is {year}")
    ids = _get(row, "ids", dict)
    return FilmIn(
        title=title,
        original_title=_maybe_words(row, "original_title"),
        year=year,
        ids={name: clean(_get(ids, name, str)) for name in ("tmdb", "imdb", "wikidata")
             if ids.get(name)},
        created=_instant(row, "created"),
        follows=tuple(
            FollowIn(
                _person_named(each, names),
                tuple(Kind.read(str(kind)).value for kind in _list(each, "kinds")),
                _codes(each, "territories"),
                _get(each, "active", bool),
                _instant(each, "since"),
            )
            for each in _list(row, "follows")
        ),
        releases=tuple(_release(each, names) for each in _list(row, "releases")),
    )  # fmt: skip


def _person_named(row: Any, names: set[str]) -> str:
    name = clean(_get(row, "subscriber", str))
    if name not in names:
        raise _Bad(f"subscriber {name[:40]!r} is not in the file")
    return name


def _release(row: Any, names: set[str]) -> ReleaseIn:
    place = _maybe(row, "territory", str)
    code = territory(place) if place else None
    kind = Kind.read(_get(row, "kind", str))
    label = clean(_get(row, "label", str))
    when = ReleaseDate.parse(_get(row, "date", str))
    turn = _get(row, "turn", int)
    if not 0 <= turn <= MAX_TURN:
        raise _Bad(f"turn is {turn}")
    columns = {
        "territory": code or "",
        "kind": kind.value,
        "label": label,
        "date": when.text,
        "standing": _of(row, "standing", Standing).value,
        "turn": turn,
        **{name: _instant(row, name) for name in ("known", "changed", "created")},
        **{name: _get(row, name, bool) for name in ("pinned", "conflict", "unconfirmed")},
        "reason": _maybe_words(row, "reason"),
    }
    return ReleaseIn(
        key=(code, kind, label),
        columns=columns,
        claims=tuple(_claim(each) for each in _list(row, "claims")),
        changes=tuple(_change(each) for each in _list(row, "changes")),
        told=tuple(
            ToldIn(_person_named(each, names), _instant(each, "since"), _get(each, "added", bool))
            for each in _list(row, "told")
        ),
        holder=_maybe(row, "holder", str),
    )


def _claim(row: Any) -> ClaimIn:
    said_date = _maybe(row, "date", str)
    when = ReleaseDate.parse(said_date) if said_date else None
    published = _maybe(row, "published", str)
    place = _maybe(row, "territory", str)
    kind = Kind.read(_get(row, "kind", str))
    claim = Claim(
        _of(row, "class", SourceClass),
        when,
        _instant(row, "said"),
        Evidence(
            _words(row, "source"),
            _maybe_words(row, "url"),
            _maybe_words(row, "sentence"),
            _of(row, "published", date.fromisoformat) if published else None,
            _maybe_words(row, "note"),
        ),
        _get(row, "typed", bool),
    )
    evidence = claim.evidence
    columns = {
        "class": claim.klass.value,
        "typed": claim.typed,
        "source": evidence.source,
        "date": when.text if when else None,
        "territory": territory(place) if place else None,
        "kind": kind.value,
        "url": evidence.url,
        "sentence": evidence.sentence,
        "note": evidence.note,
        "published": evidence.published.isoformat() if evidence.published else None,
        "said": claim.said,
        "seen": _instant(row, "seen"),
        "wanted": _get(row, "wanted", bool),
        "effect": _of(row, "effect", Effect).value,
    }
    return ClaimIn(_get(row, "id", str), claim, columns, _maybe(row, "by", str))


def _change(row: Any) -> ChangeIn:
    turn = _get(row, "turn", int)
    if not 0 <= turn <= MAX_TURN:
        raise _Bad(f"turn is {turn}")
    columns = {
        "turn": turn,
        "at": _instant(row, "at"),
        "what": _words(row, "what")[:12],
        "old": _token(row, "old"),
        "new": _token(row, "new"),
        "reason": _maybe_words(row, "reason"),
        "claim_id": _maybe(row, "claim", str),
    }
    return ChangeIn(columns, _maybe(row, "by", str))


def _token(row: Any, name: str) -> str:
    text = _get(row, name, str)
    if text in ("", CALLED_OFF, TAKEN_BACK):
        return text
    return ReleaseDate.parse(text).text
