"""What the commands share: reading options, keeping standard output clean, showing progress."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from .errors import OptionError

LIMITS = "Limits on what is read"
Language = Annotated[str | None, typer.Option(help="ISO 639-1 code; detected if left out.")]
MaxFileMb = Annotated[float, typer.Option(rich_help_panel=LIMITS, help="Size of a file.")]
MaxExpansionMb = Annotated[
    float, typer.Option(rich_help_panel=LIMITS, help="What a DOCX or PDF may unfold to.")
]
MaxChars = Annotated[int, typer.Option(rich_help_panel=LIMITS, help="Characters of a document.")]
MaxPages = Annotated[int, typer.Option(rich_help_panel=LIMITS, help="Pages of a PDF.")]
MaxFiles = Annotated[int, typer.Option(rich_help_panel=LIMITS, help="Files in all.")]


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


def read_limits(
    max_file_mb: float, max_expansion_mb: float, max_chars: int, max_pages: int, max_files: int
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
