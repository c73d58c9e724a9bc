"""Yesterday's note and today's files → today's note: what still stands, what is stronger, disputed or new."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from summarizer.content.cores import several
from summarizer.content.reading import marked
from summarizer.data import Document, digest
from summarizer.errors import NothingToBriefError, OptionError
from summarizer.note.brief import Brief, Line
from summarizer.pipeline import Options, summarize
from summarizer.records import dataclass
from summarizer.selectors.budget import Budget

from .hand import keep
from .judging import judge, traced_anew, untold
from .lines import span_of
from .room import fit, in_place, limit_of, news_of
from .standing import standing_of
from .unsaid import made_room, once, unsaid
from .verify import Report, verify

_UPDATED = "|updated"


@dataclass(frozen=True, slots=True)
class Update:
    """The note of today, its documents, and what was found when yesterday's was verified.

    ``gone`` are the lines of the former note that the new one has no more.
    """

    brief: Brief
    documents: tuple[Document, ...]
    report: Report
    gone: tuple[Line, ...] = ()

    @property
    def told(self) -> str:
        """What became of the lines: "5 lines: 4 unchanged, 1 new; 2 former lines left out"."""
        return told(self.brief, self.gone)


def update(
    brief: Brief,
    old: Sequence[Document],
    new: Sequence[Document],
    *,
    warnings: Iterable[str] = (),
    progress: Callable[[str], None] = lambda stage: None,
    jobs: int | None = None,
    pinned: Collection[str] = (),
) -> Update:
    """Bring ``brief`` up to date: ``old`` are its sources as they are today, ``new`` the further files.

    Its lines are verified first; one whose primary citation has no true place any more is left out and said
    so. What stands is "contradicted" where a new source states another value, "strengthened" where an
    independent new one says the same, else "unchanged"; lines of new sources are "new". A line in a
    person's words stands in any case and has no status: it is traced anew in all sources. All is within
    the length of the old note's options: old lines that a note on all files would not choose make room
    first, but a contradicted one is kept, unless a new source overtakes its figure: the sentence with the
    newer one comes in, and has the room of that line if there is no other. ``pinned`` are the ids of lines
    that make no room for it. ``jobs`` are those of `summarize`. Raises :class:`NothingToBriefError` where
    nothing is new.
    """
    report = verify(brief, old)
    known = {check.source.id for check in report.sources}
    here = [document for document in report.documents if document.id in known]
    added, repeated = _added(brief, here, new)
    if not added:
        raise NothingToBriefError("every file given is a source of the note already; give a new one.")
    documents = (*here, *added)
    options = options_of(brief)
    progress("splitting into sentences")
    with several(jobs) as cores:
        found = marked(documents, cores)
    fresh = summarize(
        documents, options, warnings=(*warnings, *repeated), progress=progress, jobs=jobs, found=found
    )
    progress("comparing with the former note")
    standing, gone, lost = standing_of(brief, report)
    ids = frozenset(document.id for document in added)
    judged, disputes, newer = judge(standing, *found, ids)
    judged = traced_anew(judged, found[0])
    said = {spot for line in judged if not line.by_hand for spot in map(span_of, line.citations)}
    lines = tuple(
        replace(line, status="new")
        for line in fresh.lines
        if line.citations and line.citations[0].source in ids and span_of(line.citations[0]) not in said
    )
    chosen = {span_of(line.citations[0]) for line in fresh.lines if line.citations}
    news = news_of(judged, lines, newer, fresh, documents)
    limit = limit_of(fresh, options.budget)
    kept, brought, out = fit(judged, lines, chosen, options.budget, limit, news, pinned)
    lines = in_place(fresh, brought)
    before = replace(brief, lines=tuple(kept), sources=fresh.sources)
    base = replace(fresh.with_lines(lines), warnings=(*fresh.warnings, *lost))
    unit = "words" if options.budget.unit == "percent" else options.budget.unit
    after = keep(base, before, {line.id for line in kept}, Budget(unit, limit))
    shown = {spot for line in after.lines for spot in map(span_of, line.citations)}
    former = (*gone, *(one for line in out for one in made_room(line)))
    left = [
        *(one for one in former if span_of(one.citation) not in shown),
        *unsaid(after.omitted, after.lines, found[0]),
    ]
    return Update(
        replace(
            after,
            conflicts=(*after.conflicts, *untold(disputes, after)),
            title=brief.title,
            omitted=tuple(once(left)),
            signature=fresh.signature + _UPDATED,
        ),
        documents,
        report,
        dropped(brief, after),
    )


def dropped(former: Brief, now: Brief) -> tuple[Line, ...]:
    """Return the lines of a former note whose text the present one has no more."""
    here = {line.text for line in now.lines}
    return tuple(line for line in former.lines if line.text not in here)


def told(now: Brief, gone: Sequence[Line]) -> str:
    """Say in a few words how the lines of a note stand, and how many former ones it has no more."""
    drafted = all(line.kind == "draft" for line in now.lines)
    edited = "checked anew" if drafted else "edited"
    found = [line.status or (edited if line.kind == "draft" else "of your own") for line in now.lines]
    counts = ", ".join(f"{found.count(status)} {status}" for status in sorted(set(found)))
    lines = f"{len(found)} line{'s' * (len(found) != 1)}: {counts}"
    return f"{lines}; {len(gone)} former line{'s' * (len(gone) != 1)} left out" if gone else lines


def options_of(brief: Brief) -> Options:
    """Return the options that a note says it was made with; the defaults where it does not say."""
    said = brief.options
    budget = Budget()
    for unit in ("words", "sentences", "percent", "chars"):
        amount = said.get(unit)
        if isinstance(amount, (int, float)) and not isinstance(amount, bool) and amount > 0:
            budget = Budget(unit, amount)
    known: dict[str, Any] = {
        name: said[name] for name in ("ranker", "selector", "order", "query", "seed") if name in said
    }
    known["trim"] = said.get("trim") is not False
    try:
        return Options(budget=budget, title=brief.title, **known)
    except (OptionError, TypeError):  # a note of another version: its choices may be gone
        return Options(budget=budget, title=brief.title)


def _added(
    brief: Brief, here: Sequence[Document], new: Sequence[Document]
) -> tuple[list[Document], list[str]]:
    """Give the new files ids behind those of the note; leave out those that it has already."""
    contents = {_content(document): document for document in here}
    taken = {source.id for source in brief.sources}
    added, repeated = [], []
    number = 0
    for document in new:
        if (same := contents.get(_content(document))) is not None:
            repeated.append(f"{document.name} has the content of {same.id} ({same.name}); it is read once.")
            continue
        number += 1
        while f"S{number}" in taken:
            number += 1
        taken.add(f"S{number}")
        added.append(replace(document, id=f"S{number}"))
        contents[_content(document)] = added[-1]
    return added, repeated


def _content(document: Document) -> str:
    return document.sha256 or digest(document.text.encode("utf-8", "surrogatepass"))
