import pytest

from releases.errors import CannotRead
from releases.sources.watchlists import imdb, letterboxd
from tests.sources.samples import Whole, read, sample

HEADER = "Position,Const,Created,Title,URL,Title Type,Year,Release Date\n"


def dates(records: Whole) -> list[str]:
    return [stated.date.text for row in records.rows for stated in row.stated]


def test_a_watchlist_gives_titles_years_and_addresses() -> None:
    records = read(
        letterboxd,
        b"Date,Name,Year,Letterboxd URI\n"
        b"2026-01-02,Past Lives,2023,https://boxd.it/abCD\n"
        b'2026-01-02,"Heat, Again",,https://boxd.it/xyZ1\n',
    )
    first, second = records.rows
    assert (first.line, first.title, first.year) == (2, "Past Lives", 2023)
    assert first.aliases == {"letterboxd": "boxd.it/abCD"}
    assert (second.title, second.year, second.stated) == ("Heat, Again", None, ())


def test_a_list_names_itself_before_its_films() -> None:
    records = read(
        letterboxd,
        b"Letterboxd list export v7\nDate,Name,Tags,URL,Description\n"
        b'2026-01-02,Best,,https://boxd.it/q,"two\nlines"\n\n'
        b"Position,Name,Year,URL,Description\n1,Aftersun,2022,https://boxd.it/zz,\n",
    )
    assert [(row.line, row.title, row.year) for row in records.rows] == [(7, "Aftersun", 2022)]
    assert records.rows[0].aliases == {"letterboxd": "boxd.it/zz"}


def test_a_diary_is_refused_since_its_films_are_seen() -> None:
    diary = b"Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n"
    with pytest.raises(CannotRead, match="already seen"):
        read(letterboxd, diary)


def test_a_row_that_is_wrong_is_named_by_line_and_the_rest_kept() -> None:
    records = read(
        letterboxd,
        b"Date,Name,Year,Letterboxd URI\n"
        b"2026-01-02,,2023,https://boxd.it/a\n"
        b"2026-01-02,Aftersun,MMXXII,https://boxd.it/b\n"
        b"2026-01-02,Past Lives\n",
    )
    assert [(each.line, each.error) for each in records.rejected] == [
        (2, "the title is missing"),
        (3, "'MMXXII' is not a year"),
    ]
    assert [(row.line, row.title, row.year) for row in records.rows] == [(4, "Past Lives", None)]
    assert records.total == 3


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b"PK\x03\x04rest", "ZIP archive"),
        (b'Name,Year\n"Open,2024\nmore', "line 2: a quoted field that begins here never ends"),
        (b'Name,Year\n"A"b,2024\n', "line 2: something follows the quote"),
        (b"Name,Year\n" + b"x" * 200_000 + b",2024\n", "line 2: a field is longer"),
        (b"Titel,Jahr\nA,2024\n", "it has no column 'name', 'year'"),
        (b"Name,Year\n" + b"A,2024\n" * 100_020, "more than 100,000 rows"),
        (b"x" * 20_000_001, "larger than 20 MB"),
        (b"Name,Year\n\x00\x01\x02,2024\n", "this is no text file"),
    ],
)
def test_a_malformed_file_is_refused_with_what_is_wrong(data: bytes, said: str) -> None:
    with pytest.raises(CannotRead) as caught:
        read(letterboxd, data)
    assert said in str(caught.value)


def test_line_breaks_and_control_characters_do_not_survive_in_a_title() -> None:
    records = read(letterboxd, b'Name,Year\n"Bad\r\nBcc: a@b.example\x1b[2J",2024\n')
    assert records.rows[0].title == "Bad Bcc: a@b.example [2J"


def test_imdb_rows_carry_their_id_and_the_earliest_date_without_a_place() -> None:
    records = read(imdb, (HEADER + "1,tt0111161,2024-01-05,One,u,movie,1994,1994-09-23\n").encode())
    (row,) = records.rows
    assert row.ids == {"imdb": "tt0111161"}
    assert [(s.date.text, s.territory) for s in row.stated] == [("1994-09-23", None)]


