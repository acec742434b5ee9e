"""Which releases of a film a follow covers."""

from hypothesis import given
from hypothesis import strategies as st

from releases.model.plan import Covered, Profile, covers
from releases.model.release import Kind

HOME = Profile(frozenset(), ("GB", "IE"))


def release(key: int, territory: str | None, kind: Kind = Kind.THEATRICAL) -> Covered:
    return Covered(key, territory, kind)


def test_cinema_releases_in_the_followers_territories_are_covered() -> None:
    found = [
        release(1, "GB"),
        release(2, "IE", Kind.LIMITED),
        release(3, "US"),
        release(4, "GB", Kind.DIGITAL),
        release(5, "GB", Kind.PREMIERE),
    ]
    assert covers(HOME, found) == {1, 2}


def test_a_follow_may_ask_for_other_kinds() -> None:
    found = [release(1, "GB"), release(2, "GB", Kind.DIGITAL), release(3, "US", Kind.DIGITAL)]
    assert covers(Profile(frozenset({Kind.DIGITAL}), ("GB",)), found) == {1, 2}


def test_null_and_worldwide_count_where_no_named_release_of_that_kind_does() -> None:
    assert covers(HOME, [release(1, None), release(2, "XW")]) == {1, 2}
    assert covers(HOME, [release(1, None), release(2, "US")]) == {1}
    assert covers(HOME, [release(1, None), release(2, "XW"), release(3, "IE")]) == {3}


def test_a_named_release_of_one_kind_leaves_the_wide_one_of_another() -> None:
    found = [release(1, None), release(2, "GB", Kind.LIMITED)]
    assert covers(HOME, found) == {1, 2}


def test_wide_releases_of_kinds_not_asked_for_do_not_count() -> None:
    assert covers(HOME, [release(1, None, Kind.TV)]) == set()


def test_a_follow_without_territories_covers_no_named_release() -> None:
    assert covers(Profile(frozenset(), ()), [release(1, "GB"), release(2, "US")]) == set()


profiles = st.builds(
    Profile,
    st.frozensets(st.sampled_from(Kind)),
    st.lists(st.sampled_from(["GB", "IE", "US"]), unique=True).map(tuple),
)
films = st.lists(
    st.tuples(st.sampled_from([None, "XW", "GB", "IE", "US", "FR"]), st.sampled_from(Kind)),
    unique=True,
).map(lambda found: [Covered(i, place, kind) for i, (place, kind) in enumerate(found)])


@given(profiles, films)
def test_cover_is_what_its_words_say_release_by_release(
    profile: Profile, found: list[Covered]
) -> None:
    answer = covers(profile, found)
    for one in found:
        kind_wanted = one.kind in {Kind.LIMITED, Kind.THEATRICAL, *profile.kinds}
        if one.territory in (None, "XW"):
            served = any(
                other.kind == one.kind and other.territory in profile.territories for other in found
            )
            expected = kind_wanted and not served
        else:
            expected = kind_wanted and one.territory in profile.territories
        assert (one.id in answer) == expected


AFAR = Profile(frozenset({Kind.DIGITAL}), ("IE",), ("GB", "US"))


def test_the_first_territory_of_the_fallback_that_has_one_is_covered() -> None:
    assert covers(AFAR, [release(1, "GB"), release(2, "US"), release(3, "FR")]) == {1}
    assert covers(AFAR, [release(2, "US"), release(3, "FR")]) == {2}


def test_a_nearer_release_without_a_date_leaves_room_for_a_fallback() -> None:
    undated = Covered(1, "IE", Kind.THEATRICAL, dated=False)
    assert covers(AFAR, [undated, release(2, "GB")]) == {1, 2}
    assert covers(AFAR, [undated, Covered(2, "GB", Kind.THEATRICAL, dated=False)]) == {1}
    assert covers(HOME, [undated, release(2, None)]) == {1}


def test_a_nearer_release_or_one_of_no_territory_leaves_no_room_for_a_fallback() -> None:
    assert covers(AFAR, [release(1, "IE"), release(2, "GB")]) == {1}
    assert covers(AFAR, [release(1, None), release(2, "GB")]) == {1}
    assert covers(AFAR, [release(1, "XW"), release(2, "GB")]) == {1}


def test_each_kind_falls_back_by_itself_but_the_cinema_kinds_are_one() -> None:
    found = [
        release(1, "IE", Kind.LIMITED),
        release(2, "GB", Kind.THEATRICAL),
        release(3, "US", Kind.DIGITAL),
        release(4, "GB", Kind.PREMIERE),
    ]
    assert covers(AFAR, found) == {1, 3}


def test_both_cinema_releases_of_the_fallback_are_covered() -> None:
    found = [release(1, "GB", Kind.LIMITED), release(2, "GB"), release(3, "US")]
    assert covers(AFAR, found) == {1, 2}
