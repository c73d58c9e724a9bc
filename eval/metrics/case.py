"""Case: one summary of one topic, with what the metrics need of them worked out once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from summarizer.data import Document, Span
from summarizer.text.language import detect

from ..data import Summary, Topic, documents_of
from .options import RougeOptions
from .texts import Text, prepare, prepare_references
from .tokens import Tokenizer, tokenizer


@dataclass(eq=False)
class TopicTexts:
    """A topic made ready for all metrics and systems; each part is made on first use and kept."""

    topic: Topic
    rouge: RougeOptions = field(default_factory=RougeOptions)
    fixed_language: str | None = None

    @cached_property
    def language(self) -> str:
        """ISO 639-1 code: the one that was asked for, else that of the references or documents."""
        texts = (*self.topic.references, *(doc.text for doc in self.topic.docs))
        return self.fixed_language or detect(texts[0] if texts else "")

    @cached_property
    def tokenize(self) -> Tokenizer:
        """The tokenizer for ROUGE and everything that compares n-grams."""
        return tokenizer(self.rouge.tokenizer, self.rouge.stem, self._rouge_language)

    @cached_property
    def references(self) -> tuple[Text, ...]:
        """The references, tokenised and stemmed."""
        return prepare_references(self.topic.references, self.rouge, self._rouge_language)

    @property
    def _rouge_language(self) -> str:
        """The language, found only where the options make a difference by it."""
        indifferent = self.rouge.tokenizer == "rouge-score" and self.rouge.split == "newline"
        return "en" if indifferent else self.language

    @cached_property
    def sources(self) -> tuple[Text, ...]:
        """The documents, tokenised and stemmed."""
        return tuple(prepare(doc.text, self.tokenize) for doc in self.topic.docs)

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """The loaded documents by id."""
        return {document.id: document for document in documents_of(self.topic)}

    @cached_property
    def sentences(self) -> Mapping[str, tuple[Span, ...]]:
        """The spans of each document's sentences."""
        from summarizer.text.segment import split

        return {key: tuple(one.span for one in split(doc)) for key, doc in self.documents.items()}


@dataclass(eq=False)
class Case:
    """A summary to be scored: ``texts`` is shared by all systems of the topic."""

    texts: TopicTexts
    summary: Summary

    @cached_property
    def lines(self) -> tuple[Text, ...]:
        """The summary's lines, tokenised and stemmed."""
        return tuple(
            prepare(line.text.replace("\n", " "), self.texts.tokenize) for line in self.summary.lines
        )

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The summary's tokens in order."""
        return tuple(token for line in self.lines for token in line.tokens)

    @cached_property
    def cited(self) -> tuple[str, ...]:
        """For each line the text that it cites: its spans' characters, one to a line."""
        documents = self.texts.documents
        return tuple(
            "\n".join(
                documents[c.source].text[c.start : c.end] for c in line.citations if c.source in documents
            )
            for line in self.summary.lines
        )


class Scorer(Protocol):
    """A metric's module: its docstring says what it is, ``evaluate`` computes it.

    ``evaluate`` returns values by measure name; a measure that is undefined for a case is left out.
    """

    __doc__: str | None

    def evaluate(self, case: Case) -> dict[str, float]:
        """Score one summary."""


Signed = Callable[[str, RougeOptions, tuple[int, int]], tuple[str, ...]]
"""A metric's name, the options and the fewest and most references of a topic → its part of the signature."""


def by_name(name: str, options: RougeOptions, references: tuple[int, int]) -> tuple[str, ...]:
    """Sign a metric that has no settings."""
    return (name,)


def by_words(name: str, options: RougeOptions, references: tuple[int, int]) -> tuple[str, ...]:
    """Sign a metric that compares words as ROUGE tells them."""
    return (name, *options.tokens)


@dataclass(frozen=True, slots=True)
class Metric:
    """A family of measures.

    ``needs`` names what a case must have: ``references``, ``docs``, ``citations``, ``evidence`` or
    ``rewriting``.
    ``better`` maps the first part of a measure's name to ``"high"`` or ``"low"``; one that is absent
    only describes. ``group`` is the heading of the table that shows it; ``signed`` says how it was computed.
    ``heads`` are the first parts of its measures' names, where that is not the metric's name. ``counts`` are
    the measures that are shown as they are; the others are shares of 1, shown in hundredths.
    """

    module: Scorer
    needs: frozenset[str]
    better: Mapping[str, str]
    group: str
    signed: Signed = by_name
    heads: tuple[str, ...] = ()
    counts: frozenset[str] = frozenset()

    def applies(self, case: Case) -> bool:
        """Tell whether the case has what the metric needs."""
        topic = case.texts.topic
        have = {
            "references": bool(topic.references),
            "docs": bool(topic.docs),
            "citations": case.summary.cites,
            "rewriting": any(line.origin for line in case.summary.lines),
            "evidence": bool(topic.evidence()),
        }
        return all(have[need] for need in self.needs)
