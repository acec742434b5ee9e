"""Finding a Telegram chat: the bot is asked which chat wrote to it first.

A bot cannot write to someone who has not written to it, and nobody knows the number of a chat.
"""

import time
from typing import Any
from urllib.parse import quote

from releases.cli.asking import ask_unseen, at_terminal
from releases.cli.render import say
from releases.errors import BadChannel, CannotFetch, UsageError

API = "https://api.telegram.org"
WAIT_SECONDS = 180.0
POLL_SECONDS = 2.0
_INSTEAD = "write the URL yourself: releases channels add tgram://TOKEN/CHAT"


def ask_for_chat(*, base_url: str = API, wait: float = WAIT_SECONDS) -> str:
    """The channel URL of a chat: asks for the bot's token unseen and waits for one message."""
    from releases.logs import register_secret

    if not at_terminal():
        raise UsageError("telegram asks for the bot's token: this is no terminal", _INSTEAD)
    say("make a bot: write /newbot to @BotFather in Telegram; it answers with a token")
    token = ask_unseen("the bot's token (not shown)", without=_INSTEAD)
    register_secret(token)
    return find_chat(token, base_url=base_url, wait=wait)


def find_chat(token: str, *, base_url: str = API, wait: float = WAIT_SECONDS) -> str:
    """The channel URL of the first chat that writes to the bot within `wait` seconds.

    Raise `BadChannel` for a token that Telegram does not know, and `CannotFetch` where nobody
    writes or Telegram does not answer. The token is in no message.
    """
    number, colon, key = token.partition(":")
    if not (number.isascii() and number.isdigit() and colon and key):
        raise BadChannel("that is not the token of a bot", "it looks like 123456789:AbC…")
    bot = _ask(base_url, token, "getMe", "")
    name = str(bot.get("username", "the bot"))
    say(f"now write any message to @{name} in Telegram: https://t.me/{name}")
    end = time.monotonic() + wait
    while time.monotonic() < end:
        chat = _first_chat(_ask(base_url, token, "getUpdates", "?timeout=0"))
        if chat is not None:
            who = chat.get("title") or chat.get("username") or chat.get("first_name") or "the chat"
            say(f"found {who}")
            return f"tgram://{quote(token, safe=':')}/{chat['id']}"
        time.sleep(POLL_SECONDS)
    raise CannotFetch(
        f"nobody wrote to @{name} within {wait:g} seconds", "try again, or " + _INSTEAD
    )


def _first_chat(updates: Any) -> dict[str, Any] | None:
    for update in updates if isinstance(updates, list) else []:
        for kind in ("message", "channel_post", "my_chat_member", "edited_message"):
            chat = update.get(kind, {}).get("chat")
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return chat
    return None


def _ask(base_url: str, token: str, method: str, query: str) -> Any:
    from releases.fetch import Fetcher

    with Fetcher(allow_private=base_url != API) as fetcher:
        try:
            answer = fetcher.get(f"{base_url}/bot{token}/{method}{query}", same_host=True)
        except CannotFetch as error:
            # The address holds the token.
            raise CannotFetch(error.what.replace(token, "…"), error.hint) from None
    if answer.status in (401, 404):
        raise BadChannel("Telegram does not know this bot", "copy its token from @BotFather again")
    document = answer.json() if answer.status < 500 else {}
    if not isinstance(document, dict) or not document.get("ok"):
        why = str(document.get("description", "")) if isinstance(document, dict) else ""
        raise CannotFetch(
            f"Telegram answered {answer.status} {why}".replace(token, "…").strip(), _INSTEAD
        )
    return document["result"]
