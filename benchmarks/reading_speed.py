"""How fast texts are read: articles a second on one core, beside `dateparser.search.search_dates`,
and whether the cost grows in proportion to length.

Texts are the corpus's where it is beside the repository, else ones made up here of like length.

Run: python benchmarks/reading_speed.py
"""

import json
import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from releases.reading.article import Article
from releases.reading.sentences import read

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "dev.jsonl"
SAMPLE = (
    "The Lighthouse Keeper is a 2024 British drama film directed by Ann Example. Filming began in "
    "March 2023 in Cornwall and wrapped in June. The film had its world premiere at the Edinburgh "
    "International Film Festival on 16 August 2024, and was released in the United Kingdom on 11 "
    "October 2024, and in Ireland a week later. It received good reviews. "
)
GOAL, RATIO = 1000, 10


def texts() -> list[str]:
    if CORPUS.exists():
        return [json.loads(line)["text"] for line in CORPUS.read_text().splitlines()]
    return [SAMPLE * 2] * 90


def best(work: Callable[[], object], rounds: int = 5) -> float:
    """Seconds of processor time, the least of several runs: others share the machine."""
    took = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        took.append(time.process_time() - started)
    return min(took)


def main() -> int:
    from dateparser.search import search_dates

    print(f"{platform.machine()}, Python {platform.python_version()}, one core")
    given = texts()
    read(Article.of_text(SAMPLE))
    search_dates(given[0])
    mine = best(lambda: [read(Article.of_text(text)) for text in given])
    theirs = best(lambda: [search_dates(text) for text in given], rounds=1)
    mean = statistics.mean(map(len, given))
    print(f"{len(given)} texts of {mean:.0f} characters on average")
    print(f"ours          {len(given) / mine:8.0f} articles/s   (goal {GOAL})")
    print(f"search_dates  {len(given) / theirs:8.0f} articles/s")
    print(f"ratio         {theirs / mine:8.1f}              (goal {RATIO})")
    print("\nlength in MB   seconds   seconds a MB")
    for megabytes in (0.5, 1, 2, 4):
        long = SAMPLE * int(megabytes * 1_000_000 / len(SAMPLE))
        took = best(lambda text=long: read(Article.of_text(text)), rounds=1)  # type: ignore[misc]
        print(f"{megabytes:12}   {took:7.2f}   {took / megabytes:12.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
