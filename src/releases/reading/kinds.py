"""Of what kind the release of an event is, and whether it is one of a film at all."""

from releases.model.release import Kind
from releases.reading import places
from releases.reading.marks import Mark, Words
from releases.reading.mentions import Event

_LATER = frozenset(
    "later subsequently afterwards posteriormente luego después depois später danach ensuite poi "
    "successivamente daarna".split()
)

_ORDER = ("theatrical", "limited", "digital", "physical", "tv")


def kinds_of(words: Words, event: Event, quoted: set[int]) -> list[tuple[Kind, str]]:
    owner = event.owner
    assert owner is not None
    media = _media(words, event)
    named = {m.value: words.quote(m.first, m.last) for m in reversed(media)}
    festival = any(
        event.first <= m.first < event.last and m.first not in quoted
        for m in words.marks("festival")
    )
    cinemas = owner.sort == "release" and "theatrical" in named and _cinemas(named["theatrical"])
    if owner.sort == "premiere" or (festival and not cinemas):
        home: list[str] = [value for value in ("digital", "physical", "tv") if value in named]
        if home:
            if "theatrical" in named and _cinemas(named["theatrical"]):
                home.insert(0, "theatrical")
            return [(Kind(value), f"“{named[value]}”") for value in home]
        if (
            words.low[owner.first : owner.last]
            and "première" in words.low[owner.first : owner.last]
        ):
            told = [p for p in places.places(words, event, quoted) if p.code != "XW"]
            if not festival and not told:
                return [(Kind.THEATRICAL, "“in première”, no place named")]
        if "theatrical" in named and not festival and _cinemas(named["theatrical"]):
            return [(Kind.THEATRICAL, f"“{named['theatrical']}”")]
        return [(Kind.PREMIERE, f"“{words.quote(owner.first, owner.last)}”")]
    if "premiere" in named:
        return [(Kind.PREMIERE, f"“{named['premiere']}”")]
    if "limited" in named:
        named.pop("theatrical", None)
    out = [(Kind(value), f"“{named[value]}”") for value in _ORDER if value in named]
    said = words.quote(owner.first, owner.last)
    return out or [(Kind.THEATRICAL, f"“{said}”, no other medium named")]


def _media(words: Words, event: Event) -> list[Mark]:
    marks = [m for m in words.marks("medium") if event.first <= m.first < event.last]
    # "Disney Digital 3-D" is a way of projection
    marks = [m for m in marks if m.value != "digital" or words.low[m.last : m.last + 1] != ["3"]]
    owner = event.owner
    after = next((k for k in range(event.mention.last, event.last) if words.low[k] in _LATER), None)
    if after is not None:
        joined = [j.first for j in words.marks("joins") if event.mention.last <= j.first < after]
        cut = joined[-1] if joined else after
        marks = [m for m in marks if m.first < cut]
    marks = _of_this_day(words, event, marks)
    dash = next((k for k in range(event.mention.last, event.last) if words.words[k] in "—–;"), None)
    if dash is not None:
        marks = [m for m in marks if m.first < dash] or marks
    if owner is None or not marks:
        if event.owner_event is not None:
            source = event.owner_event
            return [m for m in words.marks("medium") if source.first <= m.first < source.last]
        return marks
    if not event.inherited and owner.sort != "medium":
        close = [m for m in marks if m.last > owner.first]
        marks = close or marks
    return marks


_FOLLOWED = frozenset("followed gefolgt suivi suivie seguido seguida gevolgd before".split())


def _of_this_day(words: Words, event: Event, marks: list[Mark]) -> list[Mark]:
    """ "in cinemas on 14 May, followed by a launch on digital": the second has no day."""
    if _FOLLOWED.isdisjoint(words.low):
        return marks
    low = event.mention.last
    if event.owner:
        low = max(low, event.owner.last)
    cut = next((k for k in range(low, event.last) if words.low[k] in _FOLLOWED), None)
    return marks if cut is None else [m for m in marks if m.first < cut]


