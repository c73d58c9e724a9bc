"""Lines → tasks: what a model is told of a line, and what the line that it writes may rest on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from summarizer.data import Sentence
from summarizer.note.brief import Line
from summarizer.records import dataclass
from summarizer.text.language import count_words

from .guard import Passages
from .prompt import Material, shown_context

NEIGHBOURS = 2
"""Sentences before and behind a passage that are its context."""
FAR = 60
"""Sentences before and behind the passages of a line that may bear a name."""
GIVEN = 6
"""Passages that a model is given for one line at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """A line with what it may rest on, and what the model is told."""

    line: Line
    passages: Passages
    material: Material
    refused: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Pile:
    """The sentences by document, in order, and where each of them starts."""

    sentences: dict[str, list[Sentence]]
    starts: dict[str, list[int]]

    @classmethod
    def of(cls, sentences: Sequence[Sentence]) -> Pile:
        """Part the sentences by document."""
        by_document: dict[str, list[Sentence]] = {}
        for sentence in sentences:
            by_document.setdefault(sentence.document.id, []).append(sentence)
        starts = {key: [sentence.span.start for sentence in own] for key, own in by_document.items()}
        return cls(by_document, starts)

    def at(self, document: str, start: int) -> int:
        """Return the number of the sentence that ``start`` lies in, or behind; -1 where there is none."""
        return bisect_right(self.starts.get(document, []), start) - 1

    def task(self, line: Line) -> Task | None:
        """Return the task of a quoted line, None for one that cites what is no sentence of the pile."""
        primary = list(dict.fromkeys(self._cited(line, "primary")))
        if not primary or line.kind not in ("extracted", "trimmed"):
            return None
        given = tuple(dict.fromkeys([*primary, *self._cited(line, "corroborating")]))[
            : max(GIVEN, len(primary))
        ]
        near = self._around(given, NEIGHBOURS, known=given)
        far = self._around(primary, FAR, known=(*given, *near))
        first, last = primary[0], primary[-1]
        material = Material(
            given=given,
            primary=len(primary),
            quoted=line.text,
            words=count_words(line.text),
            before=shown_context(
                [s for s in near if s.document is first.document and s.position < first.position]
            ),
            after=shown_context(
                [s for s in near if s.document is last.document and s.position > last.position]
            ),
        )
        return Task(line, Passages(given, near, far), material)

    def _cited(self, line: Line, role: str) -> list[Sentence]:
        found = []
        for citation in line.citations:
            at = self.at(citation.source, citation.start)
            if citation.role == role and at >= 0:
                sentence = self.sentences[citation.source][at]
                found += [sentence] if citation.end <= sentence.span.end else []
        return found

    def _around(
        self, sentences: Sequence[Sentence], reach: int, known: Sequence[Sentence]
    ) -> tuple[Sentence, ...]:
        found: dict[Sentence, None] = {}
        for sentence in sentences:
            at = self.at(sentence.document.id, sentence.span.start)
            own = self.sentences[sentence.document.id]
            found.update(dict.fromkeys(own[max(0, at - reach) : at + reach + 1]))
        return tuple(sentence for sentence in found if sentence not in known)
