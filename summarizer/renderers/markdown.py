"""Markdown (CommonMark): markers lead to a list of citations, each with its exact offsets and quote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote as percent_encode

from summarizer.data import Document
from summarizer.note.brief import Brief, Citation, Source
from summarizer.note.embedded import markdown_comment
from summarizer.output import one_line, shorten

from .view import AGREED, LONG, Agreed, Entry, Marker, Reference, View, in_marks, view

_SPECIAL = re.compile(
    r"[\\`*_\[\]<|~#@{}^$]"  # CommonMark, tables, strike-through, mentions, attributes, math
    r"|&(?=[#A-Za-z])"  # entities
    r"|:(?=[A-Za-z/+_-])"  # addresses and emoji names
    r"|(?<=\bwww)\.",  # addresses without a scheme
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:[-+=>:%]|[0-9]{1,9}(?=[.)]))")


def render(brief: Brief, documents: Sequence[Document]) -> bytes:
    """Return the note as Markdown that carries it for programs too; all it shows is in ``brief``."""
    return f"{shown(brief)}\n\n{markdown_comment(brief)}\n".encode()


def shown(brief: Brief) -> str:
    """Return what people see of the note as Markdown. Source text is escaped throughout."""
    seen = view(brief)
    blocks = [f"# {escape(seen.title) or 'Untitled'}", escape(" · ".join(seen.facts))]
    for section in seen.sections:
        if section.heading is not None:
            blocks.append(f"## {escape(section.heading)}")
        blocks.append("\n".join(f"- {_line(entry)}" for entry in section.entries))
    blocks += _appendix(seen)
    blocks.append("---")
    blocks.append(escape(" · ".join(seen.footer)))
    return "\n\n".join(block for block in blocks if block)


def escape(text: str) -> str:
    """Return ``text`` on one line so that CommonMark shows it as it is."""
    text = one_line(text)
    leading = _LEADING.match(text)
    text = _SPECIAL.sub(lambda found: "\\" + found[0], text)
    if leading:
        at = len(leading[0]) if leading[0][0].isdigit() else 0
        text = f"{text[:at]}\\{text[at:].removeprefix(chr(92))}"
    return text


def _line(entry: Entry) -> str:
    parts = []
    if entry.date:
        note = f" *({escape(entry.date_note)})*" if entry.date_note else ""
        parts.append(f"**{escape(entry.date)}**{note} —")
    parts.append(escape(entry.line.text))
    if entry.judgement:
        parts.append(f"*({escape(entry.judgement)})*")
    if entry.badge:
        parts.append(f"*({escape(entry.badge)})*")
    if entry.status:
        parts.append(f"*({entry.status})*")
    parts.append(entry.lead)
    parts.append("".join(_marker(marker) for marker in entry.markers))
    reasons = "".join(f"\n  - *{escape(reason)}*" for reason in entry.reasons)
    return " ".join(part for part in parts if part) + reasons


def _marker(marker: Marker) -> str:
    return f'<a id="{marker.anchor}"></a>[\\[{marker.number}\\]](#c{marker.number})'


def _appendix(shown: View) -> Iterator[str]:
    if shown.disputes:
        yield "## Where sources disagree"
        yield "\n".join(
            f"- {escape(dispute.subject)}: "
            + "; ".join(
                f"{escape(value)}{f' ({escape(date)})' if date else ''} {_marker(marker)}"
                for value, date, marker in dispute.claims
            )
            + (f". *{escape(dispute.note)}*" if dispute.note else "")
            for dispute in shown.disputes
        )
    if shown.agreed:
        yield f"## {AGREED}"
        yield "\n".join(map(_agreed, shown.agreed))
    if shown.left_out:
        yield "## Left out"
        quotes = [in_marks(shorten(one_line(item.quote))) for item in shown.left_out]
        yield "\n".join(
            f"- {escape(item.reason)}: {escape(quote)} {_marker(item.marker)}"
            for item, quote in zip(shown.left_out, quotes, strict=True)
        )
    yield "## Sources"
    yield "\n".join(
        f"- **{escape(entry.source.id)}** "
        f"[{escape(entry.title)}]({_address(entry.source)}) · {escape(' · '.join(entry.facts))}"
        for entry in shown.sources
    )
    if shown.references:
        yield "## Citations"
        yield "\n".join(_reference(reference) for reference in shown.references)
    if shown.warnings:
        yield "## Remarks"
        yield _list(shown.warnings)


def _agreed(one: Agreed) -> str:
    return "\n".join(
        f"{'  ' * (at > 0)}- {escape(who)}: {escape(said)} {_marker(marker)}"
        for at, (who, quote, marker) in enumerate(one.passages)
        for said in [in_marks(shorten(one_line(quote), LONG))]
    )


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {escape(item)}" for item in items)


def _reference(reference: Reference) -> str:
    citation, source = reference.citation, reference.source
    number = f"{reference.number}. "
    place = escape(f"{source.path or source.name}, {reference.where}")
    back = " ".join(f"[↩](#{anchor})" for anchor in reference.anchors)
    head = (
        f'<a id="c{reference.number}"></a>{escape(source.id)} · '
        f"[{place}]({_address(source, citation)}) · `[{citation.start}:{citation.end}]` {back}"
    )
    return f"{number}{head}\n{' ' * len(number)}> {escape(citation.quote)}"


def _address(source: Source, citation: Citation | None = None) -> str:
    """Return the relative address of a source; percent-encoded, so that no path is a scheme or a host."""
    address = re.sub("^/+", "/", percent_encode((source.path or source.name).replace("\\", "/"), safe="/"))
    if citation is None:
        return address
    if citation.page is not None:
        return f"{address}#page={citation.page}"
    # Where a place has a name of its own, as the row of a table, the lines are not those of the file.
    in_lines = source.media_type.startswith("text/") and citation.locator is None
    return f"{address}#L{citation.line}" if in_lines else address
