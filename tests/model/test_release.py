"""Kinds, status, film titles and the names of stored things."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.errors import BadKind
from releases.model.dates import ReleaseDate
from releases.model.film import MAX_TITLE, clean, folded, parse_ref, ref, split_year
from releases.model.release import Kind, Standing, Status, status


@pytest.mark.parametrize("kind", Kind)
def test_a_kind_is_read_by_its_own_name(kind: Kind) -> None:
    assert Kind.read(f" {kind.upper()} ") is kind
    assert kind.words


@pytest.mark.parametrize(
    ("said", "meant"),
    [("cinemas", Kind.THEATRICAL), ("theatre", Kind.THEATRICAL), ("VOD", Kind.DIGITAL),
     ("Blu-ray", Kind.PHYSICAL), ("festival", Kind.PREMIERE), ("television", Kind.TV)],
)  # fmt: skip
def test_a_kind_is_read_as_people_say_it(said: str, meant: Kind) -> None:
    assert Kind.read(said) is meant


def test_what_is_no_kind_is_refused_with_the_six() -> None:
    with pytest.raises(BadKind) as caught:
        Kind.read("radio")
    assert all(kind in caught.value.hint for kind in Kind)


@pytest.mark.parametrize(
    ("when", "standing", "expected"),
    [
        ("2024-01-26", Standing.ACTIVE, Status.UPCOMING),
        ("2024-01-25", Standing.ACTIVE, Status.OUT),
        ("2024-01", Standing.ACTIVE, Status.UPCOMING),
        ("2023", Standing.ACTIVE, Status.OUT),
        ("tba", Standing.ACTIVE, Status.UNDATED),
        ("2024-01-25", Standing.CANCELLED, Status.CANCELLED),
        ("tba", Standing.REMOVED, Status.REMOVED),
    ],
)
def test_a_release_is_out_once_its_last_possible_day_is_over(
    when: str, standing: Standing, expected: Status
) -> None:
    assert status(standing, ReleaseDate.parse(when), date(2024, 1, 26)) is expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("All of Us Strangers", "all of us strangers"),
        ("The Brutalist", "Brutalist"),
        ("Amélie", "AMELIE"),
        ("Spider-Man: No Way Home", "Spider Man – No Way Home"),
        ("Love & Other Drugs", "Love and Other Drugs"),
        ("Das Boot", "Boot"),
        ("Nosferatu (2024)", "Nosferatu"),
    ],
)
def test_spellings_of_one_title_fold_alike(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alien", "Aliens"),
        ("It", "Us"),
        ("1917", "1984"),
        ("A", "The"),
        ("!!!", "???"),
        ("Meet the Parents", "Meet Parents"),
        ("Panda Rising", "Pandrising"),
    ],
)
def test_other_titles_fold_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text())
def test_a_cleaned_title_has_no_line_no_control_and_no_direction_mark(text: str) -> None:
    title = clean(text)
    assert len(title) <= MAX_TITLE
    assert title == " ".join(title.split())
    assert not any(c in title for c in "\r\n\0\x1b\u202e\u2066\ufeff")
    assert clean(title) == title
    title.encode("utf-8")


@given(st.text())
def test_folding_never_gives_an_empty_word_for_a_title(text: str) -> None:
    if clean(text):
        assert folded(clean(text))


def test_a_year_in_brackets_is_split_off() -> None:
    assert split_year("Nosferatu (2024)") == ("Nosferatu", 2024)
    assert split_year("1917") == ("1917", None)
    assert split_year("(2024)") == ("(2024)", None)
    assert split_year("Blade Runner 2049") == ("Blade Runner 2049", None)


def test_stored_things_are_named_by_a_letter_and_a_number() -> None:
    assert ref("r", 12) == "r12"
    assert parse_ref("r", " r12 ") == 12
    assert parse_ref("f", " f5 ") == 5
    assert parse_ref("f", "1917") is None
    assert parse_ref("r", "f12") is None
    assert parse_ref("r", "r1²") is None
    assert parse_ref("r", "r" + "9" * 40) is None
