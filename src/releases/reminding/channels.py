"""The ways out: channel URLs checked, split and sent through. The only importer of Apprise.

Apprise's plugins are called directly, one fresh object a send: its own `notify` would bring a
hidden pool of six threads, the URL's `retry` and `optional`, and waits of its own.
"""

import logging
import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from releases.errors import BadChannel
from releases.logs import mask_url
from releases.model.outcome import Outcome, Result
from releases.reminding.capture import logged
from releases.reminding.deadline import Progress, within
from releases.reminding.messages import Message
from releases.reminding.verdicts import scrub, verdict
from releases.reminding.wording import LONGEST_SUBJECT, shorten

if TYPE_CHECKING:
    from apprise import AppriseAsset, NotifyBase

    from releases.reminding.letters import Mailbox

MAIL = ("mailto", "mailtos")
WEBHOOKS = ("json", "jsons", "form", "forms", "xml", "xmls")
ON_THE_HOST = frozenset(
    "syslog dbus qt kde gnome gio glib macosx windows blink1 vapid fcm file".split()
)
READ_FILES = frozenset("pgp pgppub pgpprv wkd keyfile subfile attach".split())
CONNECT_SECONDS = 10.0

# Where the service is one public host: its name, and the seconds between two requests to it.
_PUBLIC = {
    "tgram": ("api.telegram.org", 0.05),
    "discord": ("discord.com", 0.1),
    "slack": ("hooks.slack.com", 1.0),
    "pover": ("api.pushover.net", 0.5),
    "pbul": ("api.pushbullet.com", 1.2),
    "twilio": ("api.twilio.com", 0.2),
    "signl4": ("connect.signl4.com", 1.0),
}
_PUBLIC_HOSTS = {"ntfy.sh": 1.0, "matrix.org": 0.5, "smtp.gmail.com": 0.5, "mastodon.social": 1.0}
_ELSEWHERE = 1.0


@dataclass(frozen=True, slots=True)
class ChannelInfo:
    """What is known of a channel before anything is sent.

    `host` is the key by which requests are spaced, `pace_seconds` the least time between two;
    `masked` may be shown; `identity` says whether a message's identity travels, so that a repeat
    can be told by the receiver. The limits are in characters; `title_max` 0 means no title.
    """

    scheme: str
    host: str
    masked: str
    pace_seconds: float
    identity: bool
    title_max: int
    body_max: int


@dataclass(frozen=True, slots=True)
class Wire:
    """The real sender. `storage` is a folder in which Apprise may keep log-ins, None for none."""

    storage: str | None = None

    def send(self, url: str, message: Message, timeout: float) -> Result:
        return send(url, message, timeout=timeout, storage=self.storage)

    def body_max(self, url: str) -> int:
        return body_max(url, self.storage)


def check(url: str) -> ChannelInfo:
    """What a channel URL stands for; raise `BadChannel`, saying why, where it cannot be used.

    Nothing is sent and no connection is made.
    """
    scheme = _allowed(url)
    if scheme in MAIL:
        server = _mailbox(url).server
        return ChannelInfo(
            scheme=scheme,
            host=server.host.lower(),
            masked=mask_url(url),
            pace_seconds=_PUBLIC_HOSTS.get(server.host.lower(), 0.0),
            identity=True,
            title_max=LONGEST_SUBJECT,
            body_max=1_000_000,
        )
    return _info(url, scheme, _load(url, None))


def _info(url: str, scheme: str, plugin: "NotifyBase") -> ChannelInfo:
    if _targets(plugin) > 1:
        raise BadChannel(
            f"the {scheme} URL names {_targets(plugin)} targets",
            "a channel reaches one; add one channel for each",
        )
    host, pace = _place(plugin, scheme)
    return ChannelInfo(
        scheme=scheme,
        host=host,
        masked=mask_url(url),
        pace_seconds=pace,
        identity=scheme in WEBHOOKS or _is_matrix_with_token(plugin),
        title_max=int(plugin.title_maxlen),
        body_max=int(plugin.body_maxlen),
    )


