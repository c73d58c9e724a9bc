"""What of one sentence another one tells too: a deed with who and what takes part, a figure, a day.

The words that both have are chained in the order of both so that few others stand between them (a local
alignment; Smith and Waterman 1981). Precision comes before recall: the deed must be the same, done by the
same, told as the same, and no name or figure of the line may stand among the words without its like.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.data import Span
from summarizer.languages import forms
from summarizer.languages import words as words_of
from summarizer.statements import read
from summarizer.text.language import WORD, stop_words

from .agreement import terms
from .anchored import anchored
from .sides import (
    END,
    Pair,
    Side,
    Told,
    alike,
    fails,
    is_noun,
    leaves_figure,
    pairs_of,
    strange_beside,
    told_otherwise,
)

LACKING, ADDED = 0.5, 0.25
"""What a content word between two that both have takes from a chain: of the line, of the other sentence."""
MARK = 0.6
"""What a comma, or a word that opens a clause, on one side alone takes."""
FEWEST, SAME, LEAST = 3, 2, 2.2
"""Words of content that both must have, how many of them in the same form; and what they must be worth."""
RUN = 5
"""Words of a run of the very same ones that need tell no deed."""
NAMELESS = 5
"""Words that both must have where none of them is a name, a figure or a day: else it may be on others."""
WHOLE = 4
"""Words from which a chain need not be most of its clause."""
QUOTED = 2
"""Words of content of a quotation that is told of as a part."""

_Marks = tuple[Sequence[complex], Sequence[complex]]
_COMPOUND = re.compile(r"(?:\w+-)+$")
_QUOTES = re.compile(r"[“\"]([^“”\"]{6,400})[”\"]")


def may_tell(ours: Side, theirs: Side) -> bool:
    """Tell at a glance whether two sentences have words enough in common to tell a part of each other."""
    return len(ours.keys & theirs.keys) >= SAME


def told_alike(ours: Side, theirs: Side) -> Told | None:
    """Return the longest stretch of one sentence that the other tells as well, None where none is enough."""
    if not may_tell(ours, theirs):
        return None
    pairs = pairs_of(ours, theirs)
    marks = _marks(ours), _marks(theirs)
    for chain in _chains(pairs, marks):
        found = _told(ours, theirs, chain)
        if found is not None:
            return found
    for anchor in pairs:
        found = anchored(ours, theirs, pairs, anchor)
        if found is not None:
            return found
    return None


def quoted_alike(text: str, other: str, language: str) -> Span | None:
    """Return what two sentences quote in the same words, of the first; who is quoted is a part of neither."""
    stated = {_wording(one.group(1)) for one in _QUOTES.finditer(other)}
    for one in _QUOTES.finditer(text) if stated else ():
        said = one.group(1)
        if _wording(said) in stated and len(terms(said, language)) >= QUOTED:
            return Span(one.start(1), one.start(1) + len(said.rstrip(" ,")))
    return None


def _wording(text: str) -> str:
    return " ".join(WORD.findall(text.lower()))


def _chains(pairs: Sequence[Pair], marks: _Marks) -> Iterator[list[Pair]]:
    """Yield chains of pairs that go up on both sides, the worthiest first, then their parts."""
    best = [value for _, _, value in pairs]
    before = [-1] * len(pairs)
    for at, (i, j, value) in enumerate(pairs):
        for last in range(at - 1, -1, -1):
            k, m, _ = pairs[last]
            if k >= i or m >= j:
                continue
            gained = best[last] - _gap(pairs[last], pairs[at], marks)
            if gained > 0 and gained + value > best[at]:
                best[at], before[at] = gained + value, last
    used: set[int] = set()
    for at in sorted(range(len(pairs)), key=lambda one: (-best[one], one)):
        chain = []
        while at >= 0 and at not in used:
            chain.append(at)
            at = before[at]
        if at < 0 and len(chain) >= FEWEST:
            yield from _parts([pairs[one] for one in reversed(chain)], marks)
        used.update(chain)


def _parts(chain: list[Pair], marks: _Marks) -> Iterator[list[Pair]]:
    """Yield a chain and all that is left of it without some at its ends, the worthiest first."""
    ranges = [(i, j) for i in range(len(chain)) for j in range(i + FEWEST, len(chain) + 1)]
    worths = {one: _worth(chain[slice(*one)], marks) for one in ranges}
    for one in sorted(ranges, key=lambda one: (-worths[one], one)):
        if worths[one] >= LEAST:
            yield chain[slice(*one)]


def _worth(chain: Sequence[Pair], marks: _Marks) -> float:
    return sum(value for _, _, value in chain) - sum(
        _gap(one, other, marks) for one, other in pairwise(chain)
    )


def _gap(one: Pair, other: Pair, marks: _Marks) -> float:
    """Return what stands between two pairs, words and commas, weighs."""
    (k, m, _), (i, j, _) = one, other
    ones, others = marks[0][i] - marks[0][k], marks[1][j] - marks[1][m]
    return LACKING * (i - k - 1) + ADDED * (j - m - 1) + MARK * (ones != others)


def _marks(side: Side) -> list[complex]:
    """Count for each term the commas and the words that open a clause before it, as two parts of a number."""
    openings = list(side.openings(0, len(side.text)))
    return [
        complex(side.text.count(",", 0, term.start), bisect_left(openings, term.start)) for term in side.terms
    ]


def _told(ours: Side, theirs: Side, chain: Sequence[Pair]) -> Told | None:
    """Return the stretch of a chain where it tells a deed, and neither side tells it otherwise."""
    plain = [(i, j) for i, j, _ in chain if ours.terms[i].kind == "plain"]
    if not plain or (len(plain) == len(chain) < NAMELESS and not _is_clause(ours, theirs, chain)):
        return None
    last, end = (ours.terms[i] for i, _, _ in chain[-2:])
    if end.kind == "plain" and any(ours.openings(last.end, end.start)):
        return None  # "… are dead after wildlife": a clause of which hardly anything is told
    if ours.text[end.start : end.end].lower() in forms(ours.language, "saying.attributing"):
        return None  # "the survey reported …": what it reported is another thing
    deed = _deed(ours, theirs, plain)
    if deed is None and not _is_run(ours, chain):
        return None
    told = _spans(ours, theirs, chain)
    part, other = (
        side.text[span.start : span.end] for side, span in ((ours, told.mine), (theirs, told.theirs))
    )
    if END.search(part) or END.search(other) or _has_more(ours, theirs, chain, told.mine):
        return None
    if strange_beside(ours, theirs, told.mine) or strange_beside(theirs, ours, told.theirs):
        return None
    if deed is not None:
        if len(chain) < WHOLE and not _is_enough(ours, theirs, told.mine, chain, deed):
            return None
        if not _one_doer(ours, theirs, chain, deed):
            return None
    if _other_day(ours, theirs, told) or told_otherwise(ours, theirs, told):
        return None
    return None if fails(part, other, ours.language) else told


def _has_more(ours: Side, theirs: Side, chain: Sequence[Pair], mine: Span) -> bool:
    """Tell whether a name or figure stands among or right beside the words that the other side has not."""
    for side, other, taken in (
        (ours, theirs, [i for i, _, _ in chain]),
        (theirs, ours, [j for _, j, _ in chain]),
    ):
        rest = [side.terms[at] for at in range(taken[0], taken[-1] + 1) if at not in taken]
        if any(one.kind == "name" and not side.is_known(one, other.known) for one in rest):
            return True
        if side is ours and any(one.kind == "figure" for one in rest):
            return True
    return leaves_figure(ours, theirs, mine)


def _is_enough(ours: Side, theirs: Side, mine: Span, chain: Sequence[Pair], deed: tuple[int, int]) -> bool:
    """Tell whether a short chain says the whole of something, in the same words."""
    if any(value < 1 for _, _, value in chain):
        return False
    behind = [(i, j) for i, j, _ in chain if i >= deed[0]]
    if any(m - j > 1 for (_, j), (_, m) in pairwise(behind)):
        return False  # it is done to something else
    if _is_joined(chain) and _names_of(ours, chain) > 1:  # "nicknamed Spelacchio, or Mangy"
        return True
    return _is_most(ours, theirs, mine, chain) or _said_of(ours, theirs, chain, deed)


def _is_run(ours: Side, chain: Sequence[Pair]) -> bool:
    """Tell whether a chain is a run of the very same words on both sides, a name or figure among them."""
    kinds = [ours.terms[i].kind for i, _, _ in chain]
    return (
        len(chain) >= RUN
        and _is_joined(chain)
        and all(value == 1 for _, _, value in chain)
        and 2 <= kinds.count("plain") < len(kinds)
    )


def _is_clause(ours: Side, theirs: Side, chain: Sequence[Pair]) -> bool:
    """Tell whether plain words are all that a clause of one side says, and all but one of the other's."""
    rests = []
    for side, taken in zip((ours, theirs), list(zip(*chain, strict=True))[:2], strict=True):
        start, end = side.clause(Span(side.terms[taken[0]].start, side.terms[taken[-1]].end))
        rests.append(
            [one for at, one in enumerate(side.terms) if start <= one.start < end and at not in taken]
        )
    one, other = sorted(rests, key=len)
    return not one and len(other) <= 1 and all(term.kind == "plain" for term in other)


