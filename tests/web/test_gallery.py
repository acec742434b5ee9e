"""The folder of posters has an end, and so have the threads that fill it."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from releases.web.gallery import Gallery, Wanted
from tests.parts.http_sink import Arrival, HttpSink, Reply
from tests.parts.pictures import JPEG
from tests.store.world import utc

NOW = utc("2026-06-01T10:00")
DRAWN = Reply(headers={"Content-Type": "image/jpeg"}, body=JPEG + bytes(1000))


@pytest.fixture
def sink() -> Iterator[HttpSink]:
    with HttpSink(default=DRAWN) as opened:
        yield opened


def opened(sink: HttpSink, folder: Path, **how: float) -> Gallery:
    return Gallery(folder / "posters", sink.url, allow_private=True, **how)  # type: ignore[arg-type]


def wanted(number: int) -> Wanted:
    return Wanted(f"/p{number}.jpg", "small")


def test_who_asks_for_what_is_under_way_waits_for_the_same(sink: HttpSink, tmp_path: Path) -> None:
    gallery = opened(sink, tmp_path)
    go = threading.Event()

    def answer(_came: Arrival) -> Reply:
        go.wait(10)
        return DRAWN

    sink.script("/w92/p1.jpg", answer)
    first, second = gallery.ask(wanted(1)), gallery.ask(wanted(1))
    assert first is second
    go.set()
    assert first.result(10) == gallery.kept(wanted(1), NOW)
    assert len(sink.arrivals) == 1


def test_few_are_fetched_at_once_and_too_many_are_not_even_queued(
    sink: HttpSink, tmp_path: Path
) -> None:
    gallery = opened(sink, tmp_path)
    go = threading.Event()

    def answer(_came: Arrival) -> Reply:
        go.wait(10)
        return DRAWN

    for number in range(70):
        sink.script(f"/w92/p{number}.jpg", answer)
    asked = [gallery.ask(wanted(number)) for number in range(70)]
    refused = [each for each in asked if each.done()]
    assert (len(refused), {each.result() for each in refused}) == (6, {None})
    sink.wait_for(2)
    go.set()
    assert all(each.result(10) is not None for each in asked if each not in refused)
    assert sink.peak == 2
    # What was too much then is had when it is asked for again.
    again = gallery.ask(wanted(69)).result(10)
    assert again is not None


def test_while_the_service_has_trouble_it_is_left_alone(sink: HttpSink, tmp_path: Path) -> None:
    gallery = opened(sink, tmp_path)
    sink.script("/w92/p1.jpg", Reply(status=503, headers={"Retry-After": "60"}))
    assert gallery.ask(wanted(1)).result(10) is None
    assert gallery.ask(wanted(2)).result(10) is None
    assert len(sink.arrivals) == 1


def test_one_that_is_not_there_keeps_no_other_back(sink: HttpSink, tmp_path: Path) -> None:
    gallery = opened(sink, tmp_path)
    sink.script("/w92/p1.jpg", Reply(status=404))
    assert gallery.ask(wanted(1)).result(10) is None
    assert gallery.ask(wanted(2)).result(10) is not None


def test_a_service_that_hangs_is_given_up(sink: HttpSink, tmp_path: Path) -> None:
    gallery = opened(sink, tmp_path, seconds=0.2)
    sink.script("/w92/p1.jpg", Reply(hang=True))
    assert gallery.ask(wanted(1)).result(10) is None


def test_an_address_of_ones_own_network_is_not_reached(sink: HttpSink, tmp_path: Path) -> None:
    gallery = Gallery(tmp_path, sink.url)
    assert gallery.ask(wanted(1)).result(10) is None
    assert sink.arrivals == []


def test_names_that_differ_by_case_alone_are_two_posters(sink: HttpSink, tmp_path: Path) -> None:
    gallery = opened(sink, tmp_path)
    upper, lower = Wanted("/A.jpg", "small"), Wanted("/a.jpg", "small")
    gallery.ask(upper).result(10)
    assert gallery.kept(lower, NOW) is None
    gallery.ask(lower).result(10)
    names = {file.name.casefold() for file in gallery.folder.iterdir()}
    assert len(names) == 2


def test_the_oldest_go_when_the_room_is_full(sink: HttpSink, tmp_path: Path) -> None:
    each = len(DRAWN.body)
    gallery = opened(sink, tmp_path, most_bytes=60 * each)
    for number in range(101):
        gallery.ask(wanted(number)).result(10)
        (newest,) = [f for f in gallery.folder.iterdir() if f.stat().st_mtime > 2_000]
        os.utime(newest, (number, number))
    kept = [
        number for number in range(101) if gallery.kept(wanted(number), utc("1970-01-02T00:00"))
    ]
    assert len(kept) == 54
    assert kept == list(range(47, 101))
