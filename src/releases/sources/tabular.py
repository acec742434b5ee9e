"""CSV by the names of its columns, with line numbers, limits, and errors that name the line."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from releases.errors import CannotRead
from releases.sources.records import MAX_ROWS

MAX_FIELD = 131_072  # the csv module's own limit


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows under one header, read as one goes through them, once.

    A row is read by folded names: `cells["release date"]`.
    """

    columns: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]]]

    def __iter__(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Each row's line and cells; a cell that is missing at the end is empty."""
        width = len(self.columns)
        for line, cells in self.rows:
            if len(cells) < width:
                cells = cells + [""] * (width - len(cells))
            yield line, dict(zip(self.columns, cells, strict=False))

    def need(self, columns: Sequence[str], what: str) -> None:
        """Raise `CannotRead` naming the columns that are missing for this to be `what`."""
        missing = [name for name in columns if name not in self.columns]
        if missing:
            found = ", ".join(self.columns)[:200] or "none"
            raise CannotRead(
                f"line 1: this is not {what}: it has no column {', '.join(map(repr, missing))}",
                f"its columns are: {found}",
            )


def lines_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the number of the line on which each begins; blank ones are left out.

    Raises `CannotRead` with the line for quotes that do not close, and for what is too large.
    """
    separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line, found = 1, 0
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield line, cells
                found += 1
                if found > MAX_ROWS + 10:
                    raise CannotRead(
                        f"line {line}: the file has more than {MAX_ROWS:,} rows",
                        "split it into several files",
                    )
            line = reader.line_num + 1
    except csv.Error as error:
        raise CannotRead(
            f"line {line}: {_said(error)}", "nothing was imported; correct that line"
        ) from None


def _said(error: csv.Error) -> str:
    words = str(error)
    if "unexpected end" in words:
        return "a quoted field that begins here never ends"
    if "expected after" in words:
        return "something follows the quote that ends a field"
    if "field larger" in words:
        return f"a field is longer than {MAX_FIELD:,} characters"
    return f"this is no CSV ({words})"


def _separator(text: str) -> str:
    """A comma, unless the header has none and semicolons or tabs instead (a spreadsheet's CSV)."""
    head = text[: text.find("\n") if "\n" in text else len(text)]
    return next((mark for mark in ",;\t" if mark in head), ",")


def sheet(text: str) -> Sheet:
    """A file whose first line names the columns."""
    return under(lines_of(text))


def under(rows: Iterator[tuple[int, list[str]]]) -> Sheet:
    """The rows after the first, which names the columns."""
    first = next(rows, None)
    if first is None:
        raise CannotRead("the file is empty", "nothing was imported")
    return Sheet(tuple(cell.strip().casefold() for cell in first[1]), rows)
