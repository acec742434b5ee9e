"""The JSON API as programs use it: who they are, what they may do, and what they are told."""

from typing import Any

import httpx
import pytest

from releases.store import access, views
from tests.web.scene import Scene

PROBLEM = "application/problem+json"
IDS = ("film", "release", "delivery", "suggestion", "rule")


def get(client: httpx.Client, path: str, **params: Any) -> Any:
    answer = client.get(f"/api/v1{path}", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def post(client: httpx.Client, path: str, code: int = 200, **body: Any) -> Any:
    answer = client.post(f"/api/v1{path}", json=body)
    assert answer.status_code == code, answer.text
    return answer.json() if answer.content else None


def refused(answer: httpx.Response, status: int) -> str:
    """What a problem document says was wrong."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    document = answer.json()
    assert document["status"] == status
    assert isinstance(document["title"], str)
    assert document["title"]
    return str(document["title"])


def operations(scene: Scene) -> list[tuple[str, str]]:
    document = scene.client().get("/api/openapi.json").json()
    return [
        (method, path.format_map(dict.fromkeys(IDS, "r1") | {"name": "phone-of-Ana"}))
        for path, methods in document["paths"].items()
        for method in methods
    ]  # fmt: skip


def test_nothing_is_had_without_a_token_that_is_good(scene: Scene) -> None:
    found = operations(scene)
    assert len(found) >= 33
    old = scene.secret("Ana", "api")
    with scene.world() as world:
        who = world.who("Ana")
        access.revoke_tokens(world.connection, who.id, "api")
        session = access.open_session(world.connection, who.id, scene.now)
    good = scene.secret("Ana", "api")
    wrong: list[dict[str, str]] = [
        {}, {"authorization": "Bearer"}, {"authorization": f"Bearer {old}"},
        {"authorization": f"Bearer {good[:-1]}"}, {"authorization": f"Basic {good}"},
        {"authorization": f"Bearer {'x' * 5000}"},
        {"authorization": f"Bearer {scene.secret('Ana', 'calendar')}"},
        {"cookie": f"releases_session={session}"},
    ]  # fmt: skip
    web = scene.client()
    said = set()
    for method, path in found:
        answer = web.request(method, path)
        said.add(refused(answer, 401))
        assert answer.headers["www-authenticate"] == "Bearer"
    for headers in wrong:
        said.add(refused(web.get("/api/v1/me", headers=headers), 401))
    assert len(said) == 1
    assert web.get("/api/v1/me", headers={"authorization": f"bearer {good}"}).status_code == 200
    assert web.get("/api/v1/me", params={"token": good}).status_code == 401


def test_each_sees_only_what_is_their_own(served: Scene) -> None:
    for name, title, other in (("Ana", "Sunlit", "Ben"), ("Ben", "Moonlit", "Ana")):
        web = served.client(name)
        assert get(web, "/me")["name"] == name
        assert [each["film"]["title"] for each in get(web, "/follows")] == [title]
        assert {each["title"] for each in get(web, "/deliveries")} == {title}
        (channel,) = get(web, "/channels")
        assert channel["name"] == f"phone-of-{name}"
        assert channel["url"] == "json://localhost/…"
        followed = get(web, "/releases", followed=True)
        assert [each["film"]["title"] for each in followed] == [title]
        whole = "".join(
            web.get(path).text
            for method, path in operations(served)
            if method == "get" and "phone-of-Ana" not in path
        )
        assert other not in whole
        claims = get(web, "/releases/r1/claims") + get(web, "/releases/r2/claims")
        expected = ["Ana", "Ben"] if name == "Ana" else [None, "Ben"]
        assert [claim["by"] for claim in claims] == expected


def test_nobody_touches_what_is_anothers(scene: Scene) -> None:
    ana, ben = scene.client("Ana"), scene.client("Ben")
    theirs = get(ben, "/deliveries")[0]["id"]
    for method, path in (
        ("get", f"/deliveries/{theirs}"), ("post", f"/deliveries/{theirs}/retry"),
        ("post", "/channels/phone-of-Ben/pause"), ("post", "/channels/phone-of-Ben/resume"),
        ("delete", "/channels/phone-of-Ben"), ("delete", "/follows/f2"),
    ):  # fmt: skip
        words = refused(ana.request(method, f"/api/v1{path}"), 404)
        there_is_none = ana.request(method, f"/api/v1{path}".replace(theirs, "d999"))
        assert words.replace(theirs, "d999") == refused(there_is_none, 404)
    assert get(ben, "/channels")[0]["state"] == "ok"
    assert len(get(ben, "/follows")) == 1


def test_an_admin_states_moves_ends_and_undoes(scene: Scene) -> None:
    ana = scene.client("Ana")
    done = post(ana, "/releases", 201, title="Harbour", date="2026-08-01", note="a poster")
    (release,) = done["releases"]
    assert (done["result"], release["territory"], release["date"]) == ("added", "GB", "2026-08-01")
    assert done["planned"] == 3
    path = f"/releases/{release['id']}"
    again = post(ana, "/releases", 201, title="harbour", date="2026-08-01")
    assert again["result"] == "unchanged"
    moved = post(ana, f"{path}/move", to="2026-08-08", because="the distributor says so")
    assert (moved["result"], moved["releases"][0]["date"]) == ("moved", "2026-08-08")
    assert post(ana, f"{path}/undo")["releases"][0]["date"] == "2026-08-01"
    assert post(ana, f"{path}/cancel")["releases"][0]["status"] == "cancelled"
    assert post(ana, f"{path}/remove")["releases"][0]["status"] == "removed"
    assert get(ana, path)["status"] == "removed"
    whats = [change["what"] for change in get(ana, f"{path}/changes")]
    assert whats == ["added", "moved", "moved", "cancelled", "removed"]
    assert [claim["date"] for claim in get(ana, f"{path}/claims")][:3] == [
        "2026-08-01", "2026-08-01", "2026-08-08",
    ]  # fmt: skip
    nowhere = post(ana, "/releases", 201, title="Harbour", date="2026-Q4", territory=None)
    assert nowhere["releases"][0]["territory"] is None
    named = post(ana, "/releases", 201, title="Harbour", date="tba", territory="Ireland")
    assert named["releases"][0]["territory"] == "IE"


def test_what_a_member_states_waits_for_an_admin(scene: Scene) -> None:
    ana, ben = scene.client("Ana"), scene.client("Ben")
    before = get(ben, "/releases/r2")
    assert post(ben, "/releases/r2/move", 202, to="2026-07-10")["result"] == "suggested"
    assert post(ben, "/releases/r2/move", 202, to="2026-07-10")["result"] == "waiting"
    assert post(ben, "/releases", 202, title="Harbour", date="2026-08-01")["result"] == "suggested"
    assert get(ben, "/releases/r2") == before
    assert get(ben, "/films", title="Harbour") == []
    for path in ("/releases/r2/cancel", "/releases/r2/remove", "/releases/r2/undo",
                 "/suggestions/s1/accept", "/suggestions/s1/dismiss"):  # fmt: skip
        refused(ben.post(f"/api/v1{path}", json={}), 403)
    refused(ben.post("/api/v1/follows", json={"title": "Unheard Of"}), 404)
    assert [each["title"] for each in get(ben, "/suggestions")] == ["Moonlit", "Harbour"]
    first, second = get(ana, "/suggestions")
    assert first["source"] == "Ben"
    done = post(ana, f"/suggestions/{first['id']}/accept")
    assert done["releases"][0]["date"] == "2026-07-10"
    post(ana, f"/suggestions/{second['id']}/dismiss", 204)
    assert get(ana, "/suggestions") == get(ben, "/suggestions") == []
    assert get(ben, "/releases/r2")["date"] == "2026-07-10"
    assert get(ben, "/films", title="Harbour") == []


def test_a_suggestion_is_seen_by_who_made_it_and_by_admins(scene: Scene) -> None:
    with scene.world() as world:
        world.person("Cleo", "AU")
        access.put_account(world.connection, world.who("Cleo").id, "member", scene.now)
    post(scene.client("Ben"), "/releases", 202, title="Harbour", date="2026-08-01")
    assert get(scene.client("Cleo"), "/suggestions") == []


def test_somebody_without_an_account_is_no_admin(scene: Scene) -> None:
    with scene.world() as world:
        world.person("Cleo", "AU")
    cleo = scene.client("Cleo")
    assert get(cleo, "/me")["role"] == "member"
    refused(cleo.post("/api/v1/releases/r1/cancel", json={}), 403)


def test_films_are_followed_and_left(scene: Scene) -> None:
    ana = scene.client("Ana")
    wish = ana.put("/api/v1/follows/f2", json={"kinds": ["digital"], "territories": ["us"]})
    assert wish.status_code == 200
    assert (wish.json()["kinds"], wish.json()["territories"]) == (["digital"], ["US"])
    assert get(ana, "/releases/r2")["followed"]
    assert ana.delete("/api/v1/follows/f2").status_code == 204
    refused(ana.delete("/api/v1/follows/f2"), 404)
    assert not get(ana, "/releases/r2")["followed"]
    new = post(ana, "/follows", 201, title="Unheard Of", year=2027)
    assert new["film"]["title"] == "Unheard Of"
    (film,) = get(ana, "/films", title="UNHEARD OF!")
    assert get(ana, f"/films/{film['id']}")["releases"][0]["status"] == "undated"


def test_a_channel_is_paused_resumed_and_forgotten(scene: Scene) -> None:
    ana = scene.client("Ana")
    assert post(ana, "/channels/phone-of-Ana/pause")["state"] == "paused"
    assert post(ana, "/channels/phone-of-Ana/resume")["state"] == "ok"
    assert ana.delete("/api/v1/channels/phone-of-Ana").status_code == 204
    assert get(ana, "/channels") == []
    assert {each["state"] for each in get(ana, "/deliveries")} == {"cancelled"}


def test_a_delivery_says_why_it_was_sent_and_when(scene: Scene) -> None:
    ana = scene.client("Ana")
    scene.later(days=35)
    scene.send_due()
    (row,) = get(ana, "/deliveries", state="sent")
    found = get(ana, f"/deliveries/{row['id']}")
    assert found["why"].startswith("sent: it was sent")
    assert [each["outcome"] for each in found["tries"]] == ["sent"]
    assert post(ana, f"/deliveries/{row['id']}/retry")["state"] == "sent"


def test_lists_come_in_pages_that_name_the_next(scene: Scene) -> None:
    ana = scene.client("Ana")
    for number in range(7):
        post(ana, "/releases", 201, title=f"Film {number}", date=f"2027-01-0{number + 1}")
    for path, number in (("/releases", 9), ("/films", 9), ("/deliveries", 24), ("/follows", 8)):
        whole = get(ana, path, limit=200)
        assert len(whole) == number
        found, url = [], f"/api/v1{path}?limit=4"
        while url:
            answer = ana.get(url)
            found += answer.json()
            assert len(answer.json()) <= 4
            url = answer.links.get("next", {}).get("url", "")
        assert found == whole
    narrowed = ana.get("/api/v1/releases?in=GB&in=US&kind=theatrical&since=2027-01-02&limit=1")
    assert "in=GB&in=US" in narrowed.links["next"]["url"]
    assert get(ana, "/releases", since="2027-01-06", until="2027-01-06")[0]["date"] == "2027-01-06"
    assert get(ana, "/releases", offset=5000) == []


def test_a_text_is_read_and_nothing_stored(served: Scene) -> None:
    ana = served.client("Ana")
    text = "Harbour Lights comes to UK cinemas on 14 August.  It is long."
    found = post(ana, "/read", text=text, published="2026-05-01", url="https://example.org/a")
    (statement,) = found["statements"]
    assert (statement["title"], statement["date"]) == ("Harbour Lights", "2026-08-14")
    assert found["source"] == "example.org"
    sentence = found["text"][statement["start"] : statement["end"]]
    assert sentence == statement["sentence"]
    assert get(ana, "/films", title="Harbour Lights") == []
    html = "<html><body><article><p>Harbour Lights comes to UK cinemas on 14 August 2026.</p>"
    assert post(ana, "/read", text=html)["statements"][0]["territory"] == "GB"
    assert post(ana, "/read", text="Nothing is said here.")["statements"] == []


BAD = [
    ("post", "/releases", {}),
    ("post", "/releases", []),
    ("post", "/releases", "x"),
    ("post", "/releases", {"title": 5, "date": "2027"}),
    ("post", "/releases", {"title": "x", "date": 2027}),
    ("post", "/releases", {"title": "x" * 501, "date": "2027"}),
    ("post", "/releases", {"title": "x", "date": "2027-02-30"}),
    ("post", "/releases", {"title": "\u202e\x00", "date": "2027"}),
    ("post", "/releases", {"title": "x", "date": "2027", "territory": "Narnia"}),
    ("post", "/releases", {"title": "x", "date": "2027", "kind": "opera"}),
    ("post", "/releases", {"title": "x", "date": "2027", "year": 10**30}),
    ("post", "/releases", {"title": "x", "date": "2027", "year": 27}),
    ("post", "/releases", {"title": "x", "date": "2027", "colour": "red"}),
    ("post", "/releases", {"title": "x", "date": "2027", "follow": "perhaps"}),
    ("post", "/releases/r1/move", {"to": ""}),
    ("post", "/releases/r1/move", {"to": None}),
    ("post", "/read", {"text": ""}),
    ("post", "/read", {"text": " \n"}),
    ("post", "/read", {"text": "x" * 200_001}),
    ("post", "/read", {"text": "x", "published": "2027-06"}),
    ("post", "/read", {"text": "x", "published": "soon"}),
    ("post", "/follows", {"title": []}),
    ("put", "/follows/f1", {"kinds": ["opera"]}),
    ("put", "/follows/f1", {"kinds": ["tv"] * 7}),
    ("put", "/follows/f1", {"territories": ["Narnia"]}),
    ("get", "/releases?limit=0", None),
    ("get", "/releases?limit=201", None),
    ("get", "/releases?limit=x", None),
    ("get", "/releases?offset=-1", None),
    ("get", f"/releases?offset={10**40}", None),
    ("get", "/releases?since=yesterday", None),
    ("get", "/releases?in=Narnia", None),
    ("get", "/releases?in=" + "%00", None),
    ("get", "/releases?kind=opera", None),
    ("get", "/releases?followed=perhaps", None),
    ("get", "/deliveries?state=lost", None),
    ("get", "/films?title=" + "x" * 501, None),
]
MISSING = [
    ("get", "/releases/r999"),
    ("get", f"/releases/r{10**20}"),
    ("get", "/releases/12"),
    ("get", "/releases/r-1"),
    ("get", "/releases/%00"),
    ("get", "/releases/..%2f..%2fetc%2fpasswd"),
    ("get", "/releases/r1/../../../etc/passwd"),
    ("get", "/films/f999/"),
    ("get", "/films/' OR 1=1"),
    ("get", "/deliveries/d" + "9" * 400),
    ("post", "/channels/%00%ff/pause"),
    ("post", "/suggestions/s999/dismiss"),
    ("delete", "/follows/f999"),
    ("get", "/nothing"),
]


@pytest.mark.parametrize(("method", "path", "body"), BAD)
def test_what_cannot_be_understood_is_told(
    served: Scene, method: str, path: str, body: object
) -> None:
    answer = served.client("Ana").request(method, f"/api/v1{path}", json=body)
    assert answer.status_code in (400, 422), answer.text
    refused(answer, answer.status_code)


@pytest.mark.parametrize(("method", "path"), MISSING)
def test_what_is_not_there_is_not_found(served: Scene, method: str, path: str) -> None:
    answer = served.client("Ana").request(method, f"/api/v1{path}")
    if not answer.has_redirect_location:
        refused(answer, 404)
    else:
        assert answer.headers["location"].startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"\xff\xfe", b"null", b'{"title": "x", "date": "2027", "title": NaN}',
     b"[" * 100_000, b'{"title": "\\ud800", "date": "2027"}'],
)  # fmt: skip
def test_a_body_that_is_no_such_document_is_told(served: Scene, raw: bytes) -> None:
    headers = {"content-type": "application/json"}
    answer = served.client("Ana").post("/api/v1/releases", content=raw, headers=headers)
    assert answer.status_code in (400, 422), answer.text
    refused(answer, answer.status_code)


def test_a_body_beyond_all_measure_is_not_even_read(served: Scene) -> None:
    web = served.client("Ana")
    refused(web.post("/api/v1/read", content=b'{"text": "' + b"x" * 3_100_000), 413)


def test_markup_and_controls_in_a_title_are_only_a_title(scene: Scene) -> None:
    ana = scene.client("Ana")
    evil = "<script>alert(1)</script>\r\nX-Evil: 1\x00 \u202e'; DROP TABLE films; --"
    done = post(ana, "/releases", 201, title=evil, date="2027-01-01", note=evil, label=evil)
    title = done["releases"][0]["film"]["title"]
    assert title == "<script>alert(1)</script> X-Evil: 1 '; DROP TABLE films; --"
    assert get(ana, "/films", title=title)[0]["title"] == title
    with scene.world() as world:
        assert len(views.films_shown(world.connection)) == 3


def test_the_api_is_described_for_programs_and_for_people(served: Scene) -> None:
    web = served.client()
    document = web.get("/api/openapi.json").json()
    assert document["openapi"].startswith("3.")
    assert document["components"]["securitySchemes"]["HTTPBearer"]["scheme"] == "bearer"
    page = web.get("/api/docs")
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert "<script" not in page.text
    assert "style=" not in page.text
    assert len(page.content) < 100_000
    for path, methods in document["paths"].items():
        assert path.startswith("/api/v1/")
        for method, operation in methods.items():
            assert f"<code>{method.upper()} {path}</code>" in page.text
            assert operation["security"] == [{"HTTPBearer": []}]
            for status, answer in operation["responses"].items():
                kinds = list(answer.get("content", {}))
                fine = (["application/json"], [], ["image/jpeg", "image/png", "image/webp"])
                assert kinds in (fine if status < "300" else ([PROBLEM],))


def test_a_method_that_a_path_does_not_have_is_told(served: Scene) -> None:
    refused(served.client("Ana").patch("/api/v1/releases/r1"), 405)
