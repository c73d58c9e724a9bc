"""Losses: what a passage says of its own statement, and a shorter line must not leave out.

That somebody said it, that it may be so: a line that drops this turns a statement into a fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal

from summarizer.data import Span
from summarizer.languages import pattern
from summarizer.languages import words as known
from summarizer.records import dataclass
from summarizer.text.language import WORD, content_stems, stem

SHARED = 0.6
"""Share of a line's content words, of those that a passage has, that must lie in what somebody says there."""
FEWEST = 2
"""Content words that must lie there at least."""

_OPENED = re.compile(r"[\"“«„]")


@dataclass(frozen=True, slots=True)
class Loss:
    """What a line leaves out: ``words`` are those of the passage."""

    kind: Literal["unattributed", "modality"]
    words: str


def lost(line: str, passages: Sequence[str], language: str = "en") -> Iterator[Loss]:
    """Yield what the passages that bear a line say of it, and it does not; English only.

    A passage attributes what stands behind "the mayor said (that)", before ", the mayor said", and all of a
    sentence with "according to". A line attributes if it has any such form. What one passage says as a fact
    may be said as one, whatever the others do. Nor may a line speak as "I" or "we" outside quotation marks
    where a passage has such marks: somebody's words would become the note's. A hedge ("may", "reportedly") is
    lost where the line takes the words on both sides of it and has none itself.
    """
    saying = sayings(language)
    if saying is None or not passages:
        return
    mine = frozenset(content_stems(line, language))
    if not saying.any.search(line):
        bearing = [passage for passage in passages if _bears(passage, mine, language)]
        found = [_attributed(passage, mine, language) for passage in bearing]
        words = next(filter(None, found), None)
        if words is not None and all(found):
            yield Loss("unattributed", words)
    first = pattern(language, "saying.first")
    spoken = any(sign in passage for passage in passages for sign in _QUOTES)
    if first and spoken and (own_voice := re.search(rf"\b(?:{first})\b", _QUOTED.sub(" ", line))):
        yield Loss("unattributed", own_voice.group())
    own = {match.group().lower() for match in WORD.finditer(line)}
    weak = frozenset((*known(language, "modality.hedges"), *_MAY))
    if own & weak or own.intersection(known(language, "modality.kept")):
        return
    for passage in passages:
        for word in _hedged(passage, mine, weak, language):
            yield Loss("modality", word)


def restored(line: str, passage: str, language: str = "en") -> str | None:
    """Return a line with the attribution that its passage has at its end or beginning, as it stands there.

    ", police said on Monday." and "According to the ministry, …" are put where they stood; None where the
    passage has none of a dozen words at most.
    """
    saying = sayings(language)
    text = passage.rstrip()
    stop = _STOP.search(line)
    if saying is None or stop is None:
        return None
    opening, comma, behind = text.partition(", ")
    if comma and saying.source.match(opening) and len(opening.split()) <= _REST:
        word, own = behind.split(" ", 1)[0], line.split(" ", 1)[0]
        return f"{opening}, {word}{line[len(word) :]}" if word.lower() == own.lower() else None
    at = text.rfind(", ")
    while at > 0:
        tail = text[at:]
        if len(tail.split()) > _REST or any(sign in tail for sign in _QUOTES):
            return None
        if saying.verb.search(tail) or saying.source.search(tail):
            # "… at 3 p.m." keeps its stop.
            ended = line.rstrip() if text[:at].endswith(line.rsplit(None, 1)[-1]) else line[: stop.start()]
            return ended + (tail if _STOP.search(tail) else f"{tail}.")
        at = text.rfind(", ", 0, at)
    return None


_STOP = re.compile(r"[.!]\s*$")
_QUOTES = '"“”'
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”')


def attributes(text: str, language: str = "en") -> bool:
    """Tell whether a text gives anything as somebody's statement."""
    saying = sayings(language)
    return saying is not None and saying.any.search(text) is not None


