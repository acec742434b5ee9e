"""From an article to the release statements in it.

A sentence with a date is cut into events, one a date (`clauses`); the word that governs an event
says whether it is a release and of what kind; places, date and film are found around it
(`places`, `when`, `topics`). Every step adds to the confidence or takes from it, and says so.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from releases.model.dates import Precision, ReleaseDate
from releases.model.release import Kind, Statement
from releases.reading import clauses, dates, places, roundups, when
from releases.reading.article import Article
from releases.reading.clauses import Event
from releases.reading.dates import Mention
from releases.reading.languages import CODES, Language, language, tokens
from releases.reading.marks import Words
from releases.reading.plain import Sentence, sentences
from releases.reading.recognise import recognise
from releases.reading.titles import key_of
from releases.reading.topics import Chosen, Line, Topics, headline_candidates


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the statements in the order of the text, and what decided how it was read."""

    statements: tuple[Statement, ...]
    language: str
    published: date | None


def read(
    article: Article, *, published: date | None = None, territory: str | None = None
) -> Reading:
    """The release statements of an article.

    `published` (default: the article's own) is the day from which "next Friday" and dates without
    a year are counted; without one they are not read. `territory` fills statements that name
    none. The same article always gives the same reading.
    """
    published = published or article.published
    code = recognise(article.text, article.language)
    reader = _Reader(article, language(code), published)
    found = reader.read()
    if territory:
        found = [s if s.territory else replace(s, territory=territory) for s in found]
    return Reading(tuple(found), code, published)


def _month_words() -> frozenset[str]:
    return frozenset(
        word
        for code in CODES
        for word, entries in language(code).phrases.items()
        if any(m.sort == "month" and not rest for rest, m in entries)
    )


_MONTHS: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Draft:
    """A statement in the making, with where it stands."""

    statement: Statement
    line: int
    moved: bool = False


