"""Citation, Line, Conflict, Brief: the note, and its JSON form (schema ``tracebrief/1``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import field, replace
from pkgutil import resolve_name
from typing import Any, Literal

from summarizer.data import Document, Span
from summarizer.records import dataclass
from summarizer.text.language import count_words

from .section import Section

SCHEMA = "tracebrief/1"

Role = Literal["primary", "corroborating", "context"]
Kind = Literal["extracted", "trimmed", "rewritten", "draft", "written"]
Verdict = Literal["supported", "partial", "unsupported"]
Status = Literal["unchanged", "strengthened", "contradicted", "new"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A span of a source, with what is needed to check it and to find it again.

    ``start`` and ``end`` are code-point offsets into the source's text as loaded; ``raw_start`` and
    ``raw_end`` into the raw file where the format is not plain text. ``line`` counts from 1. What is cited as
    ``"context"`` stands in the line in brackets: the source's own words for whom or what the line means.
    """

    source: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    line: int
    page: int | None = None
    locator: str | None = None
    raw_start: int | None = None
    raw_end: int | None = None
    role: Role = "primary"
    score: float = 0.0

    def overlaps(self, other: Citation) -> bool:
        """Tell whether both have a character of one source in common."""
        return self.source == other.source and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Backing:
    """A part of a line, ``text`` as it stands there, that another source says too, and the passage."""

    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Refused:
    """What a model last wrote for a line that stays quoted, and why it cannot stand, a clause each."""

    text: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the note. ``text`` is what is shown; the citations bear it.

    It is ``"extracted"`` where it shows the sentences that it cites, ``"trimmed"`` where it leaves out some
    of them or has words of the same source in brackets. A ``"draft"`` is a sentence of a draft, or a line
    that a person changed; ``"written"`` is one that a person added.
    ``date`` is ISO 8601, possibly cut to the month or year; ``date_note`` says how it is known
    where the source does not state it. ``independent`` is the number of sources that say the same,
    copies of one text counted once. ``reasons`` say why a checked line has its verdict, a sentence each;
    ``unsupported`` are the offsets ``(start, end)`` of what in ``text`` lacks evidence, ``refuted`` those of
    what in it the evidence speaks against. ``status`` is what
    new sources made of the line where a note was brought up to date. ``backing`` is what sources that do
    not say all of the line say of it; what does no longer stand in ``text`` is not shown. ``refused`` is what
    a model wrote for it in vain: no source bears that, so it is in no form of the note that is written out.
    """

    id: str
    text: str
    citations: tuple[Citation, ...]
    section: Section | None = None
    kind: Kind = "extracted"
    verdict: Verdict = "supported"
    support: float = 1.0
    date: str | None = None
    date_note: str | None = None
    independent: int = 1
    reasons: tuple[str, ...] = ()
    unsupported: tuple[tuple[int, int], ...] = ()
    refuted: tuple[tuple[int, int], ...] = ()
    status: Status | None = None
    backing: tuple[Backing, ...] = ()
    refused: Refused | None = field(default=None, compare=False)

    @property
    def by_hand(self) -> bool:
        """Whether its words are a person's, neither a source's nor a model's."""
        return self.kind in ("draft", "written")

    @property
    def backed(self) -> tuple[Backing, ...]:
        """What of ``backing`` is of this text: a line that was rewritten or edited may have lost it."""
        return tuple(one for one in self.backing if one.text in self.text)


@dataclass(frozen=True, slots=True)
class Source:
    """What the note says of one source; ``cited`` counts the lines that cite it."""

    id: str
    path: str
    name: str
    media_type: str
    encoding: str | None
    sha256: str
    chars: int
    title: str | None
    date: str | None
    publisher: str | None
    cited: int = 0
    date_note: str | None = None
    warnings: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """What it is called for a reader: its title, else the name of its file."""
        return self.title or self.name


