import tracemalloc
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from releases.errors import CannotRead, UsageError
from releases.model.dates import ReleaseDate
from releases.model.delivery import UNSENT
from releases.model.release import Claim, Evidence, Kind, SourceClass
from releases.model.subscriber import Subscriber
from releases.store import films as facts
from releases.store import people, views
from releases.store.engine import Store
from releases.store.tables import channels, claims, coverage, deliveries, films, follows, releases
from releases.tracking import people as settings
from releases.tracking.changes import Proposal, add, replan_film, typed_claim
from releases.tracking.imported import ImportResult
from releases.tracking.imports import CHUNK, run_import
from releases.tracking.people import Defaults, Target
from tests.sources.samples import sample

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LIST = "Date,Name,Year,Letterboxd URI\n"


@pytest.fixture
def ana(store: Store) -> Subscriber:
    with store.unit() as connection:
        who = settings.add_subscriber(connection, "Ana", Defaults("Europe/London"), NOW)
        target = Target("json://localhost/ana", "localhost", 0)
        settings.add_channels(connection, who, "phone", [target], NOW, takes="reminders,notices")
        return who


def take(store: Store, who: Subscriber, kind: str, text: str | bytes, **more: Any) -> ImportResult:
    data = text.encode() if isinstance(text, str) else text
    return run_import(store, who, kind, data, NOW, **more)


def counts(result: ImportResult) -> tuple[int, ...]:
    return (
        result.read, result.added, result.changed, result.unchanged,
        len(result.doubtful), len(result.rejected),
    )  # fmt: skip


def typed(store: Store, who: Subscriber, title: str, when: str, year: int | None = None) -> int:
    with store.unit() as connection:
        claim = typed_claim(ReleaseDate.parse(when), NOW)
        proposal = Proposal(title, "GB", Kind.THEATRICAL, claim, year)
        return add(connection, who, proposal, NOW).release.film.id


def count(store: Store, table: Any) -> int:
    with store.read() as connection:
        return int(connection.scalar(select(func.count()).select_from(table)) or 0)


def everything(store: Store) -> list[int]:
    return [count(store, t) for t in (films, follows, releases, claims, coverage, deliveries)]


def reminders(store: Store) -> list[tuple[str, str]]:
    with store.read() as connection:
        query = (
            select(films.c.title, deliveries.c.speaks_of)
            .join(releases, releases.c.id == deliveries.c.subject)
            .join(films, films.c.id == releases.c.film_id)
            .distinct()
        )
        return sorted((row.title, row.speaks_of) for row in connection.execute(query))


def test_the_films_of_a_watchlist_are_followed(store: Store, ana: Subscriber) -> None:
    result = take(store, ana, "letterboxd", LIST + "2026-01-02,Aftersun,2022,https://boxd.it/a\n")
    assert counts(result) == (1, 1, 0, 0, 0, 0)
    with store.read() as connection:
        (row,) = people.following(connection, ana)
    assert (row.title, row.year) == ("Aftersun", 2022)


def test_a_film_still_to_come_gets_an_undated_release_so_that_its_date_is_news(
    store: Store, ana: Subscriber
) -> None:
    text = LIST + "d,Heat 2,,https://boxd.it/a\nd,Aftersun,2022,https://boxd.it/b\n"
    take(store, ana, "letterboxd", text)
    with store.unit() as connection:
        (heat,) = facts.films_titled(connection, "Heat 2")
        (old,) = facts.films_titled(connection, "Aftersun")
        (undated,) = facts.releases_of(connection, heat.id)
        assert (undated.date.text, undated.territory) == ("tba", "GB")
        assert facts.releases_of(connection, old.id) == []
        later = NOW + timedelta(hours=1)
        official = Claim(SourceClass.TMDB, ReleaseDate("2027-08-20"), later, Evidence("tmdb"))
        proposal = Proposal("Heat 2", "GB", Kind.THEATRICAL, official, film_id=heat.id)
        add(connection, None, proposal, later)
        told = connection.scalars(select(deliveries.c.what).distinct()).all()
    assert sorted(told) == ["date-set", "reminder"]


def test_the_same_file_again_adds_and_changes_nothing(store: Store, ana: Subscriber) -> None:
    text = (
        "title,year,territory,date,kind\nDune,2026,GB,2026-12-18,\nDune,2026,IE,2026-12-17,\n"
        "Old,1999,GB,1999-11-12,\nSoon,2027,,2027,\nSoon,2027,GB,2027-05-07,digital\n"
    )
    assert counts(take(store, ana, "csv", text)) == (5, 5, 0, 0, 0, 0)
    before = everything(store)
    assert counts(take(store, ana, "csv", text)) == (5, 0, 0, 5, 0, 0)
    assert everything(store) == before