class _Reader:
    def __init__(self, article: Article, lang: Language, published: date | None) -> None:
        global _MONTHS
        _MONTHS = _MONTHS or _month_words()
        self.article = article
        self.language = lang
        self.published = published
        self.lines = [Line(s, lang) for s in sentences(article, _MONTHS)]
        self.topics = Topics(article, self.lines, headline=headline_candidates(article, lang))
        self.drafts: list[_Draft] = []
        self.near: date | None = None
        self.near_line = -9
        self.known: dict[tuple[int, int], int] = {}
        self.years: list[int] = []
        self.places_before: list[places.Place] = []
        self.places_line = -1

    def read(self) -> list[Statement]:
        found: list[tuple[int, list[Mention]]] = []
        for number, line in enumerate(self.lines):
            if not _may_hold_date(line.sentence.text, self.language):
                continue
            mentions = dates.find(line.words, dict(self.language.numbers), day_first=self._day_first())
            if mentions:
                found.append((number, mentions))
                for m in mentions:
                    if m.year and m.month and m.day:
                        self.known.setdefault((m.month, m.day), m.year)
        listed = self._listed(dict(found))
        for number, mentions in found:
            if number not in listed:
                self._sentence(number, mentions)
        return self._settled()

    def _listed(self, dated: dict[int, list[Mention]]) -> set[int]:
        """Read calendars; the lines that they account for."""
        done: set[int] = set()
        if not any(
            line.sentence.role in ("item", "row") or len(line.sentence.text) < 100
            for line in self.lines[:2000]
        ):
            return done
        for entry in roundups.entries(self.lines, dated):
            line = self.lines[entry.number]
            context = when.Context(
                published=self.published,
                known=self.known,
                years=self._years(entry.at),
                film_year=self._film_year(entry.at),
            )
            resolved = when.resolve(entry.mention, context)
            if resolved is None:
                continue
            done |= {entry.number, entry.at}
            source = self.lines[entry.at].words
            why = (
                f"title: {entry.why}",
                f"kind: {entry.kind.value}, by the heading",
                f"date: “{source.quote(entry.mention.first, entry.mention.last)}”, {resolved.why}",
            )
            statement = Statement(
                entry.title, entry.territory or self.language.home, entry.kind, resolved.date,
                line_text(self.article, line), line.sentence.start, line.sentence.end,
                round(0.88 * resolved.sure, 2), None, why,
            )  # fmt: skip
            self.drafts.append(_Draft(statement, entry.number))
        return done

    def _day_first(self) -> bool | None:
        return None if self.language.code == "en" else True

    def _sentence(self, number: int, mentions: list[Mention]) -> None:
        line = self.lines[number]
        words = line.words
        quoted = _quoted_words(line)
        usable = [m for m in mentions if not (m.bare and not _leads_verb(words, m))]
        usable = [m for m in usable if m.first not in quoted or m.day]
        same = False
        year: int | None = None
        if _stamp(line.sentence):
            return
        for event in clauses.events(words, usable, quoted):
            if event.owner and event.owner.sort == "moved" and event.mention.until:
                event.mention, event.former = event.mention.until, False
            resolved = self._resolve(number, event, same, year)
            if resolved and event.mention.year:
                year = event.mention.year
            if resolved and resolved.date.day:
                self.near, self.near_line, same = resolved.date.day, number, True
            if resolved is None or event.former:
                continue
            self._event(number, line, event, resolved, quoted)

    def _context(
        self, number: int, event: Event, same: bool, year: int | None
    ) -> when.Context:
        near = self.near if number - self.near_line <= 3 else None
        words = self.lines[number].words
        open_year = event.mention.year is None
        film_year = self._film_year(number) if open_year else None
        return when.Context(
            published=self.published,
            near=near,
            near_year=near.year if near and (same or not year) else year,
            same_sentence=same or year is not None,
            film_year=film_year,
            years=self._years(number) if open_year else [],
            known=self.known,
            future=_future(words, event, self.language),
        )

    def _resolve(
        self, number: int, event: Event, same: bool, year: int | None
    ) -> when.Resolved | None:
        return when.resolve(event.mention, self._context(number, event, same, year))

    def _film_year(self, number: int) -> int | None:
        """The year that the text gives the film: "a 2013 film", "film del 1999", "(2021)"."""
        for back in range(min(6, number) + 1):
            line = self.lines[number - back]
            for candidate in line.candidates:
                if candidate.year and candidate.about != "other":
                    return candidate.year
        return None

    def _years(self, number: int) -> list[int]:
        out: list[int] = []
        for gap in range(6):
            for at in {number - gap, number + gap}:
                if 0 <= at < len(self.lines):
                    for word in self.lines[at].words.low:
                        if len(word) == 4 and word.isdigit() and word[:2] in ("19", "20"):
                            out.append(int(word))
        return out

    def _event(
        self, number: int, line: Line, event: Event, resolved: when.Resolved, quoted: set[int]
    ) -> None:
        words = line.words
        owner = event.owner
        if owner is None or owner.sort in ("other", "debut", "promotion"):
            return
        if _not_a_film(words, event):
            return
        kinds = _kinds(words, event, quoted)
        if not kinds:
            return
        if (
            kinds[0][0] is Kind.PREMIERE
            and resolved.date.precision is Precision.YEAR
            and words.low[owner.first].startswith(("scree", "show", "play", "present"))
        ):
            return
        chosen = self.topics.choose(number, event)
        if chosen is None or chosen.about == "not_film":
            return
        if self._about_something_else(number, chosen, event):
            return
        loose = owner.sort == "loose" and not any(
            event.first <= m.first < event.last for m in words.marks("medium")
        )
        if loose and chosen.about != "film" and chosen.score < 6 and not (
            words.marks("medium") or places.places(words, event, quoted)
        ):
            return
        if kinds[0][0] in (Kind.DIGITAL, Kind.TV) and chosen.about != "film":
            if not self._speaks_of_film(number):
                return
        weak = owner.sort == "loose" and not words.marks("medium")
        title = key_of(chosen.text)
        inside = {
            k for c in line.candidates if key_of(c.text) == title for k in range(c.first, c.last)
        }
        found = places.places(words, event, quoted | inside)
        if not found and words.low[owner.first].startswith(("expan", "goes", "wid", "going")):
            same = self.places_line == number
            found = [p for p in self.places_before if p.sort == "place"] if same else []
        elif found:
            self.places_before, self.places_line = found, number
        self.topics.told(chosen, number)
        for kind, why_kind in kinds:
            for code in _codes(found, kind, self._home(line, event), words, event):
                confidence = _confidence(resolved, chosen, weak=weak, inherited=event.inherited)
                why = (
                    f"title: {chosen.why}",
                    f"kind: {why_kind}",
                    f"date: “{words.quote(event.mention.first, event.mention.last)}”, {resolved.why}",
                )
                self.drafts.append(
                    _Draft(
                        Statement(
                            chosen.text, code, kind, resolved.date, line_text(self.article, line),
                            line.sentence.start, line.sentence.end, confidence, chosen.year, why,
                        ),
                        number,
                        _moves(words, event),
                    )
                )  # fmt: skip

    def _home(self, line: Line, event: Event) -> str | None:
        """The country a text speaks of when it names none: only where its language tells."""
        home = self.language.home
        if home != "FR":
            return home
        abroad = any(m.value not in ("FR", "XW") for m in line.words.marks("place", "foreign"))
        exact = event.mention.day or event.mention.month or event.mention.turn
        return home if exact and not abroad else None

    def _about_something_else(self, number: int, chosen: Chosen, event: Event) -> bool:
        """Whether the sentences around speak of an album, a book, a game or a series, not a film."""
        film = other = here = 0.0
        for at in range(max(0, number - 2), min(len(self.lines), number + 2)):
            line = self.lines[at]
            weight = 2.0 if at == number else 1.0
            inside = {k for c in line.candidates for k in range(c.first, c.last) if c.last - c.first > 1}
            for mark in line.words.marks("film", "medium", "not_film"):
                platform = line.words.low[mark.first] in _PLATFORMS
                if (mark.first in inside and not platform) or (
                    mark.sort == "not_film"
                    and line.words.inflected_small
                    and line.words.words[mark.first][0].isupper()
                    and mark.first
                    and not platform
                ):
                    continue
                if mark.sort == "not_film":
                    low = line.words.low[mark.first]
                    here += at == number and low not in _SOUNDTRACK
                    subject = at == number or mark.first <= 1
                    other += 0 if low in _SOUNDTRACK else weight if subject else 0.5
                elif mark.sort == "film" or mark.value in ("theatrical", "limited", "premiere"):
                    film += weight
        if film == 0 and chosen.about != "film" and not self._speaks_of_film(number):
            owner = event.owner
            plain = owner is not None and owner.sort in ("release", "premiere", "moved")
            named = chosen.why.endswith("subject of the verb") and self.language.code == "en"
            named = named or chosen.why.startswith(("in quotation", "set in italics", "the words before"))
            dated = plain and "date" in self.lines[number].words.low and " " in chosen.text
            return not (plain and other == 0 and (named or dated))
        return other > film and (here > 0 or other >= 1)

    def _speaks_of_film(self, number: int) -> bool:
        """Whether anything within a few sentences speaks of films at all."""
        for at in range(max(0, number - 8), min(len(self.lines), number + 4)):
            words = self.lines[at].words
            if words.marks("film", "festival", "credits") or not _FILM_WORDS.isdisjoint(words.low):
                return True
            for mark in words.marks("medium"):
                named = words.words[mark.first][0].isupper() and mark.value in ("digital", "tv")
                if named or mark.value in ("theatrical", "limited", "physical"):
                    return True
        return False

    def _settled(self) -> list[Statement]:
        """What remains when moves, repetitions and coarser forms of one date are put together."""
        kept: list[_Draft] = []
        for draft in self.drafts:
            s = draft.statement
            if draft.moved:
                kept = [k for k in kept if not _supersedes(s, k.statement)]
            twin = next((k for k in kept if _same(k.statement, s)), None)
            if twin:
                if s.confidence > twin.statement.confidence:
                    kept[kept.index(twin)] = draft
                continue
            kept.append(draft)
        kept.sort(key=lambda draft: draft.line)
        out = [k.statement for k in kept]
        return [s for s in out if not any(_covers(o, s) for o in out if o is not s)]


