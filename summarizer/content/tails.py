"""What hangs on behind the main clause of a sentence: read from commas and from the words that begin it.

There is no parser here: what is not plain stays. A tail reaches to the end of the sentence, so that the
main verb stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from summarizer.data import Span
from summarizer.languages import NOTHING, alternatives, pattern, words
from summarizer.statements import read
from summarizer.statements.factuality import governors
from summarizer.text.later import later

from .kinds import rule
from .turns import said

MAIN = 13
"""Words that the rest of the sentence has at least: behind a short one the tail is the news."""
CLAUSE = 6
"""Words of the clause that an adverb between commas stands behind, at least."""
SHORT = 3
"""Words from which what hangs on is worth dropping."""
MOST = 4
"""Tails that are dropped of one sentence at most."""
HEAD = 16
"""Words of the longest opening that goes."""

_FIGURE = re.compile(r"[$€£%]|\b\d+(?:[.,]\d+)*\b")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_LETTER = later(r"(?<=[\w,] )(?<!\b\w )[b-hj-z] (?=\w{2}|'[a-z]+ )(?!\w+ ['’])")
_QUOTES = '"“”„«»'
_MARKS = re.compile(rf"[,()\[\]{_QUOTES}]")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def sounds(language: str) -> str:
    """Return the regular expression of sounds that `hesitations` looks for."""
    return _sounds(language).pattern


def chains(language: str) -> str:
    """Return the regular expression that a chain of `tails` begins with."""
    return _rule(language, "chains").pattern


def tails(text: str, language: str, chained: bool = True) -> list[Span]:
    """Return the tails that a sentence can spare, from the last on; each begins with its comma or its space.

    A tail is a participle ("tearing a hole …"), a relative clause, "with …", "including …" or a chain like
    "as part of …". It stays where it holds a figure, a toll, a denial or a doubt, in a list of participles,
    and where the rest would be short; so does what says how far a figure before it holds. ``chained`` tells
    whether there may be a chain. Linear in the text.
    """
    last = len(text) - text.endswith((".", "!"))
    if not text or text[last - 1 : last] in _QUOTES:
        return []
    commas = _commas(text, last)
    found: list[Span] = []
    while len(found) < MOST:
        at = commas.pop() if commas else -1
        chain = _chain(text, at + 1 if at >= 0 else 0, last, language) if chained else None
        if chain and spares(text, chain, language):
            found.append(chain)
            last = chain.start
            commas += [at] if at >= 0 else []
            continue
        tail = Span(at, last) if at >= 0 else None
        if tail is None or not _hangs(text, tail, commas, language) or not spares(text, tail, language):
            break
        found.append(tail)
        last = at
    return found


def opening(text: str, language: str) -> Span | None:
    """Return the participle clause that opens a sentence, with its comma, where a name or noun follows."""
    rule = _rule(language, "opening")
    found = rule.match(text)
    if not found or len(found.group().split()) > HEAD or any(mark in found.group() for mark in _QUOTES):
        return None
    span = Span(0, found.end())
    return span if spares(text, span, language) else None


def _commas(text: str, end: int) -> list[int]:
    """Return the commas that part clauses: outside quotations and brackets, and in no number or date."""
    if "," not in text:
        return []
    found, depth, quoted = [], 0, False
    for mark in _MARKS.finditer(text, 0, end):
        at, char = mark.start(), mark.group()
        if char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif char in _QUOTES:
            quoted = char in "“„«" or (char == '"' and not quoted)
        elif char == "," and not depth and not quoted and text[at + 1 : at + 2] == " ":
            found.append(at)
    return found


def spares(text: str, span: Span, language: str) -> bool:
    """Tell whether a stretch holds nothing that must be told: no figure, toll, denial or doubt."""
    piece = text[span.start : span.end]
    if _FIGURE.search(_YEAR.sub("", piece)) or _rule(language, "telling").search(piece):
        return False
    return not any(
        one.kind in ("denied", "doubted", "condition", "alleged") for one in governors(piece, language)
    )


def _counts(text: str, language: str) -> bool:
    """Tell whether a text has a number, be it in words: "a three-point benefit"."""
    return any(one.form == "cardinal" for one in read(text, language).quantities)


def _hangs(text: str, tail: Span, commas: list[int], language: str) -> bool:
    """Tell whether what stands behind a comma hangs on a main clause before it."""
    piece = text[tail.start + 1 : tail.end].strip()
    main = text[: tail.start]
    if len(piece.split()) < SHORT or len(main.split()) < MAIN or ";" in piece or ":" in piece:
        return False
    if _rule(language, "subordinate").match(text) and not commas:
        return False  # what stands behind the only comma is the main clause
    if _rule(language, "qualifying").match(piece) and _counts(text[: tail.end], language):
        return False  # it says what the number counts: "18 %, including a benefit from currency"
    if _rule(language, "tail").match(piece):
        return True
    participle = _rule(language, "participle").match(piece)
    if not participle or _gerunds(main, language) or participle["verb"].lower() in _no_participles(language):
        return False
    if commas and len(main[commas[-1] :].split()) <= SHORT:  # one more adjective: "dark, cold, foreboding"
        return False
    return not _rule(language, "behind_participle").search(piece, participle.end())


def _gerunds(main: str, language: str) -> bool:
    """Tell whether the main clause has a word like a participle, which the tail may be one more of.

    Those behind a comma do not count: they open tails themselves, or follow another one in a list.
    """
    known = _no_participles(language)
    rule = _rule(language, "participle")
    return any(
        rule.fullmatch(match.group()) and match.group().lower() not in known
        for match in _WORD.finditer(main)
        if main[max(0, match.start() - 2) : match.start()] != ", "
    )


def _chain(text: str, start: int, end: int, language: str) -> Span | None:
    """Return the last chain like "in implementation of …" in a stretch without commas."""
    found = None
    for match in _rule(language, "chains").finditer(text, start, end):
        before = text[: match.start()]
        if len(before.split()) >= MAIN and not _rule(language, "before_chain", "$").search(before):
            found = Span(match.start(), end)
            break
    if found is None:
        return None
    piece = text[found.start : found.end]
    plain = not any(mark in piece for mark in _QUOTES) and piece.count("(") == piece.count(")")
    return found if plain else None


def adverbs(text: str, language: str) -> Iterator[Span]:
    """Yield the adverbs between commas that tie a sentence to others, if not between two clauses."""
    for match in _adverbs(language).finditer(text):
        verb = _rule(language, "behind_relative").match(text, match.end() + 1)
        if verb or len(text[: match.start()].split()) < CLAUSE:
            yield Span(*match.span())


def hesitations(text: str, language: str) -> Iterator[Span]:
    """Yield what a transcript has of sounds and breaks: "{vocalsound}", "uh", with the comma behind it."""
    if "{" in text or _sounds(language).search(text):
        for match in _breaks(language).finditer(text):
            yield Span(*match.span())


def stutters(text: str, language: str) -> Iterator[Span]:
    """Yield what somebody says twice in a row, and the letters that he breaks off at: "I uh I was w going".

    And whom he turns to: "Mr. Chair, …". Of a transcript only: in prose "that that" is none. Letters that are
    spelled out stay. Linear.
    """
    start = len(text) - len(said(text))
    if turned := _address(language).match(text, start):
        yield Span(start, turned.end())
    for match in _twice(language).finditer(text):
        yield Span(match.start(), match.start("again"))
    for match in _LETTER.finditer(text):
        yield Span(*match.span())


@cache
def _address(language: str) -> re.Pattern[str]:
    """Fit whom a speaker turns to before he says what he has to say."""
    return re.compile(rule(language, "kinds.meeting", "address") or NOTHING)


@cache
def _twice(language: str) -> re.Pattern[str]:
    """Fit up to four words that are said again, sounds and marks between."""
    between = rf"(?:\s+(?:,|-|\{{[a-z]+\}}|{_sounds(language).pattern}))*\s+"
    words = r"[^\W\d_][\w’']{0,15}(?: ['’]?[\w’']{1,15}){0,3}"
    return re.compile(
        rf"(?<![\w’'])(?P<one>{words}){between}(?=(?P<again>(?P=one)(?![\w’'-]| ['’])))", re.IGNORECASE
    )


@cache
def _sounds(language: str) -> re.Pattern[str]:
    """Fit sounds in small letters, or with a capital in front of a comma: an ER is none."""
    known = words(language, "trim.hesitating")
    begun = alternatives(word.capitalize() for word in known)
    return re.compile(rf"\b(?:(?:{alternatives(known)})(?![\w'’-])|(?:{begun})(?= ?,))")


@cache
def _breaks(language: str) -> re.Pattern[str]:
    """Fit sounds and a transcriber's marks, several together. Braces within a word are part of it."""
    sound = rf"(?:(?<!\S)\{{[a-z]+\}}(?![^\s,.;:?!])|{_sounds(language).pattern})(?: ?,)?"
    return re.compile(rf"{sound}(?:\s+{sound})*(?:\s+|$)?")


@cache
def _adverbs(language: str) -> re.Pattern[str]:
    return re.compile(rf",\s(?:{alternatives(words(language, 'trim.adverbs'))}),(?=\s[a-z])")


@cache
def _no_participles(language: str) -> frozenset[str]:
    return frozenset(words(language, "trim.no_participles"))


@cache
def _rule(language: str, topic: str, behind: str = "") -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern(language, f'trim.{topic}') or NOTHING}){behind}")
