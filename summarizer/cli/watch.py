"""The command ``tracebrief watch``: a note that follows a folder."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.errors import OptionError, SourceError
from summarizer.limits import Limits

from .terminal import (
    Chars,
    Language,
    Percent,
    Sentences,
    Words,
    budget_of,
    in_language,
    limits_as_options,
    say,
    targets_of,
)

if TYPE_CHECKING:
    from summarizer.saved.watch import News, Watch


@limits_as_options
def watch(
    folder: Annotated[Path, typer.Argument(help="The folder that files come into.", show_default=False)],
    note: Annotated[
        Path, typer.Option(help="The note as JSON; written if it is not there.", show_default=False)
    ],
    output: Annotated[
        list[Path] | None,
        typer.Option("--output", "-o", help="Write the note here too; the suffix is the format."),
    ] = None,
    words: Words = None,
    sentences: Sentences = None,
    percent: Percent = None,
    chars: Chars = None,
    query: Annotated[
        str | None, typer.Option("--query", "-q", help="What a new note is to be about.")
    ] = None,
    language: Language = None,
    every: Annotated[float, typer.Option(min=0.1, max=86_400, help="Seconds between two looks.")] = 5.0,
    once: Annotated[
        bool, typer.Option("--once", help="Look once, take all files as whole, and end.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but what goes wrong.")] = False,
    *,
    limits: Limits,
) -> None:
    """Keep a note on FOLDER up to date as files come, and say what changed; Ctrl-C ends it.

    A line stands unchanged, is strengthened or contradicted by a new file, or is new, as with update.
    """
    from summarizer.pipeline import Options
    from summarizer.saved.watch import Watch

    if note.suffix.lower() != ".json":
        raise OptionError(f"--note {note}: the name must end in .json; -o writes other formats.")
    targets = targets_of((note, *(output or ())))
    budget = budget_of(words=words, sentences=sentences, percent=percent, chars=chars)
    watching = Watch(
        folder,
        note,
        tuple(output or ()),
        Options(budget=budget, query=query),
        limits,
        lambda documents: in_language(documents, language),
    )
    told: set[str] = set()
    try:
        while True:
            news = _look(watching, once, folder, told)
            if news is not None:
                from summarizer.output import write_atomically

                for path, render in targets:
                    write_atomically(path, render(news.brief, news.documents))
                if not quiet:
                    _tell(news, note)
                for warning in news.warnings:
                    if warning not in told and not quiet:
                        say(f"Warning: {warning}")
                    told.add(warning)
            if once:
                return
            time.sleep(every)
    except KeyboardInterrupt:
        if not quiet:
            say(f"Stopped; {note} is as of the last change.")


def _look(watching: Watch, once: bool, folder: Path, told: set[str]) -> News | None:
    """Look; that nothing could be read is told once, and waited on."""
    try:
        return watching.look(settled=once)
    except SourceError as error:
        if once or not folder.is_dir():
            raise
        if str(error) not in told:
            say(f"Warning: {error}")
        told.add(str(error))
        return None


def _tell(news: News, note: Path) -> None:
    found = [line.status or "new" for line in news.brief.lines]
    counts = ", ".join(f"{found.count(status)} {status}" for status in sorted(set(found)))
    say(f"{note}: {', '.join(news.new)}: {len(found)} lines: {counts}")
    for status, line in zip(found, news.brief.lines, strict=True):
        if status not in ("unchanged", ""):
            say(f"  {status}: {line.text}")
