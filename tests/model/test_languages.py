"""The words of each language: all there, with the same places, and dates as people write them."""

from dataclasses import fields
from string import Formatter

import pytest

from releases.model.dates import SEASONS, ReleaseDate
from releases.model.languages import NAMES, Language, code_of, language
from releases.model.plan import APART, CORRECTIONS, What
from releases.model.release import Kind
from releases.model.territory import names

OTHERS = [code for code in NAMES if code != "en"]
ENGLISH = language("en")
PHRASES = [each.name for each in fields(Language) if each.type is str and each.name != "code"]
# Said with another phrase where they are empty.
MAY_BE_EMPTY = {
    "head_yesterday", "head_days_ago", "yesterday_premiere", "days_ago_premiere",
}  # fmt: skip
# In some languages the same as in English.
SHARED = {"reminder", "digest", "head", "head_releases", "head_messages", "event_quoted",
          "conflict_other", "quoted", "source", "date_set_before"}  # fmt: skip


def places(phrase: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(phrase) if name is not None}


def shape(phrase: str) -> tuple[set[str], bool, bool]:
    """Its places, and whether it begins with a space and ends with one."""
    return places(phrase), phrase[:1] == " ", phrase[-1:] == " "


@pytest.mark.parametrize("code", OTHERS)
def test_every_phrase_is_there_with_the_places_of_the_english_one(code: str) -> None:
    assert len(PHRASES) > 60
    other = language(code)
    for name in PHRASES:
        theirs, english = getattr(other, name), getattr(ENGLISH, name)
        if not (theirs and english):
            assert name in MAY_BE_EMPTY, name
            continue
        allowed = [shape(english)]
        if name in ("postponed_to", "conflict_other", "quoted"):
            # A colon follows the word before it.
            allowed.append((places(english), False, False))
        assert shape(theirs) in allowed, name
        assert theirs != english or name in SHARED, name


@pytest.mark.parametrize("code", NAMES)
def test_every_kind_month_and_season_has_a_name_of_its_own(code: str) -> None:
    words = language(code)
    assert words.code == code
    assert len({words.kinds[kind] for kind in Kind}) == len(Kind)
    for named, count in ((words.dates.months, 12), (words.dates.weekdays, 7),
                         (words.dates.quarters, 4)):  # fmt: skip
        assert len(named) == len(set(named)) == count
    assert words.dates.seasons.keys() == SEASONS.keys()
    assert len(set(words.dates.seasons.values())) == len(SEASONS)


@pytest.mark.parametrize("code", OTHERS)
def test_what_a_notice_told_has_a_name(code: str) -> None:
    told = {*CORRECTIONS, *APART, What.CONFLICT} - {What.DIGEST}
    assert language(code).whats.keys() == {each.value for each in told}


@pytest.mark.parametrize("code", OTHERS)
def test_common_territories_have_names_and_the_others_their_english_one(code: str) -> None:
    words = language(code)
    assert words.territories.keys() <= names().keys()
    common = (
        "XW GB US IE CA AU NZ DE AT CH FR BE NL LU ES PT IT PL CZ SK HU RO BG GR TR RU UA SE NO "
        "DK FI IS EE LV LT JP KR CN HK TW IN BR AR MX CL CO ZA IL"
    ).split()
    assert set(common) <= words.territories.keys()
    assert words.territory("UM") == "United States Minor Outlying Islands"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ["Friday 26 January 2024", "1 March 2024", "February 2024", "Q3 2024",
                "summer 2024", "2025", "no date yet"]),
        ("de", ["Freitag, 26. Januar 2024", "1. März 2024", "Februar 2024", "3. Quartal 2024",
                "Sommer 2024", "2025", "kein Termin"]),
        ("fr", ["vendredi 26 janvier 2024", "1er mars 2024", "février 2024",
                "troisième trimestre 2024", "été 2024", "2025", "sans date"]),
        ("es", ["viernes, 26 de enero de 2024", "1 de marzo de 2024", "febrero de 2024",
                "tercer trimestre de 2024", "verano de 2024", "2025", "sin fecha"]),
        ("it", ["venerdì 26 gennaio 2024", "1º marzo 2024", "febbraio 2024",
                "terzo trimestre 2024", "estate 2024", "2025", "senza data"]),
        ("pt", ["sexta-feira, 26 de janeiro de 2024", "1 de março de 2024", "fevereiro de 2024",
                "terceiro trimestre de 2024", "verão de 2024", "2025", "sem data"]),
        ("nl", ["vrijdag 26 januari 2024", "1 maart 2024", "februari 2024",
                "derde kwartaal 2024", "zomer 2024", "2025", "geen datum"]),
    ],
)  # fmt: skip
def test_a_date_is_written_as_the_language_writes_it(code: str, said: list[str]) -> None:
    day, first, *others = said
    words = language(code).dates
    assert ReleaseDate("2024-01-26").words(by=words) == day
    assert ReleaseDate("2024-03-01").words(weekday=False, by=words) == first
    dates = map(ReleaseDate, ("2024-02", "2024-Q3", "2024-summer", "2025", "tba"))
    assert [when.words(by=words) for when in dates] == others


def test_the_quarter_of_every_month_is_told_apart() -> None:
    words = language("de").dates
    said = [ReleaseDate(f"2024-Q{quarter}").words(by=words) for quarter in (1, 2, 3, 4)]
    assert said == [f"{quarter}. Quartal 2024" for quarter in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("text", "code"),
    [("de", "de"), ("DE-at", "de"), (" pt-BR ", "pt"), ("pt_PT", "pt"), ("FR", "fr"),
     ("tlh", None), ("", None), ("english", None), ("e", None)],
)  # fmt: skip
def test_a_regional_form_is_its_language(text: str, code: str | None) -> None:
    assert code_of(text) == code
    assert language(text).code == (code or "en")


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ("undone", "rückgängig gemacht"),
        ("as The {odd} Times says", "laut The {odd} Times"),
        ("tmdb lists the film as cancelled", "tmdb führt den Film als abgesagt"),
        ("a poster says so", "a poster says so"),
        ("undone, says Ben", "undone, says Ben"),
    ],
)
def test_a_reason_of_ours_is_said_in_the_language_and_anybody_elses_as_it_is(
    stored: str, said: str
) -> None:
    assert language("de").reason(stored) == said
    assert ENGLISH.reason(stored) == stored
