"""A quick start: what loads much and is not used is not loaded, nor is garbage looked for in it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import LazyLoader, find_spec, module_from_spec

from summarizer.limits import settle

UNUSED = ("f2py", "testing", "ma", "polynomial", "char", "rec", "ctypeslib")
"""Parts of NumPy that SciPy names when it is loaded, and that nobody here uses."""


@contextmanager
def quick_start() -> Iterator[None]:
    """Let what a command needs be imported within, a sixth faster.

    Nothing of it is ever given back, so that the collector of garbage need not go through it. The parts of
    NumPy that are not used load when they are first touched, as if they had been imported.
    """
    gc.disable()
    try:
        import numpy

        for part in UNUSED:
            name = f"numpy.{part}"
            spec = find_spec(name) if name not in sys.modules else None
            if spec is not None and spec.loader is not None:
                spec.loader = LazyLoader(spec.loader)
                sys.modules[name] = module = module_from_spec(spec)
                spec.loader.exec_module(module)
                setattr(numpy, part, module)
        yield
    finally:
        settle()
        gc.enable()
