"""The commands ``trace``, ``verify`` and ``update``; everything heavy is imported when one runs."""

from __future__ import annotations

import json as json_lines
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from summarizer.errors import NothingToBriefError, OptionError
from summarizer.limits import Limits

from .lean import quick_start
from .terminal import (
    Jobs,
    Language,
    Zotero,
    clean_stdout,
    format_of,
    in_language,
    limits_as_options,
    progress_shown,
    say,
    targets_of,
)

if TYPE_CHECKING:
    from summarizer.data import Document
    from summarizer.note.brief import Brief

Output = Annotated[
    list[Path] | None,
    typer.Option("--output", "-o", help="Write the note here; the suffix is the format. May be repeated."),
]
MODELS = "Models of your own (a folder or hub name; texts are sent nowhere)"
FormatName = Annotated[str, typer.Option("--format", help="Format of standard output: md, html, json …")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON: the same as --format json.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress and no warnings.")]


@limits_as_options
def trace(
    draft: Annotated[str, typer.Argument(help="The draft: a text, Markdown, HTML, DOCX or PDF file.")],
    sources: Annotated[
        list[str], typer.Argument(help="Files, folders or globs to find evidence in.", show_default=False)
    ],
    output: Output = None,
    fail_under: Annotated[
        float | None,
        typer.Option(help="Exit with 1 if a smaller share of the sentences (0 to 1) is supported."),
    ] = None,
    title: Annotated[str | None, typer.Option(help="Title of the note.")] = None,
    language: Language = None,
    format_: FormatName = "md",
    json: Json = False,
    zotero: Zotero = False,
    quiet: Quiet = False,
    nli: Annotated[
        str | None,
        typer.Option(
            rich_help_panel=MODELS, help="Entailment model: folder, ONNX file or hub name; sharpens verdicts."
        ),
    ] = None,
    similarity: Annotated[
        str | None,
        typer.Option(
            rich_help_panel=MODELS, help="Encoder such as MiniLM: folder or hub name; better evidence."
        ),
    ] = None,
    device: Annotated[str, typer.Option(rich_help_panel=MODELS, help="auto, cpu, cuda, mps.")] = "auto",
    jobs: Jobs = None,
    *,
    limits: Limits,
) -> None:
    """Find the evidence in SOURCES for each sentence of DRAFT, and say how far it is supported."""
    with quick_start():
        from summarizer.models.hub import DEVICES
        from summarizer.sources.load import load
        from summarizer.tracing import load_entailment, load_vectors
        from summarizer.tracing.draft import supported_share, traced_brief

    if fail_under is not None and not 0 <= fail_under <= 1:
        raise OptionError(f"--fail-under {fail_under:g}: give a share between 0 and 1, such as 0.9.")
    if device not in DEVICES:
        raise OptionError(f"--device {device}: choose one of {', '.join(DEVICES)}.")
    write = _Writer(output, "json" if json else format_, quiet, zotero)
    with write, progress_shown(quiet) as progress:
        progress("reading")
        (text,) = in_language((_draft(draft, limits),), language)
        pile = load(sources, limits)
        documents = in_language(pile.documents, language)
        if nli or similarity:
            progress("loading the model")
        vectors = load_vectors(similarity, device) if similarity else None
        entailment = load_entailment(nli, device) if nli else None
        progress("tracing each sentence")
        note = traced_brief(text, documents, title, pile.warnings, vectors, entailment, jobs)
        if not note.lines:
            raise NothingToBriefError(f"{draft}: no sentence in it; give a draft with running text.")
        write(note, documents)
    share = supported_share(note.lines)
    if not quiet:
        verdicts = [line.verdict for line in note.lines]
        say(
            f"{draft}: {len(verdicts)} sentences: {verdicts.count('supported')} supported, "
            f"{verdicts.count('partial')} partly, {verdicts.count('unsupported')} not; "
            f"{share:.0%} supported"
        )
    if fail_under is not None and share < fail_under:
        raise typer.Exit(1)


@limits_as_options
def verify(
    note: Annotated[Path, typer.Argument(help="A note as json, md, html or docx.", show_default=False)],
    sources: Annotated[
        list[str] | None,
        typer.Argument(help="Its sources today: files, folders or globs; the paths in the note if left out."),
    ] = None,
    repair: Annotated[
        Path | None,
        typer.Option(help="Write the note with what moved cited at its new place; the suffix is the format."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing; the exit code tells.")] = False,
    *,
    limits: Limits,
) -> None:
    """Check every citation of NOTE against its files: exit code 0 only if all are intact, else 1."""
    from dataclasses import replace

    from summarizer.saved.files import note_sources, read_note
    from summarizer.saved.report import as_dict, as_text
    from summarizer.saved.verify import repair as repaired
    from summarizer.saved.verify import verify as verified

    target = format_of(repair.suffix[1:], str(repair)) if repair else None
    saved = read_note(note)
    pile = note_sources(saved.brief, note, sources or (), limits)
    report = verified(saved.brief, pile.documents)
    shown = tuple(f"{note} does not show {line} as the note has it." for line in saved.altered)
    report = replace(report, altered=(*report.altered, *shown))
    if json:
        typer.echo(json_lines.dumps(as_dict(report, pile.warnings), ensure_ascii=False, indent=2))
    elif not quiet:
        for text in as_text(report, str(note)):
            typer.echo(text)
        for warning in pile.warnings:
            say(f"Warning: {warning}")
    if repair and target:
        from summarizer.output import write_atomically

        write_atomically(repair, target(repaired(saved.brief, report), report.documents))
        if not quiet:
            mended = sum(one.repairable for one in report.checks)
            say(f"{repair}: {mended} citations anchored anew")
    if not report.intact:
        raise typer.Exit(1)


@limits_as_options
def update(
    note: Annotated[
        Path, typer.Argument(help="The former note: json, md, html or docx.", show_default=False)
    ],
    new: Annotated[list[str], typer.Argument(help="The new files, folders or globs.", show_default=False)],
    sources: Annotated[
        list[str] | None,
        typer.Option("--sources", help="Where the note's own sources are now; may be repeated."),
    ] = None,
    output: Output = None,
    language: Language = None,
    format_: FormatName = "md",
    json: Json = False,
    zotero: Zotero = False,
    quiet: Quiet = False,
    jobs: Jobs = None,
    *,
    limits: Limits,
) -> None:
    """Bring NOTE up to date with NEW files: lines unchanged, strengthened, contradicted or new."""
    with quick_start():
        from summarizer.saved.files import note_sources, read_note
        from summarizer.saved.update import update as updated
        from summarizer.sources.load import load

    write = _Writer(output, "json" if json else format_, quiet, zotero)
    with write:
        saved = read_note(note)
        old = note_sources(saved.brief, note, sources or (), limits)
        pile = load(new, limits, old.documents)
        warnings = (*old.warnings, *pile.warnings)
        former, fresh = (in_language(documents, language) for documents in (old.documents, pile.documents))
        result = updated(saved.brief, former, fresh, warnings=warnings, jobs=jobs, pinned=saved.hand.pinned)
        write(result.brief, result.documents)
    if not quiet:
        say(f"{note}: {result.told}")


def _draft(path: str, limits: Limits) -> Document:
    """Load a draft; of a Tracebrief note its lines are the draft."""
    from summarizer.errors import NoteError
    from summarizer.saved.files import read_note
    from summarizer.sources.load import document_from_text, load

    if Path(path).suffix.lower() in (".md", ".html", ".docx", ".json"):
        try:
            lines = read_note(path).brief.lines
        except NoteError:
            pass
        else:
            return document_from_text(
                "\n\n".join(line.text for line in lines), id="draft", name=Path(path).name
            )
    return load([path], limits).documents[0]


class _Writer:
    """Writes a note to files or to standard output, which it keeps clean of what libraries print there."""

    def __init__(self, output: list[Path] | None, printed: str, quiet: bool, zotero: bool) -> None:
        self.targets = targets_of(output, zotero)
        self.printed = format_of(printed, "--format")
        self.quiet = quiet
        self.clean = clean_stdout()

    def __enter__(self) -> None:
        self.stdout = self.clean.__enter__()

    def __exit__(self, *failure: Any) -> None:
        self.clean.__exit__(*failure)

    def __call__(self, note: Brief, documents: tuple[Document, ...]) -> None:
        from summarizer.output import write_atomically

        rendered = [(path, render(note, documents)) for path, render in self.targets]
        for path, content in rendered:
            write_atomically(path, content)
        if not rendered:
            self.stdout.write(self.printed(note, documents))
            self.stdout.flush()
        if not self.quiet:
            for warning in note.warnings:
                say(f"Warning: {warning}")
            for path, _ in rendered:
                say(f"{path}: {len(note.lines)} lines")
