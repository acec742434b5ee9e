"""Which film an event speaks of: the candidates of its sentence against what came before.

Every candidate is scored; the reasons of the best one are told. A pronoun or "the film" turns to
the film last spoken of, a name that stands right before the verb is its subject.
"""

import re
from dataclasses import dataclass, field

from releases.reading.article import Article
from releases.reading.clauses import Event
from releases.reading.languages import Language
from releases.reading.marks import Mark, Words
from releases.reading.plain import Sentence
from releases.reading.titles import COMPANY, Candidate, candidates, clean_title, key_of, title_case

_BACK = 10
_ENOUGH = 2.0


@dataclass(slots=True)
class Line:
    """A sentence with its words and candidates, made when first needed."""

    sentence: Sentence
    language: Language
    _words: Words | None = None
    _candidates: list[Candidate] | None = None

    @property
    def words(self) -> Words:
        if self._words is None:
            self._words = Words(self.sentence.text, self.language)
        return self._words

    @property
    def candidates(self) -> list[Candidate]:
        if self._candidates is None:
            self._candidates = candidates(self.sentence, self.words, self.language)
        return self._candidates


@dataclass(frozen=True, slots=True)
class Chosen:
    """A title, how much speaks for it, and the words for that."""

    text: str
    score: float
    why: str
    year: int | None
    about: str


@dataclass
class Topics:
    """What an article is about, as far as it has been read."""

    article: Article
    lines: list[Line]
    said: dict[str, tuple[str, int]] = field(default_factory=dict)
    headline: list[Candidate] = field(default_factory=list)
    main: str = ""

    def choose(self, number: int, event: Event) -> Chosen | None:
        """The film of an event in sentence `number`; None where no title can be found."""
        line = self.lines[number]
        subject = _subject(line, event)
        pool: dict[str, Chosen] = {}
        if subject.kind == "pronoun" and self._speaks_of_other_work(number, line, subject):
            return None
        for candidate in line.candidates:
            score, why = _in_sentence(candidate, line, event, subject)
            self._offer(pool, candidate, score, why)
        if subject.kind == "span" and subject.candidate:
            self._offer(pool, subject.candidate, subject.candidate.score, subject.candidate.why)
        self._earlier(pool, number, subject)
        self._later(pool, number, subject)
        if not pool:
            return None
        best = max(pool.values(), key=lambda chosen: chosen.score)
        return self._full(best, number) if best.score >= _ENOUGH else None

    def _speaks_of_other_work(self, number: int, line: Line, subject: "Subject") -> bool:
        """Whether "it" is an album or a book that a sentence before introduced."""
        if any(line.words.one(k, "film") for k in range(subject.at, min(subject.at + 4, len(line.words)))):
            return False
        for back in (1, 2):
            if number >= back:
                for c in self.lines[number - back].candidates:
                    if c.first <= 1 and c.about in ("film", "not_film"):
                        return c.about == "not_film"
        return False

    def _offer(self, pool: dict[str, Chosen], c: Candidate, score: float, why: str) -> None:
        key = key_of(c.text)
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
            pool[key] = Chosen(held.text, held.score + 0.3, held.why, held.year or c.year, held.about or c.about)

    def _earlier(self, pool: dict[str, Chosen], number: int, subject: "Subject") -> None:
        """Films spoken of before: the stronger the nearer, and where the subject is a pronoun."""
        turn = {"pronoun": 3.0, "none": 1.5}.get(subject.kind, -3.0)
        for back in range(1, min(_BACK, number) + 1):
            line = self.lines[number - back]
            for c in line.candidates:
                if c.about == "other" or (
                    c.origin == "name" and c.first and not c.about and title_case(line.words)
                ):
                    continue
                score = c.score
                if line.sentence.titled or line.sentence.role in ("title", "heading"):
                    score += 1.5
                if c.about == "film":
                    score += 2.0
                elif c.origin == "quote" and c.last - c.first == 1 and not line.sentence.titled:
                    score -= 1.5
                if c.last - c.first == 1 and not c.strong and c.first == 0 and not (
                    _verb_follows(line.words, c.last) or c.about or _alone(c, line)
                ):
                    score -= 2
                elif c.first == 0 or (c.first == 1 and line.words.words[0] in "\"'“„«*‘"):
                    score += 1
                if c.first <= 1 and c.last - c.first >= len(line.words) - 6 and len(line.words) < 16 and line.sentence.role != "paragraph" or (
                    c.first == 0 and c.origin != "headline" and _alone(c, line)
                ):
                    score += 2.5
                elif c.first <= 1 and not c.strong and _verb_follows(line.words, c.last):
                    score += 1.5
                if not c.strong and c.about != "film" and c.first > 1 and not line.sentence.titled:
                    score -= 1.5
                if not c.strong and c.about != "film" and not line.sentence.titled:
                    score -= 1
                score = min(score, 6.0) + turn - 0.6 * back
                self._offer(pool, c, score, f"spoken of before: {c.why}")
        for key, (text, at) in self.said.items():
            score = max(4 - 0.5 * (number - at), 2.6 if key == self.main else 0) + turn
            if at == number:
                score = max(score, 4.5)
            if score > _ENOUGH and (number - at < 8 or key == self.main):
                held = pool.get(key)
                if held is None or held.score < score:
                    pool[key] = Chosen(text, score, f"spoken of before: “{text}”", held.year if held else None, "film")
        for c in self.headline:
            self._offer(pool, c, c.score + turn + 1.5, c.why)

    def _later(self, pool: dict[str, Chosen], number: int, subject: "Subject") -> None:
        if subject.kind not in ("pronoun", "none"):
            return
        for ahead in (1, 2):
            if number + ahead >= len(self.lines):
                break
            line = self.lines[number + ahead]
            for c in line.candidates:
                if not c.strong and c.score > -2.6 and _released(line.words, c.last):
                    self._offer(pool, c, 3.6 - 0.6 * ahead, f"spoken of after: {c.why}")
                elif c.first == 0 and c.score > -1 and ahead == 1 and line.sentence.role in ("title", "heading", "paragraph") and _alone(c, line):
                    self._offer(pool, c, 3.0, f"spoken of after: {c.why}")
                elif c.first == 0 and c.about == "film":
                    self._offer(pool, c, c.score - 0.5 * ahead, f"spoken of after: {c.why}")

    def _full(self, best: Chosen, number: int) -> Chosen:
        """A short form ("Last Evolution") stands for the full title that the text gave before."""
        key = f" {key_of(best.text)} "
        for back in range(min(_BACK, number) + 1):
            for c in sorted(self.lines[number - back].candidates, key=lambda c: len(c.text)):
                longer = f" {key_of(c.text)} "
                if len(longer) > len(key) and key in longer and not longer.startswith(key) and c.score > -1:
                    if ":" in c.text or back:
                        return Chosen(c.text, best.score, best.why + f", short for “{c.text}”", best.year or c.year, best.about)
        return best

    def told(self, chosen: Chosen, number: int) -> None:
        key = key_of(chosen.text)
        self.main = self.main or key
        self.said[key] = (chosen.text, number)


