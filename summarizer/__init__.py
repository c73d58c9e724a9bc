"""Tracebrief: briefing notes in which every line links to the exact characters of its source.

The library in seven names; each is imported when it is first used::

    from summarizer import Budget, Options, load, summarize

    pile = load(["seeds"])
    note = summarize(pile.documents, Options(budget=Budget("words", 150)), warnings=pile.warnings)

- ``load(paths)``: files, folders or globs → a pile of documents and what could not be read.
- ``summarize(documents, options)``: documents → a note. ``Options`` and ``Budget`` say how, and how long.
- ``trace(draft, documents)``: a draft → its sentences with their evidence and verdicts.
- ``verify(note, documents)``: a note and the files of today → the state of every citation.
- ``update(note, old, new)``: a note, its documents and new ones → the note of today.

What goes wrong on purpose is a ``summarizer.errors.TracebriefError``; its text says what and how to mend it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .note.tool import __version__

if TYPE_CHECKING:
    from .pipeline import Options, summarize
    from .saved.update import update
    from .saved.verify import verify
    from .selectors.budget import Budget
    from .sources.load import load
    from .tracing.lines import trace

__all__ = ["Budget", "Options", "__version__", "load", "summarize", "trace", "update", "verify"]

_HOMES = {
    "Budget": "selectors.budget",
    "Options": "pipeline",
    "load": "sources.load",
    "summarize": "pipeline",
    "trace": "tracing.lines",
    "update": "saved.update",
    "verify": "saved.verify",
}
"""The file of each name."""


def __getattr__(name: str) -> Any:
    """Import a name of the library when it is first used; from then on it is here."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
