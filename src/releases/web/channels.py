"""Channels: where somebody is reached. An address is a secret: it comes in and is never shown."""

import re
import threading
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from fastapi import APIRouter
from fastapi.responses import Response

from releases.errors import BadChannel, ReleasesError, StoreBusy
from releases.fetch.guard import is_public, system_resolve
from releases.logs import mask_url, redact, register_secret
from releases.model.film import clean
from releases.model.outcome import Outcome, Result
from releases.model.subscriber import Subscriber, Target
from releases.store import people
from releases.store.engine import Connection
from releases.store.people import Channel
from releases.tracking import people as wishes
from releases.web.guard import FORMS_ARE_OURS, Form, Posted
from releases.web.office import Signed, Visit

router = APIRouter(include_in_schema=False, dependencies=[FORMS_ARE_OURS])
# A send may hang until its deadline; the pages of others must not wait for all threads.
_testers = threading.BoundedSemaphore(4)


def _page(visit: Visit, status: int = 200, **more: Any) -> Response:
    with visit.read() as connection:
        found = people.channels_of(connection, visit.who)
    values = {"name": "", "takes": list(wishes.TAKES), "error": None} | more
    return visit.page(
        "channels.html", status, channels=[(each, mask_url(each.url)) for each in found],
        all_takes=wishes.TAKES, **values,
    )  # fmt: skip


@router.get("/channels")
def channels_page(visit: Signed) -> Response:
    return _page(visit)


@router.post("/channels")
def add_channel(visit: Signed, form: Form) -> Response:
    url, name = form.text("url", 4000), clean(form.text("name", 100))
    takes = form.all("takes")
    try:
        made = added(visit, url, name, wishes.read_takes(",".join(takes)))
    except ReleasesError as error:
        return _page(visit, 400, name=name, takes=takes, error=error)
    names = ", ".join(each.name for each in made)
    return visit.go("/channels", f"Added {names}. Try it with a test message.")


def added(
    visit: Visit, url: str, name: str, takes: str, on_unknown: str = "resend"
) -> list[Channel]:
    """New channels of who is signed in at an Apprise URL, one a target of it.

    Raise `BadChannel` for an address that cannot be used, or that only this network reaches
    where a member names it.
    """
    from releases.reminding.targets import targets_of

    if not url:
        raise BadChannel("the address of the channel is missing", "paste an Apprise URL")
    register_secret(url)
    targets, service = targets_of(url)
    _refuse_inward(visit, url, targets)
    with visit.unit() as (connection, who):
        name = name or wishes.free_name(connection, who, service, len(targets))
        return wishes.add_channels(
            connection, who, name, targets, visit.now, takes=takes, on_unknown=on_unknown
        )


def _refuse_inward(visit: Visit, url: str, targets: Sequence[Target]) -> None:
    """Raise `BadChannel` where a member names a server that only this network reaches."""
    if visit.account.admin:
        return
    scheme, _, rest = url.lower().partition("://")
    hosts = {target.host for target in targets}
    if not re.search(rf"(?<![\w.-]){re.escape(scheme)}(?![\w.-])", unquote(rest)):
        # A service at one address is known by its scheme; a server may be called so, too.
        hosts.discard(scheme)
    for host in hosts:
        try:
            addresses = system_resolve(host.partition(":")[0], 443)
        except OSError:
            raise BadChannel("the server of that channel is not known", "check its name") from None
        if not all(map(is_public, addresses)):
            raise BadChannel(
                "the server of that channel is not on the public internet",
                "an admin may add such a channel with the command line",
            )


def _own(connection: Connection, who: Subscriber, form: Posted) -> Channel:
    """The channel that a form names; anybody else's is not there."""
    return people.channel(connection, who, form.text("name"))


@router.post("/channels/pause")
def pause(visit: Signed, form: Form) -> Response:
    with visit.unit() as (connection, who):
        channel = _own(connection, who, form)
        wishes.pause_channel(connection, channel, visit.now)
    return visit.go("/channels", f"Nothing is sent to {channel.name} until it is resumed.")


@router.post("/channels/resume")
def resume(visit: Signed, form: Form) -> Response:
    with visit.unit() as (connection, who):
        channel = _own(connection, who, form)
        wishes.resume_channel(connection, channel, visit.now)
    return visit.go("/channels", f"{channel.name} has what waits for it again.")


@router.post("/channels/remove")
def remove(visit: Signed, form: Form) -> Response:
    with visit.unit() as (connection, who):
        channel = _own(connection, who, form)
        wishes.remove_channel(connection, channel, visit.now)
    return visit.go("/channels", f"{channel.name} is forgotten, with its address.")


@router.post("/channels/test")
def test(visit: Signed, form: Form) -> Response:
    with visit.read() as connection:
        channel = _own(connection, visit.who, form)
    result = tried(visit, channel)
    if result.outcome is not Outcome.SENT:
        why = f": {result.detail}" if result.detail else ""
        return visit.go("/channels", f"{channel.name} did not take the test{redact(why)}.")
    return visit.go("/channels", f"The test was sent to {channel.name}.")


def tried(visit: Visit, channel: Channel) -> Result:
    """Send one test message outside the queue; a channel that was failing works again by it."""
    from releases.reminding import channels
    from releases.reminding.targets import test_message

    if not _testers.acquire(timeout=2):
        raise StoreBusy("several channels are being tried just now", "try again in a moment")
    try:
        message = test_message(visit.who.name, visit.who.language, visit.now)
        result = channels.send(channel.url, message, timeout=visit.office.settings.deadline)
    finally:
        _testers.release()
    if result.outcome is Outcome.SENT and channel.state == "failing":
        with visit.unit() as (connection, _):
            wishes.revive_channel(connection, channel, visit.now)
    return result