@dataclass(frozen=True, slots=True)
class Subject:
    """Who does what the event says: a `name`, a `pronoun`, a `span` of plain words, or `none`."""

    kind: str
    candidate: Candidate | None = None
    weight: float = 5.0
    at: int = 0


def _in_sentence(
    c: Candidate, line: Line, event: Event, subject: Subject
) -> tuple[float, str]:
    score, why = c.score, c.why
    words = line.words
    if subject.candidate is c:
        return score + subject.weight, why + ", subject of the verb"
    if subject.kind == "pronoun" and 0 < c.last <= subject.at and (c.strong or c.last - c.first > 1):
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
            score += 3
            why += ", after “release of”"
        gap = owner.first - c.last if c.last <= owner.first else c.first - owner.last
        score -= 0.08 * max(0, gap)
        turned = subject.kind == "none" and line.language.code in ("fr", "es", "it", "pt")
        if c.first >= owner.last and turned and c.last - c.first > 1:
            score += 2
        elif c.first >= owner.last and c.first >= event.mention.last:
            score -= 0.5 if c.strong else 2
        elif c.first >= owner.last:
            score -= 0 if c.strong else 1.5
    if not event.first <= c.first < event.last and event.owner and not event.inherited and c.first > event.last:
        score -= 3
    if not c.strong and c.last - c.first > 1:
        score += 0.5
    return score, why


def _subject(line: Line, event: Event) -> Subject:
    """The subject of the event's verb, looked for leftwards from it."""
    words = line.words
    source = event.owner_event or event
    owner = source.owner or event.owner
    if owner is None:
        return Subject("none")
    at = owner.first
    if owner.sort == "medium":
        verbs = [
            m for m in words.marks("release", "premiere", "loose", "moved")
            if source.first <= m.first < owner.first
        ]  # fmt: skip
        owner = verbs[-1] if verbs else owner
        at = verbs[-1].first if verbs else min(owner.first, event.mention.first)
    if found := _object(line, owner, event):
        return found
    if event.inherited and (found := _own_name(line, event)):
        return found
    at = _before_auxiliaries(words, at)
    verb = at
    for _ in range(3):
        if found := _ends_at(line, at):
            return found
        if at and words.words[at - 1] == "(" and (found := _ends_at(line, at - 1)):
            return found
        if at and words.words[at - 1] == "," and (found := _ends_at(line, at - 1)):
            name = found.candidate
            if name and name.score > -1 and words.words[name.first - 1 : name.first] in ([","], [":"]):
                return found
        moved = _before_aside(words, at)
        if moved == at:
            break
        at = _before_auxiliaries(words, moved)
    return _far_subject(line, verb)