def test_dates_ahead_owe_reminders_and_past_ones_nothing(store: Store, ana: Subscriber) -> None:
    text = (
        "title,year,territory,date\nDune,2026,GB,2026-12-18\nOld,1999,GB,1999-11-12\n"
        "Yesterday,2026,GB,2026-11-23\nAbroad,2026,JP,2026-12-18\n"
    )
    take(store, ana, "csv", text)
    # A row of one's own table is wanted wherever it is.
    assert reminders(store) == [("Abroad", "2026-12-18"), ("Dune", "2026-12-18")]


def test_a_list_reminds_only_where_one_is_at_home(store: Store, ana: Subscriber) -> None:
    film = '{"title": "Dune", "year": 2026, "tmdbId": 1, "inCinemas": "2026-12-18T00:00:00Z", '
    dates = '"digitalRelease": "2027-02-02T00:00:00Z"}'
    take(store, ana, "radarr", f"[{film}{dates}]")
    assert reminders(store) == [("Dune", "2026-12-18")]


def test_an_exact_id_finds_the_film_under_another_title(store: Store, ana: Subscriber) -> None:
    key = typed(store, ana, "The Exit 8", "2026-12-18", 2025)
    with store.unit() as connection:
        facts.set_film(connection, key, imdb="tt35222590")
    row = '[{"movie": {"title": "Exit 8", "year": 2025, "ids": {"imdb": "tt35222590", "tmdb": 5}}}]'
    assert counts(take(store, ana, "trakt", row)) == (1, 0, 0, 1, 0, 0)
    with store.read() as connection:
        assert facts.film_by_id(connection, key).ids == {"imdb": "tt35222590", "tmdb": "5"}


def test_an_address_names_its_film_for_ever(store: Store, ana: Subscriber) -> None:
    take(store, ana, "letterboxd", LIST + "d,Untitled Sequel,,https://boxd.it/a\n")
    again = take(store, ana, "letterboxd", LIST + "d,Sequel: The Name,2027,https://boxd.it/a\n")
    assert counts(again) == (1, 0, 0, 1, 0, 0)
    assert count(store, films) == 1


def test_two_films_of_one_title_and_year_are_told_apart_by_their_addresses(
    store: Store, ana: Subscriber
) -> None:
    text = LIST + "d,Lost Country,2023,https://boxd.it/a\nd,Lost Country,2023,https://boxd.it/b\n"
    assert counts(take(store, ana, "letterboxd", text)) == (2, 2, 0, 0, 0, 0)
    assert counts(take(store, ana, "letterboxd", text)) == (2, 0, 0, 2, 0, 0)


def test_a_film_typed_without_its_year_is_found_by_its_date(store: Store, ana: Subscriber) -> None:
    key = typed(store, ana, "Nosferatu", "2027-01-15")
    result = take(store, ana, "letterboxd", LIST + "d,Nosferatu,2026,https://boxd.it/a\n")
    assert counts(result) == (1, 0, 0, 1, 0, 0)
    with store.read() as connection:
        assert facts.film_by_id(connection, key).year == 2026


@pytest.mark.parametrize(
    ("known", "row", "doubtful"),
    [
        (("Dune", "2026-12-18", 2026), "d,Dune,2025,https://boxd.it/a", True),
        (("Dune", "2026-12-18", 2026), "d,Dune,,https://boxd.it/a", True),
        (("Dune", "tba", None), "d,Dune,2021,https://boxd.it/a", True),
        (("Dune", "2026-12-18", 2026), "d,Dune,1984,https://boxd.it/a", False),
        (("Dune", "2026-12-18", None), "d,Dune,1984,https://boxd.it/a", False),
    ],
)
def test_what_may_be_another_film_is_listed_and_not_guessed(
    store: Store, ana: Subscriber, known: tuple[str, str, int | None], row: str, doubtful: bool
) -> None:
    key = typed(store, ana, *known)
    result = take(store, ana, "letterboxd", LIST + row + "\n")
    assert len(result.doubtful) == doubtful
    assert count(store, films) == (1 if doubtful else 2)
    if doubtful:
        assert result.document()["doubtful"][0]["line"] == 2
        assert result.doubtful[0].candidates[0]["id"] == f"f{key}"


