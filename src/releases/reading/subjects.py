"""Who opens, premieres or is released: the subject of an event's verb."""

from releases.reading.companies import COMPANY, of_company
from releases.reading.lines import Line
from releases.reading.makers import MAKER, ROMANCE, all_names, credited
from releases.reading.marks import Words
from releases.reading.mentions import Event
from releases.reading.names import WORKS, Candidate, clean_title
from releases.reading.objects import (
    Subject,
    after_colon,
    before_auxiliaries,
    before_bracket,
    object_of,
    set_for,
)
from releases.reading.people import STARS
from releases.reading.surroundings import of_maker

_AND = frozenset("and und et y e en ed".split())

_AS = frozenset("dubbed titled retitled renamed titulada intitulé synchronisiert doblada".split())


def subject_of(line: Line, event: Event) -> Subject:
    """The subject of the event's verb, looked for leftwards from it."""
    words = line.words
    source = event.owner_event or event
    owner = source.owner or event.owner
    if owner is None:
        return Subject("none")
    if words.low[owner.last : owner.last + 1] in (["of"], ["von"]) and (
        found := _starting(line, owner.last + 1)
    ):
        return found
    if found := after_colon(line, event, owner) or before_bracket(line, event):
        return found
    at = owner.first
    if owner.sort == "medium":
        verbs = [
            m for m in words.marks("release", "premiere", "loose", "moved")
            if source.first <= m.first < owner.first
        ]  # fmt: skip
        owner = verbs[-1] if verbs else owner
        at = verbs[-1].first if verbs else min(owner.first, event.mention.first)
        while not verbs and (mark := words.ending(at, "place") or words.ending(at, "place_words")):
            at = mark.first
    if found := object_of(line, owner, event):
        return found
    if event.inherited and (found := _own_name(line, event)):
        return found
    if found := set_for(line, owner.first):
        return found
    at = before_auxiliaries(words, at)
    verb = at
    for _ in range(3):
        if found := _ends_at(line, at):
            return found if at == verb else _opener(line, event, found, verb)
        if at and words.words[at - 1] == "(" and (found := _ends_at(line, at - 1)):
            return found
        if at and words.words[at - 1] == "," and (found := _ends_at(line, at - 1)):
            name = found.candidate
            if (
                name
                and name.score > -1
                and words.words[name.first - 1 : name.first] in ([","], [":"])
            ):
                return found
        moved = _before_aside(words, at)
        if moved == at:
            break
        at = before_auxiliaries(words, moved)
    far = _far_subject(line, verb)
    if far.kind == "none" and line.language.code == "de":
        return _german_relative(line, event, verb) or far
    if far.kind == "pronoun" and line.language.code in ("de", "nl"):
        return _before_date(line, event) or far
    return far


def _opener(line: Line, event: Event, found: Subject, verb: int) -> Subject:
    """ "“Example”, built on a great Ann Marsh, winner of …, opens": the title before its asides."""
    name = found.candidate
    if found.kind == "pronoun":  # "the new film, now titled Example, has been moved"
        told = [
            c
            for c in line.candidates
            if found.at < c.first and c.last <= verb and c.about == "film" and c.strong
        ]
        return Subject("name", told[0]) if told and told[0].score > 2 else found
    if name is None or name.strong or name.about == "film":
        return found
    for c in line.candidates:
        if c.strong and c.first <= 1 and c.score > 2 and event.first <= c.first:
            between = range(c.last, name.first)
            if not any(line.words.one(k, s) for k in between for s in ("auxiliary", "release")):
                return found if of_maker(c, line.words) else Subject("name", c)
    return found


def _before_date(line: Line, event: Event) -> Subject | None:
    """ "wanneer “Example” in 2025 in de bioscopen verschijnt": the verb stands last."""
    for c in line.candidates:
        if (
            c.strong
            and c.score > -1
            and event.first <= c.first
            and 0 < event.mention.first - c.last <= 2
        ):
            return Subject("name", c)
    return None


def _starting(line: Line, at: int) -> Subject | None:
    """ "until the release of Example in 2022": what comes out stands after "of"."""
    words = line.words
    while at < len(words) and words.words[at] in "\"'“”„«»‘’*_":
        at += 1
    near = [c for c in line.candidates if c.first == at and c.score > -1]
    return Subject("name", max(near, key=lambda c: c.score)) if near else None


_DER = frozenset("der die das".split())


def _german_relative(line: Line, event: Event, verb: int) -> Subject | None:
    """ "In Tár, der am 2. März in die Kinos kam, ...": der, die, das after a name and a comma."""
    words = line.words
    for c in line.candidates:
        at = c.last + (words.words[c.last : c.last + 1] in (["“"], ["”"], ['"']))
        if (
            c.score > -1
            and event.first <= at + 1 <= min(verb, event.mention.first)
            and words.low[at : at + 1] == [","]
            and not _DER.isdisjoint(words.low[at + 1 : at + 2])
        ):
            return Subject("name", c)
    return None


