"""The trace task: find the evidence of human summary sentences, and tell true ones from altered ones.

Two tables. *Evidence*: each system's citations against the spans that people aligned with a summary
sentence, by source sentence and by character (see `metrics.citations`), and whether the first citation
is right; means over draft sentences. *Verdicts*: sentences of other topics, and true sentences with one
fact altered (`alterations`), against the true ones: the area under the ROC curve of the support score,
that of the check for this kind of fact, and the share that wrongly passes as supported.
"""

from __future__ import annotations

import random
import time
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from summarizer.data import Sentence, Span
from summarizer.note.tool import __version__
from summarizer.text.segment import split
from summarizer.tracing import Entailment, Evidence, TokenVectors, Traced, trace_sentences

from .alterations import KINDS, alterations, names_of
from .data import DataError, DocSpan, Topic, documents_of
from .datasets import read_topics
from .metrics.citations import by_character, by_sentence, touched
from .trace_systems import SYSTEMS, Tracer, trace

OTHERS = 20
"""Sentences of other topics that are tried on each topic."""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """How well one system finds evidence: F1 by source sentence and by character, first citation right.

    ``per_second`` is draft sentences a second, indexing included.
    """

    system: str
    sentence_f: float
    character_f: float
    hit_at_1: float
    cited: float
    per_second: float


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """How well false sentences of one kind are told from the true ones they were made of.

    ``auc`` ranks by the support score, ``check_auc`` by the findings of this kind (None for sentences of
    other topics). ``passed`` is the share of false sentences with the verdict "supported".
    """

    kind: str
    sentences: int
    auc: float
    check_auc: float | None
    passed: float


@dataclass(frozen=True, slots=True)
class TraceResults:
    """Both tables, the share of true sentences by verdict, the calibration error and how all was made.

    Calibration takes support as the probability that a sentence is true, where true sentences, those of
    other topics and altered ones are equally many.
    """

    evidence: tuple[EvidenceRow, ...]
    verdicts: tuple[VerdictRow, ...]
    true: dict[str, float]
    calibration_error: float
    signature: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A human summary sentence with its gold spans."""

    text: str
    gold: tuple[DocSpan, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One topic: its source sentences, the draft sentences that have evidence among them, and its texts.

    ``texts`` and ``spans`` hold each document's text and sentence spans by document id.
    """

    topic: Topic
    sentences: tuple[Sentence, ...]
    drafts: tuple[Draft, ...]
    texts: dict[str, str]
    spans: dict[str, tuple[Span, ...]]


def run_trace_task(
    topics: Path | Iterable[Topic],
    systems: Sequence[str] = tuple(SYSTEMS),
    seed: int = 0,
    vectors: TokenVectors | None = None,
    entailment: Entailment | None = None,
) -> TraceResults:
    """Run the systems on the aligned sentences of ``topics``, and our verdicts on altered ones.

    ``vectors`` add our system with token vectors, which then gives the verdicts too; ``entailment``
    sharpens the verdicts. Raises DataError where a system is unknown or no topic has alignments.
    """
    unknown = [name for name in systems if name not in SYSTEMS]
    if unknown:
        raise DataError(f"no trace system is named {unknown[0]!r}; choose among {', '.join(SYSTEMS)}")
    read = read_topics(topics) if isinstance(topics, Path) else topics
    cases = [case for topic in read if (case := case_of(topic)).drafts]
    if not cases:
        raise DataError("no topic has alignments with its documents; the trace task needs them")
    chosen = {name: SYSTEMS[name] for name in systems}
    if vectors is not None:
        chosen = {"trace with vectors": partial(trace, vectors=vectors), **chosen}
    rows = tuple(_evidence(name, tracer, cases) for name, tracer in chosen.items())
    verdicts, true, error = _verdicts(cases, seed, vectors, entailment)
    count = sum(len(case.drafts) for case in cases)
    model = "" if vectors is None else f"|vectors:{Path(vectors.name).name}"
    model += "" if entailment is None else f"|nli:{entailment.name}"
    signature = f"trace|topics:{len(cases)}|sentences:{count}|seed:{seed}{model}|version:{__version__}"
    return TraceResults(rows, verdicts, true, error, signature)


def case_of(topic: Topic) -> Case:
    """Collect the draft sentences of a topic whose gold spans touch a source sentence."""
    documents = documents_of(topic)
    parts = {document.id: split(document) for document in documents}
    texts = {document.id: document.text for document in documents}
    spans = {key: tuple(sentence.span for sentence in own) for key, own in parts.items()}
    gold: dict[tuple[int, str], list[DocSpan]] = defaultdict(list)
    for row in topic.alignments:
        gold[row.start, row.sentence].extend((row.doc, span.start, span.end) for span in row.spans)
    drafts = tuple(
        Draft(text, tuple(found)) for (_, text), found in gold.items() if touched(found, texts, spans)
    )
    return Case(topic, tuple(one for own in parts.values() for one in own), drafts, texts, spans)


