"""A note as a notebook shows it: each line with its passages, which open on a click; and as a table.

Several notes may stand in one notebook: nothing in them has an id, and no link leads from one to another.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from summarizer.note.brief import Brief, Citation
from summarizer.output import one_line, visible

from . import html
from .markdown import shown
from .view import AGREED, Entry, Marker, view, where

COLUMNS = (
    *("line", "section", "text", "kind", "verdict", "support", "date", "independent", "status"),
    *("source", "name", "path", "start", "end", "quote", "role"),
)
"""Of the table: one row for each citation of a line."""


def as_html(brief: Brief) -> str:
    """Return the note as an element with its own style."""
    seen = view(brief)
    names = {source.id: source.path or source.name for source in brief.sources}
    parts = [Markup("<article class=note><h3>{}</h3>").format(one_line(seen.title))]
    parts.append(Markup("<p class=facts>{}</p>").format(" · ".join(map(one_line, seen.facts))))
    for section in seen.sections:
        if section.heading is not None:
            parts.append(Markup("<h4>{}</h4>").format(one_line(section.heading)))
        parts.append(Markup("<ol class=lines>"))
        parts += [_line(entry, names) for entry in section.entries]
        parts.append(Markup("</ol>"))
    for dispute in seen.disputes:
        claims = ((value, marker) for value, _, marker in dispute.claims)
        passages = Markup("").join(_passage(marker, names, value) for value, marker in claims)
        parts.append(Markup("<p>Disputed: {}</p>{}").format(one_line(dispute.subject), passages))
    for agreed in seen.agreed:
        passages = Markup("").join(_passage(marker, names, who) for who, _, marker in agreed.passages)
        parts.append(Markup("<p>{}: {}</p>{}").format(AGREED, one_line(agreed.passages[0][1]), passages))
    for warning in seen.warnings:
        parts.append(Markup("<p class=facts>{}</p>").format(one_line(warning)))
    body = Markup("\n").join(parts) + Markup("</article>")
    return f'<style>{html.style()}</style><div class="tracebrief">{body}</div>'


def _line(entry: Entry, names: dict[str, str]) -> Markup:
    date = Markup("<b>{}</b> ").format(one_line(entry.date)) if entry.date else ""
    marks = [mark for mark in (entry.badge, entry.status, entry.judgement) if mark]
    badges = Markup("").join(Markup(' <span class="badge">{}</span>').format(one_line(one)) for one in marks)
    reasons = Markup("").join(Markup("<li>{}</li>").format(one_line(one)) for one in entry.reasons)
    passages = Markup("").join(_passage(marker, names, entry.lead) for marker in entry.markers)
    listed = Markup("<ul class=reasons>{}</ul>").format(reasons) if reasons else ""
    line = Markup("<li><p class=line dir=auto>{}{}{}</p>{}{}</li>")
    return line.format(date, one_line(entry.line.text), badges, listed, passages)


def _passage(marker: Marker, names: dict[str, str], value: str = "") -> Markup:
    """Return a citation that opens: the passage, marked, in what stands around it."""
    one = marker.citation
    head = f"[{marker.number}] {value} {names[one.source]}, {where(one)}"
    passage = Markup("{}<mark>{}</mark>{}").format(
        visible(one.prefix), visible(one.quote), visible(one.suffix)
    )
    made = Markup("<details><summary>{}</summary><blockquote dir=auto>{}</blockquote></details>")
    return made.format(one_line(head), passage)


def as_markdown(brief: Brief) -> str:
    """Return the note as Markdown."""
    return shown(brief)


def as_frame(brief: Brief) -> Any:
    """Return the lines as a pandas DataFrame with ``COLUMNS``, a row for each of their citations."""
    import pandas

    return pandas.DataFrame(list(_rows(brief)), columns=list(COLUMNS))


def _rows(brief: Brief) -> Iterator[tuple[Any, ...]]:
    sources = {source.id: source for source in brief.sources}
    nothing = (None,) * 7
    for line in brief.lines:
        about = (
            line.id,
            line.section.heading if line.section else None,
            line.text,
            line.kind,
            line.verdict,
            line.support,
        )
        more = (line.date, line.independent, line.status)
        cited: list[tuple[Any, ...]] = [_cited(one, sources) for one in line.citations]
        for row in cited or [nothing]:
            yield (*about, *more, *row)


def _cited(one: Citation, sources: dict[str, Any]) -> tuple[Any, ...]:
    source = sources[one.source]
    return one.source, source.name, source.path, one.start, one.end, one.quote, one.role
