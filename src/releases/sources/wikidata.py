"""Wikidata: publication dates (P577) with place (P291) and precision, for films by their id.

A second opinion: its dates are thin for films to come. What names no country is the first showing
anywhere, so a premiere; it never speaks for a country.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from releases.errors import BadDate
from releases.fetch import Fetcher
from releases.model.dates import ReleaseDate
from releases.model.release import Kind
from releases.model.territory import WORLDWIDE
from releases.sources.asking import Service, Trouble
from releases.sources.pace import Pace

PAGE_URL = "https://www.wikidata.org/wiki/"
MOST_AT_ONCE = 50
_TIME = re.compile(r"\+(\d{4})-(\d\d)-(\d\d)T", re.ASCII)
_GREGORIAN = "Q1985727"
_ON_DEMAND = "Q723685"
_PROPERTIES = {"tmdb": "P4947", "imdb": "P345"}
# The item of each country whose cinemas are spoken of, and its ISO 3166-1 code.
_COUNTRIES = {
    int(number): code
    for code, number in (
        pair.split(":")
        for pair in """
        US:30 GB:145 DE:183 FR:142 IT:38 ES:29 PT:45 BE:31 NL:55 DK:35 SE:34 NO:20 FI:33 IS:189
        IE:27 AT:40 CH:39 PL:36 CZ:213 SK:214 HU:28 RO:218 BG:219 GR:41 TR:43 RU:159 UA:212 BY:184
        LV:211 LT:37 EE:191 SI:215 HR:224 BA:225 RS:403 ME:236 MK:221 AL:222 CY:229 MT:233 LU:32
        CN:148 JP:17 KR:884 KP:423 TW:865 HK:8646 MO:14773 SG:334 MY:833 ID:252 TH:869 VN:881
        PH:928 IN:668 PK:843 BD:902 LK:854 NP:837 IL:801 EG:79 LB:822 JO:810 SA:851 AE:878 QA:846
        KW:817 BH:398 OM:842 IQ:796 IR:794 AF:889 KZ:232 UZ:265 GE:230 AM:399 AZ:227 MN:711 CA:16
        MX:96 BR:155 AR:414 CL:298 CO:739 VE:717 PE:419 UY:77 PY:733 BO:750 EC:736 CR:800 PA:804
        GT:774 CU:241 DO:786 JM:766 PR:1183 AU:408 NZ:664 ZA:258 NG:1033 KE:114 GH:117 MA:1028
        DZ:262 TN:948 LY:1016 ET:115 TZ:924 UG:1036 SN:1041
        """.split()
    )
}  # fmt: skip


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
        got = self._service.ask(
            "/w/api.php", action="query", list="search", format="json", maxlag=5,
            srsearch=f"haswbstatement:{_PROPERTIES[service]}={value}",
        )  # fmt: skip
        query = got.data.get("query")
        rows = query.get("search") if isinstance(query, dict) else None
        if not isinstance(rows, list):
            raise Trouble("wikidata answered with a document of another shape")
        items = [str(row.get("title")) for row in rows if isinstance(row, dict)]
        return items[0] if len(items) == 1 and re.fullmatch(r"Q\d+", items[0]) else None

    def films(self, items: Sequence[str]) -> dict[str, tuple[str, list[Published]]]:
        """By the item asked for: the item it is now (one may be merged) and its publications.

        At most 50 items; one that is no more is left out.
        """
        got = self._service.ask(
            "/w/api.php", action="wbgetentities", ids="|".join(items[:MOST_AT_ONCE]),
            props="claims", format="json", maxlag=5,
        )  # fmt: skip
        entities = got.data.get("entities")
        if not isinstance(entities, dict):
            raise Trouble("wikidata answered with a document of another shape")
        found: dict[str, tuple[str, list[Published]]] = {}
        for asked, entity in entities.items():
            if isinstance(entity, dict) and "missing" not in entity:
                redirected = entity.get("redirects")
                came = redirected.get("from") if isinstance(redirected, dict) else None
                now = str(entity.get("id") or asked)
                found[str(came or asked)] = (now, list(publications(entity)))
        return found


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
    codes = [_COUNTRIES[int(q[1:])] for q in places if int(q[1:]) in _COUNTRIES]
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
