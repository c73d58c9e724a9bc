"""What the commands share: reading options, keeping standard output clean, showing progress."""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Iterator, Mapping
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
REWRITING = "Rewriting by a model (needs the extra tracebrief\\[rewrite], servers apart)"
Rewrite = Annotated[
    str | None,
    typer.Option(
        rich_help_panel=REWRITING,
        envvar="TRACEBRIEF_REWRITE",
        help="Model: hub name, folder, or openai:http://HOST:PORT/v1#MODEL; none for none.",
        show_default=False,
    ),
]
RewritePrompt = Annotated[
    Path | None, typer.Option(rich_help_panel=REWRITING, help="File with prompt and decoding settings.")
]
Device = Annotated[str, typer.Option(rich_help_panel=REWRITING, help="auto, cpu, cuda, mps.")]
DType = Annotated[
    str, typer.Option(rich_help_panel=REWRITING, help="auto, float32, bfloat16, float16, int8.")
]
RewritePlan = Annotated[
    str, typer.Option(rich_help_panel=REWRITING, help="What is put to the model at once: lines, sections.")
]
RewriteJobs = Annotated[
    int, typer.Option(rich_help_panel=REWRITING, help="Lines that a server is asked for at a time.")
]
NoCache = Annotated[
    bool, typer.Option("--no-cache", rich_help_panel=REWRITING, help="Keep no answers of the model.")
]
Trim = Annotated[
    bool,
    typer.Option("--trim/--no-trim", help="Leave out what a line can spare: tails, asides, datelines."),
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


def rewriting(model: str | None, prompt: Path | None, **how: Any) -> Any:
    """Return how lines are to be rewritten, None where no model is named."""
    if model is None or model == "none":
        if prompt is not None:
            raise OptionError("--rewrite-prompt needs --rewrite: name the model that is to use it.")
        return None
    from summarizer.rewrite import RewriteOptions, check_options

    options = RewriteOptions(model, prompt, **how)
    check_options(options)
    return options


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


def limits_as_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each limit on what is read; it takes them as one argument, ``limits``."""
    own = inspect.signature(command, eval_str=True).parameters.values()
    options = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=getattr(Limits(), field) // unit,
            annotation=Annotated[float if unit > 1 else int, typer.Option(rich_help_panel=LIMITS, help=told)],
        )
        for name, (field, unit, told) in _LIMITS.items()
    ]

    @wraps(command)
    def run(**given: Any) -> None:
        limits = _limits({name: given.pop(name) for name in _LIMITS})
        command(**given, limits=limits)

    kept = [parameter for parameter in own if parameter.name != "limits"]
    run.__signature__ = inspect.Signature([*kept, *options])  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in (*kept, *options)}
    return run


def _limits(given: Mapping[str, float]) -> Limits:
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

    from summarizer.text.language import codes

    if language not in codes():
        raise OptionError(f"--language {language}: choose one of {', '.join(codes())}.")
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


def _is_closed(handle: int) -> bool:
    try:
        os.fstat(handle)
    except OSError:
        return True
    return False


def silence_stdout() -> None:
    """Send what is left to be printed nowhere: Python would fail on it once more at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