def split(url: str) -> list[str]:
    """One URL for each target that `url` names, so that each is told and retried by itself.

    Raise `BadChannel` where the URL cannot be used or cannot be split.
    """
    from apprise.utils.parse import parse_urls

    several = [part for part in parse_urls(url) if "://" in part]  # type: ignore[no-untyped-call]
    if len(several) > 1:
        return [one for part in several for one in split(part)]
    scheme = _allowed(url)
    plugin = _load(url, None)
    if getattr(plugin, "cc", None) or getattr(plugin, "bcc", None):
        raise BadChannel("the URL sends copies (cc, bcc)", "add one channel for each address")
    wanted = _targets(plugin)
    if wanted == 1:
        check(url)
        return [url.strip()]
    for name in ("targets", "topics", "channels", "rooms", "devices", "groups"):
        listed = getattr(plugin, name, None)
        if isinstance(listed, list) and len(listed) == wanted:
            parts = []
            for target in listed:
                setattr(plugin, name, [target])
                parts.append(str(plugin.url(privacy=False)))  # type: ignore[no-untyped-call]
            if len(set(parts)) == wanted:
                for part in parts:
                    check(part)
                return parts
    raise BadChannel(
        f"the {scheme} URL names {wanted} targets and cannot be taken apart",
        "add one channel for each target",
    )


# Apprise's objects of channels that were looked at and are about to be spoken to: loading one
# costs as much as all else that a message needs from us. Each is used once.
_spare: dict[tuple[str, str | None], "NotifyBase"] = {}
_MOST_SPARE = 256


@lru_cache(maxsize=4096)
def body_max(url: str, storage: str | None = None) -> int:
    """The longest text, in characters, that a channel takes in one message."""
    try:
        scheme = _allowed(url)
        if scheme in MAIL:
            info = check(url)
        else:
            plugin = _load(url, storage)
            info = _info(url, scheme, plugin)
            if len(_spare) < _MOST_SPARE:
                _spare[url, storage] = plugin
    except BadChannel:
        return 1000
    return info.body_max if info.title_max else info.body_max - LONGEST_SUBJECT - 2


def send(url: str, message: Message, *, timeout: float, storage: str | None = None) -> Result:
    """Send one message to the one target of `url`; never raises.

    It is given up `timeout` seconds after it began, whatever the other side does; the outcome
    is then transient where nothing can have been delivered, else uncertain.
    """
    progress = Progress()

    def work() -> Result:
        try:
            if url.partition("://")[0].lower() in MAIL:
                from releases.reminding import smtp

                mailbox = _mailbox(url)
                return smtp.send(mailbox, message, timeout=timeout, progress=progress)
            return _send_by_apprise(url, message, timeout, storage, progress)
        except BadChannel as error:
            return Result(Outcome.PERMANENT, f"the channel cannot be used: {error.what}")
        except _Paused as pause:
            return Result(
                Outcome.THROTTLED, f"the service asks to wait {pause.wait:g} s", pause.wait
            )
        except Exception as error:
            # A plugin's own fault: it is not known how far it came.
            return Result(Outcome.UNCERTAIN, f"the sender failed: {type(error).__name__}")

    try:
        outcome = within(timeout + 0.5, work)
    except RuntimeError:
        return Result(Outcome.TRANSIENT, "the machine has no room for another thread")
    if outcome is not None:
        return outcome
    if progress.abandon():
        return Result(Outcome.TRANSIENT, f"given up after {timeout:g} s, nothing was handed over")
    return Result(Outcome.UNCERTAIN, f"no answer within {timeout:g} s")


def _send_by_apprise(
    url: str, message: Message, timeout: float, storage: str | None, progress: Progress
) -> Result:
    from apprise import NotifyFormat, NotifyType
    from apprise.common import OverflowMode

    with logged() as records:
        _allowed(url)
        plugin = _spare.pop((url, storage), None) or _load(url, storage)
        plugin.socket_connect_timeout = min(timeout, CONNECT_SECONDS)
        plugin.socket_read_timeout = timeout
        plugin.throttle = _refuse_to_wait  # type: ignore[method-assign]
        _identify(plugin, message.identity)
        title_max, body_max = int(plugin.title_maxlen), int(plugin.body_maxlen)
        title = shorten(message.title, title_max) if title_max else message.title
        room = body_max if title_max else body_max - len(title) - 2
        records.clear()
        if not progress.commit():
            return Result(Outcome.TRANSIENT, "given up before anything was sent")
        sent = plugin.notify(
            body=shorten(message.text, room),
            title=title,
            notify_type=NotifyType.INFO,
            overflow=OverflowMode.UPSTREAM,
            body_format=NotifyFormat.TEXT,
        )
        return Result(Outcome.SENT) if sent else verdict(r.getMessage() for r in records)