_STAMP = re.compile(r"dat[aeu]|fecha|publi|created|updated|time|week|modif|posted|born|birth", re.I)
_RELEASE_KEY = re.compile(r"release|estre|uscita|start|sortie|premi|lan[cç]|bioscoop|cine|theat|kino", re.I)


def _stamp(sentence: Sentence) -> bool:
    """Whether a field such as `date` or `publishedAt` holds the sentence: no release date."""
    return bool(_STAMP.search(sentence.key)) and not _RELEASE_KEY.search(sentence.key)


def line_text(article: Article, line: Line) -> str:
    return article.text[line.sentence.start : line.sentence.end]


_DIGIT = re.compile(r"\d")


def _may_hold_date(text: str, lang: Language) -> bool:
    """A cheap first look: most sentences of most articles hold no date and get no further."""
    return _DIGIT.search(text) is not None or not lang.triggers.isdisjoint(tokens(text))


def _quoted_words(line: Line) -> set[int]:
    return {k for c in line.candidates if c.origin == "quote" for k in range(c.first, c.last)}


def _leads_verb(words: Words, m: Mention) -> bool:
    """"welcher 2021 erschien", "a 2012 release": a bare year that a release word takes up."""
    for sort in ("release", "premiere"):
        if words.one(m.last, sort):
            return True
    if not words.inflected_small and words.ending(m.first, "relative_pronouns"):
        return True
    return words.ending(m.first, "release") is not None


