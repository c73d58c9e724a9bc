"""Edits: where one text repeats another word for word but for a negation, an opposite or a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from summarizer.data import Span
from summarizer.languages import words as known
from summarizer.languages.lexicon import meanings
from summarizer.records import dataclass
from summarizer.text.alignment import align
from summarizer.text.language import stem, stop_words
from summarizer.text.later import later
from summarizer.text.synonyms import exact, synonymous
from summarizer.text.words import words_of

from . import Finding
from .cues import denies
from .names import names
from .opposites import opposites
from .quantities import is_number_word

CONTEXT = 2
"""Words on either side of an edit that the passage must have too, in order; an end of the text counts."""
TELLING = 2
"""Content words among the words around an edit that are the same."""
AROUND = 5
"""Words on either side of an edit that are counted for that."""
LIKE = 0.4
"""Likeness from which a passage is compared word by word."""
COMPARED = 2
"""Passages that are compared, the likest first."""
_SAME = 5
"""Letters with which two forms of one word begin."""
_CLIPPED = 4
"""Letters of the shortest word that is a longer one cut short: "croc"."""
LONGEST = 120
"""Words of the longest text that is compared: the time for repeated words grows with their cube."""

_WORD = later(r"n['’]t\b|[^\W_]+?(?=n['’]t\b)|[^\W_]+(?:['’](?!t\b)[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class _Words:
    spans: tuple[tuple[int, int], ...]
    lower: tuple[str, ...]


@lru_cache(maxsize=2048)
def _words(text: str) -> _Words:
    if "'" not in text and "’" not in text:
        known = words_of(text)
        return _Words(known.spans, known.lower)
    spans = tuple([match.span() for match in _WORD.finditer(text)])
    return _Words(spans, tuple([text[start:end].lower() for start, end in spans]))


def edits(claim: str, passages: Sequence[tuple[str, float]], language: str) -> Iterator[Finding]:
    """Yield what ``claim`` changes in a passage that it otherwise repeats; English only.

    ``passages`` are texts with their likeness, best first. Two words on either side must be the same, and
    two content words near. What another passage words as the claim does is no edit.
    """
    if language != "en":
        return
    for at, (passage, likeness) in enumerate(passages[:COMPARED]):
        if likeness < LIKE:
            return
        others = [text for other, (text, _) in enumerate(passages) if other != at]
        for finding, wording in _changed(claim, passage):
            if not any(wording in " ".join(_words(text).lower) for text in others):
                yield finding


def single_edit(one: str, other: str) -> tuple[Span, Span] | None:
    """Return the words that stand in the place of each other, where that is all two texts differ in.

    One of the two spans is empty where a text only lacks words.
    """
    ours, theirs = _words(one), _words(other)
    if max(len(ours.lower), len(theirs.lower)) > LONGEST:
        return None
    differing = [stretch for stretch in align(ours.lower, theirs.lower) if not stretch.same]
    if len(differing) != 1:
        return None
    _, i, j, k, m = differing[0]
    return _span(ours, i, j), _span(theirs, k, m)


def _span(words: _Words, first: int, last: int) -> Span:
    if first == last:
        at = words.spans[first][0] if first < len(words.spans) else words.spans[-1][1]
        return Span(at, at)
    return Span(words.spans[first][0], words.spans[last - 1][1])


def _changed(claim: str, passage: str) -> Iterator[tuple[Finding, str]]:
    """Yield each finding with the words of the claim around it."""
    ours, theirs = _words(claim), _words(passage)
    if max(len(ours.lower), len(theirs.lower)) > LONGEST:
        return
    aligned = align(ours.lower, theirs.lower)
    for at, (same, i, j, k, m) in enumerate(aligned):
        if same or j - i > 4 or m - k > 4:
            continue
        before = aligned[at - 1].last - aligned[at - 1].first if at else 0
        behind = aligned[at + 1].last - aligned[at + 1].first if at + 1 < len(aligned) else 0
        enough = before >= CONTEXT or before == i, behind >= CONTEXT or j + behind == len(ours.lower)
        if not all(enough) or _telling(
            ours.lower[max(0, i - min(before, AROUND)) : i], ours.lower[j : j + min(behind, AROUND)]
        ):
            continue
        found = _finding(claim, passage, (ours, i, j), (theirs, k, m))
        if found is not None:
            yield found, " ".join(ours.lower[max(0, i - 1) : j + 1])


def _telling(before: Sequence[str], behind: Sequence[str]) -> bool:
    """Tell whether the words around an edit are too few or too common."""
    stops = stop_words("en")
    return sum(word not in stops for word in (*before, *behind)) < TELLING


def _finding(
    claim: str, passage: str, ours: tuple[_Words, int, int], theirs: tuple[_Words, int, int]
) -> Finding | None:
    mine, i, j = ours
    their, k, m = theirs
    now, was = mine.lower[i:j], their.lower[k:m]
    if i < j:
        start, end = mine.spans[i][0], mine.spans[j - 1][1]
    else:
        start, end = mine.spans[min(i, len(mine.spans) - 1)]
    words = claim[start:end]
    written = passage[their.spans[k][0] : their.spans[m - 1][1]] if k < m else ""
    counts = _denials(mine.lower, i, j), _denials(their.lower, k, m)
    told = [_told(side) for side in (now, was)]
    if counts in ((1, 0), (0, 1)) and told[0] == told[1]:
        if counts == (1, 0):
            message = f"the cited passage says the same without “{words}”"
        else:
            message = f"the cited passage says the same with “{written}”"
        return Finding("negation", start, end, words, message, contradicted=True)
    if len(now) == len(was) == 1:  # "before" and "after" are no words of content
        told = [stem(side, "en") for side in (now, was)]
    if len(told[0]) == len(told[1]) == 1 and _opposed(*told[0], *told[1]):
        message = f"the cited passage says “{written}”, not “{words}”"
        return Finding("opposite", start, end, words, message, contradicted=True)
    if len(now) == len(was) == 1 and _exchanged(now[0], was[0], (claim, start), (passage, their.spans[k][0])):
        message = f"the cited passage says “{written}”, not “{words}”"
        return Finding("amount", start, end, words, message)
    if now and was and _renamed(claim, mine.spans[i:j], passage, their.spans[k:m]):
        shorter, longer = sorted((set(now), set(was)), key=len)
        if not shorter <= longer:
            message = f"the cited passage names {' '.join(written.split())}, not {words}"
            return Finding("name", start, end, words, message, contradicted=True)
    return None


def _exchanged(now: str, was: str, ours: tuple[str, int], theirs: tuple[str, int]) -> bool:
    """Tell whether a content word stands in the place of another that is no form and no synonym of it."""
    stops = stop_words("en")
    plain = now.isalpha() and was.isalpha() and now not in stops and was not in stops
    if not plain or not all(text[at].islower() for text, at in (ours, theirs)):
        return False
    if now[:_SAME] == was[:_SAME] or is_number_word(now, "en") or is_number_word(was, "en"):
        return False
    first, second = stem([now, was], "en")
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) >= _CLIPPED and longer.startswith(shorter):
        return False
    if first == second or synonymous(first, second, "en"):
        return False
    if first in exact("en"):
        return True
    here, there = meanings(first, "en"), meanings(second, "en")
    return not (here.said_by(there) or (not here.opposes(there) and there.said_by(here)))


def _denials(words: Sequence[str], first: int, last: int) -> int:
    """Count the words that deny something in a stretch; "not only" does not."""
    harmless = known("en", "negation.harmless")
    return sum(
        denies(words[at], "en") and " ".join(words[at : at + 2]) not in harmless for at in range(first, last)
    )


def _told(words: Sequence[str]) -> list[str]:
    """Return the stems of the words of content, whatever denies them."""
    stops = stop_words("en")
    return stem([word for word in words if word not in stops and not denies(word, "en")], "en")


def _opposed(first: str, second: str) -> bool:
    """Tell whether two stems are of opposites."""
    if second in opposites().get(first, ()):
        return True
    mine, theirs = meanings(first, "en"), meanings(second, "en")
    return mine.opposes(theirs) and mine.own.isdisjoint(theirs.own)


def _renamed(
    claim: str, ours: Sequence[tuple[int, int]], passage: str, theirs: Sequence[tuple[int, int]]
) -> bool:
    """Tell whether both have capitals here, no pronouns, and one of them has a name."""
    stops = stop_words("en")
    for text, spans in ((claim, ours), (passage, theirs)):
        if any(text[a].islower() or text[a:b].lower() in stops for a, b in spans):
            return False
    return _is_name(claim, ours[0][0], ours[-1][1]) or _is_name(passage, theirs[0][0], theirs[-1][1])


def _is_name(text: str, start: int, end: int) -> bool:
    return any(name.start <= start and end <= name.end for name in names(text, "en"))
