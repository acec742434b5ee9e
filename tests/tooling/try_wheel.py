"""Build the wheel and run the program from it, in a throw-away environment.

The environment sees the locked dependencies of this one, but not the source tree.
"""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
# What the web shows is no Python, and is easily left out.
_PAGES = """
from releases.web.rendering import environment, static
environment().get_template("month.html")
static("releases.css")
"""


def run(*command: str, cwd: Path) -> str:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("COV")}
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def main() -> None:
    with TemporaryDirectory() as folder:
        here = Path(folder)
        run(
            sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder,
            str(ROOT), cwd=here,
        )  # fmt: skip
        (wheel,) = here.glob("*.whl")
        venv.create(here / "env", with_pip=False, symlinks=True)
        inside = here / "env" / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}"
        site = inside / "site-packages"
        run(
            sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index",
            "--disable-pip-version-check", "--prefix", str(here / "env"), "--ignore-installed",
            str(wheel), cwd=here,
        )  # fmt: skip
        # Behind the wheel's own site-packages, so that the tree's editable install cannot win.
        (site / "locked.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
        program = here / "env" / "bin" / "releases"
        python = here / "env" / "bin" / "python"
        where = run(str(python), "-c", "import releases; print(releases.__file__)", cwd=here)
        if not where.startswith(str(here)):
            sys.exit(f"the program under test is not the wheel's: {where}")
        body = program.read_text().split("\n", 1)[1]
        program.write_text(f"#!{python}\n{body}")
        print(run(str(program), "--version", cwd=here).strip(), "from", wheel.name)
        database = str(here / "wheel.db")
        run(
            str(program),
            "--db",
            database,
            "add",
            "Wheel",
            "--on",
            "2999-01-01",
            "--in",
            "GB",
            cwd=here,
        )
        listed = run(str(program), "--db", database, "list", "--json", cwd=here)
        if '"Wheel"' not in listed:
            sys.exit(f"the wheel's program does not list what it added: {listed}")
        run(str(python), "-c", _PAGES, cwd=here)


if __name__ == "__main__":
    main()
