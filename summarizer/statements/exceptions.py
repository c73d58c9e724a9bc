"""Exceptions: what a passage takes out, sets aside or narrows: "except on Saturdays", "not this autumn"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from summarizer.languages import alternatives, pattern, words
from summarizer.text.language import content_stems
from summarizer.text.sought import Sought
from summarizer.text.words import content_of, words_of

from .cues import denying
from .finding import Finding
from .next_to import close
from .quantities import quantities

LONGEST = 6
"""Words of what is excepted, at most."""
LEAST = 2
"""Words that a claim has of what an exception is made from, at least."""
REACH = 80
"""Characters behind a denial in which a word narrows it."""
_MARK = re.compile(r"[,.;:!?—–()]")
_SENTENCE = re.compile(r"[.;!?]")


def check_excepted(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield what ``claim`` tells of that a close passage has only as an exception, or as what is not so."""
    taking = _taking_out(language)
    if taking is None or denying(claim, language) or excepts(claim, language):
        return
    mine = content_of(claim, language)
    for text in close(claim, passages, language):
        found = [(one.group().strip(), one.start(), one.end()) for one in taking.finditer(text)]
        for taken, start, end in (*found, *_spared(text, language)):
            told = _excepted(text, end, language)
            rest = content_of(f"{text[:start]} {text[end:].replace(told, '', 1)}", language)
            own = content_of(told, language)
            if own and own <= mine and own.isdisjoint(rest) and len(rest & mine) >= LEAST:
                message = f"a cited passage says this “{taken} {told}”"
                yield Finding("negation", 0, len(claim), claim, message, contradicted=True)
                return


def _excepted(text: str, start: int, language: str) -> str:
    """Return what stands behind words that except, up to the next mark or the word after its content."""
    end = _MARK.search(text, start)
    stretch = text[start : end.start() if end else len(text)]
    own, at = words_of(stretch), 0
    content = [bool(content_stems(word, language)) for word in own.lower[:LONGEST]]
    while at < len(content) and not content[at]:
        at += 1
    while at < len(content) and content[at]:
        at += 1
    return stretch[: own.ends[at - 1]].strip() if at else ""


def _spared(text: str, language: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words that except behind a whole in their clause: "all the boats but the Esther"."""
    own, excepting = words_of(text), words(language, "omissions.excepting")
    whole = words(language, "amounts.ranks")[-1:]
    known = frozenset(word for group in whole for word in group.split())
    for at, word in enumerate(own.lower):
        if word in excepting and any(
            own.lower[one] in known and not _MARK.search(text, own.ends[one], own.starts[at])
            for one in range(max(0, at - LONGEST), at)
        ):
            yield word, own.starts[at], own.ends[at]


def excepts(text: str, language: str) -> bool:
    """Tell whether a text takes something out of what it says."""
    taking = _taking_out(language)
    return (taking is not None and taking.search(text) is not None) or any(_spared(text, language))


@cache
def _taking_out(language: str) -> Sought | None:
    found = [pattern(language, f"amounts.{one}") for one in ("excepting", "contrasting")]
    known = "|".join(one for one in found if one)
    return Sought(rf"\b(?:{known})(?!\w)", language) if known else None


def check_chosen(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield where ``claim`` says of one of two, or of both, what the passages leave open: "either A or B"."""
    opening, choosing = words(language, "clauses.choosing"), words(language, "omissions.choosing")
    if not opening or any(word in choosing for word in words_of(claim).lower):
        return
    mine = content_of(claim, language)
    near = [
        text for text in close(claim, passages, language) if any(map(words_of(text).lower.count, opening))
    ]
    left_open = [any(mine & either for either in _choices(text, language)) for text in near]
    if left_open and all(left_open) and len(near) == len(close(claim, passages, language)):
        yield Finding("amount", 0, len(claim), claim, "the cited passages leave open which of two it is")


def _choices(text: str, language: str) -> Iterator[frozenset[str]]:
    """Yield the content words between "either" and "or", with the first one behind that."""
    own, opening = words_of(text), words(language, "clauses.choosing")
    choosing = [word for word in words(language, "omissions.choosing") if word not in opening]
    for at, word in enumerate(own.lower):
        if word in opening:
            other = next(
                (i for i in range(at + 1, min(len(own.lower), at + CHOICE)) if own.lower[i] in choosing), None
            )
            if other is not None:
                end = min(len(own.lower), other + 2) - 1
                yield content_of(text[own.starts[at] : own.ends[end]], language)


CHOICE = 10
"""Words behind "either" in which the other of two stands."""


def check_narrowed(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield where ``claim`` denies without more ado what the passages deny only in part: "not at once"."""
    narrowing = _narrowing(language)
    if narrowing is None or not denying(claim, language) or narrowing.search(claim):
        return
    near = [text for text in close(claim, passages, language) if denying(text, language)]
    found = [_narrowed(text, narrowing, language) for text in near]
    if found and all(found):
        message = f"the cited passages deny this only with “{found[0]}”"
        yield Finding("amount", 0, len(claim), claim, message)


def _narrowed(text: str, narrowing: Sought, language: str) -> str:
    own = words_of(text)
    for at in denying(text, language):
        end = _SENTENCE.search(text, own.ends[at])
        match = narrowing.search(text, own.ends[at])
        if match and match.start() < min(own.ends[at] + REACH, end.start() if end else len(text)):
            return match.group()
    return ""


@cache
def _narrowing(language: str) -> Sought | None:
    found = words(language, "negation.narrowing")
    return Sought(rf"\b(?:{alternatives(found)})\b", language) if found else None


def check_range(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield a number of ``claim`` that all passages have only as a bound: "between 200 and 450"."""
    bounded, mine = _bounding(language), quantities(claim, language)
    if bounded is None or not mine:
        return
    near = close(claim, passages, language)
    ranges = [pair for text in near for pair in _ranges(text, language)]
    single = {one.value for text in near for one in quantities(text, language)} if ranges else set()
    single -= {value for pair in ranges for value in pair}
    for one in mine if ranges else ():
        pair = next((pair for pair in ranges if one.value in pair and one.value not in single), None)
        other = pair and sum(pair) - one.value
        free = not any(each.value == other for each in mine)
        if pair and free and not bounded.search(claim, max(0, one.start - REACH), one.start):
            written = claim[one.start : one.end]
            message = f"the cited passages give a range that ends at “{written}”"
            yield Finding("amount", one.start, one.end, written, message)


def _ranges(text: str, language: str) -> Iterator[tuple[float, float]]:
    opening, joint = words(language, "amounts.between"), words(language, "clauses.joining")
    if _known(language).isdisjoint(words_of(text).lower):
        return
    found = quantities(text, language)
    for one, other in pairwise(found) if len(found) > 1 else ():
        before = text[: one.start].rstrip().rpartition(" ")[2].lower()
        if before in opening and text[one.end : other.start].strip() in joint:
            yield one.value, other.value


@cache
def _known(language: str) -> frozenset[str]:
    return frozenset(words(language, "amounts.between"))


@cache
def _bounding(language: str) -> re.Pattern[str] | None:
    """Return what fits the words before a number that make a bound of it; None where ranges are not read."""
    if not words(language, "amounts.between"):
        return None
    found = [word for one in ("below", "above", "upto") for word in words(language, f"amounts.{one}")]
    return re.compile(rf"\b(?:{alternatives(found)}) (?:\w+ )?$", re.IGNORECASE)
