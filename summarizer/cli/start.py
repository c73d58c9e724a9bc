"""The way in and out: no garbage is looked for in what is never given back, and none of it is taken apart."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from contextlib import suppress


def main() -> None:
    """Run the command line and end the process, at once where nothing else goes on in it."""
    gc.disable()
    try:
        from summarizer.limits import settle

        from .main import main as run

        settle()
    finally:
        gc.enable()
    try:
        run()
    except SystemExit as end:
        watched = sys.gettrace() or sys.getprofile()
        if isinstance(end.code, int | None) and threading.active_count() == 1 and not watched:
            _leave(end.code or 0)
        raise


def _leave(code: int) -> None:
    """End the process without taking apart all that is loaded: a twentieth of the time of a small note.

    Who has asked to be told of the end is told, and what is written stands.
    """
    atexit._run_exitfuncs()
    with suppress(OSError, ValueError):  # nobody reads it
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)
