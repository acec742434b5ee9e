"""Posters: from an address of our own, fetched once, and never a reason for a page to wait."""

import os
import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from releases.config import Settings
from releases.reminding.rehearsal import VirtualClock
from releases.sources.posters import LARGEST
from releases.store import access, people
from releases.store import films as facts
from releases.store.posters import record_posters
from releases.tracking import people as wishes
from releases.tracking.merging import merge
from releases.tracking.refresh import refresh_due
from releases.web.app import THREADS
from releases.web.gallery import FOLDER, Gallery, Wanted, gallery_of
from releases.web.posters import BLANK
from tests.parts.http_sink import Arrival, HttpSink, Reply
from tests.parts.pictures import JPEG, png
from tests.tracking.fake_tmdb import Film, fake_tmdb
from tests.web.conftest import Browser, Town, text_of

PNG = png(4, 6)
POSTER = "/pB8BM7pdSp6B6Ih7QZ4DrQ3PmJK.png"
DRAWN = Reply(headers={"Content-Type": "image/png"}, body=PNG)


@pytest.fixture
def sink() -> Iterator[HttpSink]:
    with HttpSink(default=Reply(status=404)) as opened:
        opened.script(f"/t/p/w342{POSTER}", DRAWN)
        opened.script(f"/t/p/w92{POSTER}", DRAWN)
        yield opened


@pytest.fixture
def shown(town: Town, sink: HttpSink) -> Town:
    """A town whose film f1, Sunlit, has a poster, as f2, Moonlit, has not."""
    town.add("Sunlit", "2026-06-12")
    town.add("Moonlit", "2026-06-19")
    give(town, POSTER)
    town.serve(replace(town.settings, tmdb_images_url=f"{sink.url}/t/p"))
    return town


def give(town: Town, path: str) -> None:
    with town.store.unit() as connection:
        record_posters(connection, "tmdb", {1: path})


def address(browser: Browser, page: str = "/films/f1") -> str:
    """The address of the picture on a page."""
    found = re.search(r'<img class="poster[^>]* src="([^"]+)"', browser.get(page).text)
    assert found, f"{page} shows no poster"
    return found[1].replace("&amp;", "&")


def is_blank(answer: httpx.Response) -> bool:
    kind, kept = answer.headers["content-type"], answer.headers["cache-control"]
    return (answer.status_code, kind, kept) == (200, "image/svg+xml", "no-store") and (
        answer.content == BLANK
    )


def folder(town: Town) -> Path:
    assert town.store.path
    return town.store.path.parent / FOLDER


