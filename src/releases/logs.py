"""Logging to stderr, and the one place that knows what a secret looks like.

Whatever is logged goes through `redact`; whatever is shown of a channel or a database goes
through `mask_url` or `mask_database`.
"""

import json
import logging
import os
import re
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TextIO
from urllib.parse import quote, quote_plus

HIDDEN = "…"

# Their debug lines hold whole requests, tokens included.
_CAPPED = ("apprise", "httpx", "httpcore", "urllib3", "alembic", "apscheduler")
_LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)
_OWN_FIELDS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_SYSLOG = {logging.DEBUG: 7, logging.INFO: 6, logging.WARNING: 4, logging.ERROR: 3}
_UNPRINTED = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160))} | {
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): " ",
}


def set_up(
    *, verbosity: int = 0, stream: TextIO | None = None, env: Mapping[str, str] | None = None
) -> None:
    """Log to `stream` (stderr) and nowhere else: text at a terminal, else a JSON object a line.

    `verbosity` counts -v: 0 shows warnings, 1 what is done, 2 and more how. Where `stream` is
    the journal that JOURNAL_STREAM names, each line starts with its syslog level
    (sd-daemon(3)). Fields given as `extra=` stand in the JSON object beside `ts` (UTC), `level`
    and `msg`.
    """
    stream = stream or sys.stderr
    handler = logging.StreamHandler(stream)
    at_terminal = stream.isatty()
    prefixed = _is_journal(stream, os.environ if env is None else env)
    handler.setFormatter(_Text() if at_terminal else _Json(prefixed=prefixed))
    handler.addFilter(_guard)
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(_LEVELS[max(0, min(verbosity, len(_LEVELS) - 1))])
    for name in _CAPPED:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    logging.raiseExceptions = False


def _is_journal(stream: TextIO, env: Mapping[str, str]) -> bool:
    try:
        status = os.fstat(stream.fileno())
    except (OSError, ValueError, AttributeError):
        return False
    return env.get("JOURNAL_STREAM") == f"{status.st_dev}:{status.st_ino}"


def _guard(record: logging.LogRecord) -> bool:
    """Redacts a record for every handler after this one; drops what must not be logged.

    A library may lower its own logger's level for a while, so the cap is checked here too.
    """
    if record.levelno < logging.WARNING and record.name.split(".")[0] in _CAPPED:
        return False
    record.msg, record.args = redact(record.getMessage()), None
    for name in vars(record).keys() - _OWN_FIELDS:
        value = getattr(record, name)
        if re.fullmatch(_NAME, name, re.IGNORECASE):
            setattr(record, name, HIDDEN)
        elif not isinstance(value, int | float | bool | None):
            setattr(record, name, redact(str(value)))
    if record.exc_info and not record.exc_text:
        record.exc_text = logging.Formatter().formatException(record.exc_info)
    if record.exc_text:
        record.exc_text = redact(record.exc_text)
    return True


def _fields(record: logging.LogRecord) -> dict[str, object]:
    return {name: value for name, value in vars(record).items() if name not in _OWN_FIELDS}


