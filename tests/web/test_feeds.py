"""The calendar and the news as calendar programs and feed readers ask for them."""

from datetime import date
from time import sleep
from typing import Any

import icalendar
import pytest
import vobject
from defusedxml.ElementTree import fromstring
from sqlalchemy import event

from releases.model.release import Kind, Standing
from releases.store import access
from tests.web.scene import Scene

FEEDS = ["/calendar.ics", "/feed.atom"]
ATOM = "{http://www.w3.org/2005/Atom}"


def events(body: str) -> dict[str, icalendar.Event]:
    found = icalendar.Calendar.from_ical(body).walk("VEVENT")
    assert len(found) == len(vobject.readOne(body).contents.get("vevent", []))
    return {str(each["SUMMARY"]): each for each in found}


def test_each_token_opens_its_own_calendar_and_no_other(scene: Scene) -> None:
    web = scene.client()
    for name, title, place in (("Ana", "Sunlit", "GB"), ("Ben", "Moonlit", "US")):
        token = scene.secret(name, "calendar")
        answer = web.get("/calendar.ics", params={"token": token})
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
        assert list(events(answer.text)) == [f"{title} (in cinemas, {place})"]
        news = web.get("/feed.atom", params={"token": token}).text
        assert title in news
        assert ("Moonlit" if title == "Sunlit" else "Sunlit") not in news


@pytest.mark.parametrize("path", FEEDS)
def test_a_token_that_opens_nothing_is_a_page_that_does_not_exist(scene: Scene, path: str) -> None:
    web = scene.client()
    good = scene.secret("Ana", "calendar")
    revoked = scene.secret("Ana", "calendar")
    with scene.world() as world:
        who = world.who("Ana")
        last = access.tokens_of(world.connection, who.id, "calendar")[-1]
        access.revoke_token(world.connection, who.id, last.id)
    assert web.get(path, params={"token": good}).status_code == 200
    missing = web.get(path.replace(".", "-no."))
    wrong: list[dict[str, Any]] = [
        {}, {"token": ""}, {"token": "x"}, {"token": revoked}, {"token": good[:-1]},
        {"token": good + "x"}, {"token": "é\x00\ud7ff"}, {"token": "x" * 5000},
        {"token": scene.secret("Ana", "api")}, {"token": scene.secret("Ana", "invite")},
        {"token": "x", "in": "Narnia"}, {"token": "' OR 1=1 --"},
    ]  # fmt: skip
    for params in wrong:
        answer = web.get(path, params=params)
        assert answer.status_code == 404
        assert answer.text.partition("<main")[2] == missing.text.partition("<main")[2]


@pytest.mark.parametrize("path", FEEDS)
def test_an_unchanged_feed_is_not_sent_again_and_its_rows_are_not_read(
    scene: Scene, path: str
) -> None:
    web = scene.client()
    params = {"token": scene.secret("Ana", "calendar")}
    first = web.get(path, params=params)
    asked: list[str] = []
    event.listen(
        scene.store.engine, "before_cursor_execute", lambda *args: asked.append(args[2])
    )  # fmt: skip
    for headers in (
        {"if-none-match": first.headers["etag"]},
        {"if-none-match": f'"other", W/{first.headers["etag"]}'},
        {"if-none-match": "*"},
        {"if-modified-since": first.headers["last-modified"]},
    ):
        answer = web.get(path, params=params, headers=headers)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == first.headers["etag"]
    assert asked
    for statement in asked:
        for table in ("releases", "films", "coverage", "deliveries", "changes", "claims"):
            assert f" {table} " not in f" {statement} ".replace("\n", " "), statement


@pytest.mark.parametrize("path", FEEDS)
def test_a_changed_feed_is_sent_whatever_the_asker_has(scene: Scene, path: str) -> None:
    web = scene.client()
    params = {"token": scene.secret("Ana", "calendar")}
    first = web.get(path, params=params)
    # Within the same second, so that the time alone cannot tell them apart.
    with scene.world() as world:
        world.move("Ana", "2026-06-19")
    for headers in (
        {"if-none-match": first.headers["etag"]},
        {"if-modified-since": first.headers["last-modified"]},
        {"if-modified-since": "no date", "if-none-match": ""},
    ):
        answer = web.get(path, params=params, headers=headers)
        assert answer.status_code == 200
        assert answer.headers["etag"] != first.headers["etag"]
        assert answer.content != first.content


