"""A saved note against the files of today: is every citation intact, moved, changed, elsewhere or missing?

Nothing here reads a file: ``documents`` are what `load` or the web page has read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from summarizer.compose.called import called
from summarizer.data import Document, Span
from summarizer.errors import printable
from summarizer.note.brief import Brief, Citation, Line, Source, cite
from summarizer.records import dataclass

from .anchor import Change, diff, exact, nearest, respaced
from .identify import SourceCheck, identify

State = Literal["intact", "moved", "changed", "elsewhere", "missing"]
STATES: tuple[State, ...] = ("intact", "moved", "changed", "elsewhere", "missing")

ENDING = 8
"""Characters of the ending that a name has in a bracket, at most: [Orme’s]."""

_REPAIRED = "|repaired"
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Check:
    """The state of one citation.

    ``place`` says where in the note it stands (``"L2"``, ``"conflict 1"``, ``"agreement 1"``,
    ``"left out 3"``). ``found`` cites what was found instead: the same characters (moved, elsewhere) or the
    nearest text (changed).
    ``diff`` leads from the quote to what its own file says now, where that is near. ``others`` are the ids
    of further documents that hold the quote.
    ``repairable`` tells whether `repair` can put ``found`` in its place. ``reason`` is a sentence.
    """

    place: str
    citation: Citation
    state: State
    reason: str
    found: Citation | None = None
    diff: tuple[Change, ...] = ()
    others: tuple[str, ...] = ()
    repairable: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What `verify` found. ``documents`` have the ids of the note's sources, further ones new ids.

    ``altered`` are sentences on lines that do not say what they cite word for word, though they claim to.
    """

    checks: tuple[Check, ...]
    sources: tuple[SourceCheck, ...]
    documents: tuple[Document, ...]
    altered: tuple[str, ...] = ()

    @property
    def intact(self) -> bool:
        """Whether all is as it was when the note was written, as far as its citations go."""
        return not self.altered and all(check.state == "intact" for check in self.checks)

    @property
    def counts(self) -> dict[State, int]:
        """The number of citations in each state, all five of them, in the order of ``STATES``."""
        found = Counter(check.state for check in self.checks)
        return {state: found[state] for state in STATES}


def verify(brief: Brief, documents: Sequence[Document]) -> Report:
    """Check every citation of ``brief`` against ``documents``, the files of today.

    A source is told by its path, else by its name, else by the hash of its content. A citation is intact
    where its quote stands at its offsets; moved where it stands elsewhere in the same file; elsewhere where
    only other documents hold it; changed where the file has text near to it; missing else. Linear in the
    text for each citation that is not intact.
    """
    sources = identify(brief.sources, documents)
    known = {check.source.id: check for check in sources}
    own = {id(check.document) for check in sources}
    further = _renumbered([d for d in documents if id(d) not in own], brief.sources)
    named = {
        check.source.id: replace(check.document, id=check.source.id) for check in sources if check.document
    }
    everything = (*named.values(), *further)
    states = {
        (citation.source, citation.start, citation.end, citation.quote): check
        for citation, check in _states(brief, known, named, everything)
    }
    checks = tuple(
        replace(
            states[citation.source, citation.start, citation.end, citation.quote],
            place=place,
            citation=citation,
        )
        for place, citation in _places(brief)
    )
    sources = tuple(replace(check, document=named.get(check.source.id)) for check in sources)
    return Report(tuple(map(_with_role, checks)), sources, everything, tuple(_altered(brief)))


