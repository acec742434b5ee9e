"""JSON arrays read an entry at a time give what reading them whole gives."""

import json
from io import BytesIO
from typing import Any

import pytest

from releases.errors import CannotRead
from releases.sources.entries import entries
from releases.sources.textfile import TextFile


def listed(text: str) -> list[Any]:
    return list(entries(TextFile(BytesIO(text.encode()), "a list of films")))


def many(count: int) -> list[Any]:
    """Entries of every kind and of many sizes, over several blocks of text."""
    return [
        {"n": n, "title": "Über\n\"A\\'" + "é🎬" * (n * 7 % 90), "deep": [[n, None], {"x": n / 3}]}
        if n % 5
        else [n, -n, n * 1.5e300, "]", ","][n % 5 :]
        for n in range(count)
    ]


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("indent", [None, 3])
def test_entries_across_blocks_are_those_of_the_whole(ascii_only: bool, indent: int | None) -> None:
    text = json.dumps(many(2000), ensure_ascii=ascii_only, indent=indent)
    assert len(text) > 200_000
    assert listed(f"\ufeff {text}\n") == json.loads(text)


@pytest.mark.parametrize("pad", range(65_530, 65_540))
def test_a_number_at_the_edge_of_a_block_is_whole(pad: int) -> None:
    assert listed("[" + " " * pad + "12345, -6.25e1 ]") == [12345, -62.5]


def test_an_entry_longer_than_many_blocks_is_whole() -> None:
    long = ["x" * 1_000_000, {"y": ["z"] * 100_000}]
    assert listed(json.dumps(long)) == long


@pytest.mark.parametrize("text", ["[]", " [\n] ", '[{"a": []}]', '{"title": "Dune"}'])
def test_short_documents_are_read(text: str) -> None:
    whole = json.loads(text)
    assert listed(text) == (whole if isinstance(whole, list) else [whole])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: this is no valid JSON"),
        ("[1, 2", "line 1: this is no valid JSON"),
        ("[1 2]", "line 1: this is no valid JSON"),
        ("[1,]", "line 1: this is no valid JSON"),
        ("[,1]", "line 1: this is no valid JSON"),
        ("[1] 2", "line 1: this is no valid JSON"),
        ('{"title": "A"} x', "line 1: this is no valid JSON"),
        ("[1,\n2,\n{'a': 1}]", "line 3: this is no valid JSON"),
        ("[\n" + '{"title": "A"},\n' * 20_000 + '{"title": }]', "line 20002: this is no valid"),
        ("[\n" + '{"title": "A"},\n' * 20_000 + '{"title": "A', "line 20002: this is no valid"),
        ("[" + "9" * 5000 + "]", "a number in it is too long"),
        ("[" + '{"a":' * 100_000, "nested too deep"),
        ("[" + "1," * 100_001 + "1]", "more than 100,000 entries"),
        ("[[1]", "line 1: this is no valid JSON"),
        ("7", "it must be a list of films"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, said: str) -> None:
    with pytest.raises(CannotRead) as caught:
        listed(text)
    assert said in str(caught.value)
