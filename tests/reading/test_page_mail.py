from datetime import date
from email.message import EmailMessage

import pytest

from releases.errors import CannotRead
from releases.reading.article import Article, from_eml

SENTENCE = "All of Us Strangers is released in UK cinemas on Friday 26th January 2024."
PROSE = "This week brings three new films and the return of an old one to the big screen. " * 4


def mail(plain: str | None = None, page: str | None = None, **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = headers.get("sender", "Ana's Cinema <news@example.org>")
    message["Subject"] = headers.get("subject", "This week at the cinema")
    message["Date"] = headers.get("date", "Sat, 20 Jan 2024 23:30:00 -0800")
    if plain is not None:
        message.set_content(plain)
    if page is not None:
        if plain is None:
            message.set_content(page, subtype="html")
        else:
            message.add_alternative(page, subtype="html")
    return message


def shown(article: Article) -> list[tuple[str, str]]:
    return [(one.role, article.text[one.start : one.end]) for one in article.blocks]


def test_a_plain_mail_has_its_subject_as_title_and_its_date_as_published() -> None:
    article = from_eml(mail(f"Hello Ben,\n\n{SENTENCE}\n").as_bytes())
    assert article.title == "This week at the cinema"
    assert article.published == date(2024, 1, 20)
    assert article.site == "Ana's Cinema"
    assert ("title", "This week at the cinema") in shown(article)
    assert ("paragraph", SENTENCE) in shown(article)


def test_of_both_parts_the_page_is_read_since_it_knows_headings_and_italics() -> None:
    page = f"<h1>News</h1><p>{PROSE}</p><p><i>All of Us Strangers</i>{SENTENCE[19:]}</p>"
    article = from_eml(mail(f"News\n\n{PROSE}\n\n{SENTENCE}", page).as_bytes())
    assert ("heading", "News") in shown(article)
    assert [article.text[a:b] for a, b in article.emphasis] == ["All of Us Strangers"]


def test_a_page_that_says_almost_nothing_gives_way_to_the_text() -> None:
    article = from_eml(
        mail(f"{PROSE}\n\n{SENTENCE}", "<img src=x><p>View in browser</p>").as_bytes()
    )
    assert SENTENCE in article.text


def test_an_attachment_is_not_read() -> None:
    message = mail(SENTENCE)
    message.add_attachment("Other film opens 1 May 2024", filename="old.txt")
    assert "Other film" not in from_eml(message.as_bytes()).text


def test_a_forwarded_mail_in_a_layout_table_is_read_without_its_fw() -> None:
    page = (
        "<table><tr><td><div style='display:none'>preheader</div></td></tr>"
        f"<tr><td><table><tr><td><h2>Out Friday</h2><p>{SENTENCE}</p></td></tr></table></td></tr>"
        "</table>"
    )
    article = from_eml(mail(page=page, subject="Fwd: WG: Out Friday").as_bytes())
    assert article.title == "Out Friday"
    assert [text for _, text in shown(article)].count("Out Friday") == 1
    assert ("paragraph", SENTENCE) in shown(article)


def test_encoded_headers_and_bodies_are_decoded() -> None:
    raw = (
        b"From: =?utf-8?q?Caf=C3=A9_Kino?= <a@example.org>\r\n"
        b"Subject: =?iso-8859-1?q?Kinostart_n=E4chste?=\r\n =?iso-8859-1?q?_Woche?=\r\n"
        b"Date: Mon, 22 Jan 2024 08:00:00 +0100\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/plain; charset=iso-8859-1\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\nAb Donnerstag f=FCr alle.=\r\n Ja.\r\n"
    )
    article = from_eml(raw)
    assert article.title == "Kinostart nächste Woche"
    assert article.site == "Café Kino"
    assert "Ab Donnerstag für alle. Ja." in article.text


@pytest.mark.parametrize(
    "raw",
    [
        b"Subject: =?utf-9?q?x?=\nDate: never\nFrom: <<>>\n\nText.\n",
        b"Subject: \xff\xfe\nContent-Type: text/plain; charset=nonsense\n\nText.\n",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nText.\n",
        b"Content-Type: text/html\nContent-Transfer-Encoding: base64\n\nPHA+VGV4dC48L3A\n",
        b"Content-Type: multipart/mixed\n\nText.\n",
        b"Content-Type: text/plain; charset=punycode\n\nText.\n",
    ],
)
def test_a_broken_mail_is_read_as_far_as_it_goes_or_refused(raw: bytes) -> None:
    try:
        article = from_eml(raw)
    except CannotRead:
        assert b"multipart" in raw
        return
    assert "Text." in article.text


def test_offsets_hold_after_the_subject_was_put_in_front() -> None:
    article = from_eml(
        mail(page=f"<p>A first line.</p><p>See <i>Dune</i>. {SENTENCE}</p>").as_bytes()
    )
    assert article.text.startswith("This week at the cinema\n\nA first line.")
    assert [article.text[a:b] for a, b in article.emphasis] == ["Dune"]
    assert all(text == text.strip() for _, text in shown(article))


def test_a_mail_without_any_text_is_refused() -> None:
    message = EmailMessage()
    message["Subject"] = "Poster"
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="a.png")
    with pytest.raises(CannotRead, match="no text in it"):
        from_eml(message.as_bytes())