def _future(words: Words, event: Event, lang: Language) -> bool | None:
    owner = event.owner
    near = owner.first if owner else event.mention.first
    marks = [m for m in words.marks("tense") if event.first <= m.first < event.last]
    if marks:
        return min(marks, key=lambda m: abs(m.first - near)).value == "future"
    if owner and lang.code == "en" and any(w.endswith("ed") for w in words.low[owner.first : owner.last]):
        return False
    return None


def _not_a_film(words: Words, event: Event) -> bool:
    """Whether what the verb speaks of is a trailer, an album or a series."""
    owner = event.owner
    if owner is None:
        return True
    start = max(0, owner.first - 8)
    for at in range(owner.first - 1, start - 1, -1):
        if words.words[at] in ".;:(–—|" or words.one(at, "joins"):
            break
        if words.words[at] == "-" and words.spans[at][0] > words.spans[at - 1][1]:
            break
        if words.words[at] == "," and words.one(at + 1, "relative_pronouns"):
            break
        if words.one(at, "film") and not words.one(at, "promotion"):
            break
        if _thing(words, at, adjacent=at == owner.first - 1):
            return True
    for at in range(owner.last, min(owner.last + 6, len(words))):
        if at == event.mention.first or words.one(at, "place_words") or words.words[at] in ".;:(,":
            break
        if words.one(at, "film"):
            break
        if _thing(words, at):
            return True
    return False


def _thing(words: Words, at: int, *, adjacent: bool = False) -> bool:
    """Whether a word names a trailer, an album, a book, not as part of a name."""
    if words.words[at][0].isupper() and words.inflected_small and at and not adjacent:
        return False
    mark = words.one(at, "not_film") or words.one(at, "promotion")
    return mark is not None and not words.one(mark.last, "film")


def _cinemas(named: str) -> bool:
    """Whether "in cinemas" is meant and not one house: "the Ziegfeld Theatre"."""
    return named[0].islower() or named.endswith("s")


def _moves(words: Words, event: Event) -> bool:
    """Whether the event says that a date was changed."""
    return any(
        event.first <= m.first < event.last and m.first < event.mention.first
        for m in words.marks("moved")
    )


_PLATFORMS = frozenset("playstation xbox nintendo wii dlc sega".split())
_LATER = frozenset(
    "later subsequently afterwards posteriormente luego después depois später danach ensuite poi "
    "successivamente daarna".split()
)
_SOUNDTRACK = frozenset("soundtrack score banda bande trilha colonna bandas".split())
_FILM_WORDS = frozenset(
    "filming filmed photography dreharbeiten rodaje tournage riprese filmagens opnames imdb actor "
    "actress cast hollywood bollywood oscar oscars schauspieler actriz attore ator acteur "
    "screenplay".split()
)
_ORDER = ("theatrical", "limited", "digital", "physical", "tv")


