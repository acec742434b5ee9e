"""Posters of films, from an address of our own, for who is signed in."""

import asyncio
import hashlib
from collections.abc import Collection
from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from releases.errors import NotFound
from releases.sources.posters import SIZES, Picture, path_of
from releases.store import films as facts
from releases.store.engine import Connection
from releases.store.posters import posters_of
from releases.web import fields
from releases.web.gallery import Gallery, Wanted
from releases.web.office import Signed, Visit
from releases.web.sealing import seal, unseal

router = APIRouter(include_in_schema=False)

_SEAL = "poster"
_KEEP_SECONDS = 30 * 86_400
# What stands where a poster cannot be had: a quiet sheet, on light and on dark.
BLANK = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 3">'
    b'<path fill="#8a8176" fill-opacity=".16" d="M0 0h2v3H0z"/></svg>'
)


def shown(visit: Visit, connection: Connection, film_ids: Collection[int]) -> dict[int, str]:
    """The films that have a poster to show, each with the mark that its address bears."""
    if not visit.office.settings.web_posters:
        return {}
    found = posters_of(connection, film_ids)
    return {key: _mark(path) for key, path in found.items() if path_of(path)}


def _mark(path: str) -> str:
    return hashlib.sha256(path.encode()).hexdigest()[:12]


@router.get("/films/{name}/poster")
async def poster(request: Request, visit: Signed, name: str, size: str = "large") -> Response:
    """The picture, or a blank one. `v` is the mark of the poster that a page means."""
    size = size if size in SIZES else "large"
    found = await picture(request, visit, fields.key("f", name), size)
    return found or Response(BLANK, media_type="image/svg+xml")


@router.get("/posters/{sealed}")
async def poster_of_no_film(request: Request, visit: Signed, sealed: str) -> Response:
    """The poster of a film that is not ours, from an address that a page of ours gave."""
    path = path_of(unseal(visit.secret, sealed, _SEAL))
    if not path:
        raise NotFound("there is no such page")
    found = await _answer(request, visit, path, "small")
    return found or Response(BLANK, media_type="image/svg+xml")


def sealed_address(visit: Visit, path: str) -> str:
    """Where the poster of that path is, for this session alone; '' where none is shown.

    Sealed, or whoever is signed in could have anything fetched that has such a name.
    """
    if not path_of(path) or not visit.office.settings.web_posters:
        return ""
    return f"/posters/{seal(visit.secret, path, _SEAL)}?v={_mark(path)}"


async def picture(request: Request, visit: Visit, film_id: int, size: str) -> Response | None:
    """The answer with a film's poster; None where it has none, or none comes in time.

    It is no plain function, for a picture that is being fetched shall hold up no thread of others.
    Raises `NotFound` where there is no such film.
    """
    path = await run_in_threadpool(_path, visit, film_id)
    return await _answer(request, visit, path, size) if path else None


async def _answer(request: Request, visit: Visit, path: str, size: str) -> Response | None:
    mark = _mark(path)
    headers = {"etag": f'"{mark}-{size}"', "cache-control": "private, no-cache"}
    if request.query_params.get("v") == mark:
        headers["cache-control"] = f"private, max-age={_KEEP_SECONDS}, immutable"
    if headers["etag"] in request.headers.get("if-none-match", ""):
        return Response(None, 304, headers)
    found = await _drawn(request.app.state.gallery, Wanted(path, size), visit.now)
    return Response(found.body, 200, headers, media_type=found.kind) if found else None


def _path(visit: Visit, film_id: int) -> str:
    with visit.read() as connection:
        film = facts.film_by_id(connection, film_id)
        found = posters_of(connection, [film.id]).get(film.id)
    return path_of(found) if visit.office.settings.web_posters else ""


async def _drawn(gallery: Gallery, wanted: Wanted, now: datetime) -> Picture | None:
    """The picture, kept or fetched now."""
    found = await run_in_threadpool(gallery.kept, wanted, now)
    if found is not None:
        return found
    coming = asyncio.wrap_future(gallery.ask(wanted))
    # Who leaves meanwhile does not end what others may be waiting for, too.
    done, _ = await asyncio.wait({coming}, timeout=gallery.patience)
    return coming.result() if done else None
