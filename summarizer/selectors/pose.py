"""The problem of choosing as it is posed to a selector: costs, eligibility, what leans on what."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from summarizer.content.judged import Judged, judge
from summarizer.content.kinds import (
    DECIDED,
    JUDGMENT,
    MINUTES,
    NEWS,
    REVIEW,
    kinds_of,
    searching,
    stand_apart,
)
from summarizer.content.overtaken import ahead
from summarizer.content.quotations import outside
from summarizer.content.referents import Referents
from summarizer.content.replies import Replies
from summarizer.content.sections import HELD, RESULT
from summarizer.content.standalone import unnamed
from summarizer.content.worth import BESIDE, IDLE, TOP, comes_to, headnotes, is_second_half, worth
from summarizer.data import Sentence
from summarizer.errors import OptionError
from summarizer.graph.similarity import SentenceGraph, Vector
from summarizer.languages import words as words_of
from summarizer.records import dataclass
from summarizer.statements.again import says_again, told_together
from summarizer.statements.cues import denying, is_known
from summarizer.text.language import count_words, stop_words, tokens

from .budget import Budget
from .problem import Problem

ENOUGH = 1
"""How many times the length other sentences must fill for those that say nothing to be left out."""
PLAIN, FILLED = 1.0, 0.4
"""Worth below which a sentence of minutes, a judgment … is talk; share of the length that the others must
fill for it to be left out: a shorter note is better than a padded one."""
DULL, HALF_FILLED = 0.35, 0.2
"""The same of what is only submitted or led to a decision."""
SEVERAL, AGAIN, AT_MOST = 4, 0.6, 2
"""Reviews from which each is heard first; what what else one says counts, for each line before it up to so
many."""
RESULTS, ANSWER = (JUDGMENT, MINUTES), 2.0
"""Kinds of document that come to a result, and what that counts beside what else bears on a question."""
HALF = 0.3
"""What one side of a decision counts where a sentence gives both."""
UNNAMED = 0.4
"""What a sentence counts that speaks of a thing which its document named far before."""
FAR, LATE, LEADS = 10, 0.7, 0.5
"""Sentences behind which a report tells what is beside the matter or was before; what they count; how far
the pile opens with what matters (`lead_strength`) for that to be so."""
MINOR, SMALL, OPENING = 30.0, 0.3, 3
"""How many times over the leading toll exceeds one that is small beside it; what that one counts; sentences
of a report in which it is not small."""
KINDS = ("dead", "missing", "sick", "injured", "displaced")
"""Kinds of toll, the one that leads a note first."""
OLD, NEW, LEADING, NEXT = 0.1, 2.5, 2.5, 1.25
"""What a sentence counts whose figure is overtaken, the one that overtakes it, and the leading toll's of the
first kind and of another."""
OPENS = 1.0
"""What one counts that its report opens with: under its day it tells what happened, and beside it stands what
the toll has come to."""
TWIN, CLIPPED = 12, 3
"""Words from which two sentences of the same words are one, and how many small ones the one may lack."""
HIGHEST = 5
"""Tolls of a kind, from the highest, of which a note may have one."""


@dataclass(frozen=True, slots=True)
class Tolls:
    """What the tolls of a pile tell of its sentences.

    ``outdated`` are those whose toll a document of a later day overtakes, each with the newest that does;
    ``counts`` are, for each kind of toll, those that nothing overtakes, the highest first: each with its
    sentence, and whether it is of anybody and that sentence speaks of what the pile is on.
    """

    outdated: Mapping[int, int] = field(default_factory=dict)
    counts: Mapping[str, Sequence[tuple[float, int, bool]]] = field(default_factory=dict)

    @property
    def leading(self) -> list[int]:
        """The sentences with the newest and the highest tolls: a note is to have them."""
        highest = (at for ones in self.counts.values() for _, at, _ in ones[:HIGHEST])
        return [*self.outdated.values(), *highest]

    def at(self, place: Mapping[int, int]) -> Tolls:
        """Return those of some sentences, by their ``place`` among them."""
        return Tolls(
            {place[old]: place[new] for old, new in self.outdated.items() if old in place and new in place},
            {
                kind: [(value, place[at], whole) for value, at, whole in ones if at in place]
                for kind, ones in self.counts.items()
            },
        )


def pose(
    sentences: Sequence[Sentence],
    graph: SentenceGraph,
    scores: Vector,
    budget: Budget,
    bears: NDArray[np.bool_] | None = None,
    tolls: Tolls | None = None,
    known: Judged | None = None,
    limit: int | None = None,
) -> Problem:
    """Return what there is to choose from: what each sentence costs, needs and may be, within ``budget``.

    ``scores`` are one a sentence. ``bears`` tells which have to do with the question that was asked, None
    where there is none: no other may be chosen, save with one that leans on it. ``tolls`` are the pile's;
    ``known`` is how the sentences are judged, where they have been, ``limit`` the length in units of the
    budget where they are not all that it is a share of. Raises :class:`OptionError` where no sentence fits
    into the length.
    """
    known = known or judge(sentences, graph.terms.words)
    context, needed, standing = known.context, [*known.needed], [*known.standing]
    for i in headnotes(sentences):
        needed[i], standing[i] = (i - 1 if is_second_half(sentences, i) else -1), True
    outcomes = [i for i in range(1, len(sentences)) if comes_to(sentences[i - 1], sentences[i])]
    for i in outcomes:  # one is read behind its ground
        needed[i], standing[i] = i - 1, standing[i - 1] and standing[i]
    if bears is not None:
        standing = _bearing(standing, needed, bears)
        if not any(standing):  # what bears on the question stands nowhere alone: better that than nothing
            needed, standing = [-1] * len(sentences), bears.tolist()
    elif not any(standing):  # a pile of fragments: better those than nothing
        needed, standing = [-1] * len(sentences), [True] * len(sentences)
    texts = [
        sentence.shown if sentence.glosses else reading.text
        for sentence, reading in zip(sentences, context.readings, strict=True)
    ]
    words = np.fromiter(map(count_words, texts), np.int64, len(texts))
    costs = words.copy()
    if budget.unit in ("sentences", "chars"):
        costs = np.fromiter(map(budget.cost, texts), np.int64, len(texts))
    if budget.unit == "chars":  # the space that joins a leaning sentence to the one it needs
        costs += np.array(needed) >= 0
    limit = budget.limit(texts) if limit is None else limit
    eligible = np.array(standing) & _first_of_its_wording(texts, standing)
    eligible[_clipped(sentences, texts, eligible)] = False
    before = np.array(needed, dtype=np.int64)
    value = worth(sentences, known.alone)
    if bears is not None:  # what bears on the question is worth the same, save a report's "Read more on …"
        own = np.array(_kinds(sentences))
        nothing = (value <= IDLE) & (own == NEWS)
        eligible &= ~nothing | (not (eligible & ~nothing).any())
        # What was decided answers better than what led to it.
        value = np.where(np.isin(own, RESULTS) & (value >= TOP), ANSWER, 1.0)
    else:
        value[_answered(sentences, value, eligible)] = BESIDE
        value[_one_sided(sentences, value)] *= HALF
        value[_far_down(sentences, graph, scores)] *= LATE
        value *= _voices(sentences, scores * value / np.cbrt(_whole_costs(words, before) + 1.0), eligible)
        value[[i for i in unnamed(sentences, context) if before[i] < 0]] *= UNNAMED
    tolls = tolls or Tolls()
    for old, new in tolls.outdated.items():
        value[old] = min(value[old], OPENS if graph.terms.positions[old] == 0 else OLD)
        value[new] = max(value[new], NEW)
    if bears is None:
        _weigh_tolls(tolls.counts, sentences, value)
    whole = _whole_costs(costs, before)
    eligible = _without_idle(eligible, value, whole, limit, sentences, budget.unit != "sentences")
    cheapest = int(whole[eligible].min(initial=sys.maxsize))
    if eligible.any() and limit < cheapest and not budget.overfill:
        unit = "words" if budget.unit == "percent" else budget.unit
        raise OptionError(
            f"--{budget.unit} {budget.amount:g}: the shortest sentence worth quoting has {cheapest} {unit}; "
            f"ask for at least {'that share' if budget.unit == 'percent' else cheapest}."
        )
    apart = bears is None and stand_apart(tuple(kinds_of(sentences)))
    replies = Replies(sentences)
    spoken = Referents.of(sentences, needed, context, graph.terms.words, known.named)
    return Problem(
        graph=graph,
        scores=scores * value,
        costs=costs,
        words=words,
        limit=limit,
        eligible=eligible,
        needs=before,
        worth=value,
        overfill=budget.overfill,
        apart=apart,
        opinions=bears is None and all(kind == REVIEW for kind in kinds_of(sentences).values()),
        asks=spoken.asks,
        tells=spoken.tells,
        says=partial(_says, sentences),
        between=partial(_between, sentences),
        turns=replies.turns,
        denials=replies.denials,
    )


def _says(sentences: Sequence[Sentence], one: int, other: int) -> bool:
    """Tell whether another sentence says about all that one says."""
    text, by = sentences[one], sentences[other]
    language = text.document.language
    return by.document.language == language and says_again(text.shown, by.shown, language)


def _between(sentences: Sequence[Sentence], one: int, others: Sequence[int]) -> bool:
    """Tell whether other sentences have about all that one says between them.

    What is for the most part said in words of somebody's own is his.
    """
    text, by = sentences[one], [sentences[other] for other in others]
    language = text.document.language
    plain, _ = outside(text.shown, "")
    if 2 * len(plain) < len(text.shown) or any(other.document.language != language for other in by):
        return False
    return told_together(text.shown, tuple(other.shown for other in by), language)


def _without_idle(
    eligible: NDArray[np.bool_],
    value: NDArray[np.float64],
    whole: NDArray[np.int64],
    limit: int,
    sentences: Sequence[Sentence],
    spares: bool,
) -> NDArray[np.bool_]:
    """Return what may be chosen without what is worth little, step by step, as long as enough is left.

    ``whole`` is what each costs with what it needs; ``spares`` tells whether room may stay empty.
    """
    steps: list[tuple[NDArray[np.bool_], float]] = [(value <= IDLE, ENOUGH)]
    if spares:
        decided = _decided(sentences)
        steps += [
            ((value < PLAIN) & decided, FILLED),
            ((value <= DULL) & decided, HALF_FILLED),
            ((value <= IDLE) & _of_a_kind(sentences), HALF_FILLED),
        ]
    for little, share in steps:
        rest = eligible & ~little
        if whole[rest].sum() >= share * limit:
            eligible = rest
    return eligible


def _answered(
    sentences: Sequence[Sentence], value: NDArray[np.float64], eligible: NDArray[np.bool_]
) -> list[int]:
    """Return the catchwords heading judgments that give their result in a sentence: that is the line."""
    headed = headnotes(sentences)
    told = {
        sentence.document
        for sentence, worth, able in zip(sentences, value, eligible, strict=True)
        if able and sentence.part in (RESULT, HELD) and worth >= TOP
    }
    return [i for i in headed if sentences[i].document in told]


def _one_sided(sentences: Sequence[Sentence], value: NDArray[np.float64]) -> list[int]:
    """Return the sentences that give one side of what was decided in part, where another one gives both."""

    def partly(i: int) -> bool:
        return searching(sentences[i].document.language, f"kinds.{JUDGMENT}", "partly")(sentences[i].own)

    divided = {sentences[i].document for i in headnotes(sentences) if partly(i)}
    told = [
        i
        for i, one in enumerate(sentences)
        if one.document in divided and one.part in (RESULT, HELD) and value[i] >= TOP
    ]
    whole = {sentences[i].document for i in told if partly(i)}
    return [i for i in told if sentences[i].document in whole and not partly(i)]


def _far_down(sentences: Sequence[Sentence], graph: SentenceGraph, scores: Vector) -> NDArray[np.bool_]:
    """Tell which sentences (n,) stand far down in a report, in a pile whose reports open with what matters.

    Not so those that score more than what their own report opens with: it is on something else.
    """
    positions, documents = graph.terms.positions, graph.terms.documents
    deepest = int(positions.argmax())
    strength = -2 * np.log(graph.prior[deepest]) / np.log1p(max(1, int(positions[deepest])))
    reports = np.fromiter((kind == NEWS for kind in _kinds(sentences)), np.bool_, len(sentences))
    lead = np.zeros(int(documents.max()) + 1)
    np.maximum.at(lead, documents, np.where(positions < OPENING, scores, 0.0))
    found: NDArray[np.bool_] = reports & (positions >= FAR) & (scores < lead[documents])
    return found & bool(strength >= LEADS)


def _weigh_tolls(
    counts: Mapping[str, Sequence[tuple[float, int, bool]]],
    sentences: Sequence[Sentence],
    value: NDArray[np.float64],
) -> None:
    """Have the highest toll of each kind count more, most that of the dead, and what is small beside it less.

    It is the highest of those of the matter that are no history and no hearsay. What a report opens with is
    not small.
    """
    leads = {
        kind: next(((count, i) for count, i, whole in tolls if whole and value[i] >= 1), None)
        for kind, tolls in counts.items()
    }
    first = next((kind for kind in KINDS if leads.get(kind)), None)
    for kind, lead in leads.items():
        if lead is None:
            continue
        most = {i: count for count, i, _ in reversed(counts[kind])}
        for i, count in most.items():
            if count * MINOR <= lead[0] and value[i] < NEW and sentences[i].position >= OPENING:
                value[i] *= SMALL
        value[lead[1]] = max(value[lead[1]], LEADING if kind == first else NEXT)


def _voices(
    sentences: Sequence[Sentence], scores: Vector, eligible: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return what a sentence counts (n,) by who said it: each is heard before one goes on.

    So it is of reviewers, and of documents that are a matter each: what else they say counts less and less.
    What a company expects is a matter of its own.
    """
    of = kinds_of(sentences)
    expected = frozenset(ahead(sentences, of))
    found = np.ones(len(sentences))
    apart = stand_apart(tuple(of))
    if not apart and sum(kind == REVIEW for kind in of.values()) < SEVERAL:
        return found
    own: dict[tuple[str, bool], list[int]] = {}
    for i, sentence in enumerate(sentences):
        if apart or of[sentence.document] == REVIEW:
            own.setdefault((sentence.document.id, i in expected), []).append(i)
    for members in own.values():
        members.sort(key=lambda i: (not eligible[i], -scores[i]))
        for place, i in enumerate(members):
            found[i] = AGAIN ** min(place, AT_MOST if apart else 1)
    return found


