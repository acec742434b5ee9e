from datetime import timedelta

from sqlalchemy import select

from releases.model.release import Kind
from releases.model.subscriber import Subscriber
from releases.store import asked, waiting
from releases.store import films as facts
from releases.store.coverage import stand_ins
from releases.store.tables import claims
from releases.tracking import changes
from releases.tracking import people as settings
from releases.tracking.imports import run_import
from releases.tracking.people import Defaults, Target
from tests.tracking.fake_tmdb import Film
from tests.tracking.tale import WEEK, Tale


def test_a_followed_film_gets_the_dates_of_all_territories_and_reminds_at_home(
    tale: Tale,
) -> None:
    tale.tmdb.add(
        603, Film("Dune", [WEEK, ("US", 3, "2026-12-16", ""), ("GB", 4, "2027-02-02", "")])
    )
    tale.follow("Dune")
    source = tale.refresh()
    assert (source.error, source.last_success) == (None, tale.moment)
    assert tale.date("Dune") == "2026-12-18"
    assert tale.date("Dune", territory="US") == "2026-12-16"
    assert tale.date("Dune", kind=Kind.DIGITAL) == "2027-02-02"
    assert tale.owed() == ["date-set 2026-12-18", "reminder 2026-12-18 7d",
                           "reminder 2026-12-18 1d", "reminder 2026-12-18 0d"]  # fmt: skip
    release = tale.release("Dune")
    assert release.film.ids == {"tmdb": "603"}
    with tale.store.read() as connection:
        (_, stated) = facts.claims_of(connection, release.id)
    assert stated.claim.evidence.url == "https://www.themoviedb.org/movie/603"


def test_asking_again_changes_nothing_and_sends_nothing_over(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [WEEK]))
    tale.follow("Dune")
    tale.refresh()
    before = tale.owed()
    tale.later(hours=14)
    tale.refresh()
    tale.tmdb.set(603)
    tale.later(hours=14)
    tale.refresh()
    assert tale.tmdb.asked.count("/3/movie/603") == 3
    assert tale.tmdb.sink.at("/3/movie/603")[-1].headers["if-none-match"] == '"1"'
    assert tale.owed() == before
    with tale.store.read() as connection:
        assert len(connection.execute(select(claims)).all()) == 2


def test_a_film_is_linked_only_by_exactly_its_title_and_year(tale: Tale) -> None:
    tale.tmdb.add(1, Film("Dune: Part Two", [WEEK]))
    tale.tmdb.add(2, Film("Dune", [WEEK], year="1984"))
    tale.follow("Dune")
    tale.refresh()
    assert tale.date("Dune") == "tba"
    tale.tmdb.add(3, Film("Dune", [WEEK]))
    tale.later(days=4)
    tale.refresh()
    assert tale.date("Dune") == "2026-12-18"


def test_two_films_of_that_title_and_year_are_not_guessed_between(tale: Tale) -> None:
    tale.tmdb.add(1, Film("Dune", [WEEK]))
    tale.tmdb.add(2, Film("Dune", [WEEK]))
    tale.follow("Dune")
    tale.refresh()
    assert tale.date("Dune") == "tba"


def test_a_typed_date_holds_until_the_source_changes_its_own(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [("GB", 3, "2026-12-11", "")]))
    tale.type("Dune", "2026-12-18")
    tale.refresh()
    assert (tale.date("Dune"), tale.release("Dune").conflict) == ("2026-12-18", True)
    tale.later(days=1)
    tale.tmdb.set(603, ("GB", 3, "2027-01-15", ""))
    tale.refresh()
    assert (tale.date("Dune"), tale.release("Dune").conflict) == ("2027-01-15", False)


def test_a_release_that_is_gone_there_is_withdrawn(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [WEEK, ("US", 3, "2026-12-16", "")]))
    tale.follow("Dune")
    tale.refresh()
    tale.later(hours=2)
    assert tale.send() == ["date-set Dune 2026-12-18"]
    tale.later(days=1)
    tale.tmdb.set(603, ("US", 3, "2026-12-16", ""))
    tale.refresh()
    assert tale.date("Dune") == "tba"
    tale.later(hours=2)
    assert tale.send() == ["postponed Dune tba"]


def test_what_a_person_removed_is_not_brought_back(tale: Tale) -> None:
    from releases.model.release import Standing

    tale.tmdb.add(603, Film("Dune", [WEEK]))
    tale.follow("Dune")
    tale.refresh()
    with tale.store.unit() as connection:
        release = facts.release_by_id(connection, tale.release("Dune").id)
        changes.end(connection, tale.ana, release, Standing.REMOVED, tale.moment)
    tale.later(days=1)
    tale.tmdb.set(603, ("GB", 3, "2027-01-15", ""))
    tale.refresh()
    assert tale.release("Dune").standing is Standing.REMOVED


