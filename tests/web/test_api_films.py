"""Films corrected, made one, and dates held, by the API: an admin's to do."""

from tests.web.scene import Scene
from tests.web.test_api import get, post, refused


def test_a_film_is_called_otherwise_and_keeps_what_is_not_named(scene: Scene) -> None:
    ana = scene.client("Ana")
    renamed = ana.patch("/api/v1/films/f1", json={"title": "Sunlit Days", "year": 2026}).json()
    assert (renamed["title"], renamed["year"]) == ("Sunlit Days", 2026)
    again = ana.patch("/api/v1/films/f1", json={"title": "Sunlit"}).json()
    assert (again["title"], again["year"]) == ("Sunlit", 2026)
    assert ana.patch("/api/v1/films/f1", json={"title": "Sunlit", "year": None}).json() == (
        again | {"year": None}
    )
    for body in ({}, {"year": 2026}, {"title": ""}, {"title": "x", "year": 12}):
        refused(ana.patch("/api/v1/films/f1", json=body), 422)
    refused(ana.patch("/api/v1/films/f99", json={"title": "x"}), 404)


def test_two_films_become_one_with_the_releases_and_followers_of_both(scene: Scene) -> None:
    ana, ben = scene.client("Ana"), scene.client("Ben")
    whole = post(ana, "/films/f1/merge", other="f2")
    assert [each["date"] for each in whole["releases"]] == ["2026-06-12", "2026-07-03"]
    assert get(ben, "/films/f2")["id"] == "f1"
    assert [each["film"]["id"] for each in get(ben, "/follows")] == ["f1"]
    assert "one film already" in refused(
        ana.post("/api/v1/films/f1/merge", json={"other": "f2"}), 400
    )
    for other in ("f99", "Sunlit", ""):
        refused(ana.post("/api/v1/films/f1/merge", json={"other": other}), 404)


def test_a_date_is_held_and_let_go(scene: Scene) -> None:
    ana = scene.client("Ana")
    assert post(ana, "/releases/r1/hold", hold=True)["result"] == "held"
    assert post(ana, "/releases/r1/hold", hold=True)["result"] == "unchanged"
    assert post(ana, "/releases/r1/hold", hold=False)["result"] == "unheld"


def test_a_member_changes_no_film(scene: Scene) -> None:
    ben = scene.client("Ben")
    for method, path, body in (
        ("patch", "/films/f2", {"title": "Mine"}), ("post", "/films/f2/merge", {"other": "f1"}),
        ("post", "/releases/r2/hold", {"hold": True}),
    ):  # fmt: skip
        refused(ben.request(method, f"/api/v1{path}", json=body), 403)
    assert get(ben, "/films/f2")["title"] == "Moonlit"
