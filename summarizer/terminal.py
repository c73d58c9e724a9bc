"""What the commands share: reading options, keeping standard output clean, showing progress."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from .errors import OptionError

LENGTH = "Length (one of them; 150 words if none)"
LIMITS = "Limits on what is read"
Words = Annotated[int | None, typer.Option(rich_help_panel=LENGTH)]
Sentences = Annotated[int | None, typer.Option(rich_help_panel=LENGTH)]
Percent = Annotated[float | None, typer.Option(rich_help_panel=LENGTH, help="Of the sources' words.")]
Chars = Annotated[int | None, typer.Option(rich_help_panel=LENGTH)]
Language = Annotated[str | None, typer.Option(help="ISO 639-1 code; detected if left out.")]
MaxFileMb = Annotated[float, typer.Option(rich_help_panel=LIMITS, help="Size of a file.")]
MaxExpansionMb = Annotated[
    float, typer.Option(rich_help_panel=LIMITS, help="What a DOCX or PDF may unfold to.")
]
MaxChars = Annotated[int, typer.Option(rich_help_panel=LIMITS, help="Characters of a document.")]
MaxPages = Annotated[int, typer.Option(rich_help_panel=LIMITS, help="Pages of a PDF.")]
MaxFiles = Annotated[int, typer.Option(rich_help_panel=LIMITS, help="Files in all.")]
MaxTotalChars = Annotated[int, typer.Option(rich_help_panel=LIMITS, help="Characters in all.")]
REWRITING = "Rewriting by a model (needs the extra tracebrief\\[rewrite], servers apart)"
Rewrite = Annotated[
    str | None,
    typer.Option(
        rich_help_panel=REWRITING,
        help="Model: hub name, folder, or openai:http://HOST:PORT/v1#MODEL.",
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
NoCache = Annotated[
    bool, typer.Option("--no-cache", rich_help_panel=REWRITING, help="Keep no answers of the model.")
]
Trim = Annotated[
    bool, typer.Option("--trim", help="Shorten lines: drop what ties them to others, asides, datelines.")
]


def budget_of(**lengths: float | None) -> Any:
    """Return the one length that is given as a budget, the default where none is."""
    from .budget import Budget

    given = {unit: amount for unit, amount in lengths.items() if amount is not None}
    if len(given) > 1:
        raise OptionError(f"--{' and --'.join(given)}: give one length, not several.")
    return Budget(*next(iter(given.items()))) if given else Budget()  # type: ignore[arg-type]


def format_of(name: str, where: str) -> Any:
    """Return the format to write by its name; ``where`` is the option that holds it."""
    from .renderers import RENDERERS

    if name.lower() not in RENDERERS:
        raise OptionError(f"{where}: the format {name!r} is unknown; choose one of {', '.join(RENDERERS)}.")
    return RENDERERS[name.lower()]


def rewriting(model: str | None, prompt: Path | None, **how: Any) -> Any:
    """Return how lines are to be rewritten, None where no model is named."""
    if model is None:
        if prompt is not None:
            raise OptionError("--rewrite-prompt needs --rewrite: name the model that is to use it.")
        return None
    from .rewrite import RewriteOptions, check

    options = RewriteOptions(model, prompt, **how)
    check(options)
    return options


def read_limits(
    max_file_mb: float,
    max_expansion_mb: float,
    max_chars: int,
    max_pages: int,
    max_files: int,
    max_total_chars: int,
) -> Any:
    """Return the limits on reading that these options set."""
    from .load import Limits

    return limits_of(
        Limits,
        max_bytes=int(max_file_mb * 1e6),
        max_expansion=int(max_expansion_mb * 1e6),
        max_chars=max_chars,
        max_pages=max_pages,
        max_files=max_files,
        max_total_chars=max_total_chars,
    )


def in_language(documents: tuple[Any, ...], language: str | None) -> tuple[Any, ...]:
    """Return the documents in the language that the user names, unchanged where none is."""
    if language is None:
        return documents
    from dataclasses import replace

    from .language import codes

    if language not in codes():
        raise OptionError(f"--language {language}: choose one of {', '.join(codes())}.")
    return tuple(replace(document, language=language) for document in documents)


def limits_of(kind: Any, **values: int) -> Any:
    """Return the limits, each greater than 0; a value is named as its option is."""
    for name, value in values.items():
        if value < 1:
            raise OptionError(f"--{name.replace('_', '-')} must be greater than 0.")
    return kind(**values)


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
