"""The rows of a file, a chunk at a time: matched to films, followed and dated.

A row is matched by exact ids, then title and year; what stays doubtful is listed and not stored.
"""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from releases.model.dates import TBA
from releases.model.film import folded, ref
from releases.model.plan import CINEMA, Covered, covers
from releases.model.release import Claim, Evidence, Kind, SourceClass
from releases.model.subscriber import Subscriber
from releases.model.verdict import unconfirmed
from releases.sources.records import Row, Stated, Trouble
from releases.store import bulk, people
from releases.store.bulk import FoundRelease, NewFilm, NewRelease
from releases.store.conflicts import plan_conflict
from releases.store.coverage import effective, profile_of, refresh_cover, refresh_covers
from releases.store.engine import Connection
from releases.store.outbox import plan_reminders
from releases.store.sets import take_turn
from releases.tracking.changes import (
    Proposal,
    Rules,
    add,
    replan_film,
    replan_releases,
)
from releases.tracking.imported import Doubt, ImportResult, Move
from releases.tracking.matching import Index, Known, match
from releases.tracking.seen import Seen

PRUNED_AT_ONCE = 100
# What a person's own table or calendar states is wanted wherever it is.
_OWN = ("csv", "ics")


@dataclass(slots=True)
class _Outcome:
    """What a row did so far."""

    row: Row
    film: Known
    added: bool = False
    changed: bool = False


# The id, territory and kind of a release, and whether it has a date.
_Placed = tuple[int, str | None, Kind, bool]


