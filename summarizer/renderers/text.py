"""Plain text, at most 80 columns wide where words allow it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from summarizer.data import Document
from summarizer.note.brief import Brief
from summarizer.output import one_line, shorten

from .view import AGREED, LONG, Entry, Marker, Reference, View, in_marks, view

COLUMNS = 80


def render(brief: Brief, documents: Sequence[Document]) -> bytes:
    """Return the note as plain text in UTF-8; all it shows is in ``brief``."""
    shown = view(brief)
    lines = [*_wrap(shown.title), "=" * min(COLUMNS, max(3, width(one_line(shown.title))))]
    lines += _wrap(" · ".join(shown.facts))
    for section in shown.sections:
        lines += _heading(section.heading) if section.heading is not None else [""]
        for entry in section.entries:
            lines += _wrap(_line(entry), "- ")
            for reason in entry.reasons:
                lines += _wrap(reason, "  * ")
    lines += _appendix(shown)
    lines += ["", "-" * COLUMNS, *_wrap(" · ".join(shown.footer))]
    return ("\n".join(lines) + "\n").encode("utf-8")


def width(text: str) -> int:
    """Return the columns that ``text`` takes in a terminal: wide characters two, combining ones none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def _wrap(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """Break ``text`` at spaces, and between wide characters, into lines of at most 80 columns."""
    rest = " " * len(first) if rest is None else rest
    lines, line, used, empty = [], first, width(first), True
    for word in one_line(text).split(" "):
        needed = width(word)
        if not empty and used + 1 + needed <= COLUMNS:
            line, used = f"{line} {word}", used + 1 + needed
            continue
        if not empty:
            lines.append(line)
            line, used = rest, len(rest)
        if used + needed > COLUMNS and needed > len(word):  # no spaces: Chinese, Japanese
            for char in word:
                if used + width(char) > COLUMNS:
                    lines.append(line)
                    line, used = rest, len(rest)
                line, used = line + char, used + width(char)
        else:
            line, used = line + word, used + needed
        empty = False
    return [*lines, line.rstrip(" ")]


def _heading(text: str) -> list[str]:
    lines = _wrap(text)
    return ["", *lines, "-" * max(3, max(width(line) for line in lines)), ""]


def _line(entry: Entry) -> str:
    date = entry.date or ""
    if entry.date_note:
        date += f" ({entry.date_note})"
    notes = "; ".join(note for note in (entry.badge, entry.judgement, entry.status) if note)
    numbers = "".join(f"[{marker.number}]" for marker in entry.markers)
    made = f"({notes})" if notes else ""
    parts = (f"{date}:" if date else "", entry.line.text, made, entry.lead, numbers)
    return " ".join(part for part in parts if part)


def _appendix(shown: View) -> Iterator[str]:
    if shown.disputes:
        yield from _heading("Where sources disagree")
        for dispute in shown.disputes:
            claims = "; ".join(
                f"{value}{f' ({date})' if date else ''} {_number(marker)}"
                for value, date, marker in dispute.claims
            )
            note = f". {dispute.note}" if dispute.note else ""
            yield from _wrap(f"{dispute.subject}: {claims}{note}", "- ")
    if shown.agreed:
        yield from _heading(AGREED)
        for one in shown.agreed:
            for at, (who, quote, marker) in enumerate(one.passages):
                said = in_marks(shorten(one_line(quote), LONG))
                yield from _wrap(f"{who}: {said} {_number(marker)}", "  * " if at else "- ")
    if shown.left_out:
        yield from _heading("Left out")
        for item in shown.left_out:
            quote = shorten(one_line(item.quote))
            yield from _wrap(f"{item.reason}: {in_marks(quote)} {_number(item.marker)}", "- ")
    yield from _heading("Sources")
    for entry in shown.sources:
        yield from _wrap(f"{entry.title} · {' · '.join(entry.facts)}", f"{one_line(entry.source.id)}  ")
    if shown.references:
        yield from _heading("Citations")
        for reference in shown.references:
            yield from _reference(reference)
    if shown.warnings:
        yield from _heading("Remarks")
        for warning in shown.warnings:
            yield from _wrap(warning, "- ")


def _number(marker: Marker) -> str:
    return f"[{marker.number}]"


def _reference(reference: Reference) -> Iterator[str]:
    citation, source = reference.citation, reference.source
    head = (
        f"{source.id} · {source.path or source.name}, {reference.where} · [{citation.start}:{citation.end}]"
    )
    number = f"[{reference.number}] "
    yield from _wrap(head, number)
    yield from _wrap(in_marks(one_line(citation.quote)), " " * len(number))
