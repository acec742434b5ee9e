"""What stands around a name and tells what it is: a studio, a trailer, a move, a season."""

from releases.reading.marks import Words
from releases.reading.names import ARTICLES, Candidate

_NUMBERED = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth next latest final last "
    "upcoming newest".split()
)


_RANKED = frozenset(
    "grossing rated reviewed acclaimed successful best worst only other previous earlier original "
    "animated live classic".split()
)


def numbered(c: Candidate, words: Words) -> bool:
    if c.last >= len(words) or not words.one(c.last, "film") or c.first < 1:
        return False
    return words.low[c.first - 1] in _NUMBERED or words.low[c.first - 1] in _RANKED


_STUDIOS = frozenset(
    "pictures studios disney pixar marvel dreamworks a24 netflix sony universal paramount "
    "lionsgate lucasfilm illumination laika searchlight neon blumhouse warner ghibli".split()
)


def of_studio(first: int, words: Words) -> bool:
    """Whether "Disney's" or "Marvel Studios’" stands before a name."""
    at = first - 1 - (first > 1 and words.low[first - 1] == "s")
    return at > 0 and words.words[at] in "'’" and words.low[at - 1] in _STUDIOS


def moved_by(before: int, words: Words) -> bool:
    """ "A24 has brought forward Halcyon Days": what a verb of moving takes is dated."""
    end = before + 1 - (words.low[before] in ARTICLES)
    mark = words.ending(end, "moved")
    return mark is not None and words.words[mark.first][0].islower()


_SEASONS = frozenset("season series staffel saison temporada stagione seizoen episode".split())


_SCREEN = frozenset("film movie screen feature cinema action cinematic theatrical".split())


def adapted(before: int, words: Words) -> bool:
    """ "the film adaptation of Example": most films keep the title of their book."""
    return (
        before > 1
        and words.low[before - 1 : before + 1] == ["adaptation", "of"]
        and (words.low[before - 2] in _SCREEN)
    )


def of_series(low: list[str]) -> bool:
    """Whether a name is a part of a series: "Outer Banks Season 5"."""
    return any(
        word in _SEASONS and bool(low[k + 1 : k + 2]) and low[k + 1].isdigit()
        for k, word in enumerate(low)
    )


def before_trailer(at: int, words: Words) -> bool:
    """ "The Northman - Official Trailer", "Fear of Rain (2021 Movie) Official Trailer"."""
    at += at < len(words) and words.words[at] in "-–—|:"
    at += words.low[at : at + 1] in (["official"], ["final"], ["first"], ["new"])
    at += words.low[at : at + 1] in (["teaser"], ["final"])
    return words.low[at : at + 1] in (["trailer"], ["tráiler"], ["teaser"])


def between_commas(c: Candidate, at: int, words: Words) -> bool:
    """ "A third Knives Out mystery, Wake Up Dead Man, plays": named anew, then its verb."""
    if c.first < 3 or words.words[c.first - 1] != "," or words.words[at : at + 1] != [","]:
        return False
    if not words.words[c.first - 2][0].islower() or words.ending(c.first - 1, "people"):
        return False
    at += 1
    while at < len(words) and words.one(at, "auxiliary"):
        at = words.one(at, "auxiliary").last  # type: ignore[union-attr]
    return any(words.one(at, sort) for sort in ("release", "premiere", "loose", "moved"))


_WORK = frozenset(
    "production produktion producción produzione produção productie dreh budget plot casting "
    "making photography filming shooting shoot tournage rodaje riprese "
    "filmagens dreharbeiten opnames".split()
)
_RELEASE = frozenset(
    "release releases premiere sortie sorties estreno uscita estreia lançamento kinostart "
    "starttermin première".split()
)
_ON = frozenset("of for on de di von zu van".split())


def work_on(before: int, words: Words) -> bool:
    """ "Principal photography of Heat began": what is shot is a film."""
    if before < 1 or words.low[before] not in _ON:
        return False
    if words.low[before - 1] in _RELEASE:
        return words.low[before] != "on"  # "release on Diwali"
    return words.low[before - 1] in _WORK


_MAKERS = frozenset(
    "director directors filmmaker star stars creator author actor actress writer helmer producer "
    "regisseur regisseurin regisseurs macher macherin darsteller darstellerin fame schöpfer "
    "autorin acteur actrice maker filmmakers".split()
)


def of_maker(c: Candidate, words: Words) -> bool:
    """ "“Example” director Ann Sample returns": a film that tells who its maker is."""
    at = c.last + (words.words[c.last : c.last + 1] in (["”"], ['"'], ["'"], ["’"], ["*"], ["“"]))
    at += words.words[at : at + 1] == ["-"]  # "“Example”-Regisseur"
    return words.low[at : at + 1] != [] and words.low[at] in _MAKERS


_SOURCES = frozenset(
    "sequel prequel follow successor based adapted adaptation remake reboot inspired spin "
    "predecessor fortsetzung remake vorlage secuela basada basado suite adapté adaptée sequência "
    "seguito vervolg gebaseerd".split()
)


def beside_other_film(before: int, words: Words) -> bool:
    """ "After the success of the film Iron Man": a film spoken of beside the one at hand."""
    film = words.ending(before + 1, "film")
    if film is None:
        return False
    for at in range(film.first, max(-1, film.first - 7), -1):
        beside = words.ending(at, "other_work")
        if beside:
            near = film.first - at <= 1
            return near or not _SOURCES.isdisjoint(words.low[beside.first : beside.last])
        if not at or words.words[at - 1] in ",.;:()" or words.one(at - 1, "release"):
            return False
    return False
