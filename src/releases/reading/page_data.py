"""What a page says in data rather than in words: JSON-LD (schema.org), OpenGraph, meta tags."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate
from html import unescape
from typing import Any

from releases.errors import BadTerritory
from releases.model.territory import territory
from releases.reading.article import FilmData, clean
from releases.reading.page_walk import Page

_ARTICLES = frozenset(
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BlogPosting"
    " LiveBlogPosting Review CriticReview MediaReview Report".split()
)
_PUBLISHED = (
    "article:published_time article:published datepublished og:published_time parsely-pub-date"
    " sailthru.date date.issued dc.date.issued dcterms.issued dc.date dcterms.date dcterms.created"
    " dc.date.created publishdate publish-date publish_date pubdate publication_date"
    " article.published date cxenseparse:recs:publishtime"
).split()
_MARKED = re.compile(
    r'"(?:[^"\\]|\\.)*+"'
    r"|(?P<junk>//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)|<!--|-->|//?<!\[CDATA\[|<!\[CDATA\[|\]\]>"
    r"|,(?=\s{0,50}[}\]]))",
    re.DOTALL,
)
_DAY = re.compile(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
_YEAR = re.compile(r"\s*((?:18|19|20|21)\d\d)(?!\d)")
_PARTIAL = re.compile(r"\s*(\d{4}-\d\d)(?![\d-])")
_DATA_LIMIT = 2_000_000
_DEPTH = 40


@dataclass(frozen=True, slots=True)
class PageData:
    headline: str | None
    published: date | None
    site: str | None
    language: str | None
    films: tuple[FilmData, ...]


def page_data(page: Page) -> PageData:
    """All that is declared; where JSON-LD and meta tags differ, JSON-LD is taken."""
    metas = page.metas
    things = [thing for text in page.data for thing in _things(text)]
    articles = [thing for thing in things if _types(thing) & _ARTICLES]
    others = [thing for thing in things if "WebPage" in _types(thing)]
    headline = next(filter(None, (_text(one.get("headline")) for one in articles)), None)
    stated = [_text(one.get("datePublished")) for one in articles]
    stated += [metas.get(name) for name in _PUBLISHED]
    stated += [_text(one.get("datePublished")) for one in others]
    publisher = next((_name(one["publisher"]) for one in articles if "publisher" in one), None)
    language = page.language or metas.get("og:locale") or metas.get("content-language")
    return PageData(
        headline=headline or metas.get("og:title") or metas.get("twitter:title"),
        published=next(filter(None, map(day_of, stated)), None),
        site=metas.get("og:site_name") or publisher or metas.get("application-name"),
        language=language.replace("_", "-").lower() if language else None,
        films=tuple(dict.fromkeys([*_films(things), *_open_graph_film(metas)])),
    )


def day_of(text: str | None) -> date | None:
    """The day that a machine-readable stamp names, as written: no zone is applied."""
    if not text:
        return None
    try:
        if found := _DAY.match(text):
            day = date(int(found[1]), int(found[2]), int(found[3]))
        elif parsed := parsedate(text):
            day = date(*parsed[:3])
        else:
            return None
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
    return day if 1990 <= day.year <= 2100 else None


def _things(text: str) -> Iterator[dict[str, Any]]:
    """Every object in a JSON-LD script, outer before inner; nothing where it is past repair."""
    if len(text) > _DATA_LIMIT:
        return
    waiting: list[tuple[Any, int]] = [(_loads(text), 0)]
    while waiting:
        thing, depth = waiting.pop()
        if depth > _DEPTH:
            continue
        if isinstance(thing, dict):
            yield thing
            waiting += [(value, depth + 1) for value in reversed(thing.values())]
        elif isinstance(thing, list):
            waiting += [(value, depth + 1) for value in reversed(thing)]


def _loads(text: str) -> Any:
    """JSON as pages have it: raw control characters, comments, trailing commas, entities."""
    without_junk = _MARKED.sub(lambda m: "" if m["junk"] else m[0], text)
    for attempt in (text, without_junk, unescape(without_junk)):
        try:
            return json.loads(attempt.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _types(thing: dict[str, Any]) -> set[str]:
    kinds = thing.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return {re.split(r"[/#:]", kind)[-1] for kind in listed if isinstance(kind, str)}


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    return re.sub(r"\s+", " ", clean(unescape(value[:2000]))).strip() or None


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _films(things: list[dict[str, Any]]) -> Iterator[FilmData]:
    for thing in things:
        title = _text(thing.get("name")) if "Movie" in _types(thing) else None
        if not title:
            continue
        first = _date(thing.get("datePublished"))
        made = _text(thing.get("dateCreated")) or _text(thing.get("copyrightYear")) or first
        found = _YEAR.match(made or "")
        year = int(found[1]) if found else None
        events = [*_listed(thing.get("releasedEvent")), *_listed(thing.get("publication"))]
        dated = [(_date(event.get("startDate")), _country(event)) for event in events]
        dated = [(day, where) for day, where in dated if day]
        if first or not dated:
            dated.insert(0, (first, None))
        for day, where in dated:
            yield FilmData(title, year, day, where)


def _open_graph_film(metas: dict[str, str]) -> Iterator[FilmData]:
    title = metas.get("og:title")
    if metas.get("og:type", "").lower() == "video.movie" and title:
        day = _date(metas.get("video:release_date"))
        named = re.fullmatch(r"(.+?)\s*\(((?:18|19|20|21)\d\d)\)(?:\s*[-–|].*)?", title)
        year = int(named[2]) if named else int(day[:4]) if day else None
        yield FilmData(named[1] if named else title, year, day, None)


def _listed(value: Any) -> list[dict[str, Any]]:
    listed = value if isinstance(value, list) else [value]
    return [one for one in listed if isinstance(one, dict)]


def _date(value: Any) -> str | None:
    """`2024-01-26`, `2024-01` or `2024`, from a date or a date with time; else None."""
    text = _text(value) or ""
    if found := _DAY.match(text):
        try:
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        except ValueError:
            return None
    if found := _PARTIAL.match(text) or _YEAR.match(text):
        return found[1]
    return None


def _country(event: dict[str, Any]) -> str | None:
    for place in _listed(event.get("location")) or [{"name": event.get("location")}]:
        address = place.get("address")
        named = _name(place) or (
            _name(address.get("addressCountry")) if isinstance(address, dict) else None
        )
        try:
            return territory(named or "")
        except BadTerritory:
            continue
    return None
