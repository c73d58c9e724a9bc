"""The systems to be scored: ours by name, baselines, the oracle, peers, and predictions in files.

A system is a function from a topic and a budget to a summary. ``resolve`` finds one by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from summarizer.note.brief import Brief
from summarizer.selectors.budget import Budget

from .baselines import gold, lead, oracle, random
from .data import DataError, Summary, Topic, documents_of, summary_of_brief, summary_of_lines, summary_of_text
from .datasets import read_predictions, read_text
from .peers import PEERS

Output = Summary | Brief | Sequence[str] | str
System = Callable[[Topic, Budget | None], Output]


def safe_name(key: str) -> str:
    """Return a topic id or system name as a file name: other characters than A–Z a–z 0–9 - _ . ~ + as %XX."""
    name = quote(key, safe="+", errors="surrogatepass")
    name = name.replace(".", "%2E", 1) if name.startswith(".") else name
    if len(name) > 200:
        name = f"{name[:180]}~{sha256(key.encode()).hexdigest()[:16]}"
    return name or "%"


@dataclass(frozen=True, slots=True)
class Predictions:
    """The system whose summaries stand in ``folder``, one file ``<topic id>.txt`` each.

    Characters of an id that do not suit a file name may stand there as ``safe_name`` writes them.
    """

    folder: Path

    def __call__(self, topic: Topic, budget: Budget | None) -> Summary:
        """Read the summary of ``topic``; the budget does not change it."""
        for name in _file_names(topic.id):
            if (self.folder / f"{name}.txt").is_file():
                return summary_of_text(read_text(self.folder / f"{name}.txt"))
        raise DataError(
            f"{self.folder / safe_name(topic.id)}.txt is missing: every topic needs a prediction; "
            "an empty file scores 0 and is counted"
        )

    def refuse_strangers(self, ids: Iterable[str]) -> None:
        """Raise DataError where a file of the folder belongs to none of the topics ``ids``."""
        known = {name for key in ids for name in _file_names(key)}
        strangers = sorted(set(read_predictions(self.folder)) - known)
        if strangers:
            others = f" (nor do {len(strangers) - 1} others)" if len(strangers) > 1 else ""
            raise DataError(
                f"{self.folder / strangers[0]}.txt belongs to no topic of the data{others}; "
                "remove it or add the topic"
            )


def _file_names(key: str) -> tuple[str, ...]:
    """Return the names that a topic's file may have, without suffix; never one that leaves its folder."""
    return (safe_name(key),) if any(char in key for char in "/\\\0") else (safe_name(key), key)


@dataclass(frozen=True, slots=True)
class Given:
    """The system whose summaries are given as texts by topic id."""

    texts: dict[str, str]

    def __call__(self, topic: Topic, budget: Budget | None) -> Summary:
        """Look the summary of ``topic`` up."""
        return summary_of_text(self._text(topic))

    def refuse_strangers(self, ids: Iterable[str]) -> None:
        """Raise DataError where a text belongs to none of the topics ``ids``."""
        strangers = sorted(set(self.texts) - set(ids))
        if strangers:
            others = f" (nor do {len(strangers) - 1} others)" if len(strangers) > 1 else ""
            raise DataError(
                f"the prediction for {strangers[0]!r} belongs to no topic of the data{others}; "
                "remove it or add the topic"
            )

    def only(self, topic: Topic) -> Given:
        """Return the system with the text of ``topic`` alone: what a worker needs of it."""
        return Given({topic.id: self._text(topic)})

    def _text(self, topic: Topic) -> str:
        if topic.id not in self.texts:
            raise DataError(f"there is no prediction for the topic {topic.id!r}; an empty text scores 0")
        return self.texts[topic.id]


def as_summary(output: Output) -> Summary:
    """Make a Summary of whatever a system returned: a note, lines, one text."""
    if isinstance(output, Summary):
        return output
    if isinstance(output, Brief):
        return summary_of_brief(output)
    return summary_of_text(output) if isinstance(output, str) else summary_of_lines(output)


@dataclass(frozen=True, slots=True)
class Ours:
    """This project's summarizer with a ranker and a selector; None leaves the choice to its defaults.

    ``rewrite`` names the model that rewrites the lines.
    """

    ranker: str | None = None
    selector: str | None = None
    rewrite: str | None = None

    def __call__(self, topic: Topic, budget: Budget | None) -> Brief:
        """Write the note on ``topic``, to its query where it has one.

        Where the line that crosses the budget may be in, the lines stand in the order of choice, so that
        truncation cuts that one and not whichever comes last in time.
        """
        from summarizer.pipeline import Options, summarize
        from summarizer.rewrite import RewriteOptions

        options = Options(query=(topic.query or "").strip() or None)
        options = replace(
            options,
            budget=budget or options.budget,
            order="score" if budget and budget.overfill else options.order,
            ranker=self.ranker or options.ranker,
            selector=self.selector or options.selector,
            rewrite=RewriteOptions(self.rewrite) if self.rewrite else None,
        )
        return summarize(documents_of(topic), options, jobs=1)


def resolve(name: str) -> System:
    """Return the system called ``name``; raise DataError that lists the names where there is none.

    ``default`` is what ``tracebrief brief`` does, ``textrank`` a ranker with its usual selector,
    ``textrank+mmr`` a ranker with a selector. ``lead`` and ``random`` alone are the plain baselines,
    since a selector that weighs content would make them something else. ``default@MODEL`` and
    ``textrank+mmr@MODEL`` have a model rewrite the lines: all behind the first ``@`` is what ``--rewrite``
    takes. Where no selector of that name is, ``textrank+MODEL`` is the same for a server or a folder.
    """
    from summarizer.models.hub import is_folder
    from summarizer.rankers import RANKERS
    from summarizer.rewrite.options import SERVER
    from summarizer.selectors import SELECTORS

    chosen, at, model = name.partition("@")
    if not at or "+" in chosen:
        before, plus, behind = name.partition("+")
        if plus and (behind.startswith(SERVER) or (behind not in SELECTORS and is_folder(behind))):
            chosen, at, model = before, "@", behind
    if at and model and chosen not in FIXED and chosen not in PEERS:
        ours = resolve(chosen)
        return replace(ours, rewrite=model) if isinstance(ours, Ours) else ours
    if name == "default":
        return Ours()
    fixed = FIXED.get(name) or PEERS.get(name)
    if fixed:
        return fixed
    ranker, plus, selector = name.partition("+")
    if ranker in RANKERS and (selector in SELECTORS or not plus):
        return Ours(ranker, selector or None)
    known = dict.fromkeys(("default", *RANKERS, *FIXED, *PEERS))
    raise DataError(
        f"no system is named {name!r}; there are {', '.join(known)}, a ranker with a selector "
        f"({', '.join(SELECTORS)}) such as {next(iter(RANKERS))}+{next(iter(SELECTORS))}, "
        "one of these with @ and a model that rewrites (default@MODEL), all and peers"
    )


def expand(names: Iterable[str]) -> tuple[str, ...]:
    """Write out ``all`` (every ranker with every selector) and ``peers`` (those that are installed)."""
    from summarizer.rankers import RANKERS
    from summarizer.selectors import SELECTORS

    groups = {
        "all": [f"{ranker}+{selector}" for ranker in RANKERS for selector in SELECTORS],
        "peers": [name for name in PEERS if find_spec(name.split("-")[0])],
    }
    return tuple(dict.fromkeys(one for name in names for one in groups.get(name, [name])))


FIXED: Mapping[str, System] = {"lead": lead, "random": random, "oracle": oracle, "gold": gold}
