"""Whether a passage speaks of films at all, or of an album, a book, a game or a series."""

from releases.reading.lines import Line
from releases.reading.mentions import Event
from releases.reading.topics import Chosen

_PLATFORMS = frozenset("playstation xbox nintendo wii dlc sega".split())

_SOUNDTRACK = frozenset("soundtrack score banda bande trilha colonna bandas".split())
_EPISODES = frozenset(
    "episode episodes season seasons staffel staffeln folge folgen saison saisons temporada "
    "temporadas episodio episodios episodi stagione stagioni aflevering seizoen".split()
)
_FILM_WORDS = frozenset(
    "filming filmed photography dreharbeiten rodaje tournage riprese filmagens opnames imdb actor "
    "actress cast hollywood bollywood oscar oscars schauspieler actriz attore ator acteur "
    "screenplay directs starring screenwriter stars".split()
)


def _numbered(at: int, line: Line) -> bool:
    """ "Episode 1", "Season 2": capitals and no name all the same."""
    low = line.words.low
    return low[at - 1] in _EPISODES and at < len(low) and low[at].isdigit()


_HOUSES = frozenset("cinema cinemas cinéma kino film filme films cine".split())
_OCCASIONS = frozenset(
    "initiative iniciativa iniziativa initiatief kampagne campaign campagne campaña campanha "
    "campagna promoción promoção actie aktion".split()
)


def _occasion(line: Line, chosen: Chosen) -> bool:
    """ "The “Cinema Days” initiative": an occasion to go to any film, and none itself."""
    low = line.words.low
    if _OCCASIONS.isdisjoint(low):
        return False
    return not _HOUSES.isdisjoint(chosen.text.casefold().split())


def about_something_else(lines: list[Line], number: int, chosen: Chosen, event: Event) -> bool:
    """Whether the sentences around speak of an album, a book, a game or a series."""
    if _occasion(lines[number], chosen):
        return True
    film = other = here = 0.0
    for at in range(max(0, number - 2), min(len(lines), number + 2)):
        line = lines[at]
        weight = 2.0 if at == number else 1.0
        inside = {
            k for c in line.candidates for k in range(c.first, c.last) if c.last - c.first > 1
        }
        other += 3 * weight * ("broadway" in line.words.low and at == number)
        for mark in line.words.marks("film", "medium", "not_film"):
            platform = line.words.low[mark.first] in _PLATFORMS
            if (mark.first in inside and not platform and not _numbered(mark.last, line)) or (
                mark.sort == "not_film"
                and line.words.inflected_small
                and line.words.words[mark.first][0].isupper()
                and mark.first
                and not platform
                and not _numbered(mark.last, line)
            ):
                continue
            if mark.sort == "not_film":
                low = line.words.low[mark.first]
                here += at == number and low not in _SOUNDTRACK
                subject = at == number or mark.first <= 1 or low in _EPISODES
                other += 0 if low in _SOUNDTRACK else weight if subject else 0.5
            elif mark.sort == "film" or mark.value in ("theatrical", "limited", "premiere"):
                film += weight
    if film == 0 and chosen.about != "film" and not speaks_of_film(lines, number):
        owner = event.owner
        plain = owner is not None and owner.sort in ("release", "premiere", "moved")
        named = chosen.why.endswith("subject of the verb") and lines[number].language.code == "en"
        said = lines[number].words
        if owner and said.low[owner.first].startswith("open"):  # clubs open in a town too
            at = owner.last + (said.low[owner.last : owner.last + 1] == ["in"])
            named = named and said.one(at, "city") is None
        day = event.mention.day or event.mention.month or lines[number].language.code == "en"
        named = named or (
            bool(day)
            and chosen.why.startswith(("in quotation", "set in italics", "the words before"))
        )
        dated = plain and "date" in lines[number].words.low and " " in chosen.text
        return not (plain and other == 0 and (named or dated))
    return other > film and (here > 0 or other >= 1)


def speaks_of_film(lines: list[Line], number: int) -> bool:
    """Whether anything within a few sentences speaks of films at all."""
    for at in range(max(0, number - 8), min(len(lines), number + 4)):
        words = lines[at].words
        if words.marks("film", "festival", "credits") or not _FILM_WORDS.isdisjoint(words.low):
            return True
        for mark in words.marks("medium"):
            named = words.words[mark.first][0].isupper() and mark.value in ("digital", "tv")
            if named or mark.value in ("theatrical", "limited", "physical"):
                return True
    return False