def _kinds(sentences: Sequence[Sentence]) -> list[str]:
    """Return the kind of the document of each sentence."""
    of = kinds_of(sentences)
    return [of[one.document] for one in sentences]


def _decided(sentences: Sequence[Sentence]) -> NDArray[np.bool_]:
    """Tell which sentences (n,) are of documents that are read for what they come to."""
    return np.array([kind in DECIDED for kind in _kinds(sentences)], dtype=np.bool_)


def _of_a_kind(sentences: Sequence[Sentence]) -> NDArray[np.bool_]:
    """Tell which sentences (n,) are of mails, reviews and the like: in them greetings are never lines."""
    of = kinds_of(sentences)
    return np.fromiter((of[one.document] != NEWS for one in sentences), np.bool_, len(sentences))


def _bearing(standing: Sequence[bool], needed: Sequence[int], bears: NDArray[np.bool_]) -> list[bool]:
    """Tell which lines bear on the question: by what they say, or by what they lean on."""
    found = bears.tolist()
    for i, before in enumerate(needed):  # in reading order, so that a chain is followed to its head
        found[i] = found[i] or (before >= 0 and found[before])
    return [able and bearing for able, bearing in zip(standing, found, strict=True)]


def _first_of_its_wording(texts: Sequence[str], standing: Sequence[bool]) -> NDArray[np.bool_]:
    """Tell which sentences no earlier one of the pile equals: copies would crowd out what else there is."""
    seen: set[str] = set()
    first = np.zeros(len(texts), dtype=bool)
    for i, text in enumerate(texts):
        if standing[i]:
            first[i] = text not in seen
            seen.add(text)
    return first


