"""Apart: two events of one kind — "a fire in Lodz" has not killed whom "a fire in Radom" killed.

What tells the events apart is a name, a day or an ordinal. Where one passage has all else that a claim says,
of another of them, and a passage on the one that the claim means lacks some of it, they have been exchanged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from summarizer.languages import table
from summarizer.languages import words as known
from summarizer.records import dataclass
from summarizer.text.language import content_stems, stem, stop_words
from summarizer.text.words import words_of

from .finding import Finding, Kind
from .names import canonical
from .statement import read

FEWEST = 2
"""Content words, besides what tells the events apart, of the shortest claim that is asked."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """What tells an event from others: ``place`` is what stands before a name or behind an ordinal."""

    kind: Kind
    place: tuple[str, ...]
    key: frozenset[str]
    start: int
    end: int


def check_apart(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield the names, days and ordinals of ``claim`` of which another passage says what the claim says."""
    mine = _marks(claim, language) if len(passages) > 1 else ()
    wanted = _rest(claim, language) if mine else frozenset[str]()
    if len(wanted) < FEWEST:
        return
    for mark in mine:
        of_it, of_others = 0, 0
        instead = ""
        on_it = False
        for text in passages:
            same = [one for one in _marks(text, language) if (one.kind, one.place) == (mark.kind, mark.place)]
            if not same:
                continue
            held = len(wanted & _rest(text, language))
            if any(one.key & mark.key for one in same):
                of_it, on_it = max(of_it, held), True
            elif held > of_others:
                of_others, instead = held, text[same[0].start : same[0].end]
        near = of_it > 0 if mark.place else 2 * of_it >= of_others
        if on_it and near and of_others == len(wanted) and of_it < of_others:
            written = claim[mark.start : mark.end]
            message = f"the passage that says this says it of {' '.join(instead.split())}, not of {written}"
            yield Finding(mark.kind, mark.start, mark.end, written, message, contradicted=True)


@lru_cache(maxsize=2048)
def _marks(text: str, language: str) -> tuple[_Mark, ...]:
    found: list[_Mark] = []
    own = words_of(text)
    words = list(zip(own.lower, own.starts, own.ends, strict=True))
    starts = {start: at for at, (_, start, _) in enumerate(words)}
    stops = stop_words(language)
    for name in read(text, language).names:
        at = starts.get(name.start, 0)
        before = tuple(word for word, _, _ in words[max(0, at - 2) : at])
        if len(before) == 2 and before[1] in stops and before[0] not in stops:  # "fire in Lodz"
            key = frozenset(map(canonical, name.words))
            found.append(_Mark("name", before, key, name.start, name.end))
    found += [
        _Mark("date", (), frozenset((str(day.weekday),)), day.start, day.end)
        for day in read(text, language).days
        if day.weekday is not None and day.month is None
    ]
    ordinals = _ordinals(language)
    for (word, start, end), (behind, _, _) in pairwise(words):
        if word in ordinals and behind not in stops:
            key = frozenset((str(ordinals[word]),))
            found.append(_Mark("number", (stem([behind], language)[0],), key, start, end))
    return tuple(found)


@cache
def _ordinals(language: str) -> Mapping[str, int]:
    """Return the ordinals of a language with their numbers."""
    earliest = known(language, "quantities.earliest")
    return {**{word: at for at, word in enumerate(earliest, 1)}, **table(language, "quantities.ordinals")}


@lru_cache(maxsize=2048)
def _rest(text: str, language: str) -> frozenset[str]:
    """Return the content words of a text without its marks."""
    plain = text
    for mark in _marks(text, language):
        plain = plain[: mark.start] + " " * (mark.end - mark.start) + plain[mark.end :]
    return frozenset(content_stems(plain, language))
