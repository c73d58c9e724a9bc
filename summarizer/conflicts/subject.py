"""What is disputed, in words for a reader: a clause with a gap, "number of bodies recovered"."""

from __future__ import annotations

import re
from functools import cache

from summarizer.data import Sentence, Span
from summarizer.languages import NOTHING, alternatives, pattern, words
from summarizer.statements import read
from summarizer.statements.predicates import irregular
from summarizer.text.language import stop_words

GAP = "…"
BEFORE, BEHIND = 20, 16
"""Words before and behind the gap that name what is disputed, at most."""
LEAST, CLAUSE = 2, 6
"""Words before the gap at least: a comma nearer to it begins no clause; in a long sentence so many."""


def with_gap(sentence: Sentence, clause: Span, gap: Span, *, whole: bool = False) -> str:
    """Return the part of a clause around ``gap`` with "…" in its place, without who says it.

    It begins and ends at a comma or a conjunction, so that it is no torn sentence; a ``whole`` one, where a
    name is in dispute, is not cut unless it is long. What a gap leaves without a beginning is named by what
    is counted, and what is measured by its noun.
    """
    language = sentence.document.language
    text = read(sentence.text, language).fact
    if "  " in text.strip():  # said in the midst of it
        text = sentence.text
    least = CLAUSE if whole else LEAST
    cut = not whole or len(text[clause.start : gap.start].split()) > BEFORE
    names = read(text, language).names
    borders = [
        one.span()
        for one in _borders(language).finditer(text, clause.start, clause.end)
        if not any(name.start < one.end() and one.start() < name.end for name in names)
    ]
    told = (end for _, end in borders if end <= gap.start and len(text[end : gap.start].split()) >= least)
    left = max(told, default=clause.start) if cut else clause.start
    right = next((start for start, _ in borders if start >= gap.end), clause.end)
    before, behind = text[left : gap.start].split(), text[gap.end : right].split()
    shown = _shown((*before[-BEFORE:], GAP, *behind[:BEHIND]))
    if not before:
        return _counted(behind, language) or shown
    named = any(char.isalnum() for word in behind for char in word)
    return ("" if named else _measured(before, language, left == clause.start)) or shown


def _measured(before: list[str], language: str, is_start: bool) -> str:
    """Return "magnitude (the quake measured …)" of "the quake measured a magnitude of …", else ""."""
    scaled = (pattern(language, topic) or NOTHING for topic in ("figures.scaled", "figures.scales"))
    link, scale = (re.compile(f"(?:{inside})") for inside in scaled)
    *led, noun = before[:-1] if len(before) > 1 and link.fullmatch(before[-1]) else before
    if not scale.fullmatch(noun):
        return ""
    while led and led[-1] in stop_words(language):
        led.pop()
    opened = led and (led[0][0].isupper() or led[0] in words(language, "agreement.determiners"))
    return f"{noun} ({_shown((*led, GAP))})" if opened and is_start else noun


def _shown(found: tuple[str, ...]) -> str:
    joined = " ".join(found).replace(f"{GAP} -", f"{GAP}-")  # "a …-magnitude earthquake"
    return joined.rstrip(".,; ").strip("“”\"' ")


def _counted(behind: list[str], language: str) -> str:
    """Return "number of bodies recovered" of "… bodies had been recovered", "" where it is not so."""
    named = pattern(language, "figures.number")
    auxiliaries = {*words(language, "passive.auxiliaries"), *words(language, "outcomes.have")}
    at = next((at for at, word in enumerate(behind) if word in auxiliaries), 0)
    done = next((at for at in range(at, len(behind)) if behind[at] not in auxiliaries), 0)
    if not named or not at or not done:
        return ""
    if not (behind[done] in irregular(language) or behind[done].endswith(words(language, "passive.endings"))):
        return ""
    return _shown((named.format(" ".join(behind[:at])), *behind[done : done + BEHIND]))


@cache
def _borders(language: str) -> re.Pattern[str]:
    """Fit what ends a clause: a comma or a conjunction."""
    openers = alternatives(words(language, "clauses.openers"))
    return re.compile(rf"[,;:][\"”’]?\s|\b(?:{openers})\b\s", re.IGNORECASE)
