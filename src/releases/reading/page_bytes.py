"""Bytes of unknown make: what they are, in which encoding, and whether they can be read at all."""

import codecs
import re
from datetime import date
from pathlib import PurePath

from releases.errors import CannotRead
from releases.reading.article import Article, from_eml, from_html, from_markdown

LARGEST = 50_000_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Python knows these, no browser does; some of them take quadratic time.
_NO_ENCODINGS = ("punycode", "idna", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined")
_META_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})",
    re.IGNORECASE,
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|article|main|div|p|h1|script|table)\b",
    re.IGNORECASE,
)
_MAIL = re.compile(
    rb"(?:From [^\n]{3,200}\n)?(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){3}",
    re.MULTILINE,
)
_MAIL_FIELDS = re.compile(
    rb"^(?:from|to|subject|date|message-id|mime-version|received|return-path|delivered-to):",
    re.IGNORECASE | re.MULTILINE,
)
_BINARY = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "a compressed file",
    b"BZh": "a compressed file",
    b"\xfd7zXZ": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a picture, sound or film",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"SQLite format 3\0": "a database",
    b"ID3": "a sound file",
    b"OggS": "a sound or film file",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "a rich text document",
}
_AS_TEXT = "Copy the text out of it and pass that, or save the page as HTML."


def bytes_article(
    data: bytes,
    *,
    name: str | None,
    content_type: str | None,
    url: str | None,
    published: date | None,
) -> Article:
    """See `article.from_bytes`."""
    where = name or url or "the input"
    _refuse_what_is_no_text(data, where)
    kind = (content_type or "").partition(";")[0].strip().lower()
    suffix = PurePath(name or "").suffix.lower()
    head = data[:4096]
    if kind == "message/rfc822" or suffix == ".eml" or (_is_mail(head) and suffix != ".txt"):
        article = from_eml(data, url=url, published=published)
    elif kind in ("text/html", "application/xhtml+xml") or _is_html(head, suffix, kind):
        charset = _CHARSET.search(content_type or "")
        page = decoded_html(data, declared=charset[1] if charset else None)
        article = from_html(page, url=url, published=published)
    else:
        charset = _CHARSET.search(content_type or "")
        text = decoded(data, declared=charset[1] if charset else None)
        if suffix in (".md", ".markdown") or kind in ("text/markdown", "text/x-markdown"):
            article = from_markdown(text, url=url, published=published)
        else:
            article = Article.of_text(text, url=url, published=published)
    if not article.text.strip() and not article.films:
        raise CannotRead(
            f"{where} has no text in it",
            "If a browser shows one, copy it from there: the page may be built by scripts.",
        )
    return article


def decoded(data: bytes, *, declared: str | None = None) -> str:
    """Text by its byte order mark, by `declared`, as UTF-8, else as Windows-1252 (WHATWG).

    A declaration that the bytes contradict is passed over; no byte makes it fail.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    for guess in (declared, _utf16(data), "utf-8"):
        if guess:
            try:
                return data.decode(_known(guess))
            except (UnicodeError, LookupError):
                continue
    return data.decode("utf-8" if _mostly_utf8(data) else "cp1252", "replace")


def decoded_html(data: bytes, *, declared: str | None = None) -> str:
    """A page's text, the charset of its own `meta` or XML declaration used where none is given."""
    found = _META_CHARSET.search(data[:4096])
    inside = found[1].decode("ascii") if found else None
    if inside and inside.lower().startswith("utf-16"):
        inside = "utf-8"  # what could be read up to here is not UTF-16 (HTML, 13.2.3.2)
    return decoded(data, declared=declared if declared and _exists(declared) else inside)


def _exists(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except (LookupError, ValueError):
        return False
    return True


def _known(encoding: str) -> str:
    """The encoding that is meant: Latin-1 and ASCII are labels of Windows-1252 (WHATWG)."""
    name = codecs.lookup(encoding).name
    if name.replace("_", "-") in _NO_ENCODINGS:
        raise LookupError(encoding)
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _mostly_utf8(data: bytes) -> bool:
    """UTF-8 with some broken bytes, as a cut or a mix of two encodings leaves it."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    other = sum(1 for char in text[:200_000] if char > "\x7f") - broken
    return other > 2 * broken


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: of Latin text every other byte is zero, and only those."""
    first, second = data[:1000:2], data[1:1000:2]
    for zeros, letters, name in ((second, first, "utf-16-le"), (first, second, "utf-16-be")):
        if len(zeros) >= 4 and zeros.count(0) > 0.6 * len(zeros) and not letters.count(0):
            return name
    return None


def _refuse_what_is_no_text(data: bytes, where: str) -> None:
    if not data.strip():
        raise CannotRead(
            f"{where} is empty", "Pass a file, an address or a text that says something."
        )
    if len(data) > LARGEST:
        raise CannotRead(
            f"{where} is larger than {LARGEST // 1_000_000} MB", "Pass the part that matters."
        )
    for start, what in _BINARY.items():
        if data.startswith(start):
            raise CannotRead(f"{where} is {what}, not a text", _AS_TEXT)
    head = data[:8192]
    if head.startswith(tuple(mark for mark, _ in _BOMS)) or _utf16(head):
        return
    controls = sum(head.count(code) for code in (*range(9), *range(14, 27), *range(28, 32)))
    if controls > max(2, len(head) // 50):
        raise CannotRead(f"{where} is not a text", _AS_TEXT)


def _is_html(head: bytes, suffix: str, kind: str) -> bool:
    if suffix in (".html", ".htm", ".xhtml"):
        return True
    if suffix in (".md", ".markdown", ".txt") and b"<html" not in head.lower():
        return False
    if kind.startswith("text/") and kind not in ("text/plain", "text/xml"):
        return False
    return bool(_HTML.search(head.replace(b"\0", b"")))


def _is_mail(head: bytes) -> bool:
    return bool(_MAIL.match(head)) and len(_MAIL_FIELDS.findall(head)) >= 3
