import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from releases.errors import CannotFetch
from releases.fetch import Fetcher
from tests.parts.http_sink import HttpSink, Reply

HTML = {"Content-Type": "text/html; charset=utf-8"}
STORY = b"<p>Opens in UK cinemas on 26 January 2024.</p>"


@pytest.fixture
def sink() -> Iterator[HttpSink]:
    with HttpSink(default=Reply(status=404)) as one:
        yield one


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(allow_private=True, timeout=2, deadline=5) as one:
        yield one


def test_a_page_is_handed_back_with_its_type_and_final_address(
    sink: HttpSink, fetcher: Fetcher
) -> None:
    sink.script("/old", Reply(status=301, headers={"Location": "/new"}))
    sink.script("/new", Reply(headers=HTML | {"ETag": '"7"'}, body=STORY))
    page = fetcher.read_page(sink.url + "/old")
    assert (page.body, page.url, page.etag) == (STORY, sink.url + "/new", '"7"')
    assert page.content_type == "text/html; charset=utf-8"
    assert not page.paywalled


def test_an_unchanged_page_is_no_error(sink: HttpSink, fetcher: Fetcher) -> None:
    sink.script("/a", Reply(status=304))
    page = fetcher.read_page(sink.url + "/a", etag='"7"')
    assert page.not_modified
    assert sink.at("/a")[0].headers["if-none-match"] == '"7"'


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (204, "nothing to show"),
        (401, "signing in"),
        (402, "paywall"),
        (403, "refuses to be read by a program"),
        (404, "does not exist"),
        (410, "taken away"),
        (418, "cannot be shown"),
        (429, "less often"),
        (451, "legal"),
        (500, "trouble of its own"),
        (503, "trouble of its own"),
        (300, "cannot be shown"),
    ],
)
def test_a_status_that_is_no_page_is_put_into_words(
    sink: HttpSink, fetcher: Fetcher, status: int, says: str
) -> None:
    sink.script("/a", Reply(status=status, headers=HTML, body=b"" if status == 204 else b"no"))
    with pytest.raises(CannotFetch, match=says) as caught:
        fetcher.read_page(sink.url + "/a")
    assert str(status) in caught.value.what
    assert caught.value.hint


def test_how_long_to_wait_is_told(sink: HttpSink, fetcher: Fetcher) -> None:
    sink.script("/a", Reply(status=429, headers={"Retry-After": "90"}))
    with pytest.raises(CannotFetch) as caught:
        fetcher.read_page(sink.url + "/a")
    assert "in 90 seconds" in caught.value.hint


@pytest.mark.parametrize(
    "kind", ["application/pdf", "image/png", "video/mp4", "application/json", "application/zip"]
)
def test_what_is_no_text_is_refused(sink: HttpSink, fetcher: Fetcher, kind: str) -> None:
    sink.script("/a", Reply(headers={"Content-Type": kind}, body=b"x"))
    with pytest.raises(CannotFetch, match=f"not a text but {kind}"):
        fetcher.read_page(sink.url + "/a")


@pytest.mark.parametrize(
    "kind",
    [
        "text/html",
        "TEXT/HTML; charset=iso-8859-1",
        "text/plain",
        "application/xhtml+xml",
        "",
        "text/markdown",
        "message/rfc822",
        "application/octet-stream",
    ],
)
def test_what_may_be_text_is_taken(sink: HttpSink, fetcher: Fetcher, kind: str) -> None:
    sink.script("/a", Reply(headers={"Content-Type": kind} if kind else {}, body=STORY))
    assert fetcher.read_page(sink.url + "/a").body == STORY


def test_an_empty_page_is_told(sink: HttpSink, fetcher: Fetcher) -> None:
    sink.script("/a", Reply(headers=HTML, body=b" \n"))
    with pytest.raises(CannotFetch, match="empty page"):
        fetcher.read_page(sink.url + "/a")


def test_a_page_that_says_it_costs_money_is_marked(sink: HttpSink, fetcher: Fetcher) -> None:
    data = b'<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>'
    sink.script("/a", Reply(headers=HTML, body=data + STORY))
    assert fetcher.read_page(sink.url + "/a").paywalled


