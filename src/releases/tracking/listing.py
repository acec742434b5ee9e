"""Finding the film or release that a person means, and releases as one person sees them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from releases.errors import Ambiguous, NotFound
from releases.exporting.table import csv_text
from releases.model.film import Film, clean, parse_ref, ref, split_year
from releases.model.release import Kind, Standing
from releases.model.subscriber import Subscriber
from releases.store import films as facts
from releases.store import views
from releases.store.asked import covered
from releases.store.engine import Connection
from releases.store.films import Release
from releases.tracking.changes import find_film
from releases.tracking.documents import release_json


def releases_json(
    connection: Connection, who: Subscriber, ids: Sequence[int], today: date
) -> list[dict[str, Any]]:
    """The releases of these ids, in their order, as `who` sees them."""
    rows = views.listing(connection, who.id, followed=False, removed=True, ids=ids)
    by_id = {row.id: release_json(row, today) for row in rows}
    return [by_id[key] for key in dict.fromkeys(ids)]


TABLE = (
    "title", "year", "territory", "kind", "label", "date", "precision", "status", "tmdb", "imdb",
    "wikidata", "release",
)  # fmt: skip


def releases_csv(
    connection: Connection,
    who: Subscriber,
    today: date,
    *,
    territories: Sequence[str] = (),
    kinds: Sequence[Kind] = (),
    everything: bool = False,
) -> str:
    """What `who` is told of, out or ahead, as CSV that `import csv` reads back.

    With `everything` also what they are not told of. A followed film without any release is a
    row without a date, unless the table is narrowed.
    """
    rows = views.listing(
        connection, who.id, followed=not everything, territories=territories, kinds=kinds,
        count_claims=False,
    )  # fmt: skip
    table: list[dict[str, object]] = []
    for row in rows:
        document = release_json(row, today)
        film = document["film"]
        table.append(
            document | film | film["ids"] | {"release": document["id"]}
        )  # fmt: skip
    if not (territories or kinds):
        waiting = views.undated_follows(connection, who.id)
        table += [{"title": row.title, "year": row.year, "status": "undated"} for row in waiting]
    return csv_text(table, TABLE)


def film_key(words: str) -> int | None:
    """The number in `f5`; `F1` is the title of a film."""
    return parse_ref("f", words) if words.strip()[:1] == "f" else None


def find_known_film(connection: Connection, words: str, year: int | None = None) -> Film:
    """The film that an id (f5, or r12 for the film of a release) or a title names.

    Raise `NotFound` for none, with the nearest title, and `Ambiguous` for several.
    """
    key = film_key(words)
    if key is not None:
        return facts.film_by_id(connection, key)
    key = parse_ref("r", words)
    if key is not None:
        return facts.release_by_id(connection, key).film
    found = find_film(connection, words, year)
    if found is None:
        raise NotFound(f"there is no film {clean(words)!r}", _nearest(connection, words))
    return found


def find_release(
    connection: Connection,
    words: str,
    *,
    territories: Sequence[str] = (),
    kinds: Sequence[Kind] = (),
    label: str | None = None,
    year: int | None = None,
) -> Release:
    """The release that an id (r12) or a title names, narrowed by what else is given.

    Raise `NotFound` for none, and `Ambiguous`, with a line each, for several. Removed ones are
    found by id, or where nothing else has the title.
    """
    key = parse_ref("r", words)
    if key is not None:
        return facts.release_by_id(connection, key)
    several = _films_named(connection, words, year)
    if not several:
        raise NotFound(f"there is no film {clean(words)!r}", _nearest(connection, words))
    all_of = [each for film in several for each in facts.releases_of(connection, film.id)]
    fits = [
        each
        for each in all_of
        if (not territories or each.territory in territories)
        and (not kinds or each.kind in kinds)
        and (label is None or each.label.casefold() == label.casefold())
    ]
    present = [each for each in fits if each.standing is not Standing.REMOVED] or fits
    if len(present) > 1:
        # A source brings every territory; what somebody is told of is what a title means.
        told = covered(connection, [each.id for each in present])
        present = [each for each in present if each.id in told] or present
    if len(present) > 1:
        raise Ambiguous(
            f"{clean(words)!r} fits several releases",
            [_line(each) for each in present],
            "name one by its id, or narrow it with --in, --kind or --label",
        )
    if not present:
        title = several[0].title
        raise NotFound(
            f"{title!r} has no release that fits" if all_of else f"{title!r} has no release yet",
            "releases list --all shows what there is",
        )
    return present[0]


def _films_named(connection: Connection, words: str, year: int | None) -> list[Film]:
    key = film_key(words)
    if key is not None:
        return [facts.film_by_id(connection, key)]
    bare, own_year = split_year(words)
    return facts.films_titled(connection, bare, year or own_year) or facts.films_titled(
        connection, words, year
    )


def _line(release: Release) -> str:
    parts = [ref("r", release.id), release.film.title]
    if release.film.year:
        parts[1] += f" ({release.film.year})"
    if release.label:
        parts.append(f"[{release.label}]")
    parts += [release.territory or "-", release.kind.value, release.date.text]
    return "  ".join(parts)


def _nearest(connection: Connection, words: str) -> str:
    from difflib import get_close_matches

    titles = views.titles_like(connection)
    by_fold = {title.casefold(): title for title in titles}
    close = get_close_matches(words.casefold(), list(by_fold), n=1, cutoff=0.6)
    if close:
        return f"did you mean {by_fold[close[0]]!r}?"
    return "releases films lists what is known"