def _own_name(line: Line, event: Event) -> Subject | None:
    """The film of a stretch without a verb: "… and The Return of the King in 2003"."""
    words = line.words
    first = event.first
    while first < event.mention.first and (words.one(first, "joins") or words.words[first] in ",;"):
        first += 1
    for c in line.candidates:
        if (
            c.first == first
            and c.score > -1
            and (c.strong or words.one(c.last, "auxiliary") or _takes(c.last, event, words))
        ):
            return Subject("name", c)
    last = event.mention.first
    while last > first and (words.ending(last, "before_month") or words.ending(last, "before_day")):
        last -= 1
    if not 0 < last - first <= 8 or not words.words[first][0].isupper():
        return None
    for c in line.candidates:
        if c.first == first and c.last == last and c.score > -1:
            return Subject("name", c)
    if words.code == "en" and words.words[last - 1][0].islower():
        return None  # "Example takes 4 November"
    if any(
        words.one(k, s) for k in range(first, last) for s in ("auxiliary", "pronouns", "release")
    ):
        return None
    if any(
        words.one(k, s)
        for k in range(first, last)
        for s in ("place", "city", "medium", "place_words", "by", "film", "relative")
        if k == first
    ):
        return None
    text = clean_title(words.quote(first, last))
    if not text:
        return None
    why = f"the words before the date: “{text}”"
    return Subject("span", Candidate(text, first, last, 5.0, why))


def _takes(at: int, event: Event, words: Words) -> bool:
    """ "A opens on 4 May, B takes 11 May": one or two small words before the date."""
    return (
        words.code == "en"
        and 0 < event.mention.first - at <= 3
        and all(words.words[k][0].islower() for k in range(at, event.mention.first))
        and not any(words.one(at, sort) for sort in ("place_words", "by", "joins", "before_day"))
    )


def _far_subject(line: Line, at: int) -> Subject:
    """A subject that does not touch its verb: a name that opens the sentence, a pronoun."""
    words = line.words
    pronoun = next((m for m in reversed(words.marks("pronouns")) if m.last <= at), None)
    relative = next((m for m in reversed(words.marks("relative_pronouns")) if m.last <= at), None)
    nearer = relative is not None and (pronoun is None or relative.first >= pronoun.first)
    if relative and nearer and (found := _antecedent(line, relative.first)):
        return found
    opening = [
        c
        for c in line.candidates
        if c.last <= at
        and c.score > -1
        and (c.about == "film" or (_leads(c, words) and (c.strong or verb_follows(words, c.last))))
    ]
    films = [c for c in opening if c.about == "film"] or opening
    if films:
        return Subject(
            "name", max(films, key=lambda c: (c.score, c.first)), 2.5 if pronoun is None else 2.2
        )
    if pronoun is not None:
        return Subject("pronoun", at=pronoun.first)
    if any(m.last <= at for m in words.marks("film")):
        return Subject("pronoun")
    span = _plain_span(line, at)
    return Subject("span", span) if span else Subject("none")


def _leads(c: Candidate, words: Words) -> bool:
    """Whether a name opens its sentence, if need be after "In the United Kingdom,"."""
    if of_maker(c, words):
        return False
    return c.first <= (7 if c.strong else 4) or (
        c.first <= 7 and words.words[c.first - 1] == "," and words.one(0, "place_words") is not None
    )


def _antecedent(line: Line, at: int) -> Subject | None:
    words = line.words
    while at > 0 and words.words[at - 1] in "\"'“”„«»‘’*_,(":
        at -= 1
    near = [
        c for c in line.candidates
        if c.last == at
        and (
            c.score > -1
            or (c.about == "other" and c.score > -5)
            or (c.score > -3 and not c.about and c.last - c.first > 1)
        )
    ]  # fmt: skip
    if near and near[0].first > 1 and words.low[near[0].first - 1] in _SIGNED:
        films = [c for c in line.candidates if c.last < near[0].first and c.score > -1]
        return Subject("name", max(films, key=lambda c: (c.score, c.last))) if films else None
    if not near:
        return None
    best = max(near, key=lambda c: c.score)
    return Subject("name", best, 5.0 if best.score > -1 else 8.0)


_SIGNED = frozenset("signé signée signed dirigido dirigida diretto diretta réalisé".split())


