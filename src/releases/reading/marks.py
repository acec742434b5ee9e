"""A sentence as words, and what the words mean: the raw material of every rule."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from releases.reading.languages import TOKEN, Language, Meaning


class Mark(NamedTuple):
    """Words `first` up to, not including, `last` mean `sort` (with `value`)."""

    sort: str
    value: str
    first: int
    last: int


class Words:
    """The words of one sentence and their marks, by sort and by place."""

    __slots__ = (
        "at",
        "by_sort",
        "capitals",
        "code",
        "inflected_small",
        "language",
        "low",
        "shouted",
        "spans",
        "text",
        "words",
    )

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        found = list(TOKEN.finditer(text))
        self.words = [match[0] for match in found]
        self.spans = [match.span() for match in found]
        self.low = [word.casefold().replace("’", "'") for word in self.words]
        self.at: dict[int, list[Mark]] = {}
        self.by_sort: dict[str, list[Mark]] = {}
        self.shouted: bool | None = None
        self.language = language
        self.code = language.code
        self.capitals = text.isupper()
        self.inflected_small = language.code != "de"
        self._annotate(language)

    def __len__(self) -> int:
        return len(self.words)

    def _annotate(self, language: Language) -> None:
        media_until, last_word = 0, len(self.low) - 1
        starts, low, suffixes = language.starts, self.low, language.suffixes
        by_sort = self.by_sort
        made: Callable[[type[Mark], tuple[str, str, int, int]], Mark] = tuple.__new__
        for first, word in enumerate(low):
            start = starts.get(word)
            if start is None:
                if suffixes and len(word) > 6:
                    self._by_ending(first, word, suffixes)
                continue
            alone, longer = start
            entries = alone
            if longer and first < last_word and (more := longer.get(low[first + 1])):
                entries = more + alone
            if not entries:
                continue
            longest: dict[str, int] = {}
            here: list[Mark] = []
            for rest, length, meaning in entries:
                sort = meaning.sort
                if longest.get(sort, 0) > length:
                    continue
                if length > 2 and tuple(low[first + 1 : first + length]) != rest:
                    continue
                if (meaning.proper or sort == "place") and not self._cased(first, length, meaning):
                    continue
                if sort == "medium":
                    if first < media_until and meaning.value in ("tv", "digital"):
                        continue
                    media_until = max(media_until, first + length)
                longest[sort] = length
                mark = made(Mark, (sort, meaning.value, first, first + length))
                here.append(mark)
                if sort in by_sort:
                    by_sort[sort].append(mark)
                else:
                    by_sort[sort] = [mark]
            if here:
                self.at[first] = here

    def _by_ending(self, first: int, word: str, suffixes: tuple[tuple[str, str], ...]) -> None:
        for ending, sort in suffixes:
            if word.endswith(ending):
                mark = Mark(sort, "", first, first + 1)
                self.at.setdefault(first, []).append(mark)
                self.by_sort.setdefault(sort, []).append(mark)
                return

    def _cased(self, first: int, length: int, meaning: Meaning) -> bool:
        """Names begin large; "us" and "it" are countries only as US and IT."""
        if meaning.proper:
            return any(not word[0].islower() for word in self.words[first : first + length])
        if meaning.sort == "place" and length == 1 and len(self.words[first]) <= 3:
            return self.words[first].isupper()
        return True

    def marks(self, *sorts: str) -> list[Mark]:
        if len(sorts) == 1:
            return self.by_sort.get(sorts[0], [])
        found = [mark for sort in sorts for mark in self.by_sort.get(sort, ())]
        found.sort(key=lambda mark: (mark.first, -mark.last))
        return found

    def one(self, at: int, sort: str) -> Mark | None:
        """The longest mark of a sort that begins at a word."""
        if at in self.at:
            for mark in self.at[at]:
                if mark.sort == sort:
                    return mark
        return None

    def ending(self, last: int, sort: str) -> Mark | None:
        """The longest mark of a sort that ends just before word `last`."""
        if sort not in self.by_sort:
            return None
        marked = self.at
        for first in range(last - 4 if last > 4 else 0, last):
            if first in marked:
                for mark in marked[first]:
                    if mark.last == last and mark.sort == sort:
                        return mark
        return None

    def marks_between(self, first: int, last: int, sort: str) -> bool:
        """Whether a mark of a sort lies wholly within words `first` to `last`."""
        return sort in self.by_sort and any(
            mark.sort == sort and mark.last <= last
            for at in range(first, last)
            for mark in self.at.get(at, ())
        )

    def span(self, first: int, last: int) -> tuple[int, int]:
        return self.spans[first][0], self.spans[last - 1][1]

    def quote(self, first: int, last: int) -> str:
        start, end = self.span(first, last)
        return self.text[start:end]

    def __iter__(self) -> Iterator[str]:
        return iter(self.words)