def _names_of(ours: Side, chain: Sequence[Pair]) -> int:
    """Count the names that a chain has words of."""
    starts = [ours.terms[i].start for i, _, _ in chain]
    names = read(ours.text, ours.language).names
    return sum(any(name.start <= start < name.end for start in starts) for name in names)


def _is_joined(chain: Sequence[Pair]) -> bool:
    """Tell whether no word of content stands between those of a chain, on either side."""
    return all((k - i, m - j) == (1, 1) for (i, j, _), (k, m, _) in pairwise(chain))


def _spans(ours: Side, theirs: Side, chain: Sequence[Pair]) -> Told:
    """Return where a chain stands on both sides, with the same small words before it."""
    (i, j, _), (k, m, _) = chain[0], chain[-1]
    starts = [ours.terms[i].start, theirs.terms[j].start]
    while True:
        words = [side.word_before(start) for side, start in zip((ours, theirs), starts, strict=True)]
        one, other = words
        if one is None or other is None or one[1] != other[1] or one[1] not in stop_words(ours.language):
            break
        if one[1] in words_of(ours.language, "clauses.joining"):
            break
        starts = [one[0], other[0]]
    compound = _COMPOUND.search(ours.text, 0, starts[0])
    starts[0] = compound.start() if compound else starts[0]
    return Told(Span(starts[0], ours.terms[k].end), Span(starts[1], theirs.terms[m].end))


