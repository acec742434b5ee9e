"""Which film an event speaks of: the candidates of its sentence against what came before.

Every candidate is scored; the reasons of the best one are told. A pronoun or "the film" turns to
the film last spoken of, a name that stands right before the verb is its subject.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from releases.reading.article import Article
from releases.reading.companions import companions
from releases.reading.lines import Line
from releases.reading.marks import Words
from releases.reading.mentions import Event
from releases.reading.names import Candidate, key_of, title_case
from releases.reading.objects import Subject
from releases.reading.subjects import subject_of, verb_follows

_OF = frozenset("of de di von van for".split())

_TOLD_OF = frozenset("grossed received earned stars garnered follows went won became".split())

_BACK = 10

_ENOUGH = 2.0
_LONGEST = 160  # characters that no film's title has


@dataclass(frozen=True, slots=True)
class Chosen:
    """A title, how much speaks for it, and the words for that.

    `margin` is how much more speaks for it than for the next best name, `support` in how many
    independent ways the text marks it as a title: by quotation marks or italics, by calling it a
    film, as subject of the verb, by naming it again, in its headline or its data.
    """

    text: str
    score: float
    why: str
    year: int | None
    about: str
    also: tuple[str, ...] = ()
    margin: float = 9.0
    support: int = 0


@dataclass
class Topics:
    """What an article is about, as far as it has been read."""

    article: Article
    lines: list[Line]
    said: dict[str, tuple[str, int]] = field(default_factory=dict)
    headline: list[Candidate] = field(default_factory=list)
    main: str = ""
    heads: dict[int, int] = field(default_factory=dict)
    people: dict[int, set[str]] = field(default_factory=dict)

    def choose(self, number: int, event: Event) -> Chosen | None:
        """The film of an event in sentence `number`; None where no title can be found."""
        line = self.lines[number]
        subject = subject_of(line, event)
        pool: dict[str, Chosen] = {}
        if subject.kind == "pronoun" and self._speaks_of_other_work(number, line, subject):
            return None
        if subject.candidate and subject.candidate.about == "not_film":
            return None  # "Example Season 2 premiered on"
        for candidate in line.candidates:
            score, why = _in_sentence(candidate, line, event, subject)
            self._offer(pool, candidate, score, why)
        if subject.kind == "span" and subject.candidate:
            self._offer(pool, subject.candidate, subject.candidate.score, subject.candidate.why)
        self._earlier(pool, number, subject)
        self._later(pool, number, subject)
        if not pool:
            return None
        best_key = max(pool, key=lambda key: pool[key].score)
        best = pool[best_key]
        if best.score < _ENOUGH or len(best.text) > _LONGEST:
            return None
        # of two titles one of which is part of the other, neither competes
        others = [o.score for k, o in pool.items() if k not in best_key and best_key not in k]
        best = replace(
            best,
            margin=min(9.0, best.score - max(others, default=-9.0)),
            support=self._support(best, number),
        )
        if not best.why.startswith("spoken of") and (
            also := companions(line, best.text, partial(self._told, number))
        ):
            return replace(best, text=also[0], also=also)
        return self._full(best, number)

    def _support(self, best: Chosen, number: int) -> int:
        key, why = key_of(best.text), best.why
        before = self.lines[max(0, number - _BACK) : number]
        return sum(
            (
                any(sign in why for sign in ("quotation marks", "italics", "capitals")),
                best.about == "film" and not why.startswith("spoken of before: “"),
                "subject of the verb" in why,
                any(c.key == key and c.score > -1 for line in before for c in line.candidates),
                "headline" in why or "page's data" in why or key in self.said,
            )
        )

    def _told(self, number: int, key: str) -> bool:
        """Whether the text has told of a film, or names it in a sentence near by."""
        return key in self.said or any(
            c.key == key and c.score > -1 and " " in c.text
            for at in range(max(0, number - 3), min(len(self.lines), number + 3))
            if at != number
            for c in self.lines[at].candidates
        )

    def _speaks_of_other_work(self, number: int, line: Line, subject: "Subject") -> bool:
        """Whether "it" is an album or a book that a sentence before introduced."""
        if any(
            line.words.one(k, "film")
            for k in range(subject.at, min(subject.at + 4, len(line.words)))
        ):
            return False
        for back in (1, 2):
            if number >= back:
                for c in self.lines[number - back].candidates:
                    if c.first <= 1 and c.about in ("film", "not_film"):
                        return c.about == "not_film"
        return False

    def _offer(self, pool: dict[str, Chosen], c: Candidate, score: float, why: str) -> None:
        key = c.key
        if not key:
            return
        if key in self.said:
            score += 1.5
        held = pool.get(key)
        if held is None or held.score < score:
            about = c.about or (held.about if held else "")
            year = c.year or (held.year if held else None)
            pool[key] = Chosen(c.text, score, why, year, about)
        elif held:
            pool[key] = Chosen(
                held.text, held.score + 0.3, held.why, held.year or c.year, held.about or c.about
            )

    def _earlier(self, pool: dict[str, Chosen], number: int, subject: "Subject") -> None:
        """Films spoken of before: the stronger the nearer, and where the subject is a pronoun."""
        turn = {"pronoun": 3.0, "none": 1.5}.get(subject.kind, -3.0)
        people = self._people(number)
        heading = self._headed(number)
        for back in range(1, min(_BACK, number) + 1):
            line = self.lines[number - back]
            for c in line.candidates:
                if (
                    c.about in ("other", "person")
                    or (c.origin == "name" and c.first and not c.about and title_case(line.words))
                    or (people and c.origin == "name" and not c.about and c.key in people)
                ):
                    continue
                if c.text.isdigit() and c.about != "film":
                    continue
                score = c.score
                titled = line.sentence.titled and (
                    c.first <= 1 or c.strong or bool(c.about) or c.origin != "name"
                )
                if titled or line.sentence.role in ("title", "heading"):
                    score += 1.5
                if c.about == "film":
                    score += 2.0
                elif c.origin == "quote" and c.last - c.first == 1 and not titled:
                    score -= 1.5
                if (
                    c.last - c.first == 1
                    and not c.strong
                    and c.first == 0
                    and not (verb_follows(line.words, c.last) or c.about or _alone(c, line))
                ):
                    score -= 2
                elif c.first == 0 or (c.first == 1 and line.words.words[0] in "\"'“„«*‘"):
                    score += 1
                elif not c.strong and _after_opening(c, line.words):
                    score += 2
                if (
                    c.first <= 1
                    and c.last - c.first >= len(line.words) - 6
                    and len(line.words) < 16
                    and line.sentence.role != "paragraph"
                ) or (c.first == 0 and c.origin != "headline" and _alone(c, line)):
                    score += 2.5
                elif c.first <= 1 and not c.strong and verb_follows(line.words, c.last):
                    score += 2.2
                if not c.strong and c.about != "film" and not titled:
                    score -= 2.5 if c.first > 1 else 1
                score = min(score, 6.0) + turn - 0.6 * back
                if back == 1 and c.about == "film" and verb_follows(line.words, c.last):
                    score += 1.5
                if number - back < heading:
                    score -= 2
                self._offer(pool, c, score, f"spoken of before: {c.why}")
        for key, (text, at) in self._recent(number):
            if at < heading:
                continue  # a title alone stands between: what follows is of that film
            score = max(4 - 0.5 * (number - at), 2.6 if key == self.main else 0) + turn
            if at == number:
                score = max(score, 4.5)
            if score > _ENOUGH:
                held = pool.get(key)
                if held is None or held.score < score:
                    year = held.year if held else None
                    why = f"spoken of before: “{text}”"
                    pool[key] = Chosen(text, score, why, year, "film")
        for c in self.headline:
            self._offer(pool, c, c.score + turn + 1.5, c.why)

    def _people(self, number: int) -> set[str]:
        """What people are called in the sentences before: names and the last words of names."""
        found: set[str] = set()
        for at in range(max(0, number - _BACK), number):
            if at not in self.people:
                keys = [c.key for c in self.lines[at].candidates if c.about == "person"]
                self.people[at] = {*keys, *(key.rpartition(" ")[2] for key in keys)}
            found |= self.people[at]
        return found

    def _recent(self, number: int) -> Iterator[tuple[str, tuple[str, int]]]:
        """The films told of in the last sentences, and the first of the article."""
        main = self.said.get(self.main)
        for key, (text, at) in reversed(self.said.items()):
            if number - at >= 8:
                break
            yield key, (text, at)
        if main and number - main[1] >= 8:
            yield self.main, main

    def _later(self, pool: dict[str, Chosen], number: int, subject: "Subject") -> None:
        if subject.kind not in ("pronoun", "none"):
            return
        for ahead in (1, 2):
            if number + ahead >= len(self.lines):
                break
            line = self.lines[number + ahead]
            if line.sentence.titled:
                break  # the next record of a list begins
            for c in line.candidates:
                if c.about in ("other", "person", "not_film"):
                    continue
                told = line.words.low[c.last : c.last + 1]
                if (
                    ahead == 1
                    and c.first == 0
                    and (c.last > 1 or "reviews" in line.words.low)
                    and c.score > -1
                    and not _TOLD_OF.isdisjoint(told)
                ):
                    self._offer(pool, c, 3.0, f"spoken of after: {c.why}")
                elif (
                    c.first <= 2 if c.strong else c.score > -2.6 and line.words.inflected_small
                ) and _released(
                    line.words, _past_quotes(c.last, line.words) if c.strong else c.last
                ):
                    self._offer(pool, c, 3.6 - 0.6 * ahead, f"spoken of after: {c.why}")
                elif (
                    c.first == 0
                    and c.score > -1
                    and ahead == 1
                    and line.sentence.role in ("title", "heading", "paragraph")
                    and _alone(c, line)
                ):
                    self._offer(
                        pool,
                        c,
                        1.5 if self._headed(number) >= 0 else 3.0,
                        f"spoken of after: {c.why}",
                    )
                elif c.about == "film" and (
                    c.first == 0
                    or c.origin == "label"
                    or (
                        ahead == 1
                        and c.first <= 5
                        and (line.words.one(0, "pronouns") or "after the words" in c.why)
                    )
                ):
                    self._offer(pool, c, c.score - 0.5 * ahead, f"spoken of after: {c.why}")

    def _headed(self, number: int) -> int:
        """Where, just above, a title stands alone and heads what follows; -1 where none does."""
        if number not in self.heads:
            self.heads[number] = self._head_above(number)
        return self.heads[number]

    def _head_above(self, number: int) -> int:
        for at in range(number - 1, max(-1, number - 4), -1):
            line = self.lines[at]
            if len(line.sentence.text) < 60 and any(
                c.first == 0 and c.score > -1 and _alone(c, line) for c in line.candidates
            ):
                return at
        return -1

    def _full(self, best: Chosen, number: int) -> Chosen:
        """A short form ("Last Evolution") stands for the full title that the text gave before."""
        key = f" {key_of(best.text)} "
        for back in range(min(_BACK, number) + 1):
            inside = [c for c in self.lines[number - back].candidates if key[1:-1] in c.key]
            for c in sorted(inside, key=lambda c: len(c.text)):
                longer = f" {c.key} "
                if (
                    len(longer) > len(key)
                    and key in longer
                    and not longer.startswith(key)
                    and c.score > -1
                    and (":" in c.text or back)
                    and len(longer.split()) <= len(key.split()) + (6 if ":" in c.text else 3)
                ):
                    why = best.why + f", short for “{c.text}”"
                    return replace(best, text=c.text, why=why, year=best.year or c.year)
        return best

    def told(self, chosen: Chosen, number: int) -> None:
        if chosen.about == "other":
            return  # "the sequel to Example, which was released in 2013": not what follows is of
        key = key_of(chosen.text)
        self.main = self.main or key
        self.said.pop(key, None)  # the latest stand last
        self.said[key] = (chosen.text, number)


def _in_sentence(c: Candidate, line: Line, event: Event, subject: Subject) -> tuple[float, str]:
    score, why = c.score, c.why
    words = line.words
    if subject.candidate is c:
        return score + subject.weight, why + ", subject of the verb"
    if (
        subject.kind == "pronoun"
        and 0 < c.last <= subject.at
        and (c.strong or c.last - c.first > 1)
    ):
        score += 2.5
    elif subject.kind == "pronoun" and c.about != "film":
        score -= 3
    if c.first == 0 or (c.first == 1 and not words.words[0][0].isalnum()):
        score += 1.5
    owner = event.owner
    if owner is not None:
        of = c.first - 1
        while of > 0 and words.words[of] in "\"'“”„«»‘’*_":
            of -= 1
        if of > 0 and words.low[of] in _OF and words.ending(of, "release"):
            return score + 3.5, why + ", after “release of”"
        gap = owner.first - c.last if c.last <= owner.first else c.first - owner.last
        score -= 0.08 * max(0, gap)
        turned = subject.kind == "none" and line.language.code in ("fr", "es", "it", "pt")
        if c.first >= owner.last and turned and c.last - c.first > 1:
            score += 2
        elif c.first >= owner.last and c.first >= event.mention.last:
            score -= 0.5 if c.strong else 2
        elif c.first >= owner.last:
            score -= 0 if c.strong or c.about == "film" else 1.5
    if (
        not event.first <= c.first < event.last
        and event.owner
        and not event.inherited
        and c.first > event.last
    ):
        score -= 3
    if not c.strong and c.last - c.first > 1:
        score += 0.5
    return score, why


_OPENING = frozenset(
    "set based directed starring written produced inspired adapted loosely shot filmed told".split()
)


def _after_opening(c: Candidate, words: Words) -> bool:
    """ "Set in the 1990s, Example follows": the subject after what is said of it first."""
    return (
        1 < c.first < 24
        and words.words[c.first - 1] == ","
        and (", which " in c.why or (words.low[0] in _OPENING and verb_follows(words, c.last)))
    )


def _past_quotes(at: int, words: Words) -> int:
    while at < len(words) and words.words[at] in "\"'“”„«»‘’*_":
        at += 1
    return at


def _released(words: Words, at: int) -> bool:
    for k in range(at, min(len(words), at + 4)):
        if words.one(k, "release") or words.one(k, "premiere"):
            return True
        if not words.one(k, "auxiliary"):
            return False
    return False


def _alone(c: Candidate, line: Line) -> bool:
    """Whether a line holds nothing but a name, with a year in brackets at most."""
    rest = line.words.words[c.last :]
    if c.last - c.first == 1 and c.origin == "quote" and not line.sentence.key:
        return False
    if c.last - c.first == 1 and rest == ["."]:
        return False
    return all(not word.isalpha() for word in rest) and len(rest) <= 5


def headline_candidates(article: Article) -> list[Candidate]:
    """Films that the page's own data names, and the title in its headline."""
    return [
        Candidate(
            film.title,
            -1,
            -1,
            3.0,
            f"the page's data name the film “{film.title}”",
            film.year,
            True,
            "film",
        )
        for film in article.films
        if film.title.strip()
    ]
