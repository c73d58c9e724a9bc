"""Edits: where a rewritten sentence, copied for the rest, turns round what its evidence says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby, pairwise
from typing import Literal

from summarizer.languages import knows
from summarizer.languages import words as known
from summarizer.records import dataclass
from summarizer.statements import read
from summarizer.statements.cues import denies
from summarizer.statements.names import canonical
from summarizer.statements.opposites import opposites
from summarizer.text.alignment import align
from summarizer.text.language import WORD, stem, stop_words
from summarizer.text.words import has_row

from .strange import akin

_FEW, _SOME, _MOST = 1, 2, 4
_ACRONYM = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_INNER = re.compile(r"[^\W\d_],? $")
BESIDE, AROUND = 2, 5
"""Words that must be copied on either side of an edit of a negation, and on both sides together."""
WORD_BESIDE, WORD_AROUND = 1, 3
"""The same where a number, name, day or another single word stands in the place of one."""
LONGEST_NUMBER, LONGEST = 2, 4
"""Words that a number and what stands in its place have at most; and an edit of any other kind."""
LONGEST_TEXT = 3_000
"""Characters of the longest evidence that is aligned: what is longer is no prose, and costs far more."""
COPIED = 0.7
"""Share of the words of a claim that must be copied before a name may not move in it."""
BORDER = 2
"""Copied words that the beginning, or the end, of both sentences counts for."""

Kind = Literal["negation", "number", "date", "name", "role", "opposite", "modality", "amount", "novelty"]


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands in place of what: ``was`` in the evidence, ``now`` in the claim; either may be empty.

    ``left`` and ``right`` words beside it are copied; ``place`` is where it begins among the words of the
    claim. ``was_named`` and ``now_named`` are the words of names among them. ``instead`` tells whether a name
    alone stands in the place of words that stand for no name, ``moved`` whether one stands there that the
    evidence has elsewhere, between other words. ``exchanged`` tells that one word of content stands in the
    place of another one that is no form and no synonym of it.
    """

    was: tuple[str, ...]
    now: tuple[str, ...]
    left: int
    right: int
    place: int
    was_named: frozenset[str] = frozenset()
    now_named: frozenset[str] = frozenset()
    instead: bool = False
    moved: bool = False
    exchanged: bool = False

    def inside(self, beside: int, around: int) -> bool:
        """Tell whether so many words beside the edit are copied."""
        return min(self.left, self.right) >= beside and self.left + self.right >= around


def turned(
    claim: str, evidence: Sequence[str], beside: Sequence[str] = (), language: str = "en"
) -> Iterator[tuple[Kind, Edit]]:
    """Yield the edits that turn round what the closest evidence says, in a stretch copied from it.

    Such an edit adds or drops a negation, drops a hedge, changes an amount ("some", "all"), has another
    number, name, day or the opposite where the evidence has one, even one that stands elsewhere in the
    evidence, or moves a name to another place. Claim and evidence are aligned word stem by word stem (the
    longest-block method of Ratcliff and Metzener 1988); the evidence with the most words in common is the
    closest. An edit is let pass where any evidence has the words of the claim there. A claim without a copied
    stretch yields nothing: `statements.mismatches` looks at those. Texts ``beside`` the evidence tell more
    names. Hedges, amounts and opposites are known in English only.
    """
    read = [_read(text, language) for text in evidence if len(text) <= LONGEST_TEXT]
    names_known = frozenset(word for text in (*evidence, *beside) for word in _read(text, language).inner)
    mine = _read(claim, language)
    closest: tuple[int, tuple[Edit, ...]] = (0, ())
    for theirs in read:
        if set(mine.stems) & set(theirs.stems):
            closest = max(
                closest, _align(theirs, mine, names_known, language), key=lambda aligned: aligned[0]
            )
    for edit in closest[1]:
        kind = _kind(edit, language)
        if kind is not None and not _said(edit, mine.stems, read):
            yield kind, edit


