"""Omissions: what a shorter line leaves out of its passage, and says another thing without.

"A spokesman for the bank resigned" is not "the bank resigned", "a fake doctor" no doctor, "if the river
rises" no aside. And the way back: the passage without what a line leaves out of it harmlessly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from summarizer.languages import knows, pattern
from summarizer.languages import words as listed
from summarizer.records import dataclass
from summarizer.statements import read
from summarizer.statements.grammar import finite
from summarizer.text.alignment import align
from summarizer.text.language import WORD, stem, stop_words
from summarizer.text.words import has_row

COPIED = 0.7
"""Share of the words of a line that a passage must have, in order, for it to be a shorter form."""
LONGEST = 1_500
"""Characters of the longest passage that is looked at."""
BEHIND = 4
"""Words behind a share in which what it is a share of begins."""
LONG_NAME = 3
"""Words of a name from which on none may be left out between two others."""
NOUNS = 2
"""Words of the longest noun that another one may stand before: "bank robber"."""


@dataclass(frozen=True, slots=True)
class Omission:
    """Words of a passage, ``start`` to ``end``, that a line leaves out and must not."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    lower: str
    stem: str


@dataclass(frozen=True, slots=True)
class _Run:
    """Words ``first`` to ``last`` of a passage that a line does not have."""

    first: int
    last: int


def omitted(line: str, passages: Sequence[str], language: str = "en") -> Iterator[Omission]:
    """Yield what a line leaves out of the passage that it copies most of, and must not; English only.

    A line that copies no passage to `COPIED` yields nothing, nor does what another passage says without those
    words, between the same words.
    """
    if not knows(language, "omissions.linking"):
        return
    found = _closest(line, passages, language)
    if found is None:
        return
    passage, runs = found
    mine = _words(line, language)
    others = [_stems_of(other, language) for other in passages if other != passage]
    for run in runs:
        if _harms(passage, run, runs, line, language) and not _said(passage, run, mine, others, language):
            words = _words(passage, language)
            start, end = words[run.first].start, words[run.last - 1].end
            yield Omission(" ".join(passage[start:end].split()), start, end)


def broken_names(line: str, passages: Sequence[str], language: str = "en") -> Iterator[str]:
    """Yield the names of a line that the passages have with more words in between: "City Medical Center".

    At its ends a name may be shortened, and a short one as it may, "John Kennedy"; of `LONG_NAME` words one
    that stands together in no passage is none that they speak of.
    """
    known = [name.words for passage in passages for name in read(passage, language).names]
    for name in read(line, language).names:
        own = name.words
        if len(own) < LONG_NAME or any(has_row(other, own) for other in known):
            continue
        for other in known:
            rest = iter(other)
            if all(word in rest for word in own):
                yield line[name.start : name.end]
                break


def unmeant(line: str, passages: Sequence[str], language: str = "en") -> str | None:
    """Return the pronoun that a line begins with, where every passage says first whom it means.

    "It will carry oil" is made of "When the pipeline is finished, it will carry oil": the line alone no
    longer says what "it" is.
    """
    first = _words(line, language)[:1]
    personal = _pronouns(language)
    if not first or personal is None or not personal.fullmatch(first[0].lower):
        return None
    for passage in passages:
        words = _words(passage, language)
        at = next((at for at, word in enumerate(words) if word.lower == first[0].lower), None)
        if at is not None and not _names(passage[: words[at].start], language):
            return None
    return line[first[0].start : first[0].end]


def shortened(line: str, passage: str, language: str = "en") -> str | None:
    """Return the passage without what a line leaves out harmlessly, None where it copies too little.

    What the line has in the place of other words stands as the passage has it, and so do figures and days
    that the line leaves out.
    """
    if not knows(language, "omissions.linking"):
        return None
    found = _closest(line, [passage], language)
    if found is None:
        return None
    words = _words(passage, language)
    parts, at = [], 0
    for run in found[1]:
        if (
            _harms(passage, run, found[1], line, language)
            or _tells(passage, words, run, language)
            or not _is_whole(passage, words, run)
        ):
            continue
        behind = words[run.last].start if run.last < len(words) else len(passage)
        if run.first:
            before = words[run.first - 1].end
            left = _SIGNS.sub("", passage[before : words[run.first].start])
            right = _SIGNS.sub("", passage[words[run.last - 1].end : behind])
            ended = _ENDED.search(passage, before) if run.last == len(words) else None
            parts += [passage[at:before], ended.group() if ended else _joint(left, right)]
        at = behind
    text = " ".join("".join([*parts, passage[at:]]).split())
    return text[:1].upper() + text[1:] if at else text


