"""The caller's channels: an address goes in and is never shown; only its mask comes out."""

from typing import Any

from fastapi import APIRouter, Response

from releases.model.film import clean
from releases.store import people
from releases.store.engine import Connection
from releases.store.people import Channel
from releases.tracking import people as settings
from releases.tracking.documents import channel_json
from releases.web.api import given, models
from releases.web.api.caller import Caller, Paged
from releases.web.channels import added, tried
from releases.web.office import Visit

router = APIRouter(tags=["channels"])


@router.get("/channels", response_model=list[models.Channel], summary="The caller's channels")
def channels(visit: Caller, page: Paged) -> list[dict[str, Any]]:
    with visit.read() as connection:
        found = people.channels_of(connection, visit.who)
    return [channel_json(channel) for channel in page.slice(found)]


def _channel(connection: Connection, visit: Visit, name: str) -> Channel:
    # Whatever a name holds that no name can, it is nobody's.
    return people.channel(connection, visit.who, clean(name))


@router.post(
    "/channels", response_model=list[models.Channel], status_code=201, summary="Add a channel"
)
def add(visit: Caller, wish: given.NewChannel) -> list[dict[str, Any]]:
    """An address with several targets becomes as many channels: NAME, NAME-2 and so on.

    One that only the network of the server reaches is refused, unless the caller is an admin.
    """
    takes = settings.read_takes(",".join(wish.for_))
    return [
        channel_json(each) for each in added(visit, wish.url, wish.name, takes, wish.on_unknown)
    ]


@router.get("/channels/{name}", response_model=models.Channel, summary="A channel")
def channel(visit: Caller, name: str) -> dict[str, Any]:
    with visit.read() as connection:
        return channel_json(_channel(connection, visit, name))


@router.post(
    "/channels/{name}/test", response_model=models.Tested, summary="Send it a test message"
)  # fmt: skip
def test(visit: Caller, name: str) -> dict[str, Any]:
    """Outside the queue. A channel that was failing works again where the message is taken."""
    with visit.read() as connection:
        found = _channel(connection, visit, name)
    result = tried(visit, found)
    return {
        "channel": found.name, "outcome": result.outcome.value, "error": result.detail or None
    }  # fmt: skip


@router.post(
    "/channels/{name}/pause", response_model=models.Channel, summary="Send nothing to it for now"
)
def pause(visit: Caller, name: str) -> dict[str, Any]:
    with visit.unit() as (connection, _):
        settings.pause_channel(connection, _channel(connection, visit, name), visit.now)
        return channel_json(_channel(connection, visit, name))


@router.post(
    "/channels/{name}/resume", response_model=models.Channel, summary="Send to it again"
)  # fmt: skip
def resume(visit: Caller, name: str) -> dict[str, Any]:
    with visit.unit() as (connection, _):
        settings.resume_channel(connection, _channel(connection, visit, name), visit.now)
        return channel_json(_channel(connection, visit, name))


@router.delete("/channels/{name}", status_code=204, summary="Forget a channel")
def forget(visit: Caller, name: str) -> Response:
    with visit.unit() as (connection, _):
        settings.remove_channel(connection, _channel(connection, visit, name), visit.now)
    return Response(status_code=204)
