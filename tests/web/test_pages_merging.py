"""Two films made one in the browser: chosen, shown what would move, confirmed; by admins alone."""

import pytest

from releases.store import films as facts
from releases.store import people
from tests.web.conftest import Town, text_of
from tests.web.test_pages import MARKUP, Outline


@pytest.fixture
def doubled(town: Town) -> Town:
    """Sunlit (f1) in GB and IE; Sunlight (f2), which Ben stated later, in GB and FR."""
    town.channel("phone", "Ana")
    town.add("Sunlit", "2026-06-12")
    town.add("Sunlit", "2026-06-19", "IE")
    town.later(hours=1)
    town.add("Sunlight", "2026-06-26", by="Ben")
    town.add("Sunlight", "2026-07-03", "FR", by="Ben")
    return town


def dates(town: Town, film: int) -> dict[str | None, str]:
    with town.store.read() as connection:
        found = facts.releases_of(connection, film, removed=False)
        return {each.territory: each.date.text for each in found}


def test_what_would_move_is_said_and_nothing_moves_before_it_is_confirmed(doubled: Town) -> None:
    ana = doubled.browser("Ana")
    page = ana.submit("/films/f1/merge", "/films/f1", other="sunlight")
    assert page.status_code == 200
    said = text_of(page.text)
    assert "Sunlight f2 would become part of Sunlit f1" in said
    assert "it is there already and moves from Friday 12 June 2026 to Friday 26 June 2026" in said
    assert "France, in cinemas: Friday 3 July 2026 comes along" in said.replace("cinema:", "cinema")
    assert "Ireland" not in said
    assert dates(doubled, 1) == {"GB": "2026-06-12", "IE": "2026-06-19"}
    assert dates(doubled, 2) == {"GB": "2026-06-26", "FR": "2026-07-03"}
    with doubled.store.read() as connection:
        assert facts.film_by_id(connection, 2).title == "Sunlight"
    done = ana.submit("/films/f1/merge", "/films/f1", other="f2", sure="yes")
    assert done.url.path == "/films/f1"
    assert "Sunlight is part of Sunlit now" in text_of(done.text)
    assert dates(doubled, 1) == {"GB": "2026-06-26", "IE": "2026-06-19", "FR": "2026-07-03"}
    assert "Sunlit" in text_of(ana.get("/films/f2").text)
    with doubled.store.read() as connection:
        ben = people.subscriber(connection, "Ben")
        assert [row.film_id for row in people.following(connection, ben)] == [1]


def test_of_several_films_of_a_title_one_is_chosen(town: Town) -> None:
    with town.store.unit() as connection:
        for year in (1999, 2026, 2027):
            facts.add_film(connection, "Sunlit", year, town.now)
    ana = town.browser("Ana")
    page = ana.submit("/films/f1/merge", "/films/f1", other="Sunlit")
    assert 'value="f2"' in page.text
    assert 'value="f3"' in page.text
    assert 'value="f1"' not in page.text
    confirm = ana.submit("/films/f1/merge", "/films/f1", other="f3")
    assert Outline(page.text).unnamed == Outline(confirm.text).unnamed == []
    shown = text_of(confirm.text)
    assert "Sunlit (2027) f3 would become part of Sunlit (1999) f1" in shown
    assert "no release that would move" in shown


@pytest.mark.parametrize(
    ("other", "status", "says"),
    [("", 400, "which film is the same"), ("f1", 400, "one film already"),
     ("Sunlit", 400, "one film already"), ("Nothing Like It", 404, "there is no film"),
     ("f99", 404, "there is no film"), ("f" + "9" * 400, 404, "there is no film"),
     ("x" * 501, 400, "too long")],
)  # fmt: skip
def test_what_is_no_other_film_is_said(
    doubled: Town, other: str, status: int, says: str
) -> None:  # fmt: skip
    for sure in ({}, {"sure": "yes"}):
        answer = doubled.browser("Ana").submit("/films/f1/merge", "/films/f1", other=other, **sure)
        assert answer.status_code == status
        assert says in text_of(answer.text).lower()
    assert len(dates(doubled, 1)) == 2


def test_a_member_makes_no_films_one_and_is_not_offered_it(doubled: Town) -> None:
    ben = doubled.browser("Ben")
    assert "/merge" not in ben.get("/films/f1").text
    answer = ben.submit("/films/f1/merge", other="f2", sure="yes")
    assert answer.status_code == 403
    assert dates(doubled, 2) == {"GB": "2026-06-26", "FR": "2026-07-03"}


def test_markup_in_titles_is_text_where_films_are_made_one(town: Town) -> None:
    town.add(MARKUP, "2026-06-12")
    town.add("Other " + MARKUP, "2026-06-12")
    ana = town.browser("Ana")
    pages = [ana.submit("/films/f1/merge", "/films/f1", other="f2"),
             ana.submit("/films/f1/merge", "/films/f1", other=MARKUP),
             ana.submit("/films/f1/merge", "/films/f1", other="f2", sure="yes")]  # fmt: skip
    for page in pages:
        assert page.status_code < 500
        assert "<script" not in page.text
        assert "<img" not in page.text
