import gzip
import resource
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from releases.errors import CannotFetch
from releases.fetch import Fetcher
from tests.parts.http_sink import HttpSink, Reply

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def sink() -> Iterator[HttpSink]:
    with HttpSink() as one:
        yield one


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(allow_private=True, timeout=2, deadline=5, max_bytes=1_000_000) as one:
        yield one


@pytest.mark.parametrize("status", [200, 201, 204, 304, 400, 401, 404, 429, 500, 503])
def test_any_final_status_is_an_answer(sink: HttpSink, fetcher: Fetcher, status: int) -> None:
    body = b"" if status in (204, 304) else b'{"why": "because"}'
    sink.script("/x", Reply(status=status, headers={"X-Kind": "a"}, body=body))
    answer = fetcher.get(sink.url + "/x")
    assert (answer.status, answer.body, answer.headers["x-kind"]) == (status, body, "a")
    assert answer.not_modified == (status == 304)


def test_validators_of_one_answer_make_the_next_request_conditional(
    sink: HttpSink, fetcher: Fetcher
) -> None:
    when = "Tue, 24 Nov 2026 08:00:00 GMT"
    sink.script(
        "/x",
        Reply(headers={"ETag": '"a1"', "Last-Modified": when}, body=b"1"),
        Reply(status=304),
    )
    first = fetcher.get(sink.url + "/x")
    again = fetcher.get(sink.url + "/x", etag=first.etag, last_modified=first.last_modified)
    assert again.not_modified
    asked = sink.arrivals[1].headers
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"a1"', when)


def test_headers_are_sent_and_the_client_says_who_it_is(sink: HttpSink, fetcher: Fetcher) -> None:
    fetcher.get(sink.url + "/3/movie?language=en%20GB&q=a+b", headers={"Authorization": "Bearer t"})
    (arrival,) = sink.arrivals
    assert arrival.path == "/3/movie?language=en%20GB&q=a+b"
    assert arrival.headers["authorization"] == "Bearer t"
    assert arrival.headers["user-agent"].startswith("releases/")


def test_a_user_and_password_in_the_address_are_sent_and_not_handed_back(
    sink: HttpSink, fetcher: Fetcher
) -> None:
    answer = fetcher.get(f"http://ana:p%40ss@127.0.0.1:{sink.port}/feed")
    assert sink.arrivals[0].headers["authorization"] == "Basic YW5hOnBAc3M="
    assert answer.url == sink.url + "/feed"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Tue, 24 Nov 2026 09:02:00 GMT", 120),
        ("Tue, 24 Nov 2026 08:00:00 GMT", 0),
        ("soon", None),
        ("-5", None),
    ],
)
def test_retry_after_is_understood_in_both_forms(
    sink: HttpSink, fetcher: Fetcher, value: str, seconds: float | None
) -> None:
    sink.script("/x", Reply(status=429, headers={"Retry-After": value}))
    assert fetcher.get(sink.url + "/x", now=NOW).retry_after == seconds


def test_without_now_a_retry_after_date_is_counted_from_the_servers_own_clock() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def serve() -> None:
            peer, _ = server.accept()
            peer.recv(4096)
            peer.sendall(
                b"HTTP/1.1 503 Busy\r\nDate: Fri, 01 Jan 2010 00:00:00 GMT\r\n"
                b"Retry-After: Fri, 01 Jan 2010 00:01:30 GMT\r\nContent-Length: 0\r\n\r\n"
            )
            peer.close()

        threading.Thread(target=serve, daemon=True).start()
        with Fetcher(allow_private=True) as fetcher:
            assert fetcher.get(f"http://127.0.0.1:{port}/").retry_after == 90


def test_redirects_are_followed_and_the_last_address_is_told(
    sink: HttpSink, fetcher: Fetcher
) -> None:
    sink.script("/1", Reply(status=301, headers={"Location": "/2?a=b"}))
    sink.script("/2", Reply(status=307, headers={"Location": "3"}))
    sink.script("/3", Reply(body=b"here"))
    answer = fetcher.get(sink.url + "/1#part")
    assert (answer.body, answer.url) == (b"here", sink.url + "/3")


def test_a_redirect_loop_ends(sink: HttpSink, fetcher: Fetcher) -> None:
    sink.script("/1", Reply(status=302, headers={"Location": "/1"}))
    with pytest.raises(CannotFetch, match="more than 3 times"):
        fetcher.get(sink.url + "/1")
    assert len(sink.arrivals) == 4


@pytest.mark.parametrize(
    "where", ["file:///etc/passwd", "gopher://x/", "http://", "http://[", "\x01"]
)
def test_a_redirect_to_what_is_no_web_address_is_refused(
    sink: HttpSink, fetcher: Fetcher, where: str
) -> None:
    sink.script("/1", Reply(status=302, headers={"Location": where}))
    sink.script("/", Reply(body=b"root"))
    try:
        answer = fetcher.get(sink.url + "/1")
    except CannotFetch:
        return
    assert answer.url.startswith(sink.url)