def _own_name(line: Line, event: Event) -> Subject | None:
    """The film of a stretch without a verb: "… and The Return of the King in 2003"."""
    words = line.words
    first = event.first
    while first < event.mention.first and (words.one(first, "joins") or words.words[first] in ",;"):
        first += 1
    last = event.mention.first
    while last > first and (words.ending(last, "before_month") or words.ending(last, "before_day")):
        last -= 1
    if not 0 < last - first <= 8 or not words.words[first][0].isupper():
        return None
    for c in line.candidates:
        if c.first == first and c.last == last and c.score > -1:
            return Subject("name", c)
    if any(words.one(k, s) for k in range(first, last) for s in ("auxiliary", "pronouns", "release")):
        return None
    if any(words.one(k, s) for k in range(first, last) for s in ("place", "city", "medium", "place_words", "by", "film", "relative") if k == first):
        return None
    text = clean_title(words.quote(first, last))
    if not text:
        return None
    why = f"the words before the date: “{text}”"
    return Subject("span", Candidate(text, first, last, 5.0, why))


def _far_subject(line: Line, at: int) -> Subject:
    """A subject that does not touch its verb: a name that opens the sentence, a pronoun."""
    words = line.words
    pronoun = next((m for m in reversed(words.marks("pronouns")) if m.last <= at), None)
    relative = next((m for m in reversed(words.marks("relative_pronouns")) if m.last <= at), None)
    if relative and (pronoun is None or relative.first >= pronoun.first):
        if found := _antecedent(line, relative.first):
            return found
    opening = [
        c
        for c in line.candidates
        if c.last <= at
        and c.score > -1
        and (c.about == "film" or (c.first <= 2 and (c.strong or _verb_follows(words, c.last))))
    ]
    films = [c for c in opening if c.about == "film"] or opening
    if films:
        return Subject("name", max(films, key=lambda c: (c.score, c.first)), 2.5 if pronoun is None else 2.2)
    if pronoun is not None:
        return Subject("pronoun", at=pronoun.first)
    if any(m.last <= at for m in words.marks("film")):
        return Subject("pronoun")
    span = _plain_span(line, at)
    return Subject("span", span) if span else Subject("none")


def _antecedent(line: Line, at: int) -> Subject | None:
    words = line.words
    while at > 0 and words.words[at - 1] in "\"'“”„«»‘’*_,":
        at -= 1
    near = [c for c in line.candidates if c.last == at and c.score > -1]
    return Subject("name", max(near, key=lambda c: c.score)) if near else None


def _object(line: Line, owner: Mark, event: Event) -> Subject | None:
    """What a company brings out: "Netflix released the film", "Crunchyroll will screen Suzume"."""
    words = line.words
    if owner.sort not in ("release", "premiere", "loose", "moved"):
        return None
    at = owner.last
    while at < len(words) and words.words[at] in "\"'“”„«»‘’*_":
        at += 1
    pronoun = words.one(at, "pronouns")
    if pronoun and (pronoun.last - pronoun.first > 1 or line.language.code == "de"):
        return Subject("pronoun")
    if words.ending(owner.first, "passive"):
        return None
    turned = line.language.code in ("de", "nl") and event.mention.last <= owner.first
    company = any(c.last == _before_auxiliaries(words, owner.first) and c.score <= -3 for c in line.candidates)
    for c in line.candidates:
        if c.first == at and c.score > (-2.5 if turned else -1) and (
            c.strong or c.last - c.first > 1 or turned or company
        ):
            return Subject("name", c)
    near = next((c for c in line.candidates if c.strong and owner.last <= c.first <= owner.last + 6), None)
    if near and near.score > -1 and all(
        words.words[k][0].islower() or words.words[k] in "-\"'“„«»‘’*_" for k in range(owner.last, near.first)
    ) and not any(words.one(k, "place_words") or words.one(k, "by") for k in range(owner.last, near.first)):
        return Subject("name", near)
    start = _before_auxiliaries(words, owner.first)
    left = start == 0 or words.words[start - 1] in ",;:(" or start == event.mention.last
    at = max(owner.last, event.mention.last)
    while at < len(words) and (
        words.words[at] in "\"'“”„«»‘’*_,:"
        or any(words.one(at, sort) for sort in ("medium", "place", "release", "place_words"))
    ):
        at += 1
    if left and at > event.mention.last or line.language.code in ("fr", "es", "it", "pt") and left:
        for c in line.candidates:
            if c.first == at and c.strong:
                return Subject("name", c)
    return None


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


def _verb_follows(words: Words, at: int) -> bool:
    while at < len(words) and words.words[at] in "\"'”’»“*":
        at += 1
    return any(words.one(at, sort) for sort in ("auxiliary", "release", "premiere", "loose", "is_a"))


