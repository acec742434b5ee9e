"""Small pictures, drawn by code: nobody's posters."""

import struct
import zlib
from collections.abc import Callable

Colour = tuple[int, int, int]

# These begin as their kinds do, which is all that is looked at.
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00 drawn by nobody"
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 drawn by nobody"


def png(
    width: int, height: int, paint: Callable[[float, float], Colour] = lambda _x, _y: (163, 61, 39)
) -> bytes:
    """A PNG; `paint` gives the colour at a place, both of whose figures are from 0 to 1."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    rows = b"".join(
        b"\x00" + b"".join(bytes(paint(x / width, y / height)) for x in range(width))
        for y in range(height)
    )
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )
