"""Whatever a form or an address brings, it is answered in words, and never breaks a page."""

import random

import pytest

from releases.store import films as facts
from releases.store import people
from tests.web.conftest import Town, text_of
from tests.web.test_guard import POSTS

ODD = [
    "", " ", "\x00", "\x00x", "x" * 5000, "\ud800".encode("utf-16", "surrogatepass").decode(
        "utf-16", "replace"), "\u202e\u0301\U0001f3ac", "%00%ff", "../../etc/passwd", "'; DROP--",
    "-1", "0", "9" * 400, "1e9", "NaN", "٣", "２０２７", "2027-02-30", "5/6/2027", "tba", "none",
    "{{7*7}}", "<script>", "a,b,c", ",", "r1", "f1", "s1", "https://[::1", "javascript:x",
    "http://\x00/", "http://user:pw@127.0.0.1:1/", "json://", "json:///", "ntfy://", "mailto://",
    "file:///etc/passwd", "Europe/London", "..", "/", "GB", "XW", "UK", "\r\nSet-Cookie: a=b",
]  # fmt: skip
FIELDS = ["title", "on", "in", "year", "kind", "label", "note", "url", "text", "published", "to",
          "because", "how", "hold", "id", "take", "sealed", "name", "role", "zone", "at", "leads",
          "quiet", "fallback", "digest", "language", "takes", "old", "password", "again",
          "alarm", "key", "partial"]  # fmt: skip
# Slow on purpose, or with a test of its own for each field.
SKIPPED = ("/settings/password", "/sign-out")


@pytest.mark.parametrize("name", ["Ana", "Ben"])
def test_odd_fields_break_no_form(town: Town, name: str) -> None:
    town.add("Sunlit", "2026-06-12")
    town.channel("phone", name)
    browser = town.browser(name)
    token = browser.token()
    chance = random.Random(7)
    for path in POSTS:
        if path in SKIPPED:
            continue
        for _ in range(6):
            chosen = chance.sample(FIELDS, chance.randint(1, len(FIELDS)))
            fields = {field: chance.choice(ODD) for field in chosen}
            fields.pop("url", None) if path == "/add/read" and chance.random() < 0.7 else None
            answer = browser.post(path, data={"csrf": token, **fields}, follow_redirects=False)
            assert answer.status_code < 500, (path, fields, text_of(answer.text))
            assert "set-cookie: a=b" not in str(answer.headers).lower()
        assert browser.get("/").status_code == 200
    with town.store.read() as connection:
        assert people.subscriber(connection, "Ana").name == "Ana"
        assert facts.film_by_id(connection, 1).title


def test_odd_addresses_break_no_page(town: Town) -> None:
    town.add("Sunlit", "2026-06-12")
    browser = town.browser("Ana")
    names = ["month", "in", "kind", "show", "since", "page", "state", "title", "url", "text", "to",
             "token"]  # fmt: skip
    chance = random.Random(7)
    for path in ("/", "/agenda", "/deliveries", "/add", "/films/f1", "/sign-in", "/welcome",
                 "/follows", "/keys", "/status"):  # fmt: skip
        for _ in range(12):
            asked = {name: chance.choice(ODD) for name in chance.sample(names, 3)}
            answer = browser.get(path, params=asked)
            assert answer.status_code < 500, (path, asked)
            assert "<script>" not in answer.text
    for word in ODD:
        for start in ("/films/", "/releases/", "/deliveries/", "/conflicts/"):
            quoted = "".join(f"%{byte:02x}" for byte in word[:300].encode("utf-8", "replace"))
            assert browser.get(start + quoted).status_code < 500


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"title": "x"}'),
        ("multipart/form-data; boundary=x", b"--x\r\nnonsense"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x",
         b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nx\r\n--x--\r\n'),
        ("application/x-www-form-urlencoded", b"\xff\xfe=%zz&&&==="),
        ("application/x-www-form-urlencoded; charset=nonsense", b"title=x"),
        ("application/x-www-form-urlencoded", b"&".join([b"a=1"] * 5000)),
        ("text/plain", b"x"),
        ("", b""),
    ],
)  # fmt: skip
def test_a_body_that_is_no_form_of_ours_is_refused(town: Town, kind: str, body: bytes) -> None:
    answer = town.browser("Ana").post("/add", content=body, headers={"content-type": kind})
    assert 400 <= answer.status_code < 500
