"""A poster comes from the service's own address, and only what begins like a picture is one."""

from collections.abc import Iterator

import pytest

from releases.fetch import Fetcher
from releases.sources.asking import Gone, Trouble
from releases.sources.posters import LARGEST, Picture, fetch, picture
from tests.parts.http_sink import HttpSink, Reply
from tests.parts.pictures import JPEG, WEBP, png

PNG = png(4, 6)
PAGE = b"<!doctype html><script>alert(1)</script>"


@pytest.fixture
def sink() -> Iterator[HttpSink]:
    with HttpSink(default=Reply(status=404)) as opened:
        yield opened


def got(sink: HttpSink, path: str = "/a.jpg", size: str = "large", **how: float) -> Picture:
    with Fetcher(
        allow_private=True, timeout=how.get("timeout", 5.0), deadline=how.get("deadline", 5.0),
        max_bytes=2 * LARGEST,
    ) as fetcher:  # fmt: skip
        return fetch(fetcher, f"{sink.url}/t/p/", path, size)


@pytest.mark.parametrize(
    ("kind", "body"), [("image/png", PNG), ("image/jpeg", JPEG), ("image/webp", WEBP)]
)
def test_a_picture_comes_with_its_type_in_the_width_asked_for(
    sink: HttpSink, kind: str, body: bytes
) -> None:
    sink.script("/t/p/w342/a.jpg", Reply(headers={"Content-Type": f"{kind}; q=1"}, body=body))
    assert got(sink) == Picture(kind, body)
    (came,) = sink.arrivals
    assert "cookie" not in came.headers
    assert "authorization" not in came.headers
    assert "referer" not in came.headers
    with pytest.raises(Gone):
        got(sink, size="small")
    assert sink.arrivals[-1].path == "/t/p/w92/a.jpg"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=404), Reply(status=410), Reply(status=403), Reply(status=204),
        Reply(headers={"Content-Type": "text/html"}, body=PAGE),
        Reply(headers={"Content-Type": "image/jpeg"}, body=PAGE),
        Reply(headers={"Content-Type": "image/jpeg"}, body=PNG),
        Reply(headers={"Content-Type": "image/svg+xml"}, body=b"<svg/>"),
        Reply(headers={"Content-Type": "text/plain"}, body=PNG),
        Reply(body=PNG),
        Reply(headers={"Content-Type": "image/png"}),
        Reply(headers={"Content-Type": "image/png"}, body=PNG + bytes(LARGEST)),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_not_there(sink: HttpSink, reply: Reply) -> None:
    sink.script("/t/p/w342/a.jpg", reply)
    with pytest.raises(Gone):
        got(sink)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=500), Reply(status=503), Reply(status=429, headers={"Retry-After": "90"}),
        Reply(reset=True),
        Reply(status=302, headers={"Location": "http://other.example/a.jpg"}),
        Reply(headers={"Content-Type": "image/png"}, body=PNG, endless=True),
        Reply(headers={"Content-Type": "image/png"}, bomb=50_000_000),
    ],
)  # fmt: skip
def test_trouble_of_the_service_passes(sink: HttpSink, reply: Reply) -> None:
    sink.script("/t/p/w342/a.jpg", reply)
    with pytest.raises(Trouble) as caught:
        got(sink)
    assert caught.value.retry_after == (90.0 if reply.status == 429 else None)


def test_a_slow_service_is_not_waited_for(sink: HttpSink) -> None:
    drip = Reply(headers={"Content-Type": "image/png"}, body=PNG, drip=0.05)
    sink.script("/t/p/w342/a.jpg", drip)
    with pytest.raises(Trouble, match="took too long"):
        got(sink, deadline=0.2)


@pytest.mark.parametrize("path", ["", "/../a.jpg", "//other.example/a.jpg", "/a.svg", "/a.jpg?b"])
def test_a_path_of_another_form_is_never_asked_for(sink: HttpSink, path: str) -> None:
    with pytest.raises(Gone):
        got(sink, path)
    assert sink.arrivals == []


@pytest.mark.parametrize("body", [b"", b"RIFF", PAGE, b"GIF89a", b"\xff\xd8", b"\n" + PNG])
def test_bytes_that_begin_otherwise_are_no_picture(body: bytes) -> None:
    assert picture(body) is None
