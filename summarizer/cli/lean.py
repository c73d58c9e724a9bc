"""A quick start: what loads much and is not used is not loaded, nor is garbage looked for in it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType

from summarizer.limits import settle

UNUSED = frozenset(
    f"numpy.{part}"
    for part in (
        *("f2py", "testing", "ma", "polynomial", "char", "rec", "ctypeslib", "core", "fft", "strings"),
        *("_core._add_newdocs", "_core._add_newdocs_scalars"),  # what `help` tells of them
    )
)
"""Parts of NumPy that it or SciPy names when it is loaded, and that nobody here uses."""


class _Later(MetaPathFinder):
    """Finds the parts that are not used, and has each load when it is first touched."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path, target) if fullname in UNUSED else None
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec


@contextmanager
def quick_start() -> Iterator[None]:
    """Let what a command needs be imported within, a sixth faster.

    Nothing of it is ever given back, so that the collector of garbage need not go through it. The parts of
    NumPy that are not used load when they are first touched, as if they had been imported.
    """
    gc.disable()
    later = _Later()
    sys.meta_path.insert(0, later)
    try:
        yield
    finally:
        sys.meta_path.remove(later)
        settle()
        gc.enable()