def test_a_poster_is_fetched_once_and_then_kept_as_a_file(shown: Town, sink: HttpSink) -> None:
    ana, ben = shown.browser("Ana"), shown.browser("Ben")
    picture = address(ana)
    for browser in (ana, ben, ana):
        answer = browser.get(picture)
        assert (answer.content, answer.headers["content-type"]) == (PNG, "image/png")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "private, max-age=2592000, immutable"
    assert [came.path for came in sink.arrivals] == [f"/t/p/w342{POSTER}"]
    shown.serve(shown.settings)
    assert ana.get(picture).content == PNG
    assert len(sink.arrivals) == 1
    (file,) = folder(shown).iterdir()
    assert file.read_bytes() == PNG
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_what_the_browser_has_is_not_sent_again(shown: Town) -> None:
    ana = shown.browser("Ana")
    first = ana.get("/films/f1/poster")
    assert (first.content, first.headers["cache-control"]) == (PNG, "private, no-cache")
    tag = first.headers["etag"]
    again = ana.get("/films/f1/poster", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    give(shown, "/other.png")
    assert ana.get("/films/f1/poster", headers={"if-none-match": tag}).status_code == 200


def test_a_film_and_the_agenda_show_it_without_anything_jumping(
    shown: Town, sink: HttpSink
) -> None:
    ana = shown.browser("Ana")
    film, agenda = ana.get("/films/f1").text, ana.get("/agenda").text
    (large,) = re.findall(r"<img [^>]+>", film)
    assert 'width="180" height="270" alt="Poster of Sunlit" loading="lazy"' in large
    assert "Poster from TMDB" in film
    (small,) = re.findall(r"<img [^>]+>", agenda)
    assert 'width="46" height="69" alt="" loading="lazy"' in small
    assert agenda.count('<span class="poster small"></span>') == 1
    # The pages came without the pictures being asked for.
    assert sink.arrivals == []
    assert ana.get(address(ana, "/agenda")).content == PNG
    assert [came.path for came in sink.arrivals] == [f"/t/p/w92{POSTER}"]
    for page in ("/films/f2", "/?month=2026-06"):
        assert "poster" not in ana.get(page).text
    for page in (film, agenda):
        assert sink.url not in page
        assert POSTER not in page


def test_a_film_followed_without_a_date_shows_it_in_the_agenda(shown: Town) -> None:
    ana = shown.browser("Ana")
    with shown.store.unit() as connection:
        film = facts.add_film(connection, "Someday", None, shown.now)
        wishes.follow(connection, people.subscriber(connection, "Ana"), film.id, shown.now)
        record_posters(connection, "tmdb", {film.id: POSTER})
    assert len(re.findall(r"<img [^>]+>", ana.get("/agenda").text)) == 2


def test_without_any_poster_the_agenda_is_the_list_that_it_was(town: Town) -> None:
    town.add("Sunlit", "2026-06-12")
    assert "poster" not in town.browser("Ana").get("/agenda").text


@pytest.mark.parametrize("path", ["/films/f1/poster", "/films/f2/poster", "/films/f9/poster"])
def test_no_poster_is_shown_to_a_stranger_nor_fetched_for_one(
    shown: Town, sink: HttpSink, path: str
) -> None:
    answer = shown.browser().get(path)
    assert answer.url.path == "/sign-in"
    assert PNG not in answer.content
    assert sink.arrivals == []


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=404), Reply(status=500), Reply(reset=True),
        Reply(headers={"Content-Type": "text/html"}, body=b"<script>alert(1)</script>"),
        Reply(headers={"Content-Type": "image/png"}, body=b"<script>alert(1)</script>"),
        Reply(headers={"Content-Type": "image/png"}, body=JPEG),
        Reply(headers={"Content-Type": "image/png"}, body=PNG + bytes(LARGEST)),
        Reply(status=302, headers={"Location": "http://localhost:9/a.png"}),
    ],
)  # fmt: skip
def test_what_cannot_be_had_is_a_blank_sheet_and_is_left_alone_for_a_while(
    shown: Town, sink: HttpSink, reply: Reply
) -> None:
    sink.script(f"/t/p/w342{POSTER}", reply)
    ana = shown.browser("Ana")
    picture = address(ana)
    assert is_blank(ana.get(picture))
    sink.script(f"/t/p/w342{POSTER}", DRAWN)
    assert is_blank(ana.get(picture))
    assert len(sink.arrivals) == 1
    assert not folder(shown).exists()
    shown.serve(shown.settings)
    assert ana.get(picture).content == PNG


def test_a_film_without_a_poster_has_a_blank_one_and_no_film_has_none(
    shown: Town, sink: HttpSink
) -> None:
    ana = shown.browser("Ana")
    assert is_blank(ana.get("/films/f2/poster"))
    for path in ("/films/f99/poster", "/films/r1/poster", "/films/f1%2f../poster",
                 "/films/f" + "9" * 400 + "/poster"):  # fmt: skip
        assert ana.get(path).status_code == 404
    assert ana.get("/films/f1/poster?size=../../w342&v=%00").content == PNG
    assert len(sink.arrivals) == 1


@pytest.mark.parametrize("path", ["/../../a.png", "//evil.example/a.png", "/a.png?x", "/a.svg"])
def test_a_path_that_is_none_is_not_followed_though_the_database_holds_it(
    shown: Town, sink: HttpSink, path: str
) -> None:
    give(shown, path)
    ana = shown.browser("Ana")
    assert "<img" not in ana.get("/films/f1").text
    assert is_blank(ana.get("/films/f1/poster"))
    assert sink.arrivals == []


def test_pictures_that_do_not_come_hold_up_no_page(shown: Town, sink: HttpSink) -> None:
    """More of them are waited for than the server has threads for its pages."""
    go = threading.Event()

    def answer(_came: Arrival) -> Reply:
        go.wait(100)
        return DRAWN

    number = THREADS + 4
    for key in range(3, 3 + number):
        shown.add(f"Film {key}", "2026-06-12")
        sink.script(f"/t/p/w92/p{key}.png", answer)
    shown.hang(
        Gallery(
            folder(shown), f"{sink.url}/t/p", allow_private=True, seconds=100, patience=100
        )
    )  # fmt: skip
    with shown.store.unit() as connection:
        said = {key: f"/p{key}.png" for key in range(3, 3 + number)}
        record_posters(connection, "tmdb", said)
    browsers = [shown.browser("Ana") for _ in range(number)]
    paths = [f"/films/f{key}/poster?size=small" for key in said]
    with ThreadPoolExecutor(number) as pool:
        coming = [pool.submit(b.get, path) for b, path in zip(browsers, paths, strict=True)]
        sink.wait_for(2)
        page = shown.browser("Ben").get("/agenda?show=all")
        assert page.status_code == 200
        assert page.text.count("<img") == number + 1
        assert not any(each.done() for each in coming)
        go.set()
        assert {each.result().content for each in coming} == {PNG}


