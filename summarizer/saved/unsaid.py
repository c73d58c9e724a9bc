"""What a note that was brought up to date leaves out: nothing that a line of it cites, or that backs one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from summarizer.compose.lines import NO_ROOM, UNCITED
from summarizer.data import Sentence, Span
from summarizer.note.brief import Citation, Line, Omission, cite

from .lines import Spot, span_of
from .standing import former


def unsaid(
    omitted: Iterable[Omission], lines: Iterable[Line], sentences: Sequence[Sentence]
) -> Iterator[Omission]:
    """Yield what of ``omitted`` the ``lines`` leave out, without the leading sentences that they cite.

    What was chosen for another note may be cited by this one, as may a source that the other did not cite.
    ``sentences`` are those of all documents, in order. Linear.
    """
    starts: dict[str, list[int]] = {}
    own: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        starts.setdefault(sentence.document.id, []).append(sentence.span.start)
        own.setdefault(sentence.document.id, []).append(sentence)

    def within(citation: Citation) -> list[Sentence]:
        its = starts.get(citation.source, [])
        first, last = bisect_right(its, citation.start), bisect_left(its, citation.end)
        around = own.get(citation.source, [])[max(first - 1, 0) : last]
        return [one for one in around if one.span.end > citation.start]

    passages = [
        citation for line in lines for citation in (*line.citations, *(one.citation for one in line.backed))
    ]
    said = {(one.document.id, one.span.start) for citation in passages for one in within(citation)}
    cited = {citation.source for citation in passages}
    for one in omitted:
        if one.reason == UNCITED and one.citation.source in cited:
            continue
        its = within(one.citation)
        first = len(its)
        while first and (its[first - 1].document.id, its[first - 1].span.start) not in said:
            first -= 1
        if first == 0:
            yield one
        elif first < len(its):
            rest = Span(its[first].span.start, one.citation.end)
            yield replace(one, citation=cite(its[first].document, rest, score=one.citation.score))


def made_room(line: Line) -> Iterator[Omission]:
    """Yield what a line quoted that has gone from a note brought up to date, with why."""
    what = NO_ROOM if line.status == "new" else f"made room for new lines ({former(line)})"
    for citation in line.citations:
        if citation.role == "primary":
            yield Omission(what, citation, citation.score)


def once(omitted: Iterable[Omission]) -> Iterator[Omission]:
    """Yield the first omission of each passage."""
    seen: set[Spot] = set()
    for one in omitted:
        if span_of(one.citation) not in seen:
            seen.add(span_of(one.citation))
            yield one
