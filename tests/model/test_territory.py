"""Territories by code, name and adjective."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.errors import BadTerritory
from releases.model.territory import WORLDWIDE, fold, name, names, territory


@given(st.sampled_from(sorted(names())))
def test_every_territory_is_found_by_its_code_and_its_name(code: str) -> None:
    assert territory(code) == code
    assert territory(f" {code.lower()} ") == code
    assert territory(names()[code]) == code
    assert territory(names()[code].upper()) == code


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("UK", "GB"), ("u.k.", "GB"), ("Britain", "GB"), ("the UK", "GB"), ("British", "GB"),
        ("Scotland", "GB"), ("USA", "US"), ("U.S.", "US"), ("America", "US"), ("american", "US"),
        ("the States", "US"), ("Ireland", "IE"), ("Éire", "IE"), ("Irish", "IE"),
        ("worldwide", WORLDWIDE), ("global", WORLDWIDE), ("international", WORLDWIDE),
        ("Germany", "DE"), ("german", "DE"), ("South Korea", "KR"), ("Korea", "KR"),
        ("the Netherlands", "NL"), ("Holland", "NL"), ("Türkiye", "TR"), ("Côte d'Ivoire", "CI"),
    ],
)  # fmt: skip
def test_what_people_say_is_understood(said: str, meant: str) -> None:
    assert territory(said) == meant


def test_there_are_all_249_codes_and_worldwide() -> None:
    assert len(names()) == 250
    assert all(len(code) == 2 and code.isupper() for code in names())
    assert len({fold(text) for text in names().values()}) == 250


def test_a_near_miss_says_what_may_be_meant() -> None:
    with pytest.raises(BadTerritory) as caught:
        territory("Germny")
    assert "DE (germany)" in caught.value.hint


@pytest.mark.parametrize("text", ["", "QQ", "Middle Earth", "UKK", "12"])
def test_what_is_no_territory_is_refused(text: str) -> None:
    with pytest.raises(BadTerritory) as caught:
        territory(text)
    assert caught.value.hint


def test_a_code_has_a_name_for_people_and_nothing_has_none() -> None:
    assert name("GB") == "United Kingdom"
    assert name(None) == ""