def test_what_does_not_come_in_time_is_blank_now_and_there_later(
    shown: Town, sink: HttpSink
) -> None:
    go = threading.Event()

    def answer(_came: Arrival) -> Reply:
        go.wait(100)
        return DRAWN

    sink.script(f"/t/p/w342{POSTER}", answer)
    gallery = Gallery(
        folder(shown), f"{sink.url}/t/p", allow_private=True, seconds=100, patience=0.05
    )
    shown.hang(gallery)
    ana = shown.browser("Ana")
    assert is_blank(ana.get("/films/f1/poster"))
    go.set()
    assert gallery.ask(Wanted(POSTER, "large")).result(100)
    assert ana.get("/films/f1/poster").content == PNG
    assert len(sink.arrivals) == 1


def test_a_program_is_told_of_the_poster_and_given_it_for_its_token(
    shown: Town, sink: HttpSink
) -> None:
    with shown.store.unit() as connection:
        who = people.subscriber(connection, "Ben")
        _, token = access.make_token(connection, who.id, "api", shown.now)
    program = shown.browser(headers={"authorization": f"Bearer {token}"})
    film = program.get("/api/v1/films/f1").json()
    assert film["poster"] == "/api/v1/films/f1/poster"
    assert program.get("/api/v1/films/f2").json()["poster"] is None
    answer = program.get(film["poster"], params={"size": "small"})
    assert (answer.content, answer.headers["content-type"]) == (PNG, "image/png")
    tag = {"if-none-match": answer.headers["etag"]}
    assert program.get(film["poster"], params={"size": "small"}, headers=tag).status_code == 304
    for path in ("f2/poster", "f99/poster", "x/poster"):
        refused = program.get(f"/api/v1/films/{path}")
        assert (refused.status_code, refused.headers["content-type"]) == (
            404, "application/problem+json",
        )  # fmt: skip
    assert program.get(film["poster"], params={"size": "../x"}).status_code == 422
    # A session in a browser opens nothing there.
    assert shown.browser("Ana").get(film["poster"]).status_code == 401
    assert len(sink.arrivals) == 1


def test_a_poster_comes_from_what_tmdb_says_of_a_film_to_its_page(town: Town) -> None:
    town.add("Dune", "2026-12-18")
    with town.store.unit() as connection:
        facts.set_film(connection, 1, tmdb="603")
    with fake_tmdb() as tmdb:
        tmdb.add(603, Film("Dune", [("GB", 3, "2026-12-18", "")], poster=POSTER))
        tmdb.sink.script(f"/t/p/w342{POSTER}", DRAWN)
        town.serve(
            replace(
                town.settings, tmdb_token="eyJ.token", tmdb_base_url=f"{tmdb.sink.url}/3",
                tmdb_images_url=f"{tmdb.sink.url}/t/p",
            )
        )  # fmt: skip
        ana = town.browser("Ana")
        assert "<img" not in ana.get("/films/f1").text
        refresh_due(town.store, town.settings, VirtualClock(town.now), pace=10_000)
        picture = ana.get(address(ana))
        assert (picture.content, picture.headers["content-type"]) == (PNG, "image/png")
        assert "token" not in str(tmdb.sink.arrivals[-1])