class _Paused(Exception):
    def __init__(self, wait: float) -> None:
        super().__init__(wait)
        self.wait = wait


def _refuse_to_wait(last_io: object = None, wait: float | None = None) -> None:
    """Stands in for a plugin's sleep: spacing is ours, and a wait asked for is an outcome."""
    if wait:
        raise _Paused(wait)


def _identify(plugin: Any, identity: str) -> None:
    """Let a message's identity travel where the service has a place for it."""
    if plugin.schemas() & set(WEBHOOKS):
        plugin.headers["Idempotency-Key"] = identity
        plugin.headers["X-Releases-Delivery"] = identity
    elif hasattr(plugin, "transaction_id"):
        # Matrix: the same transaction under the same token is stored once. Giving the token
        # here keeps the plugin from choosing a random transaction.
        if _is_matrix_with_token(plugin):
            plugin.access_token = plugin.password
        plugin.transaction_id = int.from_bytes(sha256(identity.encode()).digest()[:7], "big")


def _is_matrix_with_token(plugin: Any) -> bool:
    return hasattr(plugin, "transaction_id") and bool(plugin.password) and not plugin.user


@lru_cache(maxsize=4096)
def _allowed(url: str) -> str:
    """The scheme of a URL that may be tried at all, in lower case."""
    scheme, separator, _ = url.strip().partition("://")
    scheme = scheme.lower()
    if not separator or not re.fullmatch(r"[a-z0-9]+", scheme) or not url.strip().isprintable():
        raise BadChannel(
            "that is no channel URL", "write it as scheme://…, such as ntfys://ntfy.sh/my-topic"
        )
    if scheme in ON_THE_HOST:
        raise BadChannel(
            f"{scheme}:// acts on the machine that this program runs on, or reads its files",
            "choose a service that is reached over the network",
        )
    options = parse_qs(urlsplit(url.strip()).query, keep_blank_values=True)
    forbidden = sorted(READ_FILES & {name.lower() for name in options})
    if forbidden:
        raise BadChannel(
            f"the option {forbidden[0]!r} of the URL makes the service read files",
            "leave it out",
        )
    return scheme


def _load(url: str, storage: str | None) -> "NotifyBase":
    """Apprise's object for a URL; raise `BadChannel` with the reason that Apprise logs."""
    from apprise import Apprise

    with logged() as records:
        try:
            plugin = Apprise.instantiate(url.strip(), asset=_asset(storage))
        except Exception as error:
            raise BadChannel(f"the URL cannot be used ({type(error).__name__})") from None
        said = [record.getMessage() for record in records if record.levelno >= logging.WARNING]
    dropped = [line for line in said if line.startswith("Dropped")]
    if plugin is None or dropped:
        raise _unusable(url, dropped or said)
    _refuse_traps(plugin)
    plugin.retry = 0
    plugin.optional = False
    plugin.redirects = False
    return plugin


def _unusable(url: str, said: list[str]) -> BadChannel:
    """Why a URL does not load, in the service's words where these say anything."""
    from difflib import get_close_matches

    from apprise.manager_plugins import NotificationManager

    scheme = url.strip().partition("://")[0].lower()
    known: list[str] = NotificationManager().schemas()  # type: ignore[no-untyped-call]
    if scheme not in known:
        near = get_close_matches(scheme, known, n=1)
        return BadChannel(
            f"there is no service {scheme}://", f"did you mean {near[0]}://?" if near else _MANUAL
        )
    why = re.sub(r" *\([^()]*\)", "", said[0] if said else "")
    if "disabled on this system" in why:
        return BadChannel(
            f"{scheme}:// needs a package that is not installed", "install it, or use another"
        )
    if not why or why.startswith(("Unparseable", "Unsupported", "Could not load", "Failed")):
        why = "its parts do not fit this service"
    return BadChannel(
        f"the {scheme} URL cannot be used: {scrub(why, url, host_too=True).rstrip('.: ')}", _MANUAL
    )


_MANUAL = "appriseit.com/services shows how the URL of each service is written"


