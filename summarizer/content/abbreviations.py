"""Papers: what an abbreviation stands for, where its document says so: "Class-to-Bag (C2B)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.data import Document, Gloss, Sentence, Span
from summarizer.text.later import later

MOST = 2
"""Abbreviations of a sentence that are spelled out at most."""
READ = 60_000
"""Characters of a document in which abbreviations are looked for."""

_SHORT = r"(?=[A-Z0-9]{0,8}[A-Z])[A-Z][A-Z0-9]{1,7}"
_DEFINED = later(rf"(?P<long>(?:[\w’'-]+[ \n]){{1,7}})\((?P<short>{_SHORT})s?\)")
_USED = later(rf"(?<![\w(.’'-]){_SHORT}(?![\w)’'-])")
_PARTS = re.compile(r"[^\W_]+")


def spelled_out(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """Yield the sentences of a document, with what their abbreviations stand for behind the first of each.

    Not what the sentence or the title has in full already. A long form has a word for each letter.
    """
    document = sentences[0].document
    forms = _forms(document)
    title = (document.title or "").casefold()
    for sentence in sentences:
        if sentence.skip is None and forms:
            told: set[str] = set()
            for match in _USED.finditer(sentence.text):
                span = forms.get(match.group())
                if span is None or match.group() in told or len(told) == MOST:
                    continue
                told.add(match.group())
                form = " ".join(document.quote(span).split()).casefold()
                if form not in " ".join(sentence.text.split()).casefold() and form not in title:
                    sentence = sentence.glossed(Gloss(sentence.span.start + match.end(), span))
        yield sentence


def _forms(document: Document) -> dict[str, Span]:
    """Return where the long form of each abbreviation of a document stands first."""
    found: dict[str, Span] = {}
    for match in _DEFINED.finditer(document.text, 0, READ):
        if match["short"] not in found:
            start = _long(match["long"], match["short"])
            if start is not None:
                begin = match.start("long") + start
                found[match["short"]] = Span(begin, match.start("long") + len(match["long"].rstrip()))
    return found


def _long(words: str, short: str) -> int | None:
    """Return where the words begin whose initials are an abbreviation's letters, None where none are.

    A digit stands for a small word: "Class-to-Bag" is C2B.
    """
    parts = list(_PARTS.finditer(words))[-len(short) :]
    if len(parts) < len(short):
        return None
    alike = all(
        char.isdigit() or part.group()[0].upper() == char for part, char in zip(parts, short, strict=True)
    )
    return parts[0].start() if alike else None
