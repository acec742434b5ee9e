"""Mail by our own sender: one message, one recipient, over kept connections.

Apprise can set no stable Message-ID and no `text/calendar` part with its method, and opens a
connection for each mail; that is why mail does not go through it. Its URLs still say where to.
"""

import re
import smtplib
import socket
import ssl
import threading
import time
from contextlib import suppress
from functools import lru_cache

from releases.model.outcome import Outcome, Result
from releases.reminding.deadline import Progress
from releases.reminding.letters import Mailbox, Server, letter
from releases.reminding.messages import Message
from releases.reminding.verdicts import scrub

LOOPBACK = re.compile(r"localhost|127\.\d+\.\d+\.\d+|::1|\[::1\]", re.IGNORECASE)
KEPT_SECONDS = 30.0
KEPT_CONNECTIONS = 8


class _Refused(Exception):
    """The server said no; `code` is its reply code."""

    def __init__(self, code: int, reply: bytes | str, doing: str) -> None:
        super().__init__(code)
        self.code = code
        self.reply = reply.decode(errors="replace") if isinstance(reply, bytes) else reply
        self.doing = doing


def send(mailbox: Mailbox, message: Message, *, timeout: float, progress: Progress) -> Result:
    """Hand one mail to its server; never raises. `timeout` is in seconds for each network wait.

    Refused for now (4yz) or not reached is transient, refused (5yz) permanent; lost after the
    end of the mail was sent and before the answer came is uncertain.
    """
    try:
        wire = _dotted(letter(mailbox, message))
    except (ValueError, UnicodeError) as error:
        return Result(Outcome.PERMANENT, f"no mail can be made of it: {type(error).__name__}")
    fresh = False
    while True:
        kept = None if fresh else _pool.take(mailbox.server)
        try:
            connection = kept or connect(mailbox.server, timeout)
            _hand_in(connection, mailbox, wire, timeout, progress)
        except _Lost:
            return Result(Outcome.UNCERTAIN, "the connection broke before the server confirmed")
        except _Refused as no:
            if kept and no.code == 421:
                fresh = True
                continue
            return _refusal(no, mailbox)
        except (OSError, smtplib.SMTPException) as error:
            if kept and not isinstance(error, TimeoutError):
                fresh = True
                continue
            return _failure(error)
        _pool.keep(mailbox.server, connection)
        return Result(Outcome.SENT)


class _Lost(Exception):
    pass


def connect(server: Server, timeout: float) -> smtplib.SMTP:
    """A connection that is ready for mail; raise OSError or SMTPException where there is none."""
    context = _tls(server.verify) if server.mode != "insecure" else None
    if server.mode == "ssl":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=timeout, context=context
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=timeout)
    try:
        if connection.sock:
            connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if server.mode == "starttls":
            connection.starttls(context=context)
        if server.user and server.password:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


@lru_cache(maxsize=2)
def _tls(verify: bool) -> ssl.SSLContext:
    # Loading the trusted certificates takes longer than sending a mail.
    context = ssl.create_default_context()
    if not verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _hand_in(
    connection: smtplib.SMTP, mailbox: Mailbox, wire: bytes, timeout: float, progress: Progress
) -> None:
    """One mail transaction (RFC 5321, 3.3); the connection is closed where it fails."""
    try:
        if connection.sock:
            connection.sock.settimeout(timeout)
        connection.ehlo_or_helo_if_needed()
        _expect(connection.mail(mailbox.sender[1]), 250, "sender")
        _expect(connection.rcpt(mailbox.to[1]), (250, 251), "recipient")
        _expect(connection.docmd("DATA"), 354, "mail")
        # Until the final dot has left the server takes nothing, so a break here is harmless.
        connection.send(wire)
        if not progress.commit():
            raise TimeoutError("abandoned")
    except BaseException:
        connection.close()
        raise
    try:
        connection.send(b".\r\n")
        answer = connection.getreply()
    except (OSError, smtplib.SMTPException) as error:
        connection.close()
        raise _Lost from error
    try:
        _expect(answer, 250, "mail")
    except _Refused:
        connection.close()
        raise


def _expect(answer: tuple[int, bytes], wanted: int | tuple[int, ...], doing: str) -> None:
    code, reply = answer
    if code not in ((wanted,) if isinstance(wanted, int) else wanted):
        raise _Refused(code, reply, doing)


