"""``python -m summarizer`` is ``tracebrief``."""

from .cli import main

main()