def test_the_films_that_a_title_may_mean_are_told_apart_by_their_posters(town: Town) -> None:
    with fake_tmdb() as tmdb:
        tmdb.add(1, Film("Dune", poster=POSTER))
        tmdb.add(2, Film("Dune", year="1984", poster="//evil.example/a.png"))
        tmdb.sink.script(f"/t/p/w92{POSTER}", DRAWN)
        town.serve(
            replace(
                town.settings, tmdb_token="eyJ.token", tmdb_base_url=f"{tmdb.sink.url}/3",
                tmdb_images_url=f"{tmdb.sink.url}/t/p",
            )
        )  # fmt: skip
        ana, ben = town.browser("Ana"), town.browser("Ben")
        found = ana.submit("/add", "/add", title="Dune", follow="yes").text
        (tag,) = re.findall(r"<img [^>]+>", found)
        assert found.count('<span class="poster small"></span>') == 1
        before = len(tmdb.sink.arrivals)
        (picture,) = re.findall(r'src="([^"]+)"', tag)
        answer = ana.get(picture)
        assert (answer.content, answer.headers["content-type"]) == (PNG, "image/png")
        # The address is of one session, and nobody can make one.
        for browser, address in ((ben, picture), (ana, "/posters/ImEi.x"), (ana, "/posters/a.png"),
                                 (ana, picture.replace("?", "x?"))):  # fmt: skip
            assert browser.get(address).status_code == 404
        assert town.browser().get(picture).url.path == "/sign-in"
        assert len(tmdb.sink.arrivals) == before + 1
        town.serve(replace(town.settings, web_posters=False))
        assert "poster" not in ana.submit("/add", "/add", title="Dune", follow="yes").text


def test_a_page_full_of_posters_is_still_small(shown: Town) -> None:
    number = 100
    with shown.store.unit() as connection:
        who = people.subscriber(connection, "Ana")
        said = {}
        for count in range(number):
            film = facts.add_film(connection, f"A film of a usual title {count}", 2027, shown.now)
            wishes.follow(connection, who, film.id, shown.now)
            said[film.id] = POSTER
        record_posters(connection, "tmdb", said)
    page = shown.browser("Ana").get("/agenda")
    assert page.text.count("<img") > number
    assert len(page.content) < 60_000


def test_a_title_with_markup_is_words_in_the_name_of_the_picture(town: Town) -> None:
    town.add('"><script>alert(1)</script>', "2026-06-12")
    give(town, POSTER)
    page = town.browser("Ana").get("/films/f1").text
    assert "<script>" not in page
    assert 'alt="Poster of &#34;&gt;&lt;script&gt;' in page


def test_posters_can_be_switched_off(shown: Town, sink: HttpSink) -> None:
    shown.serve(replace(shown.settings, web_posters=False))
    ana = shown.browser("Ana")
    for page in ("/films/f1", "/agenda"):
        assert "poster" not in ana.get(page).text
    assert is_blank(ana.get("/films/f1/poster"))
    assert sink.arrivals == []


def test_a_film_made_one_with_another_leads_to_the_poster_of_that(shown: Town) -> None:
    with shown.store.unit() as connection:
        kept, other = (facts.film_by_id(connection, key) for key in (2, 1))
        merge(connection, kept, other, shown.now)
    ana = shown.browser("Ana")
    assert ana.get("/films/f1/poster").content == ana.get("/films/f2/poster").content == PNG


def test_a_file_that_is_no_picture_any_more_or_is_too_old_is_fetched_anew(
    shown: Town, sink: HttpSink
) -> None:
    ana = shown.browser("Ana")
    ana.get("/films/f1/poster")
    (file,) = folder(shown).iterdir()
    file.write_bytes(b"<html>")
    assert ana.get("/films/f1/poster").content == PNG
    assert len(sink.arrivals) == 2
    # TMDB lets nobody keep its content for longer than six months.
    old = shown.now.timestamp() - 181 * 86_400
    os.utime(file, (old, old))
    assert ana.get("/films/f1/poster").content == PNG
    assert len(sink.arrivals) == 3


def test_where_nothing_can_be_written_the_poster_is_shown_all_the_same(shown: Town) -> None:
    folder(shown).write_text("someone's file")
    assert shown.browser("Ana").get("/films/f1/poster").content == PNG


def test_the_address_of_tmdb_itself_may_not_lead_into_a_network_of_ones_own(town: Town) -> None:
    usual = gallery_of(town.store, Settings(allow_private=True))
    assert (usual.images_url, usual.allow_private) == ("https://image.tmdb.org/t/p", False)
    assert gallery_of(town.store, Settings(tmdb_images_url="http://10.0.0.1/t/p")).allow_private


def test_tmdb_is_named_where_it_is_asked(town: Town) -> None:
    ana = town.browser("Ana")
    said = "uses the TMDB API but is not endorsed or certified by TMDB"
    assert said not in text_of(ana.get("/agenda").text)
    town.serve(replace(town.settings, tmdb_token="eyJ.token"))
    assert said in text_of(ana.get("/agenda").text)
