"""Which date holds: each rule by its name, then what must be so for any two statements."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.model.dates import TBA, ReleaseDate
from releases.model.release import Claim, Evidence, SourceClass
from releases.model.verdict import (
    CHANGES,
    DEFAULT_ORDER,
    Effect,
    Held,
    judge,
    said_at,
    unconfirmed,
)
from tests.model.strategies import close_dates

MARCH = datetime(2026, 3, 1, 12, tzinfo=UTC)
APRIL = MARCH + timedelta(days=31)
MAY = MARCH + timedelta(days=61)


def says(
    klass: SourceClass, when: str | None, said: datetime, *, typed: bool = False, source: str = ""
) -> Claim:
    date_said = ReleaseDate.parse(when) if when else None
    return Claim(klass, date_said, said, Evidence(source or klass.value), typed)


def typed(when: str, said: datetime) -> Claim:
    return says(SourceClass.PERSON, when, said, typed=True)


def held(claim: Claim, *, pinned: bool = False, left: tuple[str, ...] = ()) -> Held:
    assert claim.date is not None
    return Held(claim.date, claim, pinned, frozenset(map(ReleaseDate, left)))


def effect(now: Held | None, claim: Claim, before: Claim | None = None) -> Effect:
    verdict = judge(now, claim, before)
    assert verdict.why
    return verdict.effect


def test_the_first_statement_is_new() -> None:
    assert effect(None, typed("2026-06-12", MARCH)) is Effect.NEW


def test_the_same_date_confirms_whoever_says_it() -> None:
    for klass in SourceClass:
        same = says(klass, "2026-06-12", APRIL)
        assert effect(held(typed("2026-06-12", MARCH)), same) is Effect.CONFIRMS


def test_a_typed_date_holds_against_a_sources_first_contradiction() -> None:
    first = says(SourceClass.TMDB, "2026-06-19", APRIL)
    assert effect(held(typed("2026-06-12", MARCH)), first) is Effect.CONFLICTS


def test_a_typed_date_holds_while_the_source_repeats_itself() -> None:
    before = says(SourceClass.TMDB, "2026-06-19", APRIL)
    again = says(SourceClass.TMDB, "2026-06-19", MAY)
    assert effect(held(typed("2026-06-12", MARCH)), again, before) is Effect.CONFLICTS


@pytest.mark.parametrize("klass", [SourceClass.TMDB, SourceClass.WIKIDATA])
def test_a_typed_date_yields_to_an_official_source_that_changes_afterwards(
    klass: SourceClass,
) -> None:
    before = says(klass, "2026-06-12", MARCH)
    after = says(klass, "2026-06-19", MAY)
    assert effect(held(typed("2026-06-12", APRIL)), after, before) is Effect.MOVES


def test_a_change_that_came_before_the_typed_date_moves_nothing() -> None:
    before = says(SourceClass.TMDB, "2026-06-05", MARCH)
    changed = says(SourceClass.TMDB, "2026-06-19", MARCH + timedelta(days=1))
    assert effect(held(typed("2026-06-12", APRIL)), changed, before) is Effect.CONFLICTS


@pytest.mark.parametrize("klass", [SourceClass.ARTICLE, SourceClass.FEED, SourceClass.FILE])
def test_no_unofficial_source_moves_a_persons_date(klass: SourceClass) -> None:
    before = says(klass, "2026-06-05", MARCH)
    after = says(klass, "2026-06-19", MAY)
    assert effect(held(typed("2026-06-12", APRIL)), after, before) is Effect.CONFLICTS


def test_a_confirmed_article_holds_from_the_day_it_was_published() -> None:
    read_in_may = says(SourceClass.PERSON, "2026-06-12", said_at(date(2026, 3, 1), MAY))
    before = says(SourceClass.TMDB, "2026-06-12", MARCH)
    changed = says(SourceClass.TMDB, "2026-06-19", APRIL)
    assert effect(held(read_in_may), changed, before) is Effect.MOVES


def test_an_older_article_never_undoes_a_newer_one() -> None:
    newer = held(says(SourceClass.PERSON, "2026-06-19", APRIL))
    assert effect(newer, says(SourceClass.PERSON, "2026-06-12", MARCH)) is Effect.OLDER
    newer = held(says(SourceClass.ARTICLE, "2026-06-19", APRIL))
    assert effect(newer, says(SourceClass.ARTICLE, "2026-06-12", MARCH)) is Effect.OLDER


def test_within_a_class_the_latest_published_wins() -> None:
    for klass in DEFAULT_ORDER:
        now = held(says(klass, "2026-06-12", MARCH))
        assert effect(now, says(klass, "2026-06-19", APRIL, source="another")) is Effect.MOVES


def test_a_lower_source_never_moves_a_date_that_a_higher_one_holds() -> None:
    for i, higher in enumerate(DEFAULT_ORDER):
        for lower in DEFAULT_ORDER[i + 1 :]:
            now = held(says(higher, "2026-06-12", MARCH))
            assert effect(now, says(lower, "2026-06-19", MAY)) is Effect.CONFLICTS
            now = held(says(lower, "2026-06-12", MARCH))
            assert effect(now, says(higher, "2026-06-19", MAY)) is Effect.MOVES


def test_the_order_of_sources_is_a_setting() -> None:
    now = held(says(SourceClass.TMDB, "2026-06-12", MARCH))
    other = says(SourceClass.WIKIDATA, "2026-06-19", APRIL)
    order = (SourceClass.WIKIDATA, SourceClass.TMDB)
    assert judge(now, other, None, order=order).effect is Effect.MOVES


def test_a_finer_date_within_a_coarser_one_refines_it() -> None:
    now = held(typed("2026-summer", MARCH))
    assert effect(now, says(SourceClass.FEED, "2026-06-12", APRIL)) is Effect.REFINES
    assert effect(now, says(SourceClass.FEED, "2026-07", APRIL)) is Effect.REFINES
    assert effect(held(typed("tba", MARCH)), says(SourceClass.FEED, "2026", APRIL)) is (
        Effect.REFINES
    )


def test_a_sources_coarser_date_that_contains_the_held_one_confirms_it() -> None:
    now = held(typed("2026-06-12", MARCH))
    for coarse in ("2026-06", "2026-summer", "2026", "tba"):
        assert effect(now, says(SourceClass.TMDB, coarse, APRIL)) is Effect.CONFIRMS


def test_a_person_who_types_a_coarser_date_postpones_the_release() -> None:
    now = held(says(SourceClass.TMDB, "2026-06-12", MARCH))
    for coarse in ("2026-06", "2026", "tba"):
        assert effect(now, typed(coarse, APRIL)) is Effect.MOVES


@pytest.mark.parametrize("coarse", ["2026", "tba"])
def test_a_day_that_was_given_up_does_not_come_back_as_a_refinement(coarse: str) -> None:
    now = held(typed(coarse, APRIL), left=("2026-06-12",))
    unchanged = says(SourceClass.TMDB, "2026-06-12", MARCH)
    again = says(SourceClass.TMDB, "2026-06-12", MAY)
    assert effect(now, again, unchanged) is Effect.CONFLICTS
    assert effect(now, says(SourceClass.PERSON, "2026-06-12", MARCH)) is Effect.OLDER
    assert effect(now, says(SourceClass.TMDB, "2026-10-09", MAY), unchanged) is Effect.REFINES
    assert effect(now, typed("2026-06-12", MAY)) is Effect.MOVES


def test_a_repeated_statement_does_not_refine_what_a_person_made_coarser() -> None:
    for said_before in (MARCH, MAY):
        before = says(SourceClass.TMDB, "2026-06-12", said_before)
        again = says(SourceClass.TMDB, "2026-06-12", MAY + timedelta(days=1))
        assert effect(held(typed("2026", APRIL)), again, before) is Effect.CONFLICTS
        changed = says(SourceClass.TMDB, "2026-06-19", MAY + timedelta(days=1))
        assert effect(held(typed("2026", APRIL)), changed, before) is Effect.REFINES


def test_a_pinned_date_is_moved_by_a_typed_one_alone() -> None:
    now = held(typed("2026-06-12", MARCH), pinned=True)
    before = says(SourceClass.TMDB, "2026-06-12", MARCH)
    assert effect(now, says(SourceClass.TMDB, "2026-06-19", MAY), before) is Effect.CONFLICTS
    assert effect(now, says(SourceClass.PERSON, "2026-06-19", MAY)) is Effect.CONFLICTS
    assert effect(now, says(SourceClass.TMDB, None, MAY, source="tmdb")) is Effect.CONFLICTS
    assert effect(now, says(SourceClass.TMDB, "2026-06-12", MAY), before) is Effect.CONFIRMS
    assert effect(now, typed("2026-06-19", MAY)) is Effect.MOVES


def test_a_date_goes_when_the_source_that_gave_it_withdraws_it() -> None:
    now = held(says(SourceClass.TMDB, "2026-06-12", MARCH))
    assert effect(now, says(SourceClass.TMDB, None, APRIL)) is Effect.WITHDRAWS


def test_nobody_withdraws_the_date_of_another() -> None:
    now = held(typed("2026-06-12", MARCH))
    assert effect(now, says(SourceClass.TMDB, None, APRIL)) is Effect.CONFLICTS
    now = held(says(SourceClass.FEED, "2026-06-12", MARCH, source="one feed"))
    assert effect(now, says(SourceClass.FEED, None, APRIL, source="other feed")) is (
        Effect.CONFLICTS
    )


@pytest.mark.parametrize(
    ("when", "by", "sources", "expected"),
    [
        ("2026-12-31", SourceClass.TMDB, ["tmdb"], True),
        ("2026-01-01", SourceClass.TMDB, ["tmdb", "tmdb"], True),
        ("2026-12-31", SourceClass.TMDB, ["tmdb", "wikidata"], False),
        ("2026-12-31", SourceClass.PERSON, ["typed"], False),
        ("2026-12-30", SourceClass.TMDB, ["tmdb"], False),
        ("2026-12", SourceClass.TMDB, ["tmdb"], False),
        ("tba", SourceClass.TMDB, ["tmdb"], False),
    ],
)
def test_the_first_and_last_day_of_a_year_from_one_source_are_placeholders(
    when: str, by: SourceClass, sources: list[str], expected: bool
) -> None:
    assert unconfirmed(ReleaseDate.parse(when), by, sources) is expected


def test_a_text_counts_as_said_at_the_end_of_its_day_but_never_after_it_was_seen() -> None:
    assert said_at(None, MAY) == MAY
    assert said_at(date(2026, 3, 1), MAY) == datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC)
    assert said_at(MAY.date(), MAY) == MAY
    assert said_at(date(2030, 1, 1), MAY) == MAY


moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    klass = draw(st.sampled_from(SourceClass))
    source = draw(st.sampled_from(["one", "two"]))
    when = draw(st.none() | close_dates)
    return Claim(klass, when, draw(moments), Evidence(source), klass is SourceClass.PERSON)


@given(claims(), claims(), st.none() | claims())
def test_every_statement_has_one_effect_that_fits_it(
    first: Claim, claim: Claim, before: Claim | None
) -> None:
    now = Held(first.date or TBA, first)
    found = effect(now, claim, before)
    if found in CHANGES and found is not Effect.WITHDRAWS:
        assert claim.date not in (None, now.date)
    if found is Effect.CONFIRMS:
        assert claim.date is not None
        assert claim.date.contains(now.date)
    if found is Effect.WITHDRAWS:
        assert claim.date is None


@given(claims(), claims(), st.none() | claims())
def test_a_pinned_date_is_never_moved_by_a_source(
    first: Claim, claim: Claim, before: Claim | None
) -> None:
    if not claim.typed:
        now = Held(first.date or TBA, first, pinned=True)
        assert effect(now, claim, before) in (Effect.CONFIRMS, Effect.CONFLICTS)
