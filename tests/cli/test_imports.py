from pathlib import Path

from tests.cli.conftest import Run

WATCHLIST = "Date,Name,Year,Letterboxd URI\nd,Aftersun,2022,https://boxd.it/a\nd,,2022,u\n"


def test_an_import_says_what_came_of_it_and_names_bad_lines(run: Run, home: Path) -> None:
    (home / "watchlist.csv").write_text(WATCHLIST)
    ran = run("import", "letterboxd", "watchlist.csv")
    assert ran.out == "read 2 rows: 1 added, 0 changed, 0 unchanged, 1 left out\n"
    assert "line 3: the title is missing" in ran.err
    assert [row["film"]["title"] for row in run("follows", "--json").json] == ["Aftersun"]


def test_its_json_is_one_document_and_a_dry_run_changes_nothing(run: Run, home: Path) -> None:
    (home / "watchlist.csv").write_text(WATCHLIST)
    dry = run("import", "letterboxd", "watchlist.csv", "--dry-run", "--json").json
    assert run("follows", "--json").json == []
    assert dry == run("import", "letterboxd", "watchlist.csv", "--json").json
    assert dry == {
        "read": 2, "added": 1, "changed": 0, "unchanged": 0, "doubtful": [],
        "rejected": [{"line": 3, "error": "the title is missing"}], "remarks": [], "pruned": 0,
    }  # fmt: skip


def test_a_malformed_file_fails_with_its_line_and_stores_nothing(run: Run, home: Path) -> None:
    (home / "list.csv").write_text(WATCHLIST + 'd,"Open,2024,\n')
    ran = run("import", "letterboxd", "list.csv", code=1)
    assert "line 4" in ran.err
    assert run("follows", "--json").json == []


def test_a_calendar_takes_the_territory_that_is_given(run: Run, home: Path) -> None:
    event = "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20990305\nSUMMARY:Dune (2099)\nEND:VEVENT\n"
    (home / "films.ics").write_text(f"BEGIN:VCALENDAR\n{event}END:VCALENDAR\n")
    run("import", "ics", "films.ics", "--in", "ireland")
    (release,) = run("list", "--json").json
    assert (release["territory"], release["date"]) == ("IE", "2099-03-05")
    run("import", "ics", "films.ics", "--in", "GB,IE", code=2)


def test_what_may_be_another_film_is_shown_with_its_candidates(run: Run, home: Path) -> None:
    run("add", "Aftersun", "--on", "2099-01-15", "--year", "2023")
    (home / "watchlist.csv").write_text(WATCHLIST)
    ran = run("import", "letterboxd", "watchlist.csv")
    assert "line 2: Aftersun may be Aftersun (2023) f1; not taken" in ran.out


def test_an_unknown_format_is_wrong_usage(run: Run) -> None:
    assert "choose from" in run("import", "xlsx", "a.xlsx", code=2).err
