"""``python -m summarizer`` is ``tracebrief``."""

from .cli.main import main

main()
