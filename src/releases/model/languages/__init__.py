"""The words of each language in which people are told things: one data file a language.

A phrase is a whole sentence with places to fill, so that each language has its own order of
words. Phrases avoid what would need a grammar of what is filled in: articles, cases and
contractions before a date or a territory. To add a language, copy `nl.py`, translate it, and add
its code and own name to `NAMES`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from importlib import import_module

from releases.model.dates import DateWords
from releases.model.release import Kind
from releases.model.territory import name as english_name

# By code, how each calls itself; the first is for whoever has chosen none.
NAMES = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "it": "Italiano",
    "pt": "Português",
    "nl": "Nederlands",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language. Phrases have the places `{…}` that the English ones (`en.py`) have, no others.

    `head_…` phrases stand before the titles of films in a subject, cut short with `and_more`.
    `…_premiere` are for what was shown once and is not to be seen since; they and `head_yesterday`
    and `head_days_ago` are '' where the usual phrase serves. `reason_…` say why a date changed;
    they are stored in English with the change. `event_…` stand in calendars, `news_…` in the news
    feed; `whats` are what notices tell there, '' for as it is stored.
    """

    code: str
    dates: DateWords
    kinds: Mapping[Kind, str]
    territories: Mapping[str, str]

    today: str
    tomorrow: str
    in_days: str
    yesterday: str
    days_ago: str
    yesterday_premiere: str
    days_ago_premiere: str
    head_yesterday: str
    head_days_ago: str

    head: str
    head_moved: str
    head_date_set: str
    head_postponed: str
    head_cancelled: str
    head_revived: str
    head_removed: str
    head_conflict: str
    head_trouble: str
    head_test: str
    head_today: str
    head_week: str
    head_releases: str
    head_messages: str
    and_one_more: str
    and_more: str

    reminder: str
    digest: str
    digest_no_day: str
    moved: str
    moved_from_unknown: str
    date_set: str
    date_set_before: str
    postponed: str
    postponed_to: str
    postponed_before: str
    cancelled: str
    revived: str
    removed: str
    conflict: str
    conflict_other: str
    conflict_somebody: str
    trouble: str
    test: str
    unconfirmed: str
    late: str
    stands_in: str

    because: str
    reason_undone: str
    reason_kept: str
    reason_settled: str
    reason_as_source: str
    reason_no_more: str
    reason_called_off: str
    source: str
    quoted: str
    typed_by_you: str
    typed_by: str
    footer: str
    test_title: str
    test_text: str

    calendar: str
    event_withdrawn: str
    event_some_time: str
    event_cancelled: str
    event_no_day: str
    event_only: str
    event_unconfirmed: str
    event_stands_in: str
    event_typed: str
    event_quoted: str

    news: str
    news_told_digest: str
    news_told_other: str
    news_told: str
    news_reminded_today: str
    news_reminded_before: str
    news_reminded_days: str
    news_by: str
    news_added: str
    news_moved: str
    news_called_off: str
    news_taken_back: str
    news_nothing: str
    whats: Mapping[str, str]

    def territory(self, code: str) -> str:
        """The name of a territory, in English where this language has none of its own."""
        return self.territories.get(code) or english_name(code)

    def reason(self, stored: str) -> str:
        """The reason of a change: in this language where it is one of ours, else as it stands."""
        if self.code == "en":
            return stored
        for name, form in _our_reasons():
            if found := form.fullmatch(stored):
                phrase: str = getattr(self, name)
                return phrase.format(**found.groupdict())
        return stored


@cache
def _our_reasons() -> list[tuple[str, re.Pattern[str]]]:
    """The `reason_…` phrases, with what each is stored as: the English one, its place filled."""
    found = []
    for each in fields(Language):
        if each.name.startswith("reason_"):
            stored = re.escape(getattr(language("en"), each.name))
            form = stored.replace(r"\{source\}", "(?P<source>.+)")
            found.append((each.name, re.compile(form)))
    return found


def named(lines: str) -> dict[str, str]:
    """Names by code, from lines of a code and a name."""
    return dict(line.split(" ", 1) for line in lines.strip().splitlines())


def code_of(text: str) -> str | None:
    """The code of the language meant by `pt`, `pt-BR` or `DE_at`; None where it is not known."""
    shaped = re.fullmatch(r"([a-z]{2})(?:[-_][a-z0-9]{2,8}){0,2}", text.strip().lower())
    return shaped[1] if shaped and shaped[1] in NAMES else None


@lru_cache(maxsize=64)
def language(code: str) -> Language:
    """The language of a stored code, English where it is not known; loaded when first used."""
    found = import_module(f"releases.model.languages.{code_of(code) or 'en'}")
    made: Language = found.LANGUAGE
    return made
