"""A mail as an article: newsletters come as plain text, as HTML, or as both."""

import email
import email.policy
import re
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from typing import cast

from releases.errors import CannotRead
from releases.reading.article import Article, Block, clean, from_html
from releases.reading.page_bytes import decoded, decoded_html
from releases.reading.page_data import day_of

_GAP = "\n\n"
_TOP = 5


def mail_article(data: bytes, *, url: str | None = None, published: date | None = None) -> Article:
    """The part of a mail that says most, its subject as the title.

    Raises CannotRead where no part is text.
    """
    message = cast(EmailMessage, email.message_from_bytes(data, policy=_POLICY))
    day = published or day_of(_header(message, "date"))
    plain, page = "", ""
    for part in _parts(message):
        text = _payload(part)
        if part.get_content_type() == "text/html":
            page = max(page, text, key=len)
        else:
            plain = f"{plain}\n\n{text}" if plain else text
    articles = []
    if page.strip():
        articles.append(from_html(page, url=url, published=day))
    if plain.strip():
        articles.append(Article.of_text(plain, url=url, published=day))
    if not articles:
        raise CannotRead("the mail has no text in it", "Save the text itself and pass that.")
    best = articles[0]
    if len(best.text) < 0.5 * len(articles[-1].text):
        best = articles[-1]
    return _titled(best, _header(message, "subject"), _sender(message))


_POLICY = email.policy.compat32


def _parts(message: EmailMessage) -> list[EmailMessage]:
    return [
        part
        for part in message.walk()
        if part.get_content_type() in ("text/plain", "text/html")
        and part.get_content_disposition() != "attachment"
    ]


def _payload(part: EmailMessage) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    declared = part.get_content_charset()
    if part.get_content_type() == "text/html":
        return decoded_html(data, declared=declared)
    return decoded(data, declared=declared)


def _header(message: EmailMessage, name: str) -> str:
    """A header in readable form (RFC 2047), one line; empty where it is missing or broken."""
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    try:
        text = str(make_header(decode_header(str(message.get(name, "")))))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        text = str(message.get(name, ""))
    return re.sub(r"\s+", " ", clean(text)).strip()


def _sender(message: EmailMessage) -> str | None:
    from email.utils import parseaddr

    return parseaddr(_header(message, "from"))[0] or None


def _titled(article: Article, subject: str, sender: str | None) -> Article:
    """`article` under its subject, which is put in front unless the text begins with it."""
    subject = re.sub(r"^(?:(?:fwd?|wg|re|aw|tr)\s?:\s?)+", "", subject, flags=re.IGNORECASE)
    article = replace(article, site=sender or article.site)
    if not subject:
        return article
    said = next(
        (
            block
            for block in article.blocks[:_TOP]
            if article.text[block.start : block.end].casefold() == subject.casefold()
        ),
        None,
    )
    blocks = [
        replace(block, role="title" if block is said else "heading")
        if block is said or block.role == "title"
        else block
        for block in article.blocks
    ]
    if said:
        return replace(article, title=subject, blocks=tuple(blocks))
    shift = len(subject) + len(_GAP)
    moved = (replace(one, start=one.start + shift, end=one.end + shift) for one in blocks)
    return replace(
        article,
        text=f"{subject}{_GAP}{article.text}",
        blocks=(Block(0, len(subject), "title"), *moved),
        title=subject,
        emphasis=tuple((start + shift, end + shift) for start, end in article.emphasis),
    )
