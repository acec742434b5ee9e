"""What stands on the wire: addresses, redirects, compressed bodies, dates; and errors in words."""

import re
import ssl
import zlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from releases.errors import CannotFetch
from releases.logs import redact

if TYPE_CHECKING:
    import httpcore
    import httpx

_GZIP_OR_ZLIB = 47
_PIECE = 1 << 18


def parse_url(url: str) -> "httpx.URL":
    """An absolute http or https URL without fragment; raises CannotFetch for all else."""
    import httpx

    try:
        parsed = httpx.URL(url.strip())
        scheme, host = parsed.scheme, parsed.host
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise CannotFetch(
            f"{shown_url(url)!r} is not a web address", "Write it as https://host/path."
        ) from None
    if scheme not in ("http", "https"):
        hint = "Pass a file by its path." if scheme == "file" else "Write it as https://host/path."
        raise CannotFetch(f"{shown_url(url)!r} is not an http or https address", hint)
    if not host:
        raise CannotFetch(f"{shown_url(url)!r} names no host", "Write it as https://host/path.")
    # Copying parses it all again, and a round of work asks for thousands.
    return parsed.copy_with(fragment=None) if "#" in url else parsed


def next_hop(url: "httpx.URL", where: str, *, same_host: bool) -> "httpx.URL":
    """Where a redirect leads; raises CannotFetch if it must not be followed."""
    import httpx

    with suppress(UnicodeError):
        where = where.encode("latin-1").decode("utf-8")
    try:
        following = parse_url(str(url.join(where)))
    except (httpx.InvalidURL, UnicodeError, ValueError):
        following = parse_url(where)
    if url.scheme == "https" and following.scheme == "http":
        raise CannotFetch(
            f"{shown_url(url)} leads on to an unencrypted address, {shown_url(following)}",
            "Pass that address itself if you trust the way to it.",
        )
    if url.host == following.host:
        return following if following.userinfo else following.copy_with(userinfo=url.userinfo)
    if same_host:
        raise CannotFetch(
            f"{shown_url(url)} leads on to another host, {following.host}",
            "Set the service's base_url to the address where it really is.",
        )
    return following.copy_with(userinfo=b"")


def shown_url(url: object) -> str:
    return redact(str(url))[:200]


def basic(user: str, password: str) -> str:
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode("ascii")


def not_connected(shown: str, error: Exception) -> CannotFetch:
    cause = error.__cause__ or error.__context__  # httpcore cuts the former off
    if isinstance(cause, ssl.SSLCertVerificationError):
        return CannotFetch(
            f"{shown} could not prove who it is: {cause.verify_message}",
            "Check the address and this machine's clock; do not trust what it says.",
        )
    if isinstance(cause, ssl.SSLError):
        return CannotFetch(
            f"no secure connection to {shown} came about", "Check the address and its port."
        )
    if isinstance(cause, ConnectionRefusedError):
        return CannotFetch(
            f"nothing answers at {shown}: the connection was refused",
            "Check the address and its port, and that the service runs.",
        )
    why = (cause.strerror or "no answer") if isinstance(cause, OSError) else "no answer"
    return CannotFetch(f"{shown} cannot be reached: {why}", "Check the network; try again later.")


def body_of(got: "httpcore.Response", headers: Mapping[str, str], limit: int, url: object) -> bytes:
    """The whole body, decompressed piece by piece and never beyond `limit` bytes."""
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise CannotFetch(
            f"{shown_url(url)} is compressed in a way that was not asked for: {encoding!r}"
        )
    chunks: Iterable[bytes] = got.iter_stream()
    if encoding not in ("", "identity"):
        chunks = _unpacked(chunks, url)
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > limit:
            raise CannotFetch(
                f"{shown_url(url)} is larger than {limit / 1_000_000:g} MB",
                "Save the part that matters as text and pass that file.",
            )
    return bytes(body)


def _unpacked(chunks: Iterable[bytes], url: object) -> Iterator[bytes]:
    """Gzip or zlib, several members too, in pieces of bounded size (RFC 1952 2.2)."""
    unpacker = zlib.decompressobj(wbits=_GZIP_OR_ZLIB)
    members, begun = 0, False
    for chunk in chunks:
        rest = chunk
        while rest:
            try:
                piece = unpacker.decompress(rest, _PIECE)
            except zlib.error:
                if members and not begun:
                    return  # padding after the last member
                raise CannotFetch(
                    f"{shown_url(url)} is compressed badly", "Try again later."
                ) from None
            begun = True
            rest = unpacker.unconsumed_tail
            if unpacker.eof:
                members, begun = members + 1, False
                rest, unpacker = unpacker.unused_data, zlib.decompressobj(wbits=_GZIP_OR_ZLIB)
            yield piece
    if begun:
        raise CannotFetch(f"{shown_url(url)} broke off in the middle", "Try again later.")


def retry_after(value: str | None, *, now: datetime | None) -> float | None:
    """Seconds to wait, from either form of the header (RFC 9110 10.2.3)."""
    if value is None:
        return None
    if re.fullmatch(r"\s*\d{1,9}(\.\d+)?\s*", value):
        return float(value)
    when = http_date(value)
    return max(0.0, (when - now).total_seconds()) if when and now else None


def http_date(value: str | None) -> datetime | None:
    try:
        when = parsedate_to_datetime(value or "")
    except (ValueError, OverflowError):
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)
