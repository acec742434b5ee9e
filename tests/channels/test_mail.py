"""Mail, against a real SMTP server on loopback."""

import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from releases.exporting.calendar import Event
from releases.model.outcome import Outcome
from releases.reminding.channels import send
from releases.reminding.letters import Server
from releases.reminding.smtp import Pool, close_kept, connect
from tests.channels.kit import AT, CANARY, CarriesIdentity, a_message
from tests.parts.smtp_sink import DROP, HANG, SmtpSink

BEHAVIOUR = {
    "busy": ("rcpt", "451 4.2.1 try later"),
    "unknown here": ("rcpt", "550 5.1.1 no such user here"),
    "silent after it took it": ("data", HANG),
    "broken after it took it": ("data", DROP),
}
EVENTS = (Event("r7@home.releases", date(2024, 1, 26), "Amélie", AT),)


@pytest.fixture(autouse=True)
def _fresh_connections() -> Iterator[None]:
    close_kept()
    yield
    close_kept()


@pytest.fixture
def sink() -> Iterator[SmtpSink]:
    with SmtpSink() as sink:
        yield sink


class MailTarget:
    def __init__(self, sink: SmtpSink) -> None:
        self.sink = sink
        self.port = sink.port

    def url(self, canary: str) -> str:
        return (
            f"mailto://ana:{canary}@127.0.0.1:{self.port}/"
            "?mode=insecure&from=releases@example.net&to=ana@example.org"
        )

    def behave(self, how: str) -> None:
        for step in ("banner", "rcpt", "data"):
            self.sink.script(step)
        self.sink.pause = {"slowly": 0.3, "a byte at a time": 5.0}.get(how, 0.0)
        if how in BEHAVIOUR:
            step, answer = BEHAVIOUR[how]
            self.sink.script(step, answer)

    def arrivals(self) -> int:
        return len(self.sink.seen)

    def identities(self) -> list[str]:
        return [
            str(mail.message["Message-ID"]).strip("<>").split("@")[0] for mail in self.sink.seen
        ]


class TestMail(CarriesIdentity):
    @pytest.fixture
    def target(self) -> Iterator[MailTarget]:
        with SmtpSink(users={"ana": CANARY}) as sink:
            yield MailTarget(sink)


@pytest.mark.parametrize(
    ("step", "answer", "outcome"),
    [
        ("banner", "421 4.3.2 too busy", Outcome.TRANSIENT),
        ("banner", "554 5.7.1 go away", Outcome.PERMANENT),
        ("banner", HANG, Outcome.TRANSIENT),
        ("banner", DROP, Outcome.TRANSIENT),
        ("mail", "450 4.1.0 wait", Outcome.TRANSIENT),
        ("mail", "553 5.1.8 this sender may not", Outcome.PERMANENT),
        ("mail", HANG, Outcome.TRANSIENT),
        ("mail", DROP, Outcome.TRANSIENT),
        ("rcpt", "421 4.7.0 closing", Outcome.TRANSIENT),
        ("rcpt", "451 4.2.1 try later", Outcome.TRANSIENT),
        ("rcpt", "550 5.1.1 no such user", Outcome.PERMANENT),
        ("rcpt", HANG, Outcome.TRANSIENT),
        ("data", "452 4.3.1 disk full", Outcome.TRANSIENT),
        ("data", "554 5.6.0 refused as spam", Outcome.PERMANENT),
        ("data", HANG, Outcome.UNCERTAIN),
        ("data", DROP, Outcome.UNCERTAIN),
    ],
)
def test_only_a_break_after_the_final_dot_is_uncertain(
    sink: SmtpSink, step: str, answer: str, outcome: Outcome
) -> None:
    sink.script(step, answer)
    result = send(sink.url(), a_message(), timeout=0.6)
    assert result.outcome is outcome, result
    assert sink.mails == []


