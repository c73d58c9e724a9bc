"""``python -m summarizer`` is ``tracebrief``."""

from .cli.start import main

main()