def test_a_key_stays_behind_when_a_redirect_leaves_its_host(
    sink: HttpSink, fetcher: Fetcher
) -> None:
    elsewhere = f"http://localhost:{sink.port}/there"
    sink.script("/1", Reply(status=302, headers={"Location": elsewhere}))
    fetcher.get(
        f"http://ana:pw@127.0.0.1:{sink.port}/1", headers={"X-Api-Key": "k", "Accept": "text/html"}
    )
    first, second = sink.arrivals
    assert first.headers["x-api-key"] == "k"
    assert "x-api-key" not in second.headers
    assert "authorization" not in second.headers
    assert second.headers["accept"] == "text/html"


def test_with_same_host_a_redirect_may_not_leave_it(sink: HttpSink, fetcher: Fetcher) -> None:
    sink.script("/in", Reply(status=302, headers={"Location": "/ok"}))
    sink.script("/out", Reply(status=302, headers={"Location": f"http://localhost:{sink.port}/"}))
    assert fetcher.get(sink.url + "/in", same_host=True).status == 200
    with pytest.raises(CannotFetch, match="another host, localhost"):
        fetcher.get(sink.url + "/out", same_host=True)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "dune",
        "example.org/page",
        "file:///etc/passwd",
        "ftp://example.org/",
        "http://",
        "https:///path",
        "http://[::1",
        "http://exa mple.org/",
        "http://a\x00b/",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://" + "a" * 70_000,
        "http://example.org:99999/",
        "http://..",
        "http://\ud800/",
        "tgram://110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/1",
    ],
)
def test_what_is_no_web_address_is_refused_in_words(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(CannotFetch) as caught:
        fetcher.get(url)
    assert caught.value.hint
    assert "AAHdq" not in str(caught.value)
    assert len(str(caught.value)) < 500


def test_a_file_address_is_answered_with_how_to_pass_a_file(fetcher: Fetcher) -> None:
    with pytest.raises(CannotFetch) as caught:
        fetcher.get("file:///home/ana/page.html")
    assert caught.value.hint == "Pass a file by its path."


def test_a_secret_in_an_address_is_in_no_error(sink: HttpSink, fetcher: Fetcher) -> None:
    sink.script("/x", Reply(reset=True))
    for url in (
        f"http://ana:canary99@127.0.0.1:{sink.port}/x",
        f"{sink.url}/x?api_key=canary99",
        f"{sink.url}/x?q=1&token=canary99",
    ):
        with pytest.raises(CannotFetch) as caught:
            fetcher.get(url)
        assert "canary99" not in str(caught.value)
        assert caught.value.__cause__ is None


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_a_compressed_body_is_unpacked(sink: HttpSink, fetcher: Fetcher, pack: object) -> None:
    text = b"Ab 26. Januar im Kino. " * 20_000
    assert callable(pack)
    encoding = "gzip" if pack is gzip.compress else "deflate"
    sink.script("/x", Reply(headers={"Content-Encoding": encoding}, body=pack(text)))
    assert fetcher.get(sink.url + "/x").body == text


def test_several_gzip_members_and_padding_after_them_are_unpacked(
    sink: HttpSink, fetcher: Fetcher
) -> None:
    packed = gzip.compress(b"one ", mtime=0) + gzip.compress(b"two") + bytes(100)
    sink.script("/x", Reply(headers={"Content-Encoding": "gzip"}, body=packed))
    assert fetcher.get(sink.url + "/x").body == b"one two"


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", b"no gzip at all"),
        ("gzip", gzip.compress(bytes(100_000), mtime=0)[:-20]),
        ("br", b"x"),
        ("gzip, gzip", gzip.compress(gzip.compress(b"x"), mtime=0)),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_refused(
    sink: HttpSink, fetcher: Fetcher, encoding: str, body: bytes
) -> None:
    sink.script("/x", Reply(headers={"Content-Encoding": encoding}, body=body))
    with pytest.raises(CannotFetch):
        fetcher.get(sink.url + "/x")


def test_a_gzip_bomb_is_cut_at_the_cap_and_costs_no_memory(sink: HttpSink) -> None:
    sink.script("/x", Reply(bomb=1 << 30))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with (
        pytest.raises(CannotFetch, match="larger than 5 MB"),
        Fetcher(allow_private=True, max_bytes=5_000_000) as fetcher,
    ):
        fetcher.get(sink.url + "/x")
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert after - before < 60_000


def test_an_endless_body_is_cut_at_the_cap(sink: HttpSink, fetcher: Fetcher) -> None:
    sink.script("/x", Reply(body=b"x" * 10_000, endless=True))
    with pytest.raises(CannotFetch, match="larger than 1 MB"):
        fetcher.get(sink.url + "/x")


@pytest.mark.parametrize(
    "reply",
    [
        Reply(hang=True),
        Reply(body=b"x" * 1000, drip=0.2),
        Reply(body=b"x", drip=0.2, endless=True),
        Reply(delay=30),
    ],
)
def test_a_slow_answer_is_cut_at_the_deadline(sink: HttpSink, reply: Reply) -> None:
    sink.script("/x", reply)
    begun = time.monotonic()
    with (
        pytest.raises(CannotFetch, match="took too long"),
        Fetcher(allow_private=True, timeout=5, deadline=0.8) as fetcher,
    ):
        fetcher.get(sink.url + "/x")
    assert 0.6 < time.monotonic() - begun < 2


def test_headers_that_drip_are_cut_at_the_deadline_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            peer, _ = server.accept()
            with peer:
                try:
                    peer.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
                    while True:
                        peer.sendall(b"x")
                        time.sleep(0.1)
                except OSError:
                    return

        threading.Thread(target=serve, daemon=True).start()
        begun = time.monotonic()
        with (
            pytest.raises(CannotFetch, match="took too long"),
            Fetcher(allow_private=True, timeout=5, deadline=0.8) as fetcher,
        ):
            fetcher.get(f"http://127.0.0.1:{server.getsockname()[1]}/")
        assert time.monotonic() - begun < 2


def test_a_silent_wait_is_cut_at_the_timeout(sink: HttpSink) -> None:
    sink.script("/x", Reply(hang=True))
    begun = time.monotonic()
    with (
        pytest.raises(CannotFetch, match="took too long"),
        Fetcher(allow_private=True, timeout=0.5, deadline=20) as fetcher,
    ):
        fetcher.get(sink.url + "/x")
    assert time.monotonic() - begun < 2


def test_a_name_server_that_hangs_is_left_behind() -> None:
    forever = threading.Event()

    def hanging(host: str, port: int) -> list[str]:
        forever.wait(20)
        return []

    begun = time.monotonic()
    with (
        pytest.raises(CannotFetch, match=r"looking up slow\.example\.org took too long"),
        Fetcher(timeout=0.5, resolve=hanging) as fetcher,
    ):
        fetcher.get("http://slow.example.org/")
    assert time.monotonic() - begun < 2
    forever.set()


def test_an_unknown_host_is_named(fetcher: Fetcher) -> None:
    with pytest.raises(CannotFetch, match=r"no host called nowhere\.invalid"):
        fetcher.get("http://nowhere.invalid/")


def test_a_refused_connection_is_told(fetcher: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(CannotFetch, match="refused"):
        fetcher.get(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    "reply", [Reply(reset=True), Reply(reset=True, body=b"x" * 9, headers={"Content-Length": "99"})]
)
def test_a_broken_connection_is_told(sink: HttpSink, fetcher: Fetcher, reply: Reply) -> None:
    sink.script("/x", reply)
    with pytest.raises(CannotFetch):
        fetcher.get(sink.url + "/x")
    assert fetcher.get(sink.url + "/fine").status == 200


def test_what_does_not_speak_http_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            peer, _ = server.accept()
            peer.recv(4096)
            peer.sendall(b"220 mail.example.org ESMTP\r\n")
            peer.close()

        threading.Thread(target=serve, daemon=True).start()
        with Fetcher(allow_private=True) as fetcher, pytest.raises(CannotFetch, match="HTTP"):
            fetcher.get(f"http://127.0.0.1:{server.getsockname()[1]}/")


def test_a_line_break_in_a_header_is_not_sent(sink: HttpSink, fetcher: Fetcher) -> None:
    with pytest.raises(CannotFetch, match="header"):
        fetcher.get(sink.url, headers={"Authorization": "Bearer a\r\nX-Evil: 1"})
    assert sink.arrivals == []


def test_a_proxy_of_the_environment_is_not_used(
    sink: HttpSink, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetcher.get(sink.url).body == b"ok"


def test_threads_share_one_fetcher_and_each_has_its_own_deadline(sink: HttpSink) -> None:
    sink.script("/slow", Reply(hang=True))
    sink.script("/late", Reply(delay=0.9, body=b"late"))
    got: dict[str, object] = {}
    with Fetcher(allow_private=True, timeout=5, deadline=1.2) as fetcher:

        def ask(name: str, wait: float) -> None:
            time.sleep(wait)
            try:
                got[name] = fetcher.get(sink.url + name).body
            except CannotFetch:
                got[name] = "cut"

        threads = [
            threading.Thread(target=ask, args=one) for one in (("/slow", 0.0), ("/late", 0.8))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert got == {"/slow": "cut", "/late": b"late"}


def test_a_connection_is_kept_for_the_next_request(sink: HttpSink, fetcher: Fetcher) -> None:
    for _ in range(3):
        fetcher.get(sink.url + "/x")
    assert len({arrival.peer for arrival in sink.arrivals}) == 1


def test_json_that_is_none_is_told(sink: HttpSink, fetcher: Fetcher) -> None:
    sink.script("/ok", Reply(body=b'{"id": 550}'))
    assert fetcher.get(sink.url + "/ok").json() == {"id": 550}
    for body in (b"<html>sign in</html>", b'{"id": 55', b"", b"[" * 100_000):
        sink.script("/bad", Reply(body=body))
        with pytest.raises(CannotFetch, match="no JSON"):
            fetcher.get(sink.url + "/bad").json()
