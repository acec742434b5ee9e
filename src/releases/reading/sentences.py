"""From an article to the release statements in it.

A sentence with a date is cut into events, one a date (`clauses`); the word that governs an event
says whether it is a release and of what kind; places, date and film are found around it
(`places`, `when`, `topics`). Every step adds to the confidence or takes from it, and says so.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import product

from releases.model.dates import Precision
from releases.model.release import Kind, Statement
from releases.reading import clauses, dates, places, roundups, when
from releases.reading.article import Article
from releases.reading.kinds import kinds_of, moves, not_a_film
from releases.reading.languages import CODES, Language, language, tokens
from releases.reading.lines import Line
from releases.reading.marks import Words
from releases.reading.mentions import Event, Mention
from releases.reading.moves import leaves_one_day_for_another
from releases.reading.names import key_of
from releases.reading.plain import Sentence, sentences
from releases.reading.recognise import recognise
from releases.reading.settling import Draft, settled
from releases.reading.subject_matter import about_something_else, speaks_of_film
from releases.reading.topics import Topics, headline_candidates
from releases.reading.trust import confidence_of, future, planned
from releases.reading.typed import day_first
from releases.reading.withdrawn import may_take_back, standing


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
        self.unsettled = may_take_back(article.text)
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
        if self.unsettled:
            self.drafts = standing(self.drafts, self.lines, self.article.text)
        return settled(self.drafts)

    def _listed(self, dated: dict[int, list[Mention]]) -> set[int]:
        """Read calendars; the lines that they account for."""
        done: set[int] = set()
        if not any(
            line.sentence.role in ("item", "row") or len(line.sentence.text) < 100
            for line in self.lines[:2000]
        ):
            return done
        for entry in roundups.entries(self.lines, dated, self.language.code):
            line = self.lines[entry.number]
            context = when.Context(
                published=self.published,
                known=self.known,
                near_year=entry.year,
                same_sentence=entry.year is not None,
                years=self._years(entry.at),
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
            self.drafts.append(Draft(statement, entry.number, place=line.sentence.start))
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
        usable = [m for m in usable if not (_worded(m) and _in_name(line, m))]
        if not _RESPECTIVELY.isdisjoint(words.low):
            return  # "A and B on 5 and 12 May, respectively" would be told apart wrongly
        if usable and _of_announcement(words, usable[0], alone=len(usable) == 1):
            usable = usable[1:]
        same = False
        year: int | None = None
        untold: list[tuple[Event, when.Resolved]] = []
        if _stamp(line.sentence):
            return
        for event in clauses.events(words, usable, quoted):
            if event.mention.until and leaves_one_day_for_another(words, event):
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
                if event.first or words.low[0] not in _AFTERWARDS:
                    continue
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
            future=future(words, event, self.language),
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
        if about_something_else(self.lines, number, chosen, event):
            return True
        if owner.sort == "loose" and any(
            c.first < owner.first < c.last and c.origin == "name" for c in line.candidates
        ):
            return True  # "a Korean Air jet"
        loose = owner.sort == "loose" and not any(
            event.first <= m.first < event.last for m in words.marks("medium")
        )
        if (
            loose
            and chosen.about != "film"
            and chosen.score < 6
            and not (words.marks("medium") or places.places(words, event, quoted))
            and not (
                chosen.score >= 5 and " " in chosen.text and speaks_of_film(self.lines, number)
            )
        ):
            return True
        at_home = kinds[0][0] in (Kind.DIGITAL, Kind.TV) and chosen.about != "film"
        if at_home and not speaks_of_film(self.lines, number):
            return True
        weak = owner.sort == "loose" and not words.marks("medium")
        title = key_of(chosen.text)
        inside = {k for c in line.candidates if c.key == title for k in range(c.first, c.last)}
        found = places.places(words, event, quoted | inside)
        if not found and words.low[owner.first].startswith(("expan", "goes", "wid", "going")):
            same = self.places_line == number
            found = [p for p in self.places_before if p.sort == "place"] if same else []
        elif found:
            self.places_before, self.places_line = found, number
        titles = chosen.also or (chosen.text,)
        for text in titles:
            self.topics.told(replace(chosen, text=text, also=()), number)
        dated = words.quote(event.mention.first, event.mention.last)
        only_planned = planned(words, event)
        happened = (
            self.unsettled and not only_planned and future(words, event, self.language) is False
        )
        place = line.sentence.start + words.spans[event.mention.first][0]
        for text, (kind, why_kind) in product(titles, kinds):
            for code in places.codes(found, kind, self._home(line, event)):
                confidence = confidence_of(resolved, chosen, weak=weak, inherited=event.inherited)
                why = (
                    f"title: {chosen.why}",
                    f"kind: {why_kind}",
                    f"date: “{dated}”, {resolved.why}",
                )
                self.drafts.append(
                    Draft(
                        Statement(
                            text, code, kind, resolved.date, line_text(self.article, line),
                            line.sentence.start, line.sentence.end, confidence, chosen.year, why,
                        ),
                        number,
                        moves(words, event),
                        only_planned,
                        happened,
                        place,
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


_STAMP = re.compile(r"dat[aeu]|fecha|publi|created|updated|time|week|modif|posted|born|birth", re.I)
_RELEASE_KEY = re.compile(
    r"release|estre|uscita|start|sortie|premi|lan[cç]|bioscoop|cine|theat|kino", re.I
)


def _stamp(sentence: Sentence) -> bool:
    """Whether a field such as `date` or `publishedAt` holds the sentence: no release date."""
    return bool(_STAMP.search(sentence.key)) and not _RELEASE_KEY.search(sentence.key)


def line_text(article: Article, line: Line) -> str:
    return article.text[line.sentence.start : line.sentence.end]


_AFTERWARDS = frozenset(
    "after following before originally nach zuvor après avant tras antes después dopo prima após "
    "depois na voor".split()
)
_RESPECTIVELY = frozenset("respectively respectivement respectivamente rispettivamente".split())
_DIGIT = re.compile(r"\d")


def _may_hold_date(text: str, lang: Language) -> bool:
    """A cheap first look: most sentences of most articles hold no date and get no further."""
    return _DIGIT.search(text) is not None or not lang.triggers.isdisjoint(tokens(text))


def _of_announcement(words: Words, m: Mention, *, alone: bool) -> bool:
    """ "Also today, Paramount has set": the day of the news, not that of the release."""
    if m.turn != "today" or m.first > 1 or words.words[m.last : m.last + 1] != [","]:
        return False
    return not alone or words.low[0] == "also"


def _quoted_words(line: Line) -> set[int]:
    return {k for c in line.candidates if c.origin == "quote" for k in range(c.first, c.last)}


def _worded(m: Mention) -> bool:
    """A bare year, a holiday or "today", which may be words of a title."""
    return m.bare or m.holiday is not None or (m.turn is not None and m.last == m.first + 1)


def _in_name(line: Line, m: Mention) -> bool:
    """ "Blade Runner 2049 premiered", "The Christmas Toy": words of a title that are no date."""
    return any(
        c.first < m.first < c.last and (m.holiday or c.last == m.last) and c.score > -2
        for c in line.candidates
    )


def _leads_verb(words: Words, m: Mention) -> bool:
    """ "welcher 2021 erschien", "a 2012 release": a bare year that a release word takes up."""
    for sort in ("release", "premiere"):
        if words.one(m.last, sort):
            return True
    if not words.inflected_small and words.ending(m.first, "relative_pronouns"):
        return True
    return words.ending(m.first, "release") is not None
