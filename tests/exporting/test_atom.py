"""The Atom feed as an XML parser reads it, whatever the texts hold."""

from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from releases.exporting.atom import LONGEST_TEXT, Entry, atom

ATOM = "{http://www.w3.org/2005/Atom}"
WHEN = datetime(2026, 11, 1, 8, 30, 15, 999_000, tzinfo=UTC)


def read(*entries: Entry) -> Element:
    text = atom(entries, feed_id="tag:x,2026:news", title="News", updated=WHEN)
    found: Element = fromstring(text.encode())
    return found


def test_what_rfc_4287_demands_is_there() -> None:
    feed = read(Entry("tag:x,2026:h1", "Moved", WHEN, "since", "change"))
    assert feed.tag == f"{ATOM}feed"
    for node in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"{ATOM}{name}")) == 1
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert feed.findtext(f"{ATOM}entry/{ATOM}content") == "since"
    assert feed.findtext(f"{ATOM}updated") == "2026-11-01T08:30:15Z"


def test_a_feed_of_nothing_is_as_old_as_it_says() -> None:
    assert read().findtext(f"{ATOM}updated") == "2026-11-01T08:30:15Z"


@given(words=st.text(alphabet=st.characters(), max_size=200))
def test_no_text_breaks_out_of_its_element(words: str) -> None:
    feed = read(Entry(words, words, WHEN, words, words))
    (entry,) = feed.findall(f"{ATOM}entry")
    children = [child.tag.removeprefix(ATOM) for child in entry]
    assert children in (
        ["id", "title", "updated", "category", "content"],
        ["id", "title", "updated", "content"],
    )


def test_markup_is_only_text() -> None:
    evil = "]]></title><script>alert(1)</script>&amp;&#0;\"'\x0b\ufffe"
    feed = read(Entry("tag:x,2026:h1", evil, WHEN, evil, evil))
    kept = "]]></title><script>alert(1)</script>&amp;&#0;\"'"
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == kept
    assert feed.find(f"{ATOM}entry/{ATOM}category").attrib == {"term": kept}  # type: ignore[union-attr]


def test_a_text_of_a_megabyte_is_cut() -> None:
    feed = read(Entry("tag:x,2026:h1", "é" * 1_000_000, WHEN))
    assert len(feed.findtext(f"{ATOM}entry/{ATOM}title") or "") == LONGEST_TEXT
