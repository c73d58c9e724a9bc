"""What workers do: a folder of files and options in, a note out. Every step is the library's."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from summarizer.brief import Brief
from summarizer.data import Document
from summarizer.load import Limits, Pile, load
from summarizer.pipeline import Options, summarize

from .jobs import Say


@dataclass(frozen=True, slots=True)
class Files:
    """Files of one folder by name, in order, and what may be read of them."""

    folder: Path
    names: tuple[str, ...]
    limits: Limits


def read(say: Say, files: Files) -> Pile:
    """Load the files under their plain names: no path of this machine gets into a note."""
    say(f"reading {len(files.names)} file{'s' * (len(files.names) != 1)}")
    os.chdir(files.folder)
    return load(files.names, files.limits)


def write_note(say: Say, files: Files, options: Options) -> tuple[Brief, tuple[Document, ...]]:
    """Write the note on the files."""
    pile = read(say, files)
    brief = summarize(pile.documents, options, warnings=pile.warnings, progress=say)
    return brief, pile.documents
