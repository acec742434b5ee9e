from datetime import date

import pytest

from releases.errors import CannotRead
from releases.sources.feeds import feed
from tests.sources.samples import sample

URL = "https://example.org/news/feed.xml"
RSS = """<?xml version="1.0"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Trade &amp; news</title>
<item><title>Second</title><link>/b</link><guid isPermaLink="false">g2</guid>
<pubDate>Wed, 19 Aug 2026 23:30:00 -0500</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The whole <b>article</b>.</p>]]></content:encoded></item>
<item><title>First</title><link>https://example.org/a</link><description>Only &lt;b&gt;this.
</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom</title><entry><id>tag:1</id>
<title type="html">On &amp;amp; off</title><link rel="self" href="x"/><link href="https://e.org/1"/>
<published>2026-08-19T01:00:00+02:00</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Text.</p></div></content>
</entry></feed>"""


def test_an_rss_feed_names_its_articles_oldest_first() -> None:
    read = feed(RSS.encode(), URL)
    assert read.title == "Trade & news"
    first, second = read.entries
    assert (first.guid, first.title, first.published) == ("https://example.org/a", "First", None)
    assert (second.guid, second.link) == ("g2", "https://example.org/b")
    assert second.html == "<p>The whole <b>article</b>.</p>"
    assert second.published == date(2026, 8, 19)


def test_an_atom_feed_gives_its_markup_and_its_day() -> None:
    (entry,) = feed(ATOM.encode(), URL).entries
    assert (entry.guid, entry.link, entry.published) == (
        "tag:1", "https://e.org/1", date(2026, 8, 18),
    )  # fmt: skip
    assert "<p" in entry.html or ":p" in entry.html
    assert "Text." in entry.html


def test_an_entry_that_names_itself_nowhere_is_known_by_its_text() -> None:
    text = "<rss><channel><item><title>A</title></item><item/></channel></rss>"
    one, two = feed(text.encode(), URL), feed(text.encode(), URL)
    assert [entry.guid for entry in one.entries] == [entry.guid for entry in two.entries]
    assert len(one.entries) == 1


def test_a_link_that_is_no_page_is_none() -> None:
    text = "<rss><channel><item><title>A</title><link>javascript:x</link></item></channel></rss>"
    assert feed(text.encode(), URL).entries[0].link is None


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "aaaa">'
    + "".join(f'<!ENTITY a{n} "{("&a" + (str(n - 1) if n else "") + ";") * 10}">' for n in range(9))
    + "]><rss><channel><title>&a8;</title></channel></rss>"
)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (BOMB.encode(), "entities of its own"),
        (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss>&e;</rss>', "entities"),
        (b"", "line 1"),
        (b"<rss><channel><item>", "this is no valid feed"),
        (b"<html><body>Sign in</body></html>", "this is no feed but <html>"),
        (b"\xff\xfe\x00<", "no valid feed"),
        (b"<a>" * 200_000, "no valid feed"),
    ],
)
def test_what_is_no_feed_is_refused_with_what_is_wrong(data: bytes, said: str) -> None:
    with pytest.raises(CannotRead) as caught:
        feed(data, URL)
    assert said in str(caught.value)


def test_no_more_than_five_hundred_entries_are_taken() -> None:
    items = "".join(f"<item><title>{n}</title></item>" for n in range(2000))
    read = feed(f"<rss><channel>{items}</channel></rss>".encode(), URL)
    assert len(read.entries) == 500
    assert read.entries[-1].title == "0"


def test_recorded_feeds_are_read() -> None:
    assert len(feed(sample("letterboxd_user_rss_2026.xml"), URL).entries) == 5
    watchlist = feed(sample("imdb_watchlist_rss_2017.xml"), URL)
    assert len(watchlist.entries) > 50
    assert all(entry.link for entry in watchlist.entries)
