"""Films: found by title, shown with their releases, corrected and made one."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from releases.errors import NotFound
from releases.model.dates import EARLIEST_YEAR, LATEST_YEAR
from releases.model.film import Film, clean, split_year
from releases.store import films as store
from releases.store import views
from releases.store.engine import Connection
from releases.tracking import merging
from releases.tracking.documents import film_json, release_json
from releases.web import finding, posters
from releases.web.api import given, models
from releases.web.api.caller import AdminCaller, Caller, Paged
from releases.web.api.facts import number
from releases.web.office import Visit

router = APIRouter(tags=["facts"])

Titled = Annotated[str | None, Query(max_length=500, description="in any spelling")]


@router.get("/films", response_model=list[models.CountedFilm], summary="All films, by title")
def films(visit: Caller, page: Paged, title: Titled = None) -> list[dict[str, Any]]:
    with visit.read() as connection:
        if title is not None:
            found = page.slice(store.films_titled(connection, title))
            return [
                film_json(film)
                | {"releases": len(store.releases_of(connection, film.id, removed=False))}
                for film in found
            ]
        rows = page.of(views.films_shown(connection, limit=page.fetch, offset=page.offset))
    return [
        {
            "id": f"f{row.id}", "title": row.title, "year": row.year, "releases": row.releases,
            "ids": {name: getattr(row, name) for name in ("tmdb", "imdb", "wikidata")
                    if getattr(row, name)},
        }
        for row in rows
    ]  # fmt: skip


@router.get(
    "/lookup", response_model=list[models.Found],
    summary="Films that a title may mean, known here or at TMDB, most fitting first",
)  # fmt: skip
def look_up(
    visit: Caller,
    page: Paged,
    title: Annotated[str, Query(min_length=1, max_length=500)],
    year: Annotated[int | None, Query(ge=EARLIEST_YEAR, le=LATEST_YEAR)] = None,
) -> list[dict[str, Any]]:
    """TMDB is asked where its token is set. `POST /follows` takes what is found."""
    bare, own_year = split_year(clean(title))
    try:
        choices, trouble = finding.search(visit, bare, year or own_year)
    except NotFound:
        return []
    if trouble is not None:
        # Half an answer would be taken for a whole one.
        raise trouble
    return [
        {"film": f"f{each.film_id}" if each.film_id else None, "tmdb": each.tmdb or None,
         "title": each.title, "original_title": each.original_title, "year": each.year}
        for each in page.slice(choices)
    ]  # fmt: skip


@router.get("/films/{film}", response_model=models.FilmWithReleases, summary="A film")
def film(visit: Caller, film: str) -> dict[str, Any]:
    with visit.read() as connection:
        return _whole(connection, visit, store.film_by_id(connection, number("f", film, "film")))


def _whole(connection: Connection, visit: Visit, film: Film) -> dict[str, Any]:
    rows = views.listing(connection, visit.who.id, followed=False, film_id=film.id)
    pictured = posters.shown(visit, connection, [film.id])
    return film_json(film) | {
        "releases": [release_json(row, visit.today) for row in rows],
        "poster": f"/api/v1/films/f{film.id}/poster" if pictured else None,
    }


@router.patch("/films/{film}", response_model=models.Film, summary="Correct its title (admin)")
def rename(visit: AdminCaller, film: str, wish: given.Titled) -> dict[str, Any]:
    values = wish.model_dump(include=wish.model_fields_set)
    with visit.unit() as (connection, _):
        found = store.film_by_id(connection, number("f", film, "film"))
        store.set_film(connection, found.id, **values)
        return film_json(store.film_by_id(connection, found.id))


@router.post(
    "/films/{film}/merge", response_model=models.FilmWithReleases,
    summary="Make another film part of it (admin)",
)  # fmt: skip
def merge(visit: AdminCaller, film: str, wish: given.Same) -> dict[str, Any]:
    """What both have is one afterwards, and who follows the other follows it. It is for good."""
    with visit.unit() as (connection, _):
        kept = store.film_by_id(connection, number("f", film, "film"))
        other = store.film_by_id(connection, number("f", wish.other, "film"))
        after = merging.merge(connection, kept, other, visit.now, visit.rules)
        return _whole(connection, visit, after)
