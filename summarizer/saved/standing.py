"""The lines of a former note that still stand in its sources, and what became of the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from summarizer.note.brief import Brief, Citation, Line, Omission

from .verify import Check, Report, repair


def standing_of(brief: Brief, report: Report) -> tuple[list[Line], list[Omission], list[str]]:
    """Return the lines that stand, re-anchored; omissions for those that changed; a sentence on lost ones."""
    checks = iter(report.checks)
    anchored = repair(brief, report)
    standing: list[Line] = []
    gone: list[Omission] = []
    lost: list[str] = []
    present = {document.id for document in report.documents}
    texts = {document.id: document.text for document in report.documents}
    known = {source.id for source in brief.sources}
    for line, mended in zip(brief.lines, anchored.lines, strict=True):
        mine = [next(checks) for _ in line.citations]
        sound = [_sound(check, known) for check in mine]
        primary = [ok for ok, check in zip(sound, mine, strict=True) if check.citation.role == "primary"]
        if line.by_hand or (primary and all(primary)):
            citations = tuple(c for c, ok in zip(mended.citations, sound, strict=True) if ok)
            backed = tuple(one for one in line.backing if _stands(one.citation, texts))
            standing.append(replace(mended, citations=citations, backing=backed))
            continue
        now = [check.found for check in mine if check.state == "changed" and check.found]
        if now and now[0].source in present & known:
            gone.append(Omission(f"{former(line)}: its source has changed", now[0], now[0].score))
        else:
            name = ", ".join(sorted({check.citation.source for check in mine})) or "no source"
            lost.append(
                f"{former(line).capitalize()} is left out, its evidence is gone ({name}): {_quoted(line)}."
            )
    return standing, gone, lost


def _stands(citation: Citation, texts: Mapping[str, str]) -> bool:
    """Tell whether a passage is where it is said to be."""
    return texts.get(citation.source, "")[citation.start : citation.end] == citation.quote


def _sound(check: Check, known: frozenset[str] | set[str]) -> bool:
    """Tell whether a citation stands, or can be anchored anew in a source of the note."""
    if check.state == "intact":
        return True
    return check.repairable and check.found is not None and check.found.source in known


def _quoted(line: Line) -> str:
    text = " ".join(line.text.split())
    return f"“{text[:80]}{'…' if len(text) > 80 else ''}”"


def former(line: Line) -> str:
    """Name a line by its number in the former note."""
    return f"line {line.id.removeprefix('L')} of the former note"
