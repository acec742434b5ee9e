"""read and add --from: from the article's sentence to a release with its evidence."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from .conftest import Run

SEED = Path(__file__).parents[3] / "shared/articles/all-of-us-strangers.txt"
SOON = (datetime.now(UTC) + timedelta(days=40)).date()
DAY = f"{SOON.day} {SOON:%B} {SOON.year}"


@pytest.fixture
def article(home: Path) -> str:
    """Three films, of which one is past and one is vague about where."""
    (home / "news.txt").write_text(
        f"Nosferatu opens in UK cinemas on {DAY}.\n\n"
        f"Babygirl opens in US cinemas on {DAY}.\n\n"
        "Anora was released in UK cinemas on 1 November 2024.\n"
    )
    return "news.txt"


def test_read_gives_statements_with_places_in_the_text(run: Run, article: str) -> None:
    document = run("read", article, "--json").json
    assert set(document) == {"source", "published", "language", "text", "statements"}
    assert document["language"] == "en"
    titles = [row["title"] for row in document["statements"]]
    assert titles == ["Nosferatu", "Babygirl", "Anora"]
    for row in document["statements"]:
        assert document["text"][row["start"] : row["end"]] == row["sentence"]
    first = document["statements"][0]
    assert (first["territory"], first["kind"], first["date"], first["precision"]) == (
        "GB", "theatrical", SOON.isoformat(), "day",
    )  # fmt: skip


def test_read_stores_nothing_and_opens_no_database(run: Run, article: str, home: Path) -> None:
    run("read", article)
    assert not (home / "releases.db").exists()


def test_the_same_is_read_from_a_file_a_page_and_stdin(run: Run, home: Path) -> None:
    sentence = f"Nosferatu opens in UK cinemas on {DAY}."
    (home / "a.txt").write_text(sentence)
    (home / "a.html").write_text(
        f"<html><body><article><h1>News of the week</h1><p>{sentence}</p></article></body></html>"
    )
    from_text = run("read", "a.txt", "--json").json["statements"]
    from_page = run("read", "a.html", "--json").json["statements"]
    piped = subprocess.run(
        [sys.executable, "-m", "releases", "read", "-", "--json"], input=sentence,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    key = ("title", "territory", "kind", "date", "sentence")
    found = [
        [tuple(row[name] for name in key) for row in rows]
        for rows in (from_text, from_page, json.loads(piped.stdout)["statements"])
    ]
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == 1


def test_the_seed_article_is_read_to_exactly_one_release(run: Run) -> None:
    if not SEED.exists():
        pytest.skip("the seed article is not beside this repository")
    rows = run("read", str(SEED), "--json").json["statements"]
    assert [(r["title"], r["territory"], r["kind"], r["date"]) for r in rows] == [
        ("All of Us Strangers", "GB", "theatrical", "2024-01-26")
    ]


def test_in_fills_only_what_names_no_place(run: Run, home: Path) -> None:
    (home / "a.txt").write_text(
        f"Nosferatu opens in cinemas on {DAY}.\n\nBabygirl opens in US cinemas on {DAY}.\n"
    )
    rows = run("read", "a.txt", "--in", "Ireland", "--json").json["statements"]
    assert [row["territory"] for row in rows] == ["IE", "US"]


def test_published_gives_dates_their_year(run: Run, home: Path) -> None:
    (home / "a.txt").write_text("Nosferatu opens in UK cinemas on 26 January.\n")
    rows = run("read", "a.txt", "--published", "2031-01-05", "--json").json["statements"]
    assert rows[0]["date"] == "2031-01-26"


def test_explain_names_what_gave_each_part(run: Run, article: str) -> None:
    assert len(run("read", article, "--explain").out) > len(run("read", article).out)


def test_nothing_read_is_said_and_the_document_still_printed(run: Run, home: Path) -> None:
    (home / "dull.txt").write_text("The weather was fine.\n")
    said = run("read", "dull.txt", "--json", code=1)
    assert said.json["statements"] == []
    assert "no release" in said.err


def test_a_batch_is_answered_line_by_line_in_order(run: Run, home: Path) -> None:
    lines = [
        {"id": "a", "text": f"Nosferatu opens in UK cinemas on {DAY}."},
        {"id": "b", "text": "Nothing here."},
        {"id": "c", "html": f"<p>Babygirl opens in UK cinemas on {DAY}.</p>"},
        {"id": "d"},
    ]
    (home / "batch.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\nnonsense\n")
    answers = [json.loads(line) for line in run("read", "--batch", "batch.jsonl").out.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", "b", "c", "d", None]
    assert [len(answer.get("statements", [])) for answer in answers] == [1, 0, 1, 0, 0]
    assert "error" in answers[3] and "error" in answers[4]


def test_yes_takes_what_is_sure_and_follows_what_is_ahead_and_near(run: Run, article: str) -> None:
    added = run("add", "--from", article, "--yes", "--json").json
    assert added["result"] == "added"
    followed = {row["film"]["title"]: row["followed"] for row in added["releases"]}
    assert followed == {"Nosferatu": True, "Babygirl": False, "Anora": False}


def test_evidence_is_kept_with_the_sentence(run: Run, article: str) -> None:
    run("add", "--from", article, "--yes", "--published", "2025-01-02")
    (claim,) = run("history", "Nosferatu", "--json").json
    assert claim["source"] == "news.txt" and claim["class"] == "person"
    assert claim["sentence"] == f"Nosferatu opens in UK cinemas on {DAY}."
    assert claim["published"] == "2025-01-02" and claim["by"] == "default"


def test_film_narrows_to_one(run: Run, article: str) -> None:
    run("add", "--from", article, "--yes", "--film", "nosferatu")
    assert [row["film"]["title"] for row in run("list", "--all", "--json").json] == ["Nosferatu"]


def test_a_dry_run_shows_and_keeps_nothing(run: Run, article: str) -> None:
    tried = run("add", "--from", article, "--dry-run", "--json")
    assert {row["film"]["title"] for row in tried.json["releases"]} == {
        "Nosferatu", "Babygirl", "Anora",
    }  # fmt: skip
    assert "nothing was stored" in tried.err
    assert run("list", "--all", "--json").json == []


def test_taking_an_article_twice_changes_nothing(run: Run, article: str) -> None:
    run("add", "--from", article, "--yes")
    before = run("list", "--all", "--json").json
    again = run("add", "--from", article, "--yes", "--json").json
    assert again["result"] == "unchanged" and again["planned"] == 0
    after = run("list", "--all", "--json").json
    assert [row | {"claims": 0} for row in after] == [row | {"claims": 0} for row in before]


def test_past_dates_are_kept_and_never_told(run: Run, home: Path) -> None:
    run("channels", "add", "json://localhost:9/hook")
    (home / "old.txt").write_text("Anora was released in UK cinemas on 1 November 2024.\n")
    said = run("add", "--from", "old.txt", "--yes")
    assert "past" in said.err
    assert run("deliveries", "--json").json == []
    assert run("list", "--past", "--json").json[0]["status"] == "out"


def test_an_older_article_never_undoes_what_was_typed_later(run: Run, article: str) -> None:
    later = (SOON + timedelta(days=9)).isoformat()
    run("add", "Nosferatu", "--on", later, "--in", "GB")
    run("add", "--from", article, "--yes", "--published", "2025-01-02", "--film", "Nosferatu")
    assert run("show", "Nosferatu", "--json").json["date"] == later
