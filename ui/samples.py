"""The five sample documents, and what they are called."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from summarizer.compose.called import called
from summarizer.sources.load import load

from .zones import Zone


def only_samples(pile: Zone) -> bool:
    """Tell whether a pile holds no file of the user's own."""
    return {upload.name for upload in pile.uploads} <= {path.name for path in samples()}


@cache
def sample_titles() -> dict[str, str]:
    """Return what the samples are called, as in a note, by the names of their files."""
    known = ((document.name, called(document)) for document in load(samples()).documents)
    return {name: title for name, title in known if title}


def samples() -> list[Path]:
    """Return the sample documents: in the package where it is installed, in ``seeds/`` in a checkout."""
    package = Path(str(files("ui")))
    for folder in (package / "samples", package.parent / "seeds"):
        found = sorted(folder.glob("*.txt"))
        if found:
            return found
    return []
