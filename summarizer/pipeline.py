"""The stages composed: documents and options in, a note out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from .compose.lines import ORDERS, Choice, Order, compose, describe_sources
from .conflicts import READ, find_conflicts
from .content.boilerplate import mark
from .content.trim import trim
from .data import Document, Sentence
from .errors import NothingToBriefError, OptionError
from .graph.prior import position_prior
from .graph.query import Asked, query_relevance
from .graph.similarity import SentenceGraph, vectorize
from .graph.terms import index_terms
from .note.brief import Brief, Stats
from .note.tool import __version__, tool
from .rankers import RANKERS
from .selectors import SELECTORS
from .selectors.budget import Budget
from .selectors.pose import pose
from .text.keyphrases import Phrases
from .text.language import count_words
from .text.segment import split

if TYPE_CHECKING:
    from .rewrite import RewriteOptions

Progress = Callable[[str], None]
"""Called with what begins, a few words, at every stage."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose. ``seed`` matters to the random ranker alone.

    ``trim`` leaves out of the lines what they can spare; without it they are whole sentences.
    ``rewrite`` has a model turn the quoted lines into fluent ones; None leaves them quoted.
    """

    budget: Budget = field(default_factory=Budget)
    ranker: str = "textrank"
    selector: str = "coverage"
    query: str | None = None
    order: Order = "chronological"
    title: str | None = None
    seed: int = 0
    trim: bool = True
    rewrite: RewriteOptions | None = None

    def __post_init__(self) -> None:
        for option, value, allowed in (
            ("ranker", self.ranker, RANKERS),
            ("selector", self.selector, SELECTORS),
            ("order", self.order, ORDERS),
        ):
            if value not in allowed:
                raise OptionError(f"--{option} {value}: choose one of {', '.join(allowed)}.")
        if self.query is not None and not self.query.strip():
            raise OptionError("--query is empty: give words to look for, or leave it out.")

    def signature(self) -> str:
        """Return all that determines the note beside its sources, in one line."""
        ranker, selector = RANKERS[self.ranker], SELECTORS[self.selector]
        parts = [
            f"tracebrief:{__version__}",
            f"rank:{self.ranker}({ranker.parameters})",
            f"select:{self.selector}({selector.parameters})",
            f"length:{self.budget}",
            f"order:{self.order}",
        ]
        parts += [f"query:{' '.join(self.query.split())}"] if self.query else []
        parts += [f"seed:{self.seed}"] if self.ranker == "random" else []
        parts += [] if self.trim else ["trim:no"]
        return "|".join(parts)

    def as_dict(self) -> dict[str, Any]:
        """Return the options as they stand in the note's JSON."""
        return {
            self.budget.unit: self.budget.amount,
            "ranker": self.ranker,
            "selector": self.selector,
            "order": self.order,
            **({"query": self.query} if self.query else {}),
            **({"seed": self.seed} if self.ranker == "random" else {}),
            **({} if self.trim else {"trim": False}),
            **({"rewrite": self.rewrite.label} if self.rewrite else {}),
        }


def summarize(
    documents: Sequence[Document],
    options: Options | None = None,
    *,
    warnings: Iterable[str] = (),
    progress: Progress = lambda stage: None,
) -> Brief:
    """Write the note on ``documents``: split, rank, select, compose, and rewrite where that is asked for.

    ``warnings`` are carried into the note, as those of `load.Pile`. The same documents and options give
    the same note: it holds no time and no path but those the documents hold. Raises
    :class:`NothingToBriefError` where no document holds a sentence of content, :class:`OptionError`
    where no sentence fits into the length.
    """
    options = options or Options()
    notes = list(warnings)
    progress("splitting into sentences")
    found: Sequence[Sentence] = [sentence for document in documents for sentence in split(document)]
    progress("passing over boilerplate")
    found = mark(found)
    sentences = tuple(sentence for sentence in found if sentence.skip is None)
    if not sentences:
        raise NothingToBriefError(
            f"{_names(documents)}: no sentence of content, only headings, captions or boilerplate; "
            "give documents with running text."
        )
    if options.trim:
        sentences = tuple(trim(sentence) for sentence in sentences)
    full = {sentence.document for sentence in sentences}
    notes += [f"{d.id} ({d.name}): no sentence of content in it." for d in documents if d not in full]
    progress("ranking")
    graph, asked = _graph(sentences, options.query)
    notes += _unheard(options.query or "", asked)
    scores = RANKERS[options.ranker](graph, options.seed)
    progress("choosing")
    problem = pose(sentences, graph, scores, options.budget, asked.bears if asked and asked.words else None)
    selection = SELECTORS[options.selector](problem)
    progress("composing")
    phrases = Phrases.of(sentences)
    composition = compose(Choice(sentences, problem, selection.sentences, phrases, options.order))
    note = Brief(
        title=options.title or _title(phrases),
        lines=(),
        sources=describe_sources(documents, composition.datings),
        stats=Stats(
            documents=len(documents),
            sentences=len(sentences),
            words_in=sum(count_words(document.text) for document in documents),
        ),
        signature=options.signature() + _read_in_part(sentences),
        options=options.as_dict() | ({"selection": selection.remark} if selection.remark else {}),
        tool=tool(),
        conflicts=find_conflicts(sentences, graph, composition.datings, composition.lines),
        omitted=composition.omitted,
        warnings=(*notes, *composition.remarks),
    ).with_lines(composition.lines)
    if options.rewrite is None:
        return note
    from .rewrite import rewrite_brief

    return rewrite_brief(note, sentences, options.rewrite, progress)


def _graph(sentences: Sequence[Sentence], query: str | None) -> tuple[SentenceGraph, Asked | None]:
    """Return the graph, and what it has to do with the query where there is one."""
    terms = index_terms(sentences)
    vectors = vectorize(terms)
    prior, relevance, asked = position_prior(terms, vectors), np.ones(len(terms)), None
    if query:
        languages = list(dict.fromkeys(sentence.document.language for sentence in sentences))
        asked = query_relevance(vectors, terms, query, languages)
        relevance = asked.relevance if asked.relevance.any() else relevance
    return SentenceGraph(vectors, terms, prior * relevance, relevance), asked


def _unheard(query: str, asked: Asked | None) -> list[str]:
    """Say what of the query no source has, in a sentence for the reader."""
    if asked is None or (asked.words and not asked.missing):
        return []
    whole = " ".join(query.split())
    if not asked.words:
        return [f"The query “{whole}” has no word to look for: the note is about the sources at large."]
    if not asked.bears.any():
        return [f"No source has a word of the query “{whole}”: the note has no line."]
    return [f"No source has {_listed([f'“{word}”' for word in asked.missing])} of the query “{whole}”."]


def _read_in_part(sentences: Sequence[Sentence]) -> str:
    """Say, for the signature, of how many sentences of a large pile conflicts were looked for."""
    several = sentences[0].document is not sentences[-1].document
    return f"|conflicts:{READ} of {len(sentences)}" if several and len(sentences) > READ else ""


def _title(phrases: Phrases) -> str:
    words = phrases.title()
    return f"Briefing note: {', '.join(words)}" if words else "Briefing note"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _names(documents: Sequence[Document]) -> str:
    names = [document.name for document in documents[:3]]
    return ", ".join(names) + (f" and {len(documents) - 3} more" if len(documents) > 3 else "")
