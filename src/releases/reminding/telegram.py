"""Finding the number of a Telegram chat, the hard part of telling a bot where to write."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from releases.errors import BadChannel, CannotFetch
from releases.fetch import Fetcher, Response

HOST = "https://api.telegram.org"


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat in which somebody wrote to the bot: the last thing said there, and its update."""

    id: int
    name: str
    text: str
    update: int


def telegram_chats(
    fetcher: Fetcher, token: str, *, base_url: str = HOST, since_update: int | None = None
) -> list[Chat]:
    """The chats that wrote to the bot, latest last; only after `since_update` if that is given.

    Raise `BadChannel` where Telegram does not know the token, `CannotFetch` where it cannot be
    asked now. No error holds the token. Telegram forgets messages after 24 hours, and forgets
    those up to `since_update` at once (Bot API, getUpdates).
    """
    token = token.strip()
    if not re.fullmatch(r"\d{5,12}:[\w-]{30,}", token, re.ASCII):
        raise BadChannel(
            "that is no Telegram token", "@BotFather gives one of the form 123456789:AAE…"
        )
    query = {"timeout": "0", "allowed_updates": '["message","channel_post","my_chat_member"]'}
    if since_update is not None:
        query["offset"] = str(since_update + 1)
    try:
        response = fetcher.get(
            f"{base_url}/bot{quote(token, safe=':')}/getUpdates?{urlencode(query)}",
            same_host=True,
        )
        updates = _updates(response)
    except CannotFetch as error:
        raise CannotFetch(error.what.replace(token, "…"), error.hint.replace(token, "…")) from None
    chats: dict[int, Chat] = {}
    for update in updates:
        if chat := _chat(update):
            chats.pop(chat.id, None)
            chats[chat.id] = chat
    return list(chats.values())


def channel_url(token: str, chat: Chat) -> str:
    """The channel URL that writes to this chat."""
    return f"tgram://{token.strip()}/{chat.id}/"


def _updates(response: Response) -> list[Any]:
    if response.status in (401, 404):
        raise BadChannel("Telegram does not know this token", "ask @BotFather for the bot's token")
    if response.status == 409:
        raise CannotFetch(
            "another program reads this bot's messages", "stop it, or make a bot of its own"
        )
    if response.status != 200:
        raise CannotFetch(f"Telegram answered {response.status}", "try again in a minute")
    answer = response.json()
    updates = answer.get("result") if isinstance(answer, dict) else None
    if not isinstance(updates, list):
        raise CannotFetch("Telegram's answer is not understood", "try again in a minute")
    return updates


def _chat(update: Any) -> Chat | None:
    """The chat of one update, None for one that is of no use or not as documented."""
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        return None
    for kind in ("message", "channel_post", "my_chat_member"):
        said = update.get(kind)
        if not isinstance(said, dict):
            continue
        chat = said.get("chat")
        if isinstance(chat, dict) and isinstance(chat.get("id"), int):
            parts = [chat.get("title"), chat.get("first_name"), chat.get("last_name")]
            name = " ".join(str(part) for part in parts if part)
            return Chat(
                id=chat["id"],
                name=name or str(chat.get("username") or chat["id"]),
                text=str(said.get("text") or ""),
                update=update["update_id"],
            )
    return None
