"""How fast what is due goes out, recorded, against Apprise called in a loop and other ways.

`python benchmarks/dispatch.py` measures everything; names of figures choose some: webhook,
threads, mail, scheduler, daemons, memory.
"""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil
from sqlalchemy import func, insert, select

from _machine import machine
from _sinks import Sink, sink
from planning import fill, postgres
from releases.daemon import SystemClock
from releases.model.dates import ReleaseDate
from releases.model.release import Kind
from releases.model.subscriber import Schedule
from releases.reminding.channels import Wire
from releases.reminding.dispatcher import Dispatcher, Pace
from releases.reminding.smtp import close_kept
from releases.store import people
from releases.store.engine import Store
from releases.store.outbox import plan_reminders
from releases.store.tables import channels, deliveries
from releases.tracking import changes

PLACES = Pace().places
TITLE, BODY = "Today in cinemas (GB): Sunlit", "Sunlit: today, in cinemas, United Kingdom (GB)"


def webhook(sink: Sink, number: int) -> str:
    return f"json://127.0.0.1:{sink.port}/hook/{number}"


def mailbox(sink: Sink, number: int) -> str:
    return f"mailto://127.0.0.1:{sink.port}/?from=me@example.com&to=person{number}@example.com"


def fill_due(store: Store, urls: Sequence[str]) -> None:
    """A film that opens today, followed by one person with these channels: all are due now."""
    now = datetime.now(UTC)
    with store.unit() as connection:
        who = people.add_subscriber(connection, "ana", Schedule("UTC"), (0,), ("GB",), now)
        connection.execute(
            insert(channels),
            [
                {"subscriber_id": who.id, "name": f"c{n}", "url": url, "host": "127.0.0.1",
                 "since": now, "ready": now, "takes": "reminders"}
                for n, url in enumerate(urls)
            ],
        )  # fmt: skip
        claim = changes.typed_claim(ReleaseDate.of(now.date()), now)
        proposal = changes.Proposal("Sunlit", "GB", Kind.THEATRICAL, claim)
        changes.add(connection, who, proposal, now)


def seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def dispatched(sink: Sink, urls: Sequence[str]) -> float:
    """Messages a second, each attempt recorded before it and its outcome after it (SQLite)."""
    with TemporaryDirectory(prefix="releases-bench-") as folder:
        store = Store(str(Path(folder, "bench.db"))).open()
        fill_due(store, urls)
        before = sink.came()
        worker = Dispatcher(store, Wire(), SystemClock(), daemon="bench")
        took = seconds(worker.drain)
        assert sink.came() - before == len(urls)
        with store.read() as connection:
            sent = connection.scalar(
                select(func.count()).where(deliveries.c.state == "sent").select_from(deliveries)
            )
        assert sent == len(urls)
        close_kept()
        store.close()
    return len(urls) / took


def loaded(urls: Sequence[str]) -> list[Any]:
    from apprise import Apprise

    found = []
    for url in urls:
        one = Apprise()
        assert one.add(url)
        found.append(one)
    return found


def by_apprise(urls: Sequence[str], threads: int = 1) -> float:
    """Messages a second by Apprise alone, its URLs already read; nothing is recorded."""
    senders = loaded(urls)

    def send(one: Any) -> None:
        assert one.notify(body=BODY, title=TITLE)

    if threads == 1:
        took = seconds(lambda: [send(one) for one in senders])
    else:
        with ThreadPoolExecutor(threads) as pool:
            took = seconds(lambda: list(pool.map(send, senders)))
    return len(urls) / took


def figure_webhook() -> None:
    with sink("http", "0.05") as http:
        ours = dispatched(http, [webhook(http, n) for n in range(3000)])
        loop = by_apprise([webhook(http, n) for n in range(100)])
    print(
        f"webhook that answers in 50 ms: {ours:.0f}/s recorded, Apprise in a loop {loop:.1f}/s: "
        f"{ours / loop:.1f} times (at least 20)"
    )


def figure_threads() -> None:
    with sink("http", "0") as http:
        urls = [webhook(http, n) for n in range(2000)]
        ours = dispatched(http, urls)
        bare = by_apprise(urls, PLACES)
    print(
        f"webhook that answers at once: {ours:.0f}/s recorded, Apprise alone in {PLACES} threads "
        f"{bare:.0f}/s: {ours / bare:.2f} times (at least 0.5)"
    )


def figure_mail() -> None:
    with sink("smtp") as smtp:
        ours = dispatched(smtp, [mailbox(smtp, n) for n in range(1500)])
        loop = by_apprise([mailbox(smtp, n) for n in range(60)])
    print(
        f"mail with its .ics: {ours:.0f}/s recorded, Apprise's mailto in a loop {loop:.1f}/s: "
        f"{ours / loop:.1f} times (at least 8)"
    )


def notify(url: str) -> None:
    """The job of a reminder, as APScheduler runs it."""
    from apprise import Apprise

    one = Apprise()
    one.add(url)
    one.notify(body=BODY, title=TITLE)


