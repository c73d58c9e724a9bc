"""A written note, changed by hand: drop, move, swap, add or edit a line.

Each function takes a note and returns another; counts and signature follow. A line that a person wrote
is traced to its evidence like any draft, so that it stands there with its verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.data import Document, Span
from summarizer.errors import OptionError
from summarizer.note.brief import Brief, Citation, Line, Role, Verdict, cite
from summarizer.output import shorten
from summarizer.statements.event_date import event_date
from summarizer.text import markup
from summarizer.text.language import WORD, detect

from .lines import SET, at_of, left_out, new_id, placed, recount, section_of, span_of

if TYPE_CHECKING:
    from summarizer.tracing import Evidence, Traced

LONGEST = 2_000
"""Characters of a line written by hand."""
FORMER = "as the line had it before it was edited"
"""How the date of a line is known that says what no passage does."""

NAMED = 40
"""Characters of a sentence by which a reason names it."""


def drop(brief: Brief, line: str) -> Brief:
    """Take the line with the id ``line`` out; what it said joins the omissions, so that it can come back."""
    dropped = brief.lines[at_of(brief, line)]
    return recount(brief, (one for one in brief.lines if one is not dropped), left_out(brief, dropped))


def move(brief: Brief, line: str, steps: int) -> Brief:
    """Move a line ``steps`` places down, or up where negative, at most to an end of the note.

    It joins the section of the line whose place it takes, since a section is a run of lines.
    """
    at = at_of(brief, line)
    to = min(max(at + steps, 0), len(brief.lines) - 1)
    lines = list(brief.lines)
    moved = replace(lines.pop(at), section=brief.lines[to].section)
    lines.insert(to, moved)
    return recount(brief, lines, brief.omitted)


def swap(brief: Brief, line: str, omission: int, documents: Sequence[Document] = ()) -> Brief:
    """Put the omission at index ``omission`` in for a line, under that line's id.

    It stands where the line stood, or in the section that its own source has in the note.
    """
    at = at_of(brief, line)
    out = brief.lines[at]
    incoming = replace(_line_of(brief, omission, documents), id=out.id, section=out.section)
    rest = brief.lines[:at] + brief.lines[at + 1 :]
    if section_of(rest, incoming) == out.section:
        lines = (*rest[:at], incoming, *rest[at:])
    else:
        lines = placed(brief, rest, incoming)
    return recount(brief, lines, left_out(_without(brief, omission), out))


def add(brief: Brief, omission: int, documents: Sequence[Document] = ()) -> Brief:
    """Add the omission at index ``omission`` as a further line, by its date or else at the end."""
    incoming = replace(_line_of(brief, omission, documents), id=new_id(brief))
    lines = placed(brief, brief.lines, incoming)
    return recount(brief, lines, _without(brief, omission).omitted)


def edit(brief: Brief, line: str, text: str, evidence: Evidence) -> Brief:
    """Replace the text of a line and trace it at once; its citations and verdict are what is found.

    ``evidence`` is `summarizer.tracing.index_of` the note's documents. A line of several sentences has their
    verdict where it is one, else it is partly supported, and has the least support. Text that is word for
    word what it cites counts as extracted. Raises OptionError for an empty or overlong text.
    """
    at = at_of(brief, line)
    edited = traced(brief.lines[at], text, evidence)
    return recount(brief, (*brief.lines[:at], edited, *brief.lines[at + 1 :]), brief.omitted)


def unwrite(brief: Brief, line: str) -> Brief:
    """Put the words of its passages in the place of what a model wrote for a line.

    Its text is then that of the passages it rests on, in their order; it cites what it did. Raises
    OptionError for a line that no model wrote.
    """
    at = at_of(brief, line)
    old = brief.lines[at]
    quotes = [" ".join(one.quote.split()) for one in old.citations if one.role == "primary"]
    if old.kind != "rewritten" or not quotes:
        raise OptionError("no model wrote that line; it is quoted, or in your words.")
    text = " ".join(quotes)
    quoted = replace(
        old,
        text=text,
        kind="extracted",
        verdict="supported",
        support=1.0,
        reasons=(),
        unsupported=(),
        refuted=(),
    )
    return recount(brief, (*brief.lines[:at], quoted, *brief.lines[at + 1 :]), brief.omitted)


def rewrite_as(brief: Brief, line: str, written: Line) -> Brief:
    """Bring back what a model wrote for a line: ``written`` is that line of another state of the note."""
    at = at_of(brief, line)
    old = brief.lines[at]
    again = replace(written, id=old.id, section=old.section, date=old.date, date_note=old.date_note)
    return recount(brief, (*brief.lines[:at], again, *brief.lines[at + 1 :]), brief.omitted)


def traced(line: Line, text: str, evidence: Evidence) -> Line:
    """Return the line with another text, its citations and verdict as they are found for that text."""
    shown = " ".join(text.split())
    if len(shown) > LONGEST:
        raise OptionError(f"the line has {len(shown)} characters, more than {LONGEST}: make it shorter.")
    spans = sentences_of(shown)
    if not spans:
        raise OptionError("the line has no word: write something, or drop it.")
    return _traced(line, shown, spans, evidence)


def retraced(line: Line, evidence: Evidence) -> Line:
    """Trace a line in a person's words anew: in other sources it may have other passages, another verdict.

    Passages that were cited for it by hand stay with it: they have no score.
    """
    shown = " ".join(line.text.split())
    spans = sentences_of(shown)
    made = replace(_traced(line, shown, spans, evidence) if spans else line, status=None)
    found = {span_of(citation) for citation in made.citations}
    given = [one for one in line.citations if not one.score and span_of(one) not in found]
    further = (replace(one, role="corroborating") if found else one for one in given)
    return replace(made, citations=(*made.citations, *further))


def _traced(line: Line, shown: str, spans: Sequence[Span], evidence: Evidence) -> Line:
    from summarizer.tracing import added, as_edited, trace_sentences

    found = trace_sentences([shown[span.start : span.end] for span in spans], evidence)
    former = "" if line.kind == "written" else line.text
    new = added(shown, former, (*line.unsupported, *line.refuted))
    language = detect(shown)
    judged = []
    for span, one in zip(spans, found, strict=True):
        own = [
            Span(word.start - span.start, word.end - span.start) for word in new if word.start >= span.start
        ]
        judged.append((span, as_edited(one, own, language)))
    return _line_of_traced(line, shown, judged)


def _without(brief: Brief, omission: int) -> Brief:
    return replace(brief, omitted=brief.omitted[:omission] + brief.omitted[omission + 1 :])


def _line_of(brief: Brief, omission: int, documents: Sequence[Document]) -> Line:
    """Make a line of an omission."""
    if not 0 <= omission < len(brief.omitted):
        raise OptionError(
            f"the note leaves out {len(brief.omitted)} sentences; there is no number {omission + 1}."
        )
    return quotation(brief, brief.omitted[omission].citation, documents)


def quotation(brief: Brief, citation: Citation, documents: Sequence[Document]) -> Line:
    """Make a line of a passage, dated by what it reports or else by its source; it has no id yet."""
    source = next(one for one in brief.sources if one.id == citation.source)
    document = next((one for one in documents if one.id == citation.source), None)
    quote = " ".join(citation.quote.split())
    text = " ".join(markup.shown(citation.quote, source.media_type).split())
    event = event_date(text, document.date, document.language) if document else None
    stated = event.iso if event and event.iso and not event.iso.startswith("--") else None
    return Line(
        id="",
        text=text,
        kind="extracted" if text == quote else "trimmed",
        citations=(replace(citation, role="primary"),),
        date=stated or source.date,
        date_note=None if stated else source.date_note,
    )


def _line_of_traced(before: Line, text: str, traced: Sequence[tuple[Span, Traced]]) -> Line:
    citations: dict[tuple[str, int, int], Citation] = {}
    verdict = together(*(one.verdict for _, one in traced))
    for _, one in traced:
        if one.verdict == "unsupported" != verdict and not one.refuted:
            continue  # what only comes nearest to it says nothing of the line
        for rank, hit in enumerate(one.hits):
            role: Role = "corroborating" if rank else "primary"
            found = cite(hit.sentence.document, hit.span, role, hit.score)
            citations.setdefault(span_of(found), found)
    quotes = [" ".join(citation.quote.split()) for citation in citations.values()]
    whole = " ".join(
        quote for quote, c in zip(quotes, citations.values(), strict=True) if c.role == "primary"
    )
    verbatim = text == whole or (len(traced) == 1 and text in quotes)
    return replace(
        before,
        text=text,
        citations=tuple(citations.values()),
        kind="extracted" if verbatim else "written" if before.kind == "written" else "draft",
        date_note=_how_dated(before, verdict),
        verdict=verdict,
        support=round(min(one.support for _, one in traced), 4),
        independent=1,
        reasons=() if verbatim else tuple(dict.fromkeys(_reasons(text, traced))),
        unsupported=tuple(
            (span.start + bare.start, span.start + bare.end)
            for span, one in traced
            for bare in one.unsupported
        ),
        refuted=tuple(
            (span.start + other.start, span.start + other.end)
            for span, one in traced
            for other in (one.refuted if one.hits else ())
        ),
    )


def together(*verdicts: Verdict) -> Verdict:
    """Return the verdict on sentences as one: where they are not all alike, a part of them is borne out."""
    return verdicts[0] if len(set(verdicts)) == 1 else "partial"


def of_it(text: str, reasons: Sequence[str]) -> list[str]:
    """Return the reasons of a verdict on a part of a line as said of the sentences of that part."""
    return [f"“{shorten(text, NAMED)}”: {why}" for why in reasons]


def _reasons(text: str, traced: Sequence[tuple[Span, Traced]]) -> list[str]:
    """Return why a line has its verdict; where its sentences have several, of which of them that is said."""
    if len({one.verdict for _, one in traced}) == 1:
        return [why for _, one in traced for why in one.reasons]
    return [why for span, one in traced for why in of_it(text[span.start : span.end], one.reasons)]


def _how_dated(before: Line, verdict: Verdict) -> str | None:
    """Say how the date of an edited line is known: no passage dates what none says."""
    told = (before.date_note or "").removeprefix(FORMER).removeprefix("; ")
    if before.date and told != SET and verdict == "unsupported":
        return f"{FORMER}; {told}" if told else FORMER
    return told or None


def sentences_of(text: str) -> list[Span]:
    """Return the sentences of a line that have a word."""
    from summarizer.text.segment import split

    draft = Document(id="draft", name="draft", text=text, language=detect(text))
    return [sentence.span for sentence in split(draft) if WORD.search(sentence.text)]
