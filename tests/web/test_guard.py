"""What stands before every route: forms of other sites, headers, sizes, the log."""

import logging
import socket

import httpx
import pytest

from releases.errors import UsageError
from releases.store import access
from releases.store.engine import Store
from releases.web.app import routers
from releases.web.guard import LARGEST_BODY
from releases.web.listening import is_loopback, refuse_open_door
from releases.web.throttle import PER_NAME, PER_PAIR, Throttle
from tests.web.conftest import Town, text_of

POSTS = [
    "/sign-out", "/films/f1/follow", "/films/f1/unfollow", "/films/f1/rename", "/add/film",
    "/films/f1/merge", "/releases/r1/move", "/releases/r1/hold", "/releases/r1/end",
    "/releases/r1/undo", "/add", "/add/read", "/add/confirm", "/suggestions", "/conflicts/r1",
    "/follows", "/settings", "/settings/password", "/deliveries/d1/retry", "/channels",
    "/channels/test", "/channels/pause", "/channels/resume", "/channels/remove", "/people",
    "/people/shut-out", "/rules", "/rules/end", "/keys/token", "/keys/end", "/keys/calendar",
]  # fmt: skip


def test_every_post_of_a_page_is_known_to_these_tests() -> None:
    pages = {
        route.path.replace("{name}", "{}")
        for router in routers()
        for route in router.routes
        if "POST" in getattr(route, "methods", ())
    }
    known = {_shape(path) for path in POSTS} | {"/sign-in", "/welcome"}
    assert {path for path in pages if not path.startswith("/api/")} == known


def _shape(path: str) -> str:
    return "/".join(
        "{}" if part[:1] in "frd" and part[1:].isdigit() else part for part in path.split("/")
    )


def test_a_form_without_the_token_of_a_page_does_nothing(town: Town) -> None:
    town.add("Sunlit", "2026-06-12")
    browser = town.browser("Ana")
    of_ben = town.browser("Ben").token()
    for path in POSTS:
        for fields in ({}, {"csrf": "x" * 64}, {"csrf": of_ben}):
            answer = browser.post(path, data=fields)
            assert answer.status_code == 403, path
            assert "open the page again" in text_of(answer.text).lower()
    assert browser.get("/settings").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_of_another_site_is_refused_even_with_the_token(
    town: Town, headers: dict[str, str]
) -> None:
    browser = town.browser("Ana")
    token = browser.token()
    answer = browser.post("/follows", data={"csrf": token, "title": "Sunlit"}, headers=headers)
    assert answer.status_code == 403
    assert "another site" in text_of(answer.text)
    fine = {"origin": town.site, "sec-fetch-site": "same-origin"}
    answer = browser.post("/follows", data={"csrf": token, "title": "Sunlit"}, headers=fine)
    assert answer.url.path == "/films/f1"


def test_every_answer_forbids_scripts_frames_and_guessing(town: Town) -> None:
    browser = town.browser()
    for path in ("/", "/sign-in", "/nothing", "/static/releases.css", "/healthz"):
        headers = browser.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "script-src" not in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers


def test_no_page_holds_a_script_or_a_style_of_its_own(town: Town) -> None:
    town.add("Sunlit", "2026-06-12")
    town.channel("phone", "Ana")
    browser = town.browser("Ana")
    for path in ("/", "/agenda", "/add", "/films/f1", "/channels", "/settings", "/people"):
        page = browser.get(path).text
        for forbidden in ("<script", "<style", " style=", " onclick", " onload", "javascript:"):
            assert forbidden not in page


def test_a_body_that_is_too_large_is_refused_announced_or_not(town: Town) -> None:
    browser = town.browser("Ana")
    with socket.create_connection(("127.0.0.1", town.server.port), timeout=10) as raw:
        head = f"POST /add HTTP/1.1\r\nHost: x\r\nContent-Length: {LARGEST_BODY + 1}\r\n\r\n"
        raw.sendall(head.encode())
        assert raw.recv(200).startswith(b"HTTP/1.1 413")

    def drops() -> object:
        for _ in range(40):
            yield b"x" * 100_000

    kind = {"content-type": "application/x-www-form-urlencoded"}
    try:
        answer = browser.post("/add", content=drops(), headers=kind)
    except httpx.TransportError:
        return
    assert answer.status_code in (400, 413)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd",
        "/static/%00", "/films/f1%00", "/films/../etc", "/releases/r99999999999999999999",
        "/deliveries/-1", "/films/%ff", "/films/f" + "9" * 400,
    ],
)  # fmt: skip
def test_tricks_with_paths_lead_nowhere(town: Town, path: str) -> None:
    answer = town.browser("Ana").get(path)
    assert answer.status_code in (404, 422)
    assert "Traceback" not in answer.text


def test_the_log_says_what_was_asked_and_no_secret(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="releases"):
        browser = town.browser()
        browser.get("/welcome?token=very-secret-token")
        # The line is written once the answer is out; a second answer comes after it.
        browser.get("/healthz")
        said = [r.getMessage() for r in caplog.records if r.name.startswith("releases.web")]
    assert "GET /welcome 404" in said
    assert not any("very-secret" in line for line in said)


def test_health_is_for_all_and_figures_are_for_this_host(town: Town) -> None:
    town.add("Sunlit", "2026-06-12")
    browser = town.browser()
    assert browser.get("/healthz").text == "ok\n"
    figures = browser.get("/metrics").text
    assert "releases_releases 1\n" in figures
    assert 'releases_http_requests_total{method="GET",status="200"}' in figures
    browser.request("BREW", "/")
    assert 'method="BREW"' not in browser.get("/metrics").text
    assert 'method="other",status="405"' in browser.get("/metrics").text
    far = {"x-forwarded-for": "203.0.113.9"}
    assert browser.get("/metrics", headers=far).status_code == 404
    with town.store.unit() as connection:
        keys = {each.name: each.subscriber_id for each in access.accounts_of(connection)}
        tokens = {
            name: access.make_token(connection, key, "api", town.now)[1]
            for name, key in keys.items()
        }
    for name, status in (("Ben", 404), ("Ana", 200)):
        sent = far | {"authorization": f"Bearer {tokens[name]}"}
        assert browser.get("/metrics", headers=sent).status_code == status


def test_listening_elsewhere_needs_somebody_who_can_sign_in(town: Town, tmp_path: object) -> None:
    refuse_open_door(town.store, "0.0.0.0")
    empty = Store(f"{tmp_path}/empty.db").open()
    for host in ("127.0.0.1", "localhost", "::1", "127.1.2.3"):
        assert is_loopback(host)
        refuse_open_door(empty, host)
    for host in ("0.0.0.0", "::", "192.168.1.5", "films.example.org", "127.0.0.1.example.org", ""):
        assert not is_loopback(host)
        with pytest.raises(UsageError, match="sign-in"):
            refuse_open_door(empty, host)
    empty.close()


def test_failures_are_counted_by_address_and_name_and_forgotten() -> None:
    clock = [0.0]
    throttle = Throttle(lambda: clock[0])
    for number in range(PER_PAIR):
        assert throttle.wait("a", "Ana") == 0
        clock[0] = number
        throttle.failed("a", "Ana")
    assert throttle.wait("a", "Ana") == pytest.approx(15 * 60 - (PER_PAIR - 1))
    assert throttle.wait("b", "Ana") == 0
    assert throttle.wait("a", "Ben") == 0
    clock[0] = 15 * 60.0
    assert throttle.wait("a", "Ana") == 0
    for number in range(PER_NAME):
        throttle.failed(f"10.0.0.{number}", "Ben")
    assert throttle.wait("elsewhere", "Ben") > 0
