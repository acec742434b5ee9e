"""Two people on one database: what is one's own is neither seen nor touched by the other."""

import re
from datetime import timedelta
from typing import Any

import pytest

from releases.model.release import SourceClass
from releases.store import access, people, views
from releases.store import films as facts
from releases.store.engine import Connection
from releases.tracking import suggestions
from tests.web.conftest import Browser, Town, text_of

SECRET = "anas-secret-topic"


@pytest.fixture
def lived(town: Town) -> Town:
    """Ana follows Sunlit and has a channel and deliveries; Ben has a channel of the same name."""
    town.channel("phone", "Ana", f"json://example.org/{SECRET}")
    town.channel("phone", "Ben", "json://example.org/ben")
    town.add("Sunlit", "2026-06-12")
    return town


def deliveries_of(connection: Connection, name: str) -> list[tuple[int, str]]:
    who = people.subscriber(connection, name)
    return [(row.id, row.state) for row in views.deliveries_shown(connection, subscriber_id=who.id)]


PAGES = ["/", "/agenda", "/agenda?show=all", "/follows", "/suggestions", "/conflicts", "/channels",
         "/deliveries", "/settings", "/status", "/share", "/films/f1", "/releases/r1"]  # fmt: skip


@pytest.mark.parametrize("name", ["Ana", "Ben"])
def test_the_address_of_a_channel_is_on_no_page(lived: Town, name: str) -> None:
    browser = lived.browser(name)
    for page in PAGES:
        assert SECRET not in browser.get(page).text


def test_what_is_sent_to_one_is_not_shown_to_the_other(lived: Town) -> None:
    with lived.store.read() as connection:
        (first, _), *_ = deliveries_of(connection, "Ana")
        assert deliveries_of(connection, "Ben") == []
    ben = lived.browser("Ben")
    assert ben.get(f"/deliveries/d{first}").status_code == 404
    assert ben.submit(f"/deliveries/d{first}/retry").status_code == 404
    assert "Nothing waits to be sent" in text_of(ben.get("/deliveries").text)
    assert "pending" not in text_of(ben.get("/status").text)
    assert "pending" in text_of(lived.browser("Ana").get("/status").text)
    for page in ("/", "/agenda", "/follows"):
        assert "Sunlit" not in ben.get(page).text
    assert "you do not follow it" in text_of(ben.get("/films/f1").text)


def test_who_stated_a_date_is_told_to_themselves_and_to_admins(lived: Town) -> None:
    lived.add("Sunlit", "2026-06-26", by=None, klass=SourceClass.TMDB, source="tmdb")
    lived.add("Sunlit", "2026-07-03", "FR", by="Ben")
    ana, ben = lived.browser("Ana"), lived.browser("Ben")
    for page in (*PAGES, "/releases/r2"):
        assert "Ana" not in ben.get(page).text
    assert "by Ana" in text_of(ana.get("/conflicts").text)
    assert "by Ana" in text_of(ana.get("/releases/r1").text)
    for browser in (ana, ben):
        assert "by Ben" in text_of(browser.get("/releases/r2").text)


def test_a_rule_is_ones_own(lived: Town) -> None:
    ana, ben = lived.browser("Ana"), lived.browser("Ben")
    made = ana.submit("/rules", what="releases", kind="digital", **{"in": "GB"})
    assert "every digital release in GB" in text_of(made.text)
    assert "every digital release" not in ben.get("/follows").text
    assert ben.submit("/rules/end", id="u1").status_code == 404
    assert "has ended" in text_of(ana.submit("/rules/end", id="u1").text)


def test_a_channel_of_the_same_name_is_everybodys_own(lived: Town) -> None:
    lived.browser("Ben").submit("/channels/remove", name="phone")
    with lived.store.read() as connection:
        assert people.channels_of(connection, people.subscriber(connection, "Ben")) == []
        (kept,) = people.channels_of(connection, people.subscriber(connection, "Ana"))
        assert kept.state == "ok"
        assert {state for _, state in deliveries_of(connection, "Ana")} == {"pending"}


@pytest.mark.parametrize("act", ["pause", "resume", "remove", "test"])
def test_a_channel_of_another_cannot_be_named(lived: Town, act: str) -> None:
    lived.channel("pager", "Ana")
    answer = lived.browser("Ben").submit(f"/channels/{act}", name="pager")
    assert answer.status_code == 404
    with lived.store.read() as connection:
        who = people.subscriber(connection, "Ana")
        assert [each.state for each in people.channels_of(connection, who)] == ["ok", "ok"]


def test_settings_and_follows_are_only_ever_ones_own(lived: Town) -> None:
    ben = lived.browser("Ben")
    ben.submit("/films/f1/follow")
    ben.submit(
        "/settings", zone="Europe/Paris", at="08:00", leads="3d", quiet="", digest="none",
        language="fr", fallback="", name="Ana", subscriber="Ana", **{"in": "FR"},
    )  # fmt: skip
    ben.submit("/films/f1/unfollow")
    with lived.store.read() as connection:
        ana, other = (people.subscriber(connection, name) for name in ("Ana", "Ben"))
        assert (ana.leads, other.leads) == ((7, 1, 0), (3,))
        assert len(people.following(connection, ana)) == 1
        assert people.following(connection, other) == []
        assert len(deliveries_of(connection, "Ana")) == 3


