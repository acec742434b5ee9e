from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.tracking.fake_tmdb import FakeTmdb, Film, fake_tmdb


@pytest.fixture
def tmdb(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeTmdb]:
    with fake_tmdb() as made:
        monkeypatch.setenv("RELEASES_SOURCES_TMDB_TOKEN", "eyJ.very.secret")
        monkeypatch.setenv("RELEASES_SOURCES_TMDB_BASE_URL", made.sink.url + "/3")
        yield made


def test_a_followed_film_is_dated_by_the_source(run: Run, tmdb: FakeTmdb) -> None:
    tmdb.add(603, Film("Dune", [("GB", 3, "2099-12-18", ""), ("US", 3, "2099-12-16", "")]))
    run("follow", "Dune", "--year", "2026")
    ran = run("sources", "refresh")
    assert "tmdb" in ran.out
    assert "not endorsed or certified by TMDB" in ran.err
    (release,) = run("list", "--json").json
    assert (release["territory"], release["date"]) == ("GB", "2099-12-18")
    (source,) = run("sources", "--json").json
    assert (source["name"], source["error"], source["failures"]) == ("tmdb", None, 0)
    assert source["last_success"].endswith("Z")
    assert "secret" not in run("sources", "-v").out


def test_a_film_that_the_source_knows_no_more_is_shown_with_its_next_turn(
    run: Run, tmdb: FakeTmdb
) -> None:
    tmdb.add(603, Film("Dune", [("GB", 3, "2099-12-18", "")]))
    run("follow", "Dune", "--year", "2026")
    run("sources", "refresh")
    del tmdb.films[603]
    ran = run("sources", "refresh")
    assert "tmdb no longer knows Dune (2026): the dates are kept" in ran.err
    (source,) = run("sources", "--json").json
    assert (source["error"], source["gone"]) == (None, ["f1"])
    shown = run("show", "Dune").out
    assert "2099" in shown
    assert "tmdb no longer knows the film; it is asked again on" in shown


def test_a_film_that_the_source_cannot_tell_is_named(run: Run, tmdb: FakeTmdb) -> None:
    tmdb.add(603, Film("Dune", [("GB", 3, "2099-12-18", "")]))
    run("follow", "Dune", "--year", "1984")
    said = "tmdb has no film, or several, of exactly this title and year"
    assert f"{said}: Dune (1984)" in run("sources", "refresh").err
    (source,) = run("sources", "--json").json
    assert (source["error"], source["gone"], source["unknown"]) == (None, [], ["f1"])
    assert said in run("show", "Dune").out
    run("films", "rename", "Dune", "Dune", "--year", "2026")
    assert said not in run("sources", "refresh").err


def test_a_refused_key_is_said_and_fails(run: Run, tmdb: FakeTmdb) -> None:
    from tests.parts.http_sink import Reply

    tmdb.add(603, Film("Dune"))
    tmdb.broken = Reply(status=401, body=b'{"status_code": 7, "status_message": "Invalid API key"}')
    run("follow", "Dune")
    ran = run("sources", "refresh", "tmdb", code=1)
    assert "refuses its key" in ran.out
    assert "secret" not in ran.out + ran.err


def test_a_source_that_is_not_switched_on_cannot_be_asked(run: Run) -> None:
    assert "set sources.tmdb.token" in run("sources", "refresh", "tmdb", code=2).err
    assert "no source named 'trade'" in run("sources", "refresh", "trade", code=1).err
    assert "TMDB is not asked" in run("sources").err


def test_a_folder_of_newsletters_suggests_and_is_taken_over(run: Run, home: Path) -> None:
    folder = home / "letters"
    folder.mkdir()
    (folder / "one.eml").write_text(
        "From: a@b.example\nSubject: News\nDate: Fri, 20 Nov 2026 10:00:00 +0000\n"
        "Content-Type: text/plain\n\nSunlit opens in UK cinemas on 5 March 2099.\n"
    )
    assert str(folder) in run("sources", "add", str(folder), "--name", "letters").out
    ran = run("sources", "refresh", "letters")
    assert "1 suggestion for you" in ran.err
    (waits,) = run("suggestions", "--json").json
    assert (waits["title"], waits["date"]) == ("Sunlit", "2099-03-05")
    assert "Sunlit opens in UK cinemas on 5 March 2099." in run("suggestions").out
    run("suggestions", "accept", waits["id"])
    assert [each["date"] for each in run("list", "--json").json] == ["2099-03-05"]
    assert run("suggestions", "--json").json == []
    run("suggestions", "dismiss", "all", code=1)
    run("sources", "remove", "letters")
    assert run("sources", "--json").json == []


