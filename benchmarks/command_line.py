"""How quickly the command line answers, and how small an idle daemon is.

Ratios of whole processes, paired run by run with the named baseline.
"""

import os
import signal
import statistics
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from _machine import machine
from _shelf import fill
from releases.store.engine import Store

RUNS = 15
RELEASES = 6000
PROGRAM = Path(sys.executable).parent / "releases"


def seeded(path: Path) -> str:
    """A database of 6,000 releases ahead, all followed by the default subscriber."""
    store = Store(str(path)).open()
    days = [date.today() + timedelta(days=1 + n % 700) for n in range(RELEASES)]
    said = {"class": "person", "source": "typed", "kind": "theatrical"}
    with store.unit() as connection:
        fill(connection, days, datetime.now(UTC), claim=lambda _: said)
    store.close()
    return str(path)


def once(command: list[str], env: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def compare(name: str, ours: list[str], base: list[str], most: float, env: dict[str, str]) -> None:
    once(ours, env)
    once(base, env)
    pairs = [(once(ours, env), once(base, env)) for _ in range(RUNS)]
    mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(
        f"{name:34} {mine * 1000:6.0f} ms   {theirs * 1000:6.0f} ms   "
        f"{ratio:5.2f} x   (at most {most} x)"
    )


def idle_daemon(database: str, env: dict[str, str]) -> None:
    process = subprocess.Popen(
        [str(PROGRAM), "--db", database, "daemon"], env=env,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        time.sleep(8)
        size = psutil.Process(process.pid).memory_info().rss / 2**20
        print(f"{'idle daemon, resident':34} {size:6.1f} MiB   (under 60 MiB)")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def main() -> None:
    print(machine())
    python = sys.executable
    with TemporaryDirectory() as folder:
        database = seeded(Path(folder) / "bench.db")
        env = {**os.environ, "TZ": "Europe/London", "HOME": folder}
        print(f"{'':34} {'ours':>9}   {'baseline':>9}")
        for flag in ("--help", "--version"):
            compare(f"releases {flag} / python -c pass", [str(PROGRAM), flag],
                    [python, "-c", "pass"], 4, env)  # fmt: skip
        for extra in ([], ["--json"]):
            compare(
                " ".join(["releases list", *extra, "/ import sqlalchemy"]),
                [str(PROGRAM), "--db", database, "list", *extra],
                [python, "-c", "import sqlalchemy"], 1.5, env,
            )  # fmt: skip
        idle_daemon(database, env)


if __name__ == "__main__":
    main()