def is_part(line: str, passage: str, language: str = "en") -> bool:
    """Tell whether a line is its passage without some words, or with other marks between them."""
    words = iter(_stems_of(passage, language))
    return all(word in words for word in _stems_of(line, language))


_STOPS = re.compile(r"[.!?…]\W*$")
_PAIRS = (("“", "”"), ("(", ")"), ("[", "]"))
_ENDED = re.compile(r"[.!?…](?=\s)")
_SIGNS = re.compile(r"[\"“”()\[\]]")


def _joint(before: str, behind: str) -> str:
    """Return what stands where words were: the stop of a sentence, one comma of two at most."""
    if _STOPS.search(behind) or not behind.strip():
        return behind
    if "," in before and "," in behind:
        return " "
    return before if before.strip() and not behind.strip() else behind


def _tells(passage: str, words: Sequence[_Word], run: _Run, language: str) -> bool:
    """Tell whether a run has a figure or a day."""
    start, end = words[run.first].start, words[run.last - 1].end
    counted = any(start < one.end and one.start < end for one in read(passage, language).quantities)
    return counted or not _dates(language).isdisjoint(word.lower for word in words[run.first : run.last])


def _is_whole(passage: str, words: Sequence[_Word], run: _Run) -> bool:
    """Tell whether a run can be cut out: quotation marks and brackets in it and beside it come in pairs."""
    start = words[run.first - 1].end if run.first else 0
    end = words[run.last].start if run.last < len(words) else len(passage)
    cut = passage[start:end]
    return cut.count('"') % 2 == 0 and all(cut.count(one) == cut.count(other) for one, other in _PAIRS)


@lru_cache(maxsize=4096)
def _words(text: str, language: str) -> tuple[_Word, ...]:
    found = [
        (match.start(), match.end(), match.group().lower().replace("’", "'")) for match in WORD.finditer(text)
    ]
    stems = stem([lower for _, _, lower in found], language)
    return tuple(_Word(*one, own) for one, own in zip(found, stems, strict=True))


def _stems_of(text: str, language: str) -> tuple[str, ...]:
    return tuple(word.stem for word in _words(text, language))


def _closest(line: str, passages: Sequence[str], language: str) -> tuple[str, tuple[_Run, ...]] | None:
    """Return the passage that a line copies most of, and the runs of words that the line does not have."""
    mine = _stems_of(line, language)
    best: tuple[int, str, tuple[_Run, ...]] | None = None
    for passage in passages:
        if len(passage) > LONGEST:
            continue
        stretches = align(_stems_of(passage, language), mine)
        same = sum(one.last - one.first for one in stretches if one.same)
        if best is None or same > best[0]:
            runs = tuple(
                _Run(one.first, one.last) for one in stretches if not one.same and one.start == one.end
            )
            best = (same, passage, runs)
    if best is None or not mine or best[0] < COPIED * len(mine):
        return None
    return best[1], best[2]


def _said(
    passage: str, run: _Run, mine: Sequence[_Word], others: Sequence[Sequence[str]], language: str
) -> bool:
    """Tell whether another passage has the words on both sides of a run with nothing between them."""
    words = _stems_of(passage, language)
    row = (*words[max(0, run.first - BESIDE) : run.first], *words[run.last : run.last + BESIDE])
    if len(row) <= BESIDE:
        return False
    return any(has_row(other, row) for other in others)


BESIDE = 3
"""Words on either side of an omission that another passage must have side by side."""