class _Coverage:
    """The rule of what is covered, asked once for films whose releases are alike."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], set[int]] = {}

    def covers(self, lists: tuple[str, str], found: list[_Placed]) -> set[int]:
        alike = (*lists, *[each[1:] for each in found])
        places = self._known.get(alike)
        if places is None:
            numbered = [Covered(n, *each[1:]) for n, each in enumerate(found)]
            places = self._known[alike] = covers(profile_of(*lists), numbered)
        return {found[place][0] for place in places}


class Chunks:
    """An import under way for `who`, from the list or format `source`; `result` is its tally."""

    def __init__(
        self,
        who: Subscriber,
        source: str,
        now: datetime,
        rules: Rules,
        result: ImportResult,
        *,
        prune: bool = False,
    ) -> None:
        self.who, self.source, self.now, self.rules = who, source, now, rules
        self.result = result
        # The films of this file, which only pruning asks for: eight bytes for each of many.
        self._named = array("q") if prune else None
        # The first film that this file brought; ids only ever grow.
        self._brought: int | None = None
        # Of which releases the file has stated a date so far.
        self._stated = Seen()

    def chunk(self, connection: Connection, rows: list[Row]) -> None:
        take_turn(connection)
        outcomes, new = self._match(connection, rows)
        keys = bulk.add_films(connection, [film for _, film in new], self.now)
        for (known, _), key in zip(new, keys, strict=True):
            known.id = key
        if self._brought is None and keys:
            self._brought = keys[0]
        self._name(connection, outcomes, {id(known) for known, _ in new})
        ids = {_id(outcome.film) for outcome in outcomes}
        self._remember(ids)
        made = set(keys)
        had = bulk.followed(connection, self.who.id, ids - made)
        fresh = ids - had.keys()
        applies = effective(self.who.territories, self.who.fallback)
        bulk.add_follows(connection, self.who.id, sorted(fresh), applies, self.source, self.now)
        for outcome in {_id(o.film): o for o in reversed(outcomes)}.values():
            outcome.added = _id(outcome.film) in fresh
        active = {key: (had[key].kinds, had[key].effective) for key in had if had[key].active}
        active |= dict.fromkeys(fresh, ("", applies))
        self._date(connection, outcomes, made, fresh, active)
        for outcome in outcomes:
            self.result.added += outcome.added
            self.result.changed += outcome.changed and not outcome.added
            self.result.unchanged += not (outcome.added or outcome.changed)

    def _remember(self, film_ids: Iterable[int]) -> None:
        if self._named is not None:
            self._named.extend(film_ids)

    def _match(
        self, connection: Connection, rows: list[Row]
    ) -> tuple[list[_Outcome], list[tuple[Known, NewFilm]]]:
        titles = [folded(row.title) for row in rows]
        names: dict[str, set[str]] = {}
        for row in rows:
            for listed in (row.ids, row.aliases):
                for service, value in listed.items():
                    names.setdefault(service, set()).add(value)
        found = bulk.find_films(connection, set(titles), names)
        index = Index(Known(f.id, f.title, f.year, f.names, f.years) for f in found)
        outcomes: list[_Outcome] = []
        new: list[tuple[Known, NewFilm]] = []
        doubts: list[tuple[Row, tuple[Known, ...]]] = []
        for row, title in zip(rows, titles, strict=True):
            answer = match(row, title, index)
            film = answer.film
            if answer.candidates:
                doubts.append((row, answer.candidates))
                continue
            if film is None:
                # The years of its dates only ever stand in for its own.
                years = _years(row) if row.year is None else ()
                film = Known(None, row.title, row.year, {**row.ids, **row.aliases}, years)
                index.add(film, title)
                new.append((film, NewFilm(row.title, title, row.year, row.original_title, row.ids)))
            outcomes.append(_Outcome(row, film))
        stored = {f.id for f in found if self._brought is None or f.id < self._brought}
        for row, candidates in doubts:
            self._remember(film.id for film in candidates if film.id is not None)
            self.result.doubtful.append(
                Doubt(row.line, row.title, [_shown(film, stored) for film in candidates])
            )
        return outcomes, new

    def _name(self, connection: Connection, outcomes: list[_Outcome], new: set[int]) -> None:
        """Give films the names and years that a row knows and they lack."""
        elsewhere: list[tuple[int, str, str]] = []
        own: dict[int, dict[str, str]] = {}
        years: dict[int, int] = {}
        for outcome in outcomes:
            row, film = outcome.row, outcome.film
            is_new = id(film) in new
            for service, value in row.aliases.items():
                if is_new or service not in film.names:
                    elsewhere.append((_id(film), service, value))
                    film.names.setdefault(service, value)
            for service, value in row.ids.items():
                if service not in film.names:
                    own.setdefault(_id(film), {})[service] = value
                    film.names[service] = value
            if film.year is None and row.year is not None:
                film.year = years[_id(film)] = row.year
        bulk.add_names(connection, elsewhere, own, years)

    def _date(
        self,
        connection: Connection,
        outcomes: list[_Outcome],
        new: set[int],
        fresh: set[int],
        active: dict[int, tuple[str, str]],
    ) -> None:
        """Store what the rows state of dates, cover it, and plan what is owed."""
        dated = {_id(o.film) for o in outcomes if o.row.stated}
        known = bulk.find_releases(connection, (dated | fresh) - new, self.source)
        pending: dict[int, list[NewRelease]] = {}
        later: list[tuple[_Outcome, Stated]] = []
        judged: dict[tuple[object, ...], str] = {}
        mine: set[int] = set()
        for outcome in outcomes:
            key = _id(outcome.film)
            for stated in outcome.row.stated:
                place = (key, stated.territory, stated.kind, stated.label)
                had, has = known.get(key), pending.get(key)
                state = _compare(stated, had or [], has or []) if had or has else "new"
                if state == "new":
                    pending.setdefault(key, []).append(self._release(key, stated))
                    outcome.added = True
                elif state == "same" and key in fresh and self._wanted(stated):
                    # Somebody else's table said it first.
                    mine |= {
                        r.id for r in had or () if (key, r.territory, r.kind, r.label) == place
                    }
                elif state == "judge" and place not in self._stated:
                    later.append((outcome, stated))
                    judged[place] = stated.date.text
                elif state == "judge" and judged.get(place) != stated.date.text:
                    # The earlier line holds, or the two would take turns at each import.
                    self._contradicted(outcome.row, stated)
                self._stated.add(place)
        for outcome in outcomes:
            key = _id(outcome.film)
            if key in new and key not in pending and _is_ahead(outcome.row, self.now):
                # Its first date will be news.
                own = self.who.territories
                undated = Stated(TBA, Kind.THEATRICAL, own[0] if own else None)
                pending[key] = [self._release(key, undated)]
        self._store(connection, pending, known, fresh, active, mine)
        others = bulk.followed_by_others(connection, self.who.id, pending.keys() - new)
        # Where a date of the fallback stood in, a nearer one ends that.
        nearer = {key for key in pending.keys() - new if "|" in active.get(key, ("", ""))[1]}
        for key in others | nearer:
            refresh_cover(connection, key, self.now)
            replan_film(connection, key, self.now, self.rules)
        for outcome, stated in later:
            held = {each.id: each.date for each in known.get(_id(outcome.film), ())}
            self._judge(connection, outcome, stated, held, follows=_id(outcome.film) in active)

    def _contradicted(self, row: Row, stated: Stated) -> None:
        why = "an earlier line gives the same release another"
        remark = Trouble(row.line, f"the date {stated.date.text} was left out: {why}")
        self.result.remarks.append(remark)

    def _release(self, film_id: int, stated: Stated) -> NewRelease:
        doubtful = unconfirmed(stated.date, SourceClass.FILE, (self.source,))
        return NewRelease(
            film_id, stated.territory, stated.kind, stated.label, stated.date, doubtful,
            self._wanted(stated),
        )  # fmt: skip

    def _wanted(self, stated: Stated) -> bool:
        """Whether a date is wanted wherever it is: a person's own, unless it says nothing more."""
        named = stated.territory is not None or stated.kind not in CINEMA
        return self.source in _OWN and named

    def _store(
        self,
        connection: Connection,
        pending: dict[int, list[NewRelease]],
        known: dict[int, list[FoundRelease]],
        fresh: set[int],
        active: dict[int, tuple[str, str]],
        mine: set[int],
    ) -> None:
        flat = [each for of_film in pending.values() for each in of_film]
        keys = bulk.add_releases(connection, flat, self.now, source=self.source, by_id=self.who.id)
        soon = (self.now - timedelta(days=2)).date().isoformat()
        upcoming: set[int] = set()
        of_film: dict[int, list[_Placed]] = {}
        wanted = set(mine)
        for key, each in zip(keys, flat, strict=True):
            of_film.setdefault(each.film_id, []).append(
                (key, each.territory, each.kind, each.date != TBA)
            )
            if each.wanted:
                wanted.add(key)
            if len(each.date.text) == len(soon) and each.date.text >= soon:
                upcoming.add(key)
        for film_id in fresh | of_film.keys():
            for release in known.get(film_id, []):
                if release.standing != "removed":
                    dated = release.date != TBA.text
                    placed = (release.id, release.territory, release.kind, dated)
                    of_film.setdefault(film_id, []).append(placed)
                    upcoming.add(release.id)
        pairs: list[tuple[int, bool]] = []
        rule = _Coverage()
        for film_id, found in of_film.items():
            if film_id in active:
                asked = rule.covers(active[film_id], found)
                pairs += [(r, r in wanted) for r, *_ in found if r in asked or r in wanted]
        bulk.cover(connection, self.who.id, pairs, self.now)
        due = upcoming & {key for key, _ in pairs}
        # Without a channel nothing is owed; the first one that is added plans it all.
        if due and people.channel_count(connection, self.who):
            new = due.intersection(keys)
            for ids in filter(None, (new, due - new)):
                plan_reminders(connection, self.now, release_ids=ids, fresh=ids is new)

    def _judge(
        self,
        connection: Connection,
        outcome: _Outcome,
        stated: Stated,
        held: Mapping[int, str],
        *,
        follows: bool,
    ) -> None:
        """A date that meets a release that is known: the rule decides, as for every statement.

        `held` are the dates of the film's releases so far.
        """
        claim = Claim(SourceClass.FILE, stated.date, self.now, Evidence(self.source))
        proposal = Proposal(
            outcome.film.title, stated.territory, stated.kind, claim,
            label=stated.label, film_id=_id(outcome.film),
        )  # fmt: skip
        done = add(
            connection, self.who, proposal, self.now,
            follow=follows and self._wanted(stated), rules=self.rules,
        )  # fmt: skip
        release, row = done.release, outcome.row
        if done.result == "conflict":
            plan_conflict(connection, release.id, stated.date, self.now, settle=self.rules.settle)
            why = f"{release.date.text} holds (see: releases conflicts)"
            self.result.remarks.append(
                Trouble(row.line, f"{stated.date.text} is contradicted: {why}")
            )
        elif done.result == "moved":
            old = held.get(release.id, "")
            move = Move(row.line, release.film.title, release.territory, old, release.date.text)
            self.result.moves.append(move)
        outcome.added = outcome.added or done.result == "added"
        outcome.changed = outcome.changed or done.result == "moved"

    def prune(self, connection: Connection) -> None:
        """End the follows that this list made and no longer names."""
        gone = bulk.listed_by(connection, self.who.id, self.source, but=self._named or ())
        left = iter(gone)
        while portion := list(islice(left, PRUNED_AT_ONCE)):
            bulk.unfollow(connection, self.who.id, portion)
            bulk.unlist(connection, self.who.id, self.source, portion)
            refresh_covers(connection, portion, self.now)
            touched = bulk.release_turns(connection, portion)
            replan_releases(connection, touched, self.now, self.rules)
        self.result.unfollowed = sorted(gone.values())