@pytest.mark.parametrize(
    ("row", "doubtful"),
    [
        ("Sunlit,,GB,2016-08-19,", True),
        ("Sunlit,,GB,2064-08-19,", True),
        ("Sunlit,,GB,2029-08-19,", False),
        ("Sunlit,,FR,2026-08-19,", False),
        ("Sunlit,,GB,,", False),
        ("Sunlit,,GB,2064-08-19,Re-release", False),
    ],
)
def test_a_date_of_another_time_is_a_sign_of_another_film_of_that_title(
    store: Store, ana: Subscriber, row: str, doubtful: bool
) -> None:
    header = "title,year,territory,date,label\n"
    take(store, ana, "csv", header + "Sunlit,,GB,2027-01-15,\n")
    for _ in range(2):
        result = take(store, ana, "csv", header + row + "\n")
        assert [doubt.line for doubt in result.doubtful] == [2] * doubtful
    assert count(store, films) == 1


def test_of_titles_that_fold_alike_the_one_that_is_written_so_is_meant(
    store: Store, ana: Subscriber
) -> None:
    with store.unit() as connection:
        for title in ("X+Y", "X/Y"):
            facts.add_film(connection, title, 2014, NOW)
    assert counts(take(store, ana, "csv", "title,year\nx/y,2014\n")) == (1, 1, 0, 0, 0, 0)
    assert len(take(store, ana, "csv", "title,year\nX-Y,2014\n").doubtful) == 1
    assert count(store, films) == 2


def test_two_known_films_of_that_title_and_year_are_both_shown(
    store: Store, ana: Subscriber
) -> None:
    with store.unit() as connection:
        for _ in range(2):
            facts.add_film(connection, "Dune", 2021, NOW)
    result = take(store, ana, "csv", "title,year\nDune,2021\n")
    assert [c["title"] for c in result.doubtful[0].candidates] == ["Dune", "Dune"]
    assert counts(result) == (1, 0, 0, 0, 1, 0)


def test_a_new_date_in_the_same_list_moves_the_old_one(store: Store, ana: Subscriber) -> None:
    take(store, ana, "csv", "title,year,territory,date\nDune,2026,GB,2026-12-18\n")
    again = take(store, ana, "csv", "title,year,territory,date\nDune,2026,GB,2027-01-15\n")
    assert counts(again) == (1, 0, 1, 0, 0, 0)
    with store.read() as connection:
        (film,) = facts.films_titled(connection, "Dune")
        (release,) = facts.releases_of(connection, film.id)
    assert release.date.text == "2027-01-15"


def test_of_two_lines_that_contradict_the_first_holds_however_often_they_are_imported(
    store: Store, ana: Subscriber
) -> None:
    text = "title,year,territory,date\nDune,2026,GB,2026-12-18\nDune,2026,GB,2027-01-15\n"
    many = "".join(f"Film {n},2000,,\n" for n in range(CHUNK))
    first = take(store, ana, "csv", text + many + "Dune,2026,GB,2027-02-01\n")
    assert counts(first) == (CHUNK + 3, CHUNK + 1, 0, 2, 0, 0)
    assert [each.line for each in first.remarks] == [3, CHUNK + 4]
    assert "2027-01-15 was left out: an earlier line" in first.remarks[0].error
    before = everything(store)
    assert take(store, ana, "csv", text).remarks == first.remarks[:1]
    assert everything(store) == before
    # Once the file says only the other, that is news of it.
    moved = take(store, ana, "csv", "title,year,territory,date\nDune,2026,GB,2027-01-15\n")
    assert counts(moved) == (1, 0, 1, 0, 0, 0)


def test_a_list_contradicts_a_typed_date_without_moving_it(store: Store, ana: Subscriber) -> None:
    typed(store, ana, "Dune", "2026-12-18", 2026)
    text = "title,year,territory,date\nDune,2026,GB,2027-01-15\n"
    result = take(store, ana, "csv", text)
    assert counts(result) == (1, 0, 0, 1, 0, 0)
    assert [(each.line, each.error) for each in result.remarks] == [
        (2, "2027-01-15 is contradicted: 2026-12-18 holds (see: releases conflicts)")
    ]
    with store.read() as connection:
        (release,) = facts.releases_of(connection, facts.films_titled(connection, "Dune")[0].id)
        notices = connection.execute(
            select(deliveries.c.what, deliveries.c.speaks_of).where(deliveries.c.what != "reminder")
        ).all()
    assert (release.date.text, release.conflict) == ("2026-12-18", True)
    assert notices == [("conflict", "2027-01-15")]
    before = everything(store)
    take(store, ana, "csv", text)
    assert everything(store) == before


