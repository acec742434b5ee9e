"""What a channel URL may be, and how one of several targets is taken apart."""

import logging
import threading

import pytest

from releases.errors import BadChannel
from releases.reminding.channels import check, split
from tests.channels.kit import CANARY

TELEGRAM = "tgram://123456789:abcdefghijklmnopqrstuvwxyzABCDEFGHI"


@pytest.mark.parametrize(
    ("url", "host", "identity"),
    [
        ("json://localhost:8080/hook/secret", "localhost", True),
        ("jsons://hooks.example.org/a", "hooks.example.org", True),
        (f"{TELEGRAM}/12345", "api.telegram.org", False),
        ("discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js", "discord.com", False),
        ("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ", "hooks.slack.com", False),
        ("ntfy://my-topic", "ntfy.sh", False),
        ("ntfys://push.example.org/my-topic", "push.example.org", False),
        ("gotify://localhost:8080/tokenABCDEFGHI", "localhost", False),
        ("mailtos://ana:pass@gmail.com", "smtp.gmail.com", True),
        ("mailto://127.0.0.1:25?from=a@example.org&to=b@example.org", "127.0.0.1", True),
        ("matrixs://token@matrix.org/#room", "matrix.org", True),
        ("pushdeer://own.example.org/" + "a" * 20, "own.example.org", False),
        ("pushdeer://" + "a" * 20, "pushdeer", False),
        ("notica://127.0.0.1/z6s13n", "127.0.0.1", False),
        ("notica://z6s13n", "notica", False),
        ("lametric://8b799edf-6f98-4d3a-9be7-2862fb4e5752@192.168.1.9", "192.168.1.9", False),
    ],
)
def test_a_url_tells_its_host_and_whether_its_wire_carries_an_identity(
    url: str, host: str, identity: bool
) -> None:
    info = check(url)
    assert (info.host, info.identity) == (host, identity)
    assert info.scheme == url.partition("://")[0]
    assert info.body_max >= 1000


def test_public_services_are_paced_and_own_servers_are_not() -> None:
    assert check(f"{TELEGRAM}/12345").pace_seconds > 0
    assert check("ntfys://ntfy.sh/my-topic").pace_seconds > 0
    assert check("mailtos://ana:pass@gmail.com").pace_seconds > 0
    assert check("json://localhost/hook").pace_seconds == 0
    assert check("ntfys://push.example.org/my-topic").pace_seconds == 0
    assert check("mailto://127.0.0.1?from=a@example.org").pace_seconds == 0