def test_a_recorded_week_gives_the_notices_that_a_careful_person_would_send(tale: Tale) -> None:
    """Two moves, a cancellation, a re-release and a festival row, and much that is no news."""
    titles = ["Moved Out", "Moved In", "Off", "Old Film", "Festival", "Still"]
    for number, title in enumerate(titles, 1):
        dates = [("GB", 3, f"2027-03-0{number}", ""), ("US", 3, f"2027-02-0{number}", "")]
        tale.tmdb.add(number, Film(title, dates))
        tale.follow(title)
    tale.refresh()
    tale.later(hours=2)
    assert len(tale.send()) == 6
    tale.later(days=2)
    tale.tmdb.set(1, ("GB", 3, "2027-06-11", ""), ("US", 3, "2027-02-01", ""))
    tale.tmdb.set(2, ("GB", 3, "2027-01-22", ""), ("US", 3, "2027-01-22", ""))
    tale.tmdb.set(3, status="Canceled")
    tale.tmdb.set(4, *tale.tmdb.films[4].dates, ("GB", 3, "2037-03-04", "10th anniversary"))
    tale.tmdb.set(5, *tale.tmdb.films[5].dates, ("GB", 3, "2026-12-01", "London Film Festival"))
    tale.tmdb.set(6, *tale.tmdb.films[6].dates, ("FR", 3, "2027-03-10", ""))
    tale.refresh()
    tale.later(hours=2)
    assert sorted(tale.send()) == [
        "cancelled Off cancelled",
        "moved Moved In 2027-01-22",
        "moved Moved Out 2027-06-11",
    ]
    for title, day in [("Old Film", "2027-03-04"), ("Festival", "2027-03-05"),
                       ("Still", "2027-03-06")]:  # fmt: skip
        assert tale.date(title) == day
    assert tale.date("Old Film", label="10th anniversary") == "2037-03-04"
    assert tale.date("Festival", kind=Kind.PREMIERE) == "2026-12-01"
    tale.later(days=2)
    tale.refresh()
    tale.later(hours=2)
    assert [what for what in tale.send() if not what.startswith("reminder")] == []


def test_a_film_that_will_be_after_all_is_told_so(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [("GB", 3, "2027-03-05", "")]))
    tale.follow("Dune")
    tale.refresh()
    tale.later(days=2)
    tale.send()
    tale.tmdb.set(603, status="Canceled")
    tale.refresh()
    tale.later(days=2)
    assert tale.send() == ["cancelled Dune cancelled"]
    tale.tmdb.set(603, status="Post Production")
    tale.refresh()
    tale.later(hours=2)
    assert tale.send() == ["revived Dune 2027-03-05"]


def test_a_source_that_moves_very_many_at_once_is_held_back(tale: Tale) -> None:
    for number in range(1, 31):
        tale.tmdb.add(number, Film(f"Film {number}", [("GB", 3, "2027-03-05", "")]))
        tale.follow(f"Film {number}")
    tale.refresh()
    tale.later(hours=2)
    tale.send()
    tale.later(days=2)
    for number in range(1, 26):
        tale.tmdb.set(number, ("GB", 3, "2028-01-01", ""))
    tale.refresh()
    assert {tale.date(f"Film {number}") for number in range(1, 31)} == {"2027-03-05"}
    tale.later(hours=2)
    assert tale.send() == []
    with tale.store.read() as connection:
        held = waiting.open_suggestions(connection)
    assert len(held) == 25
    assert {(row.why, row.date) for row in held} == {("held", "2028-01-01")}
    for number in range(1, 26):
        tale.tmdb.set(number, ("GB", 3, "2027-03-05", ""))
    tale.later(days=2)
    tale.refresh()
    assert {tale.date(f"Film {number}") for number in range(1, 31)} == {"2027-03-05"}


def test_twenty_moves_of_thirty_are_believed(tale: Tale) -> None:
    for number in range(1, 31):
        tale.tmdb.add(number, Film(f"Film {number}", [("GB", 3, "2027-03-05", "")]))
        tale.follow(f"Film {number}")
    tale.refresh()
    tale.later(days=2)
    for number in range(1, 21):
        tale.tmdb.set(number, ("GB", 3, "2028-02-02", ""))
    tale.refresh()
    moved = [n for n in range(1, 31) if tale.date(f"Film {n}") == "2028-02-02"]
    assert moved == list(range(1, 21))


def test_a_film_that_is_gone_there_keeps_its_date(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [WEEK]))
    tale.follow("Dune")
    tale.refresh()
    del tale.tmdb.films[603]
    tale.later(days=1)
    assert tale.refresh().error is None
    assert tale.date("Dune") == "2026-12-18"
    tale.later(days=5)
    tale.refresh()
    assert tale.tmdb.asked.count("/3/movie/603") == 2


def test_an_id_that_is_known_nowhere_else_does_not_keep_the_others_waiting(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [WEEK]))
    tale.follow("Unknown", imdb="tt0000001")
    tale.follow("Dune")
    source = tale.refresh()
    assert "/3/find/tt0000001" in tale.tmdb.asked
    assert (source.error, tale.date("Dune"), tale.date("Unknown")) == (None, "2026-12-18", "tba")