def test_one_connection_carries_many_mails(sink: SmtpSink) -> None:
    for number in range(5):
        assert send(sink.url(), a_message(f"d{number}"), timeout=2).outcome is Outcome.SENT
    assert sink.connections == 1
    assert len(sink.mails) == 5


def test_a_kept_connection_that_went_stale_is_opened_anew_once(sink: SmtpSink) -> None:
    send(sink.url(), a_message("d1"), timeout=2)
    sink.drop_connections()
    assert send(sink.url(), a_message("d2"), timeout=2).outcome is Outcome.SENT
    assert sink.connections == 2
    assert [mail.message["Message-ID"] for mail in sink.mails] == [
        "<d1@example.net>",
        "<d2@example.net>",
    ]


def test_a_kept_connection_that_the_server_takes_leave_of_is_opened_anew(sink: SmtpSink) -> None:
    send(sink.url(), a_message("d1"), timeout=2)
    sink.script("mail", "421 4.4.2 idle too long", "250 2.1.0 ok")
    assert send(sink.url(), a_message("d2"), timeout=2).outcome is Outcome.SENT
    assert sink.connections == 2


def test_an_idle_connection_is_closed_by_itself(sink: SmtpSink) -> None:
    server = Server("127.0.0.1", sink.port, "insecure", None, True, None)
    pool = Pool(kept_seconds=0.3)
    first = connect(server, 2)
    pool.keep(server, first)
    assert pool.take(server) is first
    pool.keep(server, first)
    assert sink.open_connections == 1
    time.sleep(1.0)
    assert sink.open_connections == 0
    assert pool.take(server) is None


def test_a_refused_mail_leaves_the_next_one_unharmed(sink: SmtpSink) -> None:
    sink.script("rcpt", "550 5.1.1 no such user", "250 2.1.5 ok")
    assert send(sink.url(), a_message("d1"), timeout=2).outcome is Outcome.PERMANENT
    assert send(sink.url(), a_message("d2"), timeout=2).outcome is Outcome.SENT


def test_a_mail_given_up_before_its_end_is_never_completed(sink: SmtpSink) -> None:
    """The server wakes up after the time is over: the mail must not arrive behind our back."""
    sink.pause = 0.9
    sink.pause_at = "rcpt"
    result = send(sink.url(), a_message(), timeout=0.2)
    assert result.outcome is Outcome.TRANSIENT
    time.sleep(1.2)
    assert sink.seen == []


def test_threads_share_connections_without_mixing_mails(sink: SmtpSink) -> None:
    def some(first: int) -> None:
        for number in range(first, first + 10):
            send(sink.url(), a_message(f"d{number}", text=f"text {number}"), timeout=10)

    threads = [threading.Thread(target=some, args=(100 * n,)) for n in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    told = {str(mail.message["Message-ID"]): text_of(mail.message) for mail in sink.mails}
    assert len(sink.mails) == len(told) == 40
    assert all(f"<d{text.split()[1]}@example.net>" == key for key, text in told.items())


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n").strip()


def test_the_mail_says_it_in_text_in_html_and_as_an_event(sink: SmtpSink) -> None:
    send(
        sink.url(),
        a_message(text=".Amélie\n.", events=EVENTS, thread="r7@home.releases"),
        timeout=2,
    )
    mail = sink.mails[0].message
    assert mail["Subject"] == a_message().title
    assert mail["From"] == "Film releases <releases@example.net>"
    assert mail["To"] == "ana@example.org"
    assert mail["Date"] == "Fri, 19 Jan 2024 09:00:00 +0000"
    assert mail["Message-ID"] == "<d1f00@example.net>"
    assert mail["References"] == mail["In-Reply-To"]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["List-Id"] == "Film releases <releases.example.net>"
    assert mail.get_content_type() == "multipart/mixed"
    words, dates = mail.iter_parts()
    assert words.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in words.iter_parts()] == ["text/plain", "text/html"]
    assert text_of(mail) == ".Amélie\n."
    assert dates.get_content_type() == "text/calendar"
    assert dates.get_param("method") == "PUBLISH"
    assert dates.get_content_disposition() == "attachment"
    assert dates.get_payload(decode=True).decode() == a_message(events=EVENTS).ics


