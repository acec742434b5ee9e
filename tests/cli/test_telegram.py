"""channels add telegram: the chat is found by its first message to the bot."""

import json
from collections.abc import Iterator

import pytest

from releases.cli.telegram import wait_for_chat
from releases.errors import BadChannel, CannotFetch
from tests.parts.http_sink import HttpSink, Reply

TOKEN = "123456789:AAE" + "x1Y2z3W4" * 4
PATH = f"/bot{TOKEN}/getUpdates"


def updates(*chats: int, first: int = 500) -> Reply:
    result = [
        {"update_id": number, "message": {"chat": {"id": chat, "first_name": "Ana"}, "text": "hi"}}
        for number, chat in enumerate(chats, first)
    ]
    return Reply(body=json.dumps({"ok": True, "result": result}).encode())


@pytest.fixture
def sink() -> Iterator[HttpSink]:
    with HttpSink() as made:
        yield made


def ask(sink: HttpSink, *, wait: float = 5.0) -> str:
    return wait_for_chat(TOKEN, base_url=sink.url, wait=wait, poll=0.01)


def test_the_first_chat_that_writes_is_taken(sink: HttpSink) -> None:
    sink.script(PATH, updates(), updates(), updates(77))
    assert ask(sink) == f"tgram://{TOKEN}/77/"
    assert len(sink.arrivals) == 3


def test_what_was_written_before_is_not_taken_for_an_answer(sink: HttpSink) -> None:
    sink.script(PATH, updates(11, 12), updates(), updates(77, first=502))
    assert ask(sink) == f"tgram://{TOKEN}/77/"
    assert "offset=502" in sink.arrivals[1].path


def test_nobody_who_writes_is_told_after_the_wait_without_the_token(sink: HttpSink) -> None:
    sink.script(PATH, updates())
    with pytest.raises(CannotFetch) as refused:
        ask(sink, wait=0.05)
    assert "nobody wrote" in refused.value.what
    assert TOKEN not in str(refused.value)


def test_a_token_that_telegram_does_not_know_is_told(sink: HttpSink) -> None:
    sink.script(PATH, Reply(status=401, body=b'{"ok":false}'))
    with pytest.raises(BadChannel) as refused:
        ask(sink)
    assert TOKEN not in str(refused.value)
