"""Daemons that are killed: everybody is told, and only what was under way is said twice."""

from tests.parts.http_sink import HttpSink, Reply
from tests.system.kit import Place, fill, identities, json_url, wait_until

POINTS = (
    "claim.committed:2", "attempt.committed:9", "send.returned:14", "record.committed:11",
    "send.returned", "attempt.committed:21", "record.committed:3", "send.returned:7",
)  # fmt: skip
MANY = 300
PLACES = 16


def _check(place: Place, sink: HttpSink, channels: int, kills: int) -> None:
    told = identities(sink.arrivals)
    assert len(told) == channels
    assert place.states() == {"sent": channels}
    assert all(len(set(same)) == 1 for same in told.values()), "a repeat has another identity"
    repeats = sum(len(same) - 1 for same in told.values())
    uncertain = place.outcomes()["uncertain"]
    assert repeats <= uncertain <= kills * PLACES


def test_three_hundred_channels_and_ten_kills(place: Place, sink: HttpSink) -> None:
    sink.default = Reply(delay=0.02)
    with place.store() as store:
        fill(store, [json_url(sink, f"hook/{number}") for number in range(MANY)])
    place.settings["RELEASES_DAEMON_PLACES"] = str(PLACES)
    for point in POINTS:
        with place.daemon(probe=point) as daemon:
            assert daemon.wait() == -9, daemon.log()
    for more in (10, 25):
        before = len(sink.arrivals)
        with place.daemon() as daemon:
            sink.wait_for(before + more, within=20)
            daemon.kill()
    assert place.states()["sent"] < MANY, "all were told before the last kill"
    with place.daemon() as daemon:
        wait_until(lambda: place.states()["sent"] == MANY, within=40, what="all told")
        assert daemon.end() == 0
    _check(place, sink, MANY, kills=len(POINTS) + 2)


def test_three_daemons_share_a_server_and_one_is_killed(
    server_place: Place, sink: HttpSink
) -> None:
    place = server_place
    sink.default = Reply(delay=0.02)
    place.settings["RELEASES_DAEMON_PLACES"] = str(PLACES)
    with place.store() as store:
        fill(store, [json_url(sink, f"hook/{number}") for number in range(MANY)])
    with place.daemon() as first, place.daemon() as second, place.daemon() as third:
        sink.wait_for(MANY // 4, within=30)
        first.kill()
        wait_until(lambda: place.states()["sent"] == MANY, within=40, what="all told")
        alive = place.run("status", "--json").json["daemons"]
        assert sum(one["alive"] for one in alive) >= 2
        assert second.end() == 0
        assert third.end() == 0
    _check(place, sink, MANY, kills=1)


def test_a_killed_daemons_work_says_so(place: Place, sink: HttpSink) -> None:
    with place.store() as store:
        fill(store, [json_url(sink, "hook")])
    with place.daemon(probe="send.returned") as daemon:
        assert daemon.wait() == -9
    with place.daemon() as daemon:
        sink.wait_for(2)
        wait_until(lambda: place.states()["sent"] == 1)
        daemon.end()
    (row,) = place.run("deliveries", "--json").json
    why = place.run("deliveries", "why", row["id"]).out
    assert "stopped while it was being sent" in why, why
