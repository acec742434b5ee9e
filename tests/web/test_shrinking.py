"""What is packed on the way, for whom, and what never is."""

import re

import httpx
import pytest

from releases.store import access
from tests.web.conftest import Town

FEEDS = ["/calendar.ics", "/feed.atom"]
TAKES = {"accept-encoding": "br, GZIP;q=0.8"}
TAKES_NOT = {"accept-encoding": "deflate, gzip;q=0"}


def full(town: Town) -> None:
    for number in range(12):
        town.add(
            f"Film {number}", f"2026-06-{number + 10}", sentence="It comes to cinemas at last."
        )


def secret(town: Town, purpose: access.Purpose) -> str:
    with town.store.unit() as connection:
        account = access.account(connection, "Ana")
        assert account
        return access.make_token(connection, account.subscriber_id, purpose, town.now)[1]


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_packed_for_who_can_unpack_it_and_says_the_same(town: Town, path: str) -> None:
    full(town)
    web, params = town.browser(), {"token": secret(town, "calendar")}
    small = web.get(path, params=params, headers=TAKES)
    whole = web.get(path, params=params, headers=TAKES_NOT)
    assert small.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in whole.headers
    assert small.headers["vary"] == whole.headers["vary"] == "Accept-Encoding"
    assert small.content == whole.content
    assert int(small.headers["content-length"]) < int(whole.headers["content-length"]) / 2
    # A tag names bytes, and whoever has either of them is told that nothing has changed.
    assert small.headers["etag"] != whole.headers["etag"]
    for had in (small, whole):
        for takes in (TAKES, TAKES_NOT):
            wanted = takes | {"if-none-match": had.headers["etag"]}
            again = web.get(path, params=params, headers=wanted)
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == had.headers["etag"]
    town.add("Another", "2026-07-01")
    for had, takes in ((small, TAKES), (whole, TAKES_NOT)):
        wanted = takes | {"if-none-match": had.headers["etag"]}
        new = web.get(path, params=params, headers=wanted)
        assert (new.status_code, "Another" in new.text) == (200, True)


def test_lists_for_programs_and_our_files_are_packed(town: Town) -> None:
    full(town)
    bearer = {"authorization": f"Bearer {secret(town, 'api')}"}
    web = town.browser()
    lists = [web.get("/api/v1/releases", headers=bearer | each) for each in (TAKES, TAKES_NOT)]
    style = web.get("/sign-in").text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    styles = [web.get(style, headers=each) for each in (TAKES, TAKES_NOT)]
    for small, whole in (lists, styles):
        assert small.headers["content-encoding"] == "gzip"
        assert "content-encoding" not in whole.headers
        assert small.content == whole.content
        assert "Accept-Encoding" in small.headers["vary"]
    assert styles[0].headers["etag"] == f"W/{styles[1].headers['etag']}"
    again = web.get(style, headers=TAKES | {"if-none-match": styles[0].headers["etag"]})
    assert again.status_code == 304
    short = web.get("/static/icon.svg", headers=TAKES)
    assert "content-encoding" not in short.headers


def test_no_page_with_the_secret_of_a_form_is_ever_packed(town: Town) -> None:
    full(town)
    pages = [("Ana", page) for page in ("/", "/agenda", "/add", "/settings", "/films/f1", "/keys")]
    for name, page in [*pages, ("", "/sign-in"), ("", "/nowhere")]:
        answer: httpx.Response = town.browser(name).get(page, headers=TAKES)
        assert "content-encoding" not in answer.headers, page
        if name:
            assert len(answer.content) > 1000
            assert re.search(r'name="csrf" value="[0-9a-f]{64}"', answer.text), page
