"""CSV that a spreadsheet may open."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.exporting.table import FORMULA_STARTS, csv_text, unguarded


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_rows_stand_under_their_columns() -> None:
    rows = [{"title": 'All of "Us", Strangers', "year": 2023}, {"title": "1917", "year": None}]
    assert csv_text(rows, ["title", "year"]) == (
        'title,year\r\n"All of ""Us"", Strangers",2023\r\n1917,\r\n'
    )


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_nothing_that_looks_like_a_formula_is_left_bare(start: str) -> None:
    (_, (cell,)) = read(csv_text([{"title": f"{start}cmd|' /C calc'!A0"}], ["title"]))
    assert cell.startswith("'")


def test_a_number_stays_a_number() -> None:
    assert csv_text([{"n": -3}], ["n"]) == "n\r\n-3\r\n"


def test_columns_that_a_row_lacks_are_empty() -> None:
    assert csv_text([{"a": "x"}], ["a", "b"]) == "a,b\r\nx,\r\n"


@given(cells=st.lists(st.text(alphabet=st.characters()), min_size=1, max_size=5))
def test_every_cell_is_one_cell_and_none_is_a_formula(cells: list[str]) -> None:
    columns = [f"c{number}" for number in range(len(cells))]
    text = csv_text([dict(zip(columns, cells, strict=True))], columns)
    header, row = read(text.encode().decode())
    assert header == columns
    assert len(row) == len(cells)
    assert not any(cell and cell[0] in FORMULA_STARTS for cell in row)


@given(
    cell=st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs")))
    | st.text(alphabet="'=+-@x")
)
def test_a_guarded_cell_can_be_read_back(cell: str) -> None:
    (_, (written,)) = read(csv_text([{"c": cell}, {"c": "x"}], ["c"]))[:2]
    assert unguarded(written) == cell