def test_a_date_is_as_fine_as_it_is_written() -> None:
    rows = "1,tt1,2024-01-05,A,u,movie,2027,2027\n2,tt2,,B,u,movie,2027,2027-05\n"
    assert dates(read(imdb, (HEADER + rows).encode())) == ["2027", "2027-05"]


def test_series_episodes_and_games_are_rejected_by_name() -> None:
    rows = "".join(
        f"{n},tt{n},,T{n},u,{kind},2020,\n"
        for n, kind in enumerate(
            ["movie", "Film", "TV Movie", "Short", "tvMiniSeries", "TV Episode", "Video Game",
             "Fernsehserie"], 1,
        )
    )  # fmt: skip
    records = read(imdb, (HEADER + rows).encode())
    assert [row.title for row in records.rows] == ["T1", "T2", "T3", "T4"]
    assert [each.line for each in records.rejected] == [6, 7, 8, 9]
    assert records.rejected[0].error == "not a film (tvMiniSeries): T5"


def test_the_first_generation_is_read_by_its_own_column_names_in_cp1252() -> None:
    old = '"position","const","created","Title","Title type","Year","Release Date (month/day/year)"'
    data = old + '\n"1","tt0000012","Wed Oct  5 2016","Amélie\x92s","Feature Film","2001",""\n'
    assert read(imdb, data.encode("latin-1")).rows[0].title == "Amélie’s"


def test_slashed_dates_are_read_in_the_order_that_the_file_settles() -> None:
    rows = "1,tt1,1/25/2024,A,u,movie,2026,7/8/2026\n"
    assert dates(read(imdb, (HEADER + rows).encode())) == ["2026-07-08"]
    rows = "1,tt1,25/1/2024,A,u,movie,2026,7/8/2026\n"
    assert dates(read(imdb, (HEADER + rows).encode())) == ["2026-08-07"]


@pytest.mark.parametrize("others", ["1/2/2024", "25/1/2024,x\n1,tt9,1/25/2024"])
def test_a_slashed_date_that_nothing_settles_is_left_out_and_its_film_kept(others: str) -> None:
    created = others.split(",")
    rows = f"1,tt1,{created[0]},A,u,movie,2026,7/8/2026\n"
    if len(created) > 1:
        rows += f"2,tt2,{created[-1]},B,u,movie,2026,\n"
    records = read(imdb, (HEADER + rows).encode())
    assert records.rows[0].stated == ()
    assert records.remarks[0].line == 2
    assert "cannot be told" in records.remarks[0].error


def test_an_id_without_its_letters_is_completed_and_a_bad_one_named() -> None:
    rows = "1,16968450,,A,u,Short,2023,\n2,ttx,,B,u,movie,2023,\n3,12,,1917,u,movie,2019.0,\n"
    records = read(imdb, (HEADER + rows).encode())
    assert [row.ids["imdb"] for row in records.rows] == ["tt16968450", "tt0000012"]
    assert records.rows[1].year == 2019
    assert records.rejected[0].error == "'ttx' is not an IMDb id"


@pytest.mark.parametrize(
    ("name", "rows", "rejected", "dated"),
    [
        ("imdb_watchlist_a.csv", 137, 38, 136),
        ("imdb_watchlist_b.csv", 1319, 47, 1319),
        ("imdb_watchlist_c_2026_excel_dates.csv", 616, 11, 613),
        ("imdb_watchlist_d_yamtrack_types.csv", 7, 3, 7),
    ],
)
def test_recorded_imdb_lists_are_read_whole(
    name: str, rows: int, rejected: int, dated: int
) -> None:
    records = read(imdb, sample(name))
    assert (len(records.rows), len(records.rejected), len(dates(records))) == (
        rows, rejected, dated,
    )  # fmt: skip
    assert records.remarks == []


def test_a_recorded_cp1252_list_has_its_degree_sign() -> None:
    titles = [row.title for row in read(imdb, sample("imdb_watchlist_a.csv")).rows]
    assert "180° South" in titles


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("letterboxd_watchlist.csv", 2540),
        ("letterboxd_list_2019_ranked.csv", 54),
        ("letterboxd_list_2026_ranked.csv", 14),
    ],
)
def test_recorded_letterboxd_lists_are_read_whole(name: str, rows: int) -> None:
    records = read(letterboxd, sample(name))
    assert (len(records.rows), records.rejected) == (rows, [])
