"""Opposites: a claim says "rose" where its evidence says "fell"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import product

from summarizer.languages import knows, table, words
from summarizer.text.language import stem, stop_words
from summarizer.text.words import stems_of, words_of

from .cues import denies
from .finding import Finding


@cache
def opposites(language: str = "en") -> dict[str, frozenset[str]]:
    """Return the word stems of a language that have opposites, with these; none where none are known."""
    found: dict[str, set[str]] = {}
    for pair in words(language, "opposites.pairs"):
        one, other = stem(pair.split("/"), language)
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    for group in words(language, "opposites.groups"):
        ones, others = (stem(side.split(), language) for side in group.split("/"))
        for one, other in product(ones, others):
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


def check_opposites(claim: str, evidence: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield the words of ``claim`` whose opposite the evidence has in their place; where the
    opposites of the language are known.

    Where the word itself is in no evidence, one of the content words beside it must stand beside the opposite
    as well: "sales rose" against "sales fell", not against "the government fell". Where it is, the very next
    word on one side must: "a female student" where only male students and female teachers are spoken of.
    """
    if not knows(language, "opposites.pairs"):
        return
    mine = _stems(claim, language)
    known = opposites(language)
    if known.keys().isdisjoint(mine):
        return
    held = {word for text in evidence for word in _stems(text, language)}
    wanted = [known[word] for word in mine if word in known]
    if all(held.isdisjoint(against) for against in wanted):
        return
    stated = [place for text in evidence for place in _places(text, language).values()]
    spans = words_of(claim).spans
    for at, (word, near) in _places(claim, language).items():
        against = known[word] & held
        if not against or is_denied(claim, spans, at, language):
            continue
        if word in held:
            both = against & set(mine)  # "private unions as well as public": "public and private"
            turned = _next_to_opposite(mine, at, against, evidence, language) and not any(
                _are_joined(word, both, text, language) for text in evidence if both
            )
        else:
            turned = not against & set(mine) and any(
                other in against and near & beside for other, beside in stated
            )
        if turned and not any(_is_converse(mine, at, against, text, language) for text in evidence):
            start, end = spans[at]
            message = f"the cited passages say the opposite of “{claim[start:end]}” here"
            yield Finding("opposite", start, end, claim[start:end], message, contradicted=True)


_NEAR, _SIDE = 3, 8
"""Content words, and all words, on either side of one that has an opposite."""


def _is_converse(claim: tuple[str, ...], at: int, against: frozenset[str], text: str, language: str) -> bool:
    """Tell whether what stands on either side of a word stands on the other one of its opposite.

    "B came in behind A" says what "A came in ahead of B" says.
    """
    stems = _stems(text, language)
    place = next((i for i, one in enumerate(stems) if one in against), None)
    if place is None or claim[at] not in _converse(language):
        return False
    both = _beside(claim, at, language) & _beside(stems, place, language)  # "nine seconds ahead"
    mine, theirs = (
        [frozenset(side) - both for side in (found[max(0, i - _SIDE) : i], found[i + 1 : i + 1 + _SIDE])]
        for found, i in ((claim, at), (stems, place))
    )
    stops = stop_words(language)
    mine = [side - stops for side in mine]
    straight = len(mine[0] & theirs[0]) + len(mine[1] & theirs[1])
    crossed = len(mine[0] & theirs[1]) + len(mine[1] & theirs[0])
    return crossed > straight


@cache
def _converse(language: str) -> frozenset[str]:
    return frozenset(stem(words(language, "opposites.converse"), language))


def _are_joined(word: str, others: frozenset[str], text: str, language: str) -> bool:
    """Tell whether a text has a word and one of its opposites with hardly more than "and" between them."""
    stems = _stems(text, language)
    places = [at for at, one in enumerate(stems) if one == word]
    return any(
        stems[at] in others and abs(at - place) <= 2
        for place in places
        for at in range(max(0, place - 2), min(len(stems), place + 3))
    )


def _next_to_opposite(
    words: tuple[str, ...], at: int, against: frozenset[str], evidence: Sequence[str], language: str
) -> bool:
    """Tell whether the next word on one side stands next to the opposite in the evidence only."""
    known = [(_stems(text, language), _neighbours(text, language)) for text in evidence]
    for side, beside in enumerate(_next_to(words, at, language)):
        if not beside:
            continue
        by = {
            stems[place] for stems, places in known for place, both in places.items() if both[side] == beside
        }
        if by & against and words[at] not in by:
            return True
    return False


@lru_cache(maxsize=8192)
def _neighbours(text: str, language: str) -> dict[int, tuple[str, str]]:
    """Return the words next to each word that has an opposite, by its place."""
    words, known = _stems(text, language), opposites(language)
    return {at: _next_to(words, at, language) for at, word in enumerate(words) if word in known}


def _next_to(words: tuple[str, ...], at: int, language: str) -> tuple[str, str]:
    """Return the word before and the one behind, up to two stop words skipped; empty where there is none."""
    stops = stop_words(language)
    before = next((word for word in words[max(0, at - 3) : at][::-1] if word not in stops), "")
    behind = next((word for word in words[at + 1 : at + 4] if word not in stops), "")
    return before, behind


def is_denied(text: str, spans: Sequence[tuple[int, int]], at: int, language: str) -> bool:
    """Tell whether a negation stands just before a word: "not clear" says what "unclear" says."""
    return any(denies(text[start:end].lower(), language) for start, end in spans[max(0, at - 3) : at])


@lru_cache(maxsize=8192)
def _stems(text: str, language: str) -> tuple[str, ...]:
    quarters, stems = table(language, "opposites.quarters"), stems_of(text, language)
    return stems if quarters.keys().isdisjoint(stems) else tuple(quarters.get(one, one) for one in stems)


@lru_cache(maxsize=8192)
def _places(text: str, language: str) -> dict[int, tuple[str, frozenset[str]]]:
    """Return the words that have an opposite, by their place, each once with the content words beside it."""
    words, known = _stems(text, language), opposites(language)
    found = {at: (word, _beside(words, at, language)) for at, word in enumerate(words) if word in known}
    first = {seen: at for at, seen in reversed(found.items())}
    return {at: seen for seen, at in sorted(first.items(), key=lambda item: item[1])}


def _beside(stems: tuple[str, ...], at: int, language: str) -> frozenset[str]:
    """Return the content words among the few nearest to ``at`` on either side."""
    stops = stop_words(language)
    before = [word for word in stems[max(0, at - 8) : at] if word not in stops][-_NEAR:]
    if stems[at] in words(language, "opposites.particles"):  # "went up" against "went down"
        return frozenset(before[-1:])
    behind = [word for word in stems[at + 1 : at + 9] if word not in stops][:_NEAR]
    return frozenset((*before, *behind))
