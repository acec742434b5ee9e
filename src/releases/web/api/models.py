"""The shape of what the API takes and gives, from which its OpenAPI document is made."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from releases.model.dates import EARLIEST_YEAR, LATEST_YEAR, Precision
from releases.model.delivery import State
from releases.model.film import clean
from releases.model.release import Kind, Status

LONGEST_TEXT = 200_000


def _whole(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError("it holds half a character") from None
    return value


def _line(value: str) -> str:
    return clean(_whole(value))


def _said(value: str) -> str:
    found = _line(value)
    if not found:
        raise ValueError("it is empty")
    return found


# What a person writes on one line: controls and directions are taken out.
Line = Annotated[str, StringConstraints(max_length=500), AfterValidator(_line)]
Said = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(_said)]
Prose = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_TEXT), AfterValidator(_whole)
]
# Only told here: `ReleaseDate.parse` says better what is wrong.
_DATE = "^([12][0-9]{3}(-([01][0-9](-[0-3][0-9])?|Q[1-4]|spring|summer|autumn|winter))?|tba)$"
Date = Annotated[
    Said,
    Field(
        description="2027-06-05, 2027-06, 2027-Q2, 2027-summer, 2027 or tba",
        json_schema_extra={"pattern": _DATE},
    ),
]
Place = Annotated[Said, Field(description="a code (GB, XW for worldwide) or the name of a country")]
Instant = Annotated[str, Field(description="ISO 8601 in UTC, ending in Z")]


class Given(BaseModel):
    """What a caller sends: a name that is not known is a mistake, and is told."""

    model_config = ConfigDict(extra="forbid")


class NewRelease(Given):
    """A statement: this film is released there on that date."""

    title: Said
    date: Date
    territory: Place | None = Field(
        default=None,
        description="null: nowhere in particular; left out: the caller's first territory",
    )
    kind: Kind = Kind.THEATRICAL
    year: int | None = Field(default=None, ge=EARLIEST_YEAR, le=LATEST_YEAR)
    label: Line = Field(default="", description="of a re-release, such as '20th anniversary'")
    note: Line = Field(default="", description="where it is known from")
    follow: bool = Field(default=True, description="whether the caller is told of it")
    hold: bool = Field(default=False, description="whether no source may move it (admin)")


class Move(Given):
    to: Date
    because: Line = Field(default="", description="followers are told it")
    hold: bool = Field(default=False, description="whether no source may move it (admin)")


class Because(Given):
    because: Line = Field(default="", description="followers are told it")


class Text(Given):
    """An article: plain text, or a page of HTML."""

    text: Prose
    url: Said | None = Field(default=None, description="where it was published")
    published: Said | None = Field(default=None, description="the day on which, as 2027-06-05")
    territory: Place | None = Field(default=None, description="for what names no place")


class Wish(Given):
    """What of a film to be told of, beside cinema releases in the caller's territories."""

    kinds: list[Kind] = Field(default_factory=list, max_length=6)
    territories: list[Place] | None = Field(
        default=None, max_length=50, description="of this film alone; null leaves them as they are"
    )


class NewFollow(Wish):
    title: Said
    year: int | None = Field(default=None, ge=EARLIEST_YEAR, le=LATEST_YEAR)


class Film(BaseModel):
    id: str
    title: str
    year: int | None
    ids: dict[str, str] = Field(default_factory=dict, description="at tmdb, imdb, wikidata")


class CountedFilm(Film):
    releases: int


class Release(BaseModel):
    id: str
    film: Film
    territory: str | None
    kind: Kind
    label: str
    date: str
    precision: Precision
    status: Status
    conflict: bool
    followed: bool = Field(description="whether the caller is told of it")
    claims: int


class FilmWithReleases(Film):
    releases: list[Release]


class Claim(BaseModel):
    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True)
    id: str
    source: str
    class_: str = Field(alias="class")
    date: str | None
    territory: str | None
    kind: Kind
    url: str | None
    sentence: str | None
    published: str | None
    seen: Instant
    by: str | None = Field(description="who stated it, where that is the caller or they are admin")


class Change(BaseModel):
    at: Instant
    what: str
    old: str = Field(description="a date, cancelled or removed; empty for the first")
    new: str
    reason: str | None


class Done(BaseModel):
    result: str = Field(
        description="added, unchanged, moved, conflict, older, revived, cancelled, removed, "
        "undone, held; suggested, or waiting where it was suggested before"
    )
    releases: list[Release]
    planned: int = Field(description="deliveries that are new")


class Statement(BaseModel):
    title: str
    territory: str | None
    kind: Kind
    date: str | None
    precision: Precision | None
    sentence: str
    start: int = Field(description="where the sentence begins in `text`, in code points")
    end: int
    confidence: float
    year: int | None = None


class Reading(BaseModel):
    source: str
    published: str | None
    language: str | None
    text: str
    statements: list[Statement]


class FollowedFilm(BaseModel):
    id: str
    title: str
    year: int | None


class Follow(BaseModel):
    film: FollowedFilm
    kinds: list[str]
    territories: list[str]
    since: Instant


class Channel(BaseModel):
    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True)
    name: str
    subscriber: str
    url: str = Field(description="masked: it is a secret")
    state: Literal["ok", "failing", "paused", "disabled"]
    error: str | None
    last_sent_at: Instant | None
    from_: Literal["database", "config"] = Field(alias="from")
    for_: list[str] = Field(alias="for")


class Delivery(BaseModel):
    id: str
    what: str
    lead: str
    channel: str
    subscriber: str
    release: str | None
    title: str | None
    territory: str | None
    speaks_of: str
    due: Instant
    state: State
    attempts: int
    sent_at: Instant | None
    error: str | None


class Try(BaseModel):
    started: Instant
    outcome: str | None
    detail: str | None
    took_ms: int | None


class ExplainedDelivery(Delivery):
    why: str
    tries: list[Try]


class Subscriber(BaseModel):
    name: str
    role: Literal["admin", "member"]
    timezone: str
    leads: list[str]
    at: str
    quiet: str | None
    territories: list[str]
    fallback: list[str]
    language: str
    digest: str


class Daemon(BaseModel):
    id: str | None
    last_tick: Instant
    alive: bool


class ChannelState(BaseModel):
    name: str
    state: str
    error: str | None


class Health(BaseModel):
    """How things stand; deliveries and channels are the caller's own."""

    version: str
    database: str | None
    model_config = ConfigDict(protected_namespaces=())
    schema_: str = Field(alias="schema")
    releases: int
    due_next: Instant | None
    deliveries: dict[str, int]
    daemons: list[Daemon]
    channels: list[ChannelState]
    conflicts: int


class Suggestion(BaseModel):
    id: str
    why: str
    source: str
    release: str | None
    title: str
    year: int | None
    territory: str | None
    kind: Kind
    label: str
    date: str | None
    sentence: str | None
    url: str | None
    published: str | None


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str
    status: int
    title: str = Field(description="what was wrong")
    detail: str | None = Field(default=None, description="what to do")