def test_a_dry_run_counts_the_same_and_stores_nothing(store: Store, ana: Subscriber) -> None:
    text = "title,year,territory,date\nDune,2026,GB,2026-12-18\n,2026,GB,2026-12-18\n"
    before = everything(store)
    dry = take(store, ana, "csv", text, dry_run=True)
    assert everything(store) == before
    assert dry.document() == take(store, ana, "csv", text).document()


def test_a_dry_run_names_no_film_that_it_does_not_store(store: Store, ana: Subscriber) -> None:
    many = "".join(f"Film {n},2000,\n" for n in range(CHUNK))
    text = f"title,year,date\nSunlit,,2026-12-18\n{many}Sunlit,,1984-12-14\n"
    dry = take(store, ana, "csv", text, dry_run=True)
    assert [doubt.candidates[0]["id"] for doubt in dry.doubtful] == [None]
    assert dry.document() == take(store, ana, "csv", text).document()


def test_a_malformed_file_imports_nothing(store: Store, ana: Subscriber) -> None:
    before = everything(store)
    with pytest.raises(CannotRead, match="line 3"):
        take(store, ana, "letterboxd", LIST + 'd,Good,2026,\nd,"Open,2026,\n')
    assert everything(store) == before
    with pytest.raises(UsageError, match="'xlsx' is not a format"):
        take(store, ana, "xlsx", "")


def test_nothing_is_unfollowed_without_prune_and_only_what_the_list_brought_with_it(
    store: Store, ana: Subscriber
) -> None:
    typed(store, ana, "Mine", "2026-12-18", 2026)
    full = LIST + "d,Kept,2026,https://boxd.it/a\nd,Gone,2026,https://boxd.it/b\n"
    take(store, ana, "letterboxd", full + "d,Mine,2026,https://boxd.it/c\n")
    shorter = LIST + "d,Kept,2026,https://boxd.it/a\n"
    assert take(store, ana, "letterboxd", shorter).pruned == 0
    assert take(store, ana, "letterboxd", shorter, prune=True, dry_run=True).pruned == 1
    assert take(store, ana, "letterboxd", shorter, prune=True).pruned == 1
    with store.read() as connection:
        titles = [row.title for row in people.following(connection, ana)]
    assert titles == ["Kept", "Mine"]


def test_what_is_pruned_is_owed_no_more_but_to_others(store: Store, ana: Subscriber) -> None:
    dated = "title,year,territory,date\nKept,2026,GB,2026-12-18\n"
    full = dated + "Gone,2026,GB,2026-12-11\nGone,2026,IE,2026-12-12\n"
    with store.unit() as connection:
        ben = settings.add_subscriber(connection, "Ben", Defaults("Europe/London"), NOW)
        target = Target("json://localhost/ben", "localhost", 0)
        settings.add_channels(connection, ben, "mail", [target], NOW, takes="reminders")
    take(store, ana, "csv", full)
    alone = unsent(store)
    take(store, ben, "csv", full)
    assert take(store, ana, "csv", dated, prune=True).unfollowed == ["Gone"]
    left = unsent(store)
    assert left == {("phone", day): n for (_, day), n in alone.items() if day == "2026-12-18"} | {
        ("mail", day): n for (_, day), n in alone.items()
    }
    # Followed again by hand, all of it comes back.
    with store.unit() as connection:
        (film,) = facts.films_titled(connection, "Gone")
        people.follow(connection, ana, film.id, NOW)
        replan_film(connection, film.id, NOW)
    assert unsent(store)["phone", "2026-12-11"] == alone["phone", "2026-12-11"]


def unsent(store: Store) -> dict[tuple[str, str], int]:
    """How many deliveries wait, by channel and the day that they speak of."""
    with store.read() as connection:
        query = (
            select(channels.c.name, deliveries.c.speaks_of, func.count())
            .join_from(deliveries, channels, channels.c.id == deliveries.c.channel_id)
            .where(deliveries.c.state.in_(UNSENT))
            .group_by(channels.c.name, deliveries.c.speaks_of)
        )
        return {(name, day): number for name, day, number in connection.execute(query)}


