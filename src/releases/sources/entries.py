"""The entries of a JSON array, one at a time, with errors that name the line."""

import json
import re
from collections.abc import Iterator
from itertools import count
from typing import Any, TextIO

from releases.errors import CannotRead
from releases.sources.records import MAX_ROWS
from releases.sources.textfile import TextFile

_BLOCK = 1 << 16
_MARK = re.compile(r"[^ \t\r\n]")
_AFTER = re.compile(r"[ \t\r\n]*[,\]]")


def entries(file: TextFile) -> Iterator[Any]:
    """The entries of the file's array; a lone film counts as an array of one.

    Only one entry and a block of text are held. Raises `CannotRead`, where the fault lies.
    """
    with file.open() as text:
        document = _Document(text)
        if document.peek() != "[":
            lone = document.value()
            if document.peek():
                raise document.bad("Extra data")
            if not isinstance(lone, dict) or not {"title", "movie"} & set(lone):
                raise CannotRead(f"this is not {file.what}: it must be a list of films")
            yield lone
            return
        document.take()
        for found in count(1):
            if found == 1 and document.peek() == "]":
                document.take()
                break
            if found > MAX_ROWS:
                raise CannotRead(f"the file has more than {MAX_ROWS:,} entries", "split it")
            yield document.value()
            mark = document.peek()
            if mark not in (",", "]"):
                raise document.bad("Expecting ',' delimiter")
            document.take()
            if mark == "]":
                break
        if document.peek():
            raise document.bad("Extra data")


class _Document:
    """JSON text of which a part is held, and the place in it that was come to."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._decoder = json.JSONDecoder()
        self._held, self._at, self._line = "", 0, 1
        self._whole = False

    def peek(self) -> str:
        """The next character that is no space, which is the place come to; `''` at the end."""
        while not (found := _MARK.search(self._held, self._at)):
            if self._whole:
                return ""
            self._more(_BLOCK)
        self._at = found.start()
        return found[0]

    def take(self) -> None:
        self._at += 1

    def value(self) -> Any:
        """The value that comes next."""
        self.peek()
        size = _BLOCK
        while True:
            try:
                value, end = self._decoder.raw_decode(self._held, self._at)
            except json.JSONDecodeError as error:
                if self._whole:
                    raise self._bad(error.lineno, error.msg) from None
            except (RecursionError, ValueError):
                raise CannotRead(
                    "this is no JSON that can be read: it is nested too deep, or a number in it "
                    "is too long",
                    "nothing was imported",
                ) from None
            else:
                # Of a number, more may follow.
                if self._whole or _AFTER.match(self._held, end):
                    self._at = end
                    return value
            # Twice as much each time, or a long value would be begun again too often.
            self._more(size)
            size *= 2

    def bad(self, why: str) -> CannotRead:
        """What is wrong at the place come to."""
        return self._bad(self._held.count("\n", 0, self._at) + 1, why)

    def _bad(self, line: int, why: str) -> CannotRead:
        return CannotRead(
            f"line {self._line + line - 1}: this is no valid JSON ({why})",
            "nothing was imported; the file may be cut short",
        )

    def _more(self, size: int) -> None:
        self._line += self._held.count("\n", 0, self._at)
        block = self._text.read(size)
        self._held = self._held[self._at :] + block
        self._at = 0
        self._whole = not block
