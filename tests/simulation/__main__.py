"""Play many lives: `python -m tests.simulation 5000`, or one again: `… --seed 17`."""

import argparse
import logging
import multiprocessing
import os
import signal
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from releases.store.engine import Store
from tests.simulation.law import Broken
from tests.simulation.life import Life

STEPS = 45
# Seconds; a life takes one.
LONGEST = 60


def scratch() -> str | None:
    """Memory, where there is a folder of it."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def template(folder: Path) -> Path:
    path = folder / "template.db"
    store = Store(str(path)).open()
    store.close()
    return path


def _hung(_number: int, frame: object) -> None:
    raise Broken(f"it hangs at {frame}")


def play(seed: int, path: Path, folder: Path, steps: int = STEPS) -> str | None:
    """Live one life; the story of one in which something broke, None for a good one."""
    life = Life(seed, path, folder)
    signal.signal(signal.SIGALRM, _hung)
    signal.alarm(LONGEST)
    try:
        life.live(steps)
    except Broken as broken:
        return "\n".join([*life.story[-60:], f"seed {seed}: {broken}"])
    except Exception as error:
        return "\n".join([*life.story[-60:], f"seed {seed}: {type(error).__name__}: {error}"])
    finally:
        signal.alarm(0)
        for suffix in ("", "-wal", "-shm"):
            (folder / f"{seed}.db{suffix}").unlink(missing_ok=True)
    return None


def _job(argument: tuple[int, Path, Path, int]) -> tuple[int, str | None]:
    return argument[0], play(*argument)


def main() -> int:
    parser = argparse.ArgumentParser(prog="simulate", description=__doc__)
    parser.add_argument("seeds", type=int, nargs="?", default=5000)
    parser.add_argument("--seed", type=int, help="play this one alone and tell its whole story")
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--steps", type=int, default=STEPS)
    args = parser.parse_args()
    logging.disable(logging.CRITICAL)
    with TemporaryDirectory(dir=scratch()) as name:
        folder = Path(name)
        path = template(folder)
        if args.seed is not None:
            life = Life(args.seed, path, folder)
            try:
                life.live(args.steps)
            finally:
                print("\n".join(life.story))
            return 0
        started, broken = time.monotonic(), []
        seeds = range(args.first, args.first + args.seeds)
        jobs = [(seed, path, folder, args.steps) for seed in seeds]
        with multiprocessing.Pool(os.cpu_count()) as pool:
            for done, (seed, story) in enumerate(pool.imap_unordered(_job, jobs, 20), 1):
                if story is not None:
                    broken.append(seed)
                    if len(broken) <= 3:
                        print(f"\n{story}\n")
                if sys.stderr.isatty() and done % 50 == 0:
                    print(f"\r{done} of {args.seeds}", end="", file=sys.stderr)
        took = time.monotonic() - started
        print(f"{args.seeds} lives of {args.steps} steps in {took:.0f} s, {len(broken)} broken")
        if broken:
            print("broken:", *sorted(broken)[:40])
        return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
