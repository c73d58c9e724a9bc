"""Score systems on topics: the loop, its workers, and what they share."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from summarizer.errors import NothingToBriefError, TracebriefError
from summarizer.note.tool import __version__
from summarizer.selectors.budget import Budget

from .data import DataError, Summary, Topic, summary_of_lines
from .metrics import METRICS, Case, TopicTexts, metric_of
from .metrics.options import RougeOptions
from .metrics.truncation import split_sentences
from .results import Results, Scores, SystemResult, summarise
from .store import Scored, Store, key_of, topic_digest
from .systems import Given, Predictions, System, as_summary, resolve


@dataclass(frozen=True, slots=True)
class Settings:
    """How systems are run and scored.

    ``metrics`` None means ROUGE and all others for which the data has what they need; a metric that is
    named must yield a score. ``budget`` None lets systems write at their own length. ``boot`` is the
    number of bootstrap resamples, ``seed`` starts everything random.
    """

    metrics: tuple[str, ...] | None = None
    rouge: RougeOptions = field(default_factory=RougeOptions)
    budget: Budget | None = None
    language: str | None = None
    boot: int = 1000
    seed: int = 12
    timings: bool = False


def evaluate(
    topics: Iterable[Topic],
    systems: Sequence[str] | Mapping[str, System],
    settings: Settings | None = None,
    *,
    jobs: int = 1,
    store: Store | None = None,
    watch: Callable[[Scored], None] | None = None,
) -> Results:
    """Run every system on every topic and score the summaries.

    Args:
        topics: consumed once, a few at a time.
        systems: names that ``systems.resolve`` knows, or functions by name.
        settings: see Settings.
        jobs: worker processes; the result does not depend on it.
        store: keeps finished summaries of systems given by name, and yields those kept before.
        watch: called with each scored summary, in order of topics, then systems.

    Raises:
        DataError: a topic or a prediction cannot be used; a metric that was named yields nothing.
    """
    settings = settings or Settings()
    named = {name: resolve(name) for name in systems} if not isinstance(systems, Mapping) else dict(systems)
    if not named:
        raise DataError("no system to score; name one with --systems or --predictions")
    account = Account(settings)
    per_topic: dict[str, dict[str, Scores]] = {name: {} for name in named}
    empty = dict.fromkeys(named, 0)
    seconds = dict.fromkeys(named, 0.0)
    for scored in _run(account.counted(topics), named, settings, jobs, store):
        per_topic[scored.system][scored.topic] = scored.scores
        empty[scored.system] += not has_words(scored.summary)
        seconds[scored.system] += scored.seconds
        if store is not None:
            store.add(scored)
        if watch is not None:
            watch(scored)
    if not account.topics:
        raise DataError("the data holds no topic")
    for system in named.values():
        if isinstance(system, Given | Predictions):
            system.refuse_strangers(next(iter(per_topic.values())))
    _refuse_unscored(per_topic, settings)
    results = [
        summarise(
            name,
            scores,
            (settings.boot, settings.seed),
            empty[name],
            round(seconds[name], 3) if settings.timings else None,
        )
        for name, scores in per_topic.items()
    ]
    return Results(account.signatures(results), account.data(), tuple(results))


def score_texts(
    topics: Iterable[Topic],
    predictions: Mapping[str, str],
    settings: Settings | None = None,
    name: str = "predictions",
) -> SystemResult:
    """Score given texts, by topic id, against the topics' references."""
    return evaluate(topics, {name: Given(dict(predictions))}, settings).systems[0]


def score_summary(texts: TopicTexts, summary: Summary, metrics: Iterable[str]) -> Scores:
    """Return the values of all ``metrics`` that apply, rounded to 12 places."""
    case = Case(texts, summary)
    found: Scores = {}
    for name in metrics:
        if METRICS[name].applies(case):
            found.update(
                (key, round(value, 12)) for key, value in METRICS[name].module.evaluate(case).items()
            )
    return found


def _by_sentence(summary: Summary, texts: TopicTexts) -> Summary:
    """Split a summary that has no lines of its own into sentences, as ROUGE's ``split`` option says."""
    split = texts.rouge.split
    if split == "punkt" or (split == "auto" and summary.plain and len(summary.lines) == 1):
        return summary_of_lines(split_sentences(summary.text, texts.language))
    return summary


def has_words(summary: Summary) -> bool:
    """Tell whether a summary has any letter or digit."""
    return any(char.isalnum() for line in summary.lines for char in line.text)