def test_a_move_and_an_end_reach_the_calendar_under_one_uid(scene: Scene) -> None:
    web = scene.client()
    params = {"token": scene.secret("Ana", "calendar")}

    def event_now() -> icalendar.Event:
        (found,) = events(web.get("/calendar.ics", params=params).text).values()
        return found

    first = event_now()
    scene.later(days=1)
    with scene.world() as world:
        world.move("Ana", "2026-06-19")
    second = event_now()
    scene.later(days=1)
    with scene.world() as world:
        world.end("Ana", Standing.CANCELLED)
    third = event_now()
    assert len({str(each["UID"]) for each in (first, second, third)}) == 1
    assert [int(each["SEQUENCE"]) for each in (first, second, third)] == [0, 1, 2]
    changed = [each.decoded("LAST-MODIFIED") for each in (first, second, third)]
    assert changed == sorted(set(changed))
    assert second.decoded("DTSTART") == date(2026, 6, 19)
    assert str(third["STATUS"]) == "CANCELLED"


def test_the_address_says_what_the_calendar_shows(scene: Scene) -> None:
    web = scene.client()
    token = scene.secret("Ana", "calendar")
    with scene.world() as world:
        world.add("Ana", "2026-08-01", "IE", title="Harbour")
        world.add("Ana", "2026-Q4", "GB", title="Harbour", kind=Kind.DIGITAL)

    def titles(query: str) -> list[str]:
        body = web.get(f"/calendar.ics?token={token}{query}").text
        return [title.partition(" (")[0] for title in events(body)]

    assert titles("") == ["Sunlit", "Harbour", "Harbour"]
    assert titles("&in=IE") == ["Harbour"]
    assert titles("&in=gb,ie&kind=theatrical") == ["Sunlit", "Harbour"]
    assert titles("&kind=digital") == ["Harbour"]
    assert titles("&kind=digital&partial=no") == []
    assert "TRIGGER:-PT15H" in web.get(f"/calendar.ics?token={token}&alarm=15").text
    tags = {
        web.get(f"/calendar.ics?token={token}{query}").headers["etag"]
        for query in ("", "&in=IE", "&kind=digital", "&partial=no", "&alarm=15")
    }
    assert len(tags) == 5
    for query in ("&in=Narnia", "&kind=opera", "&alarm=never", "&alarm=0", "&alarm=١"):
        assert web.get(f"/calendar.ics?token={token}{query}").status_code == 400


def test_the_head_of_a_feed_is_had_without_its_body(scene: Scene) -> None:
    web = scene.client()
    params = {"token": scene.secret("Ana", "calendar")}
    for path in FEEDS:
        answer = web.head(path, params=params)
        assert answer.status_code == 200
        assert answer.headers["etag"] == web.get(path, params=params).headers["etag"]
        assert web.post(path, params=params).status_code == 405


def test_the_news_say_what_was_told_once_for_all_channels(scene: Scene) -> None:
    web = scene.client()
    params = {"token": scene.secret("Ana", "calendar")}
    before = web.get("/feed.atom", params=params)
    with scene.world() as world:
        world.channel("tablet", "Ana")
    scene.later(days=35)
    scene.send_due()
    after = web.get("/feed.atom", params=params)
    assert after.headers["etag"] != before.headers["etag"]

    def told(content: bytes) -> list[tuple[str, str]]:
        return [
            (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}content"))
            for entry in fromstring(content).iter(f"{ATOM}entry")
            if entry.find(f"{ATOM}category").attrib["term"] == "told"
        ]

    title = "Reminded you 7 days before: Sunlit (in cinemas, GB), Friday 12 June 2026"
    assert told(after.content) == [(title, "by phone-of-Ana, tablet")]
    tag = {"if-none-match": after.headers["etag"]}
    assert web.get("/feed.atom", params=params, headers=tag).status_code == 304
    with scene.world() as world:
        world.set("Ana", language="nl")
    dutch = web.get("/feed.atom", params=params, headers=tag)
    title = "7 dagen vooraf herinnerd: Sunlit (in de bioscoop, GB), vrijdag 12 juni 2026"
    assert told(dutch.content) == [(title, "via phone-of-Ana, tablet")]


def test_when_a_token_was_used_last_is_written_down_at_times(scene: Scene) -> None:
    web = scene.client()
    params = {"token": scene.secret("Ana", "calendar")}

    def used() -> Any:
        with scene.world() as world:
            return access.tokens_of(world.connection, world.who("Ana").id, "calendar")[0].used

    def is_written() -> bool:
        """After the answer was sent, so that nobody waits for it."""
        web.get("/calendar.ics", params=params)
        return any(used() == scene.now or sleep(0.02) for _ in range(500))

    assert is_written()
    first = scene.now
    scene.later(minutes=5)
    web.get("/calendar.ics", params=params)
    scene.later(minutes=4)
    web.get("/calendar.ics", params=params)
    assert used() == first
    scene.later(minutes=2)
    assert is_written()
