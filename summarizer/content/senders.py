"""Mails: who writes "I", by the name under the mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.data import Gloss, Sentence, Span
from summarizer.statements.anaphora import by_writer
from summarizer.text.later import later

from .worth import asks

LONGEST = 3
"""Words of the longest name under a mail."""
TAIL = 12
"""Lines at the end of a mail, quoted ones apart, among which the name stands."""
QUOTED = ("quoted reply", "mail header")

_NAME = later(r"[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w.'’-]*){0,2}")


def with_sender(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """Yield the sentences of a mail, with the name of who wrote it before "I" and before what is asked.

    That is the line under the last greeting that is the sender's name or its first part; where the format
    does not say who the sender is, a name that stands alone right behind the greeting.
    """
    sender = _sender(sentences)
    for sentence in sentences:
        if sender and sentence.skip is None and sentence.span.end <= sender.start:
            language = sentence.document.language
            if by_writer(sentence.own, language) or asks(sentence.own, language):
                sentence = sentence.glossed(Gloss(sentence.first, sender))
        yield sentence


def _sender(sentences: Sequence[Sentence]) -> Span | None:
    """Return where the sender's name stands under the mail."""
    own = [one for one in sentences if one.skip not in QUOTED]
    known = (sentences[0].document.publisher or "").casefold().split()
    closing = [at for at, one in enumerate(own) if one.skip == "greeting" and at]
    for at in range(len(own) - 1, max(0, len(own) - TAIL), -1):
        one = own[at]
        text = one.text.strip(" ,.")
        if one.skip is None or len(text.split()) > LONGEST or not _NAME.fullmatch(text):
            continue
        words = text.casefold().split()
        if (known and words == known[: len(words)]) or (not known and at - 1 in closing):
            return Span(one.span.start, one.span.start + len(text))
    return None
