"""`python -m releases`."""

from releases.cli.main import console

console()