_MAY = ("may", "might", "could")


@dataclass(frozen=True, slots=True)
class Saying:
    """Regular expressions: a ``verb`` of saying, a ``source`` ("according to"), and ``any`` of these."""

    verb: re.Pattern[str]
    source: re.Pattern[str]
    any: re.Pattern[str]


@cache
def sayings(language: str) -> Saying | None:
    """Return what tells that something is said, None of languages of which that is not known."""
    stated, sourced, reserved = (
        pattern(language, f"saying.{part}") for part in ("stated", "sourced", "reserved")
    )
    if stated is None or sourced is None:
        return None
    every = "|".join(filter(None, (stated, sourced, reserved)))
    return Saying(
        *(re.compile(rf"\b(?:{inside})\b", re.IGNORECASE) for inside in (stated, sourced, every)),
    )


def _bears(passage: str, mine: frozenset[str], language: str) -> bool:
    """Tell whether a passage has most of the line: one that only lends it a name says nothing of it."""
    return len(mine & _stems(passage, language)) >= max(FEWEST, len(mine) / 2)


def _attributed(passage: str, mine: frozenset[str], language: str) -> str | None:
    """Return the words by which a passage attributes what the line takes of it, None where it does not."""
    saying = sayings(language)
    if saying is None:
        return None
    shared = mine & _stems(passage, language)
    scopes = [(mark, Span(0, len(passage))) for mark in saying.source.finditer(passage)]
    scopes += [(mark, _scope(passage, mark, language)) for mark in saying.verb.finditer(passage)]
    for mark, scope in scopes:
        said = _stems(passage[scope.start : scope.end], language) & mine
        if len(said) >= FEWEST and len(said) >= SHARED * len(shared):
            return mark.group()
    return None


def _scope(passage: str, mark: re.Match[str], language: str) -> Span:
    """Return what is said by a verb of saying: what stands behind it, or before it.

    Behind a comma or closing quotation mark with few words to come, "…, the mayor said on Monday" ends what
    was said; "…, a judgment that the mayor now admits was wrong" is of the judgment alone.
    """
    cut = max(passage.rfind(sign, 0, mark.start()) for sign in (", ", "” ", '" ', "’ "))
    speaker = passage[cut + 1 : mark.start()].split() if cut > 0 else []
    ends = _ends(passage, mark.end()) and not _OPENED.search(passage, mark.end())
    if cut > 0 and len(speaker) <= _SPEAKER and ends:
        behind = WORD.search(passage, mark.end())
        of_it = behind is not None and behind.group().lower() in known(language, "sentences.finite")
        return Span(cut, len(passage)) if of_it else Span(0, cut)
    return Span(mark.end(), len(passage))


_SPEAKER = 12
"""Words of the longest speaker before a verb that ends a sentence."""
_REST = 12
"""Words behind such a verb at most."""


def _ends(passage: str, at: int) -> bool:
    """Tell whether behind a verb of saying stands no more than a time, a place or a listener."""
    return len(passage[at:].split()) <= _REST and " that " not in passage[at:]


def _hedged(passage: str, mine: frozenset[str], weak: frozenset[str], language: str) -> Iterator[str]:
    """Yield the hedges of a passage of which the line takes the content words right before and behind."""
    words = [match.group().lower() for match in WORD.finditer(passage)]
    stems = stem(words, language)
    content = _stems(passage, language)
    for at, word in enumerate(words):
        if word not in weak or (word in _MAY and at == 0):
            continue
        behind = [one for one in stems[at + 1 : at + 6] if one in content][:2]
        before = [one for one in stems[max(0, at - 6) : at] if one in content][-1:]
        if behind and before and set(behind) <= mine and set(before) <= mine:
            yield word


@lru_cache(maxsize=8192)
def _stems(text: str, language: str) -> frozenset[str]:
    return frozenset(content_stems(text, language))
