"""Which addresses may be connected to, checked at the moment of connecting.

A name is looked up once, its addresses are judged, and the connection goes to a judged address
itself: a name that answers differently the second time gains nothing. `fetch` is the only user.
"""

import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from releases.errors import CannotFetch

if TYPE_CHECKING:
    import httpcore

# Looks up a host: its IP addresses as text, best first; OSError where there are none.
Resolve = Callable[[str, int], Sequence[str]]
# Whether an IP address may be connected to.
Permits = Callable[[str], bool]

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_NAT64_LOCAL = ipaddress.IPv6Network("64:ff9b:1::/48")


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet.

    Not public: loopback, private, link-local, shared (100.64/10, RFC 6598), multicast,
    unspecified, reserved, documentation; and an IPv6 address that carries such an IPv4 one
    (mapped, compatible, NAT64, 6to4, Teredo).
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64_LOCAL or ip.is_site_local:
            return False
        carried = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if ip in _NAT64:
            carried = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if carried:
            return is_public(str(carried))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def system_resolve(host: str, port: int) -> list[str]:
    """The addresses the system knows for `host`, IPv4 first: a broken IPv6 route only hangs."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    found.sort(key=lambda one: one[0] != socket.AF_INET)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


class Deadline(threading.local):
    """When the calling thread's request must be over, in monotonic seconds."""

    at: float | None = None

    def start(self, seconds: float) -> None:
        self.at = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """What remains of `timeout` seconds; raises TimeoutError when nothing does."""
        wanted = 60.0 if timeout is None else timeout
        if self.at is None:
            return wanted
        left = self.at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(wanted, left)


def guarded_pool(
    *, permits: Permits, resolve: Resolve, deadline: Deadline
) -> "httpcore.ConnectionPool":
    """A pool of connections that go to permitted addresses only and end with `deadline`.

    Raises CannotFetch out of a request whose host is unknown or not permitted, TimeoutError
    when the deadline is over. Proxies named by the environment are not used: they would look
    up the name themselves.
    """
    import certifi
    import httpcore

    class Stream(httpcore.NetworkStream):
        def __init__(self, inner: httpcore.NetworkStream) -> None:
            self.inner = inner

        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            return self.inner.read(max_bytes, deadline.left(timeout))

        def write(self, buffer: bytes, timeout: float | None = None) -> None:
            self.inner.write(buffer, deadline.left(timeout))

        def close(self) -> None:
            self.inner.close()

        def start_tls(
            self,
            ssl_context: ssl.SSLContext,
            server_hostname: str | None = None,
            timeout: float | None = None,
        ) -> httpcore.NetworkStream:
            left = deadline.left(timeout)
            return Stream(self.inner.start_tls(ssl_context, server_hostname, left))

        def get_extra_info(self, info: str) -> Any:
            return self.inner.get_extra_info(info)

    class Backend(httpcore.SyncBackend):
        def connect_tcp(
            self,
            host: str,
            port: int,
            timeout: float | None = None,
            local_address: str | None = None,
            socket_options: Iterable[Any] | None = None,
        ) -> httpcore.NetworkStream:
            until = time.monotonic() + deadline.left(timeout)
            addresses = _looked_up(resolve, host, port, within=until - time.monotonic())
            addresses = _permitted(host, addresses, permits)
            for number, address in enumerate(addresses):
                share = max(0.1, (until - time.monotonic()) / (len(addresses) - number))
                try:
                    return Stream(
                        super().connect_tcp(address, port, share, local_address, socket_options)
                    )
                except (httpcore.ConnectError, httpcore.ConnectTimeout):
                    if address == addresses[-1]:
                        raise
            raise AssertionError("a look-up never answers with nothing")

    trust = ssl.create_default_context(cafile=certifi.where())
    trust.load_default_certs()  # what the host's owner trusts besides, SSL_CERT_FILE too
    return httpcore.ConnectionPool(
        ssl_context=trust, keepalive_expiry=5.0, network_backend=Backend()
    )


def _looked_up(resolve: Resolve, host: str, port: int, *, within: float) -> list[str]:
    """The addresses of a host. A look-up cannot be interrupted, so it is left behind."""
    answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answers.put(list(resolve(host, port)))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=look_up, name="look-up", daemon=True).start()
    try:
        answer = answers.get(timeout=max(0.0, within))
    except queue.Empty:
        raise CannotFetch(
            f"looking up {host} took too long", "Check the network and its name server."
        ) from None
    if isinstance(answer, Exception) or not answer:
        raise CannotFetch(
            f"there is no host called {host}",
            "Check the spelling of the address, and that this machine is online.",
        )
    return answer


def _permitted(host: str, addresses: Sequence[str], permits: Permits) -> list[str]:
    permitted = [address for address in addresses if permits(address)]
    if not permitted:
        means = "" if host == addresses[0] else f", which means {addresses[0]},"
        raise CannotFetch(
            f"{host}{means} is not on the public internet",
            "Save the page and pass the file; or set allow_private = true under [fetch]"
            " if every reader of this installation may reach your own network.",
        )
    return permitted
