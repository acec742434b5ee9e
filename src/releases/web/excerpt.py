"""The passages of an article that state something, the sentences marked."""

from collections.abc import Sequence
from typing import NamedTuple

from releases.model.release import Statement

# Of an article only so much is shown; a page stays small however long the article is.
MOST_CHARACTERS = 20_000
_AROUND = 160


class Piece(NamedTuple):
    """A stretch of text: a sentence that was read (`marked`), or what stands around it."""

    text: str
    marked: bool


def excerpt(text: str, statements: Sequence[Statement]) -> list[Piece]:
    """The sentences that were read with some words around each, `…` where text is left out."""
    pieces: list[Piece] = []
    at = used = 0
    for start, end in _spans(statements):
        if used > MOST_CHARACTERS:
            break
        before = max(at, _word_start(text, start - _AROUND))
        if before > at and pieces:
            after = min(before, _word_end(text, at + _AROUND))
            pieces.append(Piece(text[at:after], False))
            at = after
        lead = "… " if before > at else ""
        if before < start or lead:
            pieces.append(Piece(lead + text[before:start], False))
        pieces.append(Piece(text[start:end], True))
        used += end - before
        at = end
    if at < len(text) and pieces:
        after = _word_end(text, at + _AROUND)
        pieces.append(Piece(text[at:after] + (" …" if after < len(text) else ""), False))
    return pieces


def _spans(statements: Sequence[Statement]) -> list[tuple[int, int]]:
    """Where the sentences are, in order, those that meet made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((s.start, s.end) for s in statements if s.end > s.start):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _word_start(text: str, at: int) -> int:
    """`at`, or the start of the next word after it."""
    if at <= 0:
        return 0
    space = text.find(" ", at, at + 40)
    return space + 1 if space >= 0 else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", max(0, at - 40), at)
    return space if space >= 0 else at
