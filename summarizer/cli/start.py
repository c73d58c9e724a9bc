"""The way in: the command line is imported without looking for garbage in what is never given back."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line."""
    gc.disable()
    try:
        from summarizer.limits import settle

        from .main import main as run

        settle()
    finally:
        gc.enable()
    run()