def test_what_one_has_unfollowed_stays_so(store: Store, ana: Subscriber) -> None:
    text = LIST + "d,Kept,2026,https://boxd.it/a\n"
    take(store, ana, "letterboxd", text)
    with store.unit() as connection:
        (film,) = facts.films_titled(connection, "Kept")
        settings.unfollow(connection, ana, film.id, NOW)
    assert counts(take(store, ana, "letterboxd", text)) == (1, 0, 0, 1, 0, 0)
    with store.read() as connection:
        assert people.following(connection, ana) == []


def test_a_second_subscriber_follows_the_same_films_and_is_reminded(
    store: Store, ana: Subscriber
) -> None:
    text = "title,year,territory,date\nDune,2026,GB,2026-12-18\n"
    take(store, ana, "csv", text)
    with store.unit() as connection:
        ben = settings.add_subscriber(connection, "Ben", Defaults("Europe/London"), NOW)
        target = Target("json://localhost/ben", "localhost", 0)
        settings.add_channels(connection, ben, "mail", [target], NOW, takes="reminders")
    had = count(store, deliveries)
    assert counts(take(store, ben, "csv", text)) == (1, 1, 0, 0, 0, 0)
    assert count(store, films) == 1
    assert count(store, deliveries) == 2 * had


def test_a_release_that_a_list_adds_is_told_to_whoever_follows_the_film(
    store: Store, ana: Subscriber
) -> None:
    take(store, ana, "csv", "title,year,territory,date\nDune,2026,FR,2026-12-16\n")
    with store.unit() as connection:
        ben = settings.add_subscriber(connection, "Ben", Defaults("Europe/London"), NOW)
    before = count(store, deliveries)
    take(store, ben, "csv", "title,year,territory,date\nDune,2026,GB,2026-12-18\n")
    assert count(store, deliveries) == before + 3


def test_a_list_that_brings_a_nearer_date_ends_the_fallbacks(store: Store, ana: Subscriber) -> None:
    with store.unit() as connection:
        wish = settings.Wish(territories=("IE",), fallback=("GB",))
        who = settings.set_subscriber(connection, ana, wish, NOW)
    film = '{"title": "Dune", "year": 2026, "tmdbId": 1'
    take(store, who, "radarr", f"[{film}}}]")
    typed(store, who, "Dune", "2026-12-18", 2026)
    with store.unit() as connection:
        ben = settings.add_subscriber(connection, "Ben", Defaults("Europe/London"), NOW)
        ben = settings.set_subscriber(connection, ben, wish, NOW)
    take(store, ben, "csv", "title,year\nDune,2026\n")
    assert listed(store, ben) == ["GB 2026-12-18", "IE tba"]
    take(store, ben, "csv", "title,year,territory,date\nDune,2026,IE,2026-12-17\n")
    assert listed(store, ben) == ["IE 2026-12-17"]


def listed(store: Store, who: Subscriber) -> list[str]:
    with store.read() as connection:
        return sorted(f"{row.territory} {row.date}" for row in views.listing(connection, who.id))


def test_the_last_day_of_a_year_in_a_list_is_not_believed_alone(
    store: Store, ana: Subscriber
) -> None:
    take(
        store,
        ana,
        "imdb",
        "Const,Title,Title Type,Year,Release Date\ntt1,A,Movie,2027,2027-12-31\n",
    )
    with store.read() as connection:
        (release,) = facts.releases_of(connection, facts.films_titled(connection, "A")[0].id)
    assert release.unconfirmed


def test_progress_is_told_by_rows(store: Store, ana: Subscriber) -> None:
    text = "title,year\n" + "".join(f"Film {n},2000\n" for n in range(2300))
    seen: list[tuple[int, int]] = []
    take(store, ana, "csv", text, progress=lambda done, of: seen.append((done, of)))
    assert seen == [(CHUNK, 2300), (2300, 2300)]
    seen.clear()
    bad = "title,year\n" + "".join(f"Film {n},2000\n" for n in range(CHUNK)) + ",2000\n,2000\n"
    take(store, ana, "csv", bad, progress=lambda done, of: seen.append((done, of)))
    assert seen == [(CHUNK, CHUNK + 2), (CHUNK + 2, CHUNK + 2)]


