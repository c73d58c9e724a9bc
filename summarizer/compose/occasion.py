"""What somebody did on an occasion that both name: "disarmed", of the separatists, under one ceasefire.

Two words, who and what is done, tell no part of a sentence elsewhere; beside one agreement, or one disaster,
they do. What is agreed in the one may be done in the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from summarizer.data import Span
from summarizer.languages import words
from summarizer.statements.agreement import content
from summarizer.text.language import WORD

from .sides import Pair, Side, Told, fails, strange_beside, told_otherwise

BETWEEN = 1
"""Words at most between who does something and what is done: "separatist forces disarmed"."""
_DONE = ("done", "does")
_MARKS = frozenset(("", *",.;:)!?—–-"))
"""What may stand behind a deed: no quotation mark, which opens what somebody is called."""


def on_one_occasion(ours: Side, theirs: Side, pairs: Sequence[Pair]) -> Told | None:
    """Return who did what on an occasion that both sides name, None where they tell no such thing.

    Nothing may stand behind the deed that it is done to, nor a name beside it that the other side lacks.
    """
    held = occasions(ours, theirs)
    for i, j, _ in pairs if held else ():
        if not (ours.terms[i].kind == theirs.terms[j].kind == "plain"):
            continue
        agreed = ours.forms[i] == "to" and _agreed(ours, i)
        if theirs.forms[j] not in _DONE or (ours.forms[i] not in _DONE and agreed is None):
            continue
        if not _ends(ours, theirs, i) or not _ends(theirs, ours, j):
            continue
        for k, m, _ in pairs:
            if not (k < i and m < j) or ours.terms[k].key in held or ours.forms[k] in _DONE:
                continue
            if not _is_done_by(ours, k, i) or not _is_done_by(theirs, m, j):
                continue
            told = Told(
                Span(ours.terms[_first(ours, k)].start, ours.terms[i].end),
                Span(theirs.terms[m].start, theirs.terms[j].end),
            )
            asserting = _without(ours, agreed) if agreed else ours
            if not _otherwise(ours, asserting, theirs, told):
                return told
    return None


def occasions(ours: Side, theirs: Side) -> frozenset[str]:
    """Return the occasions that both sides name, as keys of terms."""
    return ours.keys & theirs.keys & _occasions(ours.language)


@cache
def _occasions(language: str) -> frozenset[str]:
    return content(
        " ".join((*words(language, "phrases.events"), *words(language, "agreement.accords"))), language
    )


def _agreed(side: Side, deed: int) -> Span | None:
    """Return where the verb stands by which a deed is agreed on, None where it is not."""
    before = list(WORD.finditer(side.text, 0, side.terms[deed].start))[-2:]
    if len(before) == 2 and before[0].group().lower() in words(side.language, "agreement.agreeing"):
        return Span(*before[0].span())
    return None


def _ends(side: Side, other: Side, at: int) -> bool:
    """Tell whether nothing stands behind a deed that it could be done to, nor anything strange."""
    rest = WORD.search(side.text, side.terms[at].end)
    between = side.text[side.terms[at].end : rest.start() if rest else len(side.text)].strip()
    if rest is None or between:
        return between[:1] in _MARKS
    word, behind = rest.group().lower(), side.terms[at + 1 : at + 2]
    if word in words(side.language, "outcomes.joints"):
        return True
    leading = word in words(side.language, "outcomes.prepositions")
    return leading and all(one.kind == "day" or one.key in other.keys for one in behind)


def _is_done_by(side: Side, who: int, deed: int) -> bool:
    """Tell whether somebody stands right before what is done, or before the verbs that lead it."""
    governing = words(side.language, "agreement.agreeing")
    between = [
        at
        for at in range(who + 1, deed)
        if side.text[side.terms[at].start : side.terms[at].end].lower() not in governing
        and not side.terms[at].key.startswith("=begin")
    ]
    stretch = side.text[side.terms[who].end : side.terms[deed].start]
    return len(between) <= BETWEEN and not any(mark in stretch for mark in ",;:()")


def _first(side: Side, who: int) -> int:
    """Return the first of the names right before who does it, which say which: "Armenian separatists"."""
    while (
        who
        and side.terms[who - 1].kind == "name"
        and side.text[side.terms[who - 1].end : side.terms[who].start] == " "
    ):
        who -= 1
    return who


def _without(side: Side, verb: Span) -> Side:
    masked = "·" * (verb.end - verb.start)
    return replace(side, text=side.text[: verb.start] + masked + side.text[verb.end :])


def _otherwise(ours: Side, asserting: Side, theirs: Side, told: Told) -> bool:
    if strange_beside(ours, theirs, told.mine) or strange_beside(theirs, ours, told.theirs):
        return True
    if told_otherwise(asserting, theirs, told):
        return True
    named = {one.key for one in ours.terms if one.kind == "name" and ours.is_known(one, theirs.known)}
    part = asserting.text[told.mine.start : told.mine.end]
    return fails(part, theirs.text, ours.language, named)
