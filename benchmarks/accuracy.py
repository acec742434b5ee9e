"""How well articles are read: our reader and two baselines by the corpus's own score.

The corpus and its scoring program stand beside the repository (`../shared/corpus`); without them
this says so and ends well. `reading_texts.jsonl` holds further texts, all written for this
project. The reliability table is over both: how often a statement was right, by the confidence it
was given; each fifth is judged by a table made from the other four.

Run: python benchmarks/accuracy.py [CORPUS.jsonl …] [--misses]
"""

import importlib.util
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "corpus"
OWN = ROOT / "benchmarks" / "reading_texts.jsonl"
EDGES = (0.0, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
_CUE = re.compile(
    r"releas|premier|theat|cinema|kino|salle|estren|uscit|sale\b|lan[cç]|bioscoop|netflix|dvd|blu",
    re.I,
)
_CAPITALS = re.compile(r"[A-ZÀ-Þ][\w'’]+(?:[ :][A-ZÀ-Þ0-9][\w'’]*)*")

Statement = dict[str, Any]


def ours(case: dict[str, Any]) -> list[Statement]:
    from releases.reading.article import Article
    from releases.reading.sentences import read

    published = date.fromisoformat(case["published"]) if case.get("published") else None
    reading = read(Article.of_text(case["text"]), published=published)
    return [
        {
            "title": s.title, "territory": s.territory, "kind": s.kind.value,
            "date": s.date.text if s.date else None, "confidence": s.confidence,
        }
        for s in reading.statements
    ]  # fmt: skip


def search_dates(case: dict[str, Any]) -> list[Statement]:
    """`dateparser`'s dates that have a cue word near, with the nearest capitalised phrase."""
    from dateparser.search import search_dates as search

    base = datetime.fromisoformat(case["published"]) if case.get("published") else None
    found = search(case["text"], settings={"RELATIVE_BASE": base} if base else None) or []
    out, at = [], 0
    for words, moment in found:
        start = case["text"].find(words, at)
        at = max(at, start)
        if not _CUE.search(case["text"][max(0, start - 100) : start + 100]):
            continue
        titles = list(_CAPITALS.finditer(case["text"][:start]))
        if titles:
            day = moment.date().isoformat()
            out.append(
                {"title": titles[-1][0], "territory": None, "kind": "theatrical", "date": day}
            )
    return out


def html_date(case: dict[str, Any]) -> list[Statement]:
    """`htmldate`'s one date of the page, with the first capitalised phrase."""
    from htmldate import find_date

    page = f"<html><body><p>{case['text']}</p></body></html>"
    found = find_date(page, original_date=True, extensive_search=True)
    title = _CAPITALS.search(case["text"])
    if not found or not title or not _CUE.search(case["text"]):
        return []
    return [{"title": title[0], "territory": None, "kind": "theatrical", "date": found}]


def score(
    corpus: Path, predictions: dict[str, list[Statement]], *, misses: bool = False
) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "predictions.jsonl"
        path.write_text(
            "".join(
                json.dumps({"id": key, "statements": found}) + "\n"
                for key, found in predictions.items()
            )
        )
        asked = [sys.executable, str(SHARED / "score.py"), str(corpus), str(path)]
        lines = subprocess.run(
            [*asked, *(["--misses"] if misses else [])],
            capture_output=True, text=True, check=True,
        ).stdout.splitlines()  # fmt: skip
    for line in lines[:-1]:
        print(line)
    figures: dict[str, Any] = json.loads(lines[-1])
    return figures


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus_score", SHARED / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(
    cases: list[dict[str, Any]], predictions: dict[str, list[Statement]]
) -> list[tuple[int, float, bool]]:
    """For each statement that counts: its fold, its confidence, and whether it is right."""
    rules = scorer()
    keys = ("title", "territory", "kind", "date")
    out = []
    for number, case in enumerate(cases):
        expected = rules.expectation(case)
        for found in predictions[case["id"]]:
            fields = rules.fields(found)
            if not rules.counted(case, [fields], expected):
                continue
            hit = next((e for e in expected if all(fields[k] & e[k] for k in keys)), None)
            if hit:
                expected = [e for e in expected if e is not hit]
            out.append((number % 5, found["confidence"], hit is not None))
    return out


def reliability(found: list[tuple[int, float, bool]]) -> None:
    print("\nconfidence      statements   right   foretold by the other four fifths")
    for low, high in pairwise(EDGES):
        inside = [(fold, right) for fold, sure, right in found if low <= sure < high]
        if not inside:
            continue
        foretold = 0.0
        for fold, _ in inside:
            others = [right for other, right in inside if other != fold]
            foretold += sum(others) / len(others) if others else (low + min(high, 1)) / 2
        right = sum(right for _, right in inside) / len(inside)
        print(
            f"{low:.2f} to {min(high, 1):.2f}   {len(inside):10}   {right:5.2f}   "
            f"{foretold / len(inside):5.2f}"
        )
    sure = [right for _, confidence, right in found if confidence >= 0.9]
    if sure:
        print(f"at 0.9 and above: {sum(sure)} of {len(sure)} right")


def compared(corpus: Path, *, alone: bool, misses: bool) -> list[tuple[int, float, bool]]:
    """Print the figures of each reader (`alone`: ours only); what `judged` says of ours."""
    cases = [json.loads(line) for line in corpus.read_text().splitlines() if line.strip()]
    readers: list[tuple[str, Callable[[dict[str, Any]], list[Statement]]]] = [
        ("ours", ours), ("search_dates", search_dates), ("htmldate", html_date),
    ]  # fmt: skip
    print(f"\n{len(cases)} texts of {corpus.name}\n")
    print("reader          strict F1   core F1   dates F1   exact   negatives silent")
    mine: dict[str, list[Statement]] = {}
    for name, reader in readers[: 1 if alone else None]:
        predictions = {case["id"]: reader(case) for case in cases}
        mine = mine or predictions
        figures = score(corpus, predictions, misses=misses and name == "ours")
        print(
            f"{name:14}  {figures['strict']['f1']:9.3f}   {figures['core']['f1']:7.3f}   "
            f"{figures['date']['f1']:8.3f}   {figures['case_exact']:5.2f}   "
            f"{figures['negatives_clean']:16.2f}"
        )
        if name == "ours":
            details = f"{figures['strict']}, by language {figures['by_lang_exact']}"
    print(f"\nours: {details}")
    return judged(cases, mine)


def main(arguments: list[str]) -> None:
    named = [Path(a) for a in arguments if not a.startswith("-")]
    corpora = [path for path in named or [SHARED / "dev.jsonl", OWN] if path.exists()]
    if not corpora or not (SHARED / "score.py").exists():
        print("accuracy: the corpus is not beside the repository; nothing to measure")
        return
    found = []
    for number, corpus in enumerate(corpora):
        found += compared(corpus, alone=number > 0, misses="--misses" in arguments)
    reliability(found)


if __name__ == "__main__":
    main(sys.argv[1:])
