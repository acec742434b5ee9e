"""Films: titles as people write them, and the ids under which things are named."""

import re
import unicodedata
from dataclasses import dataclass, field

_ARTICLES = re.compile(
    r"(?:the|an?|l[ea]s?|une?|der|die|das|eine?|il|lo|gli|el|los|las|os?|as|de|het|een)\s+"
)
_APART = re.compile(r"[\W_]+")
_YEAR = re.compile(r"\s*\((?P<year>(?:18|19|20)\d\d)\)\s*$")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")

MAX_TITLE = 500


@dataclass(frozen=True, slots=True)
class Film:
    """A work. `ids` maps an outside service (tmdb, imdb, wikidata) to its id of the film."""

    id: int
    title: str
    year: int | None = None
    original_title: str | None = None
    ids: dict[str, str] = field(default_factory=dict)


def clean(text: str) -> str:
    """A title or name without control and direction characters, single-spaced, capped."""
    if text.isascii() and text.isprintable():
        # Nothing below would change it, and lists are long.
        return " ".join(text.split())[:MAX_TITLE].rstrip()
    bare = _CONTROL.sub(" ", unicodedata.normalize("NFC", text))
    # Lone surrogates come in through undecodable arguments and cannot be stored or sent.
    bare = bare.encode("utf-8", "replace").decode("utf-8")
    return " ".join(bare.split())[:MAX_TITLE].rstrip()


def folded(title: str) -> str:
    """What two spellings of one title share: no case, accents, punctuation, leading article."""
    text = title.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", title)
        text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    if ")" in text:
        text = _YEAR.sub("", text)
    words = _APART.sub(" ", text.replace("&", " and ")).strip()
    article = _ARTICLES.match(words)
    return words[article.end() :] if article else words or title.strip().casefold()


def split_year(title: str) -> tuple[str, int | None]:
    """`Nosferatu (2024)` as title and year; a title without one is left as it is."""
    match = _YEAR.search(title)
    if not match or not title[: match.start()].strip():
        return title, None
    return title[: match.start()], int(match["year"])


def ref(letter: str, number: int) -> str:
    """The name of a stored thing: film `f5`, release `r12`, delivery `d103`."""
    return f"{letter}{number}"


def parse_ref(letter: str, text: str) -> int | None:
    """The number in `f5`; None where the text is no such name (a bare number is a title)."""
    rest = text.strip()[1:]
    if text.strip()[:1].lower() == letter and rest.isascii() and rest.isdigit():
        return int(rest) if len(rest) < 16 else None
    return None
