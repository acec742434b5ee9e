"""From an article to the release statements in it.

A sentence with a date is cut into events, one a date (`clauses`); the word that governs an event
says whether it is a release and of what kind; places, date and film are found around it
(`places`, `when`, `topics`). Every step adds to the confidence or takes from it, and says so.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from releases.model.dates import Precision
from releases.model.release import Kind, Statement
from releases.reading import clauses, dates, places, roundups, when
from releases.reading.article import Article
from releases.reading.clauses import Event
from releases.reading.kinds import kinds_of, moves, not_a_film
from releases.reading.languages import CODES, Language, language, tokens
from releases.reading.lines import Line
from releases.reading.marks import Words
from releases.reading.mentions import Mention
from releases.reading.names import key_of
from releases.reading.plain import Sentence, sentences
from releases.reading.recognise import recognise
from releases.reading.settling import Draft, settled
from releases.reading.topics import Chosen, Topics, headline_candidates
from releases.reading.typed import day_first


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
    reader = _Reader(article, language(code), published, territory)
    found = reader.read()
    if territory:
        found = [s if s.territory else replace(s, territory=territory) for s in found]
    return Reading(tuple(found), code, published)


@cache
def _month_words() -> frozenset[str]:
    return frozenset(
        word
        for code in CODES
        for word, entries in language(code).phrases.items()
        if any(m.sort == "month" and not rest for rest, m in entries)
    )


class _Reader:
    def __init__(
        self, article: Article, lang: Language, published: date | None, territory: str | None
    ) -> None:
        self.article = article
        self.territory = territory
        self.language = lang
        self.published = published
        self.lines = [Line(s, lang) for s in sentences(article, _month_words())]
        self.topics = Topics(article, self.lines, headline=headline_candidates(article))
        self.drafts: list[Draft] = []
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
            mentions = dates.find(
                line.words, dict(self.language.numbers), day_first=self._day_first()
            )
            if mentions:
                found.append((number, mentions))
                for m in mentions:
                    if m.year and m.month and m.day:
                        self.known.setdefault((m.month, m.day), m.year)
        listed = self._listed(dict(found))
        for number, mentions in found:
            if number not in listed:
                self._sentence(number, mentions)
        return settled(self.drafts)

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
            self.drafts.append(Draft(statement, entry.number))
        return done

    def _day_first(self) -> bool | None:
        """Whether 5/6/2024 is 5 June here: told by language, territory or site."""
        if self.language.code != "en":
            return True
        if self.territory:
            return day_first(self.territory)
        site = (self.article.site or self.article.url or "").split("/")[:3][-1]
        ending = site.rstrip(".").rpartition(".")[2].upper()
        return day_first({"UK": "GB"}.get(ending, ending if len(ending) == 2 else None))

    def _sentence(self, number: int, mentions: list[Mention]) -> None:
        line = self.lines[number]
        words = line.words
        usable = [m for m in mentions if not (m.bare and not _leads_verb(words, m))]
        if not usable:
            return
        quoted = _quoted_words(line)
        usable = [m for m in usable if m.first not in quoted or m.day]
        if not _RESPECTIVELY.isdisjoint(words.low):
            return  # "A and B on 5 and 12 May, respectively" would be told apart wrongly
        same = False
        year: int | None = None
        untold: list[tuple[Event, when.Resolved]] = []
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
            if not self._event(number, line, event, resolved, quoted):
                untold.append((event, resolved))
        if self.drafts and self.drafts[-1].line == number:
            # "After its premiere in May, Sirât opens in June": the title stands further on
            for event, resolved in untold:
                self._event(number, line, event, resolved, quoted)

    def _context(self, number: int, event: Event, same: bool, year: int | None) -> when.Context:
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
        nearest = sorted(
            range(max(0, number - 5), min(len(self.lines), number + 6)),
            key=lambda at: (abs(at - number), at),
        )
        return [
            int(word)
            for at in nearest
            for word in self.lines[at].words.low
            if len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")
        ]

    def _event(
        self, number: int, line: Line, event: Event, resolved: when.Resolved, quoted: set[int]
    ) -> bool:
        """Read one event; False if it is a release whose film was not found."""
        words = line.words
        owner = event.owner
        if owner is None or owner.sort in ("other", "debut", "promotion"):
            return True
        if not_a_film(words, event):
            return True
        kinds = kinds_of(words, event, quoted)
        if not kinds:
            return True
        if (
            kinds[0][0] is Kind.PREMIERE
            and resolved.date.precision is Precision.YEAR
            and words.low[owner.first].startswith(("scree", "show", "play", "present"))
        ):
            return True
        chosen = self.topics.choose(number, event)
        if chosen is None:
            return False
        if chosen.about == "not_film":
            return True
        if self._about_something_else(number, chosen, event):
            return True
        loose = owner.sort == "loose" and not any(
            event.first <= m.first < event.last for m in words.marks("medium")
        )
        if (
            loose
            and chosen.about != "film"
            and chosen.score < 6
            and not (words.marks("medium") or places.places(words, event, quoted))
        ):
            return True
        at_home = kinds[0][0] in (Kind.DIGITAL, Kind.TV) and chosen.about != "film"
        if at_home and not self._speaks_of_film(number):
            return True
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
        dated = words.quote(event.mention.first, event.mention.last)
        for kind, why_kind in kinds:
            for code in places.codes(found, kind, self._home(line, event)):
                confidence = _confidence(resolved, chosen, weak=weak, inherited=event.inherited)
                why = (
                    f"title: {chosen.why}",
                    f"kind: {why_kind}",
                    f"date: “{dated}”, {resolved.why}",
                )
                self.drafts.append(
                    Draft(
                        Statement(
                            chosen.text, code, kind, resolved.date, line_text(self.article, line),
                            line.sentence.start, line.sentence.end, confidence, chosen.year, why,
                        ),
                        number,
                        moves(words, event),
                    )
                )  # fmt: skip
        return True

    def _home(self, line: Line, event: Event) -> str | None:
        """The country a text speaks of when it names none: only where its language tells."""
        home = self.language.home
        if home != "FR":
            return home
        abroad = any(m.value not in ("FR", "XW") for m in line.words.marks("place", "foreign"))
        exact = event.mention.day or event.mention.month or event.mention.turn
        return home if exact and not abroad else None

    def _about_something_else(self, number: int, chosen: Chosen, event: Event) -> bool:
        """Whether the sentences around speak of an album, a book, a game or a series."""
        film = other = here = 0.0
        for at in range(max(0, number - 2), min(len(self.lines), number + 2)):
            line = self.lines[at]
            weight = 2.0 if at == number else 1.0
            inside = {
                k for c in line.candidates for k in range(c.first, c.last) if c.last - c.first > 1
            }
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
            named = named or chosen.why.startswith(
                ("in quotation", "set in italics", "the words before")
            )
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


_STAMP = re.compile(r"dat[aeu]|fecha|publi|created|updated|time|week|modif|posted|born|birth", re.I)
_RELEASE_KEY = re.compile(
    r"release|estre|uscita|start|sortie|premi|lan[cç]|bioscoop|cine|theat|kino", re.I
)


def _stamp(sentence: Sentence) -> bool:
    """Whether a field such as `date` or `publishedAt` holds the sentence: no release date."""
    return bool(_STAMP.search(sentence.key)) and not _RELEASE_KEY.search(sentence.key)


def line_text(article: Article, line: Line) -> str:
    return article.text[line.sentence.start : line.sentence.end]


_RESPECTIVELY = frozenset("respectively respectivement respectivamente rispettivamente".split())
_DIGIT = re.compile(r"\d")


def _may_hold_date(text: str, lang: Language) -> bool:
    """A cheap first look: most sentences of most articles hold no date and get no further."""
    return _DIGIT.search(text) is not None or not lang.triggers.isdisjoint(tokens(text))


def _quoted_words(line: Line) -> set[int]:
    return {k for c in line.candidates if c.origin == "quote" for k in range(c.first, c.last)}


def _leads_verb(words: Words, m: Mention) -> bool:
    """ "welcher 2021 erschien", "a 2012 release": a bare year that a release word takes up."""
    for sort in ("release", "premiere"):
        if words.one(m.last, sort):
            return True
    if not words.inflected_small and words.ending(m.first, "relative_pronouns"):
        return True
    return words.ending(m.first, "release") is not None


def _future(words: Words, event: Event, lang: Language) -> bool | None:
    owner = event.owner
    if owner and owner.sort == "moved":
        return True
    if any(event.first <= m.first < event.mention.first for m in words.marks("moved")):
        return True
    near = owner.first if owner else event.mention.first
    marks = [m for m in words.marks("tense") if event.first <= m.first < event.last]
    if marks:
        return min(marks, key=lambda m: abs(m.first - near)).value == "future"
    if (
        owner
        and lang.code == "en"
        and any(w.endswith("ed") for w in words.low[owner.first : owner.last])
    ):
        return False
    return None


_PLATFORMS = frozenset("playstation xbox nintendo wii dlc sega".split())

_SOUNDTRACK = frozenset("soundtrack score banda bande trilha colonna bandas".split())
_FILM_WORDS = frozenset(
    "filming filmed photography dreharbeiten rodaje tournage riprese filmagens opnames imdb actor "
    "actress cast hollywood bollywood oscar oscars schauspieler actriz attore ator acteur "
    "screenplay".split()
)


def _confidence(resolved: when.Resolved, chosen: Chosen, *, weak: bool, inherited: bool) -> float:
    """How often such a statement was right on texts that no rule had been made for.

    The title decides: one that the text quotes or calls a film errs least, the plain subject of
    the verb seldom, a name carried over from another sentence most. See docs/reading.md.
    """
    if chosen.about == "film" and "subject of the verb" in chosen.why:
        value = 0.97
    elif "quotation marks" in chosen.why or "italics" in chosen.why or chosen.about == "film":
        value = 0.94
    elif "subject of the verb" in chosen.why:
        value = 0.92
    else:
        value = 0.84
    value *= 0.9 + min(0.1, max(0.0, 0.025 * chosen.score))
    value *= resolved.sure
    value *= (0.87 if weak else 1) * (0.97 if inherited else 1)
    return round(max(0.05, min(0.99, value)), 2)
