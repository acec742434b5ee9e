"""export as a table and as a calendar, and both taken in again."""

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from .conftest import Run

DAY = (datetime.now(UTC) + timedelta(days=40)).date().isoformat()
EVIL = "=HYPERLINK(0)"


@pytest.fixture
def stocked(run: Run) -> Run:
    run("subscribers", "set", "--timezone", "Europe/London", "--in", "GB")
    run("add", "Nosferatu (2024)", "--on", DAY, "--in", "GB")
    run("add", "Nosferatu (2024)", "--on", "2099-Q4", "--in", "US", "--kind", "digital")
    run("add", EVIL, "--on", "2001-01-02", "--in", "GB", "--label", "+20th anniversary")
    run("add", '-Blade, Stars; "Stripes"', "--on", "tba", "--in", "IE")
    run("add", "Called Off", "--on", DAY)
    run("cancel", "Called Off")
    run("add", "Unfollowed", "--on", DAY, "--in", "FR", "--no-follow")
    return run


def facts(run: Run) -> list[tuple[Any, ...]]:
    return [
        (row["film"]["title"], row["film"]["year"], row["territory"], row["kind"], row["label"],
         row["date"])
        for row in run("list", "--all", "--json").json
        if row["followed"] and row["status"] != "cancelled"
    ]  # fmt: skip


@pytest.mark.parametrize("format_name", ["csv", "ics"])
def test_an_export_taken_in_elsewhere_is_the_same_releases(
    stocked: Run, home: Path, monkeypatch: pytest.MonkeyPatch, format_name: str
) -> None:
    stocked("export", "--format", format_name, "--output", f"out.{format_name}")
    before = facts(stocked)
    if format_name == "ics":
        # A calendar has no place for what has no date, and its labels are only words.
        before = [row for row in before if row[-1] != "tba"]
    assert len(before) == (4 if format_name == "csv" else 3)
    monkeypatch.setenv("RELEASES_DB", str(home / "other.db"))
    stocked("subscribers", "set", "--timezone", "Europe/London", "--in", "GB")
    done = stocked("import", format_name, f"out.{format_name}", "--json").json
    assert [each["error"] for each in done["rejected"]] == [
        "cancelled: Called Off" if format_name == "csv" else
        "the event is cancelled: Withdrawn: Called Off (in cinemas, GB)"
    ]  # fmt: skip
    assert facts(stocked) == before
    again = stocked("import", format_name, f"out.{format_name}", "--json").json
    assert (again["added"], again["changed"]) == (0, 0)


def test_a_table_holds_what_is_followed_unless_all_is_asked_for(stocked: Run) -> None:
    def titles(*options: str) -> list[str]:
        out = stocked("export", "--format", "csv", *options).out
        return [row["title"] for row in csv.DictReader(io.StringIO(out))]

    assert f"'{EVIL}" in titles()
    assert "Unfollowed" not in titles()
    assert "Unfollowed" in titles("--all")
    assert titles("--kind", "digital") == ["Nosferatu"]
    assert titles("--in", "FR", "--all") == ["Unfollowed"]


def test_a_film_that_is_followed_undated_is_a_row_without_a_date(run: Run) -> None:
    run("follow", "The Next Thing")
    (row,) = csv.DictReader(io.StringIO(run("export", "--format", "csv").out))
    assert (row["title"], row["date"]) == ("The Next Thing", "tba")


def test_a_calendar_leaves_out_what_has_no_day_where_asked(stocked: Run) -> None:
    def spans(*options: str) -> int:
        text = stocked("export", "--format", "ics", *options).out
        return sum("X-RELEASES-DATE" in e for e in icalendar.Calendar.from_ical(text).walk())

    assert spans() == 1
    assert spans("--days-only") == 0


@pytest.mark.parametrize(
    "words",
    [["--in", "GB"], ["--kind", "tv"], ["--all"], ["--days-only"],
     ["--format", "csv", "--days-only"], ["--format", "csv", "--in", "Narnia"],
     ["--format", "ics", "--kind", "opera"]],
)  # fmt: skip
def test_options_that_do_not_fit_the_format_are_refused(run: Run, words: list[str]) -> None:
    assert run("export", *words, code=2).err
