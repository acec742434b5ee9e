import pytest

from releases.errors import CannotRead
from releases.exporting.table import csv_text, unguarded
from releases.sources.sheets import sheet_rows
from tests.sources.samples import read, sample


def test_columns_are_found_by_their_usual_names() -> None:
    records = read(
        sheet_rows,
        b"Name;Year;Country;Release Date;Kind;TMDb ID;IMDb ID\n"
        b"Dune;2026;uk;2026-12-18;cinema;438631;tt1160419\n",
    )
    (row,) = records.rows
    (said,) = row.stated
    assert (row.title, row.year, row.ids) == ("Dune", 2026, {"tmdb": "438631", "imdb": "tt1160419"})
    assert (said.date.text, said.kind.value, said.territory) == ("2026-12-18", "theatrical", "GB")


def test_a_year_after_a_title_is_that_of_its_film() -> None:
    rows = read(sheet_rows, b"title,year\nKing Kong (1933),\nAlien (1979),1979\n").rows
    assert [(row.title, row.year) for row in rows] == [
        ("King Kong", 1933),
        ("Alien (1979)", 1979),
    ]


def test_what_our_own_export_guarded_comes_back_as_it_was() -> None:
    text = csv_text([{"title": "=HYPERLINK(1)", "date": "2026-12-18"}], ["title", "date"])
    assert read(sheet_rows, text.encode(), cell=unguarded).rows[0].title == "=HYPERLINK(1)"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (",2026,GB,2026-12-18,", "the title is missing"),
        ("A,26,GB,2026-12-18,", "'26' is not a year"),
        ("A,2026,Narnia,2026-12-18,", "Narnia"),
        ("A,2026,GB,18.12.2026,", "is not a date"),
        ("A,2026,GB,2026-02-30,", "does not exist"),
        ("A,2026,GB,Feb 30 2026,", "does not exist"),
        ("A,2026,GB,Foo 3 2026,", "is not a date"),
        ("A,2026,GB,3/4/2026,", "is not a date"),
        ("A,2026,GB,2026-12-18,opera", "not a kind"),
    ],
)
def test_a_bad_row_is_named_by_line_and_the_rest_kept(cells: str, said: str) -> None:
    data = f"title,year,territory,date,kind\nGood,2026,GB,2026-12-18,\n{cells}\n"
    records = read(sheet_rows, data.encode())
    assert [row.title for row in records.rows] == ["Good"]
    assert [each.line for each in records.rejected] == [3]
    assert said in records.rejected[0].error


def test_dates_of_every_precision_are_taken_and_an_empty_one_is_none() -> None:
    texts = ["2026-12-18", "2026-12", "2026-Q4", "2026-winter", "2026", "tba", "",
             "2008-01-20T00:00:00Z", "Jun 2 1998", '"December 24, 1999"',
             "7-Sept-2001"]  # fmt: skip
    table = "title,date\n" + "".join(f"A,{text}\n" for text in texts)
    records = read(sheet_rows, table.encode())
    taken = [[s.date.text for s in row.stated] for row in records.rows]
    assert taken == [[text] for text in texts[:6]] + [
        [], ["2008-01-20"], ["1998-06-02"], ["1999-12-24"], ["2001-09-07"],
    ]  # fmt: skip


def test_a_column_of_countries_that_films_are_from_says_nothing_of_releases() -> None:
    records = read(
        sheet_rows,
        b'imdbID,Title,Year,Released,Country\ntt2339741,Angel,2014,2014-12-30,"Canada, France"\n'
        b"tt1020072,Selma,2014,2014-12-25,United Kingdom\n",
    )
    assert [row.stated[0].territory for row in records.rows] == [None, None]
    assert [each.line for each in records.remarks] == [1]
    assert "where films are from" in records.remarks[0].error


def test_a_table_without_titles_is_refused() -> None:
    with pytest.raises(CannotRead, match="it has no column 'title'"):
        read(sheet_rows, b"a,b\n1,2\n")


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("Date,Name,Year,Letterboxd URI", "this is a list of Letterboxd"),
        ("Position,Const,Created,Title,Title Type,Year", "this is a list of IMDb"),
        ("title,year,Title", "there are several columns 'title'"),
    ],
)
def test_a_table_whose_columns_mean_something_else_is_refused(header: str, said: str) -> None:
    with pytest.raises(CannotRead) as caught:
        read(sheet_rows, f"{header}\n2026-01-02,A,2026,B,C,D\n".encode())
    assert said in caught.value.what
    assert caught.value.hint


def test_series_of_a_recorded_tmdb_export_are_rejected() -> None:
    records = read(sheet_rows, sample("tmdb_account_watchlist_export.csv"))
    assert [each.error for each in records.rejected] == [
        "not a film (tv): Breaking Bad",
        "not a film (tv): South Park",
    ]
