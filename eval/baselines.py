"""What to measure against: first sentences, chance, and two ceilings that see the references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from summarizer.data import Sentence, Span
from summarizer.note.brief import cite
from summarizer.selectors.budget import Budget

from .data import DataError, Summary, SummaryLine, Topic, content_sentences, documents_of
from .metrics.case import TopicTexts
from .metrics.options import RougeOptions
from .metrics.rouge import Counts, score
from .metrics.texts import Text, ngrams, prepare

ORDERS = (1, 2)
"""N-gram lengths whose ROUGE F1 the oracle raises; each counts alike."""


CEILINGS = ("oracle", "gold")
"""Systems that see the references: they bound the others and do not compete."""

SEED = 12
"""Seed of the random baseline; with the topic's id it fixes the choice."""


def lead(topic: Topic, budget: Budget | None) -> Summary:
    """Take the first sentence of every document, then the second of every document, and so on."""
    sentences = content_sentences(topic)
    place = Counter[str]()
    ranks = []
    for sentence in sentences:
        ranks.append(place[sentence.document.id])
        place[sentence.document.id] += 1
    return fill(sentences, sorted(range(len(sentences)), key=lambda at: (ranks[at], at)), budget)


def random(topic: Topic, budget: Budget | None) -> Summary:
    """Take sentences by chance; the same ones in every run."""
    sentences = content_sentences(topic)
    order = list(range(len(sentences)))
    Random(f"{SEED} {topic.id}").shuffle(order)
    return fill(sentences, order, budget)


def oracle(topic: Topic, budget: Budget | None) -> Summary:
    """Add, as long as it helps and fits, the sentence that raises ROUGE-1 + ROUGE-2 F1 the most.

    F1 is averaged over the references. The choice is greedy, so a better set may exist (Nallapati et
    al. 2017, "SummaRuNNer", section on extractive training). Lines stand in source order.
    """
    if not topic.references:
        raise DataError(f"{topic.origin or topic.id}: the oracle needs references")
    sentences = content_sentences(topic)
    texts = TopicTexts(topic)
    if texts.language != "en":
        texts = TopicTexts(topic, RougeOptions(tokenizer="unicode"), texts.language)
    candidates = [prepare(sentence.text.replace("\n", " "), texts.tokenize) for sentence in sentences]
    chosen = _greedy(candidates, [sentence.text for sentence in sentences], texts.references, budget)
    return citing([sentences[at] for at in sorted(chosen)])


def gold(topic: Topic, budget: Budget | None) -> Summary:
    """Repeat the reference sentences that annotators aligned, each citing exactly its gold spans.

    The check of the citation metrics: precision, recall and F1 are 1 by construction.
    """
    if not topic.alignments:
        raise DataError(f"{topic.origin or topic.id}: the system gold needs alignments; leave it out")
    documents = {document.id: document for document in documents_of(topic)}
    lines: dict[tuple[int, str], list[tuple[str, Span]]] = {}
    for row in topic.alignments:
        lines.setdefault((row.start, row.sentence), []).extend((row.doc, span) for span in row.spans)
    return Summary(
        tuple(
            SummaryLine(text, tuple(cite(documents[doc], span) for doc, span in evidence))
            for (_, text), evidence in sorted(lines.items())
        ),
        cites=True,
    )


def fill(sentences: Sequence[Sentence], order: Sequence[int], budget: Budget | None) -> Summary:
    """Take sentences in ``order`` until the budget is full; lines stand in source order."""
    kept = taken(order, [sentence.text for sentence in sentences], budget)
    return citing([sentences[at] for at in kept])


def taken(order: Sequence[int], lines: Sequence[str], budget: Budget | None) -> list[int]:
    """Return the first of ``order`` that fill the budget, sorted; without budget the first three.

    A line that does not fit ends the filling; it is let in where the budget allows the crossing line.
    """
    budget = budget or Budget("sentences", 3)
    left = budget.limit(lines)
    kept: list[int] = []
    for at in order:
        cost = budget.cost(lines[at])
        if left <= 0 or (cost > left and not budget.overfill):
            break
        kept.append(at)
        left -= cost
    return sorted(kept)


def citing(sentences: Sequence[Sentence]) -> Summary:
    """Make a summary of source sentences, each citing itself."""
    return Summary(
        tuple(SummaryLine(one.text, (cite(one.document, one.span),)) for one in sentences), cites=True
    )


@dataclass(slots=True)
class _State:
    """What the sentences chosen so far share with one reference, for n-grams of one length."""

    reference: Counter[tuple[str, ...]]
    held: Counter[tuple[str, ...]]
    hits: int = 0
    size: int = 0

    def hits_with(self, grams: Counter[tuple[str, ...]]) -> int:
        gained = 0
        for gram, count in grams.items():
            wanted = self.reference.get(gram)
            if wanted:
                before = self.held[gram]
                gained += min(wanted, before + count) - min(wanted, before)
        return self.hits + gained

    def f1(self, hits: int, size: int) -> float:
        return score(Counts(hits, size, self.reference.total())).f

    def add(self, grams: Counter[tuple[str, ...]]) -> None:
        self.hits = self.hits_with(grams)
        self.size += grams.total()
        self.held.update(grams)


def _greedy(
    candidates: Sequence[Text], lines: Sequence[str], references: Sequence[Text], budget: Budget | None
) -> list[int]:
    states = {n: [_State(ngrams(text, n), Counter()) for text in references] for n in ORDERS}
    left = None if budget is None else budget.limit(lines)
    rest = [at for at, text in enumerate(candidates) if text.tokens]
    chosen: list[int] = []
    current = 0.0
    while rest and (left is None or left > 0):
        if budget is not None and left is not None and not budget.overfill:
            rest = [at for at in rest if budget.cost(lines[at]) <= left]
        gains = [(_value(states, candidates[at]), -at) for at in rest]
        value, at = max(gains, default=(0.0, 0))
        if value <= current:
            break
        chosen.append(-at)
        rest.remove(-at)
        current = value
        for n, own in states.items():
            for state in own:
                state.add(ngrams(candidates[-at], n))
        if budget is not None and left is not None:
            left -= budget.cost(lines[-at])
    return chosen


def _value(states: dict[int, list[_State]], candidate: Text) -> float:
    """Return the sum of F1 over references and n-gram lengths with ``candidate`` added."""
    total = 0.0
    for n, own in states.items():
        grams = ngrams(candidate, n)
        added = max(len(candidate.tokens) - n + 1, 0)
        total += sum(state.f1(state.hits_with(grams), state.size + added) for state in own)
    return total
