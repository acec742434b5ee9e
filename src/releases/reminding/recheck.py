"""The last look before a send: what of the due deliveries is still true, and what it says.

Runs in the transaction that records the attempt, so that no attempt begins after the commit that
moved its date, ended its follow or removed its channel.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from releases.model.dates import TBA, ReleaseDate
from releases.model.delivery import State
from releases.model.digest import period
from releases.model.due import after_quiet, local_day
from releases.model.film import ref
from releases.model.plan import (
    CALLED_OFF,
    CORRECTIONS,
    TAKEN_BACK,
    Fate,
    What,
    correction,
    notice_fate,
    reminder_fate,
)
from releases.reminding.messages import Line, Origin
from releases.store import queue, turns
from releases.store.conflicts import contradictions
from releases.store.corrections import believed
from releases.store.coverage import stand_ins
from releases.store.engine import Connection
from releases.store.films import Release, StoredClaim
from releases.store.outbox import NO_CHANNEL, SETTINGS, UNCOVERED
from releases.store.turns import Addressee, Facts

_STATES = {
    Fate.MOVED: State.SUPERSEDED,
    Fate.LATER_LEAD: State.SUPERSEDED,
    Fate.SETTLED: State.SUPERSEDED,
    Fate.NOT_ACTIVE: State.CANCELLED,
    Fate.GONE_BY: State.MISSED,
    Fate.NEXT_LEAD: State.DEAD,
    Fate.TOO_OLD: State.DEAD,
}
NOTHING_TO_SAY = "nothing stands in it"
SAID_ALREADY = "said in another line of the message"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long things are still worth saying, in days after the release or the due moment."""

    late_days: int = 3
    retry_days: int = 3


@dataclass(frozen=True, slots=True)
class Said:
    """One delivery that is to be sent: its line, and what its channel will have been told."""

    row: Any
    lines: tuple[Line, ...]
    tells: tuple[tuple[int, str, str | None], ...] = ()


@dataclass
class Checked:
    """What is to be sent, and the time of the last change among it (UTC)."""

    said: list[Said] = field(default_factory=list)
    stamp: datetime | None = None


def recheck(
    connection: Connection,
    to: Addressee,
    rows: Sequence[Any],
    known: Facts,
    home: str,
    now: datetime,
    limits: Limits,
) -> Checked:
    """Settle every row that is not to be sent now; give the rest with their words.

    `known` are the facts of this channel and these rows, `home` names this installation.
    """
    checked = Checked()
    digests = []
    for row in rows:
        if row.what == What.DIGEST:
            digests.append(row)
        elif row.what == What.TROUBLE:
            _trouble(connection, to, row, now, limits, checked)
        else:
            _of_release(connection, to, row, known, now, limits, home, checked)
    _say_once(connection, checked)
    for row in digests:
        _digest(connection, to, row, now, home, checked)
    return checked


def _say_once(connection: Connection, checked: Checked) -> None:
    """Of several notices of one release, which a dead daemon may have left, keep the newest."""
    notices = [said for said in checked.said if said.row.what in CORRECTIONS]
    newest = {said.row.subject: said for said in sorted(notices, key=lambda said: said.row.turn)}
    for said in notices:
        if newest[said.row.subject] is not said:
            _end(connection, said.row, State.SUPERSEDED, SAID_ALREADY)
            checked.said.remove(said)


def _of_release(
    connection: Connection,
    to: Addressee,
    row: Any,
    known: Facts,
    now: datetime,
    limits: Limits,
    home: str,
    checked: Checked,
) -> None:
    release = known.releases[row.subject]
    is_reminder = row.what == What.REMINDER
    if row.what == What.CONFLICT:
        return _conflict(connection, to, row, known, now, limits, home, checked)
    wanted = "reminders" if is_reminder else "notices"
    if wanted not in to.takes:
        return _end(connection, row, State.CANCELLED, NO_CHANNEL)
    if release.id not in known.covered:
        return _end(connection, row, State.CANCELLED, UNCOVERED)
    current = known.token(release.id)
    old = None
    if is_reminder:
        if row.lead not in known.leads:
            return _end(connection, row, State.CANCELLED, SETTINGS)
        fate = reminder_fate(
            speaks_of=ReleaseDate(row.speaks_of),
            lead=row.lead,
            current=current,
            siblings=known.siblings.get((release.id, row.speaks_of), ()),
            tried=row.tries > 0,
            now=now,
            schedule=to.schedule,
            late_days=limits.late_days,
        )
    else:
        old = believed(connection, release.id, to.id, current) or current
        fate = notice_fate(
            told=old,
            current=current,
            speaks_of=row.speaks_of,
            due=row.due,
            tried=row.tries > 0,
            now=now,
            schedule=to.schedule,
            retry_days=limits.retry_days,
        )
    if fate is Fate.WAIT:
        return _wait(connection, to, row, now)
    if fate is not Fate.SEND:
        return _end(connection, row, _STATES[fate], fate.value)
    what = row.what if old is None else str(correction(old, current))
    today = local_day(now, to.schedule.zone)
    line = line_of(
        release,
        known.holders.get(release.id),
        what,
        home,
        old=old,
        lead=row.lead if is_reminder else None,
        late=local_day(row.due, to.schedule.zone) != today,
        wanted=known.stand_ins.get(release.id, ()),
    )
    reminded = today.isoformat() if is_reminder else None
    checked.said.append(Said(row, (line,), ((release.id, current, reminded),)))
    checked.stamp = max(checked.stamp or release.changed, release.changed)
    return None