def _kind(edit: Edit, language: str) -> Kind | None:
    """Tell what the edit turns round, if anything."""
    short = len(edit.was) <= LONGEST and len(edit.now) <= LONGEST
    if short and _denies(edit.was, language) != _denies(edit.now, language) and edit.inside(BESIDE, AROUND):
        return "negation"
    if not edit.inside(WORD_BESIDE, WORD_AROUND):
        return None
    was, now = _numbers(edit.was), _numbers(edit.now)
    if was and was != now and 0 < len(edit.now) <= LONGEST_NUMBER and len(edit.was) <= LONGEST_NUMBER:
        return "number"
    if not short:
        return None
    if edit.now_named and not edit.was_named & edit.now_named:
        if edit.was_named or edit.instead:
            return "name"
        if edit.moved:
            return "role"
    was_days, now_days = _days(language).intersection(edit.was), _days(language).intersection(edit.now)
    if was_days and now_days and not was_days & now_days:
        return "date"
    weighed = _weighed_kind(edit, language) if knows(language, "amounts.ranks") else None
    return weighed or ("novelty" if edit.exchanged else None)


def _weighed_kind(edit: Edit, language: str) -> Kind | None:
    if _opposed(edit, language):
        return "opposite"
    hedges, kept = known(language, "modality.hedges"), known(language, "modality.kept")
    if any(word in hedges for word in edit.was) and not any(word in (*hedges, *kept) for word in edit.now):
        return "modality"
    was, now = _amounts(edit.was, language), _amounts(edit.now, language)
    if was and now:
        return "amount" if max(was) != max(now) else None
    return (
        "amount" if (was and min(was) <= _FEW) or (now and (min(now) <= _FEW or max(now) >= _MOST)) else None
    )


def _amounts(words: Sequence[str], language: str) -> list[int]:
    """Return how much the words of amount say; "a few" are some."""
    ranks, articles = _ranks(language), known(language, "amounts.articles")
    return [
        _SOME if at and words[at - 1] in articles else ranks[word]
        for at, word in enumerate(words)
        if word in ranks
    ]


@cache
def _ranks(language: str) -> dict[str, int]:
    """Return how much or how often words say, from none, 0, to all: what a claim may not raise."""
    groups = known(language, "amounts.ranks")
    return {word: rank for rank, group in enumerate(groups) for word in group.split()}


@cache
def _days(language: str) -> frozenset[str]:
    """Return the names of days and months in full."""
    return frozenset((*known(language, "calendar.weekdays"), *known(language, "calendar.months")))


def _opposed(edit: Edit, language: str) -> bool:
    table = opposites(language)
    below, above = known(language, "amounts.below"), known(language, "amounts.above")
    for one, other in ((below, above), (above, below)):
        if any(word in one for word in edit.was) and any(word in other for word in edit.now):
            return True
    was, now = stem(edit.was, language), stem(edit.now, language)
    return any(
        word not in now and other not in was and other in table.get(word, ()) for word in was for other in now
    )


@dataclass(frozen=True, slots=True)
class _Text:
    """The words of a text in lower case, their stems, and the canonical forms of those that are names.

    ``named`` holds words of names, ``capital`` all with a capital, each empty where the word is none;
    ``inner`` those that have their capital for being names, not for opening a sentence. ``content`` tells the
    words that are no stop words.
    """

    words: tuple[str, ...]
    stems: tuple[str, ...]
    named: tuple[str, ...]
    capital: tuple[str, ...]
    inner: frozenset[str]
    content: tuple[bool, ...]