def test_robots_keep_us_out_and_we_say_what_to_do(sink: HttpSink, fetcher: Fetcher) -> None:
    sink.script("/robots.txt", Reply(body=b"User-agent: *\nDisallow: /private/\n"))
    sink.script("/private/a", Reply(headers=HTML, body=STORY))
    sink.script("/a", Reply(headers=HTML, body=STORY))
    with pytest.raises(CannotFetch, match="asks programs not to read") as caught:
        fetcher.read_page(sink.url + "/private/a")
    assert "pass the file" in caught.value.hint
    assert sink.at("/private/a") == []
    assert fetcher.read_page(sink.url + "/a").body == STORY
    assert len(sink.at("/robots.txt")) == 1


def test_robots_that_name_us_are_heard(sink: HttpSink, fetcher: Fetcher) -> None:
    rules = b"\xef\xbb\xbfUser-agent: releases\nDisallow: /\n\nUser-agent: *\nAllow: /\n"
    sink.script("/robots.txt", Reply(body=rules))
    with pytest.raises(CannotFetch, match="asks programs not to read"):
        fetcher.read_page(sink.url + "/a")


def test_robots_are_asked_before_a_redirect_is_followed(sink: HttpSink, fetcher: Fetcher) -> None:
    sink.script("/robots.txt", Reply(body=b"User-agent: *\nDisallow: /closed\n"))
    sink.script("/open", Reply(status=302, headers={"Location": "/closed"}))
    with pytest.raises(CannotFetch, match="asks programs not to read"):
        fetcher.read_page(sink.url + "/open")
    assert sink.at("/closed") == []


@pytest.mark.parametrize(
    "robots",
    [
        Reply(status=500),
        Reply(status=403),
        Reply(reset=True),
        Reply(body=b"\xff\x00<html>"),
        Reply(status=302, headers={"Location": "/robots.txt"}),
        Reply(body=b"Disallow: /"),
    ],
)
def test_a_robots_file_that_cannot_be_read_keeps_nobody_out(
    sink: HttpSink, fetcher: Fetcher, robots: Reply
) -> None:
    sink.script("/robots.txt", robots)
    sink.script("/a", Reply(headers=HTML, body=STORY))
    assert fetcher.read_page(sink.url + "/a").body == STORY


def test_a_service_asked_with_get_is_not_asked_for_robots(sink: HttpSink, fetcher: Fetcher) -> None:
    fetcher.get(sink.url + "/3/movie/550")
    assert [one.path for one in sink.arrivals] == ["/3/movie/550"]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("openssl"):
        pytest.skip("no openssl at hand to make a certificate with")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=cinema.example.org",
            "-addext",
            "subjectAltName=DNS:cinema.example.org",
            "-keyout",
            str(path),
            "-out",
            str(path.with_suffix(".crt")),
        ],
        check=True,
        capture_output=True,
    )
    path.write_text(path.read_text() + path.with_suffix(".crt").read_text())
    return path


def loopback(_host: str, _port: int) -> list[str]:
    return ["127.0.0.1"]


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: Path) -> None:
    with HttpSink(certificate=certificate) as sink:
        with (
            pytest.raises(CannotFetch, match="could not prove who it is"),
            Fetcher(allow_private=True, resolve=loopback) as fetcher,
        ):
            fetcher.get(f"https://cinema.example.org:{sink.port}/")
        assert sink.arrivals == []


def test_a_certificate_of_another_name_is_refused_though_the_address_is_pinned(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_suffix(".crt")))
    with (
        HttpSink(certificate=certificate) as sink,
        Fetcher(allow_private=True, resolve=loopback) as fetcher,
    ):
        assert fetcher.get(f"https://cinema.example.org:{sink.port}/").body == b"ok"
        with pytest.raises(CannotFetch, match="could not prove who it is"):
            fetcher.get(f"https://other.example.org:{sink.port}/")


def test_a_redirect_from_https_to_http_is_refused(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, sink: HttpSink
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_suffix(".crt")))
    with HttpSink(certificate=certificate) as secure:
        secure.script("/a", Reply(status=302, headers={"Location": sink.url + "/a"}))
        with (
            pytest.raises(CannotFetch, match="unencrypted"),
            Fetcher(allow_private=True, resolve=loopback) as fetcher,
        ):
            fetcher.read_page(f"https://cinema.example.org:{secure.port}/a")
    assert sink.arrivals == []


def test_a_port_that_does_not_speak_tls_is_told(sink: HttpSink, fetcher: Fetcher) -> None:
    with pytest.raises(CannotFetch, match="no secure connection"):
        fetcher.get(f"https://127.0.0.1:{sink.port}/")
