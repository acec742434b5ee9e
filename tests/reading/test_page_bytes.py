import gzip
import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.errors import CannotRead
from releases.reading.article import from_bytes
from releases.reading.page_bytes import LARGEST, decoded

PAGE = "<html><head>{}</head><body><p>Ab 26. Mai für „Amélie“ im Kino – endlich.</p></body></html>"
LINE = "Ab 26. Mai für „Amélie“ im Kino – endlich."


@pytest.mark.parametrize(
    ("head", "encoding", "content_type"),
    [
        ("", "utf-8", None),
        ("", "utf-8", "text/html"),
        ("", "utf-8", "text/html; charset=ISO-8859-1; charset=utf-8".split(";")[0]),
        ("", "cp1252", None),
        ("", "cp1252", "text/html; charset=windows-1252"),
        ("", "cp1252", 'text/html; charset="iso-8859-1"'),
        ("<meta charset=windows-1252>", "cp1252", None),
        ("<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>", "cp1252", ""),
        ("<meta charset='utf-8'>", "utf-8", "text/html; charset=nonsense"),
        ("<meta charset='utf-16'>", "utf-8", None),
        ("<meta charset='latin1'>", "cp1252", None),
        ("<meta charset='utf-8'>", "cp1252", None),
        ("<meta charset='windows-1252'>", "utf-8-sig", None),
        ("", "utf-16", None),
        ("", "utf-16-le", None),
        ("", "utf-16-be", None),
        ("", "utf-32", None),
        ("<meta charset='us-ascii'>", "utf-8", "text/html; charset=utf-8"),
    ],
)
def test_a_page_is_decoded_by_what_it_says_or_by_what_it_is(
    head: str, encoding: str, content_type: str | None
) -> None:
    data = PAGE.format(head).encode(encoding)
    assert LINE in from_bytes(data, content_type=content_type).text


def test_a_page_in_another_alphabet_is_decoded_by_its_declaration() -> None:
    page = "<meta charset=shift_jis><p>映画は1月26日に公開</p>".encode("shift_jis")
    assert "映画は1月26日に公開" in from_bytes(page).text
    page = "<p>В кино с 26 января</p>".encode("koi8-r")
    assert "В кино с 26 января" in from_bytes(page, content_type="text/html; charset=koi8-r").text


def test_a_mix_of_encodings_spoils_only_its_own_letters() -> None:
    mixed = ("für „Amélie“ " * 20).encode() + "é".encode("cp1252") + b" im Kino"
    text = decoded(mixed)
    assert "für „Amélie“" in text
    assert text.endswith("\ufffd im Kino")


@pytest.mark.parametrize(
    "label", ["punycode", "idna", "utf-7", "unicode_escape", "rot13", "zip", "undefined", "x" * 39]
)
def test_an_encoding_that_no_browser_knows_is_passed_over(label: str) -> None:
    data = f"<meta charset={label}><p>Opens +AGE- \\u0041 im Kino</p>".encode()
    assert "Opens +AGE- \\u0041 im Kino" in from_bytes(data).text
    assert "Opens" in from_bytes(data, content_type=f"text/html; charset={label}").text


MAIL = b"From: a@example.org\nSubject: Dune\nDate: Sat, 20 Jan 2024 10:00:00 +0000\n\nOpens in May."
HTML = b"<h1>Dune</h1><p>Opens in <i>May</i>.</p>"


@pytest.mark.parametrize(
    ("data", "name", "content_type", "kind"),
    [
        (HTML, None, None, "page"),
        (HTML, "dune.html", None, "page"),
        (HTML, None, "text/html", "page"),
        (HTML, "dune.php", "application/octet-stream", "page"),
        (b"\n\n  <!DOCTYPE HTML>" + HTML, None, "text/plain", "page"),
        (b"Opens in May.", "dune.htm", None, "page"),
        (HTML, "dune.txt", None, "text"),
        (b"a < b, <i>opens</i> in May", None, None, "text"),
        (b"# Dune\n\n*Opens* in May.", "dune.md", None, "markdown"),
        (b"# Dune\n\n*Opens* in May.", None, "text/markdown", "markdown"),
        (b"# Dune\n\n*Opens* in May.", None, None, "text"),
        (MAIL, None, None, "mail"),
        (MAIL, "letter.eml", None, "mail"),
        (MAIL, None, "message/rfc822", "mail"),
        (MAIL.replace(b"\n", b"\r\n"), None, None, "mail"),
        (b"From x@example.org Sat Jan 20\n" + MAIL, "mbox", None, "mail"),
        (MAIL, "notes.txt", None, "text"),
        (b"Title: Dune\nStars: two\nOpens: May\n\nGood.", None, None, "text"),
    ],
)
def test_what_it_is_is_found_out(
    data: bytes, name: str | None, content_type: str | None, kind: str
) -> None:
    article = from_bytes(data, name=name, content_type=content_type)
    marks = any(mark in article.text for mark in ("<i>", "<h1>", "*", "From:", "Title:"))
    assert marks == (kind == "text")
    assert (article.published == date(2024, 1, 20)) == (kind == "mail")
    if kind == "markdown":
        assert [article.text[a:b] for a, b in article.emphasis] == ["Opens"]


def test_what_the_caller_knows_is_kept() -> None:
    article = from_bytes(HTML, url="https://example.org/a", published=date(2024, 1, 2))
    assert (article.url, article.published) == ("https://example.org/a", date(2024, 1, 2))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"PK\x03\x04abc", "a ZIP archive"),
        (gzip.compress(b"x", mtime=0), "a compressed file"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"\x7fELF\x02", "a program"),
        (b"SQLite format 3\0", "a database"),
        (bytes(range(256)) * 4, "is not a text"),
        (bytes(2000), "is not a text"),
        (random.Random(7).randbytes(5000), "is not a text"),
        (b"<html><body><script>x()</script></body></html>", "no text in it"),
        (b"\xef\xbb\xbf", "no text in it"),
        (b"\x00", "no"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, says: str) -> None:
    with pytest.raises(CannotRead, match=says) as caught:
        from_bytes(data, name="poster.bin")
    assert "poster.bin" in caught.value.what
    assert caught.value.hint


def test_more_than_fifty_megabytes_are_refused_without_reading_them() -> None:
    with pytest.raises(CannotRead, match="larger than 50 MB"):
        from_bytes(b"a " * (LARGEST // 2 + 1))


def test_ten_megabytes_on_one_line_are_read() -> None:
    data = b"word " * 2_000_000 + b"Dune opens on 18 December 2026."
    assert from_bytes(data).text.endswith("18 December 2026.")


@given(st.binary(max_size=300), st.sampled_from([None, "a.html", "a.eml", "a.md", "a.txt"]))
def test_any_bytes_are_an_article_or_a_refusal(data: bytes, name: str | None) -> None:
    try:
        article = from_bytes(data, name=name)
    except CannotRead:
        return
    assert article.text.strip() or article.films
    article.text.encode("utf-8")
    assert all(0 <= one.start < one.end <= len(article.text) for one in article.blocks)
