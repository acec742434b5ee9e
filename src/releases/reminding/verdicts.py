"""What a service's failure means: from what Apprise logged of it to an outcome.

Apprise hands on no status, header or exception, only True, False and log lines. Those lines hold
whole addresses with their tokens, so nothing of them is quoted here: each is matched against what
is known, and the words for a person are our own.
"""

import re
from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import unquote, urlsplit

from releases.model.outcome import Outcome, Result

_STATUS = re.compile(r"\b(?:error|status|code)\W{1,3}(\d{3})\b")
_REPLY = "Response Details"
_SOCKET = "Socket Exception"
_WAIT = re.compile(r"retry_after(?P<milli>_ms)?\W{1,6}(?P<number>\d{1,9}(?:\.\d{1,6})?)")

# Failures before a byte of the message can have left, as requests and urllib3 word them.
_NOT_SENT = (
    (r"Failed to resolve|NameResolutionError|getaddrinfo|Name or service not known",
     "the host's name cannot be resolved"),
    (r"Connection refused", "the connection is refused"),
    (r"No route to host|Network is unreachable|Failed to establish a new connection",
     "the host cannot be reached"),
    (r"ConnectTimeout|connect timeout", "connecting takes too long"),
    (r"CERTIFICATE_VERIFY_FAILED", "the host's certificate cannot be trusted"),
    (r"WRONG_VERSION_NUMBER|SSLV3_ALERT|UNSUPPORTED_PROTOCOL", "the host speaks no TLS there"),
    (r"Cannot connect to proxy|ProxyError", "the proxy cannot be reached"),
)  # fmt: skip
_UNSURE = (
    (r"Read timed out|ReadTimeout", "no answer in time"),
    (r"reset by peer|RemoteDisconnected|Connection aborted|Broken pipe", "the connection broke"),
)


def verdict(lines: Iterable[str]) -> Result:
    """The outcome of a send that Apprise reports as failed, from the lines that it logged."""
    status: int | None = None
    wait: float | None = None
    broken: list[str] = []
    for line in lines:
        if line.startswith(_REPLY):
            wait = _wait(line) if wait is None else wait
        elif _SOCKET in line:
            broken.append(line)
        elif found := _STATUS.search(line):
            status = int(found[1])
    if status is not None and 100 <= status < 600:
        return of_status(status, wait)
    for line in broken:
        if words := _matching(line, _NOT_SENT):
            continue
        return Result(Outcome.UNCERTAIN, _matching(line, _UNSURE) or "the connection failed")
    if broken:
        return Result(Outcome.TRANSIENT, words)
    return Result(Outcome.UNCERTAIN, "the service gave no reason")


def _matching(line: str, table: tuple[tuple[str, str], ...]) -> str:
    return next((words for pattern, words in table if re.search(pattern, line)), "")


def _wait(reply: str) -> float | None:
    found = _WAIT.search(reply)
    if not found:
        return None
    return float(found["number"]) / (1000 if found["milli"] else 1)


def of_status(status: int, wait: float | None = None) -> Result:
    """The outcome that an HTTP status other than 2xx means; `wait` is in seconds."""
    try:
        named = f"{status} ({HTTPStatus(status).phrase})"
    except ValueError:
        named = str(status)
    detail = f"the service answered {named}"
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        asked = f", asking to wait {wait:g} s" if wait is not None else ""
        return Result(Outcome.THROTTLED, detail + asked, wait)
    if status >= 500 or status in (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY):
        return Result(Outcome.TRANSIENT, detail)
    if 300 <= status < 400:
        return Result(
            Outcome.PERMANENT, f"{detail}: it redirects, which is not followed; give the final URL"
        )
    if status >= 400:
        return Result(Outcome.PERMANENT, detail)
    return Result(Outcome.UNCERTAIN, detail)


def secrets_of(url: str) -> set[str]:
    """Every part of a channel's URL that may be secret: all but scheme, host name and port."""
    parts = urlsplit(url)
    found = {parts.username or "", parts.password or "", parts.path, parts.query, parts.fragment}
    found |= set(re.split(r"[/:]", parts.path))
    for pair in re.split(r"[&;]", parts.query):
        found |= {pair, pair.partition("=")[2]}
    found |= {unquote(part) for part in found}
    return {part for part in found if len(part) > 3}


def scrub(text: str, url: str, *, host_too: bool = False) -> str:
    """Foreign text without anything of a channel's URL, mail addresses or long tokens."""
    hidden = secrets_of(url)
    if host_too:
        hidden |= {part for part in re.split(r"[@:/?]", url.partition("://")[2]) if len(part) > 3}
    for secret in sorted(hidden, key=len, reverse=True):
        text = text.replace(secret, "…")
    text = re.sub(r"[\w.+%-]+@[\w.-]+", "…", text)
    text = re.sub(r"[\w+/=-]*\d[\w+/=-]{18,}", "…", text)
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
