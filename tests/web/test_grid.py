"""The table of a month, and what is kept of it: what the page as a whole does not show."""

import threading
from datetime import date
from time import sleep

from releases.store.shelf import Brief
from releases.web import grid
from releases.web.keeping import Kept

JUNE = date(2026, 6, 1)
LAST = date(2026, 6, 30)


def brief(number: int, when: str, latest: str | None = None, title: str = "") -> Brief:
    return (number, "GB", "theatrical", when, latest, False, False, title or f"Film {number}")


def test_what_a_day_has_no_room_for_is_counted_and_elsewhere() -> None:
    rows = [brief(number, "2026-06-12") for number in range(11)] + [brief(11, "2026-06-13")]
    cells, loose, number = grid.sorted_out(rows, JUNE, "/agenda?in=GB&since=".__add__)
    assert (len(loose), number) == (0, 12)
    assert cells["2026-06-12"].count("/films/f") == 9
    assert '<a href="/agenda?in=GB&amp;since=2026-06-12">2 more</a>' in cells["2026-06-12"]
    assert cells["2026-06-13"].count("<li") == 1


def test_a_date_that_is_no_day_stands_below_while_it_allows_one_of_the_month() -> None:
    rows = [
        brief(1, "2025", "2025-12-31"), brief(2, "2026", "2026-12-31"),
        brief(3, "2026-06", "2026-06-30"), brief(4, "tba"),
    ]  # fmt: skip
    cells, loose, number = grid.sorted_out(rows, JUNE, str)
    assert (cells, number) == ({}, 2)
    assert [(each.film_id, each.date) for each in loose] == [(2, "2026"), (3, "2026-06")]


def test_markup_in_a_title_stays_text_in_the_table() -> None:
    cells, _, _ = grid.sorted_out([brief(1, "2026-06-12", title="<b>&\"'")], JUNE, str)
    assert "<b>" not in cells["2026-06-12"]
    assert "&lt;b&gt;&amp;&quot;&#x27;</a>" in cells["2026-06-12"]


def test_the_table_has_whole_weeks_and_marks_today() -> None:
    shown = grid.table(date(2026, 8, 1), date(2026, 8, 31), date(2026, 8, 9), {"2026-08-31": "X"})
    assert shown.count("<tr>") == 6
    assert shown.count('class="out"') == 5 + 6
    assert shown.count("aria-current") == 1
    assert '<td class="today" aria-current="date"><b><span class="long">Sun </span>9</b>' in shown
    assert '<td><b><span class="long">Mon </span>31</b>\n<ul>\nX\n</ul>' in shown


def test_a_page_is_made_once_for_all_who_wait() -> None:
    kept, made, given = Kept(), [], []

    def make() -> bytes:
        made.append(1)
        sleep(0.05)
        return b"piece"

    threads = [
        threading.Thread(target=lambda: given.append(kept.page("key", make))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert given == [b"piece"] * 6
    assert made == [1]
