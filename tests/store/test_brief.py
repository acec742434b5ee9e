"""What a month shows of releases, beside the whole list of them, on both databases."""

from datetime import date
from typing import Any

import pytest

from releases.model.release import Kind, Standing
from releases.store import views
from releases.store.engine import Store
from tests.store.world import World

JUNE: dict[str, Any] = {"since": date(2026, 6, 1), "until": date(2026, 6, 30)}


def full(world: World) -> None:
    world.person("Ana", "GB")
    for title, when in (
        ("Zebra", "2026-06-12"), ("apple", "2026-06-12"), ("Summer", "2026-summer"),
        ("Year", "2026"), ("July", "2026-07-01"), ("Some time", "tba"), ("June", "2026-06"),
        ("Off", "2026-06-12"),
    ):  # fmt: skip
        world.add("Ana", when, title=title)
    world.add("Ana", "2026-06-13", "IE", title="Disc", kind=Kind.PHYSICAL)
    world.add(None, "2026-06-13", title="Unfollowed")
    world.end_release("Ana", world.release(title="Off"), Standing.CANCELLED)


@pytest.mark.parametrize(
    "wanted", [{}, {"followed": False}, {"territories": ["IE"]}, {"kinds": [Kind.THEATRICAL]}]
)
def test_a_month_has_the_releases_of_the_list_those_of_a_date_together(
    store: Store, wanted: dict[str, Any]
) -> None:
    with store.unit() as connection:
        full(World(connection))
    with store.read() as connection:
        ana = World(connection).who("Ana").id
        listed = views.listing(connection, ana, **JUNE, **wanted)
        found = [tuple(row) for row in views.brief(connection, ana, **JUNE, **wanted)]
    assert {row[0] for row in found} == {row.film_id for row in listed}
    expected = {
        row.film_id: (row.territory, row.kind, row.date,
                      row.latest if len(row.date) != 10 else None,
                      row.standing == "cancelled", row.conflict, row.title)
        for row in listed
    }  # fmt: skip
    assert {row[0]: row[1:] for row in found} == expected
    dates = [row[3] for row in found]
    assert len(set(dates)) == sum(a != b for a, b in zip(dates, [None, *dates], strict=False))
    if not wanted:
        assert [row[7] for row in found if row[3] == "2026-06-12"] == ["apple", "Off", "Zebra"]
