"""Wikidata: publication dates (P577) with place (P291) and precision, by film id or by title.

A second opinion: its dates are thin for films to come. What names no country is the first showing
anywhere, so a premiere; it never speaks for a country.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from releases.errors import BadDate
from releases.fetch import Fetcher
from releases.model.dates import ReleaseDate
from releases.model.film import folded
from releases.model.release import Kind
from releases.model.territory import WORLDWIDE
from releases.sources.asking import Service, Trouble
from releases.sources.pace import Pace
from releases.sources.places import COUNTRIES

PAGE_URL = "https://www.wikidata.org/wiki/"
MOST_AT_ONCE = 50
_TIME = re.compile(r"\+(\d{4})-(\d\d)-(\d\d)T", re.ASCII)
_GREGORIAN = "Q1985727"
_ON_DEMAND = "Q723685"
_PROPERTIES = {"tmdb": "P4947", "imdb": "P345"}
# What is a film (P31), or has an id of TMDB, which only films have.
_FILMS = "haswbstatement:P31=Q11424|P4947"
_MOST_ALIKE = 10


class Published(NamedTuple):
    """One publication of a film."""

    date: ReleaseDate
    kind: Kind
    territory: str


class Wikidata:
    """Asks Wikidata, one request at a time; may raise `Trouble`, `Refused` or `Gone`.

    `contact` is told to its operators in the User-Agent, as the Wikimedia policy on agents asks.
    """

    def __init__(
        self, fetcher: Fetcher, base_url: str, *, pace: Pace | None = None, contact: str = ""
    ) -> None:
        agent = f"{fetcher.user_agent} (contact: {' '.join(contact.split())})" if contact else ""
        self._service = Service(
            "wikidata", fetcher, base_url, wait=(pace or Pace(1.0)).wait,
            headers={"user-agent": agent} if agent else None,
        )  # fmt: skip

    def find(self, service: str, value: str) -> str | None:
        """The item of a film that has that id at `tmdb` or `imdb`; None where none or several."""
        items = self._search(f"haswbstatement:{_PROPERTIES[service]}={value}")
        return items[0] if len(items) == 1 else None

    def named(self, title: str, year: int) -> str | None:
        """The item of the one film of that title, in any language, first shown in that year.

        None where there is none, or several.
        """
        words = " ".join(re.sub(r'["\\\\]', " ", title).split())
        items = self._search(f'inlabel:"{words}" {_FILMS}', _MOST_ALIKE) if words else []
        if not items:
            return None
        wanted = folded(title)
        fitting = [
            str(entity.get("id") or item)
            for item, entity in self._entities(items, "labels|aliases|claims").items()
            if wanted in _titles(entity) and _first_year(entity) == year
        ]
        return fitting[0] if len(set(fitting)) == 1 else None

    def _search(self, words: str, most: int | None = None) -> list[str]:
        got = self._service.ask(
            "/w/api.php", action="query", list="search", format="json", maxlag=5, srsearch=words,
            srlimit=most,
        )  # fmt: skip
        query = got.data.get("query")
        rows = query.get("search") if isinstance(query, dict) else None
        if not isinstance(rows, list):
            raise Trouble(f"wikidata {_said(got.data)}")
        items = [str(row.get("title")) for row in rows if isinstance(row, dict)]
        return [item for item in items if re.fullmatch(r"Q\d{1,12}", item)]

    def films(self, items: Sequence[str]) -> dict[str, tuple[str, list[Published]]]:
        """By the item asked for: the item it is now (one may be merged) and its publications.

        At most 50 items; one that is no more is left out.
        """
        found: dict[str, tuple[str, list[Published]]] = {}
        for asked, entity in self._entities(items[:MOST_AT_ONCE], "claims").items():
            found[asked] = (str(entity.get("id") or asked), list(publications(entity)))
        return found

    def _entities(self, items: Sequence[str], props: str) -> dict[str, Mapping[str, Any]]:
        """By the item asked for; one that is no more is left out."""
        got = self._service.ask(
            "/w/api.php", action="wbgetentities", ids="|".join(items), props=props,
            format="json", maxlag=5,
        )  # fmt: skip
        entities = got.data.get("entities")
        if not isinstance(entities, dict):
            raise Trouble(f"wikidata {_said(got.data)}")
        found: dict[str, Mapping[str, Any]] = {}
        for asked, entity in entities.items():
            if isinstance(entity, dict) and "missing" not in entity:
                redirected = entity.get("redirects")
                came = redirected.get("from") if isinstance(redirected, dict) else None
                found[str(came or asked)] = entity
        return found


def _said(document: Mapping[str, Any]) -> str:
    """What an answer that is none says: its API reports errors with the status of success."""
    error = document.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    if code == "maxlag":
        return "is too busy to answer"
    if isinstance(code, str):
        return f"refused to answer: {code[:60]}"
    return "answered with a document of another shape"


def _titles(entity: Mapping[str, Any]) -> set[str]:
    """The folded labels and aliases of an entity, in every language."""
    found = set()
    for key in ("labels", "aliases"):
        named = entity.get(key)
        for of_language in named.values() if isinstance(named, dict) else ():
            for each in of_language if isinstance(of_language, list) else [of_language]:
                value = each.get("value") if isinstance(each, dict) else None
                if isinstance(value, str):
                    found.add(folded(value))
    return found


def _first_year(entity: Mapping[str, Any]) -> int | None:
    years = [said.date.year for said in publications(entity)]
    return min((year for year in years if year is not None), default=None)


def publications(entity: Mapping[str, Any]) -> Iterator[Published]:
    """What an entity's P577 statements say; deprecated ones and unknown values say nothing."""
    claims = entity.get("claims")
    statements = claims.get("P577") if isinstance(claims, dict) else None
    seen: set[Published] = set()
    for statement in statements if isinstance(statements, list) else ():
        if not isinstance(statement, dict) or statement.get("rank") == "deprecated":
            continue
        when = _date(_value(statement.get("mainsnak")))
        if when is None:
            continue
        for said in _placed(when, statement.get("qualifiers")):
            if said not in seen:
                seen.add(said)
                yield said


