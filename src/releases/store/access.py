"""Who may enter by the web: accounts, sessions and tokens.

A session or token is a random secret that is given out once; only its SHA-256 is stored, which
needs no salt for a secret of 256 random bits. Passwords come here as hashes.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, and_, delete, or_, select, text, update

from releases.store import stamp
from releases.store.access_tables import access_tokens, accounts, web_sessions
from releases.store.sets import insert, new_id
from releases.store.tables import Instant, schedules, subscribers, to_millis

Role = Literal["admin", "member"]
Purpose = Literal["invite", "api", "calendar"]

SESSION_LASTS = timedelta(days=30)
INVITE_LASTS = timedelta(days=3)
# A row that says when a secret was used last is written at most this often.
_SEEN_EVERY = timedelta(minutes=10)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _mint() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Account:
    """A subscriber who may sign in; `password` is a hash, None where none is chosen yet."""

    subscriber_id: int
    name: str
    role: str
    password: str | None
    zone: str

    @property
    def admin(self) -> bool:
        return self.role == "admin"

    def __repr__(self) -> str:
        return f"Account(name={self.name!r}, role={self.role!r})"


_ACCOUNT = (
    select(
        accounts.c.subscriber_id,
        subscribers.c.name,
        accounts.c.role,
        accounts.c.password,
        schedules.c.zone,
    )
    .join_from(accounts, subscribers, subscribers.c.id == accounts.c.subscriber_id)
    .join(schedules, schedules.c.id == subscribers.c.schedule_id)
)


def accounts_of(connection: Connection) -> list[Account]:
    """Everybody who may sign in, or was invited to, oldest subscriber first."""
    found = connection.execute(_ACCOUNT.order_by(subscribers.c.id))
    return [Account(*row) for row in found]


def account(connection: Connection, name: str) -> Account | None:
    row = connection.execute(_ACCOUNT.where(subscribers.c.name == name)).one_or_none()
    return Account(*row) if row else None


def account_by_id(connection: Connection, subscriber_id: int) -> Account | None:
    query = _ACCOUNT.where(accounts.c.subscriber_id == subscriber_id)
    row = connection.execute(query).one_or_none()
    return Account(*row) if row else None


def anyone_may_enter(connection: Connection) -> bool:
    """Whether an admin with a password exists, so that sign-in is set up."""
    query = select(accounts.c.role).where(
        accounts.c.password.is_not(None), accounts.c.role == "admin"
    )
    return connection.execute(query.limit(1)).first() is not None


def put_account(
    connection: Connection, subscriber_id: int, role: Role, now: datetime
) -> None:  # fmt: skip
    """Let a subscriber sign in with this role; a password that they have stays."""
    statement = insert(connection, accounts).values(
        subscriber_id=subscriber_id, role=role, changed=now
    )
    connection.execute(
        statement.on_conflict_do_update(index_elements=["subscriber_id"], set_={"role": role})
    )


def set_password(connection: Connection, subscriber_id: int, hashed: str, now: datetime) -> None:
    """Set the password of an account; every session and invitation of it ends."""
    connection.execute(
        update(accounts)
        .where(accounts.c.subscriber_id == subscriber_id)
        .values(password=hashed, changed=now)
    )
    end_sessions(connection, subscriber_id)
    revoke_tokens(connection, subscriber_id, "invite")


def end_account(connection: Connection, subscriber_id: int) -> None:
    """Let somebody in no more, by whatever way; the subscriber and what is theirs stay."""
    for table in (web_sessions, access_tokens, accounts):
        connection.execute(delete(table).where(table.c.subscriber_id == subscriber_id))


def rehash_password(connection: Connection, subscriber_id: int, old: str, hashed: str) -> None:
    """Store the same password under a newer hash, unless it was changed meanwhile."""
    connection.execute(
        update(accounts)
        .where(accounts.c.subscriber_id == subscriber_id, accounts.c.password == old)
        .values(password=hashed)
    )


def open_session(connection: Connection, subscriber_id: int, now: datetime) -> str:
    """A new session; its secret, for the browser alone. Sessions that are over are forgotten."""
    connection.execute(delete(web_sessions).where(web_sessions.c.expires <= now))
    secret = _mint()
    connection.execute(
        web_sessions.insert().values(
            subscriber_id=subscriber_id,
            digest=_digest(secret),
            created=now,
            expires=now + SESSION_LASTS,
        )
    )
    return secret


_VISITOR = text(
    f"""SELECT a.subscriber_id, s.name, a.role, a.password, c.zone, {stamp.CURRENT}
    FROM web_sessions w JOIN accounts a ON a.subscriber_id = w.subscriber_id
    JOIN subscribers s ON s.id = a.subscriber_id JOIN schedules c ON c.id = s.schedule_id
    WHERE w.digest = :digest AND w.expires > :now"""
)


def visitor(connection: Connection, secret: str, now: datetime) -> tuple[Account | None, str]:
    """Whose session it is (None where it never was, has ended or is over), and the facts' stamp.

    Every page asks for both, so they are one query.
    """
    values = {"digest": _digest(secret), "now": to_millis(now)}
    row = connection.execute(_VISITOR, values).fetchone()
    return (Account(*row[:5]), row[5] or "") if row else (None, "")


def end_session(connection: Connection, secret: str) -> None:
    connection.execute(delete(web_sessions).where(web_sessions.c.digest == _digest(secret)))


def end_sessions(connection: Connection, subscriber_id: int) -> None:
    connection.execute(delete(web_sessions).where(web_sessions.c.subscriber_id == subscriber_id))


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token; its secret is not."""

    id: int
    subscriber_id: int
    purpose: str
    name: str
    created: datetime
    used: datetime | None
    expires: datetime | None