SHARED = [
    ("/releases/r1/hold", {"hold": "yes"}), ("/releases/r1/end", {"how": "remove"}),
    ("/releases/r1/end", {"how": "cancel"}), ("/releases/r1/undo", {}),
    ("/films/f1/rename", {"title": "Mine"}), ("/films/f1/merge", {"other": "f1", "sure": "yes"}),
    ("/conflicts/r1", {"take": "keep"}), ("/suggestions", {"how": "accept", "id": "s1"}),
    ("/people", {"name": "Eve", "role": "admin"}),
    ("/people/shut-out", {"name": "Ana"}),
]  # fmt: skip


@pytest.mark.parametrize(("path", "fields"), SHARED)
def test_a_member_changes_nothing_that_is_shared(
    lived: Town, path: str, fields: dict[str, str]
) -> None:
    answer = lived.browser("Ben").submit(path, **fields)
    assert answer.status_code == 403
    assert "only an admin" in text_of(answer.text).lower()
    with lived.store.read() as connection:
        release = facts.release_by_id(connection, 1)
        assert (release.film.title, release.turn, release.pinned) == ("Sunlit", 0, False)
        assert {each.name for each in access.accounts_of(connection)} == {"Ana", "Ben"}


def test_a_member_does_not_see_the_page_of_people(lived: Town) -> None:
    ben = lived.browser("Ben")
    assert ben.get("/people").status_code == 403
    assert "/people" not in ben.get("/").text
    assert "releases.db" not in ben.get("/status").text


def suggested(ben: Browser, path: str, **fields: str) -> None:
    page = ben.submit(path, **fields)
    assert "Suggested" in text_of(page.text)


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/add", {"title": "Sunlit", "on": "2026-07-01", "in": "GB", "hold": "yes"}),
        ("/releases/r1/move", {"to": "2026-07-01", "because": "a poster", "hold": "yes"}),
    ],
)
def test_a_members_word_waits_until_an_admin_takes_it_over(
    lived: Town, path: str, fields: dict[str, str]
) -> None:
    ben, ana = lived.browser("Ben"), lived.browser("Ana")
    suggested(ben, path, **fields)
    with lived.store.read() as connection:
        assert facts.release_by_id(connection, 1).date.text == "2026-06-12"
        (row,) = suggestions.listed(connection)
    assert "Sunlit" in text_of(ben.get("/suggestions").text)
    assert "Ben" in text_of(ana.get("/suggestions").text)
    lived.later(hours=1)
    done = ana.submit("/suggestions", how="accept", id=f"s{row.id}")
    assert "1 July 2026" in text_of(done.text)
    with lived.store.read() as connection:
        release = facts.release_by_id(connection, 1)
        assert (release.date.text, release.pinned) == ("2026-07-01", False)
        assert facts.claims_of(connection, 1)[-1].by == "Ben"


def test_a_member_does_not_see_what_others_suggest(lived: Town) -> None:
    lived.person("Cleo", "member", "Europe/Paris", "FR")
    suggested(lived.browser("Ben"), "/add", title="Secret Wish", on="2027")
    assert "Secret Wish" not in lived.browser("Cleo").get("/suggestions").text


def test_a_member_follows_what_is_known_and_makes_no_film(lived: Town) -> None:
    ben = lived.browser("Ben")
    assert ben.submit("/follows", title="sunlit").url.path == "/films/f1"
    assert ben.submit("/follows", title="Not Known").status_code == 400
    with lived.store.read() as connection:
        assert facts.films_titled(connection, "Not Known") == []
    assert "No date is known yet" in text_of(
        lived.browser("Ana").submit("/follows", title="Not Known").text
    )


def test_who_is_shut_out_comes_in_no_more_by_any_way(lived: Town) -> None:
    ben, ana = lived.browser("Ben"), lived.browser("Ana")
    with lived.store.unit() as connection:
        who = people.subscriber(connection, "Ben")
        tokens = [
            access.make_token(connection, who.id, purpose, lived.now, lasts=timedelta(days=9))[1]
            for purpose in ("api", "calendar", "invite")
        ]
    ana.submit("/people/shut-out", name="Ben")
    assert ben.get("/").url.path == "/sign-in"
    assert ben.sign_in("Ben").status_code == 401
    assert ben.get(f"/welcome?token={tokens[2]}").status_code == 404
    with lived.store.read() as connection:
        for purpose, token in zip(("api", "calendar"), tokens, strict=False):
            assert access.find_token(connection, token, purpose, lived.now) is None
        assert len(people.channels_of(connection, people.subscriber(connection, "Ben"))) == 1


