"""The systems to be scored: ours by name, baselines, the oracle, peers, and predictions in files.

A system is a function from a topic and a budget to a summary. ``resolve`` finds one by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from summarizer.brief import Brief, cite
from summarizer.budget import Budget
from summarizer.data import Span

from .data import DataError, Summary, SummaryLine, Topic, documents_of, summary_of_lines, summary_of_text
from .data import summary_of_brief as _of_brief
from .datasets import read_predictions, read_text

Output = Summary | Brief | Sequence[str] | str
System = Callable[[Topic, Budget | None], Output]


@dataclass(frozen=True, slots=True)
class Predictions:
    """The system whose summaries stand in ``folder``, one file ``<topic id>.txt`` each."""

    folder: Path

    def __call__(self, topic: Topic, budget: Budget | None) -> Summary:
        """Read the summary of ``topic``; the budget does not change it."""
        path = self.folder / f"{topic.id}.txt"
        if not path.is_file():
            raise DataError(
                f"{path} is missing: every topic needs a prediction; an empty file scores 0 and is counted"
            )
        return summary_of_text(read_text(path))

    def refuse_strangers(self, ids: Iterable[str]) -> None:
        """Raise DataError where a file of the folder belongs to none of the topics ``ids``."""
        strangers = sorted(set(read_predictions(self.folder)) - set(ids))
        if strangers:
            raise DataError(
                f"{self.folder / strangers[0]}.txt belongs to no topic of the data"
                + (f" (nor do {len(strangers) - 1} others)" if len(strangers) > 1 else "")
                + "; remove it or add the topic"
            )


@dataclass(frozen=True, slots=True)
class Given:
    """The system whose summaries are given as texts by topic id."""

    texts: dict[str, str]

    def __call__(self, topic: Topic, budget: Budget | None) -> Summary:
        """Look the summary of ``topic`` up."""
        if topic.id not in self.texts:
            raise DataError(f"there is no prediction for the topic {topic.id!r}; an empty text scores 0")
        return summary_of_text(self.texts[topic.id])


def as_summary(output: Output) -> Summary:
    """Make a Summary of whatever a system returned: a note, lines, one text."""
    if isinstance(output, Summary):
        return output
    if isinstance(output, Brief):
        return _of_brief(output)
    return summary_of_text(output) if isinstance(output, str) else summary_of_lines(output)


def gold(topic: Topic, budget: Budget | None) -> Summary:
    """Repeat the reference sentences that annotators aligned, each citing exactly its gold spans.

    The check of the citation metrics: precision, recall and F1 are 1 by construction.
    """
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


def resolve(name: str) -> System:
    """Return the system called ``name``; raise DataError that lists the names where there is none."""
    if name in _OWN:
        return _OWN[name]
    raise DataError(f"no system is named {name!r}; there are {', '.join(_OWN)}")


_OWN: dict[str, System] = {"gold": gold}