def not_a_film(words: Words, event: Event) -> bool:
    """Whether what the verb speaks of is a trailer, an album or a series."""
    owner = event.owner
    if owner is None:
        return True
    at = event.mention.first - 1
    bracket = at > 0 and words.words[at] == "(" and words.words[at - 1][0].islower()
    if bracket and words.ending(at, "film"):
        return True  # "the untitled Ghost Train sequel (March 26)"
    if _of_original(words, owner.first) or _untitled(words, owner.first):
        return True
    start = max(0, owner.first - 8)
    for at in range(start, owner.first):
        if words.low[at] in _NAMELESS and (
            words.low[at] == "untitled" or words.low[at - 1] in _WITHOUT
        ):
            return True  # "the untitled film", "le film sans titre"
    for at in range(owner.first - 1, start - 1, -1):
        if words.words[at] in ".;:(–—|" or words.one(at, "joins"):
            break
        if words.words[at] == "-" and words.spans[at][0] > words.spans[at - 1][1]:
            break
        if words.words[at] == "," and words.one(at + 1, "relative_pronouns"):
            break
        if words.one(at, "film") and not words.one(at, "promotion"):
            return _part_of(words, at)
        if _thing(words, at, adjacent=at == owner.first - 1):
            return not _film_about(words, at)
    for at in range(owner.last, min(owner.last + 6, len(words))):
        if at == event.mention.first or words.one(at, "place_words") or words.words[at] in ".;:(,":
            break
        if words.one(at, "film"):
            break
        if _thing(words, at):
            return True
    return False


_NAMELESS = frozenset("untitled titre titolo título titel".split())
_WITHOUT = frozenset("sans senza sin sem ohne zonder".split())
_ABOUT = frozenset(
    "about around based on upon of from called inspired adapted in with for named over um über "
    "nach sur d de autour sobre basada basado inspirada su tratto da over op".split()
)


def _film_about(words: Words, thing: int) -> bool:
    """ "the horror film built around a toy": the thing only says what the film is about."""
    linked = False
    for at in range(thing - 1, max(-1, thing - 9), -1):
        if words.words[at] in ",.;:()":
            return False
        if words.one(at, "film"):
            return linked
        linked = linked or words.low[at] in _ABOUT
    return False


def _of_original(words: Words, verb: int) -> bool:
    """ "29 years after the original opened": another film, whose title is not told here."""
    for at in range(max(1, verb - 3), verb):
        if words.low[at] == "original" and words.low[at - 1] in ("the", "das", "l'", "el", "o"):
            return at + 1 == verb or words.one(at + 1, "auxiliary") is not None or at + 2 == verb
    return False


_INDEFINITE = frozenset("a an another ein eine un une una uno um uma een".split())


def _untitled(words: Words, verb: int) -> bool:
    """ "and a second film adaptation was released": a film that the text gives no title."""
    at = verb
    while at > 0 and (mark := words.ending(at, "auxiliary")):
        at = mark.first
    film = words.ending(at, "film") or _new_film(words, at)
    if film is None:
        return False
    for k in range(film.first - 1, max(-1, film.first - 6), -1):
        if words.low[k] in _INDEFINITE:
            return k == 0 or words.one(k - 1, "joins") is not None or words.words[k - 1] in ".;"
        if not words.words[k][0].islower():
            return False
    return False


_MADE = frozenset("starring directed about from based with set featuring".split())


def _new_film(words: Words, at: int) -> Mark | None:
    """ "A spinoff film starring Ann Example is scheduled": the film noun that opens a sentence."""
    start = 0
    for k in range(at - 1, -1, -1):
        if words.words[k] in ".;":
            start = k + 1
            break
    if start >= at or words.low[start] not in _INDEFINITE:
        return None
    for k in range(start + 1, min(at - 1, start + 6)):
        film = words.one(k, "film")
        if film and words.low[film.last] in _MADE and not words.one(film.last, "film"):
            return film
        if not words.words[k][0].islower() and words.words[k] != "-":
            return None
    return None


_OF = frozenset("of the for der des du le la de del della do da van".split())


def _part_of(words: Words, at: int) -> bool:
    """ "The teaser of the film was released": what precedes the film is what came out."""
    start = at
    while at > 0 and words.low[at - 1] in _OF:
        at -= 1
    return at < start and words.ending(at, "promotion") is not None


def _thing(words: Words, at: int, *, adjacent: bool = False) -> bool:
    """Whether a word names a trailer, an album, a book, not as part of a name."""
    if words.words[at][0].isupper() and words.inflected_small and at and not adjacent:
        return False
    mark = words.one(at, "not_film") or words.one(at, "promotion")
    return mark is not None and not words.one(mark.last, "film")


def _cinemas(named: str) -> bool:
    """Whether "in cinemas" is meant and not one house: "the Ziegfeld Theatre"."""
    return named[0].islower() or named.endswith("s")


def moves(words: Words, event: Event) -> bool:
    """Whether the event says that a date was changed."""
    if event.owner and event.owner.sort == "moved":
        return True
    return any(
        event.first <= m.first < event.last and m.first < event.mention.first
        for m in words.marks("moved")
    )
