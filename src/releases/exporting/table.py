"""Rows as CSV that a spreadsheet may open: a cell that it would run is guarded."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from releases.exporting.characters import UNFIT

FORMULA_STARTS = "=+-@\t\r\0＝＋－＠"


def csv_text(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> str:
    """Rows as CSV with a header line, safe to open in a spreadsheet.

    A text cell that a spreadsheet would take for a formula gets an apostrophe before it (the
    remedy of OWASP ASVS 5, 1.2.10); None is an empty cell. `unguarded` takes it off again.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_cell(column) for column in columns])
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])
    return out.getvalue()


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return "" if value is None else value
    # Behind what is left out a formula may begin.
    fit = UNFIT.sub(lambda found: "\t" if found[0] == "\t" else "", value)
    guard = "'" if _looks_like_formula(value) or _looks_like_formula(fit) else ""
    return guard + fit


def unguarded(cell: str) -> str:
    """A cell of our own CSV as it was before `csv_text` guarded it."""
    return cell[1:] if cell[:1] == "'" and _looks_like_formula(cell[1:]) else cell


def _looks_like_formula(cell: str) -> bool:
    # An apostrophe before such a cell is guarded too, so that taking one off is never wrong.
    bare = cell.lstrip("'")
    return bool(bare) and bare[0] in FORMULA_STARTS
