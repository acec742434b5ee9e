"""Several processes and threads that plan and change at once end up as if one after the other."""

import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from releases.model.delivery import UNSENT, State
from releases.model.release import Standing
from releases.store import films as facts
from releases.store import queue, telling, turns
from releases.store.engine import Store
from releases.store.tables import deliveries
from tests.store.world import World, show, utc

NOW = utc("2026-05-01T12:00")
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def followed(store: Store) -> Store:
    """Ana follows one film from her phone."""
    with store.unit() as connection:
        world = World(connection, NOW)
        world.person("Ana", "GB")
        world.person("Ben", "GB")
        world.channel("phone", "Ana")
        world.add("Ana", "2026-06-12")
    return store


def together(
    store: Store, first: Callable[[World], object], *others: Callable[[World], object]
) -> None:
    """Let `first` be done but not committed while the others begin; then let all end."""
    done, go = threading.Event(), threading.Event()
    failed: list[BaseException] = []

    def lead() -> None:
        with store.unit() as connection:
            first(World(connection, LATER))
            done.set()
            go.wait(10)

    def join(act: Callable[[World], object]) -> None:
        done.wait(10)
        with store.unit() as connection:
            act(World(connection, LATER))

    def guarded(run: Callable[[], None]) -> None:
        try:
            run()
        except BaseException as error:
            failed.append(error)
            done.set()

    threads = [threading.Thread(target=guarded, args=(lead,))]
    threads += [
        threading.Thread(target=guarded, args=(lambda act=act: join(act),)) for act in others
    ]
    for thread in threads:
        thread.start()
    done.wait(10)
    for thread in threads[1:]:
        thread.join(0.3)
    go.set()
    for thread in threads:
        thread.join(30)
    assert failed == []


def unsent(store: Store) -> list[str]:
    with store.read() as connection:
        return [show(row) for row in World(connection, LATER).rows(*UNSENT)]


def settled(store: Store) -> list[str]:
    """What waits; planning it all again must change nothing."""
    before = unsent(store)
    with store.unit() as connection:
        assert World(connection, LATER).replan() == 0
    assert unsent(store) == before
    return before


MAIL = [
    "mail reminder 7d 2026-07-03 2026-06-26 08:00",
    "mail reminder 1d 2026-07-03 2026-07-02 08:00",
    "mail reminder 0d 2026-07-03 2026-07-03 08:00",
]


def test_a_channel_added_while_a_date_moves_is_planned_for_the_new_date(followed: Store) -> None:
    together(
        followed,
        lambda world: world.move("Ana", "2026-07-03"),
        lambda world: world.channel("mail", "Ana"),
    )
    assert [line for line in settled(followed) if line.startswith("mail")] == MAIL


def test_a_date_moved_while_a_channel_is_added_is_planned_for_it(followed: Store) -> None:
    together(
        followed,
        lambda world: world.channel("mail", "Ana"),
        lambda world: world.move("Ana", "2026-07-03"),
    )
    assert [line for line in settled(followed) if line.startswith("mail reminder")] == MAIL


def test_a_follow_made_while_a_date_moves_is_planned_for_the_new_date(followed: Store) -> None:
    with followed.unit() as connection:
        World(connection, NOW).channel("mail", "Ben")
    together(
        followed,
        lambda world: world.move("Ana", "2026-07-03"),
        lambda world: world.follow("Ben"),
    )
    assert [line for line in settled(followed) if line.startswith("mail")] == [
        line.replace("08:00", "13:00") for line in MAIL
    ]


def test_two_moves_at_once_are_two_changes_one_after_the_other(followed: Store) -> None:
    together(
        followed,
        lambda world: world.move("Ana", "2026-07-03"),
        lambda world: world.move("Ben", "2026-07-10"),
        lambda world: world.end("Ben", Standing.CANCELLED),
    )
    with followed.read() as connection:
        found = facts.changes_of(connection, 1)
    assert [row.turn for row in found] == [0, 1, 2, 3]
    assert [row.old for row in found[1:]] == [row.new for row in found[:-1]]
    settled(followed)