def _conflict(
    connection: Connection,
    to: Addressee,
    row: Any,
    known: Facts,
    now: datetime,
    limits: Limits,
    home: str,
    checked: Checked,
) -> None:
    """A source contradicts the date: worth saying only while it does, and tells no new date."""
    release = known.releases[row.subject]
    if "notices" not in to.takes:
        return _end(connection, row, State.CANCELLED, NO_CHANNEL)
    if release.id not in known.covered:
        return _end(connection, row, State.CANCELLED, UNCOVERED)
    if release.turn != row.turn or not release.conflict:
        return _end(connection, row, State.SUPERSEDED, Fate.SETTLED.value)
    if row.tries and now - row.due > timedelta(days=limits.retry_days):
        return _end(connection, row, State.DEAD, Fate.TOO_OLD.value)
    if after_quiet(now, to.schedule) > now:
        return _wait(connection, to, row, now)
    holder = known.holders.get(release.id)
    against = _contradicts(connection, release, row.speaks_of)
    line = line_of(release, holder, What.CONFLICT, home, old=row.speaks_of,
                   wanted=known.stand_ins.get(release.id, ()))  # fmt: skip
    line = replace(line, against=against)
    checked.said.append(Said(row, (line,)))
    checked.stamp = max(checked.stamp or release.changed, release.changed)
    return None


def _contradicts(connection: Connection, release: Release, says: str) -> Origin | None:
    """Who stated that other date last, or withdrew the date where it is none."""
    found = [
        stored
        for stored in contradictions(connection, release)
        if (stored.claim.date or TBA).text == says
    ]
    return _who_says(found[-1]) if found else None


def line_of(
    release: Release,
    holder: StoredClaim | None,
    what: str,
    home: str,
    *,
    old: str | None = None,
    lead: int | None = None,
    late: bool = False,
    wanted: tuple[str, ...] = (),
) -> Line:
    """What a message says of one release; `home` names this installation.

    `wanted` are the territories that it stands in for.
    """
    evidence = holder.claim.evidence if holder else None
    return Line(
        what=what,
        title=release.film.title,
        year=release.film.year,
        territory=release.territory,
        kind=release.kind,
        label=release.label,
        date=release.date,
        old=ReleaseDate(old) if old and old not in (CALLED_OFF, TAKEN_BACK) else None,
        lead=lead,
        late=late,
        unconfirmed=release.unconfirmed,
        reason=release.reason,
        source=_who_says(holder),
        sentence=evidence.sentence if evidence else None,
        url=evidence.url if evidence else None,
        release_id=ref("r", release.id),
        uid=f"{ref('r', release.id)}@{home}.releases",
        changed=release.turn,
        note=evidence.note if evidence and evidence.note != release.reason else None,
        wanted=wanted,
    )


def _who_says(holder: StoredClaim | None) -> Origin | None:
    if holder is None:
        return None
    if holder.claim.typed:
        return Origin(holder.by if holder.by != "default" else None, typed=True)
    return Origin(holder.claim.evidence.source, holder.claim.evidence.published)


def _trouble(
    connection: Connection, to: Addressee, row: Any, now: datetime, limits: Limits, checked: Checked
) -> None:
    about = turns.channel_named(connection, row.subject)
    if about is None or about.state in ("removed", "disabled") or "notices" not in to.takes:
        return _end(connection, row, State.CANCELLED, NO_CHANNEL)
    if about.state == "ok":
        return _end(connection, row, State.SUPERSEDED, "the channel works again")
    if now - row.due > timedelta(days=limits.retry_days):
        return _end(connection, row, State.DEAD, Fate.TOO_OLD.value)
    if after_quiet(now, to.schedule) > now:
        return _wait(connection, to, row, now)
    line = Line(what=row.what, title=about.name, reason=about.error)
    checked.said.append(Said(row, (line,)))
    return None


def _digest(
    connection: Connection, to: Addressee, row: Any, now: datetime, home: str, checked: Checked
) -> None:
    if to.digest == "none" or "digest" not in to.takes:
        return _end(connection, row, State.CANCELLED, SETTINGS)
    days = period(to.digest, date.fromordinal(row.subject), to.schedule)
    today = local_day(now, to.schedule.zone)
    if today > days.last:
        return _end(connection, row, State.MISSED, "its days are over")
    if after_quiet(now, to.schedule) > now:
        return _wait(connection, to, row, now)
    told_today = turns.reminded_on(connection, to.id, today)
    told_here = {key for said in checked.said for key, _, by in said.tells if by is not None}
    found = [
        release
        for release in turns.in_digest(connection, to, days)
        if release.id not in told_today | told_here
        and (release.date.latest is None or release.date.latest >= today)
    ]
    if not found and not told_here:
        return _end(connection, row, State.SUPERSEDED, NOTHING_TO_SAY)
    instead = stand_ins(connection, to.subscriber_id, [release.id for release in found])
    lines = tuple(
        line_of(release, None, What.DIGEST, home, wanted=instead.get(release.id, ()))
        for release in found
    )
    tells = tuple((release.id, release.date.text, None) for release in found)
    checked.said.append(Said(row, lines, tells))
    for release in found:
        checked.stamp = max(checked.stamp or release.changed, release.changed)
    return None


def _wait(connection: Connection, to: Addressee, row: Any, now: datetime) -> None:
    until = after_quiet(now, to.schedule)
    state = State.RETRYING if row.tries else State.PENDING
    queue.settle(connection, [row.id], state, again=until, why=Fate.WAIT.value)


def _end(connection: Connection, row: Any, state: State, why: str) -> None:
    queue.settle(connection, [row.id], state, why=why)
