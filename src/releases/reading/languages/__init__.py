"""What the reader knows of each language: one data file a language, compiled here when first used.

A data file holds phrases only, written as people write them. Within a phrase `a|b` are
alternatives for one place and `?` after a word makes it optional; `release|released on?` stands
for four phrases. To add a language, copy `nl.py`, translate it, and add its code to `CODES`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from itertools import product

from releases.model.territory import names

CODES = ("en", "de", "fr", "es", "it", "pt", "nl")

TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")


@dataclass(frozen=True)
class Data:
    """The phrases of one language, by what they mean. Lines hold phrases separated by commas.

    `release` words own the date of a release whose kind the medium decides (theatrical where
    none is named); `loose` words do so only beside a medium or a film; `premiere` words are a
    first showing. `media` gives the phrases of each kind. `other` words own dates that are no
    release; `moved` words change one, and `former` marks the date that no longer holds;
    `planned` words tell of a plan in the past, which holds unless another date is told. `plural`
    words are verbs of several films ("A and B open").

    Single words only: `told` are verbs of telling news, `told_apart` those in two parts, and `that`
    opens what was told. A `denials` says that a day no longer holds: what opens it, what completes
    it, and within how many words.
    """

    code: str
    stop_words: str
    months: str
    weekdays: str
    seasons: Mapping[str, str]
    release: str
    loose: str
    premiere: str
    media: Mapping[str, str]
    other: str
    moved: str
    former: str
    film: str
    not_film: str
    promotion: str
    pronouns: str
    relative_pronouns: str
    to_word: str
    joins: str
    before_day: str
    before_month: str
    of: str
    until: str
    relative: Mapping[str, str]
    holidays: Mapping[str, str]
    parts: str
    quarter: str
    numbers: str
    people: str
    other_work: str
    by: str
    place_words: str
    small: str
    from_word: str
    territories: Mapping[str, str]
    auxiliary: str
    debut: str = ""
    credits: str = ""
    foreign: Mapping[str, str] = field(default_factory=dict)
    suffixes: Mapping[str, str] = field(default_factory=dict)
    tense: Mapping[str, str] = field(default_factory=dict)
    home: str | None = None
    is_a: str = ""
    titled: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    later: str = ""
    planned: str = ""
    plural: str = ""
    told: str = ""
    told_apart: Mapping[str, str] = field(default_factory=dict)
    that: str = ""
    denials: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one phrase means: its class and a value of that class; `proper` names begin large."""

    sort: str
    value: str = ""
    proper: bool = False


Trie = dict[str, list[tuple[tuple[str, ...], Meaning]]]
Entry = tuple[tuple[str, ...], int, Meaning]
Starts = dict[str, tuple[list[Entry], dict[str, list[Entry]]]]


@dataclass(frozen=True)
class Language:
    """A compiled language: phrases by their first word, longest first, and small word sets.

    `starts` are the same phrases by their first two words, each with its length: those of one
    word, and those of more by the second. Common words begin too many phrases to try them all.
    """

    code: str
    phrases: Trie
    stop_words: frozenset[str]
    small: frozenset[str]
    numbers: Mapping[str, int]
    home: str | None
    suffixes: tuple[tuple[str, str], ...] = ()
    triggers: frozenset[str] = frozenset()
    starts: Starts = field(default_factory=dict)
    told: frozenset[str] = frozenset()
    told_apart: Mapping[str, str] = field(default_factory=dict)
    that: frozenset[str] = frozenset()
    denials: tuple[tuple[str, str, int], ...] = ()


# Words without which, and without a digit, a sentence names no date.
_DATED = frozenset({"month", "weekday", "season", "relative", "holiday", "quarter", "unit"})
_POINTERS = frozenset({"this", "next", "last", "same", "following"})


def tokens(text: str) -> tuple[str, ...]:
    return tuple(TOKEN.findall(text.casefold()))


def expand(line: str) -> Iterator[tuple[str, ...]]:
    """Every phrase that a comma-separated line of patterns stands for, as lower-case tokens."""
    for pattern in line.replace("\n", " ").split(","):
        places = []
        for word in pattern.split():
            choices = word.removesuffix("?").split("|")
            places.append([*choices, ""] if word.endswith("?") else choices)
        for chosen in product(*places):
            found = tokens(" ".join(chosen))
            if found:
                yield found


@cache
def language(code: str) -> Language:
    """The compiled language of one of `CODES`."""
    data: Data = import_module(f"releases.reading.languages.{code}").DATA
    trie: Trie = {}
    triggers: set[str] = set()
    for line, meaning in _entries(data):
        for phrase in expand(line):
            if meaning.sort in _DATED and meaning.value not in _POINTERS:
                triggers.add(phrase[-1])
            held = trie.setdefault(phrase[0], [])
            entry = (phrase[1:], meaning)
            if entry not in held:
                held.append(entry)
    for held in trie.values():
        held.sort(key=lambda entry: -len(entry[0]))
    numbers = {
        word: number
        for number, words in enumerate(data.numbers.split(","), 1)
        for word in words.split()
    }
    return Language(
        code,
        trie,
        frozenset(data.stop_words.casefold().split()),
        frozenset(data.small.split()),
        numbers,
        data.home,
        tuple(data.suffixes.items()),
        frozenset(triggers),
        {word: _parted(held) for word, held in trie.items()},
        frozenset(data.told.split()),
        data.told_apart,
        frozenset(data.that.split()),
        data.denials,
    )


def _parted(
    held: list[tuple[tuple[str, ...], Meaning]],
) -> tuple[list[Entry], dict[str, list[Entry]]]:
    longer: dict[str, list[Entry]] = {}
    for rest, meaning in held:
        if rest:
            longer.setdefault(rest[0], []).append((rest, len(rest) + 1, meaning))
    return [(rest, 1, meaning) for rest, meaning in held if not rest], longer


def _entries(data: Data) -> Iterator[tuple[str, Meaning]]:
    from releases.reading.languages import shared

    for number, words in enumerate(data.months.split(","), 1):
        yield words.replace("/", ","), Meaning("month", str(number))
    for number, words in enumerate(data.weekdays.split(",")):
        yield words.replace("/", ","), Meaning("weekday", str(number))
    for sort in (
        "release", "loose", "premiere", "other", "moved", "former", "film", "not_film",
        "promotion", "pronouns", "joins", "before_day", "before_month", "of", "until", "parts",
        "quarter", "people", "other_work", "by", "place_words", "auxiliary", "debut", "is_a",
        "titled", "later", "from_word", "relative_pronouns", "credits", "to_word", "planned",
        "plural",
    ):  # fmt: skip
        yield getattr(data, sort), Meaning(sort)
    if data.code == "en":
        for code, name in names().items():
            yield name.replace(",", " "), Meaning("place", code, True)
    for sort, table in (
        ("season", data.seasons), ("medium", data.media), ("relative", data.relative),
        ("holiday", data.holidays), ("place", data.territories), ("unit", data.units),
        ("tense", data.tense), ("foreign", data.foreign),
    ):  # fmt: skip
        for value, words in table.items():
            yield words, Meaning(sort, value)
    for value, words in shared.MEDIA.items():
        yield words, Meaning("medium", value, value != "physical")
    for value, words in shared.FESTIVALS.items():
        yield words, Meaning("festival", value, True)
    for value, words in shared.CITIES.items():
        yield words, Meaning("city", value, True)