def _is_most(ours: Side, theirs: Side, mine: Span, chain: Sequence[Pair]) -> bool:
    """Tell whether a short chain is most of its clause, which names nobody and nothing besides."""
    start, end = ours.clause(mine)
    inside = [at for at, term in enumerate(ours.terms) if start <= term.start < end]
    taken = {i for i, _, _ in chain}
    rest = [ours.terms[at] for at in inside if at not in taken]
    return len(rest) * 2 <= len(taken) and all(one.kind == "plain" or one.key in theirs.keys for one in rest)


def _said_of(ours: Side, theirs: Side, chain: Sequence[Pair], deed: tuple[int, int]) -> bool:
    """Tell whether a short chain says a deed of who did it, and nobody else is spoken of in its clause."""
    first, last = chain[0][0], chain[-1][0]
    if last - first != len(chain) - 1 or deed[0] == first:
        return False
    return _names_known(ours, theirs, deed[0], figures=True) and _names_known(
        theirs, ours, deed[1], figures=False
    )


def _names_known(side: Side, other: Side, at: int, figures: bool) -> bool:
    """Tell whether the other side knows all the names of a clause, and has its ``figures`` and days."""
    start, end = side.clause(Span(side.terms[at].start, side.terms[at].end))
    inside = [one for one in side.terms if start <= one.start < end]
    return all(
        one.kind == "plain"
        or one.key in other.keys
        or (one.kind == "name" and side.is_known(one, other.known))
        or (one.kind == "figure" and not figures)
        for one in inside
    )


def _other_day(ours: Side, theirs: Side, told: Told) -> bool:
    """Tell whether the clauses of a part name days that differ, a weekday each or a date each."""
    days = []
    for side, span in ((ours, told.mine), (theirs, told.theirs)):
        start, end = side.clause(span)
        found = [one.key.split(" ") for one in side.terms if one.kind == "day" and start <= one.start < end]
        days.append({kind: {key for other, key in found if other == kind} for kind, _ in found})
    one, other = days
    return any(one[kind].isdisjoint(other[kind]) for kind in one.keys() & other.keys())


def _deed(ours: Side, theirs: Side, plain: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the first pair of words that are a deed, None where there is none or one is only to be done."""
    found = None
    for i, j in plain:
        used = ours.forms[i], theirs.forms[j]
        if "to" in used and used[0] != used[1]:
            return None  # a wish, an order, a plan
        if (
            found is None
            and any(used)
            and not any(
                not form and is_noun(side, at)
                for form, side, at in zip(used, (ours, theirs), (i, j), strict=True)
            )
        ):
            found = i, j
    return found


def _one_doer(ours: Side, theirs: Side, chain: Sequence[Pair], deed: tuple[int, int]) -> bool:
    """Tell whether those who do it can be the same: the same word, or each known on the other side."""
    subjects = [_subject(side, at) for side, at in zip((ours, theirs), deed, strict=True)]
    one, other = (
        [side.terms[at] for at in places] for side, places in zip((ours, theirs), subjects, strict=True)
    )
    if any(i in subjects[0] and j in subjects[1] for i, j, _ in chain):
        return True
    if any(alike(a, b, ours.language) for a in one for b in other):
        return True
    if not one and not other:
        return True
    if not one:
        return any(term.key in ours.known for term in other)
    if not other:
        return any(term.key in theirs.known for term in one)
    return any(term.key in ours.known for term in other) and any(term.key in theirs.known for term in one)


def _subject(side: Side, deed: int) -> range:
    """Return the terms of the clause before a deed."""
    start, _ = side.clause(Span(side.terms[deed].start, side.terms[deed].end))
    start = max((start, *side.openings(start, side.terms[deed].start)))
    first = next(at for at, term in enumerate(side.terms) if term.start >= start)
    return range(first, deed)
