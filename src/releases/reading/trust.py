"""What the verb says of time, and how far a statement is to be trusted."""

from releases.reading import when
from releases.reading.clauses import Event
from releases.reading.languages import Language
from releases.reading.marks import Words
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


def confidence_of(resolved: when.Resolved, chosen: Chosen, *, weak: bool, inherited: bool) -> float:
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
