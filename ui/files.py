"""Files that come in: checked, then moved to where only their session reaches them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

from .session import Session, Zone


def uploaded(path: Any) -> Path | None:
    """Return the path of an upload; None for any other path, which a client may have made up."""
    folder = Path(os.environ["GRADIO_TEMP_DIR"]).resolve()
    try:
        found = Path(str(path))
        inside = found.resolve().is_relative_to(folder)
        return found.resolve() if inside and found.is_file() and not found.is_symlink() else None
    except (OSError, ValueError):
        return None


def take(zone: Zone, given: Iterable[Any]) -> list[str]:
    """Move uploads into a pile; return a sentence for each that is refused."""
    refused = []
    for item in given:
        path = uploaded(item.get("path")) if isinstance(item, dict) else None
        if path is None:
            refused.append("A file was not uploaded; choose it again.")
            continue
        problem = zone.take(path, str(item.get("name") or item.get("orig_name") or path.name))
        if problem:
            path.unlink(missing_ok=True)
            refused.append(problem)
    return refused


def add_samples(session: Session, name: str) -> None:
    """Fill a pile with the five sample documents alone."""
    zone = session.zone(name)
    zone.clear()
    for path in samples():
        zone.add(path.read_bytes(), path.name)


def samples() -> list[Path]:
    """Return the sample documents: in the package where it is installed, in ``seeds/`` in a checkout."""
    package = Path(str(files("ui")))
    for folder in (package / "samples", package.parent / "seeds"):
        found = sorted(folder.glob("*.txt"))
        if found:
            return found
    return []
