"""The words: one line of a message as a person reads it, and the subject over all of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from releases.model.dates import TBA, ReleaseDate
from releases.model.languages import Language
from releases.model.release import Kind
from releases.model.territory import WORLDWIDE

LONGEST_TITLE = 120
LONGEST_SUBJECT = 78
LONGEST_TEXT = 500
# What the words before the titles leave for these, or they do without the territories.
ROOM_FOR_TITLES = 24
OF_RELEASES = frozenset(
    "reminder moved date-set postponed cancelled revived removed conflict digest".split()
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Who states a date: a source by name and the day it gives, or who typed it (None: you)."""

    name: str | None = None
    published: date | None = None
    typed: bool = False


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
    source: Origin | None = None
    sentence: str | None = None
    url: str | None = None
    release_id: str = ""
    uid: str = ""
    changed: int = 0
    note: str | None = None
    wanted: tuple[str, ...] = ()
    against: Origin | None = None


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


def said(group: Sequence[Line], *, today: date, alone: bool, by: Language) -> Said:
    """Lines that differ in territory only, as one; at most 500 characters of text.

    `alone` says that nothing else stands in the message, so that the quoted sentence has room.
    """
    line = group[0]
    main = shorten(_main(group, today, by) + _stands_in(group, by), LONGEST_TEXT)
    room = LONGEST_TEXT - len(main)
    link = web_link(line.url)
    if link and len(link) >= room:
        link = None
    room -= len(link) + 1 if link else 0
    source = by.source.format(source=_who(line.source, by)) if line.source else ""
    extras = []
    for words in (
        by.because.format(reason=tidy(by.reason(line.reason))) if line.reason else "",
        source,
        tidy(line.note) if line.note else "",
    ):
        if words and room > 30:
            extras.append(shorten(words, room - 1))
            room -= len(extras[-1]) + 1
    if alone and line.sentence and source in extras and room > 40:
        longest = min(room - len(by.quoted.format(sentence="")) - 2, 240)
        quoted = by.quoted.format(sentence=tidy(line.sentence, longest))
        extras[extras.index(source)] += quoted
    return Said(main, tuple(extras), link)


def subject(groups: Sequence[Sequence[Line]], *, today: date, by: Language) -> str:
    """The title over a message: plain, one line, at most 78 characters."""
    lines = [group[0] for group in groups]
    where = ""
    if len(groups) == 1 and lines[0].what != "digest":
        head = _head(lines[0], today, by)
        codes = ", ".join(g.territory for g in groups[0][:4] if g.territory)
        where = f" ({codes})" if codes and lines[0].what in OF_RELEASES else ""
    elif any(line.what == "digest" for line in lines):
        ahead = all(line.date.day == today for line in lines if line.what == "digest")
        head = by.head_today if ahead else by.head_week
    elif all(line.what in OF_RELEASES for line in lines):
        head = by.head_releases.format(count=len(lines))
    else:
        head = by.head_messages.format(count=len(lines))
    titles = list(dict.fromkeys(tidy(line.title) for line in lines if line.title))
    if not titles:
        return head + where
    if len(head) + len(where) > LONGEST_SUBJECT - ROOM_FOR_TITLES:
        where = ""
    return _fitted(by.head.format(head=head + where, titles=""), titles, by)


def _fitted(head: str, titles: list[str], by: Language) -> str:
    """As many titles as fit after `head`, and how many more there are."""
    for shown in range(len(titles), 1, -1):
        more = _more(len(titles) - shown, by)
        whole = head + ", ".join(titles[:shown]) + more
        if len(whole) <= LONGEST_SUBJECT:
            return whole
    more = _more(len(titles) - 1, by)
    return head + tidy(titles[0], LONGEST_SUBJECT - len(head) - len(more)) + more


def _more(count: int, by: Language) -> str:
    if count < 2:
        return by.and_one_more * count
    return by.and_more.format(count=count)


def _head(line: Line, today: date, by: Language) -> str:
    day = line.date.words(weekday=False, by=by.dates)
    match line.what:
        case "reminder":
            premiere = line.kind is Kind.PREMIERE
            when = _distance(line, today, by, head=True) or day
            return f"{when}{',' * premiere} {by.kinds[line.kind]}"
        case "moved":
            return by.head_moved.format(day=day)
        case "date-set":
            return by.head_date_set.format(day=day)
        case "postponed":
            return by.head_postponed
        case "cancelled":
            return by.head_cancelled
        case "revived":
            return by.head_revived.format(day=day)
        case "removed":
            return by.head_removed
        case "conflict":
            return by.head_conflict
        case "trouble":
            return by.head_trouble
    return by.head_test


