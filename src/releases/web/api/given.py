"""What a caller sends, checked before any route sees it; from it the OpenAPI document is made."""

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from releases.model.dates import EARLIEST_YEAR, LATEST_YEAR
from releases.model.film import clean
from releases.model.release import Kind

LONGEST_TEXT = 200_000
Takes = Literal["reminders", "notices", "digest"]


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


class Hold(Given):
    hold: bool = Field(description="whether no source may move it")


class Titled(Given):
    title: Said
    year: int | None = Field(
        default_factory=lambda: None, ge=EARLIEST_YEAR, le=LATEST_YEAR,
        description="left as it is where it is left out",
    )  # fmt: skip


class Same(Given):
    other: Annotated[str, StringConstraints(max_length=30)] = Field(
        description="the id of the film that becomes part of this one, such as f5"
    )


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
    """A film by its title, or by its number at TMDB, as a look-up gives it."""

    title: Said = Field(default_factory=str)
    tmdb: Annotated[str, StringConstraints(pattern="^[0-9]{1,12}$")] | None = None
    year: int | None = Field(default=None, ge=EARLIEST_YEAR, le=LATEST_YEAR)


def _secret(value: str) -> str:
    value = _whole(value).strip()
    if not value or not value.isprintable():
        raise ValueError("it is empty, or holds what no address can")
    return value


class NewChannel(Given):
    """A channel: its address is kept and never shown again."""

    url: Annotated[
        str, StringConstraints(min_length=1, max_length=4000), AfterValidator(_secret)
    ] = Field(
        description="an Apprise URL, such as ntfy://ntfy.sh/topic: a secret",
        json_schema_extra={"format": "password", "writeOnly": True},
    )
    name: Annotated[str, StringConstraints(max_length=100), AfterValidator(_line)] = Field(
        default="", description="how to call it; else by its service"
    )
    for_: list[Takes] = Field(
        alias="for", default_factory=lambda: list(get_args(Takes)),
        min_length=1, max_length=3, description="what is sent to it; all three where left out",
    )  # fmt: skip
    on_unknown: Literal["resend", "hold"] = Field(
        default="resend",
        description="when it is not known whether a message arrived: once more, or wait",
    )


class NewSettings(Given):
    """Settings to change, under the names that they are shown with; the others stay."""

    timezone: Said = Field(default_factory=str, description="an IANA zone such as Europe/London")
    at: Said = Field(default_factory=str, description="the time of day, such as 09:00")
    leads: list[Said] = Field(
        default_factory=list, max_length=50, description="days before, such as 7d; [] for none"
    )
    quiet: Said | None = Field(
        default_factory=lambda: None, description="22:00-08:00, or null for no quiet hours"
    )
    territories: list[Place] = Field(default_factory=list, max_length=50)
    fallback: list[Place] = Field(
        default_factory=list, max_length=50,
        description="whose dates serve where one's own territories have none, in order",
    )  # fmt: skip
    digest: Literal["none", "daily", "weekly"] = Field(default_factory=lambda: "none")
    language: Said = Field(
        default_factory=str, description="the code of one that messages are in, such as en"
    )


class NewRule(Given):
    """What to follow by itself. `releases` take a kind and territories, the others a name."""

    what: Literal["person", "collection", "releases"]
    name: Line = Field(default="", description="of a person or collection, or TMDB's number")
    role: Annotated[str, StringConstraints(max_length=50), AfterValidator(_line)] = Field(
        default="", description="of a person: director, cast …; any where left out"
    )
    kind: Kind | None = Field(default=None, description="theatrical where left out")
    territories: list[Place] = Field(
        default_factory=list, max_length=50, description="the caller's own where left out"
    )
    exclude: bool = Field(default=False, description="never: kept out of the other rules")


class Settled(Given):
    """Which date is right."""

    take: Said | None = Field(
        description="the source that is right, or the date; null keeps the date that holds"
    )
