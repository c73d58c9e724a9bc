"""Speed of ROUGE: 1,000 pairs of 250 words, types 1, 2, L, Lsum, 1,000 bootstrap samples.

    python benchmarks/rouge_speed.py [--pairs 1000] [--jobs 1 2]

Compares whole runs of the harness with rouge-score in a loop and its own bootstrap aggregator on the
same texts, and checks that the scores are equal.
"""

from __future__ import annotations

import argparse
import random
import time

from rouge_score.rouge_scorer import RougeScorer
from rouge_score.scoring import BootstrapAggregator

from eval.data import Topic
from eval.metrics.options import RougeOptions
from eval.run import Settings, evaluate
from eval.systems import Given

TYPES = ("1", "2", "L", "Lsum")
STEMS = ("report", "govern", "nation", "elect", "market", "train", "bridg", "storm", "rescu", "announc")
ENDINGS = ("", "s", "ed", "ing", "er", "ers", "ment", "ation", "ness", "ly")


def texts(pairs: int, seed: int) -> list[tuple[str, str]]:
    """Make pairs of ten lines of 25 words, drawn by Zipf's law from 4,000 words."""
    rng = random.Random(seed)
    words = [
        f"{stem}{chr(97 + i % 26)}{i // 26}{end}" for i in range(40) for stem in STEMS for end in ENDINGS
    ]
    rng.shuffle(words)
    weights = [1 / rank for rank in range(1, len(words) + 1)]

    def text() -> str:
        return "\n".join(" ".join(rng.choices(words, weights, k=25)) for _ in range(10))

    return [(text(), text()) for _ in range(pairs)]


def plain(pairs: list[tuple[str, str]], samples: int) -> list[float]:
    """Score with rouge-score in a loop; return every F1."""
    scorer = RougeScorer([f"rouge{kind}" for kind in TYPES], use_stemmer=True)
    aggregator = BootstrapAggregator(n_samples=samples)
    values = []
    for summary, reference in pairs:
        scores = scorer.score(reference, summary)
        aggregator.add_scores(scores)
        values += [scores[f"rouge{kind}"].fmeasure for kind in TYPES]
    aggregator.aggregate()
    return values


def harness(pairs: list[tuple[str, str]], samples: int, jobs: int) -> list[float]:
    """Score with the harness; return every F1."""
    topics = [Topic(str(at), references=(reference,)) for at, (_, reference) in enumerate(pairs)]
    system = Given({str(at): summary for at, (summary, _) in enumerate(pairs)})
    settings = Settings(metrics=("rouge",), rouge=RougeOptions(types=TYPES, split="newline"), boot=samples)
    (result,) = evaluate(topics, {"given": system}, settings, jobs=jobs).systems
    return [scores[f"rouge{kind}.f"] for scores in result.per_topic.values() for kind in TYPES]


def main() -> None:
    """Time everything once and print a line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--samples", type=int, default=1000)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    pairs = texts(options.pairs, seed=12)
    began = time.perf_counter()
    expected = plain(pairs, options.samples)
    base = time.perf_counter() - began
    print(f"rouge-score in a loop     {base:7.2f} s")
    for jobs in options.jobs:
        began = time.perf_counter()
        found = harness(pairs, options.samples, jobs)
        seconds = time.perf_counter() - began
        apart = max(abs(a - b) for a, b in zip(found, expected, strict=True))
        ratio = f"{base / seconds:5.1f} times as fast, differs by {apart:.0e}"
        print(f"harness, {jobs} process(es)    {seconds:7.2f} s  {ratio}")


if __name__ == "__main__":
    main()
