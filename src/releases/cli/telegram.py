"""Finding a Telegram chat: a bot may only write to who wrote to it, and nobody knows its number."""

import time

from releases.cli.asking import ask_unseen, at_terminal
from releases.cli.render import say
from releases.errors import CannotFetch, UsageError

WAIT_SECONDS = 180.0
POLL_SECONDS = 2.0
_INSTEAD = "write the URL yourself: releases channels add tgram://TOKEN/CHAT"


def ask_for_chat() -> str:
    """The channel URL of a chat: asks for the bot's token unseen and waits for one message."""
    from releases.logs import register_secret

    if not at_terminal():
        raise UsageError("the bot's token cannot be asked: this is no terminal", _INSTEAD)
    say("make a bot: write /newbot to @BotFather in Telegram; it answers with a token")
    token = ask_unseen("the bot's token (not shown)", without=_INSTEAD)
    register_secret(token)
    return wait_for_chat(token)


def wait_for_chat(
    token: str,
    *,
    base_url: str | None = None,
    wait: float = WAIT_SECONDS,
    poll: float = POLL_SECONDS,
) -> str:
    """The channel URL of the chat that writes to the bot first, within `wait` seconds.

    Raise `BadChannel` for a token that Telegram does not know, and `CannotFetch` where nobody
    writes or Telegram does not answer. The token is in no message.
    """
    from releases.fetch import Fetcher
    from releases.reminding.telegram import HOST, channel_url, telegram_chats

    with Fetcher(allow_private=base_url is not None) as fetcher:
        before = telegram_chats(fetcher, token, base_url=base_url or HOST)
        latest = max((chat.update for chat in before), default=None)
        say("now write any message to your bot in Telegram (or add it to a group) …")
        end = time.monotonic() + wait
        while time.monotonic() < end:
            time.sleep(poll)
            found = telegram_chats(fetcher, token, base_url=base_url or HOST, since_update=latest)
            if found:
                say(f"found {found[-1].name}")
                return channel_url(token, found[-1])
    what = f"nobody wrote to the bot within {wait:g} seconds"
    raise CannotFetch(what, f"try again, or {_INSTEAD}")
