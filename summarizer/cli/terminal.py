"""What the commands share: reading options, keeping standard output clean, showing progress."""

from __future__ import annotations

import inspect
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from summarizer.errors import OptionError, printable
from summarizer.limits import LARGEST_LIMIT, Limits

LENGTH = "Length (one of them; 150 words if none)"
LIMITS = "Limits on what is read"
Words = Annotated[int | None, typer.Option(rich_help_panel=LENGTH)]
Sentences = Annotated[int | None, typer.Option(rich_help_panel=LENGTH)]
Percent = Annotated[float | None, typer.Option(rich_help_panel=LENGTH, help="Of the sources' words.")]
Chars = Annotated[int | None, typer.Option(rich_help_panel=LENGTH)]
Language = Annotated[str | None, typer.Option(help="ISO 639-1 code; detected if left out.")]
Jobs = Annotated[
    int | None,
    typer.Option(help="Processes that a large pile is shared among; one for each core if left out."),
]
Zotero = Annotated[
    bool, typer.Option("--zotero", help="In .docx citations are fields that Zotero's plugin goes on with.")
]


def say(text: str) -> None:
    """Print a message for the user on standard error, without any sign that a name or a text put into it."""
    with suppress(OSError):  # standard error is full: there is nobody to tell it to
        typer.echo(printable(text), err=True)


def budget_of(**lengths: float | None) -> Any:
    """Return the one length that is given as a budget, the default where none is."""
    from summarizer.selectors.budget import Budget

    given = {unit: amount for unit, amount in lengths.items() if amount is not None}
    if len(given) > 1:
        raise OptionError(f"--{' and --'.join(given)}: give one length, not several.")
    return Budget(*next(iter(given.items()))) if given else Budget()  # type: ignore[arg-type]


def format_of(name: str, where: str) -> Any:
    """Return the format to write by its name; ``where`` is the option that holds it."""
    from summarizer.renderers import REFERENCES, RENDERERS

    formats = {**RENDERERS, **REFERENCES}
    if name.lower() not in formats:
        raise OptionError(f"{where}: the format {name!r} is unknown; choose one of {', '.join(formats)}.")
    return formats[name.lower()]


def targets_of(paths: Iterable[Path] | None, zotero: bool = False) -> list[tuple[Path, Any]]:
    """Return each file to write with its format, which its suffix says."""
    from summarizer.renderers import RENDERERS, ZOTERO

    found = [(path, format_of(path.suffix[1:], str(path))) for path in paths or ()]
    if not zotero:
        return found
    if all(form is not RENDERERS["docx"] for _, form in found):
        raise OptionError("--zotero is for Word files; add one: -o note.docx.")
    return [(path, ZOTERO if form is RENDERERS["docx"] else form) for path, form in found]


_LIMITS: Mapping[str, tuple[str, int, str]] = {
    "max_file_mb": ("max_bytes", 10**6, "Size of a file."),
    "max_expansion_mb": ("max_expansion", 10**6, "What a packed file may unfold to."),
    "max_chars": ("max_chars", 1, "Characters of a document."),
    "max_pages": ("max_pages", 1, "Pages of a PDF."),
    "max_parts": ("max_parts", 1, "Paragraphs or rows of a file that is no plain text."),
    "max_depth": ("max_depth", 1, "Packed files inside one another."),
    "max_files": ("max_files", 1, "Files in all."),
    "max_total_chars": ("max_total_chars", 1, "Characters in all."),
}
"""The options that bound what is read: the field of `Limits`, what one of it counts there, and the help."""


def taken_as(
    name: str, options: Sequence[inspect.Parameter], maker: Callable[..., Any]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator: a command gets ``options`` and takes what ``maker`` makes of them as ``name``."""

    def decorated(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def run(**given: Any) -> None:
            made = maker(**{option.name: given.pop(option.name) for option in options})
            command(**given, **{name: made})

        own = inspect.signature(command, eval_str=True).parameters.values()
        kept = [parameter for parameter in own if parameter.name != name]
        added = [option.replace(kind=inspect.Parameter.KEYWORD_ONLY) for option in options]
        run.__signature__ = inspect.Signature([*kept, *added])  # type: ignore[attr-defined]
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in (*kept, *added)}
        return run

    return decorated


def limits_as_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each limit on what is read; it takes them as one argument, ``limits``."""
    options = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=getattr(Limits(), field) // unit,
            annotation=Annotated[float if unit > 1 else int, typer.Option(rich_help_panel=LIMITS, help=told)],
        )
        for name, (field, unit, told) in _LIMITS.items()
    ]
    return taken_as("limits", options, _limits)(command)


def _limits(**given: float) -> Limits:
    values = {}
    for name, amount in given.items():
        field, unit, _ = _LIMITS[name]
        if not 1 <= amount * unit <= LARGEST_LIMIT:
            most = f"{LARGEST_LIMIT // unit:.0e}".replace("e+", "e")
            raise OptionError(f"--{name.replace('_', '-')} must be a number greater than 0, {most} at most.")
        values[field] = int(amount * unit)
    return Limits(**values)


def in_language(documents: tuple[Any, ...], language: str | None) -> tuple[Any, ...]:
    """Return the documents in the language that the user names, unchanged where none is."""
    if language is None:
        return documents
    from dataclasses import replace

    from summarizer.text.language import require_known

    require_known(language)
    return tuple(replace(document, language=language) for document in documents)


@contextmanager
def clean_stdout() -> Iterator[Any]:
    """Keep standard output for the note: what libraries print there in C goes to standard error."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        with os.fdopen(kept, "wb", closefd=False) as stdout:
            yield stdout
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)


@contextmanager
def progress_shown(quiet: bool) -> Iterator[Any]:
    """Show the stage on standard error while it lasts, where that is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda stage: None
        return
    from rich.console import Console

    with Console(stderr=True).status("starting") as status:
        yield lambda stage: status.update(f"{stage} …")


def open_closed_streams() -> None:
    """Give the process the standard streams that its caller closed, so that no file takes their place.

    What is then written to standard output fails, and is told; messages for nobody vanish.
    """
    for handle in filter(_is_closed, range(3)):  # the least free number is the one that is opened
        os.open(os.devnull, os.O_WRONLY if handle == 2 else os.O_RDONLY)
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def speak_utf8() -> None:
    """Print UTF-8 whatever the locale, as files are written; what it cannot hold shows as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _is_closed(handle: int) -> bool:
    try:
        os.fstat(handle)
    except OSError:
        return True
    return False


def silence_stdout() -> None:
    """Send what is left to be printed nowhere: Python would fail on it once more at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