def test_an_import_that_is_broken_off_stores_nothing(store: Store, ana: Subscriber) -> None:
    text = "title,year\n" + "".join(f"Film {n},2000\n" for n in range(CHUNK + 1))
    before = everything(store)

    def interrupt(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take(store, ana, "csv", text, progress=interrupt)
    assert everything(store) == before


def test_a_film_named_in_several_portions_of_a_file_is_one(store: Store, ana: Subscriber) -> None:
    listed = "".join(f"Film {n},2000\n" for n in range(CHUNK))
    result = take(store, ana, "csv", f"title,year\nDune,2026\n{listed}Dune,2026\n")
    assert counts(result) == (CHUNK + 2, CHUNK + 1, 0, 1, 0, 0)


def test_pruning_remembers_the_films_of_every_portion(store: Store, ana: Subscriber) -> None:
    names = [f"Film {n}" for n in range(CHUNK + 5)]
    take(store, ana, "csv", "title,year\n" + "".join(f"{name},2000\n" for name in names))
    fewer = "title,year\n" + "".join(f"{name},2000\n" for name in names if name != "Film 3")
    assert take(store, ana, "csv", fewer, prune=True).pruned == 1
    with store.read() as connection:
        followed = {row.title for row in people.following(connection, ana)}
    assert followed == set(names) - {"Film 3"}


def test_memory_is_that_of_a_portion_however_long_the_file(tmp_path: Path) -> None:
    """Traced, so that it is what this program holds and not what the machine lends it."""
    store = Store(str(tmp_path / "long.db")).open()
    with store.unit() as connection:
        who = settings.add_subscriber(connection, "Ana", Defaults("Europe/London"), NOW)
    most = []
    for portions in (2, 6):
        rows = (f"Film {n},{1950 + n % 70}\n" for n in range(portions * CHUNK))
        path = tmp_path / f"{portions}.csv"
        path.write_text("title,year\n" + "".join(rows))
        with path.open("rb") as file:
            tracemalloc.start()
            result = run_import(store, who, "csv", file, NOW, prune=True)
            most.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        assert result.read == portions * CHUNK
    assert most[1] < 1.2 * most[0]
    store.close()


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("letterboxd", "letterboxd_watchlist.csv", (2540, 2540, 0, 0, 0, 0)),
        ("letterboxd", "letterboxd_list_2019_ranked.csv", (54, 54, 0, 0, 0, 0)),
        ("imdb", "imdb_watchlist_a.csv", (175, 137, 0, 0, 0, 38)),
        ("imdb", "imdb_watchlist_b.csv", (1366, 1319, 0, 0, 0, 47)),
        ("imdb", "imdb_watchlist_c_2026_excel_dates.csv", (627, 616, 0, 0, 0, 11)),
        ("imdb", "imdb_watchlist_d_yamtrack_types.csv", (10, 6, 0, 1, 0, 3)),
        ("ics", "film_releases_GB_icspy.ics", (96, 96, 0, 0, 0, 0)),
        ("ics", "film_releases_US_icspy.ics", (193, 193, 0, 0, 0, 0)),
        ("trakt", "trakt_export_lists_watchlist_2026.json", (4, 3, 0, 0, 0, 1)),
        ("radarr", "radarr_v3_movie_trimmed.json", (1, 1, 0, 0, 0, 0)),
        ("letterboxd", "letterboxd_list_2026_ranked.csv", (14, 14, 0, 0, 0, 0)),
        ("trakt", "trakt_sync_watchlist.json", (4, 1, 0, 0, 0, 3)),
        ("trakt", "trakt_sync_watchlist_movies.json", (1, 1, 0, 0, 0, 0)),
        ("trakt", "trakt_movies_anticipated_full.json", (10, 10, 0, 0, 0, 0)),
        ("yamtrack", "yamtrack_export_2024.csv", (30, 0, 0, 0, 0, 30)),
        ("csv", "tmdb_account_watchlist_export.csv", (2, 0, 0, 0, 0, 2)),
        ("csv", "bokeh_omdb_titles_2500.csv", (2500, 2500, 0, 0, 0, 0)),
        ("csv", "vega_movies_title_us_release_distributor.csv", (3201, 3172, 0, 2, 26, 1)),
    ],
)
def test_recorded_files_import_with_the_counts_that_a_person_finds_in_them(
    store: Store, ana: Subscriber, kind: str, name: str, expected: tuple[int, ...]
) -> None:
    """Left out are the series, seasons, episodes, shows, games and seen films, counted by type."""
    data = sample(name)
    assert counts(take(store, ana, kind, data)) == expected
    read, added, _, unchanged, doubtful, rejected = expected
    before = everything(store)
    again = take(store, ana, kind, data)
    assert counts(again) == (read, 0, 0, added + unchanged, doubtful, rejected)
    assert everything(store) == before