def test_a_film_that_was_merged_there_is_found_again_by_its_exact_id(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [WEEK], imdb="tt1160419"))
    tale.follow("Dune")
    tale.refresh()
    del tale.tmdb.films[603]
    tale.tmdb.add(604, Film("Dune", [("GB", 3, "2026-12-25", "")], imdb="tt1160419"))
    tale.tmdb.lists("/3/find/tt1160419", "movie_results", 604)
    tale.later(days=1)
    assert tale.refresh().error is None
    assert tale.date("Dune") == "2026-12-25"
    assert tale.release("Dune").film.ids == {"tmdb": "604", "imdb": "tt1160419"}
    with tale.store.read() as connection:
        assert asked.lost_films(connection) == []


def test_an_id_that_two_films_are_given_at_once_stays_with_the_first(tale: Tale) -> None:
    for number, title in ((603, "Dune"), (604, "Dune Again"), (605, "Other")):
        tale.tmdb.add(
            number, Film(title, [WEEK], imdb="tt1160419" if number < 605 else "tt0000077")
        )
        tale.follow(title)
    assert tale.refresh().error is None
    assert tale.release("Dune").film.ids == {"tmdb": "603", "imdb": "tt1160419"}
    assert tale.release("Dune Again").film.ids == {"tmdb": "604"}
    assert tale.release("Other").film.ids == {"tmdb": "605", "imdb": "tt0000077"}


def test_a_date_that_names_no_territory_is_owed_no_more_once_there_is_ones_own(tale: Tale) -> None:
    entry = b'[{"title": "Dune", "year": 2026, "tmdbId": 603, "inCinemas": "2026-12-11"}]'
    run_import(tale.store, tale.ana, "radarr", entry, tale.moment)
    assert {each.split()[1] for each in tale.owed()} == {"2026-12-11"}
    tale.tmdb.add(603, Film("Dune", [WEEK, ("US", 3, "2026-12-11", "")]))
    tale.refresh()
    assert {each.split()[1] for each in tale.owed()} == {"2026-12-18"}


def test_a_film_that_is_gone_there_is_named_until_it_is_found_again(tale: Tale) -> None:
    film = tale.tmdb.add(603, Film("Dune", [WEEK]))
    tale.follow("Dune")
    tale.refresh()
    del tale.tmdb.films[603]
    tale.later(days=1)
    tale.refresh()
    with tale.store.read() as connection:
        (gone,) = asked.lost_films(connection)
    assert (gone.source, gone.title, gone.gone) == ("tmdb", "Dune", True)
    assert timedelta(days=26) < gone.next - tale.moment < timedelta(days=34)
    tale.tmdb.films[603] = film
    tale.later(days=34)
    tale.refresh()
    with tale.store.read() as connection:
        assert asked.lost_films(connection) == []


def test_a_date_of_the_fallback_serves_until_there_is_a_nearer_one(tale: Tale) -> None:
    with tale.store.unit() as connection:
        wish = settings.Wish(territories=("IE",), fallback=("GB",))
        tale.ana = settings.set_subscriber(connection, tale.ana, wish, tale.moment)
    tale.tmdb.add(603, Film("Dune", [WEEK]))
    tale.follow("Dune")
    tale.refresh()
    assert tale.date("Dune", territory="IE") == "tba"
    assert tale.owed() == ["reminder 2026-12-18 7d", "reminder 2026-12-18 1d",
                           "reminder 2026-12-18 0d"]  # fmt: skip
    with tale.store.read() as connection:
        key = tale.release("Dune").id
        assert stand_ins(connection, tale.ana.id, [key]) == {key: ("IE",)}
    tale.later(days=1)
    tale.tmdb.set(603, WEEK, ("IE", 3, "2026-12-17", ""))
    tale.refresh()
    assert tale.owed() == ["date-set 2026-12-17", "reminder 2026-12-17 7d",
                           "reminder 2026-12-17 1d", "reminder 2026-12-17 0d"]  # fmt: skip


def test_a_subscriber_is_told_nothing_of_dates_that_are_over(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [("GB", 3, "2021-10-21", "")], year="2021"))
    with tale.store.unit() as connection:
        film = facts.add_film(connection, "Dune", 2021, tale.moment)
        settings.follow(connection, tale.ana, film.id, tale.moment)
    tale.refresh()
    assert tale.date("Dune") == "2021-10-21"
    assert tale.owed() == []


def test_who_joins_later_is_reminded_of_what_the_source_said(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [WEEK]))
    tale.follow("Dune")
    tale.refresh()
    with tale.store.unit() as connection:
        ben: Subscriber = settings.add_subscriber(
            connection, "Ben", Defaults("Europe/London"), tale.moment
        )
        target = Target("json://localhost/ben", "localhost", 0)
        settings.add_channels(connection, ben, "mail", [target], tale.moment, takes="reminders")
        (film,) = facts.films_titled(connection, "Dune")
        settings.follow(connection, ben, film.id, tale.moment)
    assert sum(line.startswith("reminder") for line in tale.owed()) == 6