@dataclass(frozen=True, slots=True)
class Claim:
    """One value of a disputed quantity, the span that states it, and the date of its source (ISO 8601).

    ``by`` is who gives it by the account of its source, where that names somebody. ``outdated`` is an older
    count of what only grows.
    """

    value: str
    citation: Citation
    date: str | None = None
    by: str | None = None
    outdated: bool | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """The same quantity, date or outcome with different values; ``note`` is a remark for the reader."""

    subject: str
    claims: tuple[Claim, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What several sources say and no line does: the quote of the first citation, and who else says it.

    Each citation is of another source; ``independent`` counts them, copies of one text once.
    """

    citations: tuple[Citation, ...]
    independent: int


@dataclass(frozen=True, slots=True)
class Omission:
    """A salient sentence the note leaves out, and why."""

    reason: str
    citation: Citation
    score: float


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts over the pile and the note; ``seconds`` is None where a run must be repeatable.

    ``rewritten`` counts the lines that a model wrote, ``fallbacks`` those that stay quoted since what it
    wrote was refused; both are None where no model was asked.
    """

    documents: int
    sentences: int
    words_in: int
    words_out: int = 0
    documents_cited: int = 0
    seconds: float | None = None
    rewritten: int | None = None
    fallbacks: int | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """A briefing note. ``warnings`` are sentences for its reader, such as files that could not be read."""

    title: str
    lines: tuple[Line, ...]
    sources: tuple[Source, ...]
    stats: Stats
    signature: str
    options: dict[str, Any] = field(default_factory=dict)
    tool: dict[str, str] = field(default_factory=dict)
    created: str | None = None
    conflicts: tuple[Conflict, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    omitted: tuple[Omission, ...] = ()
    warnings: tuple[str, ...] = ()

    def citations(self) -> tuple[Citation, ...]:
        """Return every citation: of lines, their parts, conflicts, agreements, omissions, in that order."""
        return (
            *(c for line in self.lines for c in line.citations),
            *(backing.citation for line in self.lines for backing in line.backing),
            *(claim.citation for conflict in self.conflicts for claim in conflict.claims),
            *(citation for agreement in self.agreements for citation in agreement.citations),
            *(omission.citation for omission in self.omitted),
        )

    def with_lines(self, lines: Iterable[Line]) -> Brief:
        """Return the note with these lines; counts of citations and words follow from them.

        Agreements that one of them cites go: it may tell what they are on.
        """
        lines = tuple(lines)
        cited = Counter(id for line in lines for id in {citation.source for citation in line.citations})
        passages = [citation for line in lines for citation in line.citations]
        passages += [one.citation for line in lines for one in line.backed]
        untold = tuple(
            one
            for one in self.agreements
            if not any(citation.overlaps(other) for citation in one.citations for other in passages)
        )
        sources = tuple(replace(source, cited=cited[source.id]) for source in self.sources)
        stats = replace(
            self.stats,
            words_out=sum(count_words(line.text) for line in lines),
            documents_cited=sum(source.cited > 0 for source in sources),
        )
        return replace(self, lines=lines, sources=sources, stats=stats, agreements=untold)

    def _repr_html_(self) -> str:
        """Show the note in a notebook. How is the matter of the renderers, which stand above the note."""
        return str(resolve_name("summarizer.renderers.notebook:as_html")(self))

    def _repr_markdown_(self) -> str:
        """The same for what shows no HTML."""
        return str(resolve_name("summarizer.renderers.notebook:as_markdown")(self))

    def to_frame(self) -> Any:
        """Return the lines as a pandas DataFrame, a row for each citation, with its source and offsets."""
        return resolve_name("summarizer.renderers.notebook:as_frame")(self)


def cite(document: Document, span: Span, role: Role = "primary", score: float = 0.0) -> Citation:
    """Make the citation of ``span``: its quote, context, line and place are read off the document."""
    prefix, suffix = document.context(span)
    place = document.place(span.start)
    raw = document.raw_span(span)
    return Citation(
        source=document.id,
        start=span.start,
        end=span.end,
        quote=document.quote(span),
        prefix=prefix,
        suffix=suffix,
        line=document.line(span.start),
        page=place.page if place else None,
        locator=place.locator if place else None,
        raw_start=raw.start if raw else None,
        raw_end=raw.end if raw else None,
        role=role,
        score=round(score, 4),
    )
