"""A sentence with its words and title candidates, made when first needed."""

from dataclasses import dataclass

from releases.reading.languages import Language
from releases.reading.marks import Words
from releases.reading.names import Candidate
from releases.reading.plain import Sentence
from releases.reading.titles import candidates


@dataclass(slots=True)
class Line:
    """A sentence with its words and candidates, made when first needed."""

    sentence: Sentence
    language: Language
    _words: Words | None = None
    _candidates: list[Candidate] | None = None

    @property
    def words(self) -> Words:
        if self._words is None:
            self._words = Words(self.sentence.text, self.language)
        return self._words

    @property
    def candidates(self) -> list[Candidate]:
        if self._candidates is None:
            self._candidates = candidates(self.sentence, self.words, self.language)
        return self._candidates
