"""A title without a date: the films that it may mean, of those we know and those TMDB knows."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from releases.errors import CannotFetch, NotFound, StoreBusy, UsageError
from releases.model.dates import TBA
from releases.model.film import Film, folded
from releases.model.release import Kind
from releases.sources.asking import Trouble
from releases.sources.tmdb import Tmdb
from releases.sources.tmdb_facts import Candidate
from releases.store import films as facts
from releases.store.films import Release
from releases.store.posters import posters_of
from releases.tracking import lookup, people
from releases.web.fetching import ask_tmdb
from releases.web.office import Visit

MOST = 10

Answer = TypeVar("Answer")


class Choice(NamedTuple):
    """A film that may be meant: one of ours by its number, else (0) one of TMDB's by theirs.

    `poster` is the path of its poster at TMDB, '' where there is none.
    """

    film_id: int
    tmdb: str
    title: str
    year: int | None
    original_title: str | None
    poster: str = ""


def search(
    visit: Visit, title: str, year: int | None
) -> tuple[list[Choice], CannotFetch | StoreBusy | None]:
    """The films that a title may mean, most fitting first, and why TMDB could not be asked.

    Raise `NotFound` where there is none, and what kept TMDB from answering where there may be one.
    """
    if not title:
        raise UsageError("a film needs a title")
    with visit.read() as connection:
        known = lookup.known_alike(connection, title, year, most=MOST)
        drawn = posters_of(connection, [film.id for film in known])
    ours = [
        Choice(
            film.id, film.ids.get("tmdb", ""), film.title, film.year, film.original_title,
            drawn.get(film.id, ""),
        )
        for film in known
    ]  # fmt: skip
    theirs: list[Choice] = []
    trouble = None
    if visit.office.settings.tmdb_token:
        try:
            found = _asked(visit, lambda tmdb: tmdb.search(title, year))
        except (CannotFetch, StoreBusy) as error:
            trouble = error
        else:
            named = {choice.tmdb for choice in ours}
            theirs = [
                Choice(0, film.tmdb, film.title, film.year, film.original_title, film.poster)
                for film in found[:MOST]
                if film.tmdb not in named
            ]
    if not ours and not theirs:
        where = "here or at TMDB" if visit.office.settings.tmdb_token else "here"
        raise trouble or NotFound(
            f"no film {title!r} is known {where}",
            "check the spelling, or type its date; tba where none is known",
        )
    wanted = folded(title)
    # What is called so comes first; among equals what is known here does.
    return sorted([*ours, *theirs], key=lambda film: not _called(film, wanted)), trouble


def _called(choice: Choice, folded_title: str) -> bool:
    return folded_title in (folded(choice.title), folded(choice.original_title or ""))


def _asked(visit: Visit, question: Callable[[Tmdb], Answer]) -> Answer:
    try:
        return ask_tmdb(visit, question)
    except Trouble as error:
        # Nobody asks again by themselves here.
        raise CannotFetch(error.what, "try again later, or type its date") from None


def take(
    visit: Visit, choice: Choice, kinds: Sequence[Kind], places: Sequence[str]
) -> tuple[Film, bool]:
    """Follow the film that was chosen, with what TMDB says of it where it is TMDB's.

    The film, and whether a date is known where its follower is. Raise `CannotFetch`.
    """
    if not choice.film_id:
        film, mine = take_from_tmdb(visit, choice.tmdb, kinds, places)
    else:
        with visit.unit() as (connection, who):
            film = facts.film_by_id(connection, choice.film_id)
            people.follow(
                connection, who, film.id, visit.now, kinds=kinds, territories=places or None,
                rules=visit.rules,
            )  # fmt: skip
            mine = lookup.releases_for(connection, who, film, places)
    return film, any(release.date != TBA for release in mine)


def take_from_tmdb(
    visit: Visit, tmdb: str, kinds: Sequence[Kind], places: Sequence[str]
) -> tuple[Film, list[Release]]:
    """Follow the film of a number at TMDB, with what is said of it there; raise `CannotFetch`.

    The film, and those of its releases that are where its follower is.
    """
    said = _asked(visit, lambda service: service.film(tmdb)).facts
    assert said is not None, "nothing was said to be known already"
    candidate = Candidate(said.tmdb, said.title, said.original_title, said.year, 0.0)
    with visit.unit() as (connection, who):
        return lookup.follow_found(
            connection, who, candidate, said, visit.now, kinds=kinds, territories=places,
            rules=visit.rules,
        )  # fmt: skip