def _compare(stated: Stated, known: list[FoundRelease], pending: list[NewRelease]) -> str:
    """Whether a statement is `new` beside what the film has, the `same`, or for the rule to judge.

    One without territory may be the same release as a named one, which the rule knows to tell.
    """
    both: list[FoundRelease | NewRelease] = [*known, *pending]
    alike = [each for each in both if each.kind is stated.kind]
    for each in alike:
        if (each.territory, each.label) == (stated.territory, stated.label):
            said = each.stated if isinstance(each, FoundRelease) else each.date.text
            return "same" if said == stated.date.text else "judge"
    wide = stated.territory is None or any(each.territory is None for each in alike)
    return "judge" if alike and wide else "new"


def _is_ahead(row: Row, now: datetime) -> bool:
    return row.year is None or row.year >= now.year


def _years(row: Row) -> tuple[int, ...]:
    return tuple(stated.date.year for stated in row.stated if stated.date.year is not None)


def _id(film: Known) -> int:
    assert film.id is not None
    return film.id


def _shown(film: Known, stored: set[int]) -> dict[str, Any]:
    # A film that this very file brings has no id yet, or would have none after a dry run.
    key = ref("f", film.id) if film.id is not None and film.id in stored else None
    return {"id": key, "title": film.title, "year": film.year}