def _evidence(name: str, tracer: Tracer, cases: Sequence[Case]) -> EvidenceRow:
    sentence_f: list[float] = []
    character_f: list[float] = []
    first: list[float] = []
    cited: list[float] = []
    seconds = 0.0
    for case in cases:
        start = time.perf_counter()
        found = list(tracer([draft.text for draft in case.drafts], case.sentences))
        seconds += time.perf_counter() - start
        for draft, spans in zip(case.drafts, found, strict=True):
            sentence_f.append(by_sentence(spans, draft.gold, case.texts, case.spans).f1)
            character_f.append(by_character(spans, draft.gold).f1)
            first.append(float(_right(spans[:1], draft, case)))
            cited.append(float(len(spans)))
    speed = len(first) / max(seconds, 1e-9)
    return EvidenceRow(name, _mean(sentence_f), _mean(character_f), _mean(first), _mean(cited), speed)


def _right(spans: Sequence[DocSpan], draft: Draft, case: Case) -> bool:
    """Tell whether the spans touch a sentence that the gold spans touch."""
    cited = touched(spans, case.texts, case.spans)
    return bool(cited & touched(draft.gold, case.texts, case.spans))


def _verdicts(
    cases: Sequence[Case], seed: int, vectors: TokenVectors | None, entailment: Entailment | None
) -> tuple[tuple[VerdictRow, ...], dict[str, float], float]:
    rng = random.Random(seed)
    true: list[Traced] = []
    false: dict[str, list[Traced]] = defaultdict(list)
    for case in cases:
        index = Evidence.build(case.sentences)
        texts = [draft.text for draft in case.drafts]
        true.extend(trace_sentences(texts, index, vectors, entailment))
        elsewhere = [draft.text for other in cases if other is not case for draft in other.drafts]
        strangers = rng.sample(elsewhere, min(OTHERS, len(elsewhere)))
        false["other topic"].extend(trace_sentences(strangers, index, vectors, entailment))
        changed = list(alterations(texts, seed, names_of(case.texts.values())))
        found = trace_sentences([one.text for one in changed], index, vectors, entailment)
        for one, traced in zip(changed, found, strict=True):
            false[one.kind].append(traced)
    kinds = ["other topic", *(kind for kind in KINDS if kind in false)]
    rows = tuple(_verdict_row(kind, false[kind], true) for kind in kinds if false[kind])
    share = Counter(traced.verdict for traced in true)
    shares = {verdict: share[verdict] / len(true) for verdict in ("supported", "partial", "unsupported")}
    altered = [traced for kind in kinds[1:] for traced in false[kind]]
    pool = [*_draw(false["other topic"], len(true), rng), *_draw(altered, len(true), rng)]
    estimates = [traced.support for traced in (*true, *pool)]
    error = calibration_error(estimates, [True] * len(true) + [False] * len(pool))
    return rows, shares, error


def _draw(found: Sequence[Traced], most: int, rng: random.Random) -> list[Traced]:
    return rng.sample(found, min(most, len(found)))


def _verdict_row(kind: str, false: Sequence[Traced], true: Sequence[Traced]) -> VerdictRow:
    passed = sum(traced.verdict == "supported" for traced in false) / len(false)
    by_support = auc([traced.support for traced in true], [traced.support for traced in false])
    if kind not in KINDS:
        return VerdictRow(kind, len(false), by_support, None, passed)
    by_check = auc([_clear(traced, kind) for traced in true], [_clear(traced, kind) for traced in false])
    return VerdictRow(kind, len(false), by_support, by_check, passed)


def _clear(traced: Traced, kind: str) -> float:
    """Return minus the number of findings of one kind, ties broken by support."""
    return traced.support / 1000 - sum(finding.kind == kind for finding in traced.findings)


def auc(high: Sequence[float], low: Sequence[float]) -> float:
    """Return the probability that a value of ``high`` exceeds one of ``low``, ties counted half.

    The area under the ROC curve, as the Mann-Whitney statistic; 0.5 where one of the two is empty.
    """
    if not high or not low:
        return 0.5
    ordered = sorted(low)
    wins = sum(bisect_left(ordered, value) + bisect_right(ordered, value) for value in high) / 2
    return wins / (len(high) * len(low))


def calibration_error(estimates: Sequence[float], outcomes: Sequence[bool], bins: int = 10) -> float:
    """Return the expected calibration error over ``bins`` equal parts of 0..1 (Naeini et al. 2015)."""
    parts: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for estimate, outcome in zip(estimates, outcomes, strict=True):
        parts[min(bins - 1, int(estimate * bins))].append((estimate, outcome))
    gaps = (abs(sum(e for e, _ in part) - sum(o for _, o in part)) for part in parts.values())
    return sum(gaps) / len(estimates) if estimates else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def to_markdown(results: TraceResults) -> str:
    """Return both tables as Markdown."""
    lines = [
        "| system | F1 by sentence | F1 by character | first right | cited | sentences/s |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {row.system} | {row.sentence_f:.3f} | {row.character_f:.3f} | {row.hit_at_1:.3f} | "
        f"{row.cited:.1f} | {row.per_second:,.0f} |"
        for row in results.evidence
    ]
    lines += ["", "| false sentences | number | AUC | AUC of the check | passed |", "|---|---|---|---|---|"]
    lines += [
        f"| {row.kind} | {row.sentences} | {row.auc:.3f} | "
        f"{'–' if row.check_auc is None else f'{row.check_auc:.3f}'} | {row.passed:.1%} |"
        for row in results.verdicts
    ]
    shares = ", ".join(f"{share:.0%} {verdict}" for verdict, share in results.true.items())
    lines += ["", f"True sentences: {shares}. Calibration error of support: {results.calibration_error:.3f}."]
    return "\n".join([*lines, "", f"`{results.signature}`", ""])
