"""What the figures were measured on."""

import os
import platform
import sqlite3
from pathlib import Path


def machine() -> str:
    """One line: processor, cores, system, Python, SQLite."""
    model = platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        if names:
            model = names[0].partition(":")[2].strip()
    return (
        f"on {model}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )
