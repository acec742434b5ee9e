"""The set-based plan against a naive one, person by person, over random stories."""

import os
from datetime import date, time, timedelta
from typing import Any

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from releases.model.delivery import UNSENT, State
from releases.model.plan import What
from releases.model.release import Kind, Standing
from releases.model.subscriber import Quiet
from releases.store import films as facts
from releases.store.engine import Store
from tests.store.naive import Channel, Naive, Person
from tests.store.world import ALL, World, utc

# Enough to find a slip on a busy machine; RELEASES_EXAMPLES=1000 looks for longer.
EXAMPLES = int(os.environ.get("RELEASES_EXAMPLES", "25"))
START = utc("2026-05-01T12:00")
FILMS = ("Sunlit", "Moonlit")
# Near and far days, one in the British clock change, and dates of every precision.
DATES = [
    *(str(date(2026, 5, 1) + timedelta(days=days)) for days in (-9, -1, 0, 1, 2, 3, 8, 9, 40)),
    "2026-10-25", "2026-05", "2026-06", "2026-Q2", "2026-summer", "2026", "2027", "tba",
]  # fmt: skip
NAMES = ("Ana", "Ben", "Cleo")
QUIETS = [None, Quiet(time(22), time(8)), Quiet(time(12), time(18))]

who = st.sampled_from(NAMES)
film = st.sampled_from(FILMS)
when = st.sampled_from(DATES)
places = st.lists(st.sampled_from(["GB", "IE", "US"]), unique=True, max_size=2)
leads = st.lists(st.sampled_from([0, 1, 7, 30]), unique=True)
nth = st.integers(0, 9)

acts = st.one_of(
    st.tuples(st.just("add"), who, film, st.sampled_from([None, "GB", "IE", "XW"]),
              st.sampled_from([Kind.THEATRICAL, Kind.THEATRICAL, Kind.DIGITAL]), when,
              st.booleans()),
    st.tuples(st.just("move"), who, nth, when),
    st.tuples(st.just("move"), who, nth, when),
    st.tuples(st.just("end"), who, nth, st.sampled_from([Standing.CANCELLED, Standing.REMOVED])),
    st.tuples(st.just("follow"), who, film, st.sets(st.just(Kind.DIGITAL))),
    st.tuples(st.just("unfollow"), who, film),
    st.tuples(st.just("set"), who, places, leads, st.sampled_from([time(9), time(19, 30)]),
              st.sampled_from(QUIETS), st.sampled_from(["Europe/London", "Asia/Kathmandu"])),
    st.tuples(st.just("open"), who, st.sampled_from([ALL, "reminders", "notices"])),
    st.tuples(st.just("close"), nth),
    st.tuples(st.just("send")),
    st.tuples(st.just("run"), st.integers(1, 3)),
    st.tuples(st.just("run"), st.integers(1, 3)),
    st.tuples(st.just("wait"), st.sampled_from([0.25, 1, 5, 24, 24 * 6])),
    st.tuples(st.just("wait"), st.sampled_from([0.25, 1, 5, 24, 24 * 6])),
)  # fmt: skip


class Story:
    """Tells the same to the program and to the naive plan."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.naive = Naive(world.now)
        self.serial = 0
        for name, home in zip(NAMES, (["GB"], ["US"], ["IE", "GB"]), strict=True):
            world.person(name, *home)
            schedule = world.who(name).schedule
            since = dict.fromkeys((7, 1, 0), world.now)
            self.naive.people[name] = Person(schedule.zone, time(9), None, home, since)
            self.open(name, ALL)

    def begin(self, first: str, second: str, abroad: str) -> None:
        """A film that all follow, in a territory and without one."""
        self.add("Ana", FILMS[0], "GB", Kind.THEATRICAL, first, True)
        self.add("Ben", FILMS[0], None, Kind.THEATRICAL, second, True)
        self.add("Ana", FILMS[0], "US", Kind.THEATRICAL, abroad, False)
        self.follow("Cleo", FILMS[0], set())

    def add(
        self, by: str, title: str, place: str | None, kind: Kind, text: str, follow: bool
    ) -> None:
        done = self.world.add(by, text, place, title=title, kind=kind, follow=follow)
        person = self.naive.people[by]
        if follow:
            person.follows.setdefault(title, set())
            person.wanted.add(done.release.id)
        self._tell_naive(done.release.id, place)

    def move(self, by: str, number: int, text: str) -> None:
        keys = sorted(self.naive.releases)
        if keys:
            key = keys[number % len(keys)]
            release = facts.release_by_id(self.world.connection, key)
            self.world.move_release(by, release, text)
            self._tell_naive(key)

    def end(self, by: str, number: int, standing: Standing) -> None:
        keys = sorted(self.naive.releases)
        if keys:
            key = keys[number % len(keys)]
            release = facts.release_by_id(self.world.connection, key)
            self.world.end_release(by, release, standing)
            self._tell_naive(key)

    def _tell_naive(self, key: int, place: str | None = None) -> None:
        """The verdict is not what is tested here: take over what the release now says."""
        now = facts.release_by_id(self.world.connection, key)
        self.naive.state(
            key, now.date.text, now.standing.value, now.film.title, now.territory, now.kind.value
        )

    def follow(self, by: str, title: str, kinds: set[Kind]) -> None:
        if any(release.film == title for release in self.naive.releases.values()):
            self.world.follow(by, title, kinds=kinds)
            mine = self.naive.people[by].follows.setdefault(title, set())
            mine |= {kind.value for kind in kinds}

    def unfollow(self, by: str, title: str) -> None:
        if any(release.film == title for release in self.naive.releases.values()):
            self.world.unfollow(by, title)
            self.naive.people[by].follows.pop(title, None)

    def set(
        self, name: str, home: list[str], wanted: list[int], at: time, quiet: Quiet | None,
        zone: str,
    ) -> None:  # fmt: skip
        if quiet is not None and quiet.covers(at):
            quiet = None
        self.world.set(
            name, territories=tuple(home), leads=tuple(wanted), at=at, quiet=quiet,
            set_quiet=True, zone=zone,
        )  # fmt: skip
        person = self.naive.people[name]
        person.territories, person.at, person.zone = home, at, zone
        person.quiet = (quiet.start, quiet.end) if quiet else None
        person.leads = {lead: person.leads.get(lead, self.world.now) for lead in wanted}

    def open(self, of: str, takes: str) -> None:
        self.serial += 1
        name = f"c{self.serial}"
        self.world.channel(name, of, takes)
        self.naive.channels[name] = Channel(of, set(takes.split(",")), self.world.now)

    def close(self, number: int) -> None:
        names = [name for name, channel in self.naive.channels.items() if channel.open]
        if names:
            name = names[number % len(names)]
            self.world.close_channel(name, self.naive.channels[name].of)
            self.naive.channels[name].open = False

    def send(self) -> None:
        self.world.send_due()
        self.naive.send_due()

    def run(self, times: int) -> None:
        """Let time go on to the next due moment and send, so many times."""
        for _ in range(times):
            due = [row.due for row in self.world.rows(*UNSENT)]
            if due:
                self.wait(max(0.0, (min(due) - self.world.now) / timedelta(hours=1)))
                self.send()

    def wait(self, hours: float) -> None:
        self.world.later(hours=hours)
        self.naive.now = self.world.now

    def compare(self) -> None:
        reminders, notices = {}, {}
        for row in self.world.rows(*UNSENT, State.SENT):
            if row.what == What.REMINDER:
                key = (row.channel, row.subject, row.lead, row.speaks_of)
                assert key not in reminders
                reminders[key] = (row.state, row.due if row.state in UNSENT else None)
            elif row.state in UNSENT:
                assert (row.channel, row.subject) not in notices
                found = (row.what, row.speaks_of, row.due, row.turn)
                notices[row.channel, row.subject] = found
        assert reminders == {
            key: (row.state, row.due if row.state == "pending" else None)
            for key, row in self.naive.reminders.items()
            if row.state != "ended"
        }
        assert notices == {
            key: (row.what, row.speaks_of, row.due, row.turn)
            for key, row in self.naive.notices.items()
        }


class _Undone(Exception):
    """Ends a unit without committing it."""


@given(when, when, when, st.lists(acts, min_size=8, max_size=20))
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_set_based_plan_is_the_naive_plan_person_by_person(
    store: Store, first: str, second: str, abroad: str, story: list[tuple[Any, ...]]
) -> None:
    try:
        with store.unit() as connection:
            _tell(Story(World(connection, START)), [("begin", first, second, abroad), *story])
            raise _Undone
    except _Undone:
        pass


def _tell(told: Story, story: list[tuple[Any, ...]]) -> None:
    for act, *args in story:
        getattr(told, act)(*args)
        told.world.replan()
        told.naive.plan()
        told.compare()
        assert told.world.replan() == 0
        told.compare()
    states = {row.state for row in told.naive.reminders.values()}
    event(f"notices sent: {bool(told.naive.done)}, reminders: {', '.join(sorted(states))}")