_TOKEN = select(*(access_tokens.c[name] for name in Token.__slots__))


def make_token(
    connection: Connection,
    subscriber_id: int,
    purpose: Purpose,
    now: datetime,
    *,
    name: str = "",
    lasts: timedelta | None = None,
) -> tuple[Token, str]:
    """A new token and its secret, which cannot be had again; without `lasts` until revoked."""
    secret = _mint()
    key = new_id(
        connection,
        access_tokens.insert(),
        subscriber_id=subscriber_id,
        purpose=purpose,
        name=name,
        digest=_digest(secret),
        created=now,
        expires=now + lasts if lasts else None,
    )
    row = connection.execute(_TOKEN.where(access_tokens.c.id == key)).one()
    return Token(*row), secret


def find_token(
    connection: Connection, secret: str, purpose: Purpose, now: datetime
) -> Token | None:  # fmt: skip
    """The token of that secret and purpose; None where it never was, is revoked or is over."""
    row = connection.execute(_TOKEN.where(_valid(secret, purpose, now))).one_or_none()
    return Token(*row) if row else None


class Reader(NamedTuple):
    """Whose feeds a token opens, as far as these may differ by it, and the stamp of the facts."""

    id: int
    zone: str
    language: str
    fallback: str
    stamp: str


_READER = text(
    f"""SELECT t.id, t.subscriber_id, t.purpose, t.name, t.created, t.used, t.expires,
    s.id, c.zone, s.language, s.fallback, coalesce({stamp.CURRENT}, '') FROM access_tokens t
    JOIN subscribers s ON s.id = t.subscriber_id JOIN schedules c ON c.id = s.schedule_id
    WHERE t.digest = :digest AND t.purpose = 'calendar'
    AND (t.expires IS NULL OR t.expires > :now)"""
).columns(created=Instant, used=Instant, expires=Instant)


def feed_reader(connection: Connection, secret: str, now: datetime) -> tuple[Token, Reader] | None:
    """The calendar token of that secret and whose it is, in one query: each device asks often."""
    values = {"digest": _digest(secret), "now": to_millis(now)}
    row = connection.execute(_READER, values).fetchone()
    return (Token(*row[:7]), Reader(*row[7:])) if row else None


def _valid(secret: str, purpose: Purpose, now: datetime) -> Any:
    return and_(
        access_tokens.c.digest == _digest(secret),
        access_tokens.c.purpose == purpose,
        or_(access_tokens.c.expires.is_(None), access_tokens.c.expires > now),
    )


def take_token(
    connection: Connection, secret: str, purpose: Purpose, now: datetime
) -> int | None:  # fmt: skip
    """Use a token up: its subscriber, once; None ever after."""
    statement = delete(access_tokens).where(_valid(secret, purpose, now))
    found: int | None = connection.scalar(statement.returning(access_tokens.c.subscriber_id))
    return found


def stale(token: Token, now: datetime) -> bool:
    """Whether it is time again to write down that a token is used."""
    return token.used is None or now - token.used >= _SEEN_EVERY


def mark_used(connection: Connection, token: Token, now: datetime) -> None:
    connection.execute(
        update(access_tokens).where(access_tokens.c.id == token.id).values(used=now)
    )  # fmt: skip


def tokens_of(connection: Connection, subscriber_id: int, purpose: Purpose) -> Sequence[Token]:
    """A subscriber's tokens of a purpose, oldest first."""
    query = _TOKEN.where(
        access_tokens.c.subscriber_id == subscriber_id, access_tokens.c.purpose == purpose
    )
    return [Token(*row) for row in connection.execute(query.order_by(access_tokens.c.id))]


def revoke_token(connection: Connection, subscriber_id: int, token_id: int) -> bool:
    """End one token of a subscriber; whether they had it."""
    mine = and_(access_tokens.c.id == token_id, access_tokens.c.subscriber_id == subscriber_id)
    return connection.execute(delete(access_tokens).where(mine)).rowcount > 0


def revoke_tokens(connection: Connection, subscriber_id: int, purpose: Purpose) -> None:
    """End all tokens of a subscriber for a purpose."""
    connection.execute(
        delete(access_tokens).where(
            access_tokens.c.subscriber_id == subscriber_id, access_tokens.c.purpose == purpose
        )
    )