def test_an_invited_person_is_told_by_a_link_shown_once(lived: Town) -> None:
    ana = lived.browser("Ana")
    page = ana.submit("/people", name="Cleo", role="member")
    link = text_of(page.text).split("/welcome?token=")[1].split()[0]
    assert link not in ana.get("/people").text
    cleo = lived.browser()
    where = f"/welcome?token={link}"
    fields = {"token": link, "password": "a third song's words", "again": "a third song's words"}
    assert cleo.submit("/welcome", where, **fields).url.path == "/"
    assert "Sign out Cleo" in text_of(cleo.get("/").text)


READS = ["/me", "/status", "/films", "/films/f1", "/films/f1/poster", "/lookup?title=Sunlit",
         "/releases", "/releases/r1", "/releases/r1/claims", "/releases/r1/changes", "/follows",
         "/channels", "/deliveries", "/suggestions", "/conflicts", "/rules"]  # fmt: skip
OF_ANA = [("GET", "/channels/pager"), ("POST", "/channels/pager/test"),
          ("POST", "/channels/pager/pause"), ("POST", "/channels/pager/resume"),
          ("DELETE", "/channels/pager"), ("GET", "/deliveries/d1"), ("DELETE", "/rules/u1"),
          ("POST", "/deliveries/d1/retry"), ("DELETE", "/follows/f1")]  # fmt: skip
OF_ADMINS = [("PATCH", "/films/f1", {"title": "Mine"}),
             ("POST", "/films/f1/merge", {"other": "f1"}),
             ("POST", "/releases/r1/hold", {"hold": True}), ("POST", "/releases/r1/cancel", {}),
             ("POST", "/releases/r1/remove", {}), ("POST", "/releases/r1/undo", None),
             ("POST", "/suggestions/s1/accept", None), ("POST", "/suggestions/s1/dismiss", None),
             ("POST", "/conflicts/r1/resolve", {"take": None})]  # fmt: skip
# What a member does for themselves, or suggests.
OF_BEN: list[tuple[str, str, dict[str, Any]]] = [
    ("POST", "/read", {"text": "Nothing."}),
    ("PUT", "/follows/f1", {}),
    ("POST", "/follows", {"title": "Sunlit"}),
    ("PATCH", "/me", {"leads": ["3d"], "territories": ["FR"]}),
    ("POST", "/rules", {"what": "releases", "territories": ["FR"]}),
    ("POST", "/channels", {"url": "json://1.1.1.1/bens-own", "name": "pager"}),
    ("POST", "/releases", {"title": "Sunlit", "date": "2026-07-01", "territory": "GB"}),
    ("POST", "/releases/r1/move", {"to": "2026-07-01"}),
]


def api(town: Town, name: str) -> Browser:
    """A program that has somebody's token."""
    with town.store.unit() as connection:
        who = people.subscriber(connection, name)
        secret = access.make_token(connection, who.id, "api", town.now)[1]
    return town.browser(headers={"authorization": f"Bearer {secret}"})


def shape(path: str) -> str:
    return re.sub(r"/(?:[frdsu]1|pager)(?=/|$)", "/{}", path.partition("?")[0])


def test_every_operation_of_the_api_is_known_to_these_tests(lived: Town) -> None:
    described = lived.browser().get("/api/openapi.json").json()["paths"]
    there = {
        (method.upper(), re.sub(r"\{\w+\}", "{}", path.removeprefix("/api/v1")))
        for path, methods in described.items()
        for method in methods
    }
    known = [*(("GET", path) for path in READS), *OF_ANA, *OF_ADMINS, *OF_BEN]
    assert {(each[0], shape(each[1])) for each in known} == there


def test_by_the_api_too_what_is_anothers_is_not_there(lived: Town) -> None:
    lived.channel("pager", "Ana", f"json://example.org/{SECRET}-too")
    ana, ben = api(lived, "Ana"), api(lived, "Ben")
    ana.post("/api/v1/rules", json={"what": "releases", "kind": "digital"})
    before = [ana.get(f"/api/v1{path}").json() for path in READS]
    for path in READS:
        whole = ben.get(f"/api/v1{path}").text
        assert SECRET not in whole + ana.get(f"/api/v1{path}").text
        assert "Ana" not in whole
        assert "pager" not in whole
    for method, path in OF_ANA:
        answer = ben.request(method, f"/api/v1{path}")
        assert answer.status_code == 404, path
        assert "Ana" not in answer.text
    for method, path, body in OF_ADMINS:
        assert ben.request(method, f"/api/v1{path}", json=body).status_code == 403, path
    for method, path, body in OF_BEN:
        assert ben.request(method, f"/api/v1{path}", json=body).status_code < 300, path
    assert len(ana.get("/api/v1/suggestions").json()) == 1
    after = [ana.get(f"/api/v1{path}").json() for path in READS]
    assert [path for path, old, new in zip(READS, before, after, strict=True) if old != new] == [
        "/suggestions"
    ]