def test_a_conflict_is_shown_on_both_sides_and_resolved(run: Run, tmdb: FakeTmdb) -> None:
    tmdb.add(603, Film("Dune", [("GB", 3, "2099-12-11", "")]))
    run("add", "Dune", "--on", "2099-12-18", "--year", "2026", "--in", "GB")
    run("sources", "refresh")
    shown = run("conflicts").out
    assert "18 December 2099" in shown
    assert "11 December 2099" in shown
    (conflict,) = run("conflicts", "--json").json
    assert [each["source"] for each in conflict["others"]] == ["tmdb"]
    assert "a person stated it" in conflict["why"]
    run("conflicts", "resolve", conflict["release"]["id"], code=2)
    run("conflicts", "resolve", conflict["release"]["id"], "--take", "tmdb")
    assert run("conflicts", "--json").json == []
    assert [each["date"] for each in run("list", "--json").json] == ["2099-12-11"]


def test_keeping_settles_a_conflict(run: Run, tmdb: FakeTmdb) -> None:
    tmdb.add(603, Film("Dune", [("GB", 3, "2099-12-11", "")]))
    run("add", "Dune", "--on", "2099-12-18", "--year", "2026", "--in", "GB")
    run("sources", "refresh")
    done = run("conflicts", "resolve", "Dune", "--keep", "--json").json
    assert done["result"] == "kept"
    assert run("conflicts", "--json").json == []


def test_undo_takes_back_the_last_change(run: Run) -> None:
    run("add", "Dune", "--on", "2099-12-18", "--in", "GB")
    run("move", "Dune", "--to", "2099-12-20")
    assert run("undo", "--json").json["result"] == "undone"
    assert [each["date"] for each in run("list", "--json").json] == ["2099-12-18"]
    run("cancel", "Dune")
    run("undo", "Dune")
    assert [each["status"] for each in run("list", "--json").json] == ["upcoming"]


def test_a_title_without_a_date_is_looked_up_and_chosen(run: Run, tmdb: FakeTmdb) -> None:
    tmdb.add(1, Film("Dune", [("GB", 3, "2099-12-18", ""), ("US", 3, "2099-12-16", "")]))
    tmdb.add(2, Film("Dune", [("GB", 3, "1984-12-14", "")], year="1984"))
    ran = run("add", "Dune", code=2)
    assert "1  Dune (2026)" in ran.err
    assert "2  Dune (1984)" in ran.err
    assert run("follows", "--json").json == []
    shown = run("add", "Dune", "--year", "2026", "--json").json
    assert [(each["territory"], each["date"]) for each in shown["releases"]] == [
        ("GB", "2099-12-18")
    ]
    assert shown["releases"][0]["film"]["ids"]["tmdb"] == "1"
    assert len(run("follows", "--json").json) == 1
    run("add", "Dune", "--pick", "2")
    assert len(run("follows", "--json").json) == 2
    run("add", "Dune", "--pick", "3", code=2)
    run("add", "Dune", "--on", "2099-12-18", "--pick", "1", code=2)
    assert "knows no film" in run("add", "Nothing Like It", code=1).err


def test_a_title_means_the_release_that_one_is_told_of(run: Run, tmdb: FakeTmdb) -> None:
    dates = [(code, 3, "2099-12-16", "") for code in ("US", "FR", "DE", "JP")]
    tmdb.add(603, Film("Dune", [*dates, ("GB", 3, "2099-12-18", ""), ("GB", 4, "2100-02-01", "")]))
    run("follow", "Dune", "--year", "2026")
    run("sources", "refresh")
    shown = run("show", "Dune", "--json").json
    assert (shown["territory"], shown["kind"]) == ("GB", "theatrical")
    assert run("show", "Dune", "--in", "JP", "--json").json["territory"] == "JP"
    run("show", "Dune", "--in", "GB", "--kind", "digital")
