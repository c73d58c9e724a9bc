"""The judge: what a model wrote → a line that its passages bear and a trace confirms, or why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from summarizer.data import Sentence
from summarizer.note.brief import Citation, Line, cite
from summarizer.tracing import Evidence, index_of, trace_sentences
from summarizer.tracing.coverage import cover

from .guard import GuardOptions, Objection, Passages, Ruling, flaws, rule, sentences_of, too_long
from .pile import Task

OPENING = 6
"""Words of a sentence by which a model is told of it."""
WHOLE = 20_000
"""Sentences of the largest pile of which every line is traced to all sources, not to those it cites alone."""


@dataclass(eq=False)
class Judge:
    """Rules on lines by the passages they are made of, then by a trace to the sources, as a reader's would.

    ``sentences`` are the content of all sources.
    """

    sentences: Sequence[Sentence]
    options: GuardOptions
    _indexes: dict[str, Evidence] = field(default_factory=dict)

    @cached_property
    def index(self) -> Evidence:
        """The content of all sources: what weighs words."""
        return Evidence.build(self.sentences)

    def rule(self, text: str, task: Task, most: str | None = None) -> Ruling:
        """Judge what a model wrote for a task; it may not be longer than ``most``, else than its line."""
        if objections := tuple(flaws(text, task.passages)):
            return Ruling(text, objections)
        ruling = rule(text, task.passages, self.index, self.options)
        if not ruling.passed:
            return ruling
        quoted = task.line.text if most is None else most
        if too_long(ruling.text, quoted):
            longer = f"it is longer than the {len(quoted.split())} words it replaces"
            return Ruling(text, (Objection("length", longer),))
        first, own = task.passages.given[0], task.material.primary
        if most is None and own > 1 and first not in ruling.rests_on:
            opening = " ".join(first.text.split()[:OPENING])
            return Ruling(text, (Objection("omission", f"the rest leans on “{opening} …”: keep that"),))
        if again := self._untraced(ruling, task):
            return Ruling(text, again)
        return ruling

    def _untraced(self, ruling: Ruling, task: Task) -> tuple[Objection, ...]:
        """Return why a trace of the line to the sources does not call it supported."""
        if any(ruling.text == one.text for one in task.passages.given):
            return ()
        language = task.passages.language
        found = trace_sentences(sentences_of(ruling.text, language), self._evidence(task))
        for traced in found:
            if traced.verdict != "supported":
                kinds = [finding.kind for finding in traced.findings]
                reasons = traced.reasons[1:2] or traced.reasons
                return (
                    Objection(
                        kinds[0] if kinds else "novelty", reasons[0] if reasons else "no source says it"
                    ),
                )
        return ()

    def _evidence(self, task: Task) -> Evidence:
        whole = len(self.sentences) <= WHOLE
        documents = {sentence.document.id: sentence.document for sentence in self.sentences if whole}
        documents |= {one.document.id: one.document for one in task.passages.given}
        key = "" if whole else "|".join(sorted(documents))
        if key not in self._indexes:
            self._indexes[key] = index_of(list(documents.values()))
        return self._indexes[key]

    def line(self, task: Task, ruling: Ruling) -> Line:
        """Make the line that passed: it cites what it rests on, and what else says the same."""
        line = task.line
        known = {(citation.source, citation.start, citation.end): citation for citation in line.citations}
        citations = [self._cite(sentence, ruling.text, known) for sentence in ruling.rests_on]
        copied = any(" ".join(one.text.split()) == ruling.text for one in ruling.rests_on)
        bearing = set(ruling.rests_on)
        citations += [
            replace(self._cite(sentence, ruling.text, known), role="corroborating")
            for sentence in task.passages.given
            if sentence not in bearing and self._says(sentence, ruling.text)
        ]
        return replace(
            line,
            text=ruling.text,
            citations=tuple(citations),
            kind="extracted" if copied and len(ruling.rests_on) == 1 else "rewritten",
            support=ruling.support,
            independent=max(1, min(line.independent, len({citation.source for citation in citations}))),
        )

    def joined(self, line: Line, task: Task) -> Line:
        """Return a line with the passages of another one that says the same, where they bear it."""
        known = {(citation.source, citation.start, citation.end): citation for citation in line.citations}
        more = [
            replace(self._cite(sentence, line.text, {}), role="corroborating")
            for sentence in task.passages.given
            if (sentence.document.id, sentence.span.start, sentence.span.end) not in known
            and all(sentence.document.id != citation.source for citation in line.citations)
            and self._says(sentence, line.text)
        ]
        return replace(line, citations=(*line.citations, *more)) if more else line

    def _cite(self, sentence: Sentence, text: str, known: dict[tuple[str, int, int], Citation]) -> Citation:
        citation = known.get((sentence.document.id, sentence.span.start, sentence.span.end))
        if citation is not None:
            return replace(citation, role="primary")
        return cite(
            sentence.document, sentence.span, "primary", cover(text, [sentence.text], self.index).share
        )

    def _says(self, sentence: Sentence, text: str) -> bool:
        """Tell whether one passage bears all of the line by itself."""
        return rule(text, Passages((sentence,)), self.index, self.options).passed
