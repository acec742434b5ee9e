"""Coming in: by password or one-time link, slowly for who guesses, and out again."""

import re
from datetime import timedelta

import pytest

from releases.store import access
from releases.web.listening import first_link
from releases.web.signin import own_path
from tests.web.conftest import PASSWORD, Town, text_of


def test_who_is_not_signed_in_is_sent_to_the_door_and_then_on(town: Town) -> None:
    browser = town.browser()
    page = browser.get("/agenda?since=2026-07-01")
    assert page.url.path == "/sign-in"
    to = re.search(r'name="to" value="([^"]+)"', page.text)
    assert to
    done = browser.submit("/sign-in", "/sign-in", name="Ana", password=PASSWORD, to=to[1])
    assert (done.url.path, done.url.query) == ("/agenda", b"since=2026-07-01")


@pytest.mark.parametrize(
    "path",
    ["/", "/agenda", "/add", "/follows", "/suggestions", "/conflicts", "/channels", "/deliveries",
     "/deliveries/d1", "/settings", "/status", "/people", "/share", "/films/f1", "/releases/r1"],
)  # fmt: skip
def test_no_page_is_shown_to_a_stranger(town: Town, path: str) -> None:
    town.add("Sunlit", "2026-06-12")
    page = town.browser().get(path)
    assert page.url.path == "/sign-in"
    assert "Sunlit" not in page.text


def test_a_wrong_password_and_an_unknown_name_are_told_alike(town: Town) -> None:
    browser = town.browser()
    wrong = browser.sign_in("Ana", "not the password")
    unknown = browser.sign_in("Zoe", "not the password")
    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert text_of(wrong.text) == text_of(unknown.text)


def test_who_guesses_is_slowed_down_and_others_are_not(town: Town) -> None:
    browser = town.browser()
    for _ in range(5):
        assert browser.sign_in("Ana", "a guess").status_code == 401
    answer = browser.sign_in("Ana")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 15 * 60 + 1
    assert browser.sign_in("Ben").status_code == 200


def test_the_cookie_is_kept_from_scripts_and_other_sites(town: Town) -> None:
    browser = town.browser(headers={"x-forwarded-proto": "https"})
    browser.follow_redirects = False
    page = browser.get("/sign-in")
    token = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert token
    # The browser in this test does not send a secure cookie over http.
    visit = page.headers["set-cookie"].split(";")[0]
    fields = {"csrf": token[1], "name": "Ana", "password": PASSWORD}
    answer = browser.post("/sign-in", data=fields, headers={"cookie": visit})
    cookie = next(
        value for value in answer.headers.get_list("set-cookie") if "releases_session" in value
    )
    for part in ("releases_session=", "HttpOnly", "SameSite=lax", "Secure", "Path=/"):
        assert part in cookie


def test_a_session_ends_by_signing_out_for_whoever_has_its_cookie(town: Town) -> None:
    browser = town.browser("Ana")
    thief = town.browser(cookies=dict(browser.cookies))
    assert thief.get("/").url.path == "/"
    browser.submit("/sign-out")
    assert thief.get("/").url.path == "/sign-in"


def test_a_session_ends_by_itself(town: Town) -> None:
    browser = town.browser("Ana")
    town.later(days=31)
    assert browser.get("/").url.path == "/sign-in"


def test_an_old_session_is_not_taken_over_by_who_signs_in(town: Town) -> None:
    browser = town.browser(cookies={"releases_session": "planted"})
    assert browser.sign_in("Ana").status_code == 200
    secrets = {cookie.value for cookie in browser.cookies.jar if cookie.name == "releases_session"}
    assert secrets - {"planted"}
    assert town.browser(cookies={"releases_session": "planted"}).get("/").url.path == "/sign-in"


@pytest.mark.parametrize(
    ("wanted", "leads"),
    [
        ("/films/f1?x=1", "/films/f1?x=1"), ("https://evil.example", "/"),
        ("//evil.example/x", "/"), ("/\\evil.example", "/"), ("javascript:alert(1)", "/"),
        ("/x\nSet-Cookie: a=b", "/"), ("", "/"),
    ],
)  # fmt: skip
def test_a_sign_in_only_ever_leads_to_this_site(wanted: str, leads: str) -> None:
    assert own_path(wanted) == leads


def invited(town: Town, name: str = "Ben") -> str:
    with town.store.unit() as connection:
        account = access.account(connection, name)
        assert account
        lasts = timedelta(days=3)
        return access.make_token(
            connection, account.subscriber_id, "invite", town.now, lasts=lasts
        )[1]  # fmt: skip


def test_by_a_link_a_password_is_chosen_once(town: Town) -> None:
    token = invited(town)
    browser = town.browser()
    page = f"/welcome?token={token}"
    assert "Ben" in text_of(browser.get(page).text)
    fields = {"token": token, "password": "a song of two words", "again": "a song of two words"}
    assert browser.submit("/welcome", page, **fields).url.path == "/"
    other = town.browser()
    assert other.get(page).status_code == 404
    assert other.sign_in("Ben").status_code == 401
    assert other.sign_in("Ben", "a song of two words").url.path == "/"


@pytest.mark.parametrize(
    ("password", "again", "says"),
    [
        ("short", "short", "shorter than 10"),
        ("long enough, is it", "not the same here", "differ"),
        ("x" * 201, "x" * 201, "longer than 200"),
    ],
)
def test_a_password_that_will_not_do_is_told_and_the_link_still_works(
    town: Town, password: str, again: str, says: str
) -> None:
    token = invited(town)
    page = f"/welcome?token={token}"
    browser = town.browser()
    answer = browser.submit("/welcome", page, token=token, password=password, again=again)
    assert answer.status_code == 400
    assert says in text_of(answer.text)
    assert browser.get(page).status_code == 200


def test_a_link_is_over_after_three_days(town: Town) -> None:
    token = invited(town)
    town.later(days=3)
    assert town.browser().get(f"/welcome?token={token}").status_code == 404


def test_the_first_link_is_given_only_while_nobody_can_sign_in(town: Town) -> None:
    with town.store.unit() as connection:
        ben = access.account(connection, "Ben")
        assert ben
    assert first_link(town.store, ben.subscriber_id, "http://x", town.now) is None
    with town.store.unit() as connection:
        for account in access.accounts_of(connection):
            access.end_account(connection, account.subscriber_id)
    one = first_link(town.store, ben.subscriber_id, "http://x", town.now)
    two = first_link(town.store, ben.subscriber_id, "http://x", town.now)
    assert one
    assert two
    browser = town.browser()
    assert browser.get(one.removeprefix("http://x")).status_code == 404
    assert browser.get(two.removeprefix("http://x")).status_code == 200


def test_a_changed_password_signs_out_everywhere(town: Town) -> None:
    browser, elsewhere = town.browser("Ana"), town.browser("Ana")
    new = "quite another song"
    wrong = browser.submit("/settings/password", old="guess", password=new, again=new)
    assert wrong.status_code == 403
    browser.submit("/settings/password", old=PASSWORD, password=new, again=new)
    assert elsewhere.get("/").url.path == "/sign-in"
    assert browser.sign_in("Ana", new).url.path == "/"
