"""What remains of an article's statements when moves, repetitions and vaguer forms are settled."""

from dataclasses import dataclass, replace

from releases.model.dates import Precision, ReleaseDate
from releases.model.release import Kind, Statement
from releases.reading.names import key_of


@dataclass(slots=True)
class Draft:
    """A statement in the making, with where it stands.

    `moved` if the text says that it replaces another date, `planned` if it is a plan of the past,
    `past` if it says that it has happened. `place` is where in the text its date stands.
    """

    statement: Statement
    line: int
    moved: bool = False
    planned: bool = False
    past: bool = False
    place: int = 0


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


_NEAR = 40  # statements of one film beyond which none is compared with another


def settled(drafts: list[Draft]) -> list[Statement]:
    """What remains when moves, repetitions and coarser forms of one date are put together."""
    films: dict[str, list[tuple[int, Draft]]] = {}
    for order, draft in enumerate(drafts):
        films.setdefault(key_of(draft.statement.title), []).append((order, draft))
    kept = [
        held
        for of_film in films.values()
        for first in range(0, len(of_film), _NEAR)
        for held in _settled(of_film[first : first + _NEAR])
    ]
    kept.sort(key=lambda held: (held[1].line, held[0]))
    return [draft.statement for _, draft in kept]


def _settled(drafts: list[tuple[int, Draft]]) -> list[tuple[int, Draft]]:
    """What remains of the statements about one film, each with its place in the text."""
    kept: list[tuple[int, Draft]] = []
    for order, draft in drafts:
        if draft.moved:
            given_up = [k for k in kept if _supersedes(draft.statement, k[1].statement)]
            kept = [k for k in kept if k not in given_up]
            draft = _placed(draft, [k[1] for k in given_up])
        s = draft.statement
        twin = next((k for k in kept if _same(k[1].statement, s)), None)
        if twin is None:
            kept.append((order, draft))
        elif s.confidence > twin[1].statement.confidence:
            kept[kept.index(twin)] = (order, draft)
    for plan in [k for k in kept if k[1].planned]:
        better = [k for k in kept if _replaces(k[1], plan[1])]
        if better:
            kept = [
                (k[0], _placed(k[1], [plan[1]])) if k in better else k for k in kept if k != plan
            ]
    return [
        k for k in kept
        if not any(_covers(o[1].statement, k[1].statement) for o in kept if o is not k)
    ]  # fmt: skip
