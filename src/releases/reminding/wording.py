"""The words: one line of a message as a person reads it, and the subject over all of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from releases.model.dates import TBA, ReleaseDate
from releases.model.release import Kind
from releases.model.territory import WORLDWIDE, name

LONGEST_TITLE = 120
LONGEST_SUBJECT = 78
LONGEST_TEXT = 500
OF_RELEASES = frozenset(
    "reminder moved date-set postponed cancelled revived removed conflict digest".split()
)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to say, in values of one release (or of one channel, for `trouble` and `test`).

    `what` is reminder, moved, date-set, postponed, cancelled, revived, removed, conflict, digest,
    trouble or test. `date` is the day that holds; `old` the one told before or, for a conflict,
    the other one that is stated. `lead` is in days. `late` says that today is not the day on
    which this was due. `source` says who states the date. `changed` counts the changes of the
    date and `uid` names the release for ever, both for calendars. `title` is the film's, or for
    trouble and test the channel's name. `wanted` are the territories that have no date, where
    one of another territory is told instead. `against` is who states `old`, for a conflict.
    """

    what: str
    title: str
    year: int | None = None
    territory: str | None = None
    kind: Kind = Kind.THEATRICAL
    label: str = ""
    date: ReleaseDate = TBA
    old: ReleaseDate | None = None
    lead: int | None = None
    late: bool = False
    unconfirmed: bool = False
    reason: str | None = None
    source: str | None = None
    sentence: str | None = None
    url: str | None = None
    release_id: str = ""
    uid: str = ""
    changed: int = 0
    note: str | None = None
    wanted: tuple[str, ...] = ()
    against: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One line in words: `main` is a sentence, `extras` say why it is believed, `link` where."""

    main: str
    extras: tuple[str, ...] = ()
    link: str | None = None

    def text(self, indent: str = "") -> str:
        more = (*self.extras, self.link) if self.link else self.extras
        return "\n".join([self.main, *(indent + part for part in more)])

    def html(self) -> str:
        parts = [f"<strong>{escape(self.main)}</strong>", *map(escape, self.extras)]
        if self.link:
            parts.append(f'<a href="{escape(self.link)}">{escape(self.link)}</a>')
        return f"<p>{'<br>'.join(parts)}</p>"


def said(group: Sequence[Line], *, today: date, alone: bool) -> Said:
    """Lines that differ in territory only, as one; at most 500 characters of text.

    `alone` says that nothing else stands in the message, so that the quoted sentence has room.
    """
    line = group[0]
    main = shorten(_main(group, today) + _stands_in(group), LONGEST_TEXT)
    room = LONGEST_TEXT - len(main)
    link = web_link(line.url)
    if link and len(link) >= room:
        link = None
    room -= len(link) + 1 if link else 0
    extras = []
    for words in (
        f"Because: {tidy(line.reason)}" if line.reason else "",
        f"Source: {tidy(line.source, 80)}" if line.source else "",
        tidy(line.note) if line.note else "",
    ):
        if words and room > 30:
            extras.append(shorten(words, room - 1))
            room -= len(extras[-1]) + 1
    if alone and line.sentence and line.source and room > 40:
        quoted = f": “{tidy(line.sentence, min(room - 6, 240))}”"
        extras = [words + quoted * words.startswith("Source: ") for words in extras]
    return Said(main, tuple(extras), link)


def subject(groups: Sequence[Sequence[Line]], *, today: date) -> str:
    """The title over a message: plain, one line, at most 78 characters."""
    lines = [group[0] for group in groups]
    if len(groups) == 1 and lines[0].what != "digest":
        head = _head(groups[0], today)
    elif any(line.what == "digest" for line in lines):
        ahead = all(line.date.day == today for line in lines if line.what == "digest")
        head = "Today" if ahead else "This week"
    elif all(line.what in OF_RELEASES for line in lines):
        head = f"{len(lines)} releases"
    else:
        head = f"{len(lines)} messages"
    titles = list(dict.fromkeys(tidy(line.title) for line in lines if line.title))
    return _fitted(f"{head}: ", titles) if titles else head


def _fitted(head: str, titles: list[str]) -> str:
    """As many titles as fit after `head`, and how many more there are."""
    for shown in range(len(titles), 1, -1):
        more = f" and {len(titles) - shown} more" if shown < len(titles) else ""
        whole = head + ", ".join(titles[:shown]) + more
        if len(whole) <= LONGEST_SUBJECT:
            return whole
    more = f" and {len(titles) - 1} more" if len(titles) > 1 else ""
    return head + tidy(titles[0], LONGEST_SUBJECT - len(head) - len(more)) + more


def _head(group: Sequence[Line], today: date) -> str:
    line = group[0]
    codes = ", ".join(g.territory for g in group[:4] if g.territory)
    where = f" ({codes})" if codes else ""
    day = line.date.words(weekday=False)
    match line.what:
        case "reminder":
            when = _days(line.date.day, today).removeprefix("came ").capitalize()
            comma = "," if line.kind is Kind.PREMIERE else ""
            return f"{when or day}{comma} {line.kind.words}{where}"
        case "moved":
            return f"Moved to {day}{where}"
        case "date-set":
            return f"Date set, {day}{where}"
        case "postponed":
            return f"Postponed{where}"
        case "cancelled":
            return f"Cancelled{where}"
        case "revived":
            return f"On again, {day}{where}"
        case "removed":
            return f"Taken back{where}"
        case "conflict":
            return f"Sources disagree{where}"
        case "trouble":
            return "Trouble with a channel"
    return "Test of the channel"


def _main(group: Sequence[Line], today: date) -> str:
    line = group[0]
    film = tidy(line.title) + (f" ({line.year})" if line.year else "")
    film += f", {tidy(line.label, 40)}" if line.label else ""
    where = line.kind.words + _places(group)
    doubt = " (day unconfirmed)" if line.unconfirmed else ""
    was = line.old.words() if line.old else ""
    new = line.date.words()
    near = _days(line.date.day, today)
    ahead = f" ({near})" if near else ""
    match line.what:
        case "reminder":
            late = " (late)" if line.late or near.startswith("came") else ""
            when = f"{near}, {new}" if near else new
            return f"{film}: {when}, {where}{doubt}{late}"
        case "digest":
            yet = "" if line.date.day else ", no day yet"
            return f"{new}{yet}: {film}, {where}{doubt}"
        case "moved":
            return f"{film}: moved from {was or 'another day'} to {new}{ahead}, {where}{doubt}"
        case "date-set":
            before = f" (was: {was})" if was else ""
            return f"{film}: now has a date: {new}{ahead}, {where}{doubt}{before}"
        case "postponed":
            until = "" if line.date == TBA else f" to {new}"
            before = f" (was {was})" if was else ""
            return f"{film}: postponed{until}, no day yet{before}, {where}"
        case "cancelled":
            return f"{film}: cancelled, {where} (was {was or new})"
        case "revived":
            return f"{film}: on again: {new}{ahead}, {where}{doubt}"
        case "removed":
            return f"{film}: taken back: {was or new}, {where}, had been entered by mistake"
        case "conflict":
            who = tidy(line.against, 80) if line.against else "another"
            other = f"; {who} says {was}" if was else ""
            return f"{film}: sources disagree, {where}: held is {new}{other}; nothing was moved"
        case "trouble":
            return f"The channel {tidy(line.title, 60)} has trouble"
    return "This is a test. If you can read it, reminders of releases will reach you here."


def _stands_in(group: Sequence[Line]) -> str:
    """That these dates are of a territory of the fallback: `(no date for IE; GB shown)`."""
    missing = ", ".join(group[0].wanted)
    if not missing:
        return ""
    return f" (no date for {missing}; {', '.join(g.territory or '' for g in group)} shown)"


def _days(day: date | None, today: date) -> str:
    """How far off a day is, counted from today: `in 7 days`, `came out yesterday`."""
    if day is None:
        return ""
    match (day - today).days:
        case 0:
            return "today"
        case 1:
            return "tomorrow"
        case -1:
            return "came out yesterday"
        case ahead if ahead > 0:
            return f"in {ahead} days"
        case ago:
            return f"came out {-ago} days ago"


def _places(group: Sequence[Line]) -> str:
    codes = [line.territory for line in group if line.territory]
    named = ["worldwide" if code == WORLDWIDE else f"{name(code)} ({code})" for code in codes]
    if len(named) > 4:
        named = [", ".join(codes[:20]) + (" …" if len(codes) > 20 else "")]
    return "".join(f", {place}" for place in named)


# Explicit directions, byte order marks and zero-width spaces; joiners stay, emoji need them.
_UNFIT = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
# What chat services take for a call on people: @everyone, <!channel>, <@123>.
_CALLS = re.compile(r"(@(?=everyone|here|channel|all\b)|<(?=[@!#&]))", re.IGNORECASE)


def tidy(text: str, longest: int = LONGEST_TITLE) -> str:
    """Foreign text as one harmless line of at most `longest` code points and 3 × as many bytes.

    Controls and explicit directions are taken out, right-to-left text is isolated from what
    follows it, calls on a whole chat room are broken.
    """
    kept = _UNFIT.sub("", text[: longest * 4])
    kept = " ".join(_CALLS.sub("\\1\u2060", kept).split())
    kept = shorten(kept, longest - 2)
    while len(kept.encode()) > 3 * longest - 6:
        kept = kept[:-2].rstrip() + "…"
    return f"\u2068{kept}\u2069" if _RIGHT_TO_LEFT.search(kept) else kept


def shorten(text: str, longest: int) -> str:
    """Text cut to `longest` code points, the last of them `…` where something is missing."""
    return text if len(text) <= longest else text[: max(longest - 1, 0)].rstrip() + "…"


def web_link(url: str | None) -> str | None:
    """The address where it is a short one of the web, else None: nothing else is made a link."""
    if not url or len(url) > 200 or not re.fullmatch(r"https?://[!-~]+", url):
        return None
    return url
