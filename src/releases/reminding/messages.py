"""What a message is: the lines that are due to one channel, made into title, text, HTML and .ics.

The words for one line are in `wording.py`. Everything here is pure; `today` is an argument.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from html import escape

from releases.exporting.calendar import Event, calendar
from releases.model.languages import Language, language
from releases.reminding.wording import (
    OF_RELEASES,
    Line,
    Origin,
    said,
    subject,
    tidy,
    web_link,
)

__all__ = ["Line", "Message", "Origin", "compose", "events_of", "grouped", "html_page"]


@dataclass(frozen=True, slots=True)
class Message:
    """What goes out once: plain `title` and `text`, the same as `html`, and calendar events.

    `identity` is the same for every try of this message. `thread` names what mails of one
    release hang under, None where the message is about several. `at` is the instant (UTC) that
    a mail is dated with.
    """

    title: str
    text: str
    html: str
    identity: str
    at: datetime
    events: tuple[Event, ...] = field(default=(), repr=False)
    thread: str | None = None
    language: str = "en"

    @property
    def ics(self) -> str | None:
        """The events as an iCalendar text, made when asked for: only mail carries it."""
        if not self.events:
            return None
        return calendar(self.events, name=language(self.language).calendar)


def compose(
    lines: Sequence[Line],
    *,
    today: date,
    subscriber: str,
    identity: str,
    stamp: datetime,
    now: datetime | None = None,
    code: str = "en",
) -> Message:
    """One message of everything that is due to a channel, soonest first.

    `today` is the day of sending in the subscriber's zone: days are counted from it. `stamp` (UTC)
    is the last change among the lines, which the calendar events carry; `now` (UTC; else
    `stamp`) dates a mail. `code` is the subscriber's language, English where it is not known.
    """
    by = language(code)
    groups = grouped(lines)
    title = subject(groups, today=today, by=by)
    parts = [said(group, today=today, alone=len(groups) == 1, by=by) for group in groups]
    if len(parts) == 1:
        text = parts[0].text()
    else:
        text = "\n".join([title, "", *(f"• {part.text(indent='  ')}" for part in parts)])
    html = "".join(part.html() for part in parts)
    footer = escape(by.footer.format(subscriber=subscriber))
    uids = {line.uid for line in lines if line.what in OF_RELEASES and line.uid}
    return Message(
        title=title,
        text=text,
        html=html_page(f'{html}<p style="color:#777;font-size:85%">{footer}</p>', by),
        identity=identity,
        at=now or stamp,
        events=tuple(events_of(lines, stamp, by)),
        thread=uids.pop() if len(uids) == 1 else None,
        language=by.code,
    )


def html_page(body: str, by: Language) -> str:
    """A page of escaped HTML that names its language, where that is not English."""
    lang = "" if by.code == "en" else f' lang="{by.code}"'
    return f"<html{lang}><body>{body}</body></html>"


def grouped(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines in order of date; those of one film, day and kind that differ in territory are one."""
    groups: dict[tuple[object, ...], list[Line]] = {}
    for line in sorted(lines, key=lambda n: (n.date.order, n.title, n.kind, n.territory or "")):
        own = len(groups) if line.what not in OF_RELEASES else -1
        alike = (line.what, line.title, line.year, line.kind, line.label, line.date, line.old,
                 line.late, line.unconfirmed, line.reason, line.note, line.wanted, own)  # fmt: skip
        groups.setdefault(alike, []).append(line)
    return list(groups.values())


def events_of(lines: Iterable[Line], stamp: datetime, by: Language) -> list[Event]:
    """A calendar event for each release with a day; what lost its day is withdrawn on the old."""
    events = {}
    for line in lines:
        if line.what not in OF_RELEASES or line.what == "conflict" or not line.uid:
            continue
        gone = line.what in ("cancelled", "removed", "postponed")
        day = (line.old or line.date).day if gone else line.date.day
        if day is None:
            continue
        name = tidy(line.title) + (f" ({line.year})" if line.year else "")
        place = f", {line.territory}" if line.territory else ""
        name += f" ({by.kinds[line.kind]}{place})"
        events[line.uid] = Event(
            uid=line.uid,
            day=day,
            summary=by.event_withdrawn.format(name=name) if gone else name,
            changed=stamp,
            sequence=line.changed,
            status="CANCELLED" if gone else "TENTATIVE" if line.unconfirmed else "CONFIRMED",
            categories=("Film", line.kind.value.capitalize()),
            url=web_link(line.url),
        )
    return list(events.values())