def _refuse_traps(plugin: Any) -> None:
    """Refuse what loads and then cannot be sent to, finds its own targets, or reads a file."""
    from apprise import AppriseAttachment

    template = getattr(plugin, "template", None)
    if isinstance(template, AppriseAttachment) and len(template):
        raise BadChannel("the URL's template is a file", "leave the template out")
    if isinstance(plugin.port, int) and not 0 < plugin.port < 65536:
        raise BadChannel(f"{plugin.port} is not a port", "a port is a number from 1 to 65535")
    if getattr(plugin, "detect_owner", False) and not getattr(plugin, "targets", True):
        raise BadChannel(
            "the URL names no chat", "`releases channels add telegram` finds out its number"
        )
    for name in ("topics", "rooms"):
        if getattr(plugin, name, None) == [] and getattr(plugin, "mode", "off") in _NEEDS_TARGET:
            raise BadChannel(f"the URL names no {name.rstrip('s')}", _MANUAL)


# Modes of ntfy and of Matrix (off: no webhook) in which the URL itself must say where to.
_NEEDS_TARGET = ("off", "cloud", "private")


@lru_cache(maxsize=8)
def _asset(storage: str | None) -> "AppriseAsset":
    from apprise import AppriseAsset

    return AppriseAsset(
        app_id="releases",
        app_desc="Film releases",
        http_redirects=False,
        service_timeout=0,
        allow_templates=False,
        pgp_autogen=False,
        pem_autogen=False,
        # Its masking of lines takes a tenth of a send, and nobody but us gets these lines.
        secure_logging=False,
        storage_path=storage,
        storage_mode="flush" if storage else "memory",
    )


@lru_cache(maxsize=4096)
def _mailbox(url: str) -> "Mailbox":
    """Where a mail URL leads, by Apprise's knowledge of providers; parsed once a URL."""
    from releases.reminding.letters import Mailbox, Server
    from releases.reminding.smtp import LOOPBACK

    scheme = _allowed(url)
    plugin: Any = _load(url, None)
    if len(plugin.targets) != 1 or plugin.cc or plugin.bcc:
        raise BadChannel("the URL names several addresses", "add one channel for each")
    host, mode = str(plugin.smtp_host), str(plugin.secure_mode)
    open_by_wish = "insecure" in parse_qs(urlsplit(url.strip()).query).get("mode", [])
    if plugin.password and mode == "insecure" and not (open_by_wish or LOOPBACK.fullmatch(host)):
        raise BadChannel(
            f"the {scheme} URL would send its password without encryption",
            "write mailtos://, or add ?mode=insecure where that is meant",
        )
    server = Server(host, int(plugin.port), mode, plugin.user, bool(plugin.verify_certificate),
                    plugin.password)  # fmt: skip
    name, address = plugin.targets[0]
    if not f"{address}{plugin.from_addr[1]}".isascii():
        raise BadChannel("an address has letters beyond ASCII", "write its domain as xn--…")
    return Mailbox(
        server=server,
        sender=(str(plugin.from_addr[0] or "Film releases"), str(plugin.from_addr[1])),
        to=(str(name or ""), str(address)),
        reply_to=tuple(sorted(plugin.reply_to)),
        extra=tuple(plugin.headers.items()),
    )


def _targets(plugin: Any) -> int:
    plugin.retry = 0
    return max(1, len(plugin))


def _has_host(plugin: Any) -> bool:
    """Whether the host of the URL is a host, and not a topic or token in its place."""
    if "host" not in plugin.template_tokens:
        return False
    mode = getattr(plugin, "mode", None)
    own_matrix = hasattr(plugin, "transaction_id") and mode != "t2bot"
    # A service that people may run themselves has a host where they do, and else none, or a
    # topic in its place.
    own = bool(plugin.host) and mode not in ("cloud", "t2bot")
    return own_matrix or own or all("{host}" in form for form in plugin.templates)


def _place(plugin: Any, scheme: str) -> tuple[str, float]:
    if _has_host(plugin):
        host = str(plugin.host).lower()
        return host, _PUBLIC_HOSTS.get(host, 0.0)
    if scheme == "ntfy" or scheme == "ntfys":
        return "ntfy.sh", _PUBLIC_HOSTS["ntfy.sh"]
    return _PUBLIC.get(scheme, (scheme, _ELSEWHERE))