def repair(brief: Brief, report: Report) -> Brief:
    """Return the note with what moved cited at its new place; what cannot be repaired stays as it is.

    That is what is moved, what is in one place of one other document, and what differs in white space
    alone. The sources get the facts of today's files; documents that come to be cited become sources.
    """
    anew = {_key(check.citation): check.found for check in report.checks if check.repairable and check.found}

    def mended(citation: Citation) -> Citation:
        found = anew.get(_key(citation))
        return citation if found is None else replace(found, role=citation.role, score=citation.score)

    def mended_line(line: Line) -> Line:
        backing = tuple(replace(one, citation=mended(one.citation)) for one in line.backing)
        return replace(line, citations=tuple(map(mended, line.citations)), backing=backing)

    lines = tuple(map(mended_line, brief.lines))
    conflicts = tuple(
        replace(
            conflict,
            claims=tuple(replace(claim, citation=mended(claim.citation)) for claim in conflict.claims),
        )
        for conflict in brief.conflicts
    )
    agreements = tuple(replace(one, citations=tuple(map(mended, one.citations))) for one in brief.agreements)
    omitted = tuple(replace(omission, citation=mended(omission.citation)) for omission in brief.omitted)
    signature = (
        brief.signature if not anew or brief.signature.endswith(_REPAIRED) else brief.signature + _REPAIRED
    )
    after = replace(
        brief,
        lines=lines,
        conflicts=conflicts,
        agreements=agreements,
        omitted=omitted,
        signature=signature,
    )
    sources = tuple(_sources_today(after, report))
    stats = replace(brief.stats, documents=max(brief.stats.documents, len(sources)))
    return replace(after, sources=sources, stats=stats).with_lines(lines)


def _sources_today(brief: Brief, report: Report) -> Iterator[Source]:
    used = {citation.source for citation in brief.citations()}
    for check in report.sources:
        document = check.document
        # A source that still has a broken citation keeps its hash: the note was made of that content.
        broken = any(
            one.citation.source == check.source.id and one.state != "intact" and not one.repairable
            for one in report.checks
        )
        if document is None or broken:
            yield check.source
        else:
            yield replace(
                check.source,
                path=document.path,
                name=document.name,
                media_type=document.media_type,
                encoding=document.encoding,
                sha256=document.sha256,
                chars=len(document.text),
            )
    known = {check.source.id for check in report.sources}
    for document in report.documents:
        if document.id in used - known:
            yield Source(
                id=document.id,
                path=document.path,
                name=document.name,
                media_type=document.media_type,
                encoding=document.encoding,
                sha256=document.sha256,
                chars=len(document.text),
                title=called(document),
                date=document.date.isoformat() if document.date else None,
                publisher=document.publisher,
                warnings=document.warnings,
            )


def _key(citation: Citation) -> tuple[str, int, int, str]:
    return citation.source, citation.start, citation.end, citation.quote


def _with_role(check: Check) -> Check:
    """Give what was found the role and score of the citation it stands for."""
    if check.found is None:
        return check
    return replace(check, found=replace(check.found, role=check.citation.role, score=check.citation.score))


def _places(brief: Brief) -> Iterator[tuple[str, Citation]]:
    for line in brief.lines:
        for citation in line.citations:
            yield line.id, citation
    for line in brief.lines:
        for backing in line.backing:
            yield line.id, backing.citation
    for at, conflict in enumerate(brief.conflicts, 1):
        for claim in conflict.claims:
            yield f"conflict {at}", claim.citation
    for at, agreement in enumerate(brief.agreements, 1):
        for citation in agreement.citations:
            yield f"agreement {at}", citation
    for at, omission in enumerate(brief.omitted, 1):
        yield f"left out {at}", omission.citation


def _states(
    brief: Brief,
    known: Mapping[str, SourceCheck],
    named: Mapping[str, Document],
    everything: Sequence[Document],
) -> Iterator[tuple[Citation, Check]]:
    """Check each distinct citation once; those that need the nearest text wait for one pass a document."""
    waiting: dict[str, list[tuple[Citation, Check]]] = {}
    for citation in {_key(citation): citation for citation in brief.citations()}.values():
        document = named.get(citation.source)
        check = _standing(citation, document) if document else None
        if check is None:
            check = _away(citation, known[citation.source], everything)
            if document:
                waiting.setdefault(document.id, []).append((citation, check))
                continue
        yield citation, check
    for document in everything:
        pending = waiting.get(document.id, [])
        spans = nearest([citation for citation, _ in pending], document)
        for (citation, check), span in zip(pending, spans, strict=True):
            yield citation, _nearly(check, document, span)


