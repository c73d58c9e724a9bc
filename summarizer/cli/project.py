"""``tracebrief brief --project``: a note with its files, the work of a hand and the settings, in one file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import OptionError
from summarizer.limits import Limits

from .options import Wish

if TYPE_CHECKING:
    from summarizer.data import Document
    from summarizer.note.brief import Brief
    from summarizer.pipeline import Options, Progress


def at_work(
    path: Path,
    sources: Sequence[str],
    wish: Wish,
    limits: Limits,
    progress: Progress,
    jobs: int | None = None,
) -> tuple[Brief, tuple[Document, ...]]:
    """Open the project at ``path``, or begin it, and return its note as it is or written anew.

    It is written anew where there are further ``sources`` or an option was given; what was done by hand
    stays. ``jobs`` are those of `pipeline.summarize`.
    """
    from summarizer.output import write_atomically
    from summarizer.pipeline import summarize
    from summarizer.saved import project
    from summarizer.saved.hand import anew
    from summarizer.saved.update import options_of
    from summarizer.sources.load import load
    from summarizer.tracing import index_of

    if "-" in sources:
        raise OptionError("--project holds files, and standard input is none; save it as a file first.")
    folder = path.absolute().parent
    old = project.read_project(path) if path.exists() else None
    if old is None and not sources:
        raise OptionError(f"--project {path}: there is no such file yet; name the sources to begin it with.")
    if old is None:
        pile = load(sources, limits)
        note = summarize(pile.documents, wish.options, warnings=pile.warnings, progress=progress, jobs=jobs)
        files = project.files_of(_files(pile.documents), folder)
        made, documents = project.Project(note, files, settings=_settings(wish.options)), pile.documents
    else:
        pile = project.sources(old, folder, limits)
        if not sources and not wish.given:
            return old.brief, pile.documents
        further = load(sources, limits, pile.documents) if sources else None
        known = {document.sha256 for document in pile.documents}
        new = [one for one in further.documents if one.sha256 not in known] if further else []
        documents = project.numbered((*pile.documents, *new), old.brief)
        before = replace(options_of(old.brief), title=str(old.settings.get("title") or "") or None)
        options = _over(before, wish)
        warnings = (*pile.warnings, *(further.warnings if further else ()))
        fresh = summarize(documents, options, warnings=warnings, progress=progress, jobs=jobs)
        kept = anew(fresh, old.brief, old.hand, options.budget, lambda: index_of(documents))
        told = (*kept.told, kept.crowded) if kept.crowded else kept.told
        note = replace(kept.brief, warnings=(*kept.brief.warnings, *told))
        files = (*old.files, *project.files_of(_files(new), folder))
        made = project.Project(note, files, kept.hand, {**old.settings, **_settings(options)})
    write_atomically(path, project.dumps(made))
    return note, documents


def _over(before: Options, wish: Wish) -> Options:
    return replace(before, **{name: getattr(wish.options, name) for name in wish.given})


def _settings(options: Options) -> dict[str, Any]:
    """Return the options by the names that the page has for its fields."""
    return {
        "title": options.title or "",
        "length": options.budget.amount,
        "unit": options.budget.unit,
        "query": options.query or "",
        "order": options.order,
        "ranker": options.ranker,
        "selector": options.selector,
    }


def _files(documents: Sequence[Document]) -> list[str]:
    """Return the files that documents were read from; several may lie in one."""
    found: dict[str, None] = {}
    for document in documents:
        path = Path(document.path)
        while not path.is_file() and path != path.parent:
            name = path.name.rpartition("#")[0]
            path = path.with_name(name) if name else path.parent
        if path.is_file():
            found.setdefault(str(path))
    return list(found)
