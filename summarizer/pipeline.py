"""The stages composed: documents and options in, a note out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from summarizer.records import dataclass

from .compose.agreed import agreements
from .compose.chronology import date_documents
from .compose.copies import independent_groups
from .compose.lines import ORDERS, Choice, Composition, Order, compose, describe_sources
from .compose.title import title_of
from .conflicts import READ, disagreements, find_conflicts
from .conflicts.outdated import tolls
from .content.cores import Cores, several
from .content.judged import judge
from .content.kinds import MEETING, kinds_of
from .content.reading import Marked, content, marked, unread
from .data import Document, Sentence
from .errors import NothingToBriefError, OptionError
from .graph.prior import position_prior
from .graph.query import Asked, query_relevance
from .graph.similarity import SentenceGraph, vectorize
from .graph.terms import index_terms
from .note.brief import Brief, Line, Stats
from .note.tool import __version__, tool
from .rankers import RANKERS
from .selectors import SELECTORS
from .selectors.budget import Budget
from .selectors.funnel import Pile, is_large, pose_best
from .selectors.mmr import fill
from .selectors.pose import pose
from .text.keyphrases import Phrases
from .text.language import count_words
from .text.wordlist import Words

if TYPE_CHECKING:
    from .rewrite import RewriteOptions, Rewritten

RESERVE = 4
"""Length of the lines that a rewriting model is offered, as a multiple of the note's."""

ASIDE = 2_000
"""Sentences from which it pays to have another core look for conflicts and copies."""

_Found = TypeVar("_Found")
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
    jobs: int | None = None,
    found: Marked | None = None,
) -> Brief:
    """Write the note on ``documents``: split, rank, select, compose, and rewrite where that is asked for.

    ``warnings`` are carried into the note, as those of `load.Pile`. The same documents and options give
    the same note: it holds no time and no path but those the documents hold. A large pile takes ``jobs``
    processes where it can (`cores.several`), by default one for each core. ``found`` is what
    `reading.marked` returns of the documents, where that is known. Raises
    :class:`NothingToBriefError` where no document holds a sentence of content, :class:`OptionError`
    where no sentence fits into the length.
    """
    options = options or Options()
    notes = list(warnings)
    with several(jobs) as cores:
        return _summarized(documents, options, notes, progress, cores, found)


def _summarized(
    documents: Sequence[Document],
    options: Options,
    notes: list[str],
    progress: Progress,
    cores: Cores,
    found: Marked | None,
) -> Brief:
    progress("splitting into sentences")
    every, words = found or marked(documents, cores)
    progress("passing over boilerplate")
    whole = (every, words) if is_large(every) else None
    read = unread(every, words) if whole else content(every, words, options.trim, cores)
    del every  # what has been read stands in its place
    sentences, words = read.sentences, read.words
    if not sentences:
        raise NothingToBriefError(
            f"{_names(documents)}: no sentence of content, only headings, captions or boilerplate; "
            "give documents with running text."
        )
    full = dict.fromkeys(sentence.document for sentence in sentences)
    notes += [f"{d.id} ({d.name}): no sentence of content in it." for d in documents if d not in full]
    progress("ranking")
    graph, asked = _graph(sentences, options.query, words)
    notes += _unheard(options.query or "", asked)
    scores = RANKERS[options.ranker](graph, options.seed)
    known = None if whole else judge(sentences, words, read.named, cores)
    datings = date_documents(sentences, graph)
    disputed = _aside(cores, sentences, lambda: disagreements(sentences, graph, datings))
    groups = _aside(cores, sentences, lambda: _numbered(sentences))
    progress("choosing")
    bears = asked.bears if asked and asked.words else None
    told, closely = tolls(sentences, words), len(sentences)
    if whole:
        posed = pose_best(Pile(read, graph, scores, *whole), options.budget, options.trim, bears, told, cores)
        problem, sentences, closely = posed.problem, posed.sentences, posed.read
    else:
        problem = pose(sentences, graph, scores, options.budget, bears, told, known)
    selection = SELECTORS[options.selector](problem)
    progress("composing")
    phrases = Phrases.of(sentences)
    independent = dict(zip(full, groups(), strict=True))
    choice = Choice(sentences, problem, selection.sentences, phrases, options.order, datings, independent)
    rewritten = _rewritten(choice, options, options.rewrite, progress) if options.rewrite else None
    composition = compose(choice) if rewritten is None else rewritten.composition
    conflicts = find_conflicts(sentences, graph, datings, composition.lines, found=disputed(), bears=bears)
    in_dispute = [claim.citation for conflict in conflicts for claim in conflict.claims]
    return Brief(
        title=options.title or title_of(documents, phrases),
        lines=(),
        sources=describe_sources(documents, composition.datings),
        stats=Stats(
            documents=len(documents),
            sentences=len(sentences),
            words_in=sum(count_words(document.text) for document in documents),
            rewritten=rewritten.lines.rewritten if rewritten else None,
            fallbacks=rewritten.lines.fallbacks if rewritten else None,
        ),
        signature="|rewrite:".join(
            (
                options.signature() + _read_in_part(sentences, closely),
                *([rewritten.lines.signature] if rewritten else []),
            )
        ),
        options=options.as_dict() | ({"selection": selection.remark} if selection.remark else {}),
        tool=tool(),
        conflicts=conflicts,
        agreements=agreements(problem, sentences, independent, composition.lines, in_dispute),
        omitted=composition.omitted,
        warnings=(*notes, *composition.remarks),
    ).with_lines(composition.lines)