def verb_follows(words: Words, at: int) -> bool:
    while at < len(words) and words.words[at] in "\"'”’»“*":
        at += 1
    return any(
        words.one(at, sort) for sort in ("auxiliary", "release", "premiere", "loose", "is_a")
    )


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
        inside = next(
            (
                c
                for c in line.candidates
                if c.first < longest.last <= c.last and c.last - c.first > 1
            ),
            None,
        )
        if inside is None:
            before = next(
                (
                    c
                    for c in line.candidates
                    if c.last == mark.first
                    and mark.last - mark.first == 1
                    and words.one(mark.first, "film")
                ),
                None,
            )
            if before is not None and before.score > -3:
                return Subject("name", before)
            return Subject("pronoun", at=mark.first)
    best: Candidate | None = None
    for candidate in line.candidates:
        shouted = words.words[at - 1 : at] == ["!"] and candidate.last == at - 1
        if (candidate.last == at or shouted) and (best is None or candidate.score > best.score):
            best = candidate
    if best is not None and _made_by(best, words):
        films = [c for c in line.candidates if c.last <= best.first and c.about == "film"]
        if films and films[-1].score > 1:
            return Subject("name", films[-1])
        return Subject("pronoun", at=max(0, best.first - 2))
    if best is not None and credited(best, words):
        return None
    if best is not None and of_company(words.low[best.first : best.last]):
        relative = words.ending(best.first, "relative_pronouns")
        if relative and (found := _antecedent(line, relative.first)):
            return found  # "Example 2, which Sony will release"
    if best is not None and (named := _before_maker(best, line)):
        return named
    if best is None and (film := words.ending(at, "film")):
        best = next((c for c in line.candidates if c.last == film.first), None)
        if best and best.last - best.first > 2 and words.words[best.last - 2] in "'’":
            return Subject("pronoun", at=film.first)  # "Ann Example's film opened"
    return Subject("name", best) if best and best.score > -3 else None


def _before_maker(c: Candidate, line: Line) -> Subject | None:
    """ "C'è ancora domani di Paola Cortellesi esce": the title stands before its maker's name."""
    words = line.words
    if c.strong or line.language.code not in ROMANCE or c.last - c.first < 2:
        return None
    at = c.first - (words.words[c.first - 1] in "'’" if c.first else 0) - 1
    if at < 1 or words.low[at] not in MAKER or not all_names(c, words):
        return None
    stop = at
    while stop > 0 and words.words[stop - 1] in "\"'“”„«»‘’*_":
        stop -= 1
    found = [o for o in line.candidates if o.last == stop and o.score > -3]
    if found and found[0].strong:
        return Subject("name", found[0])
    span = _plain_span(line, stop)
    if span and not WORKS.isdisjoint(words.low[span.first : span.last]):
        return None
    if span and span.last - span.first > 1:
        return Subject("span", span)
    return Subject("name", found[0]) if found else None


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
            if (cast := _cast_list(words, at - 1)) is not None:
                return cast
            for k in range(at - 2, max(-1, at - 30), -1):
                if words.words[k] == ",":
                    return k
        return at - 1
    if at and words.words[at - 1] in ")]":
        for k in range(at - 2, max(-1, at - 40), -1):
            if words.words[k] in "([":
                return k
    return at


_NO_SUBJECT = frozenset("rendez estos estas esto questi queste diese dieser ces cette".split())


def _cast_list(words: Words, end: int) -> int | None:
    """The comma before ", featuring Ann Example, Bo Example and Cy Example," that ends at `end`."""
    if _LISTS.isdisjoint(words.low):
        return None
    for k in range(end - 2, max(-1, end - 70), -1):
        if words.words[k] in ".;":
            return None
        if words.low[k] in _LISTS and k and words.words[k - 1] == ",":
            return k - 1
    return None


_LISTS = STARS | frozenset("with including led avec con com mit met".split())


def _plain_span(line: Line, at: int) -> Candidate | None:
    """Plain words from the start of the clause to the verb, as titles in small letters stand."""
    words = line.words
    start = 0
    for k in range(at - 1, -1, -1):
        if words.words[k] in ",;:.()–—|" or (
            words.one(k, "joins") and k < at - 1 and words.words[k + 1][0].isupper()
        ):
            start = k + 1
            break
    while start < at and words.words[start] in "\"'“”„«»‘’*_¿¡":
        start += 1
    if not 1 < at - start <= 8 or not words.words[start][0].isupper() or words.capitals:
        return None
    if words.low[start] in _NO_SUBJECT:
        return None
    if any(
        words.one(start, s)
        for s in ("pronouns", "place_words", "relative", "before_month", "joins", "credits")
    ):
        return None
    for k in range(start, at):
        if any(
            words.one(k, sort)
            for sort in (
                "release",
                "premiere",
                "other",
                "pronouns",
                "weekday",
                "month",
                "people",
                "festival",
                "film",
                "not_film",
                "promotion",
                "medium",
                "place",
                "other",
            )
        ):
            return None
    if words.code == "en" and not any(w[0].isupper() for w in words.words[start + 1 : at]):
        return None
    text = clean_title(words.quote(start, at))
    if not text or len(words.words[at - 1]) < 2 or any(w in COMPANY for w in words.low[start:at]):
        return None
    return Candidate(text, start, at, 3.0, f"the words before the verb: “{text}”")