def _harms(passage: str, run: _Run, runs: Sequence[_Run], line: str, language: str) -> bool:
    """Tell whether a line says another thing without the words of a run."""
    if _bounds(passage, run, line, language) or _parts_clauses(passage, run, line, language):
        return True
    # "[The brother of] the minister", "The [brother of the] minister": the run may lie either way.
    words = _words(passage, language)
    ways = [run]
    while (now := ways[-1]).first and words[now.first - 1].lower == words[now.last - 1].lower:
        ways.append(_Run(now.first - 1, now.last - 1))
    now = run
    while now.last < len(words) and words[now.first].lower == words[now.last].lower:
        now = _Run(now.first + 1, now.last + 1)
        ways.append(now)
    return any(_of_share(passage, words, way, language) for way in ways) or all(
        _governs(passage, words, way, language) for way in ways
    )


def _bounds(passage: str, run: _Run, line: str, language: str) -> bool:
    """Tell whether a run bounds what the line keeps: a condition, an exception, an amount, a doubt."""
    words = _words(passage, language)
    own = [word.lower for word in words[run.first : run.last]]
    opened = {words[at].lower for at in _openings(passage, words, run)}
    if not opened.isdisjoint(_set(language, "bounding")):
        return True
    will = pattern(language, "omissions.will")
    if not opened.isdisjoint(_set(language, "awaiting")) and will and re.search(rf"\b(?:{will})\b", line):
        return True
    text = passage[words[run.first].start : words[run.last - 1].end]
    calling = pattern(language, "omissions.calling")
    if calling and re.search(rf"\b(?:{calling})\b", text):
        return True
    before = passage[words[run.first - 1].end : words[run.first].start] if run.first else ""
    behind = passage[words[run.last - 1].end : words[run.last].start] if run.last < len(words) else "."
    if not behind.strip() and not set(own[-NOUNS:]).isdisjoint(_set(language, "changing")):
        return True
    left = words[run.first - 1].lower if run.first else ""
    if own[0] in _set(language, "excepting") and left in _amounts(language):
        return True
    if not run.first and behind.strip() and own[0] in _set(language, "inverted"):
        return True
    choosing = _set(language, "choosing")
    glossed = "," in before and "," in behind  # "16 million, or one in five, …"
    if own[-1] in choosing or (own[0] in choosing and not before.strip(" ,") and not glossed):
        return True
    return _is_bound(passage, run, words, line, language)


def _parts_clauses(passage: str, run: _Run, line: str, language: str) -> bool:
    """Tell whether a run is the conjunction alone between two clauses, which then run into each other."""
    words = _words(passage, language)
    if not run.first or run.last >= len(words):
        return False
    left, right = words[run.first - 1].lower, words[run.last].lower
    if right in _set(language, "linking") or any(
        word.lower not in _set(language, "joining") for word in words[run.first : run.last]
    ):
        return False
    return re.search(rf"\b{re.escape(left)}\s+{re.escape(right)}\b", line, re.IGNORECASE) is not None


def _openings(passage: str, words: Sequence[_Word], run: _Run) -> Iterator[int]:
    """Yield the places where a run, or a part of it behind a comma, begins."""
    for at in range(run.first, run.last):
        if at == run.first or not passage[words[at - 1].end : words[at].start].isspace():
            yield at


def _of_share(passage: str, words: Sequence[_Word], run: _Run, language: str) -> bool:
    """Tell whether a run says what the share right before it is a share of: "30 percent in mice"."""
    if not run.first or words[run.first].lower not in _set(language, "linking"):
        return False
    start = words[run.first].start
    for one in read(passage, language).quantities:
        between = passage[one.end : start]
        if one.unit is not None and one.unit.dimension == "share" and one.end <= start and "," not in between:
            return len(between.split()) < BEHIND
    return False


def _is_bound(passage: str, run: _Run, words: Sequence[_Word], line: str, language: str) -> bool:
    """Tell whether a run holds what bounds a number that the line keeps: "at least 14", "nearly 300"."""
    end = words[run.last].start if run.last < len(words) else len(passage)
    for one in read(passage, language).quantities:
        if one.bound and words[run.first].start <= one.start <= end + 1:
            kept = [other for other in read(line, language).quantities if other.value == one.value]
            if kept and not any(other.bound for other in kept):
                return True
    return False