def _standing(citation: Citation, document: Document) -> Check | None:
    """Check a citation against its own document; None where its words are not there."""
    if document.text[citation.start : citation.end] == citation.quote and citation.end <= len(document.text):
        return Check("", citation, "intact", "The quote stands where the note says.")
    span = exact(citation, document.text)
    if span:
        found = cite(document, span)
        reason = f"The quote now stands at characters {span.start}–{span.end}, line {found.line}."
        return Check("", citation, "moved", reason, found, repairable=True)
    span = respaced(citation, document.text)
    if span:
        found = cite(document, span)
        return Check(
            "",
            citation,
            "changed",
            f"The same words stand at characters {span.start}–{span.end}; only their white space differs.",
            found,
            diff(citation.quote, found.quote),
            repairable=True,
        )
    return None


def _away(citation: Citation, source: SourceCheck, everything: Sequence[Document]) -> Check:
    """Look for the quote in the other documents."""
    name = printable(source.source.name)
    where = f"The file {name} is not there" if source.document is None else f"Not in {name}"
    holders = [
        d for d in everything if d.id != citation.source and citation.quote and citation.quote in d.text
    ]
    if not holders:
        reason = f"{where}, and no other holds the quote." if source.document is None else (
            f"The quote is not in {name} and not in any other file."
        )  # fmt: skip
        return Check("", citation, "missing", reason)
    span = exact(citation, holders[0].text)
    assert span is not None
    found = cite(holders[0], span)
    place = f"{printable(holders[0].name)} at characters {span.start}–{span.end}, line {found.line}"
    others = ", ".join(printable(d.name) for d in holders[1:5]) + (" …" if len(holders) > 5 else "")
    return Check(
        "",
        citation,
        "elsewhere",
        f"{where}: found in {place}{others and f'; also in {others}'}.",
        found,
        others=tuple(d.id for d in holders[1:]),
        repairable=len(holders) == 1 and holders[0].text.count(citation.quote) == 1,
    )


def _nearly(check: Check, document: Document, span: Span | None) -> Check:
    """Add what the citation's own document says now, where that is near."""
    if span is None:
        return check
    now = cite(document, span)
    changes = diff(check.citation.quote, now.quote)
    if check.state == "elsewhere":
        return replace(check, diff=changes)
    reason = f"The text has changed; the nearest is at characters {now.start}–{now.end}, line {now.line}."
    return replace(check, state="changed", reason=reason, found=now, diff=changes)


def _altered(brief: Brief) -> Iterator[str]:
    """Name the lines that claim to be quoted and say something else than what they cite."""
    for line in brief.lines:
        quotes = [" ".join(citation.quote.split()) for citation in line.citations]
        said = " ".join(line.text.split())
        primary = [q for q, c in zip(quotes, line.citations, strict=True) if c.role == "primary"]
        if line.kind == "extracted" and said != " ".join(primary) and said not in quotes:
            yield f"{line.id} is marked as extracted but does not say what it cites: “{said[:80]}”."
        elif line.kind == "trimmed" and not _is_cut(line, said, " ".join(primary)):
            yield f"{line.id} is marked as trimmed but has words that it does not cite: “{said[:80]}”."


def _is_cut(line: Line, said: str, cited: str) -> bool:
    """Tell whether a line has the words of what it cites, in order, its brackets those of its context."""
    for citation in line.citations:
        if citation.role == "context":
            words = re.escape(" ".join(citation.quote.split()))
            said = re.sub(rf"\[{words}[^\[\]]{{0,{ENDING}}}\]", " ", said)
    rest = iter(_WORD.findall(cited.casefold()))
    return all(word in rest for word in _WORD.findall(said.casefold()))


def _renumbered(documents: Sequence[Document], sources: Sequence[Source]) -> list[Document]:
    """Give the documents ids that no source has."""
    taken = {source.id for source in sources}
    fresh = (f"S{number}" for number in range(1, len(taken) + len(documents) + 1))
    free = (id for id in fresh if id not in taken)
    return [replace(document, id=next(free)) for document in documents]
