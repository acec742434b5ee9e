"""How a film comes by its poster: with what TMDB says of it, whatever else changes or does not."""

from releases.store import asked
from releases.store.posters import posters_of
from releases.tracking import lookup
from tests.tracking.fake_tmdb import Film
from tests.tracking.tale import WEEK, Tale


def poster(tale: Tale, film_id: int) -> str | None:
    with tale.store.read() as connection:
        return posters_of(connection, [film_id]).get(film_id)


def test_a_followed_film_gets_the_poster_that_tmdb_names(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [WEEK], poster="/dune.jpg"))
    tale.tmdb.add(604, Film("Undrawn", [WEEK]))
    dune, undrawn = tale.follow("Dune"), tale.follow("Undrawn")
    assert tale.refresh().error is None
    assert (poster(tale, dune), poster(tale, undrawn)) == ("/dune.jpg", None)
    assert not any(path.endswith(".jpg") for path in tale.tmdb.asked)


def test_a_poster_that_alone_changes_is_taken_and_nobody_hears_of_it(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [WEEK], poster="/dune.jpg"))
    dune = tale.follow("Dune")
    tale.refresh()
    before = tale.owed()
    tale.later(days=1)
    tale.tmdb.set(603, poster="/other.jpg")
    tale.refresh()
    assert (poster(tale, dune), tale.owed()) == ("/other.jpg", before)
    tale.later(days=1)
    tale.tmdb.set(603, poster=None)
    tale.refresh()
    assert (poster(tale, dune), tale.owed()) == (None, before)


def test_an_answer_that_has_not_changed_leaves_the_poster(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [WEEK], poster="/dune.jpg"))
    dune = tale.follow("Dune")
    tale.refresh()
    tale.later(days=1)
    tale.refresh()
    assert tale.tmdb.sink.at("/3/movie/603")[-1].headers["if-none-match"] == '"1"'
    assert poster(tale, dune) == "/dune.jpg"


def test_a_poster_of_another_form_is_none(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [WEEK], poster="/../../etc/passwd.jpg"))
    dune = tale.follow("Dune")
    assert tale.refresh().error is None
    assert (poster(tale, dune), tale.date("Dune")) == (None, "2026-12-18")


def test_a_film_that_is_gone_there_keeps_its_poster(tale: Tale) -> None:
    tale.tmdb.add(603, Film("Dune", [WEEK], poster="/dune.jpg"))
    dune = tale.follow("Dune")
    tale.refresh()
    del tale.tmdb.films[603]
    tale.later(days=1)
    tale.refresh()
    with tale.store.read() as connection:
        assert [each.gone for each in asked.lost_films(connection, dune)] == [True]
    assert poster(tale, dune) == "/dune.jpg"


def test_a_film_that_is_looked_up_and_followed_has_its_poster_at_once(tale: Tale) -> None:
    from releases.fetch import Fetcher
    from releases.sources.tmdb import Tmdb

    tale.tmdb.add(603, Film("Dune", [WEEK], poster="/dune.jpg"))
    with Fetcher(allow_private=True) as fetcher:
        tmdb = Tmdb(fetcher, "eyJ.token", tale.tmdb.sink.url + "/3")
        (found,) = tmdb.search("Dune")
        said = tmdb.film(found.tmdb).facts
    assert said is not None
    with tale.store.unit() as connection:
        film = lookup.follow_candidate(connection, tale.ana, found, tale.moment)
        lookup.take_facts(connection, film, said, tale.moment, ["GB"])
    assert poster(tale, film.id) == "/dune.jpg"
