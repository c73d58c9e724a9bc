"""What `verify` found, in words for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from summarizer.note.brief import Citation
from summarizer.output import one_line, shorten
from summarizer.renderers.view import count

from .identify import SourceCheck
from .verify import Check, Report

SCHEMA = "tracebrief-verify/1"


def as_dict(report: Report, warnings: Sequence[str] = ()) -> dict[str, Any]:
    """Return the report as JSON values: every citation with its state, offsets then and now."""
    return {
        "schema": SCHEMA,
        "intact": report.intact,
        "counts": report.counts,
        "sources": [_source(check) for check in report.sources],
        "citations": [_check(check) for check in report.checks],
        "altered": list(report.altered),
        "warnings": list(warnings),
    }


def as_text(report: Report, note: str) -> Iterator[str]:
    """Yield the report as lines of text: a summary, then the sources and citations that are not as before."""
    found = [f"{number} {state}" for state, number in report.counts.items() if number]
    yield f"{one_line(note)}: {count(len(report.checks), 'citation')}" + (
        f": {', '.join(found)}." if found else "."
    )
    for check in report.sources:
        if check.state != "unchanged" or (check.document and check.document.name != check.source.name):
            name = one_line(check.source.path or check.source.name)
            yield f"  {check.source.id} {name}: {_lower(check.reason)}"
    for altered in report.altered:
        yield f"  altered: {one_line(altered)}"
    for one in report.checks:
        if one.state != "intact":
            yield from _lines(one)


def marked(check: Check) -> str:
    """Return the word diff on one line, what is gone as ``[-…-]`` and what is new as ``{+…+}``."""
    forms = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return one_line("".join(forms[change.kind].format(change.text) for change in check.diff))


def _lines(check: Check) -> Iterator[str]:
    citation = check.citation
    where = f"{check.place}, {citation.source} {citation.start}–{citation.end}"
    yield f"  {check.state} ({one_line(where)}): “{shorten(one_line(citation.quote))}”"
    yield f"    {one_line(check.reason)}"
    if check.diff:
        prefix = "Its own file now says: " if check.state == "elsewhere" else ""
        yield f"    {prefix}{marked(check)}"


def _lower(sentence: str) -> str:
    sentence = one_line(sentence)
    return sentence[:1].lower() + sentence[1:]


def _source(check: SourceCheck) -> dict[str, Any]:
    return {
        "id": check.source.id,
        "path": check.source.path,
        "name": check.source.name,
        "state": check.state,
        "found": (check.document.path or check.document.name) if check.document else None,
        "reason": check.reason,
    }


def _check(check: Check) -> dict[str, Any]:
    return {
        "place": check.place,
        "state": check.state,
        "reason": check.reason,
        "source": check.citation.source,
        "start": check.citation.start,
        "end": check.citation.end,
        "quote": check.citation.quote,
        "found": _found(check.found) if check.found else None,
        "others": list(check.others),
        "diff": [[change.kind, change.text] for change in check.diff],
        "repairable": check.repairable,
    }


def _found(citation: Citation) -> dict[str, Any]:
    return {
        "source": citation.source,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "line": citation.line,
        "page": citation.page,
        "locator": citation.locator,
    }