def _aside(cores: Cores, sentences: Sequence[Sentence], task: Callable[[], _Found]) -> Callable[[], _Found]:
    """Begin on another core what the choice of sentences does not need, if there are sentences enough."""
    return cores.begin(task) if len(sentences) >= ASIDE else task


def _numbered(sentences: Sequence[Sentence]) -> list[int]:
    """Return the number of each document's group of copies, in order: documents travel by their place."""
    return list(independent_groups(sentences).values())


@dataclass(frozen=True, slots=True)
class _Rewriting:
    lines: Rewritten
    composition: Composition


def _rewritten(choice: Choice, options: Options, how: RewriteOptions, progress: Progress) -> _Rewriting:
    """Have a model rewrite the lines of a choice, and fill the room that this makes.

    It is offered the lines of the extractive note, then the next best that share no sentence with these; what
    it takes of them is composed anew, so that order, dates, sections and what is left out are those of an
    extractive note of the same lines.
    """
    from .rewrite import rewrite

    budget, limit = options.budget, choice.problem.limit
    more = replace(choice.problem, limit=limit if budget.unit == "sentences" else RESERVE * limit)
    order = fill(more, choice.chosen).sentences
    numbers: dict[str, list[int]] = {}
    for i, sentence in enumerate(choice.sentences):
        numbers.setdefault(sentence.document.id, []).append(i)
    offered = compose(choice).lines
    if len(order) > len(choice.chosen):
        own = frozenset(choice.chosen)
        offered += tuple(
            replace(line, id=f"more {line.id}")
            for line in compose(replace(choice, chosen=order)).lines
            if own.isdisjoint(_members(line, choice.sentences, numbers))
        )
    members = {line.id: _members(line, choice.sentences, numbers) for line in offered}
    rank = {sentence: at for at, sentence in enumerate(order)}
    wanted = sorted(
        offered, key=lambda line: min(rank.get(sentence, len(rank)) for sentence in members[line.id])
    )
    done = rewrite(wanted, choice.sentences, how, progress, (budget, limit))
    kept = {line.id for line in done.lines} | done.absorbed
    chosen = tuple(i for i in order if any(i in members[id] for id in kept))
    texts = {line.id: line.text for line in offered}
    saved = any(line.text != texts[line.id] for line in done.lines)
    if not saved:  # nothing can be spent: the note is the extractive one
        chosen = choice.chosen
    composition = compose(replace(choice, chosen=chosen))
    by_place = {_places(line): line for line in offered}
    new = {line.id: line for line in done.lines}
    lines = []
    for line in composition.lines:
        made = new.get(by_place[_places(line)].id) if _places(line) in by_place else line
        if made is None and not saved:
            made = line
        if made is not None:
            lines.append(
                replace(
                    line,
                    text=made.text,
                    citations=made.citations,
                    kind=made.kind,
                    support=made.support,
                    reasons=made.reasons,
                    refused=made.refused,
                    independent=min(line.independent, made.independent),
                )
            )
    done = replace(done, fallbacks=sum(bool(line.reasons) for line in lines))
    warnings = composition.remarks
    if done.fallbacks:
        warnings = (
            *warnings,
            f"{done.fallbacks} of {len(lines)} lines are quoted: what the model wrote for them was refused.",
        )
    renumbered = tuple(replace(line, id=f"L{at}") for at, line in enumerate(lines, 1))
    return _Rewriting(done, replace(composition, lines=renumbered, remarks=warnings))


