"""add, list, show, history, move, cancel, remove, follow: what a person does by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest

from .conftest import Run

SOON = (datetime.now(UTC) + timedelta(days=40)).date()


def days(number: int) -> str:
    return (SOON + timedelta(days=number)).isoformat()


def test_a_typed_release_is_listed_as_json_with_every_field(run: Run) -> None:
    added = run("add", "Nosferatu", "--on", days(0), "--in", "GB", "--json").json
    assert added["result"] == "added"
    assert run("list", "--json").json == added["releases"]
    assert added["releases"] == [
        {
            "id": "r1",
            "film": {"id": "f1", "title": "Nosferatu", "year": None, "ids": {}},
            "territory": "GB",
            "kind": "theatrical",
            "label": "",
            "date": days(0),
            "precision": "day",
            "status": "upcoming",
            "conflict": False,
            "followed": True,
            "claims": 1,
        }
    ]


def test_territories_come_repeated_or_with_commas_and_by_name(run: Run) -> None:
    run("add", "Babygirl", "--on", days(0), "--in", "UK,Ireland", "--in", "america", "--json")
    assert {row["territory"] for row in run("list", "--json").json} == {"GB", "IE", "US"}


def test_without_territory_it_is_the_first_of_the_subscriber(run: Run) -> None:
    run("subscribers", "set", "--in", "IE,GB")
    assert run("add", "X", "--on", days(0), "--json").json["releases"][0]["territory"] == "IE"


def test_the_territory_of_a_new_subscriber_is_that_of_the_machines_zone(run: Run) -> None:
    assert run("add", "X", "--on", days(0), "--json").json["releases"][0]["territory"] == "GB"


def test_add_says_that_nothing_is_sent_where_there_is_no_channel(run: Run) -> None:
    said = run("add", "Nosferatu", "--on", days(0)).out
    assert "nothing will be sent" in said and "releases channels add" in said


def test_add_says_what_is_sent_and_when_in_the_subscribers_zone(run: Run) -> None:
    run("channels", "add", "json://localhost:9/hook", "--name", "hook")
    run("subscribers", "set", "--at", "18:30")
    said = run("add", "Nosferatu", "--on", days(0)).out
    for lead, words in ((7, "7 days"), (1, "1 day"), (0, "the day")):
        day = SOON - timedelta(days=lead)
        assert f"{day.day} {day:%b}" in said and f"18:30 ({words})" in said
    assert "by hook" in said


def test_the_fallback_to_utc_is_pointed_out(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "GMT0BST,M3.5.0/1,M10.5.0")
    added = run("add", "Nosferatu", "--on", days(0))
    assert "UTC" in added.err and "--timezone" in added.err
    assert "no territories" in added.err
    assert run("subscribers", "list", "--json").json[0]["timezone"] == "UTC"


def test_a_past_date_is_stored_with_a_warning(run: Run) -> None:
    added = run("add", "Nosferatu", "--on", "4 March 1922", "--in", "DE", "--json")
    assert added.json["releases"][0]["status"] == "out"
    assert "past" in added.err


def test_adding_again_is_unchanged_and_another_date_is_a_move(run: Run) -> None:
    run("add", "Nosferatu", "--on", days(0), "--in", "GB")
    assert run("add", "nosferatu", "--on", days(0), "--in", "GB", "--json").json["result"] == (
        "unchanged"
    )
    moved = run("add", "Nosferatu", "--on", days(3), "--in", "GB", "--json").json
    assert moved["result"] == "moved"
    assert moved["releases"][0]["date"] == days(3)


def test_a_number_is_a_title_and_f1_in_capitals_too(run: Run) -> None:
    run("add", "1917", "--on", days(0))
    run("add", "F1", "--on", days(1))
    assert run("show", "1917", "--json").json["film"]["title"] == "1917"
    assert run("show", "F1", "--json").json["film"]["title"] == "F1"
    assert run("show", "f1", "--json").json["film"]["title"] == "1917"


def test_the_order_of_day_and_month_is_told_by_the_territory(run: Run) -> None:
    year = SOON.year + 1
    british = run("add", "A", "--on", f"5/6/{year}", "--in", "GB", "--json").json
    american = run("add", "B", "--on", f"5/6/{year}", "--in", "US", "--json").json
    assert british["releases"][0]["date"] == f"{year}-06-05"
    assert american["releases"][0]["date"] == f"{year}-05-06"


def test_an_order_that_nothing_tells_is_not_guessed(run: Run) -> None:
    refused = run("add", "A", "--on", "5/6/2031", "--in", "GB,US", code=2)
    assert "2031-06-05" in refused.err and "2031-05-06" in refused.err
    assert run("list", "--all", "--json").json == []


def test_dates_of_every_precision_are_listed_soonest_first_and_tba_last(run: Run) -> None:
    year = SOON.year + 2
    for title, when in (
        ("T", "tba"), ("Y", f"{year}"), ("S", f"summer {year}"), ("Q", f"Q4 {year}"),
        ("M", f"March {year}"), ("D", f"{year}-03-09"),
    ):  # fmt: skip
        run("add", title, "--on", when)
    rows = run("list", "--json").json
    assert [row["film"]["title"] for row in rows] == ["Y", "M", "D", "S", "Q", "T"]
    assert [row["precision"] for row in rows] == [
        "year", "month", "day", "season", "quarter", "tba",
    ]  # fmt: skip
    assert rows[-1]["status"] == "undated"


def test_the_list_is_narrowed_by_place_kind_and_days(run: Run) -> None:
    run("add", "A", "--on", days(0), "--in", "GB")
    run("add", "B", "--on", days(1), "--in", "US", "--kind", "streaming")
    run("add", "C", "--on", days(2), "--in", "GB")

    def titles(*argv: str) -> list[str]:
        return [row["film"]["title"] for row in run("list", *argv, "--json").json]

    assert titles("--in", "GB") == ["A", "C"]
    assert titles("--kind", "digital") == ["B"]
    assert titles("--since", days(1)) == ["B", "C"]
    assert titles("--from", days(1), "--to", days(1)) == ["B"]


def test_the_list_shows_what_is_ahead_and_followed_unless_asked(run: Run) -> None:
    run("add", "Ahead", "--on", days(0))
    run("add", "Out", "--on", "2001-02-03")
    run("add", "Unfollowed", "--on", days(0), "--no-follow")

    def titles(*argv: str) -> set[str]:
        return {row["film"]["title"] for row in run("list", *argv, "--json").json}

    assert titles() == {"Ahead"}
    assert titles("--past") == {"Ahead", "Out"}
    assert titles("--all") == {"Ahead", "Out", "Unfollowed"}


def test_the_quick_list_and_the_one_through_the_engine_are_the_same(run: Run) -> None:
    run("add", "Amélie", "--on", days(0), "--in", "FR,GB")
    run("add", "Out", "--on", "2001-02-03")
    quick = run("list", "--past", "--json").json
    # A question mark in the address keeps the quick way from being taken.
    import os

    slow = run("--db", f"sqlite:///{os.environ['RELEASES_DB']}?x=1", "list", "--past", "--json")
    assert slow.json == quick and len(quick) == 3


def test_history_tells_every_claim_old_to_new(run: Run) -> None:
    run("add", "Nosferatu", "--on", days(0), "--note", "the poster")
    run("move", "Nosferatu", "--to", days(7), "--because", "the trailer says so")
    claims = run("history", "r1", "--json").json
    assert [claim["date"] for claim in claims] == [days(0), days(7)]
    assert {claim["class"] for claim in claims} == {"person"}
    assert claims[0]["by"] == "default" and claims[0]["id"].startswith("c")
    told = run("history", "r1").out
    assert "the poster" in told and "the trailer says so" in told


def test_show_tells_date_state_evidence_and_what_is_sent(run: Run) -> None:
    run("channels", "add", "json://localhost:9/hook", "--name", "hook")
    run("add", "Nosferatu", "--on", days(0))
    told = run("show", "nosferatu").out
    assert "Nosferatu" in told and "in cinemas" in told and "by hook" in told
    assert run("show", "r1", "--json").json["id"] == "r1"


def test_a_title_that_fits_several_releases_lists_them(run: Run) -> None:
    run("add", "Nosferatu", "--on", days(0), "--in", "GB,IE")
    refused = run("show", "Nosferatu", code=2)
    assert "r1" in refused.err and "r2" in refused.err
    assert run("show", "Nosferatu", "--in", "Ireland", "--json").json["id"] == "r2"


def test_two_films_of_one_title_are_told_apart_by_year_or_id(run: Run) -> None:
    run("add", "Nosferatu", "--on", "1922-03-04", "--year", "1922", "--in", "DE")
    run("add", "Nosferatu", "--on", days(0), "--year", str(SOON.year), "--in", "GB")
    assert run("follow", "Nosferatu", code=2).err.count("Nosferatu") >= 2
    run("follow", "Nosferatu", "--year", "1922")
    assert run("show", "Nosferatu (1922)", "--json").json["film"]["year"] == 1922


def test_hold_pins_a_date_and_unhold_lets_go(run: Run) -> None:
    run("add", "Nosferatu", "--on", days(0))
    assert run("move", "r1", "--hold", "--json").json["result"] == "held"
    assert "held" in run("list").out
    assert run("move", "r1", "--unhold", "--json").json["result"] == "unheld"


def test_cancel_calls_off_and_a_later_date_revives(run: Run) -> None:
    run("add", "Nosferatu", "--on", days(0))
    assert run("cancel", "Nosferatu", "--json").json["result"] == "cancelled"
    assert run("show", "r1", "--json").json["status"] == "cancelled"
    assert run("cancel", "r1", "--json").json["result"] == "unchanged"
    run("move", "r1", "--to", days(5))
    assert run("show", "r1", "--json").json["status"] == "upcoming"


def test_remove_asks_and_hides(run: Run) -> None:
    run("add", "Nosferatu", "--on", days(0))
    run("remove", "Nosferatu", code=2)
    assert len(run("list", "--json").json) == 1
    run("remove", "Nosferatu", "--yes")
    assert run("list", "--json").json == []
    assert [row["status"] for row in run("list", "--all", "--json").json] == ["removed"]


def test_adding_again_revives_what_was_removed(run: Run) -> None:
    run("add", "Nosferatu", "--on", days(0))
    run("remove", "r1", "--yes")
    again = run("add", "Nosferatu", "--on", days(0), "--json").json
    assert again["releases"][0]["id"] == "r1"
    assert again["releases"][0]["status"] == "upcoming"


def test_follow_of_an_unknown_film_makes_it_without_a_date(run: Run) -> None:
    said = run("follow", "The Brutalist", "Anora")
    assert "no date is known yet" in said.out
    assert {row["film"]["title"] for row in run("follows", "--json").json} == {
        "Anora", "The Brutalist",
    }  # fmt: skip
    assert {row["date"] for row in run("list", "--json").json} == {"tba"}


def test_unfollow_cancels_only_my_reminders(run: Run) -> None:
    run("subscribers", "add", "Ben", "--in", "GB")
    run("channels", "add", "json://localhost:9/a", "--name", "a")
    run("--as", "Ben", "channels", "add", "json://localhost:9/b", "--name", "b")
    run("add", "Nosferatu", "--on", days(0), "--in", "GB")
    run("follow", "Nosferatu", "--as", "Ben")
    run("unfollow", "Nosferatu")
    states = {(row["subscriber"], row["state"]) for row in run("deliveries", "--json").json}
    assert states == {("default", "cancelled"), ("Ben", "pending")}


def test_options_before_and_after_the_command_are_the_same(run: Run) -> None:
    run("subscribers", "add", "Ana", "--in", "GB")
    run("--as", "Ana", "add", "A", "--on", days(0))
    run("add", "--as=Ana", "B", "--on", days(1))
    assert len(run("--as", "Ana", "--json", "list").json) == 2
    assert run("list", "--json").json == []


def test_films_are_renamed_and_merged(run: Run) -> None:
    run("add", "Nosferatu", "--on", days(0), "--in", "GB")
    run("add", "Nosferatu: A Symphony", "--on", days(3), "--in", "GB")
    run("add", "Nosferatu: A Symphony", "--on", days(3), "--in", "FR")
    run("films", "merge", "f1", "f2")
    films = run("films", "list", "--json").json
    assert [film["id"] for film in films] == ["f1"]
    rows = run("list", "--json").json
    assert {(row["territory"], row["date"]) for row in rows} == {
        ("GB", days(3)), ("FR", days(3)),
    }  # fmt: skip
    assert all(row["film"]["id"] == "f1" for row in rows)
    run("films", "rename", "f1", "Nosferatu the Vampyre", "--year", "1979")
    assert run("films", "show", "f1", "--json").json["title"] == "Nosferatu the Vampyre"


def test_the_day_is_counted_on_the_subscribers_calendar(run: Run) -> None:
    run("add", "Today", "--on", "today")
    listed = run("list").out
    assert "today" in listed
    assert run("list", "--json").json[0]["date"] in {
        date.today().isoformat(), (date.today() + timedelta(days=1)).isoformat(),
        (date.today() - timedelta(days=1)).isoformat(),
    }  # fmt: skip