@lru_cache(maxsize=8192)
def _read(text: str, language: str) -> _Text:
    text = _ACRONYM.sub(lambda match: match.group().replace(".", ""), text)
    matches = list(WORD.finditer(text))
    words = tuple(match.group().lower().replace("’", "'") for match in matches)
    stops = stop_words(language)
    capital = tuple(
        canonical(word)
        if match.group()[0].isupper() and (word not in stops or match.group().isupper())
        else ""
        for match, word in zip(matches, words, strict=True)
    )
    spans = [(name.start, name.end) for name in read(text, language).names]
    named = tuple(
        word if any(start <= match.start() < end for start, end in spans) else ""
        for match, word in zip(matches, capital, strict=True)
    )
    inner = {
        word
        for match, word in zip(matches, capital, strict=True)
        if word and _INNER.search(text, max(0, match.start() - 3), match.start())
    }
    stems = tuple(stem([word.removesuffix("'s") for word in words], language))
    content = tuple(word not in stops for word in words)
    return _Text(words, stems, named, capital, frozenset(inner.union(filter(None, named))), content)


def _align(theirs: _Text, mine: _Text, known: frozenset[str], language: str) -> tuple[int, tuple[Edit, ...]]:
    """Return how many words are common, and the edits; ``known`` are the names of all the evidence."""
    aligned = align(theirs.stems, mine.stems)
    same = [b - a if equal else 0 for equal, a, b, _, _ in aligned]
    copied = sum(same) >= COPIED * len(mine.words)
    edits = []
    for at, (equal, a, b, c, d) in enumerate(aligned):
        if equal:
            continue
        left = same[at - 1] if at else 0
        left += BORDER * (a - left == 0 and c - left == 0)
        right = same[at + 1] if at + 1 < len(aligned) else 0
        right += BORDER * (b + right == len(theirs.words) and d + right == len(mine.words))
        was = frozenset(filter(None, theirs.named[a:b]))
        now = frozenset(filter(None, mine.named[c:d])) | known.intersection(mine.capital[c:d])
        instead = a < b and all(theirs.content[a:b]) and now.issuperset(mine.capital[c:d])
        moved = copied and _moved(theirs, mine, c, d, now)
        exchanged = copied and _exchanged(theirs, mine, (a, b), (c, d), language)
        edits.append(
            Edit(theirs.words[a:b], mine.words[c:d], left, right, c, was, now, instead, moved, exchanged)
        )
    return sum(same), tuple(edits)


def _exchanged(theirs: _Text, mine: _Text, was: tuple[int, int], now: tuple[int, int], language: str) -> bool:
    """Tell whether as many words of content, one or two, stand in the place of others that are not akin."""
    old = [theirs.words[at] for at in range(*was) if theirs.content[at]]
    new = [mine.words[at] for at in range(*now) if mine.content[at]]
    return 0 < len(new) == len(old) <= 2 and not any(
        akin(other, one, language) for one in old for other in new
    )


def _moved(theirs: _Text, mine: _Text, first: int, last: int, named: frozenset[str]) -> bool:
    """Tell whether a name in ``mine[first:last]`` stands elsewhere in ``theirs``, beside other words."""
    pairs = set(pairwise(("", *theirs.stems, "")))
    ours = ("", *mine.stems, "")
    held = [mine.capital[at] in named and mine.capital[at] in theirs.capital for at in range(first, last)]
    for is_name, run in groupby(range(first, last), key=lambda at: held[at - first]):
        places = list(run)
        before = ours[places[0] : places[0] + 2]
        behind = ours[places[-1] + 1 : places[-1] + 3]
        if is_name and before not in pairs and behind not in pairs:
            return True
    return False


def _said(edit: Edit, stems: Sequence[str], evidence: Sequence[_Text]) -> bool:
    """Tell whether some evidence has the words of the claim there, with those beside them."""
    row = tuple(stems[max(0, edit.place - 1) : edit.place + len(edit.now) + 1])
    if len(row) < len(edit.now) + 1:
        return False
    return any(has_row(other.stems, row) for other in evidence)


def _denies(words: Sequence[str], language: str) -> bool:
    """Tell whether words deny, once or three times: "not unclear" does not."""
    unsure = known(language, "negation.unsure")
    return sum(denies(word, language) or word in unsure for word in words) % 2 == 1


def _numbers(words: Sequence[str]) -> frozenset[str]:
    return frozenset(word for word in words if any(char.isdigit() for char in word))
