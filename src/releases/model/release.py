"""What is said about releases: kinds, statements, claims and their evidence, and status."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from releases.errors import BadKind
from releases.model.dates import ReleaseDate


class Kind(StrEnum):
    """The six kinds of release, in TMDB's order (its types 1 to 6)."""

    PREMIERE = "premiere"
    LIMITED = "limited"
    THEATRICAL = "theatrical"
    DIGITAL = "digital"
    PHYSICAL = "physical"
    TV = "tv"

    @classmethod
    def read(cls, text: str) -> "Kind":
        """Read a kind as people type it; raise `BadKind` where it is none."""
        word = text.strip().casefold()
        try:
            return cls(_SPOKEN.get(word, word))
        except ValueError:
            raise BadKind(
                f"{text!r} is not a kind of release", "choose one of " + ", ".join(cls)
            ) from None

    @property
    def words(self) -> str:
        """Where one meets it: `in cinemas`, `on disc`."""
        return _WORDS[self]


_SPOKEN = {
    "cinema": "theatrical", "cinemas": "theatrical", "theater": "theatrical",
    "theaters": "theatrical", "theatre": "theatrical", "theatres": "theatrical",
    "festival": "premiere", "gala": "premiere",
    "streaming": "digital", "vod": "digital", "stream": "digital",
    "disc": "physical", "dvd": "physical", "blu-ray": "physical", "bluray": "physical",
    "television": "tv",
}  # fmt: skip
_WORDS = {
    Kind.PREMIERE: "premiere",
    Kind.LIMITED: "in selected cinemas",
    Kind.THEATRICAL: "in cinemas",
    Kind.DIGITAL: "streaming or to rent",
    Kind.PHYSICAL: "on disc",
    Kind.TV: "on television",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One release statement found in a text.

    `start` and `end` are code points of `sentence` in the text that was read.
    `territory` and `date` are None where the text does not say. `why` names, word for word,
    what gave each part, for `read --explain`.
    """

    title: str
    territory: str | None
    kind: Kind
    date: ReleaseDate | None
    sentence: str
    start: int
    end: int
    confidence: float
    year: int | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a claim comes from. `published` is the day the source gives, `seen` a UTC instant."""

    source: str
    url: str | None = None
    sentence: str | None = None
    published: date | None = None
    note: str | None = None


class SourceClass(StrEnum):
    """Who speaks, strongest first among sources; a person stands apart (see `verdict`)."""

    PERSON = "person"
    TMDB = "tmdb"
    WIKIDATA = "wikidata"
    ARTICLE = "article"
    FEED = "feed"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement by one source at one time, kept for ever.

    `said` is when it was stated (UTC): typed, published, or fetched. `date` is None for a
    statement that the release is withdrawn. `typed` marks what a person wrote themselves, as
    against an article that they confirmed.
    """

    klass: SourceClass
    date: ReleaseDate | None
    said: datetime
    evidence: Evidence
    typed: bool = False


class Status(StrEnum):
    """What a release is on a given day."""

    UPCOMING = "upcoming"
    OUT = "out"
    UNDATED = "undated"
    CANCELLED = "cancelled"
    REMOVED = "removed"


class Standing(StrEnum):
    """What people have decided of a release; stored."""

    ACTIVE = "active"
    CANCELLED = "cancelled"
    REMOVED = "removed"


def status(standing: Standing, when: ReleaseDate, today: date) -> Status:
    """What the release is on `today` (a day of the reader's calendar)."""
    if standing is not Standing.ACTIVE:
        return Status(standing.value)
    if when.latest is None:
        return Status.UNDATED
    return Status.OUT if when.latest < today else Status.UPCOMING
