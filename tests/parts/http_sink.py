"""A real HTTP server on loopback that answers by script and remembers who came.

with HttpSink() as sink:
    sink.script("/hook", Reply(status=429, headers={"Retry-After": "2"}), Reply(status=204))
    post(sink.url + "/hook")
    assert sink.arrivals[0].body == b"…"
"""

import contextlib
import socket
import ssl
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True)
class Arrival:
    """One request: `path` with its query, header names in lower case, `at` in monotonic seconds.

    `peer` is the client's port: two requests with the same one came over one connection.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    at: float
    peer: int


@dataclass(frozen=True)
class Reply:
    """What to answer. Content-Length is added unless `headers` hold one or the body is a bomb.

    delay  seconds before the first byte
    hang   takes the request and says nothing until the sink is closed
    drip   seconds between single bytes of the body
    endless  repeats the body until the client leaves
    reset  drops the connection with RST: before an answer, or after `body` if there is one
    bomb   sends this many bytes of zeros, gzip-compressed, instead of a body
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    delay: float = 0.0
    hang: bool = False
    drip: float = 0.0
    endless: bool = False
    reset: bool = False
    bomb: int = 0


Script = Reply | Callable[[Arrival], Reply]


class HttpSink:
    """Serves until closed. Replies of a path are given in order, the last one for ever.

    What is not scripted is answered by `default`. With `certificate` (a PEM file that holds key
    and certificate) it speaks TLS.
    """

    def __init__(self, *, default: Reply | None = None, certificate: Path | None = None) -> None:
        self.default = default or Reply(body=b"ok")
        self.closing = threading.Event()
        self.peak = 0
        self._lock = threading.Condition()
        self._scripts: dict[str, list[Script]] = {}
        self._arrivals: list[Arrival] = []
        self._under_way = 0
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._scheme = "http"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.tls = context
            self._scheme = "https"
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """Scheme, address and port, without a slash at the end."""
        return f"{self._scheme}://127.0.0.1:{self.port}"

    @property
    def arrivals(self) -> list[Arrival]:
        with self._lock:
            return list(self._arrivals)

    def at(self, path: str) -> list[Arrival]:
        """The arrivals at one path, whatever their query."""
        return [one for one in self.arrivals if one.path.split("?")[0] == path]

    def script(self, path: str, *replies: Script) -> None:
        with self._lock:
            self._scripts[path] = list(replies)

    def wait_for(self, count: int, *, within: float = 10.0) -> list[Arrival]:
        """The arrivals once there are `count`; fails when they are not there `within` seconds."""
        with self._lock:
            if not self._lock.wait_for(lambda: len(self._arrivals) >= count, within):
                raise AssertionError(f"{len(self._arrivals)} of {count} requests came")
            return list(self._arrivals)

    @contextlib.contextmanager
    def answering(self, arrival: Arrival) -> Iterator[Reply]:
        with self._lock:
            self._arrivals.append(arrival)
            self._under_way += 1
            self.peak = max(self.peak, self._under_way)
            path = arrival.path.split("?")[0]
            script = self._scripts.get(arrival.path) or self._scripts.get(path)
            chosen: Script = self.default
            if script:
                chosen = script.pop(0) if len(script) > 1 else script[0]
            self._lock.notify_all()
        try:
            yield chosen(arrival) if callable(chosen) else chosen
        finally:
            with self._lock:
                self._under_way -= 1


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256
    tls: ssl.SSLContext | None = None

    def finish_request(self, request: Any, client_address: Any) -> None:
        if self.tls:
            request = self.tls.wrap_socket(request, server_side=True)
        super().finish_request(request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that leaves early is what many tests are about: not worth a traceback."""


def _handler(sink: HttpSink) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

        def answer(self) -> None:
            body = self._request_body()
            headers = {name.lower(): value for name, value in self.headers.items()}
            peer = int(self.client_address[1])
            arrival = Arrival(self.command, self.path, headers, body, time.monotonic(), peer)
            with sink.answering(arrival) as reply:
                if reply.hang:
                    sink.closing.wait()
                    self.close_connection = True
                elif not sink.closing.wait(reply.delay):
                    self._send(reply)

        do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = do_PATCH = answer  # noqa: N815

        def _request_body(self) -> bytes:
            if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
                pieces = []
                while size := int(self.rfile.readline().split(b";")[0], 16):
                    pieces.append(self.rfile.read(size))
                    self.rfile.readline()
                self.rfile.readline()
                return b"".join(pieces)
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))

        def _send(self, reply: Reply) -> None:
            if reply.reset and not reply.body:
                return self._reset()
            self.send_response(reply.status)
            named = {name.lower() for name in reply.headers}
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.bomb:
                self.send_header("Content-Encoding", "gzip")
            if reply.bomb or reply.endless:
                self.send_header("Connection", "close")
            elif "content-length" not in named and reply.status not in (204, 304):
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            if self.command == "HEAD":
                return None
            for piece in self._pieces(reply):
                self.wfile.write(piece)
            return self._reset() if reply.reset else None

        def _pieces(self, reply: Reply) -> Iterator[bytes]:
            if reply.bomb:
                yield from _bomb(reply.bomb)
                return
            while True:
                if reply.drip:
                    for byte in reply.body:
                        if sink.closing.wait(reply.drip):
                            return
                        yield bytes([byte])
                else:
                    yield reply.body
                if not reply.endless or sink.closing.is_set():
                    return

        def _reset(self) -> None:
            self.close_connection = True
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.connection.shutdown(socket.SHUT_RD)
            self.connection.close()

    return Handler


def _bomb(size: int) -> Iterator[bytes]:
    packer = zlib.compressobj(9, wbits=31)
    zeros = bytes(1 << 20)
    while size > 0:
        yield packer.compress(zeros[:size])
        size -= len(zeros)
    yield packer.flush()
