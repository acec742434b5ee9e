"""What remains of an article's statements when moves, repetitions and vaguer forms are settled."""

from dataclasses import dataclass, replace

from releases.model.dates import Precision, ReleaseDate
from releases.model.release import Kind, Statement
from releases.reading.names import key_of


@dataclass(slots=True)
class Draft:
    """A statement in the making, with where it stands.

    `moved` if the text says that it replaces another date, `planned` if it is a plan of the past.
    """

    statement: Statement
    line: int
    moved: bool = False
    planned: bool = False


def _same(a: Statement, b: Statement) -> bool:
    return (
        key_of(a.title) == key_of(b.title)
        and a.date == b.date
        and (a.kind == b.kind)
        and (a.territory == b.territory or a.territory is None or b.territory is None)
    )


def _supersedes(new: Statement, old: Statement) -> bool:
    return (
        key_of(new.title) == key_of(old.title)
        and new.kind == old.kind
        and (new.territory == old.territory or not new.territory or not old.territory)
    )


def _placed(draft: Draft, given_up: list[Draft]) -> Draft:
    """A draft that names no territory takes that of the date it replaces."""
    named = {k.statement.territory for k in given_up if k.line >= draft.line - 1}
    if draft.statement.territory or len(named) != 1 or None in named:
        return draft
    return replace(draft, statement=replace(draft.statement, territory=named.pop()))


def _replaces(other: Draft, plan: Draft) -> bool:
    return (
        not other.planned
        and other.statement.date != plan.statement.date
        and (other.moved or other.line >= plan.line)
        and _supersedes(other.statement, plan.statement)
    )


def _covers(finer: Statement, coarse: Statement) -> bool:
    """Whether `finer` says all that `coarse` says, and more exactly."""
    if key_of(finer.title) != key_of(coarse.title) or finer.date is None or coarse.date is None:
        return False
    if coarse.date.precision in (Precision.DAY, Precision.TBA):
        return False
    if coarse.territory not in (None, finer.territory):
        return False
    return _finer(finer.date, coarse.date) and (
        finer.kind == coarse.kind or coarse.kind is Kind.THEATRICAL
    )


def _finer(a: ReleaseDate, b: ReleaseDate) -> bool:
    return a.refines(b)


def settled(drafts: list[Draft]) -> list[Statement]:
    """What remains when moves, repetitions and coarser forms of one date are put together."""
    kept: list[Draft] = []
    for draft in drafts:
        s = draft.statement
        if draft.moved:
            given_up = [k for k in kept if _supersedes(s, k.statement)]
            kept = [k for k in kept if k not in given_up]
            draft = _placed(draft, given_up)
            s = draft.statement
        twin = next((k for k in kept if _same(k.statement, s)), None)
        if twin:
            if s.confidence > twin.statement.confidence:
                kept[kept.index(twin)] = draft
            continue
        kept.append(draft)
    for plan in [k for k in kept if k.planned]:
        better = [k for k in kept if _replaces(k, plan)]
        if better:
            kept = [_placed(k, [plan]) if k in better else k for k in kept if k is not plan]
    kept.sort(key=lambda draft: draft.line)
    out = [k.statement for k in kept]
    return [s for s in out if not any(_covers(o, s) for o in out if o is not s)]