def test_one_film_added_twice_at_once_is_one_film(followed: Store) -> None:
    together(
        followed,
        lambda world: world.add("Ana", "2026-06-12", title="Moonlit"),
        lambda world: world.add("Ben", "2026-06-12", title="moonlit"),
        lambda world: world.add("Ben", "2026-06-19", title="Moonlit"),
    )
    with followed.read() as connection:
        assert len(facts.films_titled(connection, "Moonlit")) == 1
        film = facts.films_titled(connection, "Moonlit")[0]
        assert len(facts.releases_of(connection, film.id)) == 1
    settled(followed)


def test_a_move_while_its_reminder_is_claimed_waits_for_nobody_for_ever(followed: Store) -> None:
    due = utc("2026-06-11T09:00")

    def claim(world: World) -> None:
        taken = queue.claim(
            world.connection, due, limit=5, lease=timedelta(minutes=1), claim_id="one"
        )
        assert len(taken) == 1

    together(followed, claim, lambda world: world.move("Ana", "2026-07-03"))
    together(followed, lambda world: world.move("Ana", "2026-07-10"), lambda world: None)
    assert len([line for line in settled(followed) if "moved" in line]) == 1


def test_claiming_and_moving_again_and_again_at_once_blocks_nothing(followed: Store) -> None:
    """A planner that holds rows of a channel and a claim that holds the channel do not wait
    for each other in a ring."""
    failed: list[BaseException] = []
    stop = threading.Event()

    def claims() -> None:
        for number in range(200):
            if stop.is_set():
                return
            try:
                with followed.unit() as connection:
                    taken = queue.claim(
                        connection, utc("2027-01-01T00:00"), limit=5,
                        lease=timedelta(0), claim_id=f"claim {number}",
                    )  # fmt: skip
                    ids = [key for each in taken for key in each.delivery_ids]
                    rows = queue.rows_of(connection, ids)
                    queue.settle(connection, [row.id for row in rows], State.PENDING)
            except BaseException as error:
                failed.append(error)
                return

    thread = threading.Thread(target=claims)
    thread.start()
    for number in range(40):
        with followed.unit() as connection:
            World(connection, LATER).move("Ana", f"2026-0{6 + number % 3}-1{number % 7}")
    stop.set()
    thread.join(60)
    assert failed == []


def test_what_is_told_while_a_release_is_removed_is_known_to_be_outdated(followed: Store) -> None:
    found: list[int] = []

    def record(world: World) -> None:
        tells = [(1, "2026-06-12", None)]
        telling.tell(world.connection, 1, tells, LATER)
        found.extend(turns.outdated(world.connection, tells))

    together(followed, lambda world: world.end("Ana", Standing.REMOVED), record)
    assert found == [1]
    with followed.unit() as connection:
        assert World(connection, LATER).replan() == 1


PLAN = """
import sys
from datetime import datetime
from releases.store.engine import Store
from releases.store.outbox import plan_reminders
store = Store(sys.argv[1])
for _ in range(5):
    with store.unit() as connection:
        plan_reminders(connection, datetime.fromisoformat(sys.argv[2]))
"""


def test_two_processes_that_plan_at_once_do_no_more_than_one(
    followed: Store, database_url: str
) -> None:
    with followed.unit() as connection:
        world = World(connection, NOW)
        world.set("Ana", leads=(30, 21, 14, 7, 1, 0))
        for number in range(1, 21):
            world.add("Ana", f"2026-08-{number:02}", title=f"Film {number}")
    before = unsent(followed)
    with followed.unit() as connection:
        connection.execute(deliveries.delete())
    command = [sys.executable, "-c", PLAN, database_url, NOW.isoformat()]
    started = [subprocess.Popen(command) for _ in range(3)]
    assert [process.wait(60) for process in started] == [0, 0, 0]
    assert settled(followed) == before
