"""Receivers in a process of their own, so that they take nothing from what is measured.

`python _sinks.py http 0.05` answers each POST after that many seconds, `python _sinks.py smtp`
takes mail; each prints its port, and on a line of its input how many came.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

came = 0


class Sink:
    """A running receiver: its port, and how many messages it has taken."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._in, self._out = process.stdin, process.stdout
        self.port = int(self._out.readline())

    def came(self) -> int:
        self._in.write("\n")
        self._in.flush()
        return int(self._out.readline())


@contextmanager
def sink(*argv: str) -> Iterator[Sink]:
    """A receiver that ends with the block."""
    command = [sys.executable, str(Path(__file__)), *argv]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        try:
            yield Sink(process)
        finally:
            process.kill()


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float) -> None:
    global came
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            for line in head.split(b"\r\n"):
                if line.lower().startswith(b"content-length:"):
                    await reader.readexactly(int(line.partition(b":")[2]))
            if delay:
                await asyncio.sleep(delay)
            came += 1
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def _serve_http(delay: float) -> int:
    server = await asyncio.start_server(
        lambda reader, writer: _answer(reader, writer, delay), "127.0.0.1", 0, backlog=1024
    )
    return int(server.sockets[0].getsockname()[1])


async def _serve_smtp() -> int:
    from aiosmtpd.smtp import SMTP

    class Handler:
        async def handle_DATA(self, _server: Any, _session: Any, _envelope: Any) -> str:  # noqa: N802
            global came
            came += 1
            return "250 OK"

    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(Handler()), "127.0.0.1", 0, backlog=1024
    )
    return int(server.sockets[0].getsockname()[1])


async def _main(argv: list[str]) -> None:
    port = await (_serve_http(float(argv[1])) if argv[0] == "http" else _serve_smtp())
    print(port, flush=True)
    loop = asyncio.get_running_loop()
    while await loop.run_in_executor(None, sys.stdin.readline):
        print(came, flush=True)


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1:]))