def _main(group: Sequence[Line], today: date, by: Language) -> str:
    line = group[0]
    film = tidy(line.title) + (f" ({line.year})" if line.year else "")
    film += f", {tidy(line.label, 40)}" if line.label else ""
    where = by.kinds[line.kind] + _places(group, by)
    doubt = by.unconfirmed if line.unconfirmed else ""
    was = line.old.words(by=by.dates) if line.old else ""
    new = line.date.words(by=by.dates)
    near = _distance(line, today, by)
    ahead = f" ({near})" if near else ""
    match line.what:
        case "reminder":
            day = line.date.day
            late = by.late if line.late or (day is not None and day < today) else ""
            when = f"{near}, {new}" if near else new
            return by.reminder.format(film=film, when=when, where=where, doubt=doubt, late=late)
        case "digest":
            yet = "" if line.date.day else by.digest_no_day
            return by.digest.format(film=film, new=new, yet=yet, where=where, doubt=doubt)
        case "moved":
            was = was or by.moved_from_unknown
            return by.moved.format(
                film=film, was=was, new=new, ahead=ahead, where=where, doubt=doubt
            )
        case "date-set":
            before = by.date_set_before.format(was=was) if was else ""
            return by.date_set.format(
                film=film, new=new, ahead=ahead, where=where, doubt=doubt, before=before
            )
        case "postponed":
            until = "" if line.date == TBA else by.postponed_to.format(new=new)
            before = by.postponed_before.format(was=was) if was else ""
            return by.postponed.format(film=film, until=until, before=before, where=where)
        case "cancelled":
            return by.cancelled.format(film=film, where=where, was=was or new)
        case "revived":
            return by.revived.format(film=film, new=new, ahead=ahead, where=where, doubt=doubt)
        case "removed":
            return by.removed.format(film=film, was=was or new, where=where)
        case "conflict":
            who = _who(line.against, by) if line.against else by.conflict_somebody
            other = by.conflict_other.format(who=who, was=was) if was else ""
            return by.conflict.format(film=film, where=where, new=new, other=other)
        case "trouble":
            return by.trouble.format(channel=tidy(line.title, 60))
    return by.test


def _stands_in(group: Sequence[Line], by: Language) -> str:
    """That these dates are of a territory of the fallback: `(no date for IE; GB shown)`."""
    missing = ", ".join(group[0].wanted)
    if not missing:
        return ""
    shown = ", ".join(line.territory or "" for line in group)
    return by.stands_in.format(missing=missing, shown=shown)


def _distance(line: Line, today: date, by: Language, *, head: bool = False) -> str:
    """How far off a line's day is, counted from today: `in 7 days`, `came out yesterday`."""
    day = line.date.day
    if day is None:
        return ""
    ahead = (day - today).days
    if ahead == -1:
        words = _past(line, head, by.yesterday, by.head_yesterday, by.yesterday_premiere)
    elif ahead < 0:
        form = _past(line, head, by.days_ago, by.head_days_ago, by.days_ago_premiere)
        words = form.format(days=-ahead)
    elif ahead < 2:
        words = by.tomorrow if ahead else by.today
    else:
        words = by.in_days.format(days=ahead)
    return words[:1].upper() + words[1:] if head else words


def _past(line: Line, head: bool, usual: str, in_head: str, of_premiere: str) -> str:
    if line.kind is Kind.PREMIERE and of_premiere:
        return of_premiere
    return in_head if head and in_head else usual


def _who(origin: Origin, by: Language) -> str:
    """Who states a date: `radiotimes.com, 12 January 2024`, `typed by Ana`."""
    if origin.typed:
        words = by.typed_by.format(name=origin.name) if origin.name else by.typed_by_you
    else:
        words = origin.name or ""
        if origin.published:
            words += f", {ReleaseDate.of(origin.published).words(weekday=False, by=by.dates)}"
    return tidy(words, 80)


def _places(group: Sequence[Line], by: Language) -> str:
    codes = [line.territory for line in group if line.territory]
    named = [by.territory(code) + f" ({code})" * (code != WORLDWIDE) for code in codes]
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
