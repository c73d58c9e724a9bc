"""Notes by a real model, with what came of them: ``python -m benchmarks.rewrite_bench MODEL [TOPICS.jsonl]``.

MODEL is what ``--rewrite`` takes: a folder, a hub name, or openai:http://HOST:PORT/v1#MODEL for an Ollama,
llama.cpp or vLLM. The samples in `seeds/` are briefed, and with a file of topics so many of them. Each note
is told in a row: seconds, share of the length that is used, lines rewritten and quoted after a refusal, share
of lines that a fresh trace calls supported, lines that repeat another, and borne claims in 100 words beside
those of the extractive note. ``--lines`` prints each line beside its passages, to be read.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import combinations, islice
from pathlib import Path

from eval.data import SourceText, Topic, documents_of, summary_of_brief
from eval.datasets import read_topics
from eval.metrics import Case, TopicTexts
from eval.metrics.facts import evaluate as facts
from summarizer.data import Document
from summarizer.note.brief import Brief
from summarizer.pipeline import Options, summarize
from summarizer.rewrite import RewriteOptions
from summarizer.rewrite.room import repeats
from summarizer.selectors.budget import Budget
from summarizer.sources.load import load
from summarizer.tracing import trace

SEEDS = Path(__file__).parents[1] / "seeds"


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one note."""

    name: str
    seconds: float
    used: float
    lines: int
    rewritten: int
    refused: int
    supported: float
    repeated: int
    facts: float
    facts_before: float


def piles(topics: Path | None, number: int) -> Iterator[tuple[str, tuple[Document, ...]]]:
    """Yield the samples and the first topics, each with its name."""
    yield "samples", load(sorted(str(path) for path in SEEDS.glob("*.txt"))).documents
    for topic in islice(read_topics(topics), number) if topics else ():
        yield topic.id, tuple(documents_of(topic))


def measure(
    name: str, documents: tuple[Document, ...], options: RewriteOptions, words: int
) -> tuple[Row, Brief]:
    """Write a note with the model, and describe it."""
    budget = Budget("words", words)
    before = summarize(documents, Options(budget=budget))
    start = time.perf_counter()
    brief = summarize(documents, Options(budget=budget, rewrite=options))
    seconds = time.perf_counter() - start
    verdicts = [line.verdict for line in trace("\n\n".join(line.text for line in brief.lines), documents)]
    texts = TopicTexts(Topic(name, tuple(SourceText(one.id, one.text) for one in documents)))
    per100 = [facts(Case(texts, summary_of_brief(note))).get("facts.per100", 0.0) for note in (brief, before)]
    row = Row(
        name,
        seconds,
        brief.stats.words_out / words,
        len(brief.lines),
        brief.stats.rewritten or 0,
        brief.stats.fallbacks or 0,
        verdicts.count("supported") / len(verdicts),
        sum(repeats(one.text, other.text) for one, other in combinations(brief.lines, 2)),
        *per100,
    )
    return row, brief


def shown(brief: Brief) -> Iterator[str]:
    """Yield each line with why it is quoted, and its passages."""
    for line in brief.lines:
        yield f"[{line.kind}] {line.text}"
        yield from (f"    {reason}" for reason in line.reasons)
        yield from (f"    {one.role} {one.source}: {' '.join(one.quote.split())}" for one in line.citations)


def main() -> None:
    """Print a Markdown table, and the lines where they are asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model")
    parser.add_argument("topics", nargs="?", type=Path)
    parser.add_argument("--number", type=int, default=10, help="topics of the file")
    parser.add_argument("--words", type=int, default=150)
    parser.add_argument("--plan", default="lines", help="lines or sections")
    parser.add_argument("--jobs", type=int, default=4, help="lines that a server is asked for at a time")
    parser.add_argument("--dtype", default="auto")
    parser.add_argument("--cache", action="store_true", help="take answers of an earlier run")
    parser.add_argument("--lines", action="store_true", help="print each line beside its passages")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    options = RewriteOptions(
        given.model, plan=given.plan, jobs=given.jobs, dtype=given.dtype, cache=given.cache
    )
    rows = []
    for name, documents in piles(given.topics, given.number):
        row, brief = measure(name, documents, options, given.words)
        rows.append(row)
        if given.lines:
            print(f"## {name}, {row.seconds:.1f} s", *shown(brief), "", sep="\n", flush=True)
    if given.json:
        print(json.dumps([asdict(row) for row in rows], indent=1))
        return
    heads = "note seconds used lines rewritten refused supported repeated facts before".split()
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    for one in rows:
        print(
            f"| {one.name} | {one.seconds:.1f} | {one.used:.0%} | {one.lines} | {one.rewritten} "
            f"| {one.refused} | {one.supported:.0%} | {one.repeated} "
            f"| {one.facts:.1f} | {one.facts_before:.1f} |"
        )


if __name__ == "__main__":
    main()
