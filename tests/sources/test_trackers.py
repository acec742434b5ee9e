import json

import pytest

from releases.errors import CannotRead
from releases.sources.trackers import radarr, trakt, yamtrack
from tests.sources.samples import read, sample


def test_trakt_films_carry_their_ids_and_shows_are_rejected() -> None:
    listed = [
        {"type": "movie", "movie": {"title": "Exit 8", "year": 2025,
         "ids": {"imdb": "tt35222590", "tmdb": 1408208, "slug": "exit-8-2025"}}},
        {"type": "show", "show": {"title": "My Mister", "ids": {}}},
        {"type": "season", "season": {"number": 2}, "show": {"title": "My Mister"}},
        "nonsense",
        {"type": "movie", "movie": {"title": "", "ids": None}},
    ]  # fmt: skip
    records = read(trakt, json.dumps(listed).encode())
    (row,) = records.rows
    assert row.ids == {"tmdb": "1408208", "imdb": "tt35222590"}
    assert row.aliases == {"trakt": "exit-8-2025"}
    assert [(each.line, each.error) for each in records.rejected] == [
        (2, "not a film (show): My Mister"),
        (3, "not a film (season): My Mister"),
        (4, "the entry is no object: nonsense"),
        (5, "the title is missing"),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2015-04-16T00:00:00Z", "2015-04-16"),
        ("2021-12-20T23:00:00Z", "2021-12-21"),
        ("2021-12-21T05:00:00Z", "2021-12-21"),
        ("2021-12-21", "2021-12-21"),
    ],
)
def test_a_day_of_radarr_is_the_nearest_midnight(text: str, day: str) -> None:
    film = {"title": "Adaline", "year": 2015, "tmdbId": 293863, "inCinemas": text}
    (row,) = read(radarr, json.dumps([film]).encode()).rows
    assert [s.date.text for s in row.stated] == [day]


def test_radarr_states_a_date_of_each_kind_and_no_territory() -> None:
    (row,) = read(radarr, sample("radarr_v3_movie_trimmed.json")).rows
    assert row.ids == {"tmdb": "293863", "imdb": "tt1655441"}
    assert [(s.kind.value, s.date.text, s.territory) for s in row.stated] == [
        ("theatrical", "2015-04-16", None),
        ("digital", "2019-08-04", None),
        ("physical", "2015-09-08", None),
    ]


def test_a_film_of_radarr_with_a_bad_date_is_rejected_by_its_number() -> None:
    film = {"title": "Adaline", "tmdbId": 1, "inCinemas": "soon"}
    records = read(radarr, json.dumps([film]).encode())
    assert [(each.line, each.error) for each in records.rejected] == [(1, "'soon' is not a date")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'[{"title": "A"', "line 1: this is no valid JSON"),
        (b"<html>", "line 1: this is no valid JSON"),
        (b'{"a": 1}', "it must be a list of films"),
        (b"[" * 200_000, "nested too deep"),
    ],
)
def test_malformed_json_is_refused_with_what_is_wrong(data: bytes, said: str) -> None:
    with pytest.raises(CannotRead) as caught:
        read(radarr, data)
    assert said in str(caught.value)


def test_yamtrack_gives_the_planned_films() -> None:
    header = "media_id,source,media_type,title,status\n"
    rows = "10494,tmdb,movie,Perfect Blue,Planning\n1,tmdb,movie,Seen,Completed\n1,tmdb,tv,F,\n"
    records = read(yamtrack, (header + rows).encode())
    assert [(row.title, row.ids) for row in records.rows] == [("Perfect Blue", {"tmdb": "10494"})]
    assert [each.error for each in records.rejected] == [
        "not planned but completed: Seen",
        "not a film (tv): F",
    ]


def test_recorded_exports_are_read_whole() -> None:
    assert len(read(trakt, sample("trakt_export_lists_watchlist_2026.json")).rows) == 3
    assert read(trakt, sample("trakt_export_lists_watchlist_2026.json")).total == 4
    assert read(trakt, sample("trakt_sync_watchlist.json")).total == 4
    assert read(yamtrack, sample("yamtrack_export_2024.csv")).total == 30
