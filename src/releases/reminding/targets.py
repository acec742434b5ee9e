"""A channel's URL as a person gives it: its targets, what to call it, and a message to try it."""

from datetime import datetime
from html import escape
from uuid import uuid4

from releases.model.languages import language
from releases.model.subscriber import Target
from releases.reminding import channels
from releases.reminding.messages import Message, html_page

_NAMES = {
    "mailto": "mail", "mailtos": "mail", "tgram": "telegram", "ntfys": "ntfy", "json": "webhook",
    "jsons": "webhook", "form": "webhook", "forms": "webhook", "xml": "webhook", "xmls": "webhook",
    "matrixs": "matrix", "gotifys": "gotify", "pover": "pushover", "pbul": "pushbullet",
    "toots": "mastodon", "mastodons": "mastodon", "mmosts": "mattermost", "mmost": "mattermost",
}  # fmt: skip


def targets_of(url: str) -> tuple[list[Target], str]:
    """The targets of a URL, one each, and what a channel of that service may be called.

    Raise `BadChannel` where it cannot be used.
    """
    targets = []
    scheme = ""
    for each in channels.split(url):
        info = channels.check(each)
        scheme = info.scheme
        targets.append(Target(each, info.host, round(info.pace_seconds * 1000)))
    return targets, _NAMES.get(scheme, scheme)


def test_message(subscriber: str, code: str, now: datetime) -> Message:
    """What is sent to try a channel, outside the queue, in the language of that code."""
    by = language(code)
    text = by.test_text.format(subscriber=subscriber)
    return Message(
        title=by.test_title,
        text=text,
        html=html_page(f"<p>{escape(text)}</p>", by),
        identity=uuid4().hex,
        at=now,
        language=by.code,
    )
