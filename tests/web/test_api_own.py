"""What is one's own by the API: settings, channels and rules, each by and for its person alone."""

from typing import Any

import pytest

from releases.store import people
from tests.parts.http_sink import HttpSink, Reply
from tests.web.scene import Scene
from tests.web.test_api import get, post, refused


def sent_to(sink: HttpSink) -> str:
    return sink.url.replace("http://", "json://") + "/a-secret-topic"


def test_an_address_goes_in_and_only_its_mask_comes_out(scene: Scene) -> None:
    ana = scene.client("Ana")
    with HttpSink() as sink:
        url = sent_to(sink)
        answer = ana.post(
            "/api/v1/channels",
            json={"url": url, "name": "desk", "for": ["digest", "notices"], "on_unknown": "hold"},
        )
        assert answer.status_code == 201
        (made,) = answer.json()
        assert made["name"] == "desk"
        assert made["for"] == ["notices", "digest"]
        assert made["url"] == f"json://127.0.0.1:{sink.port}/…"
        assert get(ana, "/channels/desk") == made
        tested = post(ana, "/channels/desk/test")
        assert tested == {"channel": "desk", "outcome": "sent", "error": None}
        (arrival,) = sink.arrivals
        assert arrival.path == "/a-secret-topic"
        again = ana.post("/api/v1/channels", json={"url": url, "name": "other"})
        assert "same target" in refused(again, 400)
        assert "a-secret-topic" not in again.text + answer.text
    with scene.world() as world:
        assert people.channel(world.connection, world.who("Ana"), "desk").on_unknown == "hold"


def test_a_new_channel_is_planned_for_and_named_by_its_service(scene: Scene) -> None:
    ana = scene.client("Ana")
    names = [
        each["name"]
        for topic in ("a", "b")
        for each in post(ana, "/channels", 201, url=f"ntfy://ntfy.example/{topic}topic")
    ]
    assert names == ["ntfy", "ntfy-2"]
    reached = {each["channel"] for each in get(ana, "/deliveries", state="pending")}
    assert reached == {"phone-of-Ana", "ntfy", "ntfy-2"}


def test_a_channel_that_does_not_take_the_test_says_why_without_its_secret(scene: Scene) -> None:
    ana = scene.client("Ana")
    with HttpSink(default=Reply(status=410)) as sink:
        post(ana, "/channels", 201, url=sent_to(sink), name="desk")
        tested = post(ana, "/channels/desk/test")
    assert tested["outcome"] != "sent"
    assert tested["error"]
    assert "a-secret-topic" not in tested["error"]


def test_a_member_names_no_channel_that_only_this_network_reaches(scene: Scene) -> None:
    ben = scene.client("Ben")
    with HttpSink() as sink:
        for host in ("127.0.0.1", "localhost", "[::1]", "2130706433"):
            url = f"json://{host}:{sink.port}/a-secret-topic"
            answer = ben.post("/api/v1/channels", json={"url": url})
            refused(answer, 400)
            assert "a-secret-topic" not in answer.text
        assert sink.arrivals == []
    for url in ("json://json/x", "ntfy://NTFY:80/topic", "gotify://%67otify/abcdefghijklmno",
                "mailtos://u:p@gmail.com?smtp=mailtos", "notica://127.0.0.1/z6s13n",
                f"pushdeer://localhost/{'a' * 20}"):  # fmt: skip
        # A server of the own network may be called as the service that it runs, or run one
        # that is a public one elsewhere.
        refused(ben.post("/api/v1/channels", json={"url": url}), 400)
    assert [each["name"] for each in get(ben, "/channels")] == ["phone-of-Ben"]
    post(ben, "/channels", 201, url="json://1.1.1.1/json")


@pytest.mark.parametrize(
    "body",
    [
        {}, {"url": ""}, {"url": " \n"}, {"url": "nothing"}, {"url": "file:///etc/passwd"},
        {"url": "ntfy://a\r\nb"}, {"url": 5}, {"url": "x" * 4001},
        {"url": "ntfy://ntfy.example/t", "for": []},
        {"url": "ntfy://ntfy.example/t", "for": ["gossip"]},
        {"url": "ntfy://ntfy.example/t", "name": "x" * 101},
        {"url": "ntfy://ntfy.example/t", "on_unknown": "shrug"},
        {"url": "ntfy://ntfy.example/t", "state": "ok"},
    ],
)  # fmt: skip
def test_a_channel_that_cannot_be_is_told(served: Scene, body: dict[str, Any]) -> None:
    ana = served.client("Ana")
    answer = ana.post("/api/v1/channels", json=body)
    assert answer.status_code in (400, 422)
    refused(answer, answer.status_code)
    assert len(get(ana, "/channels")) == 1


