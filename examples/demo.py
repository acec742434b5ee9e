"""The main job, shown: an article is read, and its reminders arrive as real mails.

Everything is real but the calendar: the program's own commands, its daemon, a database file and
an SMTP server on this machine. The clock is rehearsed, so that sixteen days pass in a moment. All
of it lives in a temporary folder that is gone at the end.
"""

import logging
import os
import socket
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from releases.cli.main import main
from releases.cli.world import use_clock
from releases.daemon import Daemon
from releases.reminding.rehearsal import VirtualClock
from releases.reminding.smtp import close_kept
from releases.store.engine import Store
from releases.store.queue import next_due

ARTICLE = Path(__file__).with_name("all-of-us-strangers.txt")
ZONE = "Europe/London"
# A fortnight before the film opens; the article is a little older.
START = datetime(2024, 1, 10, 18, 30, tzinfo=UTC)
END = datetime(2024, 1, 27, tzinfo=UTC)


class Postbox:
    """Keeps every mail that the server takes."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(  # noqa: N802  (aiosmtpd calls it by this name)
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.original_content or b""
        self.mails.append(message_from_bytes(content, policy=policy.default))
        return "250 taken"


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def command(*argv: str) -> None:
    """Run a command of the program, and show it as it would be typed."""
    print("\n$ releases", *(f"'{word}'" if " " in word else word for word in argv), flush=True)
    code = main(argv)
    if code:
        sys.exit(f"the demo failed: exit {code}")


def show(mail: EmailMessage) -> None:
    print()
    for name in ("Date", "From", "To", "Subject"):
        print(f"  | {name}: {mail[name]}")
    print("  |")
    body = mail.get_body(("plain",))
    for line in body.get_content().splitlines() if body else ():
        print(f"  | {line}".rstrip())
    attached = [part.get_filename() or part.get_content_type() for part in mail.walk()
                if part.get_content_type() == "text/calendar"]  # fmt: skip
    print(f"  | (and as HTML{', with ' + ', '.join(attached) if attached else ''})")


def pass_the_days(store: Store, clock: VirtualClock, postbox: Postbox) -> None:
    """The daemon, from one due moment to the next."""
    daemon = Daemon(store, clock=clock, threads=False)
    while True:
        if not daemon.once():
            sys.exit("the demo failed: a reminder could not be sent")
        for mail in postbox.mails:
            local = clock.now().astimezone(ZoneInfo(ZONE))
            print(f"\n{local:%A %d %B %Y, %H:%M}: a mail arrives")
            show(mail)
        postbox.mails.clear()
        with store.read() as connection:
            due = next_due(connection)
        if due is None or due > END:
            return
        clock.advance_to(max(due, clock.now() + timedelta(milliseconds=1)))


def demo(folder: Path) -> None:
    for name in [name for name in os.environ if name.startswith("RELEASES_")]:
        del os.environ[name]
    os.environ |= {
        "RELEASES_DB": str(folder / "releases.db"),
        "RELEASES_DEFAULTS_TIMEZONE": ZONE,
        "XDG_CONFIG_HOME": str(folder),
    }
    clock = VirtualClock(START)
    use_clock(clock.now)
    postbox = Postbox()
    port = free_port()
    server = Controller(postbox, hostname="127.0.0.1", port=port)
    server.start()
    try:
        print(f"It is {START:%A %d %B %Y}. A mail server of our own listens on port {port}.")
        mail = f"mailto://127.0.0.1:{port}/?from=releases@example.org&to=you@example.org"
        command("channels", "add", mail, "--name", "mail")
        command("add", "--from", str(ARTICLE.relative_to(Path.cwd())), "--yes")
        command("list")
        print("\n$ releases daemon")
        with closing(Store(str(folder / "releases.db")).open()) as store:
            pass_the_days(store, clock, postbox)
        command("deliveries")
        print("\nEach reminder went out once. Nothing is left behind; now try it for yourself:")
        print("  .venv/bin/releases channels add telegram")
        print("  .venv/bin/releases add 'Some Film' --on 'next Friday'")
    finally:
        close_kept()
        server.stop()
        use_clock(None)


if __name__ == "__main__":
    os.chdir(ARTICLE.parent.parent)
    # The server's own log, and tracebacks of a closing loop, say nothing to a reader.
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    with TemporaryDirectory(prefix="releases-demo-") as made:
        demo(Path(made))
