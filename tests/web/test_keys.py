"""Secret addresses and the token, made and ended in the browser."""

import re

import pytest

from releases.store import access, people
from tests.web.conftest import Town, text_of
from tests.web.test_pages import Outline

SECRET = re.compile(r"token=([\w-]{43})|<code>([\w-]{43})</code>")


def secret_of(html: str) -> str:
    found = SECRET.search(html)
    assert found
    return found[1] or found[2]


def count(town: Town, name: str, purpose: access.Purpose) -> int:
    with town.store.read() as connection:
        who = people.subscriber(connection, name)
        return len(access.tokens_of(connection, who.id, purpose))


def test_an_address_is_shown_once_and_opens_ones_calendar_until_it_is_ended(town: Town) -> None:
    town.add("Sunlit", "2026-06-12")
    ana = town.browser("Ana")
    made = ana.submit("/keys/calendar", "/keys", name="my <phone>", alarm="15", days="only")
    secret = secret_of(made.text)
    assert f"/calendar.ics?token={secret}&amp;partial=no&amp;alarm=15" in made.text
    assert f'href="webcal://127.0.0.1:{town.server.port}/calendar.ics?token={secret}' in made.text
    anybody = town.browser()
    body = anybody.get("/calendar.ics", params={"token": secret, "alarm": "15"}).text
    assert "Sunlit" in body
    assert "TRIGGER:-PT15H" in body
    assert "Sunlit" in anybody.get("/feed.atom", params={"token": secret}).text
    page = ana.get("/keys").text
    assert secret not in page
    assert "my &lt;phone&gt;" in page
    key = re.search(r'name="key" value="(\d+)"', page)
    assert key
    assert "opens nothing any more" in text_of(ana.submit("/keys/end", "/keys", key=key[1]).text)
    assert anybody.get("/calendar.ics", params={"token": secret}).status_code == 404


def test_a_new_token_for_programs_ends_the_one_before(town: Town) -> None:
    ana = town.browser("Ana")
    secrets = [secret_of(ana.submit("/keys/token", "/keys").text) for _ in range(2)]
    answers = [
        town.browser().get("/api/v1/me", headers={"authorization": f"Bearer {secret}"}).status_code
        for secret in secrets
    ]
    assert answers == [401, 200]
    assert count(town, "Ana", "api") == 1


def test_what_another_has_can_neither_be_seen_nor_ended(town: Town) -> None:
    ana, ben = town.browser("Ana"), town.browser("Ben")
    ana.submit("/keys/calendar", "/keys", name="anas phone")
    ana.submit("/keys/token", "/keys")
    assert "anas phone" not in ben.get("/keys").text
    for key in ("1", "2", "999", "0", "-1", "x", "9" * 20, ""):
        assert ben.submit("/keys/end", "/keys", key=key).status_code == 404
    assert (count(town, "Ana", "calendar"), count(town, "Ana", "api")) == (1, 1)


@pytest.mark.parametrize(
    "fields",
    [{"in": "Narnia"}, {"kind": "opera"}, {"alarm": "soon"}, {"alarm": "0"}, {"alarm": "9999"}],
)
def test_a_calendar_that_cannot_be_is_refused_in_words(town: Town, fields: dict[str, str]) -> None:
    answer = town.browser("Ana").submit("/keys/calendar", "/keys", **fields)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert count(town, "Ana", "calendar") == 0


def test_addresses_do_not_pile_up(town: Town) -> None:
    ana = town.browser("Ana")
    token = ana.token("/keys")
    statuses = [ana.post("/keys/calendar", data={"csrf": token}).status_code for _ in range(21)]
    assert statuses == [200] * 20 + [400]


def test_a_form_from_elsewhere_makes_and_ends_nothing(town: Town) -> None:
    ana = town.browser("Ana")
    for path in ("/keys/calendar", "/keys/token", "/keys/end"):
        assert ana.post(path, data={"key": "1"}).status_code == 403
    assert count(town, "Ana", "calendar") == 0
    assert "/sign-in" in str(town.browser().get("/keys").url)


def test_the_page_is_small_and_has_labels(town: Town) -> None:
    ana = town.browser("Ana")
    ana.submit("/keys/token", "/keys")
    page = ana.submit("/keys/calendar", "/keys").text
    found = Outline(page)
    assert found.unnamed == []
    assert found.headings.count(1) == 1
    assert len(page.encode()) < 100_000
    assert "<script" not in page
