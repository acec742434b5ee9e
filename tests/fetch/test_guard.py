from collections.abc import Callable

import pytest

from releases.errors import CannotFetch
from releases.fetch import Fetcher
from releases.fetch.guard import is_public, system_resolve
from tests.parts.http_sink import HttpSink, Reply

NOT_PUBLIC = [
    "127.0.0.1",
    "127.8.9.10",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.127.255.254",
    "192.0.2.7",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "2001:0:4136:e378:8000:63bf:80ff:fffe",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12:3456::1",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "not an address",
    "",
]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_of_ones_own_network_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "93.184.216.34",
        "1.1.1.1",
        "100.63.255.255",
        "100.128.0.1",
        "2606:4700::1111",
        "::ffff:1.1.1.1",
        "64:ff9b::101:101",
        "2002:101:101::1",
    ],
)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


def always(*addresses: str) -> Callable[[str, int], list[str]]:
    return lambda _host, _port: list(addresses)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "①②⑦.⓪.⓪.①",
        "127.0.0.1.",
        "0",
    ],
)
def test_no_spelling_of_loopback_is_reached(host: str) -> None:
    with HttpSink() as sink, Fetcher() as fetcher:
        with pytest.raises(CannotFetch):
            fetcher.get(f"http://{host}:{sink.port}/")
        assert sink.arrivals == []


def test_a_private_answer_of_the_name_server_is_refused_with_what_to_do() -> None:
    with pytest.raises(CannotFetch) as caught, Fetcher(resolve=always("10.0.0.7")) as fetcher:
        fetcher.get("http://intranet.example.org/")
    assert "intranet.example.org, which means 10.0.0.7, is not on the public" in caught.value.what
    assert "pass the file" in caught.value.hint


def test_a_name_with_a_public_and_a_private_address_never_leads_to_the_private_one() -> None:
    """The public one here is unreachable; the private one, which would answer, is not tried."""
    with (
        HttpSink() as sink,
        Fetcher(resolve=always("127.0.0.1", "::ffff:1.1.1.1"), timeout=0.5) as f,
    ):
        with pytest.raises(CannotFetch):
            f.get(f"http://both.example.org:{sink.port}/")
        assert sink.arrivals == []


def test_a_name_is_looked_up_once_and_the_judged_address_is_the_one_connected_to() -> None:
    """A second look-up would be the moment for a name server to answer differently."""
    asked: list[str] = []

    def counting(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    with HttpSink() as sink, Fetcher(allow_private=True, resolve=counting) as fetcher:
        answer = fetcher.get(f"http://cinema.example.org:{sink.port}/")
        assert answer.body == b"ok"
        assert asked == ["cinema.example.org"]
        assert sink.arrivals[0].headers["host"] == f"cinema.example.org:{sink.port}"


@pytest.mark.parametrize("inside", ["127.0.0.2", "[::1]", "localhost.example.org", "0x7f.2"])
def test_a_redirect_to_an_inner_address_is_refused_though_the_first_hop_was_good(
    inside: str,
) -> None:
    """Here 127.0.0.1 plays the public host and the rest of loopback the inner network."""

    def names(host: str, port: int) -> list[str]:
        return {
            "news.example.org": ["127.0.0.1"],
            "localhost.example.org": ["127.0.0.2"],
        }.get(host) or system_resolve(host, port)

    with HttpSink() as sink, Fetcher(resolve=names, permits="127.0.0.1".__eq__) as fetcher:
        target = f"http://{inside}:{sink.port}/admin"
        sink.script("/story", Reply(status=302, headers={"Location": target}))
        with pytest.raises(CannotFetch, match="not on the public internet"):
            fetcher.get(f"http://news.example.org:{sink.port}/story")
        assert [one.path for one in sink.arrivals] == ["/story"]


def test_the_second_address_of_a_name_is_tried_when_the_first_is_dead() -> None:
    resolve = always("127.0.0.2", "127.0.0.1")
    with HttpSink() as sink, Fetcher(allow_private=True, resolve=resolve) as fetcher:
        assert fetcher.get(f"http://two.example.org:{sink.port}/").body == b"ok"
