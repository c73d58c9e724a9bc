"""How many sentences of two articles that people aligned with one sentence of a summary back each other.

    TRACEBRIEF_DATA=FOLDER python -m benchmarks.paraphrases

The folder holds ``multinews_spark_dev.jsonl``. Two sentences of different articles are a pair where the
stretches of them that were aligned with one sentence of the summary share half of their words of content.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from summarizer.compose.corroborate import echoes
from summarizer.compose.parts import parts
from summarizer.data import Document, Sentence
from summarizer.graph.similarity import unweighted
from summarizer.statements.agreement import content
from summarizer.text.segment import split

from .inputs import data_folder

FEWEST = 3
"""Words of content of the shortest stretch."""


def aligned(
    topic: dict[str, Any], sentences: Sequence[Sentence]
) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Return the pairs of sentences that people aligned with one of the summary, and those that are alike."""
    held: dict[str, dict[int, frozenset[str]]] = defaultdict(dict)
    for row in topic["alignments"]:
        for start, end in row["spans"]:
            for at, one in enumerate(sentences):
                first, last = max(start, one.span.start), min(end, one.span.end)
                if one.document.id == row["doc"] and first < last:
                    told = held[row["summary_sentence"]]
                    told[at] = told.get(at, frozenset()) | content(one.document.text[first:last], "en")
    both = {
        (one, other, len(told[one] & told[other]), min(len(told[one]), len(told[other])))
        for told in held.values()
        for one in told
        for other in told
        if sentences[one].document is not sentences[other].document
    }
    alike = {(a, b) for a, b, shared, fewer in both if fewer >= FEWEST and 2 * shared >= fewer}
    return {(a, b) for a, b, _, _ in both}, alike


def main() -> None:
    """Print of how many pairs the other document is told to say the whole or a part of the sentence."""
    folder = data_folder()
    total = whole = either = found = right = 0
    for line in (folder / "multinews_spark_dev.jsonl").open(encoding="utf-8") if folder else ():
        topic = json.loads(line)
        documents = [Document(id=doc["id"], name=doc["id"], text=doc["text"]) for doc in topic["docs"]]
        sentences = [sentence for document in documents for sentence in split(document)]
        graph = unweighted(sentences)
        known, pairs = aligned(topic, sentences)
        for at in sorted({one for one, _ in pairs}):
            wanted = {sentences[other].document for one, other in pairs if one == at}
            all_of_it = {
                echo.sentence
                for echo in echoes(at, graph, sentences)
                if sentences[echo.sentence].document is not sentences[at].document
            }
            told = all_of_it | {part.sentence for part in parts(at, graph, sentences, frozenset())}
            total += len(wanted)
            whole += len(wanted & {sentences[other].document for other in all_of_it})
            either += len(wanted & {sentences[other].document for other in told})
            found += len(told)
            right += sum((at, other) in known or sentences[other].document in wanted for other in told)
    print(f"of {total} the whole is backed in {whole}, the whole or a part in {either}")
    print(f"of {found} passages that back, {right} are of a document that people aligned")


if __name__ == "__main__":
    main()
