import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from releases.errors import UsageError
from releases.store import asked, waiting
from releases.store import films as facts
from releases.store.engine import Store
from releases.store.tables import deliveries
from releases.tracking import articles
from releases.tracking.refresh import refresh_due
from tests.parts.http_sink import HttpSink, Reply
from tests.tracking.fake_tmdb import FakeTmdb
from tests.tracking.tale import Tale, Wanted


def rss(*items: str) -> bytes:
    return f"<rss><channel><title>Trade</title>{''.join(items)}</channel></rss>".encode()


def item(guid: str, url: str, day: str = "Fri, 20 Nov 2026 10:00:00 GMT") -> str:
    return (
        f"<item><title>News {guid}</title><link>{url}</link><guid>{guid}</guid>"
        f"<pubDate>{day}</pubDate></item>"
    )


def page(*sentences: str) -> Reply:
    text = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    body = f"<html><body><article><h1>News</h1>{text}</article></body></html>"
    return Reply(headers={"Content-Type": "text/html"}, body=body.encode())


class Watch(Tale):
    """A tale with a feed beside TMDB, which stays silent."""

    def __init__(self, store: Store, sink: HttpSink) -> None:
        super().__init__(store, FakeTmdb(sink))
        self.sink = sink

    def watch(self, path: str = "/feed", **more: str) -> asked.Source:
        with self.store.unit() as connection:
            return articles.add_source(
                connection, self.sink.url + path, self.moment, name="trade", **more
            )

    def look(self, **more: object) -> asked.Source:
        wanted = Wanted("", "")
        found = refresh_due(self.store, wanted, self, **more)  # type: ignore[arg-type]
        return next(source for source in found if source.name == "trade")

    def waiting(self) -> list[tuple[str, str, str]]:
        with self.store.read() as connection:
            found = waiting.open_suggestions(connection)
        return [(row.title, row.date, row.sentence) for row in found]


@pytest.fixture
def watch(store: Store) -> Iterator[Watch]:
    with HttpSink() as sink:
        yield Watch(store, sink)


SAID = "Dune opens in UK cinemas on 18 December 2026."


def test_what_an_article_says_of_a_followed_film_is_a_claim_with_its_sentence(
    watch: Watch,
) -> None:
    watch.follow("Dune")
    watch.sink.script("/feed", Reply(body=rss(item("a", f"{watch.sink.url}/a"))))
    watch.sink.script("/a", page(SAID))
    watch.watch()
    assert watch.look().error is None
    release = watch.release("Dune")
    assert release.date.text == "2026-12-18"
    with watch.store.read() as connection:
        stated = facts.claims_of(connection, release.id)[-1]
    evidence = stated.claim.evidence
    assert (stated.claim.klass.value, evidence.source) == ("feed", "trade")
    assert evidence.sentence == SAID
    assert evidence.url == f"{watch.sink.url}/a"
    assert str(evidence.published) == "2026-11-20"
    assert watch.waiting() == []


def test_what_it_says_of_another_film_is_suggested_once(watch: Watch) -> None:
    watch.sink.script("/feed", Reply(body=rss(item("a", f"{watch.sink.url}/a"))))
    watch.sink.script("/a", page(SAID, SAID))
    watch.watch()
    watch.look()
    assert watch.waiting() == [("Dune", "2026-12-18", SAID)]
    with watch.store.read() as connection:
        assert facts.films_titled(connection, "Dune") == []


def test_each_article_is_read_once(watch: Watch) -> None:
    feed = Reply(body=rss(item("a", f"{watch.sink.url}/a")), headers={"ETag": '"1"'})
    watch.sink.script("/feed", feed, Reply(status=304), feed)
    watch.sink.script("/a", page(SAID))
    watch.watch()
    for _ in range(3):
        watch.look()
        watch.later(hours=2)
    assert len(watch.sink.at("/feed")) == 3
    assert watch.sink.at("/feed")[1].headers["if-none-match"] == '"1"'
    assert len(watch.sink.at("/a")) == 1


def test_an_article_that_cannot_be_had_does_not_stop_the_next(watch: Watch) -> None:
    urls = [f"{watch.sink.url}/{name}" for name in "ab"]
    watch.sink.script("/feed", Reply(body=rss(*(item(url, url) for url in urls))))
    watch.sink.script("/a", page(SAID))
    watch.sink.script("/b", Reply(status=500))
    watch.watch()
    assert watch.look().error is None
    assert len(watch.waiting()) == 1


