"""Full stops that end no sentence, and sentences that run into one another without a blank.

A small letter, a bracket with no sentence of its own, a decimal and an initial go on with what stands before;
the scripts without capitals are cut where a mark stands between two words.
"""

from __future__ import annotations

import re
from functools import cache

from summarizer.languages import alternatives, every, words
from summarizer.text.later import later

_BRACKET = re.compile(r"[(\[]\s?(?:[^\W\d_A-Z]|\d)")
_DECIMAL = re.compile(r"(?<![\d.,])\d{1,3}\.$")
_INITIAL = re.compile(r"(?:^|[\s.(«“\"])([^\W\d_])\.$")
_NAME_BEFORE = later(r"(?:^|\s)([^\W\d_])[\w’'.-]*[\s.]*$")
_ABBREVIATED = re.compile(r"[\w)]\.$")

_IDEOGRAPH, _HANGUL, _ARABIC = (
    "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff",
    "\uac00-\ud7a3",
    "\u0620-\u064a\u0671-\u06d3",
)
_ELSEWHERE = later("[^\x00-\u05ff\u1800-\u303f]")
"""Fits signs of these scripts, and few others that stand in European texts."""


@cache
def _run_on() -> re.Pattern[str]:
    """Fit where a sentence runs into the next in scripts without capitals; large classes compile slowly."""
    return re.compile(
        rf"(?<=[{_IDEOGRAPH}])[.．!?](?=[{_IDEOGRAPH}])|(?<=[{_HANGUL}][{_HANGUL}])[.!?](?=[{_HANGUL}])"
        rf"|(?<=[{_ARABIC}][{_ARABIC}])[.!](?=[{_ARABIC}]{{2}})|[؟۔](?=[{_ARABIC}])|[।॥](?=[^\W\d_])"
    )


@cache
def _fraction() -> re.Pattern[str]:
    """Fit what stands behind the point of a decimal that was written with a blank: "7. 3%", "3. 5 mg"."""
    return re.compile(rf"\d{{1,3}}\s?(?:[%‰°]|(?:{alternatives(every('boundaries.measures'))})\b)")


@cache
def _firm() -> re.Pattern[str]:
    """Fit what a firm is by law, as stands behind "Orr & Co."."""
    return re.compile(rf"(?:{alternatives(every('companies.legal'))})\b")


@cache
def _abbreviations() -> re.Pattern[str]:
    """Fit the abbreviations that stand before a name: "Dept.", "Rev.", "Vol."."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words('en', 'abbreviations.before_name')))})\.$")


@cache
def _ordinal() -> re.Pattern[str]:
    """Fit a German ordinal behind its article: "im 16. Jahrhundert"."""
    return re.compile(rf"\b(?:{'|'.join(words('de', 'abbreviations.before_ordinal'))}) \d{{1,2}}\.$")


def goes_on(block: str, before: tuple[int, int], start: int, end: int) -> bool:
    """Tell whether the piece ``block[start:end]`` goes on with the one ``before`` it."""
    last = block[max(before[0], before[1] - 60) : before[1]].rstrip()
    if not _ABBREVIATED.search(last):
        return False
    char = block[start]
    if char.islower():
        # A writer who begins no sentence with a capital ends one here; "iPhone" may open any.
        return not block[start + 1 : start + 2].isupper() and not block[before[0]].islower()
    if char in "([":
        return bool(_BRACKET.match(block, start)) or bool(_abbreviations().search(last))
    if char.isdigit() and _DECIMAL.search(last):
        return bool(_fraction().match(block, start))
    if _abbreviations().search(last) or (char.isupper() and _ordinal().search(last)):
        return char.isalnum()
    if last.endswith("Co.") and _firm().match(block, start):
        return True
    initial = _INITIAL.search(last)
    if not initial or not initial.group(1).isupper() or initial.group(1).isascii() or not char.isupper():
        return False
    name = _NAME_BEFORE.search(last, 0, initial.start(1))
    return name is None or name.group(1).isupper()


@cache
def _glued() -> re.Pattern[str]:
    """Fit the end of a sentence that the next one follows without a blank, by the word that opens it."""
    openers = {word.capitalize() for word in every("boundaries.starters")}
    return re.compile(
        rf"(?<=[a-zß-öø-ÿ]{{3}})[\"”’)]?[.!?][\"”’)]?(?=(?:{alternatives(openers)}) [a-zß-öø-ÿ])"
    )


def run_ons(block: str) -> list[int]:
    """List where a sentence runs into the next without a blank, before a capital or in scripts without."""
    glued = [match.end() for match in _glued().finditer(block)]
    if block.isascii() or not _ELSEWHERE.search(block):
        return glued
    return sorted((*glued, *(match.end() for match in _run_on().finditer(block))))
