"""Finding a chat, with Telegram's answers replayed by a real server."""

import json
from collections.abc import Iterator

import pytest

from releases.errors import BadChannel, CannotFetch, ReleasesError
from releases.fetch import Fetcher
from releases.reminding.channels import check
from releases.reminding.telegram import channel_url, telegram_chats
from tests.parts.http_sink import HttpSink, Reply

TOKEN = "123456789:AAEabcdefghijklmnopqrstuvwxyz012345"

UPDATES = {
    "ok": True,
    "result": [
        {"update_id": 5, "message": {"text": "/start", "chat": {
            "id": 77, "type": "private", "first_name": "Ana", "last_name": "Lima"}}},
        {"update_id": 6, "message": {"new_chat_title": "x", "chat": {
            "id": -100200, "type": "supergroup", "title": "Film club"}}},
        {"update_id": 7, "message": {"text": "hello", "chat": {
            "id": 77, "type": "private", "first_name": "Ana", "last_name": "Lima"}}},
        {"update_id": 8, "my_chat_member": {"chat": {
            "id": 78, "type": "private", "username": "ben"}}},
        {"update_id": 9, "poll": {"id": "1"}},
        {"update_id": "x", "message": None},
        "nonsense",
    ],
}  # fmt: skip


@pytest.fixture
def sink() -> Iterator[HttpSink]:
    with HttpSink() as sink:
        yield sink


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(allow_private=True, timeout=2) as fetcher:
        yield fetcher


def test_the_chats_that_wrote_to_the_bot_are_listed_latest_last(
    sink: HttpSink, fetcher: Fetcher
) -> None:
    sink.default = Reply(body=json.dumps(UPDATES).encode())
    chats = telegram_chats(fetcher, TOKEN, base_url=sink.url)
    assert [(chat.id, chat.name, chat.text, chat.update) for chat in chats] == [
        (-100200, "Film club", "", 6),
        (77, "Ana Lima", "hello", 7),
        (78, "ben", "", 8),
    ]
    assert sink.arrivals[0].path.startswith(f"/bot{TOKEN}/getUpdates?")


def test_only_what_came_since_is_asked_for(sink: HttpSink, fetcher: Fetcher) -> None:
    sink.default = Reply(body=b'{"ok":true,"result":[]}')
    assert telegram_chats(fetcher, TOKEN, base_url=sink.url, since_update=8) == []
    assert "offset=9" in sink.arrivals[0].path


def test_a_found_chat_makes_a_channel(sink: HttpSink, fetcher: Fetcher) -> None:
    sink.default = Reply(body=json.dumps(UPDATES).encode())
    for chat in telegram_chats(fetcher, TOKEN, base_url=sink.url):
        assert check(channel_url(TOKEN, chat)).host == "api.telegram.org"


@pytest.mark.parametrize(
    ("reply", "error", "why"),
    [
        (Reply(status=401, body=b'{"ok":false}'), BadChannel, "does not know"),
        (Reply(status=404, body=b'{"ok":false}'), BadChannel, "does not know"),
        (Reply(status=409, body=b'{"ok":false}'), CannotFetch, "another program"),
        (Reply(status=429, body=b'{"ok":false}'), CannotFetch, "429"),
        (Reply(status=500), CannotFetch, "500"),
        (Reply(body=b"<html>"), CannotFetch, "no JSON"),
        (Reply(body=b"[]"), CannotFetch, "not understood"),
        (Reply(body=b'{"ok":true,"result":{}}'), CannotFetch, "not understood"),
        (Reply(status=302, headers={"Location": "http://localhost:1/x"}), CannotFetch, ""),
        (Reply(reset=True), CannotFetch, ""),
    ],
)
def test_a_failure_says_what_to_do_and_never_the_token(
    sink: HttpSink, fetcher: Fetcher, reply: Reply, error: type[ReleasesError], why: str
) -> None:
    sink.default = reply
    with pytest.raises(error) as caught:
        telegram_chats(fetcher, TOKEN, base_url=sink.url)
    assert why in str(caught.value)
    assert "AAEabc" not in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize("token", ["", "hello", "123:abc", f"{TOKEN}/../x", f"{TOKEN}\nx"])
def test_what_is_no_token_is_refused_before_anything_is_asked(
    sink: HttpSink, fetcher: Fetcher, token: str
) -> None:
    with pytest.raises(BadChannel):
        telegram_chats(fetcher, token, base_url=sink.url)
    assert sink.arrivals == []
