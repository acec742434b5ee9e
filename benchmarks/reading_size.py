"""Whether reading grows in proportion to length, and whether `read --batch` keeps its memory flat.

Texts of 1 to 10 MB: sentences, one line without a line end, a release in every sentence, and a
page; then a batch of many articles, whose processes' memory is watched while it grows.

Run: python benchmarks/reading_size.py [LARGEST MB] [BATCH MB]
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from _machine import machine
from releases.reading.article import Article, from_html
from releases.reading.sentences import read

PLAIN = (
    "The old lighthouse stood on a cliff above the bay. Its keeper had two sons and a boat. In the "
    "village below they told stories of him, and nobody knew which of them were true.\n"
)
STATED = "The film Hollow Tide {0} was released in UK cinemas on {1} October 2024. "
SIZES = (1, 2, 5, 10)


def plain(size: int) -> Article:
    return Article.of_text(PLAIN * (size // len(PLAIN)))


def one_line(size: int) -> Article:
    text = PLAIN.replace("\n", " ")
    return Article.of_text(text * (size // len(text)))


def dense(size: int) -> Article:
    count = size // len(STATED)
    sentences = (STATED.format(k, k % 28 + 1) + "\n" * (k % 6 == 5) for k in range(count))
    return Article.of_text("".join(sentences))


def page(size: int) -> Article:
    body = f"<p>{PLAIN}</p>" * (size // (len(PLAIN) + 7))
    return from_html(f"<html><body><h1>Harbours</h1>{body}</body></html>")


def work(make: Callable[[int], Article], megabytes: int) -> None:
    read(make(megabytes * 1_000_000))


def seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def lengths(largest: int) -> None:
    sizes = [size for size in SIZES if size <= largest] or SIZES[:1]
    print("seconds a MB    " + "".join(f"{size:>7} MB" for size in sizes) + "   last : first")
    for name, make in (("plain", plain), ("one line", one_line), ("dense", dense), ("page", page)):
        took = [seconds(partial(work, make, size)) / size for size in sizes]
        row = "".join(f"{each:10.2f}" for each in took)
        print(f"{name:14}  {row}   {took[-1] / took[0]:6.2f}")


def batch(megabytes: int) -> None:
    """Peak memory of the largest process of `read --batch`, over a growing input."""
    article = (PLAIN * 2 + STATED.format("", 11)).replace("\n", " ")
    line = json.dumps({"id": "a", "text": article}) + "\n"
    print(f"\n{'batch':14}  {'MB in':>7}   lines out   seconds   peak MB of a process")
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "in.jsonl"
        for size in sorted({megabytes // 10, megabytes}):
            with given.open("w") as out:
                for _ in range(size * 1_000_000 // len(line)):
                    out.write(line)
            started = time.monotonic()
            asked = [sys.executable, "-m", "releases", "read", "--batch", str(given)]
            with subprocess.Popen(asked, stdout=subprocess.PIPE) as running:
                assert running.stdout
                lines = sum(1 for _ in running.stdout)
            took = time.monotonic() - started
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            print(f"{'':14}  {size:7}   {lines:9}   {took:7.1f}   {peak:10.0f}")


def main(arguments: list[str]) -> int:
    print(machine())
    asked = [int(argument) for argument in arguments]
    largest, batched = (*asked, *(10, 100)[len(asked) :])
    if batched:
        batch(batched)  # first: a child's peak counts what its parent held when it was started
    lengths(largest)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
