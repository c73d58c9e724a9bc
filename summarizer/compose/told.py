"""What of one sentence another one tells too: a deed with who and what takes part, a figure, a day.

The words that both have are chained (`chained`). Precision comes before recall: the deed must be the same,
done by the same, told as the same, and no name or figure of the line may stand among the words without its
like.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from summarizer.data import Span
from summarizer.languages import NOTHING, forms, pattern
from summarizer.languages import words as words_of
from summarizer.statements import read
from summarizer.statements.agreement import Term
from summarizer.statements.counted import figure_words
from summarizer.text.language import WORD, stop_words

from .anchored import anchored, is_anchor
from .chained import FEWEST, chains, may_chain
from .occasion import occasions, on_one_occasion
from .sides import (
    CLOSE,
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

SAME = 2
"""Words of content that both must have in the same form."""
RUN = 5
"""Words of a run of the very same ones that need tell no deed."""
NAMELESS = 5
"""Words that both must have where none of them is a name, a figure or a day: else it may be on others."""
WHOLE = 4
"""Words from which a chain need not be most of its clause."""
ENOUGH = ((0.6, FEWEST), (CLOSE, 4), (0.0, NAMELESS))
"""The words that are enough where none of them is a name, by the cosine of the sentences."""
NAMING = 24
"""Characters before a name in which it may be said that something is called so."""
_COMPOUND = re.compile(r"(?:\w+-)+$")
_POSSESSIVE = re.compile(r"[\'’]s$")


def share_words(ours: Side, theirs: Side) -> bool:
    """Tell at a glance whether two sentences have words enough in common to tell a part of each other."""
    return len(ours.keys & theirs.keys) >= SAME


def telling_pairs(ours: Side, theirs: Side) -> list[Pair]:
    """Return which term of the one may stand for which of the other, none where they can tell no part.

    That is where these make no chain and none of them is a figure or a day; nothing around is read for it.
    """
    pairs = pairs_of(ours, theirs) if share_words(ours, theirs) else []
    anchored = any(is_anchor(ours, theirs, pair) for pair in pairs)
    return pairs if anchored or may_chain(pairs, ours, theirs) or occasions(ours, theirs) else []


def told_alike(ours: Side, theirs: Side, pairs: Sequence[Pair], likeness: float = 0.0) -> list[Told]:
    """Return the stretches of one sentence that the other tells as well, the surest first.

    ``pairs`` are the :func:`telling_pairs`. Of sentences that are much alike as wholes, of a ``likeness`` in
    0..1, fewer words are enough.
    """
    chained = (_told(ours, theirs, chain, likeness) for chain in chains(pairs, ours, theirs))
    found = [next((one for one in chained if one), None)]
    found += [anchored(ours, theirs, pairs, anchor) for anchor in pairs]
    if not any(found):
        found = [on_one_occasion(ours, theirs, pairs)]
    return [one for one in found if one]


def _told(ours: Side, theirs: Side, chain: Sequence[Pair], likeness: float) -> Told | None:
    """Return the stretch of a chain where it tells a deed, and neither side tells it otherwise."""
    plain = [(i, j) for i, j, _ in chain if ours.terms[i].kind == "plain"]
    fewest = next(enough for least, enough in ENOUGH if likeness >= least)
    if not plain or (len(plain) == len(chain) < fewest and not _is_clause(ours, theirs, chain)):
        return None
    last, end = (ours.terms[i] for i, _, _ in chain[-2:])
    if end.kind == "plain" and _hardly_told(ours, last.end, end):
        return None
    if _POSSESSIVE.search(ours.text, end.start, end.end):
        return None  # "… are suing the show's": of whose what is told is another thing
    if ours.text[end.start : end.end].lower() in forms(ours.language, "saying.attributing"):
        return None  # "the survey reported …": what it reported is another thing
    deed = _deed(ours, theirs, plain) or _link(ours, theirs, chain)
    if deed is None and not _is_run(ours, chain):
        return None
    told = _spans(ours, theirs, chain)
    part, other = (
        side.text[span.start : span.end] for side, span in ((ours, told.mine), (theirs, told.theirs))
    )
    if (
        any(told.mine.start < at < told.mine.end for at in ours.parted)
        or END.search(part)
        or END.search(other)
        or _has_more(ours, theirs, chain, told.mine)
    ):
        return None
    if _bound_before(ours, told.mine) != _bound_before(theirs, told.theirs):
        return None
    if strange_beside(ours, theirs, told.mine) or strange_beside(theirs, ours, told.theirs):
        return None
    if deed is not None:
        whole = fewest == FEWEST or (likeness >= CLOSE and _is_clause(ours, theirs, chain))
        if len(chain) < WHOLE and not whole and not _is_enough(ours, theirs, told.mine, chain, deed):
            return None
        if not _one_doer(ours, theirs, chain, deed):
            return None
    if _other_day(ours, theirs, told) or told_otherwise(ours, theirs, told):
        return None
    if _other_place(ours, theirs, chain, told):
        return None
    named = {ours.terms[at].key for at in ours.beside} & theirs.known
    named |= {term.key for term in ours.terms if term.kind == "name" and _is_placed(ours, theirs, term)}
    return None if fails(part, other, ours.language, named) else told


def _is_placed(ours: Side, theirs: Side, term: Term) -> bool:
    """Tell whether the other sentence has a name behind the same small word: "in Osk"."""
    before = ours.word_before(term.start)
    if before is None or before[1] not in stop_words(ours.language):
        return False
    return before[1] not in words_of(ours.language, "clauses.joining") and (
        ours.text[before[0] : term.end] in theirs.text
    )


def _hardly_told(side: Side, last: int, end: Term) -> bool:
    """Tell whether a part ends with one word of a clause that has more: "… are dead after wildlife"."""
    if side.text[last : end.start].lower().strip() in words_of(side.language, "clauses.joining"):
        return False  # "disease or defect"
    _, stop = side.clause(Span(end.start, end.end))
    stop = next(side.openings(end.end, stop), stop)
    return any(side.openings(last, end.start)) and any(end.end <= one.start < stop for one in side.terms)


def _has_more(ours: Side, theirs: Side, chain: Sequence[Pair], mine: Span) -> bool:
    """Tell whether a name or figure stands among or right beside the words that the other side has not."""
    for side, other, taken in (
        (ours, theirs, [i for i, _, _ in chain]),
        (theirs, ours, [j for _, j, _ in chain]),
    ):
        rest = [side.terms[at] for at in range(taken[0], taken[-1] + 1) if at not in taken]
        if any(one.kind == "name" and not side.is_known(one, other.known) for one in rest):
            return True
        if side is ours and any(one.kind == "figure" or _is_given(ours, one, theirs) for one in rest):
            return True
    return leaves_figure(ours, theirs, mine)


def _is_given(ours: Side, name: Term, theirs: Side) -> bool:
    """Tell whether something is called by a name in a line that the other sentence does not say itself."""
    given = _naming(ours.language).search(ours.text, max(0, name.start - NAMING), name.start)
    return name.kind == "name" and given is not None and not ours.is_known(name, theirs.keys)


@cache
def _naming(language: str) -> re.Pattern[str]:
    """Fit what stands right before the name that something is given."""
    inside = pattern(language, "agreement.naming") or NOTHING
    return re.compile(rf"\b(?:{inside}) (?:the )?[\"“'‘]?$", re.IGNORECASE)


def _is_enough(ours: Side, theirs: Side, mine: Span, chain: Sequence[Pair], deed: tuple[int, int]) -> bool:
    """Tell whether a short chain says the whole of something, in the same words, or who does it to whom."""
    if sum(value < 1 for _, _, value in chain) > (_is_joined(chain) and _names_of(ours, chain) > 1):
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
        if one is None or other is None or one[1] != other[1]:
            break
        if one[1] not in stop_words(ours.language) and one[1] not in _bounding(ours.language):
            break
        if one[1] in words_of(ours.language, "clauses.joining"):
            break
        starts = [one[0], other[0]]
    compound = _COMPOUND.search(ours.text, 0, starts[0])
    starts[0] = compound.start() if compound else starts[0]
    return Told(Span(starts[0], ours.terms[k].end), Span(starts[1], theirs.terms[m].end))


@cache
def _bounding(language: str) -> frozenset[str]:
    """Return the words that bound what is right behind them: "nearly every hand"."""
    return frozenset(words_of(language, "agreement.restricting"))


def _bound_before(side: Side, span: Span) -> str:
    """Return the word right before a stretch where it bounds that, "" else."""
    word = side.word_before(span.start)
    return word[1] if word and word[1] in _bounding(side.language) else ""


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
    if last - first != len(chain) - 1 or (deed[0] == first and not _is_doer_named(ours, theirs, deed[0])):
        return False
    return _names_known(ours, theirs, deed[0], figures=True) and _names_known(
        theirs, ours, deed[1], figures=False
    )


def _is_doer_named(ours: Side, theirs: Side, deed: int) -> bool:
    """Tell whether a name stands before a deed that the other sentence has as well."""
    before = [ours.terms[at] for at in _subject(ours, deed) if at < deed]
    return any(one.kind == "name" and one.key in theirs.keys for one in before)


def _names_known(side: Side, other: Side, at: int, figures: bool) -> bool:
    """Tell whether the other side knows all the names of a clause, and has its ``figures`` and days."""
    start, end = side.clause(Span(side.terms[at].start, side.terms[at].end))
    inside = [one for one in side.terms if start <= one.start < end]
    return all(
        one.kind == "plain"
        or one.key in other.keys
        or (one.kind == "name" and side.is_known(one, other.known))
        or (one.kind == "figure" and (not figures or one.key == "1"))  # "one of his looks"
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


def _other_place(ours: Side, theirs: Side, chain: Sequence[Pair], told: Told) -> bool:
    """Tell whether a part says of a place what the other sentence says of another one: "in his garage"."""
    mine = _places(ours, told.mine, [i for i, _, _ in chain])
    return bool(mine) and bool(_places(theirs, Span(*theirs.clause(told.theirs)), [j for _, j, _ in chain]))


def _places(side: Side, span: Span, taken: Sequence[int]) -> list[Term]:
    """Return the words that are not in a chain and stand behind "in", "at" or the like."""
    where = figure_words(side.language, "places", rf"\b(?:{{}})(?: (?:{_determiners(side.language)}))? $")
    return [
        term
        for at, term in enumerate(side.terms)
        if term.kind == "plain" and span.start <= term.start < span.end and at not in taken
        if where.search(side.text, max(0, term.start - 24), term.start)
    ]


@cache
def _determiners(language: str) -> str:
    return "|".join(words_of(language, "agreement.determiners")) or NOTHING


def _deed(ours: Side, theirs: Side, plain: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the first pair of words that are a deed, None where there is none or one is only to be done."""
    found = None
    for i, j in plain:
        used = ours.forms[i], theirs.forms[j]
        sides = zip(used, (ours, theirs), (i, j), strict=True)
        noun = any(not form and is_noun(side, at) for form, side, at in sides)
        if "to" in used and used[0] != used[1] and not noun:
            return None  # a wish, an order, a plan
        if "for" in used and used[0] != used[1] and found is None:
            return None  # what somebody is blamed for
        if found is None and any(used) and not noun:
            found = i, j
    return found


def _link(ours: Side, theirs: Side, chain: Sequence[Pair]) -> tuple[int, int] | None:
    """Return the first pair right behind the same small verb: "got into the car", "using sign language"."""
    for i, j, _ in chain:
        if _link_verbs(ours, i).intersection(_link_verbs(theirs, j)):
            return i, j
    return None


def _link_verbs(side: Side, at: int) -> frozenset[int]:
    """Return which small verbs stand between a term and the one before it."""
    before = side.terms[at - 1].end if at else 0
    between = WORD.findall(side.text[before : side.terms[at].start].lower())
    groups = words_of(side.language, "agreement.link_verbs")
    return frozenset(n for n, group in enumerate(groups) if not frozenset(group.split()).isdisjoint(between))


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
