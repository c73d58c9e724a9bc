"""What workers do: a folder of files and options in, a note out. Every step is the library's."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from summarizer.data import Document
from summarizer.errors import NothingToBriefError, TracebriefError
from summarizer.limits import Limits
from summarizer.note.brief import Brief
from summarizer.pipeline import Options, summarize
from summarizer.saved.files import read_note
from summarizer.saved.hand import Hand, anew
from summarizer.saved.project import numbered
from summarizer.saved.update import Update, options_of, update
from summarizer.saved.verify import Report, repair, verify
from summarizer.sources.load import Pile, document_from_text, load, refusal
from summarizer.tracing.draft import traced_brief

from .jobs import Early, Say
from .rewriting import for_page
from .store import pile_files, piles_of
from .zones import Files


@dataclass(frozen=True, slots=True)
class Verified:
    """A saved note, what became of its citations, and the note with what moved cited anew."""

    name: str
    brief: Brief
    report: Report
    repaired: Brief
    warnings: tuple[str, ...]


def read(say: Say, files: Files) -> Pile:
    """Load the files under their plain names: no path of this machine gets into a note."""
    say(f"reading {len(files.names)} file{'s' * (len(files.names) != 1)}")
    os.chdir(files.folder)
    return load(files.names, files.limits)


def refusals(say: Say, files: Files, notes: bool) -> dict[str, str]:
    """Return why files cannot be read, by name; with ``notes`` they are to be saved notes."""
    os.chdir(files.folder)
    found = {name: _no_note(name) if notes else refusal(name, files.limits) for name in files.names}
    return {name: reason for name, reason in found.items() if reason}


def _no_note(name: str) -> str:
    try:
        read_note(name)
    except TracebriefError as error:
        return str(error).removeprefix(name).lstrip(": ")
    return ""


def write_note(say: Say, files: Files, options: Options, named: bool = False) -> Brief:
    """Write the note on the files; only a model ``named`` at the start may be downloaded.

    The documents are given early, since what lines are traced in can be made of them alone.
    """
    pile = read(say, files)
    say(Early(pile.documents))
    if named:
        os.environ["HF_HUB_OFFLINE"] = "0"
    try:
        brief = summarize(pile.documents, options, warnings=pile.warnings, progress=say)
    except TracebriefError as error:
        if options.rewrite is None:
            raise
        raise type(error)(for_page(str(error), options.rewrite, named)) from None
    return brief


def trace_draft(say: Say, draft: str, draft_file: Files, files: Files) -> tuple[Brief, tuple[Document, ...]]:
    """Trace a draft, pasted or in a file, to its evidence in the files."""
    if draft.strip():
        read_from = document_from_text(draft, id="draft", name="the pasted draft")
    else:
        read_from = read(say, draft_file).documents[0]
    pile = read(say, files)
    say("tracing each sentence")
    brief = traced_brief(read_from, pile.documents, warnings=pile.warnings)
    if not brief.lines:
        raise NothingToBriefError("the draft has no sentence; give one with running text.")
    return brief, pile.documents


def verify_note(say: Say, note: Files, files: Files) -> Verified:
    """Check every citation of a saved note against the files of today."""
    say("reading the note")
    os.chdir(note.folder)
    name = note.names[0]
    saved = read_note(name)
    pile = read(say, files)
    say("checking each citation")
    report = verify(saved.brief, pile.documents)
    shown = tuple(f"{name} does not show {line} as the note has it." for line in saved.altered)
    report = replace(report, altered=(*report.altered, *shown))
    return Verified(name, saved.brief, report, repair(saved.brief, report), pile.warnings)


def update_note(say: Say, former: Files, old: Files, new: Files) -> tuple[Update, Hand]:
    """Bring a saved note up to date with new files; what a project says that a person did with it stays."""
    say("reading the note")
    os.chdir(former.folder)
    saved = read_note(former.names[0])
    sources, added = read(say, old), read(say, new)
    warnings = (*sources.warnings, *added.warnings)
    found = update(
        saved.brief,
        sources.documents,
        added.documents,
        warnings=warnings,
        progress=say,
        pinned=saved.hand.pinned,
    )
    kept = anew(found.brief, saved.brief, saved.hand, options_of(found.brief).budget)
    brief = replace(kept.brief, warnings=(*kept.brief.warnings, *kept.told))
    return replace(found, brief=brief), kept.hand


def update_at_hand(
    say: Say, brief: Brief, files: Files, pinned: frozenset[str]
) -> tuple[Brief, tuple[Document, ...]]:
    """Bring the note at hand up to date: files that it has no source of are the new ones."""
    pile = read(say, files)
    known = {source.sha256 for source in brief.sources}
    old = tuple(document for document in pile.documents if document.sha256 in known)
    new = tuple(document for document in pile.documents if document.sha256 not in known)
    found = update(brief, numbered(old, brief), new, warnings=pile.warnings, progress=say, pinned=pinned)
    return found.brief, found.documents


def read_back(say: Say, folder: Path, limits: Limits) -> dict[int, tuple[Document, ...]]:
    """Read the documents that the notes of a session on the disk are written on, by pile."""
    found: dict[int, tuple[Document, ...]] = {}
    for pile in piles_of(folder):
        documents: list[Document] = []
        for place, names in pile_files(folder, pile):
            if names:
                say(f"reading {len(names)} file{'s' * (len(names) != 1)}")
                os.chdir(place)
                documents += load(names, limits).documents
        found[pile] = tuple(documents)
    return found
