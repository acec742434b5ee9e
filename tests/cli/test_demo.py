"""What `make demo` runs, from beginning to end."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_demo_shows_each_reminder_once_and_leaves_nothing(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "examples" / "demo.py"],
        capture_output=True, text=True, timeout=60, check=False,
        env={"PATH": "/usr/bin:/bin", "TMPDIR": str(home)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("a mail arrives") == 3
    for words in ("in 7 days", "tomorrow", "today"):
        assert done.stdout.count(f"All of Us Strangers: {words}, Friday 26 January 2024") == 1
    assert list(home.iterdir()) == []