def _governs(passage: str, words: Sequence[_Word], run: _Run, language: str) -> bool:
    """Tell whether what follows a run hangs on it, or what comes before is another thing without it."""
    if run.last >= len(words):
        return False
    before = passage[words[run.first - 1].end : words[run.first].start] if run.first else ""
    behind = passage[words[run.last - 1].end : words[run.last].start]
    own = [word.lower for word in words[run.first : run.last]]
    linking, determiners = _set(language, "linking"), _set(language, "determiners")
    if behind.strip():  # "…, with no reference to it, an assessment that …": of what, without the middle?
        return "," in before and "," in behind and words[run.last].lower in _set(language, "opening")
    while len(own) > 1 and own[-1] in determiners:
        own.pop()
    follows = words[run.last].lower
    left = words[run.first - 1] if run.first else None
    if own[-1] in linking and not _is_named(passage, words, run, own, language):
        return True
    being = _set(language, "being")
    if left is not None and follows in _set(language, "infinitives") and {left.lower, own[-1]} & being:
        return True
    text = passage[words[run.first].start : words[run.last - 1].end]
    if left is None:
        return len(own) > 1 and (finite(text, language) or not linking.isdisjoint(own))
    if not before.strip() and (left.lower.endswith(("'s", "s'")) or left.lower in _set(language, "ranking")):
        return True
    return not before.strip() and _heads(passage, left, words[run.first : run.last], follows, language)


def _is_named(passage: str, words: Sequence[_Word], run: _Run, own: Sequence[str], language: str) -> bool:
    """Tell whether what stands behind a run may stand without it: "the city of Calder", "said on Monday"."""
    follows = words[run.last].lower
    if follows in _times(language):
        return True
    kinds = _set(language, "kinds")
    name = passage[words[run.last].start].isupper() or follows[0].isdigit()
    inside = run.first and words[run.first - 1].lower in _set(language, "linking")
    return bool(name and inside and len(own) > 1 and own[-2] in kinds)


def _heads(passage: str, left: _Word, run: Sequence[_Word], follows: str, language: str) -> bool:
    """Tell whether a run is the noun that the word before it belongs to: "the bank robber was"."""
    stops = stop_words(language)
    nouns = [
        word
        for word in run
        if word.lower not in stops and word.lower not in _times(language) and word.lower.isalpha()
    ]
    plain = left.lower not in stops and left.lower not in _times(language) and left.lower.isalpha()
    adverb = any(word.lower.endswith(ending) for word in run for ending in _adverbs(language))
    return (
        len(nouns) == len(run) <= NOUNS
        and plain
        and not adverb
        and not finite(passage[left.start : left.end], language)
        and (follows in stops or finite(follows, language))
    )


@cache
def _set(language: str, topic: str) -> frozenset[str]:
    return frozenset(listed(language, f"omissions.{topic}"))


@cache
def _pronouns(language: str) -> re.Pattern[str] | None:
    inside = pattern(language, "omissions.pronouns")
    return re.compile(inside) if inside else None


def _names(text: str, language: str) -> bool:
    """Tell whether a text outside quotation marks has a noun: what a pronoun behind it may mean."""
    plain = _QUOTED.sub(" ", text)
    stops = stop_words(language)
    return any(word.lower not in stops for word in _words(plain, language))


_QUOTED = re.compile(r'"[^"]*"|“[^”]*”')


@cache
def _amounts(language: str) -> frozenset[str]:
    return frozenset(word for group in listed(language, "amounts.ranks") for word in group.split())


@cache
def _adverbs(language: str) -> tuple[str, ...]:
    return tuple(sorted(listed(language, "omissions.adverbs")))


@cache
def _dates(language: str) -> frozenset[str]:
    return frozenset((*listed(language, "calendar.weekdays"), *listed(language, "calendar.months")))


@cache
def _times(language: str) -> frozenset[str]:
    topics = ("weekdays", "months", "units", "day_parts", "seasons")
    days = (word for topic in topics for word in listed(language, f"calendar.{topic}"))
    return frozenset((*days, *listed(language, "omissions.times")))
