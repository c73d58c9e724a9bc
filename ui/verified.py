"""What was verified as the page's script draws it: a row for each passage, beside the sources of today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from summarizer.compose.called import called
from summarizer.data import Document
from summarizer.note.brief import Citation
from summarizer.output import shorten
from summarizer.renderers.html import style as note_style
from summarizer.renderers.view import count, readable_date, where
from summarizer.saved.verify import STATES, Check, Report

from .desk import cited
from .tasks import Verified
from .templating import render

QUOTED = 400
"""Characters of a passage that a row has at most."""


@dataclass(frozen=True, slots=True)
class Row:
    """One passage of a note: where in the note it is cited, its words there, what was found.

    ``number`` is that of the passage of today, None where there is none.
    """

    check: Check
    places: str
    said: str
    told: str
    number: int | None = None

    @property
    def now(self) -> Citation:
        """The passage as it stands today, else as it was cited."""
        return self.check.found or self.check.citation


def verified_shown(verified: Verified) -> dict[str, Any]:
    """Return what was found as `desk.note_shown` returns a note, with a table in the place of its lines."""
    found = rows(verified)
    html = render("verify.html", alone=False, **_told_of(verified, found))
    there = [(row.number, row.now) for row in found if row.number is not None]
    cites = [cited(number, passage, [f"v{number}"], [number]) for number, passage in there]
    return {
        "html": html,
        "lines": [],
        "cites": cites,
        "sources": [_source(document, cites) for document in verified.report.documents],
        "omitted": [],
        "title": verified.brief.title,
        "tools": False,
        "bare": True,
        "problems": [],
    }


def report_page(verified: Verified) -> str:
    """Return what was found as one HTML page without scripts, to be read and printed anywhere."""
    return render("verify_page.html", alone=True, style=note_style(), **_told_of(verified, rows(verified)))


def _told_of(verified: Verified, found: Sequence[Row]) -> dict[str, Any]:
    """Return what a template of what was found takes."""
    names = {document.id: document.name for document in verified.report.documents}
    told = {"note": verified, "report": verified.report, "rows": found, "where": where, "names": names}
    return {**told, "facts": facts(verified)}


def rows(verified: Verified) -> tuple[Row, ...]:
    """Return a row for each passage that is cited, once, those first that no longer stand as they did."""
    at = {line.id: number for number, line in enumerate(verified.brief.lines, 1)}
    passages: dict[tuple[str, int, int, str], list[Check]] = {}
    for check in verified.report.checks:
        one = check.citation
        passages.setdefault((one.source, one.start, one.end, one.quote), []).append(check)
    order = {place: number for number, place in enumerate(_in_order(verified))}
    found = sorted(passages.values(), key=lambda each: min(order[one.place] for one in each))
    found.sort(key=lambda each: each[0].state == "intact")
    made, number = [], 0
    for each in found:
        places = sorted({one.place for one in each}, key=order.__getitem__)
        shown = ", ".join(f"line {at[place]}" if place in at else place for place in places)
        there = each[0].state == "intact" or each[0].found is not None
        number += there
        quote = " ".join(each[0].citation.quote.split())
        said = shorten(quote, QUOTED)
        told = _told(each[0], verified.report)
        made.append(Row(each[0], shown, said, told, number if there else None))
    return tuple(made)


def _in_order(verified: Verified) -> Sequence[str]:
    """Return the places of the note as it is read: its lines, then what stands below them."""
    lines = [line.id for line in verified.brief.lines]
    return list(dict.fromkeys([*lines, *(check.place for check in verified.report.checks)]))


def counts(verified: Verified) -> dict[str, int]:
    """Return how many passages are in each state, those that are any, in the order of ``STATES``."""
    states = [row.check.state for row in rows(verified)]
    return {state: states.count(state) for state in STATES if state in states}


def facts(verified: Verified) -> str:
    """Return in a sentence how many passages are in which state."""
    found = counts(verified)
    where_said = {"intact": " (where the note says)"}
    told = ", ".join(f"{number} {state}{where_said.get(state, '')}" for state, number in found.items())
    return f"{count(sum(found.values()), 'passage')}: {told or 'none'}."


def _told(check: Check, report: Report) -> str:
    """Say what was found of a passage, in words that need no offsets: the passage stands beside.

    Nothing of one that is intact: its state says that it stands where the note says, as most do.
    """
    before, found = where(check.citation), check.found
    if check.state == "intact":
        return ""
    if check.state == "missing" or found is None:
        return check.reason
    now = where(found)
    if check.state == "moved":
        what = f"now at {now}, not at {before}" if now != before else f"now at another place of {now}"
        return f"The same words, {what}."
    if check.state == "changed":
        spaced = "The same words; only spaces or ends of lines differ."
        return spaced if check.repairable else f"The text has changed; the nearest is at {now}."
    names = {document.id: document.name for document in report.documents}
    others = [names[id] for id in check.others if id in names]
    also = f", and in {count(len(others), 'other file')}" if others else ""
    return f"No longer in its own file, but in {names.get(found.source, found.source)}, {now}{also}."


def _source(document: Document, cites: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    day = readable_date(document.date.isoformat()) if document.date else "undated"
    title = called(document)
    return {
        "id": document.id,
        "file": document.path,
        "sha": document.sha256,
        "title": title or document.name,
        "name": document.name,
        "facts": [fact for fact in (day, document.name if title else None) if fact],
        "told": "",
        "date": day,
        "cited": sum(one["source"] == document.id for one in cites),
        "differs": False,
        "chars": len(document.text),
        "there": True,
    }