@pytest.mark.parametrize(
    "url",
    [
        "syslog://", "dbus://", "kde://", "qt://", "glib://", "gnome://", "macosx://",
        "windows://", "file:///etc/passwd", "blink1://", "vapid://ana@example.org/x",
    ],
)  # fmt: skip
def test_what_acts_on_this_machine_is_refused(url: str) -> None:
    with pytest.raises(BadChannel, match="acts on the machine"):
        check(url)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("hello", "no channel URL"),
        ("", "no channel URL"),
        ("://x", "no channel URL"),
        ("json://host/a\nb", "no channel URL"),
        ("nosuch://x/y", "there is no service nosuch"),
        ("discordd://x/y", "there is no service discordd"),
        ("json://", "do not fit"),
        ("json://host:99999/", "99999 is not a port"),
        ("json://host/?method=FOO", "method"),
        (f"{TELEGRAM}/", "names no chat"),
        ("tgram://SECRETBADTOKEN/12345", "do not fit"),
        ("discord://4174216298", "Token"),
        ("gotify://host", "Token"),
        ("ntfy://", "names no topic"),
        ("matrix://ana:pass@host", "names no room"),
        ("mailtos://ana:pass@example.org?to=nobody", "invalid To email"),
        ("mailtos://ana:pass@example.org?mode=foo", "secure mode"),
        ("mailto://ana:pass@example.org?to=b@example.org", "without encryption"),
        ("mailtos://ana:pass@example.org?pgp=sign&pgpprv=/etc/passwd", "read files"),
        ("discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js?template=/etc/passwd", "file"),
        ("ntfy://host/topic?attach=file:///etc/passwd", "read files"),
        ("xmpp://ana:pass@example.org", "package that is not installed"),
        ("mqtt://host/topic", "package that is not installed"),
    ],
)
def test_a_url_that_cannot_be_used_is_refused_with_the_reason(url: str, why: str) -> None:
    for gate in (check, split):
        with pytest.raises(BadChannel) as caught:
            gate(url)
        assert why in str(caught.value)
        assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "url",
    [
        f"tgram://{CANARY}/12345",
        f"tgram://{CANARY}/",
        f"discord://{CANARY}",
        f"nosuch://{CANARY}/{CANARY}",
        f"mailtos://ana:{CANARY}@",
        f"mailto://ana:{CANARY}@example.org",
        f"mailtos://ana:{CANARY}@example.org?to={CANARY}",
        f"slack://{CANARY}",
        f"twilio://AC{CANARY}:{CANARY}@{CANARY}",
        f"xmpp://ana:{CANARY}@host",
        f"json://ana:{CANARY}@host/{CANARY}?method={CANARY}",
        f"pover://{CANARY}",
    ],
)
def test_no_refusal_holds_a_secret(url: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(BadChannel) as caught:
        check(url)
    told = [str(caught.value), *(record.getMessage() for record in caplog.records)]
    assert CANARY not in "\n".join(told)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        (f"{TELEGRAM}/12345/6789", 2),
        ("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#general/#other", 2),
        ("ntfy://localhost/topic/other", 2),
        ("mailtos://ana:pass@gmail.com?to=a@example.org,b@example.org,c@example.org", 3),
        ("matrixs://ana:pass@example.org/#room1/#room2", 2),
        ("signal://localhost:8080/+15551234567/+15557654321/+15557654322", 2),
        ("json://one.example.org, json://two.example.org", 2),
        ("json://one.example.org", 1),
    ],
)
def test_each_target_becomes_a_channel_of_its_own(url: str, parts: int) -> None:
    found = split(url)
    assert len(set(found)) == len(found) == parts
    assert all(split(part) == [part] for part in found)


def test_the_parts_of_a_mail_url_keep_server_and_sender() -> None:
    url = "mailtos://ana:p%40ss@gmail.com?to=a@example.org,b@example.org&name=Cinema"
    infos = [check(part) for part in split(url)]
    assert {info.host for info in infos} == {"smtp.gmail.com"}


def test_copies_are_refused_because_they_cannot_be_told_apart() -> None:
    with pytest.raises(BadChannel, match="copies"):
        split("mailtos://ana:pass@example.org?to=a@example.org&cc=b@example.org")


def test_several_targets_in_one_channel_are_refused() -> None:
    with pytest.raises(BadChannel, match="2 targets"):
        check(f"{TELEGRAM}/12345/6789")


def test_a_mail_password_may_go_in_the_clear_on_this_machine_or_by_wish() -> None:
    check("mailto://ana:pass@localhost?from=a@example.org&to=b@example.org")
    check("mailto://ana:pass@example.org?mode=insecure&to=b@example.org")


def test_what_is_shown_of_a_url_holds_no_part_that_may_be_secret() -> None:
    for url in (
        f"json://ana:{CANARY}@localhost:8080/{CANARY}?+X-Key={CANARY}&-p={CANARY}&:q={CANARY}",
        f"ntfy://{CANARY}",
        f"notica://{CANARY}",
        f"mailtos://ana:{CANARY}@gmail.com",
        f"gotify://localhost/{CANARY}",
        f"matrix://{CANARY}@localhost/#room",
    ):
        assert CANARY not in repr(check(url))


def test_urls_may_be_checked_by_many_threads_at_once() -> None:
    reasons: list[str] = []

    def one(number: int) -> None:
        try:
            check(f"json://host{number}/?method=FOO" if number % 2 else "discord://4174216298")
        except BadChannel as error:
            reasons.append("json" if "json" in error.what and "method" in error.what else "discord")

    threads = [threading.Thread(target=one, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(reasons) == ["discord"] * 10 + ["json"] * 10
