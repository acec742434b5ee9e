import os
from pathlib import Path
from threading import Thread

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
        "rejected": [{"line": 3, "error": "the title is missing"}], "remarks": [], "moved": [],
        "pruned": 0, "unfollowed": [],
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


def test_no_title_of_a_file_breaks_out_of_a_mail_a_calendar_or_a_table(
    run: Run, home: Path
) -> None:
    title = '"=HYPERLINK(""http://a.example"")\r\nBcc: eve@b.example\nEND:VEVENT\u2028x"'
    (home / "films.csv").write_text(
        f"title,year,territory,date\n{title},2099,GB,2099-03-05\n+1+cmd,2099,GB,2099-03-06\n",
        encoding="utf-8", newline="",
    )  # fmt: skip
    run("channels", "add", "json://localhost:9/hook", "--name", "hook")
    run("import", "csv", "films.csv")
    for message in run("rehearse", "--since", "2099-01-01", "--until", "2099-12-31", "--json").json:
        assert len(message["title"].splitlines()) == 1
        assert not [line for line in message["body"].splitlines() if line.startswith("Bcc")]
    table = run("export", "--format", "csv").out.splitlines()
    assert len(table) == 3
    assert all(line.lstrip('"').startswith("'") for line in table[1:])
    calendar = run("export", "--format", "ics").out
    lines = calendar.replace("\r\n ", "").split("\r\n")
    assert lines.count("END:VEVENT") == 2
    assert not [line for line in lines if line.startswith("Bcc")]


def test_a_dry_run_names_the_dates_that_would_move_and_what_would_be_unfollowed(
    run: Run, home: Path
) -> None:
    films = home / "films.csv"
    films.write_text("title,year,territory,date\nDune,2099,GB,2099-03-05\nGone,2099,,\n")
    run("import", "csv", "films.csv")
    films.write_text("title,year,territory,date\nDune,2099,GB,2099-04-02\n")
    ran = run("import", "csv", "films.csv", "--dry-run", "--prune")
    assert "line 2: Dune (GB): 2099-03-05 -> 2099-04-02\n" in ran.out
    assert "no longer followed: Gone\n" in ran.out
    assert run("list", "--json").json[0]["date"] == "2099-03-05"
    told = run("import", "csv", "films.csv", "--prune", "--json").json
    assert told["moved"] == [
        {"line": 2, "title": "Dune", "territory": "GB", "from": "2099-03-05", "to": "2099-04-02"}
    ]
    assert (told["pruned"], told["unfollowed"]) == (1, ["Gone"])


def test_a_pipe_is_read_as_a_file_is(run: Run, home: Path) -> None:
    pipe = home / "pipe"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_text, args=(WATCHLIST,))
    writer.start()
    ran = run("import", "letterboxd", str(pipe))
    writer.join()
    assert ran.out == "read 2 rows: 1 added, 0 changed, 0 unchanged, 1 left out\n"


def test_an_unknown_format_is_wrong_usage(run: Run) -> None:
    assert "choose from" in run("import", "xlsx", "a.xlsx", code=2).err
