"""What tracing costs: drafts a second on one core, peak memory, and how both grow.

`python -m benchmarks.trace_speed` traces 10,000 draft sentences to 100,000 source sentences, then half as
many drafts and half as many sources, each in a process of its own on one thread, and prints a table. Sources
are those of `inputs`; a draft sentence is one of them with a quarter of its words dropped, every fifth one is
made anew. Repeat with other sizes: `--drafts N --sources N`.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from random import Random

from .inputs import ROOT, SEED, make_sentences, real_sentences
from .measure import _ONE_THREAD

DROPPED = 0.25
"""Share of the words of a source sentence that its draft sentence lacks."""
NEW = 5
"""Every so many draft sentences one is of no source."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--drafts", type=int, default=10_000)
    parser.add_argument("--sources", type=int, default=100_000)
    parser.add_argument("--measure", action="store_true", help="Measure here and print JSON.")
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measured(given.drafts, given.sources)))
        return
    print("| drafts | sources | index, s | trace, s | drafts/s | peak MB |")
    print("|---|---|---|---|---|---|")
    sizes = [(given.drafts, given.sources), (given.drafts // 2, given.sources)]
    for drafts, sources in [*sizes, (given.drafts, given.sources // 2)]:
        found = _in_a_child(drafts, sources)
        print(
            f"| {drafts:,} | {sources:,} | {found['index']:.1f} | {found['trace']:.1f} "
            f"| {drafts / found['trace']:,.0f} | {found['memory'] / 1e6:,.0f} |"
        )


def measured(drafts: int, sources: int) -> dict[str, float]:
    """Return CPU seconds of indexing and of tracing, and the peak resident bytes of this process."""
    from summarizer.limits import settle
    from summarizer.sources.load import document_from_text
    from summarizer.tracing import index_of, trace_sentences

    settle()  # as the command does
    texts = list(make_sentences(real_sentences(), sources))
    asked = list(draft_sentences(texts, drafts))
    documents = [
        document_from_text(" ".join(texts[at : at + 500]), id=f"S{at}", language="en")
        for at in range(0, sources, 500)
    ]
    del texts
    start = time.process_time()
    index = index_of(documents)
    indexed = time.process_time()
    supported = sum(traced.verdict == "supported" for traced in trace_sentences(asked, index))
    ended = time.process_time()
    unit = 1 if sys.platform == "darwin" else 1024
    return {
        "index": indexed - start,
        "trace": ended - indexed,
        "supported": supported / drafts,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit,
    }


def draft_sentences(sources: list[str], count: int, seed: int = SEED) -> list[str]:
    """Return draft sentences, the same ones every time."""
    draw = Random(seed)
    new = make_sentences(real_sentences(), count, seed + 1)
    made = []
    for at in range(count):
        fresh = next(new)
        words = (fresh if at % NEW == 0 else draw.choice(sources)).rstrip(".!?").split()
        made.append(" ".join(word for word in words if draw.random() >= DROPPED) + ".")
    return made


def _in_a_child(drafts: int, sources: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.trace_speed", "--measure"]
    command += ["--drafts", str(drafts), "--sources", str(sources)]
    environment = {**os.environ, **dict.fromkeys(_ONE_THREAD, "1")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    main()