def _members(
    line: Line, sentences: Sequence[Sentence], numbers: Mapping[str, Sequence[int]]
) -> tuple[int, ...]:
    """Return which sentences a quoted line is made of; ``numbers`` are those of each document, in order."""
    found = []
    for source, start in _places(line):
        own = numbers[source]
        found.append(own[bisect_right(own, start, key=lambda i: sentences[i].span.start) - 1])
    return tuple(dict.fromkeys(found))


def _places(line: Line) -> tuple[tuple[str, int], ...]:
    """Return where the passages begin that a quoted line is made of."""
    return tuple((c.source, c.start) for c in line.citations if c.role == "primary")


def _graph(
    sentences: Sequence[Sentence], query: str | None, words: Words
) -> tuple[SentenceGraph, Asked | None]:
    """Return the graph, and what it has to do with the query where there is one."""
    terms = index_terms(sentences, words)
    vectors = vectorize(terms)
    prior, relevance, asked = position_prior(terms, vectors), np.ones(len(terms)), None
    if query:
        languages = list(dict.fromkeys(sentence.document.language for sentence in sentences))
        of = kinds_of(sentences)
        spoken = np.fromiter((of[one.document] == MEETING for one in sentences), np.bool_, len(sentences))
        asked = query_relevance(vectors, terms, query, languages, spoken)
        relevance = asked.relevance if asked.relevance.any() else relevance
    return SentenceGraph(vectors, terms, prior * relevance, relevance), asked


def _unheard(query: str, asked: Asked | None) -> list[str]:
    """Say what of the query no source has, in a sentence for the reader."""
    if asked is None or (asked.words and not asked.missing and not asked.apart):
        return []
    whole = " ".join(query.split())
    if not asked.words:
        return [f"The query “{whole}” has no word to look for: the note is about the sources at large."]
    if not asked.bears.any():
        return [f"No source has a word of the query “{whole}”: the note has no line."]
    if asked.apart and not asked.missing:
        others = _listed([f"“{word}”" for word in asked.apart])
        return [f"No sentence that names what the query “{whole}” is about has {others} in it."]
    return [f"No source has {_listed([f'“{word}”' for word in asked.missing])} of the query “{whole}”."]


def _read_in_part(sentences: Sequence[Sentence], closely: int) -> str:
    """Say, for the signature, how many sentences of a large pile were read ``closely``.

    And of how many conflicts were looked for.
    """
    told = f"|read:{closely} of {len(sentences)}" if closely < len(sentences) else ""
    several = sentences[0].document is not sentences[-1].document
    return told + (f"|conflicts:{READ} of {len(sentences)}" if several and len(sentences) > READ else "")


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _names(documents: Sequence[Document]) -> str:
    names = [document.name for document in documents[:3]]
    return ", ".join(names) + (f" and {len(documents) - 3} more" if len(documents) > 3 else "")
