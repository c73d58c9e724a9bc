"""A reading sheet: every line of a note beside the passage it quotes, to be judged by a reader; its count.

A line is printed unchanged, or the first of `FAULTS` that it has is written down.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from summarizer.data import Document, Span
from summarizer.errors import NoteError
from summarizer.note.brief import Brief, Citation, Line
from summarizer.output import one_line
from summarizer.records import dataclass

from .identify import identify

PRINT = "print"
FAULTS = {
    "debris": "no sentence of the text: a menu, a caption, a heading, a notice",
    "damaged": "words are missing, run together or belong elsewhere",
    "does not stand alone": "who or what is meant cannot be told from the line and its heading",
    "wrong date": "the date before the line is not that of what it says",
    "stale": "a newer source of the pile says otherwise",
    "wrongly backed": "a source that it cites does not say it",
    "trivial": "an editor would rather have another sentence of these sources",
}
AROUND = 300
"""Characters of the source that are shown before and behind what a line quotes."""

_JUDGED = re.compile(r"^Judgement:[ \t]*(.*)$", re.MULTILINE)
_LINE = re.compile(r"^## L\S+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Count:
    """What a filled sheet says: its lines, those printed, those not judged, and how many have each fault."""

    lines: int
    printed: int
    open: int
    faults: tuple[tuple[str, int], ...]


def sheet(brief: Brief, documents: Sequence[Document]) -> str:
    """Return the sheet of a note in Markdown, with a place for a judgement below each line.

    ``documents`` are its sources today; of one that is not among them the quotation alone is shown.
    """
    found = {check.source.id: check.document for check in identify(brief.sources, documents)}
    names = {source.id: source.called for source in brief.sources}
    parts = [f"# Reading sheet: {one_line(brief.title)}", "\n".join(_how())]
    parts += ["\n\n".join(_entry(line, found, names)) for line in brief.lines]
    return "\n\n".join(parts) + "\n"


def count(text: str, name: str) -> Count:
    """Count a filled sheet. Raises `NoteError` where ``text`` is none or a judgement is unknown."""
    judged = [" ".join(found.lower().split()).strip(".*_") for found in _JUDGED.findall(text)]
    if not judged or len(judged) != len(_LINE.findall(text)):
        raise NoteError(
            f"{name}: no reading sheet, or a “Judgement:” is missing; make one with tracebrief sheet NOTE."
        )
    unknown = [found for found in judged if found and found != PRINT and found not in FAULTS]
    if unknown:
        raise NoteError(
            f"{name}: the judgement “{unknown[0][:60]}” is unknown; "
            f"write {PRINT} or one of {', '.join(FAULTS)}."
        )
    counted = Counter(judged)
    return Count(
        lines=len(judged),
        printed=counted[PRINT],
        open=counted[""],
        faults=tuple((fault, counted[fault]) for fault in FAULTS if counted[fault]),
    )


def _how() -> Iterator[str]:
    yield "Write behind each “Judgement:” what holds first of the line, read with date and source:"
    yield ""
    yield f"- {PRINT}: an editor would print it as it is"
    for fault, meaning in FAULTS.items():
        yield f"- {fault}: {meaning}"


def _entry(line: Line, documents: dict[str, Document | None], names: dict[str, str]) -> Iterator[str]:
    dated = f"{line.date}{f' ({line.date_note})' if line.date_note else ''}" if line.date else "no date"
    heading = f" · {one_line(line.section.heading)}" if line.section else ""
    yield f"## {one_line(line.id)} · {one_line(dated)}{heading}"
    yield f"**{one_line(line.text)}**"
    yield "Judgement: "
    groups: dict[tuple[str, str], list[Citation]] = {}
    for citation in line.citations:
        groups.setdefault((citation.source, citation.role), []).append(citation)
    for (source, role), own in groups.items():
        yield f"{one_line(source)}, {role}: {one_line(names.get(source, source))}"
        yield "> " + one_line(_passage(own, documents.get(source)))


def _passage(own: Sequence[Citation], document: Document | None) -> str:
    """Return what is quoted, in ⟦ ⟧, with what stands around it."""
    if document is None or any(
        document.quote(Span(one.start, one.end)) != one.quote for one in own
    ):  # the file is not there, or another
        return " … ".join(f"{one.prefix}⟦{one.quote}⟧{one.suffix}" for one in own)
    ordered = sorted(own, key=lambda one: one.start)
    at = max(0, ordered[0].start - AROUND)
    pieces = ["… " if at else ""]
    for one in ordered:
        gap = document.text[at : one.start]
        pieces.append(gap if len(gap) <= 2 * AROUND else f"{gap[:AROUND]} … {gap[-AROUND:]}")
        pieces.append(f"⟦{one.quote}⟧")
        at = one.end
    end = min(len(document.text), at + AROUND)
    return "".join([*pieces, document.text[at:end], " …" if end < len(document.text) else ""])
