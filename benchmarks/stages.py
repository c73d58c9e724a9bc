"""What each stage of a note costs, in seconds of CPU: ``python -m benchmarks.stages [SENTENCES]``.

Beside it stands the bare work made by hand (`bare`), so that the ratio shows how much there is to gain.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from summarizer.limits import Limits
from summarizer.pipeline import Options, summarize
from summarizer.sources.load import load

from .bare import rank
from .inputs import write_file

COUNT = 30_000


def main() -> None:
    """Print the seconds of each stage, of all, and of the bare work."""
    count = int(sys.argv[1].replace("_", "")) if len(sys.argv) > 1 else COUNT
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pile.txt")
        write_file(path, count)
        text = path.read_text(encoding="utf-8")
        stages = measure(path)
    began = time.process_time()
    rank(text)
    bare = time.process_time() - began
    for stage, seconds in stages.items():
        print(f"{seconds:8.2f} s  {seconds / bare:5.2f}  {stage}")
    total = sum(stages.values())
    print(f"{total:8.2f} s  {total / bare:5.2f}  all; bare work {bare:.2f} s")


def measure(path: Path) -> dict[str, float]:
    """Return the seconds of CPU that each stage takes, in order, its name as it is told to the user."""
    marks = [("reading", time.process_time())]
    pile = load([path], Limits(max_bytes=10**9, max_chars=10**9))
    summarize(pile.documents, Options(), progress=lambda stage: marks.append((stage, time.process_time())))
    ends = [*(at for _, at in marks[1:]), time.process_time()]
    return {stage: end - at for (stage, at), end in zip(marks, ends, strict=True)}


if __name__ == "__main__":
    main()
