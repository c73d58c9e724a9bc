"""Displaced: "joined in 2002 following the death", where he "joined in 2006 following the 2002 death".

A claim and a passage have stretches of the same words. What stands next to such a stretch in the claim, and
elsewhere in the passage, where the passage has something else of its kind in that place, has been displaced:
the passage says it of another thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal

from summarizer.languages.lexicon import meanings
from summarizer.records import dataclass
from summarizer.text.language import stop_words
from summarizer.text.words import content_of, sharing, stems_of, words_of

from .finding import Finding

SHARE = 0.5
"""Share of the content words of a claim that a passage must have to be compared."""
FEWEST = 2
"""Words of the shortest stretch that is compared, and content words around what is between two of them."""
WORDS = 3
"""Words of the shortest stretches between which another word than a name or a figure has been moved."""
LONG, TELLING = 4, 2
"""Words, and content words among them, of a stretch that is enough on one side alone."""
GAP = 6
"""Words between two stretches, at most, that stand in the place of each other."""
REACH = 3
"""Words next to a stretch among which the nearest content word is sought."""
BESIDE = 2
"""Words from the place of another one in which a word stands that has the same place: "Lodz and Radom"."""
LONGEST = 120
"""Words of the longest text that is compared."""
MOST = 40
"""Stretches that two texts have in common, at most; those that have more are lists of the same."""

_Class = Literal["name", "figure", "word"]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text: stems, what each is, whether it has content, and after which a clause ends."""

    stems: tuple[str, ...]
    kinds: tuple[_Class, ...]
    full: tuple[bool, ...]
    ends: frozenset[int]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of words that a claim and a text have in common: its places in each."""

    mine: range
    theirs: range


def check_displaced(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield what ``claim`` says of something else than the passage that has it."""
    near = sharing(content_of(claim, language), passages, SHARE, language)
    mine = _words(claim, language) if near else None
    if mine is None or len(mine.stems) > LONGEST:
        return
    for text in near:
        theirs = _words(text, language)
        if len(theirs.stems) > LONGEST:
            continue
        runs = _runs(mine, theirs)
        for run in runs:
            for step in (-1, 1):
                at = _displaced(mine, theirs, run, runs, step, language)
                if at is None or any(_stands(mine, run, at, step, _words(one, language)) for one in passages):
                    continue
                start, end = mine.spans[at]
                written = claim[start:end]
                message = f"the cited passages say “{written}” of something else"
                yield Finding("amount", start, end, written, message)
                return


def _displaced(
    mine: _Words, theirs: _Words, run: _Run, runs: Sequence[_Run], step: int, language: str
) -> int | None:
    """Return the place in the claim of what stands before (-1) or behind (1) a stretch there alone."""
    edge = 0 if step < 0 else -1
    here, there = _next(mine, run.mine[edge], step), _next(theirs, run.theirs[edge], step)
    if here is None or there is None:
        return None
    own, other = mine.stems[here], theirs.stems[there]
    if own == other or mine.kinds[here] != theirs.kinds[there]:
        return None
    held = [at for at, stem in enumerate(theirs.stems) if stem == own]
    if not held or any(abs(at - there) <= BESIDE for at in held):
        return None
    if meanings(own, language).meets(meanings(other, language)):
        return None
    if _between(mine, here, there, run, runs, step):
        return here
    if mine.kinds[here] == "word":
        return None
    enough = len(run.mine) >= LONG and sum(mine.full[at] for at in run.mine) >= TELLING
    crossed = all((at - run.theirs[edge]) * step < 0 for at in held)
    return here if enough and crossed else None


def _between(mine: _Words, here: int, there: int, run: _Run, runs: Sequence[_Run], step: int) -> bool:
    """Tell whether what is next to a stretch stands in both texts between it and another one."""
    fewest = WORDS if mine.kinds[here] == "word" else FEWEST
    for other in runs:
        first, second = (other, run) if step < 0 else (run, other)
        ours = range(first.mine.stop, second.mine.start)
        gap = range(first.theirs.stop, second.theirs.start)
        if here in ours and there in gap and max(len(ours), len(gap)) <= GAP:
            around = sum(mine.full[at] for at in (*run.mine, *other.mine))
            if min(len(run.mine), len(other.mine)) >= fewest and around >= FEWEST:
                return True
    return False


def _stands(mine: _Words, run: _Run, at: int, step: int, text: _Words) -> bool:
    """Tell whether a text has a word of the claim next to what it stands next to there."""
    beside = next((mine.stems[one] for one in run.mine[::-step] if mine.full[one]), None)
    places = [one for one, stem in enumerate(text.stems) if stem == mine.stems[at]]
    return any(
        0 < (other - place) * -step <= REACH + 1
        for place in places
        for other, stem in enumerate(text.stems)
        if stem == beside
    )


def _next(words: _Words, edge: int, step: int) -> int | None:
    """Return the nearest content word before or behind a word in its clause."""
    at = edge
    for _ in range(REACH):
        if (at if step > 0 else at - 1) in words.ends:
            return None
        at += step
        if not 0 <= at < len(words.stems):
            return None
        if words.full[at]:
            return at
    return None


def _runs(mine: _Words, theirs: _Words) -> list[_Run]:
    """Return the longest stretches of words that two texts have in common, none where they are too many."""
    places: dict[tuple[str, str], list[int]] = {}
    for at in range(len(mine.stems) - 1):
        places.setdefault((mine.stems[at], mine.stems[at + 1]), []).append(at)
    found = []
    for at in range(len(theirs.stems) - 1):
        for begin in places.get((theirs.stems[at], theirs.stems[at + 1]), ()):
            if at and begin and theirs.stems[at - 1] == mine.stems[begin - 1]:
                continue
            length = FEWEST
            while (
                at + length < len(theirs.stems)
                and begin + length < len(mine.stems)
                and theirs.stems[at + length] == mine.stems[begin + length]
            ):
                length += 1
            found.append(_Run(range(begin, begin + length), range(at, at + length)))
            if len(found) > MOST:
                return []
    return found


@lru_cache(maxsize=2048)
def _words(text: str, language: str) -> _Words:
    known, stems, stops = words_of(text), stems_of(text, language), stop_words(language)
    kinds: list[_Class] = []
    ends = set()
    for at, (start, end) in enumerate(known.spans):
        first = text[start]
        kinds.append("figure" if first.isdigit() else "name" if first.isupper() and at else "word")
        behind = text[end : known.starts[at + 1]] if at + 1 < len(known.starts) else "."
        if not behind.isspace() and behind not in "'’-":
            ends.add(at)
    full = tuple([word not in stops for word in known.lower])
    return _Words(stems, tuple(kinds), full, frozenset(ends), known.spans)
