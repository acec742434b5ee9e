"""docs/reliability.md: no row of the fault matrix without a test that exists."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reliability.md").read_text()
ROW = re.compile(r"^\| (\d+) \| .*$", re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def rows() -> dict[int, list[tuple[str, str]]]:
    return {int(found[1]): TEST.findall(found[0]) for found in ROW.finditer(PAGE)}


def names_in(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_row_is_there_once_and_names_a_test() -> None:
    numbers = [int(found[1]) for found in ROW.finditer(PAGE)]
    assert numbers == list(range(1, 41))
    for number, named in rows().items():
        assert any(name for _, name in named), f"row {number} names no test"


def test_every_test_that_is_named_exists() -> None:
    for path, name in TEST.findall(PAGE):
        assert (ROOT / path).is_file(), path
        assert not name or name in names_in(path), f"{path} has no {name}"


def test_a_test_stands_in_the_row_that_its_name_carries_and_in_no_other() -> None:
    for number, named in rows().items():
        for path, name in named:
            if found := re.match(r"test_row(\d\d)_", name):
                assert int(found[1]) == number, f"{path}::{name} stands in row {number}"


def test_the_twelve_invariants_are_numbered() -> None:
    section = PAGE.split("## What holds, whatever happens")[1].split("\n## ")[0]
    assert re.findall(r"^(\d+)\. ", section, re.MULTILINE) == [str(n) for n in range(1, 13)]