def test_settings_that_are_named_change_and_the_others_stay(served: Scene) -> None:
    ana = served.client("Ana")
    before = get(ana, "/me")
    changed = {"timezone": "Europe/Dublin", "at": "08:30", "leads": ["14d", "1d"],
               "quiet": "22:00-07:00", "territories": ["Ireland", "GB", "ie"],
               "fallback": ["US"], "digest": "weekly", "language": "en"}  # fmt: skip
    answer = ana.patch("/api/v1/me", json=changed)
    assert answer.status_code == 200
    assert answer.json() == before | changed | {"territories": ["IE", "GB"]}
    assert get(ana, "/me") == answer.json()
    dues = {(each["lead"], each["due"]) for each in get(ana, "/deliveries", state="pending")}
    assert ("1d", "2026-06-11T07:30:00Z") in dues
    some = ana.patch("/api/v1/me", json={"quiet": None, "leads": [], "fallback": []}).json()
    assert some == answer.json() | {"quiet": None, "leads": [], "fallback": []}
    assert ana.patch("/api/v1/me", json={}).json() == some
    assert get(served.client("Ben"), "/me")["timezone"] != "Europe/Dublin"


@pytest.mark.parametrize(
    "body",
    [
        {"timezone": "Mars/Olympus"}, {"timezone": "../etc/passwd"}, {"timezone": None},
        {"at": "25:00"}, {"at": None}, {"leads": ["soon"]}, {"leads": "7d"},
        {"leads": ["none", "1d"]},
        {"quiet": "22:00"}, {"quiet": "08:00-10:00"}, {"territories": ["Narnia"]},
        {"fallback": None}, {"digest": "hourly"}, {"language": "e1"}, {"name": "Ben"},
        {"role": "admin"}, {"at": "09:00", "quiet": "08:00-10:00"},
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_is_told_and_nothing_is_saved(
    served: Scene, body: dict[str, Any]
) -> None:
    ana = served.client("Ana")
    before = get(ana, "/me")
    answer = ana.patch("/api/v1/me", json={"territories": ["IE"]} | body)
    assert answer.status_code in (400, 422)
    refused(answer, answer.status_code)
    assert get(ana, "/me") == before


def test_rules_are_made_listed_and_ended(scene: Scene) -> None:
    ana = scene.client("Ana")
    (mine,) = post(ana, "/rules", 201, what="releases", kind="digital")
    assert (mine["territory"], mine["kind"], mine["exclude"]) == ("GB", "digital", False)
    two = post(
        ana, "/rules", 201, what="releases", territories=["Ireland", "FR", "ie"], exclude=True
    )
    assert [(each["territory"], each["kind"], each["exclude"]) for each in two] == [
        ("IE", "theatrical", True), ("FR", "theatrical", True),
    ]  # fmt: skip
    assert get(ana, "/rules") == [mine, *two]
    assert get(ana, "/rules", limit=1, offset=1) == two[:1]
    assert ana.delete(f"/api/v1/rules/{mine['id']}").status_code == 204
    refused(ana.delete(f"/api/v1/rules/{mine['id']}"), 404)
    assert get(ana, "/rules") == two


@pytest.mark.parametrize(
    "body",
    [
        {}, {"what": "gossip"}, {"what": "person"}, {"what": "person", "name": "Agnes Varda"},
        {"what": "releases", "kind": "opera"}, {"what": "releases", "territories": ["Narnia"]},
        {"what": "releases", "subscriber": "Ben"}, {"what": "collection", "name": "x" * 501},
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_is_told(served: Scene, body: dict[str, Any]) -> None:
    ana = served.client("Ana")
    answer = ana.post("/api/v1/rules", json=body)
    assert answer.status_code in (400, 422)
    refused(answer, answer.status_code)
    assert get(ana, "/rules") == []