def _clipped(sentences: Sequence[Sentence], texts: Sequence[str], eligible: NDArray[np.bool_]) -> list[int]:
    """Return the sentences that another one equals but for small words which it has more: it is sounder.

    "They are likely hold on to it" beside "They are likely to hold on to it". No small word that denies.
    """
    found: list[int] = []
    twins: dict[tuple[str, ...], list[tuple[int, list[str]]]] = {}
    for i in np.flatnonzero(eligible).tolist():
        language = sentences[i].document.language
        said, small = tokens(texts[i]), stop_words(language)
        if is_known(language) and len(said) >= TWIN:
            key = (language, *(word for word in said if word not in small))
            twins.setdefault(key, []).append((i, said))
    for own in (group for group in twins.values() if len(group) > 1):
        for i, said in own:
            if any(_is_within(said, other, texts[j], sentences[j].document.language) for j, other in own):
                found.append(i)
    return found


def _is_within(said: Sequence[str], other: Sequence[str], text: str, language: str) -> bool:
    """Tell whether a sentence's words stand in another one in their order, with a few small ones more.

    One more that joins clauses makes none sounder: "and with the potential".
    """
    if not 0 < len(other) - len(said) <= CLIPPED or denying(text, language):
        return False
    at, more = 0, []
    for word in other:
        if at < len(said) and said[at] == word:
            at += 1
        else:
            more.append(word)
    return at == len(said) and frozenset(words_of(language, "clauses.joining")).isdisjoint(more)


def _whole_costs(costs: NDArray[np.int64], needed: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return what each sentence costs together with those it needs."""
    whole, before = costs.copy(), needed
    while (leans := before >= 0).any():
        whole[leans] += costs[before[leans]]
        before = np.where(leans, needed[before], -1)
    return whole