def test_mails_of_one_release_hang_together(sink: SmtpSink) -> None:
    for identity, thread in [("d1", "r7@x"), ("d2", "r7@x"), ("d3", "r8@x")]:
        send(sink.url(), a_message(identity, thread=thread), timeout=2)
    first, second, other = [mail.message["References"] for mail in sink.mails]
    assert first == second != other


def test_a_second_try_is_the_same_mail_byte_for_byte(sink: SmtpSink) -> None:
    for _ in range(2):
        send(sink.url(), a_message(events=EVENTS, thread="r7"), timeout=2)
    first, second = sink.mails
    assert first.raw == second.raw


def test_headers_of_the_url_are_added_and_ours_stand(sink: SmtpSink) -> None:
    url = sink.url() + "&+X-Team=cinema&+Message-ID=<mine@x>&+Subject=mine&+Content-Type=text/x"
    send(url, a_message(), timeout=2)
    mail = sink.mails[0].message
    assert mail["X-Team"] == "cinema"
    assert mail.get_all("Message-ID") == ["<d1f00@example.net>"]
    assert mail.get_all("Subject") == [a_message().title]
    assert mail.get_content_type() == "multipart/alternative"


@pytest.mark.parametrize(
    "title",
    ["Strangers\r\nBcc: all@example.org", "Strangers\nX: y", "a\rb", "a\x00b", "é\r\nBcc: x"],
)
def test_nothing_in_a_title_becomes_a_header(sink: SmtpSink, title: str) -> None:
    send(sink.url(), a_message(title=title, identity="d1\r\nBcc: x@y.z"), timeout=2)
    mail = sink.mails[0]
    assert mail.recipients == ("ana@example.org",)
    assert set(mail.message.keys()) == {
        "Content-Type", "MIME-Version", "Subject", "From", "To", "Date", "Message-ID",
        "Auto-Submitted", "X-Auto-Response-Suppress", "List-Id",
    }  # fmt: skip
    assert "\n" not in str(mail.message["Subject"])


def test_a_login_that_is_refused_is_a_lasting_failure() -> None:
    with SmtpSink(users={"ana": "right"}) as sink:
        url = f"mailto://ana:{CANARY}@127.0.0.1:{sink.port}/?from=a@b.org&to=ana@example.org"
        result = send(url, a_message(), timeout=2)
    assert result.outcome is Outcome.PERMANENT
    assert "login" in result.detail
    assert CANARY not in result.detail


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("openssl"):
        pytest.skip("no openssl at hand to make a certificate with")
    made = tmp_path_factory.mktemp("tls") / "server.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", made, "-out", made.with_suffix(".crt")],
        check=True, capture_output=True,
    )  # fmt: skip
    made.write_bytes(made.read_bytes() + made.with_suffix(".crt").read_bytes())
    return made


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: Path) -> None:
    with SmtpSink(certificate=certificate) as sink:
        secure = sink.url().replace("mailto://", "mailtos://")
        result = send(secure, a_message(), timeout=2)
        assert result.outcome is Outcome.TRANSIENT
        assert "certificate" in result.detail
        assert sink.seen == []
        assert send(secure + "&verify=no", a_message(), timeout=2).outcome is Outcome.SENT


def test_a_server_without_the_tls_asked_for_gets_neither_mail_nor_password() -> None:
    with SmtpSink(users={"ana": CANARY}) as sink:
        url = f"mailtos://ana:{CANARY}@127.0.0.1:{sink.port}/?from=a@b.org&to=ana@example.org"
        result = send(url, a_message(), timeout=2)
        assert result.outcome is Outcome.PERMANENT
        assert "TLS" in result.detail
        assert sink.seen == [] and sink.logins == []
