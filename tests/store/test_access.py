"""Accounts, sessions and tokens: what is given out once, found again, and ended."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, text

from releases.store import access
from releases.store.engine import Store
from releases.tracking.people import Defaults, add_subscriber

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def person(connection: Connection, name: str, role: access.Role = "member") -> int:
    key = add_subscriber(connection, name, Defaults(), NOW).id
    access.put_account(connection, key, role, NOW)
    return key


def everything(connection: Connection) -> str:
    tables = ("accounts", "web_sessions", "access_tokens")
    found = [connection.execute(text(f"SELECT * FROM {name}")).all() for name in tables]
    return str(found)


def test_a_session_is_found_by_its_secret_until_it_is_over(store: Store) -> None:
    with store.unit() as connection:
        ana = person(connection, "Ana", "admin")
        secret = access.open_session(connection, ana, NOW)
        found, _ = access.visitor(connection, secret, NOW)
        assert found
        assert (found.name, found.admin) == ("Ana", True)
        assert access.visitor(connection, secret + "x", NOW)[0] is None
        assert access.visitor(connection, secret, NOW + access.SESSION_LASTS)[0] is None
        access.end_session(connection, secret)
        assert access.visitor(connection, secret, NOW)[0] is None


def test_sessions_that_are_over_are_forgotten_at_the_next_sign_in(store: Store) -> None:
    with store.unit() as connection:
        ana = person(connection, "Ana")
        access.open_session(connection, ana, NOW)
        access.open_session(connection, ana, NOW + access.SESSION_LASTS)
        assert connection.scalar(text("SELECT count(*) FROM web_sessions")) == 1


def test_a_new_password_ends_sessions_and_invitations_but_no_token(store: Store) -> None:
    with store.unit() as connection:
        ana, ben = person(connection, "Ana"), person(connection, "Ben")
        session = access.open_session(connection, ana, NOW)
        other = access.open_session(connection, ben, NOW)
        _, invited = access.make_token(connection, ana, "invite", NOW)
        _, calendar = access.make_token(connection, ana, "calendar", NOW)
        access.set_password(connection, ana, "hash", NOW)
        assert access.visitor(connection, session, NOW)[0] is None
        assert access.visitor(connection, other, NOW)[0] is not None
        assert access.take_token(connection, invited, "invite", NOW) is None
        assert access.find_token(connection, calendar, "calendar", NOW) is not None


def test_an_invitation_is_used_once_and_in_time(store: Store) -> None:
    with store.unit() as connection:
        ana = person(connection, "Ana")
        lasts = timedelta(days=1)
        _, secret = access.make_token(connection, ana, "invite", NOW, lasts=lasts)
        assert access.take_token(connection, secret, "invite", NOW + lasts) is None
        assert access.take_token(connection, secret, "api", NOW) is None
        assert access.take_token(connection, secret, "invite", NOW) == ana
        assert access.take_token(connection, secret, "invite", NOW) is None


@pytest.mark.parametrize("purpose", ["api", "calendar"])
def test_a_token_serves_its_purpose_until_it_is_revoked(
    store: Store, purpose: access.Purpose
) -> None:
    with store.unit() as connection:
        ana, ben = person(connection, "Ana"), person(connection, "Ben")
        token, secret = access.make_token(connection, ana, purpose, NOW, name="phone")
        found = access.find_token(connection, secret, purpose, NOW + timedelta(days=999))
        assert found == token
        assert access.find_token(connection, secret, "invite", NOW) is None
        assert access.tokens_of(connection, ben, purpose) == []
        assert not access.revoke_token(connection, ben, token.id)
        assert access.revoke_token(connection, ana, token.id)
        assert access.find_token(connection, secret, purpose, NOW) is None


def test_use_of_a_token_is_written_down_now_and_then(store: Store) -> None:
    with store.unit() as connection:
        ana = person(connection, "Ana")
        token, secret = access.make_token(connection, ana, "api", NOW)
        assert access.stale(token, NOW)
        access.mark_used(connection, token, NOW)
        used = access.find_token(connection, secret, "api", NOW)
        assert used
        assert not access.stale(used, NOW + timedelta(minutes=9))
        assert access.stale(used, NOW + timedelta(minutes=10))


def test_no_secret_is_stored_as_it_is(store: Store) -> None:
    with store.unit() as connection:
        ana = person(connection, "Ana")
        secrets = [
            access.open_session(connection, ana, NOW),
            access.make_token(connection, ana, "api", NOW)[1],
            access.make_token(connection, ana, "invite", NOW)[1],
        ]
        stored = everything(connection)
        assert not [secret for secret in secrets if secret in stored]


def test_nobody_may_enter_before_an_admin_has_a_password(store: Store) -> None:
    with store.unit() as connection:
        ana, ben = person(connection, "Ana", "admin"), person(connection, "Ben")
        access.set_password(connection, ben, "hash", NOW)
        assert not access.anyone_may_enter(connection)
        access.set_password(connection, ana, "hash", NOW)
        assert access.anyone_may_enter(connection)
        access.put_account(connection, ana, "member", NOW)
        assert not access.anyone_may_enter(connection)
        expected = access.Account(ana, "Ana", "member", "hash", "UTC")
        assert access.account(connection, "Ana") == expected


def test_a_password_is_rehashed_only_where_it_is_still_the_same(store: Store) -> None:
    with store.unit() as connection:
        ana = person(connection, "Ana")
        access.set_password(connection, ana, "new", NOW)
        access.rehash_password(connection, ana, "old", "newer")
        found = access.account_by_id(connection, ana)
        assert found
        assert found.password == "new"