def figure_scheduler(count: int = 10_000) -> None:
    """One job a reminder, kept in a database, all due: added and sent."""
    from apscheduler.executors.pool import ThreadPoolExecutor as Pool
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
    from apscheduler.schedulers.background import BackgroundScheduler

    with sink("http", "0") as http, TemporaryDirectory(prefix="releases-bench-") as folder:
        urls = [webhook(http, n) for n in range(count)]
        store = Store(str(Path(folder, "bench.db"))).open()
        added = seconds(lambda: fill_due(store, urls))
        worker = Dispatcher(store, Wire(), SystemClock(), daemon="bench")
        sent = seconds(worker.drain)
        assert http.came() == count
        store.close()
        print(f"{count:,} reminders added and due: added in {added:.1f} s, sent in {sent:.1f} s")
        logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
        scheduler = BackgroundScheduler(
            timezone=UTC,
            jobstores={"default": SQLAlchemyJobStore(f"sqlite:///{folder}/jobs.db")},
            executors={"default": Pool(PLACES)},
            job_defaults={"misfire_grace_time": None},
        )
        scheduler.start(paused=True)
        now = datetime.now(UTC)
        added_there = seconds(
            lambda: [
                scheduler.add_job(notify, "date", run_date=now, args=[url], id=str(n))
                for n, url in enumerate(urls)
            ]
        )

        def run() -> None:
            scheduler.resume()
            while http.came() < 2 * count:
                time.sleep(0.02)

        sent_there = seconds(run)
        scheduler.shutdown()
    ratio = (added_there + sent_there) / (added + sent)
    print(
        f"  APScheduler, a job a reminder: added in {added_there:.1f} s, sent in "
        f"{sent_there:.1f} s, no outcome recorded: together {ratio:.1f} times as long"
    )


DAEMON = """
import sys
from releases.daemon import SystemClock
from releases.reminding.channels import Wire, check
from releases.reminding.dispatcher import Dispatcher
from releases.store.engine import Store
store = Store(sys.argv[1]).open()
check("json://127.0.0.1:1/warm")
worker = Dispatcher(store, Wire(), SystemClock(), daemon=sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
worker.drain()
print("done", flush=True)
"""


def shared(url: str, count: int, http: Sink, messages: int) -> float:
    """Seconds in which so many processes on one database send what is due together."""
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", DAEMON, url, f"d{n}"], env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        for n in range(count)
    ]  # fmt: skip
    for each in running:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    before = http.came()
    start = time.perf_counter()
    for each in running:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    while http.came() - before < messages:
        time.sleep(0.01)
    took = time.perf_counter() - start
    for each in running:
        each.communicate(timeout=60)
    assert http.came() - before == messages, "a message was sent twice"
    return took


def figure_daemons(messages: int = 3000) -> None:
    with postgres() as make:
        for delay in ("0.05", "0.5"):
            rates = []
            for count in (1, 4):
                with sink("http", delay) as http:
                    store = make()
                    fill_due(store, [webhook(http, n) for n in range(messages)])
                    url = store.url.render_as_string(hide_password=False)
                    rates.append(messages / shared(url, count, http, messages))
                    store.close()
            print(
                f"one PostgreSQL, webhook that answers in {float(delay) * 1000:.0f} ms: 1 daemon "
                f"{rates[0]:.0f}/s, 4 daemons {rates[1]:.0f}/s: {rates[1] / rates[0]:.1f} times "
                f"on {os.cpu_count()} cores, each message once"
            )


def figure_memory(wanted: int = 1_000_000) -> None:
    """A daemon beside a million deliveries that wait: the most memory that it ever held."""
    with TemporaryDirectory(prefix="releases-bench-") as folder:
        path = Path(folder, "bench.db")
        store = Store(str(path)).open()
        now = datetime.now(UTC)
        with store.unit() as connection:
            fill(connection, 10_000, round(wanted / 30_000), now - timedelta(days=1))
            later = plan_reminders(connection, now)
        store.close()
        environment = os.environ | {
            "RELEASES_DB": str(path), "XDG_CONFIG_HOME": folder, "XDG_DATA_HOME": folder,
        }  # fmt: skip
        process = subprocess.Popen(
            [sys.executable, "-m", "releases", "daemon"], env=environment,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(20)
        status = Path(f"/proc/{process.pid}/status").read_text()
        most = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        alive = psutil.Process(process.pid).cpu_times()
        process.terminate()
        process.wait(30)
    mebibytes = int(most.split()[1]) / 1024
    print(
        f"a daemon beside {later:,} deliveries that wait: at most {mebibytes:.0f} MiB "
        f"(under 120), {alive.user + alive.system:.1f} s of processor in 20 s with its start"
    )


FIGURES: dict[str, Callable[[], None]] = {
    "webhook": figure_webhook,
    "threads": figure_threads,
    "mail": figure_mail,
    "scheduler": figure_scheduler,
    "daemons": figure_daemons,
    "memory": figure_memory,
}


def main() -> None:
    print(machine())
    logging.disable(logging.CRITICAL)
    for name in sys.argv[1:] or FIGURES:
        FIGURES[name]()


if __name__ == "__main__":
    main()
