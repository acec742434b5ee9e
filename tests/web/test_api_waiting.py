"""Dates that sources disagree about, seen by all and settled by an admin, by the API."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from releases.model.dates import ReleaseDate
from releases.model.release import Claim, Evidence, Kind, SourceClass
from releases.tracking import changes
from releases.tracking.changes import Proposal
from tests.web.scene import Scene, opened
from tests.web.test_api import get, post, refused


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """For what changes nothing."""
    with opened(tmp_path_factory.mktemp("served")) as made:
        contradict(made, "Sunlit", "GB", "2026-06-19")
        yield made


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with opened(tmp_path) as made:
        contradict(made, "Sunlit", "GB", "2026-06-19")
        yield made


def contradict(scene: Scene, title: str, territory: str, when: str) -> None:
    claim = Claim(SourceClass.TMDB, ReleaseDate(when), scene.now, Evidence("tmdb"))
    with scene.world() as world:
        proposal = Proposal(title, territory, Kind.THEATRICAL, claim)
        done = changes.add(world.connection, None, proposal, scene.now, follow=False)
    assert done.result == "conflict"


def test_a_conflict_says_who_disagrees_and_why_the_date_holds(served: Scene) -> None:
    (found,) = get(served.client("Ana"), "/conflicts")
    assert (found["release"]["id"], found["release"]["date"]) == ("r1", "2026-06-12")
    assert (found["held"]["date"], found["held"]["by"]) == ("2026-06-12", "Ana")
    (other,) = found["others"]
    assert (other["source"], other["date"]) == ("tmdb", "2026-06-19")
    assert found["why"].startswith("a person stated it")


def test_a_member_sees_a_conflict_but_not_who_stated_what(served: Scene) -> None:
    ben = served.client("Ben")
    (found,) = get(ben, "/conflicts")
    assert found["held"]["by"] is None
    assert "Ana" not in ben.get("/api/v1/conflicts").text
    refused(ben.post("/api/v1/conflicts/r1/resolve", json={"take": "tmdb"}), 403)
    assert get(ben, "/releases/r1")["date"] == "2026-06-12"


@pytest.mark.parametrize(
    ("take", "result", "date"),
    [(None, "kept", "2026-06-12"), ("tmdb", "moved", "2026-06-19"),
     ("2026-07-03", "moved", "2026-07-03")],
)  # fmt: skip
def test_a_conflict_is_settled_by_keeping_taking_or_a_third_date(
    scene: Scene, take: str | None, result: str, date: str
) -> None:
    ana = scene.client("Ana")
    done = post(ana, "/conflicts/r1/resolve", take=take)
    assert done["result"] == result
    assert [each["date"] for each in done["releases"]] == [date]
    assert get(ana, "/conflicts") == []
    assert not get(ana, "/releases/r1")["conflict"]
    assert "nothing contradicts" in refused(
        ana.post("/api/v1/conflicts/r1/resolve", json={"take": None}), 400
    )


@pytest.mark.parametrize("body", [{}, {"take": ""}, {"take": "imdb"}, {"take": "2026-02-30"},
                                  {"take": 5}, {"keep": True}])  # fmt: skip
def test_what_settles_nothing_is_told(served: Scene, body: dict[str, Any]) -> None:
    ana = served.client("Ana")
    answer = ana.post("/api/v1/conflicts/r1/resolve", json=body)
    assert answer.status_code in (400, 422)
    refused(answer, answer.status_code)
    refused(ana.post("/api/v1/conflicts/r99/resolve", json={"take": None}), 404)
    assert len(get(ana, "/conflicts")) == 1


def test_many_conflicts_come_in_pages(scene: Scene) -> None:
    contradict(scene, "Moonlit", "US", "2026-07-10")
    ana = scene.client("Ana")
    titles = [each["release"]["film"]["title"] for each in get(ana, "/conflicts")]
    assert titles == ["Sunlit", "Moonlit"]
    first = ana.get("/api/v1/conflicts?limit=1")
    second = ana.get(first.links["next"]["url"])
    assert [each["release"]["id"] for each in (*first.json(), *second.json())] == ["r1", "r2"]