def _dotted(mail: bytes) -> bytes:
    """The mail with its lines ended by CRLF and leading dots doubled, all but the final dot."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", mail)
    dotted = re.sub(rb"(?m)^\.", b"..", lines)
    return dotted if dotted.endswith(b"\r\n") else dotted + b"\r\n"


def _refusal(no: _Refused, mailbox: Mailbox) -> Result:
    words = scrub(no.reply, "", host_too=False)
    for secret in (mailbox.server.user, mailbox.server.password):
        if secret:
            words = words.replace(secret, "…")
    detail = f"the mail server refused the {no.doing}: {no.code} {words}".rstrip()
    return Result(Outcome.PERMANENT if no.code >= 500 else Outcome.TRANSIENT, detail)


def _failure(error: Exception) -> Result:
    """What a failure before the end of the mail means: nothing was delivered."""
    match error:
        case smtplib.SMTPAuthenticationError():
            lasting = error.smtp_code >= 500
            return Result(
                Outcome.PERMANENT if lasting else Outcome.TRANSIENT,
                f"the mail server refused the login: {error.smtp_code}",
            )
        case smtplib.SMTPNotSupportedError():
            return Result(
                Outcome.PERMANENT, "the mail server offers neither the TLS nor the login asked for"
            )
        case smtplib.SMTPResponseException():
            lasting = error.smtp_code >= 500
            return Result(
                Outcome.PERMANENT if lasting else Outcome.TRANSIENT,
                f"the mail server answered {error.smtp_code}",
            )
        case ssl.SSLCertVerificationError():
            words = "the mail server's certificate cannot be trusted"
        case ssl.SSLError():
            words = "no TLS could be agreed with the mail server"
        case TimeoutError():
            words = "the mail server did not answer in time"
        case ConnectionRefusedError():
            words = "the mail server refused the connection"
        case socket.gaierror():
            words = "the mail server's name cannot be resolved"
        case smtplib.SMTPServerDisconnected():
            words = "the mail server closed the connection"
        case _:
            words = "the mail server cannot be reached"
    return Result(Outcome.TRANSIENT, words)


class Pool:
    """Open connections by server, each closed once it was idle for `kept_seconds`."""

    def __init__(self, kept_seconds: float = KEPT_SECONDS) -> None:
        self._kept_seconds = kept_seconds
        self._lock = threading.Lock()
        self._idle: dict[Server, list[tuple[float, smtplib.SMTP]]] = {}
        self._sweeper: threading.Timer | None = None

    def take(self, server: Server) -> smtplib.SMTP | None:
        oldest = time.monotonic() - self._kept_seconds
        with self._lock:
            kept = self._idle.get(server, [])
            while kept:
                since, connection = kept.pop()
                if since > oldest:
                    return connection
                connection.close()
        return None

    def keep(self, server: Server, connection: smtplib.SMTP) -> None:
        with self._lock:
            kept = self._idle.setdefault(server, [])
            if len(kept) < KEPT_CONNECTIONS:
                kept.append((time.monotonic(), connection))
                self._schedule()
                return
        connection.close()

    def _schedule(self) -> None:
        if self._sweeper is None:
            self._sweeper = threading.Timer(self._kept_seconds, self._sweep)
            self._sweeper.daemon = True
            self._sweeper.start()

    def _sweep(self) -> None:
        oldest = time.monotonic() - self._kept_seconds
        with self._lock:
            self._sweeper = None
            for server, kept in list(self._idle.items()):
                for since, connection in kept:
                    if since <= oldest:
                        connection.close()
                fresh = [(since, one) for since, one in kept if since > oldest]
                self._idle[server] = fresh
                if not fresh:
                    del self._idle[server]
            if self._idle:
                self._schedule()

    def close(self) -> None:
        """Take leave of every server, briefly."""
        with self._lock:
            for kept in self._idle.values():
                for _, connection in kept:
                    with suppress(OSError, smtplib.SMTPException):
                        if connection.sock:
                            connection.sock.settimeout(0.5)
                        connection.quit()
            self._idle.clear()


_pool = Pool()


def close_kept() -> None:
    """Close all kept connections, when the process ends or a test wants a clean start."""
    _pool.close()