def test_an_older_article_never_undoes_a_newer_one(watch: Watch) -> None:
    watch.follow("Dune")
    new = item("a", f"{watch.sink.url}/a", "Fri, 20 Nov 2026 10:00:00 GMT")
    old = item("b", f"{watch.sink.url}/b", "Mon, 02 Nov 2026 10:00:00 GMT")
    watch.sink.script("/feed", Reply(body=rss(new)), Reply(body=rss(new, old)))
    watch.sink.script("/a", page(SAID))
    watch.sink.script("/b", page("Dune opens in UK cinemas on 11 December 2026."))
    watch.watch()
    watch.look()
    watch.later(hours=2)
    watch.look()
    assert watch.date("Dune") == "2026-12-18"


def test_an_article_against_a_typed_date_is_a_conflict_that_is_told_once(watch: Watch) -> None:
    watch.type("Dune", "2026-12-11")
    urls = [f"{watch.sink.url}/{name}" for name in "ab"]
    watch.sink.script("/feed", Reply(body=rss(*(item(url, url) for url in urls))))
    for name in "ab":
        watch.sink.script(f"/{name}", page(SAID))
    watch.watch()
    watch.look()
    assert (watch.date("Dune"), watch.release("Dune").conflict) == ("2026-12-11", True)
    with watch.store.read() as connection:
        query = select(deliveries.c.speaks_of).where(deliveries.c.what == "conflict")
        assert connection.scalars(query).all() == ["2026-12-18"]


def test_a_watched_page_is_read_again_when_it_has_changed(watch: Watch) -> None:
    watch.follow("Dune")
    watch.sink.script("/page", page(SAID), page(SAID), page(SAID.replace("18", "11")))
    watch.watch("/page", kind="page")
    watch.look()
    assert watch.date("Dune") == "2026-12-18"
    for _ in range(2):
        watch.later(hours=2)
        watch.look()
    assert watch.date("Dune") == "2026-12-11"


def test_newsletters_in_a_folder_are_read_once_each(watch: Watch, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    mail = (
        "From: a@b.example\nTo: c@d.example\nSubject: News\n"
        f"Date: Fri, 20 Nov 2026 10:00:00 +0000\nContent-Type: text/plain\n\n{SAID}\n"
    )
    (folder / "one.eml").write_text(mail)
    (folder / "broken.eml").write_bytes(b"\x00\x01\x02")
    with watch.store.unit() as connection:
        articles.add_source(connection, str(folder), watch.moment, name="trade")
    assert watch.look().error is None
    assert [said[:2] for said in watch.waiting()] == [("Dune", "2026-12-18")]
    (folder / "two.eml").write_text(mail.replace("Dune", "Heat 2"))
    watch.later(hours=2)
    watch.look()
    assert [said[0] for said in watch.waiting()] == ["Dune", "Heat 2"]


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(status=503), "HTTP status 503"),
        (Reply(status=410), "is gone"),
        (Reply(body=b"<html>Sign in</html>"), "this is no feed"),
        (Reply(body=b"<rss><channel>"), "no valid feed"),
        (Reply(status=302, headers={"Location": "http://localhost:9/"}), ""),
    ],
)
def test_a_feed_that_fails_is_asked_again_later_and_stops_no_other(
    watch: Watch, reply: Reply, said: str
) -> None:
    watch.sink.script("/feed", reply)
    watch.sink.script("/page", page(SAID))
    watch.watch()
    with watch.store.unit() as connection:
        articles.add_source(
            connection, watch.sink.url + "/page", watch.moment, name="other", kind="page"
        )
    source = watch.look()
    assert said in (source.error or "")
    assert source.error
    assert source.next > watch.moment
    assert watch.waiting()[0][0] == "Dune"


def test_a_stop_leaves_what_is_not_read_for_the_next_time(watch: Watch) -> None:
    watch.sink.script("/feed", Reply(body=rss(item("a", f"{watch.sink.url}/a"))))
    watch.sink.script("/a", page(SAID))
    watch.watch()
    stop = threading.Event()
    stop.set()
    watch.look(stop=stop)
    assert watch.waiting() == []
    watch.look()
    assert len(watch.waiting()) == 1


@pytest.mark.parametrize(
    ("address", "more", "said"),
    [
        ("ftp://example.org", {}, "there is no folder"),
        ("ftp://example.org", {"kind": "feed"}, "is not an address"),
        ("https://example.org", {"name": "tmdb"}, "cannot be a source's name"),
        ("https://example.org", {"kind": "podcast"}, "no kind of source"),
        ("/nowhere", {}, "there is no folder"),
    ],
)
def test_a_source_that_cannot_be_is_refused(
    watch: Watch, address: str, more: dict[str, str], said: str
) -> None:
    with watch.store.unit() as connection, pytest.raises(UsageError, match=said):
        articles.add_source(connection, address, watch.moment, **more)


def test_a_source_is_added_once_and_may_come_back_after_it_was_removed(watch: Watch) -> None:
    source = watch.watch()
    with pytest.raises(UsageError, match="already"):
        watch.watch()
    with watch.store.unit() as connection:
        asked.remove_source(connection, source.id)
    assert watch.watch().name == "trade"
