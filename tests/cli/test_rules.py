from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.parts.http_sink import HttpSink, Reply


def test_a_rule_is_added_by_name_listed_and_removed(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with HttpSink() as sink:
        found = b'{"results": [{"id": 45400, "name": "Greta Gerwig"}]}'
        sink.script("/3/search/person", Reply(body=found))
        monkeypatch.setenv("RELEASES_SOURCES_TMDB_TOKEN", "eyJ.token")
        monkeypatch.setenv("RELEASES_SOURCES_TMDB_BASE_URL", sink.url + "/3")
        run("rules", "add", "person", "Greta Gerwig", "--role", "Director")
    (rule,) = run("rules", "--json").json
    assert (rule["what"], rule["name"], rule["tmdb"], rule["role"]) == (
        "person", "Greta Gerwig", "45400", "director",
    )  # fmt: skip
    assert "person Greta Gerwig as director" in run("rules").out
    run("rules", "remove", rule["id"])
    assert run("rules", "--json").json == []
    run("rules", "remove", rule["id"], code=1)
    run("rules", "remove", "seven", code=2)


def test_a_rule_for_all_releases_needs_no_name(run: Run) -> None:
    run("rules", "add", "releases", "--in", "ireland,GB", "--kind", "theatrical")
    assert [(rule["territory"], rule["kind"]) for rule in run("rules", "--json").json] == [
        ("IE", "theatrical"), ("GB", "theatrical"),
    ]  # fmt: skip
    run("rules", "add", "releases", "--in", "IE", code=2)
    run("rules", "add", "person", code=2)
    assert "rules need TMDB" in run("rules", "add", "person", "Greta Gerwig", code=2).err


def test_a_rule_is_made_by_follow_too(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with HttpSink() as sink:
        sink.script(
            "/3/search/person", Reply(body=b'{"results": [{"id": 45400, "name": "Greta Gerwig"}]}')
        )
        sink.script(
            "/3/search/collection", Reply(body=b'{"results": [{"id": 87, "name": "The Set"}]}')
        )
        monkeypatch.setenv("RELEASES_SOURCES_TMDB_TOKEN", "eyJ.token")
        monkeypatch.setenv("RELEASES_SOURCES_TMDB_BASE_URL", sink.url + "/3")
        run("follow", "--person", "Greta Gerwig", "--role", "director")
        run("follow", "--collection", "the set")
        run("follow", "--territory", "ireland", "--kind", "digital")
    assert [(rule["what"], rule["tmdb"], rule["territory"]) for rule in run("rules", "--json").json
            ] == [("person", "45400", None), ("collection", "87", None),
                  ("releases", None, "IE")]  # fmt: skip
    assert "which film?" in run("follow", code=2).err
    assert "one rule at a time" in run("follow", "Dune", "--person", "1", code=2).err
    assert "--role is a person's" in run("follow", "Dune", "--role", "cast", code=2).err