def _placed(when: ReleaseDate, qualifiers: Any) -> Iterator[Published]:
    known = qualifiers if isinstance(qualifiers, dict) else {}
    places, formats = _items(known.get("P291")), _items(known.get("P437"))
    kind = Kind.THEATRICAL
    if formats:
        if formats != [_ON_DEMAND]:
            # How it was published is said in words that are not ours to guess.
            return
        kind = Kind.DIGITAL
    codes = [COUNTRIES[int(q[1:])] for q in places if int(q[1:]) in COUNTRIES]
    for code in codes:
        yield Published(when, kind, code)
    if not codes:
        yield Published(when, Kind.PREMIERE, WORLDWIDE)


def _items(snaks: Any) -> list[str]:
    found = []
    for snak in snaks if isinstance(snaks, list) else ():
        value = _value(snak)
        item = value.get("id") if isinstance(value, dict) else None
        if isinstance(item, str) and re.fullmatch(r"Q\d{1,12}", item):
            found.append(item)
    return found


def _value(snak: Any) -> Any:
    if not isinstance(snak, dict) or snak.get("snaktype") != "value":
        return None
    data = snak.get("datavalue")
    return data.get("value") if isinstance(data, dict) else None


def _date(value: Any) -> ReleaseDate | None:
    """Cut out of the text by precision: months and days may be 00, which no calendar knows."""
    if not isinstance(value, dict) or not str(value.get("calendarmodel", "")).endswith(_GREGORIAN):
        return None
    match = _TIME.match(str(value.get("time", "")))
    parts = {9: 1, 10: 2, 11: 3}.get(value.get("precision", 0))
    if not match or not parts:
        return None
    try:
        return ReleaseDate.parse("-".join(match.groups()[:parts]))
    except BadDate:
        return None
