"""The HTML report: scores, then topic by topic references, summaries and citations side by side.

One self-contained page without script that requests nothing; all text is escaped.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.renderers.templating import environment

from .compare import improvement
from .data import DocSpan, SourceText, Topic
from .metrics.citations import merged
from .report import LEGEND, Table, described, label, number
from .results import Results, SystemResult
from .store import Scored
from .systems import safe_name

if TYPE_CHECKING:
    from jinja2 import Environment

SHOWN = 60
"""Topics that the page shows; of more, those on which the first system did worst."""

_LONG = 700
"""Characters of uncited source text that are shown whole; of more, the ends."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a document: cited or not, with the anchors that lead to its start."""

    text: str
    cited: bool
    anchors: tuple[str, ...] = ()
    omitted: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A summary as the page shows it: each line with (anchor, source, start, end, quote) of its citations."""

    name: str
    scores: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, tuple[tuple[str, str, int, int, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One topic as the page shows it."""

    id: str
    anchor: str
    query: str | None
    references: tuple[str, ...]
    columns: tuple[Column, ...]
    documents: tuple[tuple[str, tuple[Piece, ...]], ...]


def shown_topics(results: Results, measure: str | None, system: SystemResult) -> tuple[str, ...]:
    """Return the ids to show: all, or the SHOWN topics on which ``system`` did worst."""
    ids = tuple(results.systems[0].per_topic)
    if len(ids) <= SHOWN or measure is None:
        return ids[:SHOWN]
    scores = system.per_topic
    worst = sorted(ids, key=lambda key: improvement(measure, scores.get(key, {}).get(measure, 0.0)))[:SHOWN]
    return tuple(key for key in ids if key in set(worst))


def panel(topic: Topic, summaries: Sequence[Scored], measures: Sequence[str]) -> Panel:
    """Lay out one topic with the summaries of all systems."""
    anchor = f"t-{safe_name(topic.id)}"
    number_of = {doc.id: at for at, doc in enumerate(topic.docs, 1)}
    spans = [
        (citation.source, citation.start, citation.end)
        for scored in summaries
        for line in scored.summary.lines
        for citation in line.citations
        if citation.source in number_of
    ]

    def place(source: str, start: int) -> str:
        return f"{anchor}-{number_of.get(source, 0)}-{start}"

    columns = tuple(
        Column(
            scored.system,
            tuple((label(one), number(one, scored.scores[one])) for one in measures if one in scored.scores),
            tuple(
                (
                    line.text,
                    tuple(
                        (place(c.source, c.start), c.source, c.start, c.end, c.quote) for c in line.citations
                    ),
                )
                for line in scored.summary.lines
            ),
        )
        for scored in summaries
    )
    documents = tuple(
        (
            doc.id,
            pieces(doc, spans, {start: place(doc.id, start) for key, start, _ in spans if key == doc.id}),
        )
        for doc in topic.docs
    )
    return Panel(topic.id, anchor, topic.query, topic.references, columns, documents)


def pieces(doc: SourceText, spans: Iterable[DocSpan], anchors: Mapping[int, str]) -> tuple[Piece, ...]:
    """Cut a document at its cited spans; long stretches between them keep only their ends."""
    text = doc.text
    runs = merged(span for span in spans if span[0] == doc.id).get(doc.id, ())
    cuts = sorted({0, len(text), *(bound for run in runs for bound in run), *anchors})
    made: list[Piece] = []
    for start, end in pairwise(cuts):
        inside = any(low <= start < high for low, high in runs)
        own = (anchors[start],) if start in anchors else ()
        if inside or end - start <= _LONG:
            made.append(Piece(text[start:end], inside, own))
            continue
        keep = _LONG // 2
        made.append(Piece(text[start : start + keep], False, own, omitted=end - start - 2 * keep))
        made.append(Piece(text[end - keep : end], False))
    return tuple(made)


def page(
    results: Results, tables: Sequence[Table], panels: Iterable[Panel], plots: Mapping[str, bytes]
) -> str:
    """Return the page; ``plots`` are PNG files by caption."""
    return (
        _environment()
        .get_template("report.html")
        .render(
            described=described(results),
            legend=LEGEND,
            signatures=tuple(results.signatures.values()),
            tables=tables,
            panels=panels,
            total=results.data["topics"],
            shown=min(SHOWN, int(results.data["topics"])),
            plots={caption: base64.b64encode(png).decode() for caption, png in plots.items()},
        )
    )


@cache
def _environment() -> Environment:
    made = environment("eval")
    made.filters.update(label=label)
    made.globals.update(number=number)
    return made
