"""The shape of what the API gives, from which its OpenAPI document is made."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from releases.model.dates import Precision
from releases.model.delivery import State
from releases.model.outcome import Outcome
from releases.model.release import Kind, Status

Instant = Annotated[str, Field(description="ISO 8601 in UTC, ending in Z")]


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


class Found(BaseModel):
    """A film that a title may mean."""

    film: str | None = Field(description="its id, where it is known here")
    tmdb: str | None = Field(description="its number at TMDB")
    title: str
    original_title: str | None
    year: int | None


class FilmWithReleases(Film):
    releases: list[Release]
    poster: str | None = Field(description="where its picture is, on this server")


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


class Conflict(BaseModel):
    """A date that a source contradicts: the statement that it rests on, and the others."""

    release: Release
    held: Claim | None
    others: list[Claim]
    why: str = Field(description="why the date that holds does")


class Rule(BaseModel):
    id: str
    what: Literal["person", "collection", "releases"]
    name: str | None
    tmdb: str | None = Field(description="the number of the person or collection at TMDB")
    role: str | None
    territory: str | None
    kind: Kind | None
    exclude: bool


class Tested(BaseModel):
    channel: str
    outcome: Outcome
    error: str | None


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str
    status: int
    title: str = Field(description="what was wrong")
    detail: str | None = Field(default=None, description="what to do")
