"""Where this machine is: its time zone, and the country of a zone."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from releases.errors import BadZone
from releases.model.subscriber import zone

FALLBACK = "UTC"
_UNIVERSAL = frozenset("UTC UCT GMT GMT0 GMT+0 GMT-0 Universal Zulu Greenwich".split())


def machine_zone(env: Mapping[str, str]) -> str:
    """The IANA name of the machine's zone: TZ, else /etc/localtime, else UTC.

    A TZ that names no zone, such as the POSIX rule `GMT0BST,M3.5.0/1,M10.5.0`, counts as UTC.
    """
    wanted = env.get("TZ", "").strip()
    if wanted:
        return _known(re.sub(r"^:?(/.*zoneinfo/)?", "", wanted)) or FALLBACK
    return _of_system() or FALLBACK


def _of_system() -> str | None:
    import tzlocal

    try:
        found = tzlocal.get_localzone_name()
    except (LookupError, OSError, ValueError):
        return None
    return _known(found or "")


def _known(name: str) -> str | None:
    """The name where it is a zone's; the forms of UTC are one."""
    bare = name.removeprefix("Etc/")
    if bare in _UNIVERSAL or bare == "UTC0":
        return FALLBACK
    try:
        zone(name)
    except BadZone:
        return None
    return name


def country(zone_name: str) -> str | None:
    """The ISO 3166-1 code of the country that a zone lies in; None for UTC and the like.

    By zone.tab of the time zone database; older names (GB, Europe/Belfast) are followed to
    the zone that they stand for.
    """
    countries = _countries()
    return countries.get(zone_name) or countries.get(_links().get(zone_name, ""))


@cache
def _countries() -> dict[str, str]:
    lines = _table("zone.tab").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {row[2]: row[0] for row in rows if len(row) > 2}


@cache
def _links() -> dict[str, str]:
    lines = _table("tzdata.zi").splitlines()
    return {name: target for _, target, name in (x.split() for x in lines if x.startswith("L "))}


def _table(name: str) -> str:
    return (files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8")
