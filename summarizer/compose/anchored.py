"""A part that both tell around a figure or a day, in whatever order: "395,000 euro", "on Sunday"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from summarizer.data import Span
from summarizer.languages import table
from summarizer.languages import words as known
from summarizer.statements import read
from summarizer.statements.agreement import Term, counted, restricts
from summarizer.statements.counted import figure_words
from summarizer.text.language import WORD, stop_words

from .sides import END, Pair, Side, Told, fails, is_noun, strange_beside, told_otherwise

WINDOW = 8
"""Terms on either side of a figure or day among which the rest of its part must stand."""
SURE = 30
"""A number from which figures are equal by chance seldom, as are those with a unit or a fraction."""
DIGITS = 3
"""Digits but zeros at the ends from which they hardly ever are."""
SHARED, PLAIN = 3, 2
"""Terms besides it that both must have, and how many of those near are no names where it stands alone."""


def anchored(ours: Side, theirs: Side, pairs: Sequence[Pair], anchor: Pair) -> Told | None:
    """Return the words around a figure or day that both have, None where too few words speak for it."""
    if not is_anchor(ours, theirs, anchor):
        return None
    i, j, _ = anchor
    mine, other = ours.terms[i], theirs.terms[j]
    if mine.kind == "figure" and not (_is_telling(ours, mine) and _counts_alike(ours, theirs, mine, other)):
        return None
    near = {m for _, m, _ in pairs if abs(m - j) <= WINDOW and not _parted(theirs, j, m)}
    held = {k for k, m, _ in pairs if m in near and k != i}
    shared = {k for k, m, _ in pairs if m != j and k != i}
    rare = mine.kind == "figure" and _is_rare(mine)
    if len(shared) < (1 if rare else SHARED) or not _plain(ours, shared):
        return None
    first, spare = _grown(ours, i, -1, held, True)
    last, _ = _grown(ours, i, 1, held, spare)
    inside = [k for k in range(first, last + 1) if k in held]
    beside = [k for k in held if abs(k - i) <= WINDOW and not _parted(ours, i, k)]
    back = {j, *(m for k, m, _ in pairs if k in inside and m in near)}
    where = mine.kind == "day" and _stands_where(theirs, back) and _tells_where(ours, inside, beside)
    if mine.kind == "day" and not (where or _tells_of_day(ours, mine, inside)):
        return None
    alone = len(shared) > 1 if rare else len(beside) >= SHARED and len(_plain(ours, beside)) >= PLAIN
    if not _plain(ours, inside) and len(inside) < PLAIN and not (where or (alone and mine.kind == "figure")):
        return None
    told = Told(
        Span(ours.terms[first].start, max(ours.terms[last].end, _counted_end(ours, theirs, last))),
        Span(min(theirs.terms[m].start for m in back), max(theirs.terms[m].end for m in back)),
    )
    if strange_beside(ours, theirs, told.mine) or told_otherwise(ours, theirs, told):
        return None
    part = ours.text[told.mine.start : told.mine.end]
    return None if fails(part, theirs.text, ours.language) else told


def is_anchor(ours: Side, theirs: Side, pair: Pair) -> bool:
    """Tell whether a pair is one figure or one day."""
    mine, other = ours.terms[pair[0]], theirs.terms[pair[1]]
    return mine.kind in ("figure", "day") and mine.key == other.key


def _plain(side: Side, places: Collection[int]) -> list[int]:
    return [at for at in places if side.terms[at].kind == "plain"]


def _tells_of_day(side: Side, day: Term, inside: Collection[int]) -> bool:
    """Tell whether a part says what was done on a day, or of a date about whom something else is said."""
    plain = _plain(side, inside)
    named = any(side.terms[at].kind == "name" for at in inside)
    done = any(side.forms[at] for at in plain)
    return len(inside) >= PLAIN and (done or (day.key.startswith("day") and named and bool(plain)))


def _stands_where(side: Side, places: Collection[int]) -> bool:
    """Tell whether a day and the name of a place stand side by side, in one clause: "on Feb. 3 in Osk"."""
    first, last = min(places), max(places)
    names = [side.terms[at].start for at in places if side.terms[at].kind == "name"]
    if last - first >= len(places) or not names:
        return False
    where = figure_words(side.language, "places", r"\b(?:{}) $")
    start, end = side.terms[first].start, side.terms[last].end
    parted = "," in side.text[start:end] or any(side.openings(start, end))
    return not parted and where.search(side.text, max(0, min(names) - 24), min(names)) is not None


def _tells_where(side: Side, inside: Collection[int], beside: Collection[int]) -> bool:
    """Tell whether a part says where on a day something with a name of several words was."""
    if not inside or any(side.terms[at].kind != "name" for at in inside):
        return False
    names = (
        {at for at, term in enumerate(side.terms) if name.start <= term.start < name.end}
        for name in read(side.text, side.language).names
    )
    return any(len(name) > 1 and name.issubset(beside) and name.isdisjoint(inside) for name in names)


def _counted_end(side: Side, other: Side, at: int) -> int:
    """Return where what a figure counts ends, where that is the next word: "162 people"."""
    if side.terms[at].kind != "figure":
        return 0
    match = _NEXT.match(side.text, side.terms[at].end)
    word = match.group(1).lower() if match else ""
    alike = word and word in other.text.lower() and not restricts(word, "", side.language)
    return match.end() if match and alike and word not in stop_words(side.language) else 0


_NEXT = re.compile(r" ([^\W\d_]+)")


def _grown(side: Side, at: int, step: int, taken: Collection[int], spare: bool) -> tuple[int, bool]:
    """Return how far a part reaches from a term to one side, and whether it may still have a word besides."""
    while 0 <= at + step < len(side.terms) and not _apart(side, at, at + step):
        beyond = at + 2 * step
        if at + step in taken:
            at += step
        elif (
            spare
            and beyond in taken
            and side.terms[at + step].kind == "plain"
            and is_noun(side, at + step)
            and not side.forms[at + step]
            and not _apart(side, at, beyond)
        ):
            at, spare = beyond, False
        else:
            break
    return at, spare


def _apart(side: Side, one: int, other: int) -> bool:
    """Tell whether two terms are of two statements: by a mark, or by a comma but before a name or figure."""
    low, high = sorted((one, other))
    start, end = side.terms[low].end, side.terms[high].start
    opened = side.terms[high].kind != "day" and any(side.openings(start, end))
    if opened or END.search(side.text, start, end):
        return True
    return "," in side.text[start:end] and side.terms[high].kind not in ("name", "figure")


def _parted(side: Side, one: int, other: int) -> bool:
    """Tell whether a mark that ends a statement stands between two terms."""
    low, high = sorted((one, other))
    start, end = side.terms[low].end, side.terms[high].start
    return END.search(side.text, start, end) is not None


def _is_rare(figure: Term) -> bool:
    """Tell whether a figure has so many digits that another one is not the same by chance."""
    return len(figure.key.split(" ")[0].split("e")[0].replace(".", "").strip("0")) >= DIGITS


def _is_telling(side: Side, term: Term) -> bool:
    """Tell whether a figure is one that others seldom are equal to by chance."""
    for one in read(side.text, side.language).quantities:
        if one.start == term.start:
            return one.form == "cardinal" and (
                one.unit is not None or one.value >= SURE or one.value != int(one.value)
            )
    return False


def _counts_alike(ours: Side, theirs: Side, mine: Term, other: Term) -> bool:
    """Tell whether two figures can count the same thing; one may stand alone: "239 on board"."""
    one, two = (
        {what for start, _, _, what in counted(side.text, side.language) if start == term.start}
        for side, term in ((ours, mine), (theirs, other))
    )
    return bool(one & two) or _stands_alone(ours, mine) or _stands_alone(theirs, other)


def _stands_alone(side: Side, figure: Term) -> bool:
    """Tell whether no word behind a figure says what it counts."""
    match = _NEXT.match(side.text, figure.end)
    word = match.group(1).lower() if match else ""
    if not word or word in stop_words(side.language) or restricts(word, "", side.language):
        return True
    behind = WORD.search(side.text, figure.end)
    return behind is not None and _tells_when(side.text, behind, side.language)


def _tells_when(text: str, word: re.Match[str], language: str) -> bool:
    """Tell whether a word counts from now a stretch of time that stands right behind it: "last year"."""
    if word.group().lower() not in table(language, "calendar.shifts"):
        return False
    behind = WORD.match(text, word.end() + 1)
    times = ("units", "weekdays", "seasons", "day_parts")
    return behind is not None and any(
        behind.group().lower() in known(language, f"calendar.{topic}") for topic in times
    )
