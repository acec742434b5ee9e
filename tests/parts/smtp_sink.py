"""A real SMTP server on loopback that answers by script and keeps the mail it took.

with SmtpSink() as sink:
    sink.script("rcpt", "451 4.2.1 try later")
    ...
    assert sink.mails[0].message["Subject"] == "…"
"""

import asyncio
import ssl
import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

HANG = "hang"
DROP = "drop"


@dataclass(frozen=True)
class Mail:
    """One mail as it came: envelope, bytes, parsed message, and when, in monotonic seconds."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    message: EmailMessage
    at: float


class SmtpSink:
    """Serves until closed on a free port of 127.0.0.1.

    `script(step, *answers)` with step banner, mail, rcpt or data: answers are given in order, the
    last one for ever: a reply such as "550 5.1.1 no such user", HANG (say nothing until the sink
    is closed) or DROP (close the connection). At `data` they come after the final dot; a mail
    counts as taken where the answer is 250, and as `seen` in any case. Every answer at `pause_at`
    waits `pause` seconds. `users` (name to password) offers a login; `certificate` (PEM with key
    and certificate) offers STARTTLS.
    """

    def __init__(
        self, *, users: dict[str, str] | None = None, certificate: Path | None = None
    ) -> None:
        self.users = users or {}
        self.connections = 0
        self.logins: list[str] = []
        self.pause = 0.0
        self.pause_at = "data"
        self._mails: list[Mail] = []
        self._seen: list[Mail] = []
        self._scripts: dict[str, list[str]] = defaultdict(list)
        self._came = threading.Condition()
        context = None
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
        self._controller = _Controller(self, context)

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._controller.stop()

    @property
    def port(self) -> int:
        return int(self._controller.port)

    def url(self, to: str = "ana@example.org", **options: str) -> str:
        """A channel URL that leads here."""
        more = "".join(f"&{name}={value}" for name, value in options.items())
        return f"mailto://127.0.0.1:{self.port}/?from=releases@example.net&to={to}{more}"

    @property
    def mails(self) -> list[Mail]:
        with self._came:
            return list(self._mails)

    @property
    def seen(self) -> list[Mail]:
        with self._came:
            return list(self._seen)

    @property
    def open_connections(self) -> int:
        return self._controller.open()

    def script(self, step: str, *answers: str) -> None:
        self._scripts[step] = list(answers)

    def wait_for(self, count: int, *, within: float = 10.0) -> list[Mail]:
        """The mails taken once there are `count`; fails when they are not there in time."""
        with self._came:
            if not self._came.wait_for(lambda: len(self._mails) >= count, within):
                raise AssertionError(f"{len(self._mails)} of {count} mails came")
            return list(self._mails)

    def drop_connections(self) -> None:
        """Close every open connection, as a server does that has waited too long."""
        self._controller.loop.call_soon_threadsafe(self._controller.drop)
        time.sleep(0.05)

    async def answer(self, step: str, server: SMTP) -> str | None:
        """The scripted answer of a step, None where there is none."""
        if step == self.pause_at:
            await asyncio.sleep(self.pause)
        script = self._scripts[step]
        if not script:
            return None
        answer = script.pop(0) if len(script) > 1 else script[0]
        if answer == HANG:
            await asyncio.sleep(3600)
        if answer == DROP:
            server.transport.abort()
            await asyncio.sleep(3600)
        return answer

    def keep(self, envelope: Envelope, *, taken: bool) -> None:
        raw = envelope.content if isinstance(envelope.content, bytes) else b""
        parsed = message_from_bytes(raw, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        mail = Mail(
            str(envelope.mail_from), tuple(envelope.rcpt_tos), raw, parsed, time.monotonic()
        )
        with self._came:
            self._seen.append(mail)
            if taken:
                self._mails.append(mail)
            self._came.notify_all()

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        scripted = await self.answer("mail", server)
        if scripted and not scripted.startswith("250"):
            return scripted
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return scripted or "250 2.1.0 ok"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        scripted = await self.answer("rcpt", server)
        if scripted and not scripted.startswith("25"):
            return scripted
        envelope.rcpt_tos.append(address)
        return scripted or "250 2.1.5 ok"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        script = self._scripts["data"]
        taken = not script or script[0].startswith("250")
        self.keep(envelope, taken=taken)
        return await self.answer("data", server) or "250 2.0.0 taken"

    def login(self, name: bytes, password: bytes) -> bool:
        self.logins.append(name.decode())
        return self.users.get(name.decode()) == password.decode()


class _Controller(Controller):
    def __init__(self, sink: SmtpSink, context: ssl.SSLContext | None) -> None:
        super().__init__(sink, hostname="127.0.0.1", port=0)
        self.sink = sink
        self.context = context
        self.sessions: list[_Server] = []

    def factory(self) -> SMTP:
        def authenticate(
            server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
        ) -> AuthResult:
            # Not `handled`: the server then sends the reply itself.
            known = self.sink.login(data.login, data.password)
            return AuthResult(success=known, handled=False)

        server = _Server(
            self.sink,
            tls_context=self.context,
            authenticator=authenticate if self.sink.users else None,
            auth_require_tls=False,
            enable_SMTPUTF8=True,
            loop=self.loop,
        )
        server.sink = self.sink
        self.sessions.append(server)
        return server

    def open(self) -> int:
        transports = [server.transport for server in self.sessions]
        return sum(1 for one in transports if one and not one.is_closing())

    def drop(self) -> None:
        for server in self.sessions:
            if server.transport:
                server.transport.abort()
        self.sessions.clear()

    def _trigger_server(self) -> None:
        """aiosmtpd connects once to see that it serves; that connection is not counted."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()
        self.sink.connections = 0


class _Server(SMTP):
    sink: SmtpSink

    async def _handle_client(self) -> None:
        self.sink.connections += 1
        banner = await self.sink.answer("banner", self)
        if banner:
            await self.push(banner)
            self.transport.close()
            return
        await super()._handle_client()