def _before_auxiliaries(words: Words, at: int) -> int:
    while at > 0:
        mark = words.ending(at, "auxiliary") or words.ending(at, "release") or words.ending(at, "loose")
        if mark is None or words.words[mark.first][0].isupper() and mark.first > 0 and words.inflected_small:
            break
        at = mark.first
    while at > 0 and words.words[at - 1] in ",–—-:|" and False:
        at -= 1
    return at


def _ends_at(line: Line, at: int) -> Subject | None:
    words = line.words
    while at > 0 and words.words[at - 1] in "\"'“”„«»‘’*_":
        at -= 1
    if relative := words.ending(at, "relative_pronouns"):
        if found := _antecedent(line, relative.first):
            return found
        return _far_subject(line, relative.first) if relative.first else None
    if mark := words.ending(at, "pronouns"):
        longest = mark
        if mark.last - mark.first == 1 and not words.one(mark.first, "film"):
            far = _far_subject(line, mark.first)
            if far.kind == "name":
                return far
        inside = next((c for c in line.candidates if c.first < longest.last <= c.last and c.last - c.first > 1), None)
        if inside is None:
            before = next((c for c in line.candidates if c.last == mark.first and mark.last - mark.first == 1 and words.one(mark.first, "film")), None)
            return Subject("name", before) if before else Subject("pronoun", at=mark.first)
    best: Candidate | None = None
    for candidate in line.candidates:
        if candidate.last == at or (words.words[at - 1 : at] == ["!"] and candidate.last == at - 1):
            if best is None or candidate.score > best.score:
                best = candidate
    if best is not None and _made_by(best, words):
        return Subject("pronoun", at=max(0, best.first - 2))
    if best is None and (film := words.ending(at, "film")):
        best = next((c for c in line.candidates if c.last == film.first), None)
    return Subject("name", best) if best and best.score > -3 else None


def _made_by(c: Candidate, words: Words) -> bool:
    """Whether a name only says whose film it is: "il film di Paolo Genovese"."""
    if c.strong or c.first < 2 or not words.ending(c.first, "by"):
        return False
    by = words.ending(c.first, "by")
    return by is not None and words.ending(by.first, "film") is not None


def _before_aside(words: Words, at: int) -> int:
    """Past a bracket or an aside between commas that ends just before a verb."""
    if (join := words.ending(at, "joins")) and words.low[join.first] in _AND:
        for k in range(join.first - 1, max(-1, join.first - 10), -1):
            if words.low[k] in _AS:
                return join.first
            if words.words[k] in ",.;":
                break
    if at and words.words[at - 1] in ",–—-:|":
        if words.words[at - 1] == ",":
            for k in range(at - 2, max(-1, at - 30), -1):
                if words.words[k] == ",":
                    return k
        return at - 1
    if at and words.words[at - 1] == ")":
        for k in range(at - 2, max(-1, at - 40), -1):
            if words.words[k] == "(":
                return k
    return at


_OF = frozenset("of de di von van for".split())
_AND = frozenset("and und et y e en ed".split())
_AS = frozenset("dubbed titled retitled renamed titulada intitulé synchronisiert doblada".split())


def _plain_span(line: Line, at: int) -> Candidate | None:
    """Plain words from the start of the clause to the verb, as titles in small letters stand."""
    words = line.words
    start = 0
    for k in range(at - 1, -1, -1):
        if words.words[k] in ",;:.()–—|" or words.one(k, "joins") and k < at - 1 and words.words[k + 1][0].isupper():
            start = k + 1
            break
    while start < at and words.words[start] in "\"'“”„«»‘’*_¿¡":
        start += 1
    if not 1 < at - start <= 8 or not words.words[start][0].isupper():
        return None
    if any(words.one(start, s) for s in ("pronouns", "place_words", "relative", "before_month", "joins")):
        return None
    for k in range(start, at):
        if any(
            words.one(k, sort)
            for sort in ("release", "premiere", "other", "pronouns", "weekday", "month", "people", "festival", "film", "not_film", "promotion", "medium", "place", "other")
        ):
            return None
    text = clean_title(words.quote(start, at))
    if not text or len(words.words[at - 1]) < 2 or any(w in COMPANY for w in words.low[start:at]):
        return None
    return Candidate(text, start, at, 3.0, f"the words before the verb: “{text}”")


def headline_candidates(article: Article, language: Language) -> list[Candidate]:
    """Films that the page's own data names, and the title in its headline."""
    found = [
        Candidate(film.title, -1, -1, 3.0, f"the page's data name the film “{film.title}”", film.year, True, "film")
        for film in article.films
        if film.title.strip()
    ]
    return found


_SPLIT = re.compile(r"\s+[–—|-]\s+|:\s+")
