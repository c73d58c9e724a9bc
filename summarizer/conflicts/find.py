"""Find the conflicts of a pile and say of each what is disputed, by whom, and what may explain it.

Precision comes before recall: a table of disagreements that are none teaches its reader to skip it. What may
be compared, and what is no disagreement, is said in `figures`, `outcomes` and `contrary`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from summarizer.compose.chronology import Dating
from summarizer.content.kinds import JUDGMENT, MEETING, MINUTES, REVIEW, kinds_of
from summarizer.data import Document, Sentence, Span
from summarizer.graph.similarity import SentenceGraph
from summarizer.graph.terms import Terms
from summarizer.languages import NOTHING, pattern, table
from summarizer.note.brief import Citation, Claim, Conflict, Line, cite
from summarizer.records import dataclass
from summarizer.statements import read
from summarizer.statements.outcomes import Outcome, denials, denied_verbs, outcomes
from summarizer.statements.quantities import numerals
from summarizer.statements.values import MEASURED, Value, of_anybody, values_in
from summarizer.statements.verbs import ENGLISH
from summarizer.text.language import WORD, stem
from summarizer.text.wordlist import Words

from .contrary import contrary_pairs
from .elsewhere import said_elsewhere, same_elsewhere
from .figures import differing
from .opinions import judgments, opposed
from .outdated import LAG
from .places import placed_apart
from .reported import reported_apart, said_from
from .restated import restated
from .speaker import speaker_of
from .subject import with_gap
from .tolls import differing_tolls

MOST = 10
"""Conflicts that a note lists."""
SERIES = 3
"""Values by date from which they are a series that grows, rather than two of which one may be wrong."""
CLAIMS = 6
"""Claims that one conflict lists."""
READ = 2_000
"""Sentences that are read, those first that speak for themselves: bounds the cost in a large pile."""
OWN = (MINUTES, JUDGMENT, MEETING)
"""Kinds of document that are a matter each: of two meetings, or two cases, nothing is in dispute."""
APART = 30
"""Days between two documents from which contrary outcomes are taken for those of different events."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One disagreement: who states what, by sentence, and what it is about.

    ``same`` are further statements of the same by sources that are among the ``claims``: such a one stands
    there too where the note cites it, in the place of a claim of its source that the note does not cite.
    """

    claims: tuple[tuple[int, Span], ...]
    subject: str
    strength: float
    is_figure: bool
    is_toll: bool = False
    same: tuple[tuple[int, Span], ...] = ()


def find_conflicts(
    sentences: Sequence[Sentence],
    graph: SentenceGraph,
    datings: Mapping[Document, Dating],
    lines: Sequence[Line] = (),
    most: int = MOST,
    found: Sequence[Disagreement] | None = None,
    bears: NDArray[np.bool_] | None = None,
) -> tuple[Conflict, ...]:
    """Find where documents contradict each other on one thing; at most ``most``, the best first.

    ``sentences`` are those of ``graph``. With ``lines`` those conflicts come first that bear on what the
    note says. ``found`` are the :func:`disagreements`, where they have been looked for. ``bears`` (n,) tells
    which sentences have to do with the question that was asked, None where there is none: no other is in
    dispute. Linear in the pile: a statement is compared only with those that share one of its rare words.
    """
    found = disagreements(sentences, graph, datings) if found is None else found
    cited = [citation for line in lines for citation in line.citations]
    ranked = []
    for one in found:
        if bears is not None and not any(bears[at] for at, _ in one.claims):
            continue
        one = _as_cited(one, sentences, cited)
        shown = any(_is_cited(sentences[at], cited) for at, _ in one.claims)
        alone = len({sentences[at].document for at, _ in one.claims}) == 1
        ranked.append(((not shown, alone, -one.strength, one.claims[0][0]), one))
    ranked.sort(key=lambda item: item[0])
    return tuple(_conflict(one, sentences, datings) for _, one in ranked[:most])


def disagreements(
    sentences: Sequence[Sentence], graph: SentenceGraph, datings: Mapping[Document, Dating]
) -> tuple[Disagreement, ...]:
    """Return where documents contradict each other, in no order of weight; no note is needed for it."""
    if not sentences or sentences[0].document is sentences[-1].document:
        return ()
    of = kinds_of(sentences)
    first = [
        at
        for at in np.sort(np.argsort(-graph.prior, kind="stable")[:READ]).tolist()
        if of[sentences[at].document] not in OWN
    ]
    own = graph.terms.words
    numbered = _that_may_fit(first, sentences, own, numerals)
    values = [made for at in numbered for made in values_in(at, sentences[at])]
    figures = [*_figures(values, sentences)]
    reported = [*_reported(numbered, values, sentences)]
    joined = [_with_reported(one, reported) for one in figures]
    listed = {_begin(claim) for one in joined for claim in one.claims}
    found = [*joined, *_outcomes(first, sentences, datings, own), *_places(first, sentences)]
    found += [one for one in reported if not listed.issuperset(map(_begin, one.claims))]
    reviews = [at for at in first if of[sentences[at].document] == REVIEW]
    judging = _that_may_fit(reviews, sentences, own, judgments)
    found += [Disagreement(claims, subject, 1.0, False) for subject, claims in opposed(judging, sentences)]
    return (*found, *_restated(first, sentences, datings, graph.terms, found))


def _as_cited(one: Disagreement, sentences: Sequence[Sentence], cited: Sequence[Citation]) -> Disagreement:
    """Return a disagreement in which what the note cites of a source stands for that source."""
    told = [claim for claim in one.same if _is_cited(sentences[claim[0]], cited)]
    owners = {sentences[at].document for at, _ in told}
    kept = (
        (at, span)
        for at, span in one.claims
        if sentences[at].document not in owners or _is_cited(sentences[at], cited)
    )
    return replace(one, claims=(*kept, *told)) if told else one


def _that_may_fit(
    places: Sequence[int], sentences: Sequence[Sentence], words: Words, rules: Callable[[str], Iterable[str]]
) -> list[int]:
    """Return the places of the sentences that one of the rules of their language may fit.

    ``words`` are those that a note shows of them: what it leaves out of a sentence may fit as well.
    """
    languages = {sentences[at].document.language for at in places}
    may = {language: words.may_fit(*rules(language)).tolist() for language in languages}
    return [at for at in places if may[sentences[at].document.language][at] or sentences[at].kept]


def _is_cited(sentence: Sentence, cited: Iterable[Citation]) -> bool:
    """Tell whether any of a sentence is cited: a line may show a part of it."""
    source = sentence.document.id
    return any(one.source == source and sentence.span.overlaps(Span(one.start, one.end)) for one in cited)


def _figures(found: Sequence[Value], sentences: Sequence[Sentence]) -> Iterator[Disagreement]:
    pairs = {(pair.one, pair.other): pair for pair in differing(found, sentences)}
    for pair in differing_tolls(found, sentences):
        pairs.setdefault((pair.one, pair.other), pair)
    for members in _clusters(pairs):
        best = max(
            (pair for (one, _), pair in pairs.items() if one in members), key=lambda pair: pair.strength
        )
        claims = _claims([(found[at], found[at].value) for at in sorted(members)], sentences)
        first_one = found[best.one]
        subject = _subject(first_one, sentences[first_one.sentence])
        is_toll = all(
            found[at].outcome and of_anybody(found[at], _language(found[at], sentences)) for at in members
        )
        yield Disagreement(claims, subject, best.strength, True, is_toll)


def _language(made: Value, sentences: Sequence[Sentence]) -> str:
    return sentences[made.sentence].document.language


def _outcomes(
    first: Sequence[int], sentences: Sequence[Sentence], datings: Mapping[Document, Dating], words: Words
) -> Iterator[Disagreement]:
    english = [at for at in first if sentences[at].document.language == ENGLISH]
    denying = _that_may_fit(english, sentences, words, lambda _: denials())
    denied = denied_verbs([sentences[at] for at in denying])
    found = [made for at in english for made in outcomes(at, sentences[at], denied)]
    owners = [sentences[made.sentence].document for made in found]
    pairs = {
        (one, other): None
        for one, other in contrary_pairs(found, sentences)
        if not _far(owners[one], owners[other], datings)
    }
    for members in _clusters(pairs):
        claims = _claims([(found[at], found[at].sign) for at in sorted(members)], sentences)
        one_side = found[min(members)]
        sentence = sentences[one_side.sentence]
        subject = with_gap(sentence, one_side.clause, one_side.span)
        yield Disagreement(claims, subject, 1.0, False)


def _far(one: Document, other: Document, datings: Mapping[Document, Dating]) -> bool:
    """Tell whether two documents are from times so far apart that they are on different events."""
    a, b = (datings.get(document, Dating()).near for document in (one, other))
    return a is not None and b is not None and abs((a - b).days) > APART


def _claims(
    stated: Sequence[tuple[Value | Outcome, float]], sentences: Sequence[Sentence]
) -> tuple[tuple[int, Span], ...]:
    """Return the place of each statement, one for each value that a document states."""
    claims: dict[tuple[float, Document], tuple[int, Span]] = {}
    for made, value in stated:
        claims.setdefault((value, sentences[made.sentence].document), (made.sentence, made.span))
    return tuple(claims.values())


def _restated(
    first: Sequence[int],
    sentences: Sequence[Sentence],
    datings: Mapping[Document, Dating],
    terms: Terms,
    known: Sequence[Disagreement],
) -> Iterator[Disagreement]:
    """Yield what is contradicted in the same words, unless it is known or told at another time."""
    listed = [{at for at, _ in one.claims} for one in known]
    for sides in restated(first, sentences, terms):
        if any({at for at, _ in sides} <= places for places in listed):
            continue
        one, span = sides[0]
        is_figure = any(char.isdigit() for char in sentences[one].text[span.start : span.end])
        if not is_figure and _far(sentences[one].document, sentences[sides[1][0]].document, datings):
            continue
        subject = with_gap(sentences[one], Span(0, len(sentences[one].text)), span, whole=not is_figure)
        yield Disagreement(sides, subject, 1.0, is_figure)


def _places(first: Sequence[int], sentences: Sequence[Sentence]) -> Iterator[Disagreement]:
    for sides in placed_apart(first, sentences):
        at, span = sides[0]
        subject = with_gap(sentences[at], Span(0, len(sentences[at].text)), span)
        yield Disagreement(sides, subject, 1.0, False)


def _reported(
    numbered: Sequence[int], found: Sequence[Value], sentences: Sequence[Sentence]
) -> Iterator[Disagreement]:
    for sides in reported_apart(numbered, sentences):
        at, span = sides[0]
        clause = Span(said_from(sentences[at], span), len(sentences[at].text))
        subject = with_gap(sentences[at], clause, span)
        others = {sentences[one.sentence].document: one for one in said_elsewhere(sides, found, sentences)}
        further = same_elsewhere(tuple(others.values()), found, sentences)
        same = tuple(_figure_of(made, sentences) for made in further)
        claims = (*sides, *(_figure_of(made, sentences) for made in others.values()))
        yield Disagreement(claims, subject, 1.0, True, same=same)


def _figure_of(made: Value, sentences: Sequence[Sentence]) -> tuple[int, Span]:
    return made.sentence, _figure(made, sentences[made.sentence])


def _with_reported(one: Disagreement, reported: Sequence[Disagreement]) -> Disagreement:
    """Return a disagreement between sources with what one of them reports twice of the same thing."""
    told = {_begin(claim): claim for claim in one.claims}
    more = {
        _begin(claim): claim
        for other in reported
        if any(_begin(claim) in told for claim in other.claims)
        for claim in other.claims
    }
    return replace(one, claims=tuple((more | told).values())) if more else one


def _begin(claim: tuple[int, Span]) -> tuple[int, int]:
    return claim[0], claim[1].start


def _clusters(pairs: Mapping[tuple[int, int], object]) -> Iterator[set[int]]:
    """Join the pairs that share a statement."""
    of: dict[int, set[int]] = {}
    for one, other in pairs:
        joined = of.get(one, {one}) | of.get(other, {other})
        for member in joined:
            of[member] = joined
    seen: set[int] = set()
    for at in sorted(of):
        if at not in seen:
            seen |= of[at]
            yield of[at]


def _conflict(
    found: Disagreement, sentences: Sequence[Sentence], datings: Mapping[Document, Dating]
) -> Conflict:
    claims = []
    for at, span in found.claims:
        sentence = sentences[at]
        value = " ".join(sentence.text[span.start : span.end].split())
        citation = cite(sentence.document, Span(sentence.span.start, sentence.span.end))
        by = speaker_of(sentence, span) if found.is_figure else ""
        dating = datings.get(sentence.document, Dating())
        claims.append((at, Claim(value, citation, dating.iso, by or None)))
    claims.sort(key=lambda pair: (pair[1].date or "9999", pair[0]))
    listed = tuple(claim for _, claim in claims)
    if not all(claim.date for claim in listed) or len({claim.date for claim in listed}) < 2:
        return Conflict(found.subject, listed[:CLAIMS])
    values = [number_of(claim.value, sentences[at].document.language) for at, claim in claims]
    if (found.is_toll or len(listed) >= SERIES) and found.is_figure and _grows(values):
        note = f"The figure grows with the dates of the sources; the newest: {listed[-1].value}."
        if not found.is_toll:
            return Conflict(found.subject, listed[:CLAIMS], note)
        newest = listed[-1].date
        listed = tuple(
            replace(claim, outdated=True) if claim.date != newest else claim for claim in listed[::-1]
        )
        return Conflict(found.subject, listed[:CLAIMS], note)
    if found.is_toll and _grows(values[::-1]):  # a toll does not fall
        return _as_passed_on(found.subject, listed[:CLAIMS], values[:CLAIMS])
    listed = listed[:CLAIMS]
    later = listed[-1].value
    later = f"figure, {later}," if found.is_figure else f"report, “{later}”,"
    return Conflict(found.subject, listed, f"The later {later} may be an update.")


def _as_passed_on(subject: str, listed: tuple[Claim, ...], values: Sequence[float | None]) -> Conflict:
    """Return a toll of which later sources pass on an older count of the same party, hardly a lower one."""
    low, high = values[-1], values[0]
    if low is None or high is None or not low >= LAG * high or not _of_one_party(listed[0], listed[-1]):
        return Conflict(subject, listed)
    claims = tuple(
        replace(claim, outdated=True) if value != high else claim
        for claim, value in zip(listed, values, strict=True)
    )
    note = f"The figure has grown; {listed[-1].value} is an older count, although of a later source."
    return Conflict(subject, claims, note)


def _of_one_party(one: Claim, other: Claim) -> bool:
    """Tell whether two figures are given by one party, as most of the words for it show."""
    first, second = (frozenset(WORD.findall((claim.by or "").lower())) for claim in (one, other))
    return 2 * len(first & second) > min(len(first), len(second)) > 0


def _grows(dated: Sequence[float | None]) -> bool:
    """Tell whether all numbers are known and none is lower than one before."""
    known = [value for value in dated if value is not None]
    return len(known) == len(dated) and all(a <= b for a, b in pairwise(known))


def number_of(value: str, language: str) -> float | None:
    """Return the number that the words of a claim state, None where they state none."""
    return next((one.value for one in read(value, language).quantities), None)


def _subject(one: Value, sentence: Sentence) -> str:
    """Name what is disputed: whose age it is, a toll by its name, or the clause of the first with a gap."""
    language = sentence.document.language
    if one.kind == "age":
        return f"age of {' '.join(word.capitalize() for word in one.head)}"
    if one.factor == MEASURED:
        scale = re.search(pattern(language, "figures.scales") or NOTHING, sentence.text, re.IGNORECASE)
        return scale.group().lower() if scale else one.kind
    label = table(language, "figures.labels").get(one.outcome)
    if label and of_anybody(one, language):
        return str(label)
    clause = Span(max(one.clause.start, said_from(sentence, one.span)), one.clause.end)
    return with_gap(sentence, clause, _figure(one, sentence))


def _figure(one: Value, sentence: Sentence) -> Span:
    """Return the span of a value without what it counts."""
    language = sentence.document.language
    counted = [
        match.start()
        for match in WORD.finditer(sentence.text, one.span.start, one.span.end)
        if stem([match.group().lower()], language)[0] in one.head
    ]
    return Span(one.span.start, counted[0]) if counted else one.span
