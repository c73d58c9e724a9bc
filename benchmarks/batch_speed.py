"""Speed and memory of `tracebrief batch`: topics of five articles, one job and several.

    python -m benchmarks.batch_speed [--topics 1000] [--jobs 1 2]

Topics are made of the articles of the development data if present, else of recombined sentences. CPU
seconds are of the whole process tree; those of a batch of one topic are taken off as the start.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import psutil  # of dask, which the tests need

from .inputs import ROOT, data_folder, make_sentences, real_sentences

DOCUMENTS = 5
SENTENCES = 18
"""Sentences of a made article: as many as a news article of 400 words has."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Wall-clock and CPU seconds of a run; resident bytes of all its processes, early and late."""

    wall: float
    cpu: float
    early: int
    late: int


def write_topics(path: Path, count: int, seed: int = 12) -> None:
    """Write ``count`` topics of five articles each as JSONL."""
    draw, made = random.Random(seed), articles()
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            texts = draw.sample(made, DOCUMENTS)
            docs = [{"id": f"{at}.txt", "text": text} for at, text in enumerate(texts)]
            file.write(json.dumps({"id": f"topic-{number:05}", "docs": docs}) + "\n")


def articles() -> list[str]:
    """Return the news articles of the development data, else fifty made ones."""
    folder = data_folder()
    found = sorted(folder.glob("multinews*.jsonl")) if folder else []
    if found:
        with found[0].open(encoding="utf-8") as rows:
            return [doc["text"] for row in rows for doc in json.loads(row)["docs"]]
    sentences = make_sentences(real_sentences(), 50 * SENTENCES)
    return [" ".join(islice(sentences, SENTENCES)) for _ in range(50)]


def run(topics: Path, output: Path, jobs: int) -> Batch:
    """Run the command on a file of topics and watch it."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = (
        sys.executable,
        "-m",
        "summarizer",
        "batch",
        str(topics),
        "-o",
        str(output),
        "--jobs",
        str(jobs),
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    child = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=environment)
    sizes: list[int] = []
    while child.poll() is None:
        sizes.append(_resident(child.pid))
        time.sleep(0.2)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    if child.returncode:
        raise SystemExit(f"the batch ended with exit code {child.returncode}")
    cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    tenth = max(1, len(sizes) // 10)
    early, late = sizes[tenth : 2 * tenth] or sizes, sizes[-tenth:]
    return Batch(time.perf_counter() - began, cpu, max(early), max(late))


def _resident(process: int) -> int:
    try:
        parent = psutil.Process(process)
        return sum(one.memory_info().rss for one in (parent, *parent.children(recursive=True)))
    except psutil.Error:  # it has just ended
        return 0


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the batch with each number of jobs and print a line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--topics", type=int, default=1000)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        write_topics(path / "one.jsonl", 1)
        write_topics(path / "all.jsonl", options.topics)
        base = 0.0
        for jobs in options.jobs:
            start = run(path / "one.jsonl", path / f"one-{jobs}", jobs)
            made = run(path / "all.jsonl", path / f"all-{jobs}", jobs)
            base = base or made.wall
            print(
                f"{jobs} job(s): {made.wall:.1f} s, {base / made.wall:.2f} times the first; "
                f"{options.topics / (made.cpu - start.cpu):.1f} topics a second of CPU after a start of "
                f"{start.cpu:.1f} s; memory {made.early >> 20} MiB in the second tenth of the run, "
                f"{made.late >> 20} MiB in the last",
                flush=True,
            )


if __name__ == "__main__":
    main()
