"""What came of an import, row by row where a person should know."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from releases.sources.records import Trouble


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row that fits several films, or one that may be another."""

    line: int
    title: str
    candidates: list[dict[str, Any]]


class Move(NamedTuple):
    """A date that a row changed."""

    line: int
    title: str
    territory: str | None
    old: str
    new: str


@dataclass(slots=True)
class ImportResult:
    """What came of an import, counted in rows; `unfollowed` are the films that it pruned."""

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    doubtful: list[Doubt] = field(default_factory=list)
    rejected: list[Trouble] = field(default_factory=list)
    remarks: list[Trouble] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    unfollowed: list[str] = field(default_factory=list)

    @property
    def pruned(self) -> int:
        return len(self.unfollowed)

    def document(self) -> dict[str, Any]:
        """The JSON that scripts rely on."""
        return {
            "read": self.read,
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "doubtful": [
                {"line": doubt.line, "title": doubt.title, "candidates": doubt.candidates}
                for doubt in self.doubtful
            ],
            "rejected": [{"line": each.line, "error": each.error} for each in self.rejected],
            "remarks": [{"line": each.line, "remark": each.error} for each in self.remarks],
            "moved": [
                {"line": m.line, "title": m.title, "territory": m.territory, "from": m.old,
                 "to": m.new}
                for m in self.moves
            ],
            "pruned": self.pruned,
            "unfollowed": self.unfollowed,
        }  # fmt: skip
