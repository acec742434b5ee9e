"""Which of very many things were met before, in a third of the memory that a set takes."""

from array import array
from collections.abc import Hashable

_EMPTY = 0


class Seen:
    """Things are told apart by their hash alone, of 64 bits."""

    def __init__(self) -> None:
        self._slots = array("q", bytes(8 << 10))
        self._count = 0

    def __contains__(self, thing: Hashable) -> bool:
        return self._slots[self._place(hash(thing) or 1)] != _EMPTY

    def add(self, thing: Hashable) -> None:
        number = hash(thing) or 1
        place = self._place(number)
        if self._slots[place] != _EMPTY:
            return
        self._slots[place] = number
        self._count += 1
        if 2 * self._count > len(self._slots):
            former, self._slots = self._slots, array("q", bytes(16 * len(self._slots)))
            for held in former:
                if held != _EMPTY:
                    self._slots[self._place(held)] = held

    def _place(self, number: int) -> int:
        """Where a number is, or would be: its own slot, or the next that is free."""
        slots, last = self._slots, len(self._slots) - 1
        place = number & last
        while slots[place] not in (_EMPTY, number):
            place = (place + 1) & last
        return place
