import json
from typing import Any

import pytest

from releases.model.release import Kind
from releases.sources.tmdb_facts import candidates, film_facts, release_rows
from tests.sources.samples import sample


def row(day: str, kind: Any = 3, note: str | None = "", language: str = "") -> dict[str, Any]:
    made = {"certification": "12A ", "iso_639_1": language, "type": kind, "release_date": day}
    return made if note is None else {**made, "note": note}


def rows(*released: dict[str, Any], code: str = "GB") -> list[tuple[str, str, str]]:
    document = {"results": [{"iso_3166_1": code, "release_dates": list(released)}]}
    return [(said.kind.value, said.date.text, said.label) for said in release_rows(document)]


def test_a_day_is_taken_from_the_text_whatever_its_time_says() -> None:
    assert rows(row("2026-12-18T00:00:00.000Z"), row("2027-03-01T23:00:00.000+09:00", 4)) == [
        ("theatrical", "2026-12-18", ""),
        ("digital", "2027-03-01", ""),
    ]


def test_the_six_types_are_the_six_kinds() -> None:
    read = rows(*(row(f"2026-12-1{n}", n) for n in range(1, 7)))
    assert [kind for kind, _, _ in read] == [kind.value for kind in Kind]


@pytest.mark.parametrize(
    "broken",
    [row("2026-12-18", 999), row("2026-12-18", "3"), row(""), row("soon"), row("2026-02-30"),
     {"type": 3}, {"type": 3, "release_date": None}],
)  # fmt: skip
def test_a_row_that_cannot_be_read_is_left_out_and_the_rest_kept(broken: dict[str, Any]) -> None:
    assert rows(broken, row("2026-12-18", note=None)) == [("theatrical", "2026-12-18", "")]


@pytest.mark.parametrize("kind", [1, 2, 3, 4])
def test_a_festival_screening_is_a_premiere_whatever_its_type(kind: int) -> None:
    read = rows(row("2026-10-09", kind, "BFI London Film Festival"), row("2026-12-18"))
    assert read == [("premiere", "2026-10-09", ""), ("theatrical", "2026-12-18", "")]


def test_a_rerelease_stands_beside_the_release_by_its_note_or_its_distance() -> None:
    read = rows(row("1999-11-12"), row("2029-11-12", note="30th Anniversary"), row("2034-01-01"))
    assert read == [
        ("theatrical", "1999-11-12", ""),
        ("theatrical", "2029-11-12", "30th Anniversary"),
        ("theatrical", "2034-01-01", "Re-release 2034"),
    ]


def test_rereleases_of_one_name_are_told_apart_by_their_years() -> None:
    read = rows(row("2019-01-01", note="Re-release"), row("2024-01-01", note="Re-release"))
    assert [label for _, _, label in read] == ["Re-release", "Re-release 2024"]


def test_rows_of_one_kind_are_told_apart_by_note_or_language() -> None:
    read = rows(row("1999-11-04", language="de"), row("1999-11-10", language="fr"), code="CH")
    assert [label for _, _, label in read] == ["", "fr"]
    read = rows(row("2026-01-01", 4, "Netflix"), row("2026-02-01", 4, "Disney+"))
    assert [label for _, _, label in read] == ["", "Disney+"]


def test_a_release_that_moves_keeps_its_identity() -> None:
    before, after = rows(row("2026-12-18")), rows(row("2029-05-04"))
    assert before[0][2] == after[0][2] == ""


@pytest.mark.parametrize(
    "document",
    [None, [], {}, {"results": None}, {"results": [None, 3]},
     {"results": [{"iso_3166_1": "gb", "release_dates": []}]}],
)  # fmt: skip
def test_release_dates_of_another_shape_are_none(document: Any) -> None:
    assert release_rows(document) == []


def test_an_unknown_date_is_no_year_and_cancelled_is_told() -> None:
    facts = film_facts({"id": 5, "title": "Heat 2", "release_date": "", "status": "Canceled",
                        "imdb_id": "", "belongs_to_collection": None})  # fmt: skip
    assert facts is not None
    assert (facts.year, facts.cancelled, facts.ids, facts.collection) == (
        None, True, {"tmdb": "5"}, None,
    )  # fmt: skip


def test_a_document_of_another_shape_is_no_film() -> None:
    assert film_facts({"success": True}) is None
    assert film_facts({"id": 5, "title": "\x00"}) is None


def test_a_film_that_is_listed_for_each_job_is_one_candidate() -> None:
    credit = {"id": 9, "title": "A", "release_date": "2027-01-01"}
    assert [
        c.tmdb for c in candidates({"cast": [credit], "crew": [credit, 7]}, "cast", "crew")
    ] == ["9"]


def test_the_documented_release_dates_keep_every_row_that_says_something() -> None:
    read = release_rows(json.loads(sample("tmdb_doc_movie_550_release_dates.json")))
    assert len({said.territory for said in read}) == 50
    assert len({(s.territory, s.kind, s.label) for s in read}) == len(read) >= 67
    british = [said for said in read if said.territory == "GB" and not said.label]
    assert ("1999-11-12", Kind.THEATRICAL) in [(s.date.text, s.kind) for s in british]
    again = {s.territory for s in read if s.label == "Re-release" and s.kind is Kind.THEATRICAL}
    assert again == {"TW", "RU", "HU", "FR", "LT"}


@pytest.mark.parametrize(
    ("said", "taken"),
    [
        ("/pB8BM7pdSp6B6Ih7QZ4DrQ3PmJK.jpg", "/pB8BM7pdSp6B6Ih7QZ4DrQ3PmJK.jpg"),
        ("/a.png", "/a.png"), ("/a.webp", "/a.webp"), (None, ""), ("", ""), (7, ""),
        ("/a.svg", ""), ("/a.jpg.html", ""), ("a.jpg", ""), ("//evil.example/a.jpg", ""),
        ("/../a.jpg", ""), ("/..%2fa.jpg", ""), ("/a.jpg?x=1", ""), ("/a.jpg#x", ""),
        ("@evil.example/a.jpg", ""), ("/a.jpg\n", ""), ("/é.jpg", ""), ("/a\x00.jpg", ""),
        ("/" + "a" * 65 + ".jpg", ""), (["/a.jpg"], ""),
    ],
)  # fmt: skip
def test_a_poster_is_taken_only_by_the_form_that_their_names_have(said: Any, taken: str) -> None:
    document = {"id": 5, "title": "Sunlit", "poster_path": said}
    facts = film_facts(document)
    assert facts is not None
    (named,) = candidates({"results": [document]}, "results")
    assert (facts.poster, named.poster) == (taken, taken)


def test_a_recorded_film_is_read_whole() -> None:
    facts = film_facts(json.loads(sample("tmdb_movie_87421_riddick_append_all.json")))
    assert facts is not None
    assert (facts.title, facts.year, facts.ids["imdb"], facts.collection) == (
        "Riddick", 2013, "tt1411250", "2794",
    )  # fmt: skip
    assert len({said.territory for said in facts.said}) == 46
    assert facts.poster.endswith(".jpg")
