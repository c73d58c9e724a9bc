"""The lines of one document as `boilerplate` and `frames` look at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from summarizer.data import Document, Sentence
from summarizer.records import dataclass

END = tuple('.!?…。！？｡؟۔।॥։።။"”’»」』)')
"""What a sentence ends with."""

Reasons = list[str | None]
"""Why each sentence is no content, None for content."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The sentences of one document, their texts, and its paragraphs as ranges of indices into both."""

    document: Document
    sentences: Sequence[Sentence]
    texts: Sequence[str]
    paragraphs: Sequence[tuple[int, int]]
    signed: bool = field(init=False)
    """Whether the document has a sign of a Markdown heading at all."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "signed", "#" in self.document.text)

    def start(self, index: int) -> int:
        """Return where a sentence starts in the document."""
        return self.sentences[index].span.start

    def heading(self, index: int) -> int:
        """Return the rank of the Markdown heading that a sentence is, 0 where it is none."""
        if not self.signed:
            return 0
        before = self.document.text[max(0, self.start(index) - 8) : self.start(index)].rstrip(" \t")
        return len(before) - len(before.rstrip("#"))
