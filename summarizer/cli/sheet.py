"""``tracebrief sheet``: a note as a sheet on which a reader judges each line; filled ones counted."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from summarizer.errors import OptionError
from summarizer.limits import Limits, read_regular

from .terminal import limits_as_options, say


@limits_as_options
def sheet(
    notes: Annotated[
        list[Path], typer.Argument(help="A note as json, md, html or docx; filled sheets with --count.")
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File of the sheet, in Markdown; else printed.")
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            "-s",
            help="The note's sources today; the paths in the note if left out. May be repeated.",
        ),
    ] = None,
    count: Annotated[bool, typer.Option("--count", help="Count what filled sheets say.")] = False,
    *,
    limits: Limits,
) -> None:
    """Put every line of a note beside its source passage, for a reader to judge; docs/reading.md says how."""
    if count:
        _count(notes)
        return
    if len(notes) > 1:
        raise OptionError("a sheet is made of one note; name one, or add --count for filled sheets.")
    from summarizer.saved.files import note_sources, read_note
    from summarizer.saved.sheet import sheet as made

    saved = read_note(notes[0])
    pile = note_sources(saved.brief, notes[0], source or (), limits)
    text = made(saved.brief, pile.documents)
    for warning in pile.warnings:
        say(f"Warning: {warning}")
    if output is None:
        typer.echo(text, nl=False)
        return
    from summarizer.output import write_atomically

    write_atomically(output, text.encode())
    say(f"{output}: {len(saved.brief.lines)} lines to judge")


def _count(paths: list[Path]) -> None:
    from summarizer.saved.sheet import count

    lines = printed = left = 0
    faults: dict[str, int] = {}
    for path in paths:
        try:
            found = count(read_regular(path).decode(), str(path))
        except UnicodeDecodeError as error:
            raise OptionError(f"{path}: no text in UTF-8, and so no reading sheet.") from error
        lines, printed, left = lines + found.lines, printed + found.printed, left + found.open
        for fault, number in found.faults:
            faults[fault] = faults.get(fault, 0) + number
    judged = lines - left
    share = f" ({100 * printed / judged:.0f} %)" if judged else ""
    typer.echo(f"{lines} lines in {len(paths)} sheets, {judged} judged: {printed} printed{share}")
    for fault, number in sorted(faults.items(), key=lambda pair: (-pair[1], pair[0])):
        typer.echo(f"{number:5} {fault}")