class Account:
    """Counts the topics as they pass, for the signature and the description of the data."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.topics = self.docs = 0
        self.references: set[int] = set()
        self._digest = hashlib.sha256()

    def counted(self, topics: Iterable[Topic]) -> Iterator[tuple[Topic, str]]:
        """Yield each topic with its digest; refuse one without references if ROUGE is asked for."""
        asked = self.settings.metrics
        for topic in topics:
            if not topic.references and (asked is None or "rouge" in asked):
                others = ",".join(
                    name for name, metric in METRICS.items() if "references" not in metric.needs
                )
                raise DataError(
                    f"{topic.origin or topic.id}: no references, and ROUGE needs them; add references, or "
                    f"choose metrics that do without: --metrics {others}"
                )
            digest = topic_digest(topic)
            self.topics += 1
            self.docs += len(topic.docs)
            self.references.add(len(topic.references))
            self._digest.update(digest.encode())
            yield topic, digest

    def data(self) -> dict[str, Any]:
        """Return what the topics were: how many, how large, and a digest of their content."""
        return {
            "topics": self.topics,
            "documents": self.docs,
            "references": {"fewest": min(self.references), "most": max(self.references)},
            "sha256": self._digest.hexdigest(),
        }

    def signatures(self, results: Sequence[SystemResult]) -> dict[str, str]:
        """Return for each metric that yielded a score how it was computed."""
        found = {metric_of(measure) for one in results for measure in one.scores}
        return {name: self._signature(name) for name in METRICS if name in found}

    def _signature(self, metric: str) -> str:
        settings = self.settings
        budget, references = settings.budget, (min(self.references), max(self.references))
        parts = [*METRICS[metric].signed(metric, settings.rouge, references)]
        if budget is not None:
            parts.append(f"budget:{budget}{'+' if budget.overfill else ''}")
        parts += [f"lang:{settings.language}"] if settings.language else []
        return "|".join([*parts, f"boot:{settings.boot}", f"seed:{settings.seed}", f"v:{__version__}"])


def _run(
    topics: Iterable[tuple[Topic, str]],
    systems: dict[str, System],
    settings: Settings,
    jobs: int,
    store: Store | None,
) -> Iterator[Scored]:
    """Yield every scored summary in order; what the store has is not computed again."""
    waiting: deque[dict[str, Scored]] = deque()

    def work() -> Iterator[tuple[Topic, dict[str, System], dict[str, str]]]:
        for topic, digest in topics:
            keys = {name: _key(digest, name, system, settings) for name, system in systems.items()}
            done = {
                name: store.read(topic.id, name)
                for name, key in keys.items()
                if store is not None and store.has(topic.id, name, key)
            }
            waiting.append(done)
            rest = {name: one for name, one in systems.items() if name not in done}
            yield (
                topic,
                {n: one.only(topic) if isinstance(one, Given) else one for n, one in rest.items()},
                keys,
            )

    for fresh in _map(work(), settings, jobs):
        found = {**waiting.popleft(), **{scored.system: scored for scored in fresh}}
        yield from (found[name] for name in systems)


def _map(
    work: Iterator[tuple[Topic, dict[str, System], dict[str, str]]], settings: Settings, jobs: int
) -> Iterator[list[Scored]]:
    if jobs == 1:
        yield from (_score_topic(*task, settings) for task in work)
        return
    from joblib import Parallel, delayed

    yield from Parallel(n_jobs=jobs, return_as="generator")(
        delayed(_score_topic)(*task, settings) for task in work
    )


def _key(digest: str, name: str, system: System, settings: Settings) -> str:
    """Return the store's key; predictions and functions that were handed over have none: they may change."""
    ours = type(system).__module__ if not hasattr(system, "__qualname__") else system.__module__
    if isinstance(system, Given | Predictions) or ours.split(".")[0] != "eval":
        return ""
    return key_of(digest, name, repr(settings))


def _score_topic(
    topic: Topic, systems: Mapping[str, System], keys: Mapping[str, str], settings: Settings
) -> list[Scored]:
    """Run the systems on one topic; its references are tokenised once."""
    texts = TopicTexts(topic, settings.rouge, settings.language)
    metrics = settings.metrics or tuple(METRICS)
    scored = []
    for name, system in systems.items():
        began = time.perf_counter()
        try:
            summary = _by_sentence(as_summary(system(topic, settings.budget)), texts)
        except NothingToBriefError:
            summary = Summary(())
        except DataError:
            raise
        except TracebriefError as error:
            raise DataError(f"{name} failed on {topic.origin or topic.id}: {error}") from error
        seconds = time.perf_counter() - began
        try:
            scores = score_summary(texts, summary, metrics)
        except DataError as error:
            raise DataError(f"{topic.origin or topic.id}: {name}: {error}") from error
        scored.append(Scored(topic.id, name, summary, scores, seconds, keys[name]))
    return scored


def _refuse_unscored(per_topic: Mapping[str, Mapping[str, Scores]], settings: Settings) -> None:
    """Raise DataError where a metric that was named yielded nothing."""
    found = {metric_of(one) for topics in per_topic.values() for scores in topics.values() for one in scores}
    for metric in settings.metrics or ():
        if metric not in found:
            needs = " and ".join(sorted(METRICS[metric].needs)) or "words"
            raise DataError(
                f"no summary has a score for {metric}: it needs {needs}, which the data or the systems lack"
            )
