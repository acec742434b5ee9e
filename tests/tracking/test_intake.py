"""From a file or an address to an article, and from statements to proposals."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from releases.errors import CannotFetch, CannotRead, NothingRead
from releases.fetch import Fetcher
from releases.model.dates import ReleaseDate
from releases.model.release import Kind, SourceClass, Statement
from releases.model.subscriber import Schedule, Subscriber
from releases.tracking import intake
from tests.parts.http_sink import HttpSink, Reply

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SENTENCE = "Nosferatu opens in UK cinemas on 5 June 2026."


def statement(title: str = "Sunlit", place: str | None = "GB", day: str | None = "2026-06-05",
              confidence: float = 0.9) -> Statement:  # fmt: skip
    when = ReleaseDate.parse(day) if day else None
    return Statement(title, place, Kind.THEATRICAL, when, "…", 0, 1, confidence)


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("https://example.org/a", True),
        ("HTTP://EXAMPLE.ORG", True),
        ("file:///etc/passwd", True),
        ("file:/etc/passwd", True),
        ("gopher://x", True),
        ("article.txt", False),
        ("/tmp/a:b/c.html", False),
        ("notes: monday.txt", False),
        ("c:\\article.txt", False),
        ("-", False),
    ],
)
def test_an_address_is_told_from_a_file(source: str, wanted: bool) -> None:
    assert intake.is_address(source) is wanted


def test_a_page_is_fetched_and_its_host_is_the_source() -> None:
    page = f"<html><body><article><p>{SENTENCE}</p></article></body></html>".encode()
    with HttpSink() as sink, Fetcher(allow_private=True) as fetcher:
        sink.script("/news", Reply(headers={"Content-Type": "text/html"}, body=page))
        article = intake.fetch(sink.url + "/news", fetcher)
        found = intake.understand(article, sink.url + "/news", published=None, territory=None)
    assert found.source == "127.0.0.1"
    proposal = intake.proposal(found, found.reading.statements[0], NOW)
    assert proposal.claim.klass is SourceClass.PERSON and not proposal.claim.typed
    assert proposal.claim.evidence.url == sink.url + "/news"
    assert proposal.claim.evidence.sentence == SENTENCE


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/a", "data:text/plain,x"])
def test_only_web_addresses_are_fetched(url: str) -> None:
    with Fetcher() as fetcher, pytest.raises(CannotFetch):
        intake.fetch(url, fetcher)


def test_a_page_that_costs_money_and_states_nothing_says_so() -> None:
    mark = b'<script type="application/ld+json">{"isAccessibleForFree": false}</script>'
    head = {"Content-Type": "text/html"}
    story = b"<p>The director talks about her childhood by the sea and of what came after.</p>"
    stated = b"<p>The film Hollow Tide opens in UK cinemas on 6 March 2026.</p>"
    with HttpSink() as sink, Fetcher(allow_private=True) as fetcher:
        sink.script("/shut", Reply(headers=head, body=mark + story))
        sink.script("/told", Reply(headers=head, body=mark + stated))
        shut = intake.fetch(sink.url + "/shut", fetcher)
        told = intake.fetch(sink.url + "/told", fetcher)
        with pytest.raises(NothingRead, match="subscription"):
            intake.understand(shut, sink.url + "/shut", published=None, territory=None)
        found = intake.understand(told, sink.url + "/told", published=None, territory=None)
    assert [s.title for s in found.reading.statements] == ["Hollow Tide"]


def test_an_own_address_is_refused_unless_it_is_allowed() -> None:
    with HttpSink() as sink, Fetcher() as fetcher:
        with pytest.raises(CannotFetch):
            intake.fetch(sink.url + "/news", fetcher)
        assert sink.arrivals == []


def test_a_file_is_its_own_source_and_counts_as_said_when_it_was_published(
    tmp_path: Path,
) -> None:
    (tmp_path / "news.txt").write_text(SENTENCE)
    article = intake.open_file(str(tmp_path / "news.txt"))
    found = intake.understand(
        article, str(tmp_path / "news.txt"), published=date(2026, 4, 1), territory=None
    )
    claim = intake.proposal(found, found.reading.statements[0], NOW).claim
    assert claim.evidence.source == "news.txt" and claim.evidence.url is None
    assert claim.said == datetime(2026, 4, 1, 23, 59, 59, tzinfo=UTC)


def test_what_is_no_article_is_refused_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b" \n ")
    (tmp_path / "binary").write_bytes(bytes(range(256)) * 10)
    for name in ("empty.txt", "binary", "missing", "."):
        with pytest.raises(CannotRead) as refused:
            intake.open_file(str(tmp_path / name))
        assert refused.value.hint


def test_what_is_said_twice_is_taken_once_and_without_a_date_not_at_all() -> None:
    twice = [statement(confidence=0.6), statement(confidence=0.9), statement(day=None)]
    assert [s.confidence for s in intake.takeable(twice)] == [0.9]
    apart = [statement(day="2026-06-05"), statement(day="2026-06-12")]
    assert len(intake.takeable(apart)) == 2


@pytest.mark.parametrize(
    ("territories", "given", "wanted"),
    [
        (("GB",), statement(), True),
        (("GB",), statement(place=None), True),
        (("GB",), statement(place="US"), False),
        (("GB",), statement(place="XW"), True),
        ((), statement(place="US"), True),
        (("GB",), statement(day="2020-01-01"), False),
        (("GB",), statement(day="tba"), True),
    ],
)
def test_what_is_ahead_and_near_is_followed(
    territories: tuple[str, ...], given: Statement, wanted: bool
) -> None:
    who = Subscriber(1, "Ana", Schedule("UTC"), (7,), territories, "en", "none", NOW)
    assert intake.wants(who, given, NOW.date()) is wanted
