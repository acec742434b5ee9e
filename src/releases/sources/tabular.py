"""CSV by the names of its columns, with line numbers, limits, and errors that name the line."""

import csv
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from releases.errors import CannotRead
from releases.sources.records import MAX_ROWS
from releases.sources.textfile import TextFile

MAX_FIELD = 131_072  # the csv module's own limit


class Sheet:
    """The rows under one header, which may be gone through more than once.

    A row is read by folded names: `cells["release date"]`. `header` counts the rows above the one
    that names the columns. The file is read through at once, so that one that is malformed or too
    large is refused before anything is done with it; raises `CannotRead` with the line.
    """

    def __init__(self, file: TextFile, *, header: int = 0) -> None:
        self._file, self._skipped = file, header + 1
        rows = lines_of(file)
        first = next(islice(rows, header, None), None)
        if first is None:
            raise CannotRead("the file is empty", "nothing was imported")
        self.columns = tuple(cell.strip().casefold() for cell in first[1])
        self.total = sum(1 for _ in rows)

    def __iter__(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Each row's line and cells; a cell that is missing at the end is empty."""
        width = len(self.columns)
        for line, cells in islice(lines_of(self._file), self._skipped, None):
            if len(cells) < width:
                cells = cells + [""] * (width - len(cells))
            yield line, dict(zip(self.columns, cells, strict=False))

    def cells(self, columns: Sequence[str]) -> Iterator[str]:
        """Every cell of these columns, row by row."""
        places = [place for place, name in enumerate(self.columns) if name in columns]
        for _, cells in islice(lines_of(self._file), self._skipped, None):
            for place in places:
                if place < len(cells):
                    yield cells[place]

    def need(self, columns: Sequence[str], what: str) -> None:
        """Raise `CannotRead` naming the columns that are missing for this to be `what`."""
        missing = [name for name in columns if name not in self.columns]
        if missing:
            found = ", ".join(self.columns)[:200] or "none"
            raise CannotRead(
                f"line 1: this is not {what}: it has no column {', '.join(map(repr, missing))}",
                f"its columns are: {found}",
            )


def lines_of(file: TextFile) -> Iterator[tuple[int, list[str]]]:
    """The rows with the number of the line on which each begins; blank ones are left out.

    Raises `CannotRead` with the line for quotes that do not close, and for what is too large.
    """
    with file.open() as text:
        first = text.readline()
        # A comma, unless the header has none and semicolons or tabs (a spreadsheet's CSV).
        separator = next((mark for mark in ",;\t" if mark in first), ",")
        reader = csv.reader(chain((first,), text), delimiter=separator, strict=True)
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