class _Text(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        stamp = datetime.fromtimestamp(record.created).astimezone().strftime("%H:%M:%S")
        fields = "".join(f" {name}={value}" for name, value in _fields(record).items())
        line = f"{record.getMessage()}{fields}".translate(_UNPRINTED)
        trace = f"\n{record.exc_text}" if record.exc_text else ""
        return f"{stamp} {record.levelname.lower()}: {line}{trace}"


class _Json(logging.Formatter):
    def __init__(self, *, prefixed: bool) -> None:
        super().__init__()
        self.prefixed = prefixed

    def format(self, record: logging.LogRecord) -> str:
        stamp = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        event: dict[str, object] = {
            "ts": stamp.replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "msg": record.getMessage(),
            "logger": record.name,
        }
        event |= {name: value for name, value in _fields(record).items() if name not in event}
        if record.exc_text:
            event["trace"] = record.exc_text
        line = json.dumps(event, ensure_ascii=False, default=str)
        return f"<{_SYSLOG.get(record.levelno, 2)}>{line}" if self.prefixed else line


# What is secret

_secrets: set[str] = set()
_secrets_lock = threading.Lock()

_URL = re.compile(r"\b([a-z][a-z0-9+.-]{1,24})://[^\s\"'<>\\]+", re.IGNORECASE)
_READABLE = ("http", "https", "ftp", "ftps", "file", "webcal", "urn", "tag")
_DATABASE = ("postgresql", "postgres", "sqlite", "mysql")
# Channel schemes whose URL names a server; in all others the place of the host holds a key.
_HOSTED = frozenset(
    name + secure
    for name in ("json", "xml", "form", "http", "gotify", "mmost", "rocket", "ncloud", "nctalk")
    for secure in ("", "s")
)
_HOSTED_IF_DOTTED = frozenset(
    name + secure
    for name in ("mailto", "ntfy", "matrix", "mqtt", "signal", "apprise", "hassio", "synology")
    for secure in ("", "s")
)
_HOST = re.compile(r"(?:\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?)(?::\d{1,5})?", re.I)
_WEBHOOK = re.compile(
    r"(https?://[^/\s?#]+)/(?:api/(?:v\d+/)?webhooks?/|services/|triggers/|workflows/|bot\d+[:%]"
    r"|webhook|hooks/|v\d+/spaces/|trigger/)[^\s\"'<>]*",
    re.IGNORECASE,
)
_NAME = (
    r"(?:(?:access|refresh|api|auth|bot|app|user)[_-]?)?(?:token|key|secret|passw(?:or)?d|pass|pwd)"
    r"|apikey|sig|signature|credentials?"
)
_PAIR = re.compile(
    rf"(?<![a-z0-9])((?:{_NAME})[\"']?(?:=|\s*:\s*(?=[\"'])|\"\s*:\s*))[\"']?[^\s\"'&,;#)}}\]]+",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"((?:proxy-)?authorization|\bx-[a-z-]{0,30}(?:key|token)|(?:set-)?cookie)([\"']?\s*[:=]\s*[\"']?)"
    r"[^\r\n\"']+",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    r"\bxox[a-z]-[\w-]{8,}"  # Slack
    r"|\b\d{6,12}(?::|%3A)[\w-]{30,}"  # Telegram
    r"|\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*"  # JSON Web Token
)


def register_secret(text: str) -> None:
    """Never log `text` from now on, nor its percent-encoded forms.

    Under 4 letters are ignored: hiding those would blacken every line. So is a bare scheme
    (`json://`, typed and refused): hiding it would spoil the form by which others are known.
    """
    text = text.strip()
    if len(text) >= 4 and not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:/*", text):
        with _secrets_lock:
            _secrets.update({text, quote(text, safe=""), quote_plus(text)})


def redact(text: str) -> str:
    """`text` without registered secrets, passwords in URLs, and tokens in well-known forms."""
    with _secrets_lock:
        known = [secret for secret in _secrets if secret in text]
    for secret in sorted(known, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    if "://" in text:
        text = _URL.sub(_redacted_url, text)
    text = _HEADER.sub(lambda m: f"{m[1]}{m[2]}{HIDDEN}", text)
    return _TOKEN.sub(HIDDEN, _PAIR.sub(lambda m: f"{m[1]}{HIDDEN}", text))


def _redacted_url(found: re.Match[str]) -> str:
    url, scheme = found[0], found[1].lower()
    if scheme.split("+")[0] in _DATABASE:
        return mask_database(url)
    if scheme not in _READABLE:
        return mask_url(url)
    url = re.sub(r"://[^/?#]*@", f"://{HIDDEN}@", url)
    return _WEBHOOK.sub(lambda m: f"{m[1]}/{HIDDEN}", url)


def mask_url(url: str) -> str:
    """What may be shown of a channel: its scheme, and its host where that is no key.

    `tgram://…`, `json://example.org/…`, `mailto://…@example.org`.
    """
    scheme, colon, rest = url.strip().partition("://")
    if not colon or not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme):
        return HIDDEN
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    user, at, host = authority.rpartition("@")
    hidden = f"{scheme}://{HIDDEN}"
    if not _HOST.fullmatch(host) or (not at and "@" in rest[len(authority) :].split("?")[0]):
        return hidden  # also a password with a slash in it, which ends the authority too soon
    kind = scheme.lower()
    dotted = "." in host or host.startswith(("localhost", "["))
    if kind not in _HOSTED and not (kind in _HOSTED_IF_DOTTED and dotted):
        return hidden
    shown = f"{HIDDEN}@{host}" if user else host
    return f"{scheme}://{shown}" + (f"/{HIDDEN}" if rest[len(authority) :].strip("/") else "")


def mask_database(url: str) -> str:
    """A database URL without its password; all else of it may be shown."""
    url = re.sub(r"^([\w+.-]+://[^:/@?]*):.*@", rf"\1:{HIDDEN}@", url.strip(), flags=re.DOTALL)
    return re.sub(r"(?i)((?:ssl)?passw(?:or)?d=)[^&\s]*", rf"\1{HIDDEN}", url)
