"""A title without a date: the films that it may mean are shown, one is chosen, and followed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from releases.store import access, people
from releases.store import films as facts
from tests.parts.http_sink import Reply
from tests.tracking.fake_tmdb import FakeTmdb, Film, fake_tmdb
from tests.web.conftest import Browser, Town, text_of
from tests.web.test_pages import MARKUP, Outline

TOKEN = "eyJ.very.secret"
KEPT = {"title": "Dune", "in": "GB, IE", "year": "2026", "kind": "digital", "follow": "yes"}


@pytest.fixture
def tmdb(town: Town) -> Iterator[FakeTmdb]:
    with fake_tmdb() as made:
        town.serve(
            replace(town.settings, tmdb_token=TOKEN, tmdb_base_url=made.sink.url + "/3")
        )  # fmt: skip
        made.add(1, Film("Dune", [("GB", 3, "2026-12-18", ""), ("US", 3, "2026-12-16", "")]))
        made.add(2, Film("Dune", [("GB", 3, "1984-12-14", "")], year="1984"))
        yield made


def look_up(browser: Browser, **fields: str) -> Any:
    return browser.submit("/add", "/add", **({"title": "Dune", "follow": "yes"} | fields))


def sealed(page: str) -> str:
    found = re.search(r'name="sealed" value="([^"]+)"', page)
    assert found
    return found[1]


def choose(browser: Browser, page: Any, film: str) -> Any:
    return browser.submit("/add/film", "/add", sealed=sealed(page.text), film=film)


def stored(town: Town) -> list[str]:
    with town.store.read() as connection:
        return [
            f"{film.title} {film.year}" for film in facts.films_titled(connection, "Dune")
        ]  # fmt: skip


def follows(town: Town, name: str) -> list[str]:
    with town.store.read() as connection:
        rows = people.following(connection, people.subscriber(connection, name))
        return [f"{row.title} {row.year}" for row in rows]


@pytest.mark.parametrize("name", ["Ana", "Ben"])
def test_a_film_of_tmdb_is_chosen_and_its_dates_are_kept(
    town: Town, tmdb: FakeTmdb, name: str
) -> None:
    browser = town.browser(name)
    page = look_up(browser)
    assert page.status_code == 200
    said = text_of(page.text)
    assert "Dune (2026) at TMDB" in said
    assert "Dune (1984) at TMDB" in said
    assert "not endorsed or certified by TMDB" in said
    assert stored(town) == follows(town, name) == []
    done = choose(browser, page, "0")
    assert done.url.path == "/films/f1"
    assert "You follow Dune." in text_of(done.text)
    assert "Friday 18 December 2026" in text_of(done.text)
    assert follows(town, name) == ["Dune 2026"]
    with town.store.read() as connection:
        (release,) = [each for each in facts.releases_of(connection, 1) if each.territory == "GB"]
        claim = facts.claims_of(connection, release.id)[-1]
        assert (claim.claim.evidence.source, claim.by) == ("tmdb", None)
    assert TOKEN not in page.text + done.text


def test_films_that_are_known_are_found_without_tmdb_by_any_part_of_the_title(town: Town) -> None:
    town.add("The Paddington Papers", "2026-09-04", by=None)
    town.add("Paddington", "2026-12-04", by=None)
    town.add("Moonlit", "2026-10-02", by=None)
    ben = town.browser("Ben")
    page = look_up(ben, title="paddington!")
    offered = re.findall(r"<strong>([^<]+)</strong>", page.text)
    assert offered == ["Paddington", "The Paddington Papers"]
    assert "Moonlit" in look_up(ben, title="Moonlitt").text
    done = choose(ben, page, "1")
    assert done.url.path == "/films/f1"
    assert follows(town, "Ben") == ["The Paddington Papers None"]


def test_what_is_called_so_comes_before_what_is_known_here(town: Town, tmdb: FakeTmdb) -> None:
    town.add("Dune: Part Three", "2026-12-18", by=None)
    page = look_up(town.browser("Ana"))
    offered = re.findall(r"<strong>([^<]+)</strong>", page.text)
    assert offered == ["Dune", "Dune", "Dune: Part Three"]
    outline = Outline(page.text)
    assert outline.unnamed == []
    assert outline.headings == [1, 2]
    assert len(page.content) < 100_000


def test_a_film_that_is_known_is_offered_once_and_first(town: Town, tmdb: FakeTmdb) -> None:
    ana = town.browser("Ana")
    choose(ana, look_up(ana), "0")
    page = look_up(ana)
    said = text_of(page.text)
    assert "Dune (2026) known here" in said
    assert "Dune (1984) at TMDB" in said
    assert "Dune (2026) at TMDB" not in said
    assert choose(ana, page, "0").url.path == "/films/f1"
    assert stored(town) == ["Dune 2026"]


def test_the_kind_and_the_places_typed_are_what_is_followed(town: Town, tmdb: FakeTmdb) -> None:
    tmdb.set(1, ("IE", 3, "2026-12-18", ""), ("GB", 4, "2027-02-01", ""))
    ana = town.browser("Ana")
    choose(ana, look_up(ana, **KEPT), "0")
    with town.store.read() as connection:
        (row,) = people.following(connection, people.subscriber(connection, "Ana"))
        assert (row.kinds, row.territories) == ("digital", "GB,IE")


def test_a_film_without_a_date_where_one_is_says_so(town: Town, tmdb: FakeTmdb) -> None:
    tmdb.add(3, Film("Unheard Of", [("US", 3, "2026-12-16", "")]))
    ana = town.browser("Ana")
    done = choose(ana, look_up(ana, title="Unheard Of"), "0")
    assert "No date is known where you are yet" in text_of(done.text)


def assert_typed_is_there(page: str) -> None:
    for name in ("title", "in", "year"):
        assert f'name="{name}" value="{KEPT[name]}"' in page
    assert '<option value="digital" selected>' in page
    assert re.search(r'name="follow" value="yes" checked', page)


BROKEN = [
    (Reply(status=401, body=b'{"status_code": 7, "status_message": "Invalid API key"}'),
     "refuses its key"),
    (Reply(status=503), "trouble of its own"),
    (Reply(status=429, headers={"Retry-After": "3"}), "less often"),
    (Reply(reset=True), "did not answer"),
    (Reply(body=b"<html>sign in", headers={"Content-Type": "text/html"}), "a web page"),
    (Reply(body=b'{"results": [{"id'), "half a document"),
]  # fmt: skip


@pytest.mark.parametrize(("reply", "says"), BROKEN)
def test_where_tmdb_does_not_answer_it_is_said_and_what_was_typed_is_kept(
    town: Town, tmdb: FakeTmdb, reply: Reply, says: str
) -> None:
    tmdb.broken = reply
    ana = town.browser("Ana")
    page = look_up(ana, **KEPT)
    assert page.status_code == 422
    assert says in text_of(page.text)
    assert "by itself" not in text_of(page.text)
    assert TOKEN not in page.text
    assert_typed_is_there(page.text)
    town.add("Dune", "2026-12-18", by=None)
    known = look_up(ana, **KEPT)
    assert known.status_code == 200
    assert says in text_of(known.text)
    assert "known here" in known.text
    assert_typed_is_there(known.text)


@pytest.mark.parametrize(("reply", "says"), [*BROKEN[:2], (Reply(status=404), "")])
def test_where_tmdb_fails_after_the_choice_nothing_is_stored_and_nothing_lost(
    town: Town, tmdb: FakeTmdb, reply: Reply, says: str
) -> None:
    ana = town.browser("Ana")
    page = look_up(ana, **KEPT)
    tmdb.broken = reply
    failed = choose(ana, page, "0")
    assert failed.status_code == 422
    assert says in text_of(failed.text)
    assert_typed_is_there(failed.text)
    assert stored(town) == follows(town, "Ana") == []
    tmdb.broken = None
    assert choose(ana, failed, "0").url.path == "/films/f1"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"title": "Nothing Like It"}, "no film 'nothing like it' is known here or at tmdb"),
        ({"label": "4K"}, "goes with a date"), ({"note": "a friend"}, "goes with a date"),
        ({"hold": "yes"}, "goes with a date"), ({"year": "12345"}, "year of a film"),
        ({"in": "Narnia"}, "narnia"), ({"kind": "opera"}, "not a kind"),
        ({"title": " "}, "needs a title"),
    ],
)  # fmt: skip
def test_what_cannot_be_looked_up_is_said_and_the_form_keeps_it(
    town: Town, tmdb: FakeTmdb, fields: dict[str, str], says: str
) -> None:
    page = look_up(town.browser("Ana"), **fields)
    assert page.status_code in (400, 422)
    assert says in text_of(page.text).lower()
    for name in ("title", "label", "note", "in", "year"):
        if fields.get(name, "").strip():
            assert f'name="{name}" value="{fields[name]}"' in page.text
    assert ("hold" in fields) == bool(re.search(r'name="hold" value="yes" checked', page.text))
    assert follows(town, "Ana") == []


def test_without_tmdb_an_unknown_title_asks_for_its_date(town: Town) -> None:
    page = look_up(town.browser("Ana"))
    assert page.status_code == 422
    assert "no film 'dune' is known here. check the spelling, or type its date" in (
        text_of(page.text).lower()
    )
    assert 'name="title" value="Dune"' in page.text


@pytest.mark.parametrize("film", ["", "99", "-1", "x", "٣", "9" * 10])
def test_a_choice_that_is_none_is_asked_for_again(town: Town, tmdb: FakeTmdb, film: str) -> None:
    ana = town.browser("Ana")
    again = choose(ana, look_up(ana, **KEPT), film)
    assert again.status_code == 400
    assert "Choose the film that is meant" in text_of(again.text)
    assert_typed_is_there(again.text)
    assert follows(town, "Ana") == []


def test_what_was_found_cannot_be_changed_or_lent(town: Town, tmdb: FakeTmdb) -> None:
    ana, ben = town.browser("Ana"), town.browser("Ben")
    page = look_up(ben)
    for browser, value in ((ana, sealed(page.text)), (ben, "x" + sealed(page.text)), (ben, "")):
        answer = browser.submit("/add/film", "/add", sealed=value, film="0")
        assert answer.status_code == 403
    assert follows(town, "Ana") == follows(town, "Ben") == []


def test_markup_in_titles_of_tmdb_is_shown_as_text(town: Town, tmdb: FakeTmdb) -> None:
    tmdb.add(3, Film("Dune " + MARKUP, [("GB", 3, "2026-12-16", "")]))
    page = look_up(town.browser("Ana"), title="Dune " + MARKUP)
    assert "<script" not in page.text
    assert "<img" not in page.text
    assert "&lt;script&gt;" in page.text


def program(town: Town, name: str) -> Browser:
    with town.store.unit() as connection:
        who = people.subscriber(connection, name)
        secret = access.make_token(connection, who.id, "api", town.now)[1]
    return town.browser(headers={"authorization": f"Bearer {secret}"})


def test_a_program_looks_a_title_up_and_follows_what_it_found(town: Town, tmdb: FakeTmdb) -> None:
    ben = program(town, "Ben")
    found = ben.get("/api/v1/lookup", params={"title": "dune (1984)"}).json()
    assert [(each["film"], each["tmdb"], each["year"]) for each in found] == [
        (None, "1", 2026), (None, "2", 1984),
    ]  # fmt: skip
    made = ben.post("/api/v1/follows", json={"tmdb": "1", "territories": ["US"]})
    assert made.status_code == 201
    assert made.json()["film"] == {"id": "f1", "title": "Dune", "year": 2026}
    assert made.json()["territories"] == ["US"]
    whole = ben.get("/api/v1/films/f1").json()["releases"]
    assert ("US", "2026-12-16") in [(each["territory"], each["date"]) for each in whole]
    assert ben.get("/api/v1/lookup", params={"title": "Dune"}).json()[0]["film"] == "f1"
    assert ben.get("/api/v1/lookup", params={"title": "Nothing Like It"}).json() == []
    for body in ({}, {"title": "Dune", "tmdb": "1"}, {"tmdb": "x"}, {"tmdb": "99"}, {"tmdb": ""}):
        assert ben.post("/api/v1/follows", json=body).status_code in (400, 422)
    tmdb.broken = BROKEN[0][0]
    refused = ben.get("/api/v1/lookup", params={"title": "Dune"})
    assert refused.status_code == 422
    assert "refuses its key" in refused.json()["title"]
