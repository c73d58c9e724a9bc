"""Patterns of paths, as the shell knows them."""

from __future__ import annotations

import glob
import os
from pathlib import Path


def matches(pattern: str) -> list[str]:
    """Return the paths that fit a pattern with ``*``, ``?``, ``[…]`` and ``**``, in the order of their names.

    ``**`` stands for folders within folders, but not for links to folders, which could lead in rings. Hidden
    files and folders fit only where the pattern names them with their dot.
    """
    parts = (pattern.replace(os.altsep, os.sep) if os.altsep else pattern).split(os.sep)
    if not any("**" in part for part in parts):
        return sorted(glob.glob(pattern))
    first = next(at for at, part in enumerate(parts) if "**" in part)
    rest = [part if part == "**" else part.replace("**", "*") for part in parts[first:] if part]
    dotted = {part for part in rest if part.startswith(".")}
    base = os.sep.join(parts[:first]) + os.sep * bool(first)
    found = [
        os.path.join(root, inner)
        for root in (glob.glob(base) if glob.has_magic(base) else [base])
        for inner in _within(root, rest, bool(dotted))
    ]
    return sorted(set(found))


def _within(root: str, rest: list[str], hidden: bool) -> list[str]:
    """Return the paths below ``root``, relative to it, that fit; pathlib's ``**`` follows no link."""
    folder = Path(root or os.curdir)
    # A pattern that ends in ** means everything below; pathlib takes it for folders alone, before 3.13.
    last = [*rest, "*"] if rest[-1] == "**" else rest
    inner = (path.relative_to(folder) for path in folder.glob(os.sep.join(last)))
    return [str(path) for path in inner if hidden or not any(part.startswith(".") for part in path.parts)]
