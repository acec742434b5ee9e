"""A mail as bytes, and where it goes: the server, the sender and the one recipient."""

import re
from dataclasses import dataclass
from email.charset import QP, Charset
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from email.utils import format_datetime, formataddr
from hashlib import sha256

from releases.reminding.messages import Message

_UTF8 = Charset("utf-8")
_UTF8.body_encoding = QP
_WIRE = compat32.clone(linesep="\r\n")
_STRUCTURE = frozenset(
    ("mime-version", "content-type", "content-transfer-encoding", "bcc", "cc", "sender")
)


@dataclass(frozen=True)
class Server:
    """Where mail is handed in. `mode` is starttls, ssl or insecure; the password is not shown."""

    host: str
    port: int
    mode: str
    user: str | None
    verify: bool
    password: str | None

    def __repr__(self) -> str:
        return f"Server({self.host}:{self.port}, {self.mode})"


@dataclass(frozen=True)
class Mailbox:
    """One address to write to, from which sender, by which server; names may be empty."""

    server: Server
    sender: tuple[str, str]
    to: tuple[str, str]
    reply_to: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def domain(self) -> str:
        return self.sender[1].rpartition("@")[2]


def letter(mailbox: Mailbox, message: Message) -> bytes:
    """The mail as it goes over the wire, the same bytes for the same message.

    Headers follow RFC 5322 (Message-ID from the identity, References to the release's thread),
    RFC 3834 (Auto-Submitted) and RFC 2919 (List-Id). The parts are made by the library's older
    classes: `EmailMessage` parses each header anew and takes five times as long.
    """
    boundary = sha256(message.identity.encode(errors="replace")).hexdigest()[:24]
    mail = MIMEMultipart("alternative", boundary=f"={boundary}=")
    mail.attach(_part(message.text, "plain"))
    mail.attach(_part(message.html, "html"))
    if events := message.ics:
        dates = _part(events, "calendar")
        dates.set_param("method", "PUBLISH")
        dates.add_header("Content-Disposition", "attachment", filename="releases.ics")
        body, mail = mail, MIMEMultipart("mixed", boundary=f"=m{boundary}=")
        mail.attach(body)
        mail.attach(dates)
    for name, value in _headers(mailbox, message):
        mail[name] = value
    return mail.as_bytes(policy=_WIRE)


def _part(text: str, subtype: str) -> MIMENonMultipart:
    part = MIMENonMultipart("text", subtype)
    part.set_payload(text, _UTF8)
    return part


def _headers(mailbox: Mailbox, message: Message) -> list[tuple[str, str]]:
    headers = [
        ("Subject", _encoded(message.title)),
        ("From", _address(mailbox.sender)),
        ("To", _address(mailbox.to)),
        ("Date", format_datetime(message.at)),
        ("Message-ID", f"<{_token(message.identity)}@{mailbox.domain}>"),
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", "All"),
        ("List-Id", f"Film releases <releases.{mailbox.domain}>"),
    ]
    if message.thread:
        root = f"<thread.{_token(message.thread)}@{mailbox.domain}>"
        headers += [("In-Reply-To", root), ("References", root)]
    if mailbox.reply_to:
        headers.append(("Reply-To", _encoded(", ".join(mailbox.reply_to))))
    ours = {name.lower() for name, _ in headers} | _STRUCTURE
    headers += [
        (name, _encoded(value))
        for name, value in mailbox.extra
        if name.lower() not in ours and re.fullmatch(r"[A-Za-z0-9-]+", name)
    ]
    return headers


def _encoded(value: str) -> str:
    """A header's value on one line, so that nothing in it can begin another header."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    return plain if plain.isascii() else Header(plain, "utf-8").encode()


def _address(named: tuple[str, str]) -> str:
    name = " ".join("".join(c if c.isprintable() else " " for c in named[0]).split())
    return formataddr((name, "".join(named[1].split())), "utf-8")


def _token(text: str) -> str:
    """Text as the left part of a Message-ID: itself where it fits, else its fingerprint."""
    if re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,62}[A-Za-z0-9_-]", text) and ".." not in text:
        return text
    return sha256(text.encode(errors="replace")).hexdigest()[:40]
