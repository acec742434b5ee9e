"""What holds of every message, whatever the words of others in it."""

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.model.dates import ReleaseDate
from releases.model.languages import NAMES
from releases.model.release import Kind
from releases.reminding.messages import Line, Origin, compose
from releases.reminding.wording import LONGEST_SUBJECT, LONGEST_TEXT, tidy

TODAY = date(2024, 1, 19)
STAMP = datetime(2024, 1, 12, 8, tzinfo=UTC)
WHATS = (
    "reminder moved date-set postponed cancelled revived removed conflict digest trouble test"
).split()

codes = st.sampled_from(list(NAMES))
foreign = st.text(alphabet=st.characters(), max_size=400)
dates = st.sampled_from(
    "2024-01-26 2024-01-19 2024-01-17 2024-02 2024-Q1 2024-summer 2025 tba".split()
).map(ReleaseDate)
origins = st.builds(
    Origin, foreign, st.none() | st.dates(date(1870, 1, 1), date(2999, 12, 31)), st.booleans()
)
lines = st.builds(
    Line,
    what=st.sampled_from(WHATS),
    title=foreign,
    year=st.none() | st.integers(1870, 2999),
    territory=st.sampled_from([None, "GB", "IE", "XW", "BA"]),
    kind=st.sampled_from(Kind),
    label=st.just("") | foreign,
    date=dates,
    old=st.none() | dates,
    late=st.booleans(),
    unconfirmed=st.booleans(),
    reason=st.none() | foreign,
    source=st.none() | origins,
    sentence=st.none() | foreign,
    url=st.none() | foreign | st.just("https://example.org/" + "x" * 150),
    uid=st.sampled_from(["r1@x", "r2@x", ""]),
    note=st.none() | foreign,
    against=st.none() | origins,
)


def harmful(character: str) -> bool:
    direction = unicodedata.bidirectional(character)
    return unicodedata.category(character) in ("Cc", "Cs") or direction in (
        "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI",
    )  # fmt: skip


@given(line=lines, code=codes)
def test_one_line_is_short_plain_and_harmless(line: Line, code: str) -> None:
    message = compose([line], today=TODAY, subscriber="Ana", identity="d1", stamp=STAMP, code=code)
    assert 0 < len(message.title) <= LONGEST_SUBJECT
    assert len(message.text) <= LONGEST_TEXT
    assert not any(map(harmful, message.title))
    assert not any(map(harmful, message.text.replace("\n", "")))
    message.text.encode()


@pytest.mark.parametrize("code", NAMES)
@pytest.mark.parametrize("what", WHATS)
def test_even_the_longest_of_everything_is_short(what: str, code: str) -> None:
    endless = "endless words " * 100
    line = Line(
        what=what, title=endless, year=2024, territory="UM", label=endless, unconfirmed=True,
        date=ReleaseDate("2024-09-25"), old=ReleaseDate("2024-09-18"), late=True, reason=endless,
        source=Origin(endless), sentence=endless, url="https://example.org/" + "x" * 180,
        note=endless,
    )  # fmt: skip
    alike = [replace(line, territory=code) for code in ("UM", "GS", "TF", "CF")]
    if what in ("trouble", "test"):
        alike = [line]
    message = compose(alike, today=TODAY, subscriber="Ana", identity="d1", stamp=STAMP, code=code)
    assert len(message.title) <= LONGEST_SUBJECT
    assert "endless words e" in message.title
    assert len(message.text) <= LONGEST_TEXT


@given(some=st.lists(lines, min_size=1, max_size=6), code=codes)
def test_many_lines_are_one_message_with_a_short_title(some: list[Line], code: str) -> None:
    message = compose(
        some, today=TODAY, subscriber="<i>Ana</i>", identity="d1", stamp=STAMP, code=code
    )
    assert 0 < len(message.title) <= LONGEST_SUBJECT
    assert "\n" not in message.title
    if message.ics:
        icalendar.Calendar.from_ical(message.ics)
    tags = set()

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.add(tag)
            for name, value in attrs:
                assert name in ("href", "style", "lang")
                assert name != "href" or (value or "").startswith(("http://", "https://"))

    Tags().feed(message.html)
    assert tags <= {"html", "body", "p", "strong", "br", "a"}


@given(text=foreign)
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(text=foreign, longest=st.integers(10, 120))
def test_a_tidy_text_is_short_in_letters_and_in_bytes(text: str, longest: int) -> None:
    kept = tidy(text, longest)
    assert len(kept) <= longest
    assert len(kept.encode()) <= 3 * longest
    assert kept.count("\u2068") == kept.count("\u2069") <= 1


@given(text=st.text(alphabet=st.characters(categories=("L", "N")), max_size=100))
def test_plain_letters_stay_as_they_are(text: str) -> None:
    assert tidy(text).strip("\u2068\u2069") == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Amélie \t\r\n Poulain ", "Amélie Poulain"),
        ("a\x00b\x1b[31mc\x85d", "ab[31mc d"),
        ("evil\u202egnp.exe", "evilgnp.exe"),
        ("עברית", "\u2068עברית\u2069"),
        ("👩‍👩‍👧 family", "👩‍👩‍👧 family"),
        ("@everyone come", "@\u2060everyone come"),
        ("<!channel> <@123>", "<\u2060!channel> <\u2060@123>"),
        ("\ud800", ""),
        ("Boxing Day @ home", "Boxing Day @ home"),
    ],
)
def test_foreign_text_is_made_harmless(text: str, kept: str) -> None:
    assert tidy(text) == kept


def test_a_title_of_a_megabyte_is_cut_and_not_walked_through() -> None:
    line = Line(what="reminder", title="é" * 1_000_000, date=ReleaseDate("2024-01-26"))
    message = compose([line], today=TODAY, subscriber="Ana", identity="d1", stamp=STAMP)
    assert len(message.title) <= LONGEST_SUBJECT
    assert len(message.text) <= LONGEST_TEXT
    assert "…" in message.title