def _kinds(words: Words, event: Event, quoted: set[int]) -> list[tuple[Kind, str]]:
    owner = event.owner
    assert owner is not None
    media = _media(words, event)
    named = {m.value: words.quote(m.first, m.last) for m in reversed(media)}
    festival = any(
        event.first <= m.first < event.last and m.first not in quoted for m in words.marks("festival")
    )
    out: list[tuple[Kind, str]] = []
    if owner.sort == "premiere" or festival:
        home = [value for value in ("digital", "physical", "tv") if value in named]
        if home:
            if "theatrical" in named and _cinemas(named["theatrical"]):
                home.insert(0, "theatrical")
            return [(Kind(value), f"“{named[value]}”") for value in home]
        if words.low[owner.first : owner.last] and "première" in words.low[owner.first : owner.last]:
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
    for value in _ORDER:
        if value in named:
            out.append((Kind(value), f"“{named[value]}”"))
    if not out:
        out.append((Kind.THEATRICAL, f"“{words.quote(owner.first, owner.last)}”, no other medium named"))
    return out


def _media(words: Words, event: Event) -> list:  # type: ignore[type-arg]
    marks = [m for m in words.marks("medium") if event.first <= m.first < event.last]
    owner = event.owner
    after = next((k for k in range(event.mention.last, event.last) if words.low[k] in _LATER), None)
    if after is not None:
        marks = [m for m in marks if m.first < after]
    if owner is None or not marks:
        if event.owner_event is not None:
            source = event.owner_event
            return [m for m in words.marks("medium") if source.first <= m.first < source.last]
        return marks
    if not event.inherited and owner.sort != "medium":
        close = [m for m in marks if m.last > owner.first]
        marks = close or marks
    return marks


def _codes(found: list, kind: Kind, home: str | None, words: Words, event: Event) -> list[str | None]:  # type: ignore[type-arg]
    if kind is Kind.PREMIERE:
        for sort in ("festival", "place", "city"):
            for place in found:
                if place.sort == sort and place.code not in ("-", "XW"):
                    return [place.code]
        return [home if home == "IT" else None]
    codes = list(dict.fromkeys(p.code for p in found if p.sort == "place"))
    if not codes:
        codes = list(dict.fromkeys(p.code for p in found if p.sort == "city"))[:1]
    if len(codes) > 1 and "XW" in codes:
        codes = [c for c in codes if c != "XW"]
    return list(codes) or [home]


def _confidence(resolved: when.Resolved, chosen: Chosen, *, weak: bool, inherited: bool) -> float:
    value = 0.98 * resolved.sure
    value *= min(1.0, 0.72 + 0.05 * chosen.score)
    if weak:
        value *= 0.85
    if inherited:
        value *= 0.97
    return round(max(0.05, min(0.99, value)), 2)


def _same(a: Statement, b: Statement) -> bool:
    return (
        key_of(a.title) == key_of(b.title)
        and a.date == b.date
        and (a.kind == b.kind)
        and (a.territory == b.territory or a.territory is None or b.territory is None)
    )


def _supersedes(new: Statement, old: Statement) -> bool:
    return (
        key_of(new.title) == key_of(old.title)
        and new.kind == old.kind
        and (new.territory == old.territory or not new.territory or not old.territory)
    )


def _covers(finer: Statement, coarse: Statement) -> bool:
    """Whether `finer` says all that `coarse` says, and more exactly."""
    if key_of(finer.title) != key_of(coarse.title) or finer.date is None or coarse.date is None:
        return False
    if coarse.date.precision in (Precision.DAY, Precision.TBA):
        return False
    if coarse.territory not in (None, finer.territory):
        return False
    return _finer(finer.date, coarse.date) and (finer.kind == coarse.kind or coarse.kind is Kind.THEATRICAL)


def _finer(a: ReleaseDate, b: ReleaseDate) -> bool:
    return a.refines(b)
