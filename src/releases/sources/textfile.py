"""A file of text, read a little at a time, and as often from its beginning as is wanted."""

import io
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, TextIO

from releases.errors import CannotRead

MAX_BYTES = 20_000_000
_BLOCK = 1 << 16


class TextFile:
    """A binary file, which can seek, as text: UTF-8, UTF-16 with a mark, or else cp1252.

    It is not closed here. Raises `CannotRead` for what is too large, an archive or a spreadsheet's
    own format; `what` is what a person should give instead.
    """

    def __init__(self, file: BinaryIO, what: str) -> None:
        self._file = file
        self.what = what
        if file.seek(0, io.SEEK_END) > MAX_BYTES:
            raise CannotRead(
                f"the file is larger than {MAX_BYTES // 1_000_000} MB", f"is this really {what}?"
            )
        file.seek(0)
        self._encoding = self._find_encoding(file.read(4096))

    def _find_encoding(self, head: bytes) -> str:
        if head[:2] == b"PK":
            raise CannotRead(
                "this is a ZIP archive or a spreadsheet, not a text file",
                f"unpack it, or save it as CSV, and give {self.what}",
            )
        if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return "utf-16"
        if b"\0" in head:
            raise CannotRead("this is no text file", f"give {self.what}")
        decoder = getincrementaldecoder("utf-8")()
        self._file.seek(0)
        try:
            while block := self._file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            # Older exports of IMDb; five bytes of cp1252 mean nothing.
            return "cp1252"
        return "utf-8-sig"

    @contextmanager
    def open(self, *, newline: str | None = "") -> Iterator[TextIO]:
        """The text from its beginning, `newline` as for `open()`; one at a time may be open."""
        self._file.seek(0)
        text = io.TextIOWrapper(self._file, self._encoding, errors="replace", newline=newline)
        try:
            yield text
        finally:
            # Or it would close the file with itself. Whoever breaks off may have closed it.
            if not self._file.closed:
                text.detach()
