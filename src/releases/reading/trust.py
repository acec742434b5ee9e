"""What the verb says of time, and how far a statement is to be trusted."""

from releases.reading import when
from releases.reading.languages import Language
from releases.reading.marks import Words
from releases.reading.mentions import Event
from releases.reading.topics import Chosen


def future(words: Words, event: Event, lang: Language) -> bool | None:
    owner = event.owner
    if owner and owner.sort == "moved":
        return True
    if any(event.first <= m.first < event.mention.first for m in words.marks("moved")):
        return True
    if any(event.first <= m.first < event.last for m in words.marks("planned")):
        return None
    near = owner.first if owner else event.mention.first
    if any(near - 4 <= m.first < near and m.value == "future" for m in words.marks("tense")):
        return True
    if owner and (said := words.one(owner.last, "tense")) and said.value == "past":
        return False  # "a estreia foi dia 25"
    marks = [m for m in words.marks("tense") if event.first <= m.first < event.last]
    if marks:
        return min(marks, key=lambda m: abs(m.first - near)).value == "future"
    if (
        owner
        and owner.sort != "medium"
        and lang.code == "en"
        and any(w.endswith("ed") for w in words.low[owner.first : owner.last])
    ):
        return False
    return None


def planned(words: Words, event: Event) -> bool:
    """Whether a date was only a plan: "was due on 2 August", "had been set to ... on 2 August"."""
    before = [m for m in words.marks("planned") if m.first < event.mention.first]
    return bool(before) and not any(
        before[-1].last <= m.first < event.mention.first for m in words.marks("month")
    )


_BY_SUPPORT = (0.84, 0.89, 0.895, 0.94, 0.96, 0.97)
_CERTAIN = 3.5  # the margin below which two names compete


_INDIRECT = ("a studio's", "stands for", "set beside a word", "short for")


def _named_outright(chosen: Chosen) -> bool:
    """Whether the sentence itself names the film, or the text says that the name is a film's.

    "The film" turns to the wrong name more often than any subject of a verb is no film.
    """
    if any(sign in chosen.why for sign in _INDIRECT):
        return False
    return not chosen.why.startswith("spoken of before") or (
        "calls a film" in chosen.why and chosen.support > 2
    )


def confidence_of(resolved: when.Resolved, chosen: Chosen, *, weak: bool, inherited: bool) -> float:
    """How often such a statement is right on texts that no rule was made for.

    The title decides: what errs most is a name that one sign only marks as a title. 0.9 and more
    is kept for titles that three signs agree on, none competing, with a date written in full.
    The steps are measured: see docs/reading.md.
    """
    value = _BY_SUPPORT[chosen.support]
    if chosen.why.startswith("spoken of after"):
        value = 0.78
    if chosen.margin < _CERTAIN:
        value = min(value, 0.89) * (0.93 if chosen.margin < 1.5 else 1)
    elif not _named_outright(chosen):
        value = min(value, 0.88)
    value *= resolved.sure
    value *= (0.87 if weak else 1) * (0.97 if inherited else 1)
    return round(max(0.05, min(0.99, value)), 2)
