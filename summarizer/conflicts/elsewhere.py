"""Elsewhere: what other sources say of a thing of which one source reports two figures.

"The navy said 40 bodies had been recovered, although the agency said only three" beside another source's
"a total of 7 bodies recovered so far": all three belong side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarizer.compose.event import setting
from summarizer.data import Sentence, Span
from summarizer.statements.values import Value, values_of

from .figures import differing
from .reported import said_from
from .thing import is_running, one_thing
from .tolls import differing_tolls


def said_elsewhere(
    sides: Sequence[tuple[int, Span]], found: Sequence[Value], sentences: Sequence[Sentence]
) -> Iterator[Value]:
    """Yield those of the statements ``found`` that differ from one of the figures ``sides`` of one source.

    They count what it counts, by the same word, near one name at least that stands near it too, and are
    about one thing by the rules of `figures` or `tolls`. Each is yielded once.
    """
    own = [made for at, span in sides for made in _value(at, span, sentences[at])]
    if not own:
        return
    document = sentences[sides[0][0]].document
    heads = {made.head[-1:] for made in own}
    names = frozenset(name for at, _ in sides for name in setting(at, sentences).near)
    others = [
        made
        for made in found
        if made.kind == "count"
        and made.head[-1:] in heads
        and sentences[made.sentence].document is not document
        and names & setting(made.sentence, sentences).near
    ]
    both = [*own, *others] if others else []
    pairs = {(pair.one, pair.other) for way in (differing, differing_tolls) for pair in way(both, sentences)}
    joined = {max(pair) for pair in pairs if min(pair) < len(own) <= max(pair)}
    yield from (both[at] for at in sorted(joined))


def same_elsewhere(
    joined: Sequence[Value], found: Sequence[Value], sentences: Sequence[Sentence]
) -> Iterator[Value]:
    """Yield the other running totals ("so far") that the sources of ``joined`` give of the same thing.

    A page that is written on through a day counts on; a note may cite any of its counts.
    """
    for one in joined:
        sentence = sentences[one.sentence]
        for made in found:
            there = sentences[made.sentence]
            if there.document is not sentence.document or made.sentence == one.sentence:
                continue
            alike = (made.kind, made.head, made.outcome) == (one.kind, one.head, one.outcome)
            if not (alike and made.near & one.near and is_running(made, there)):
                continue
            if one_thing(one, made, (sentence, there)):
                yield made


def _value(at: int, span: Span, sentence: Sentence) -> Iterator[Value]:
    """Yield the statement of a figure, read without who says it: that is what is told apart here."""
    begin = said_from(sentence, span)
    text = " " * begin + sentence.text[begin:]
    for made in values_of(text, sentence.document.language, sentence.document.date, at):
        if made.kind == "count" and made.span.start <= span.start < made.span.end:
            yield replace(made, sentence=at)
