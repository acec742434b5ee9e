"""What each channel was told of each release, and what it may have been."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, case, func, null

from releases.store.sets import insert
from releases.store.tables import told

# A release, what it was said to be (a token), and the local day if that was in a reminder.
Tell = tuple[int, str, str | None]


def tell(
    connection: Connection, channel_id: int, lines: Sequence[Tell], now: datetime,
    *, perhaps: bool = False, late: bool = False,
) -> None:  # fmt: skip
    """Record what one channel was told, as `tell_all` does."""
    told_it = [(channel_id, line) for line in lines]
    tell_all(connection, told_it, now, perhaps=perhaps, late=late)


def tell_all(
    connection: Connection,
    lines: Collection[tuple[int, Tell]],
    now: datetime,
    *,
    perhaps: bool = False,
    late: bool = False,
) -> None:
    """Record what several channels were told.

    With `perhaps` it is not known whether it arrived: what was told before is kept beside it.
    With `late` it was said at `now` and is learned only later: a newer word stands.
    """
    if not lines:
        return
    statement = insert(connection, told)
    new = statement.excluded
    values: dict[str, Any] = {
        "token": new.token,
        "at": new.at,
        "before": func.coalesce(told.c.before, told.c.token) if perhaps else None,
    }
    if late:
        newer = told.c.at > new.at
        # Where that newer word may not have arrived, this one is what was known before it.
        before = case((and_(newer, told.c.before.is_not(None)), new.token), else_=null())
        values = {
            "token": case((newer, told.c.token), else_=new.token),
            "at": case((newer, told.c.at), else_=new.at),
            "before": before,
        }
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["release_id", "channel_id"],
            set_=values | {"reminded": func.coalesce(new.reminded, told.c.reminded)},
        ),
        [
            {"release_id": release_id, "channel_id": channel_id, "token": token, "at": now,
             "before": "" if perhaps else None, "reminded": reminded}
            for channel_id, (release_id, token, reminded) in lines
        ],
    )  # fmt: skip
