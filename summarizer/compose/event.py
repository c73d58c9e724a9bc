"""Whether two sentences can be on one event: by the days, names and periods in them and around them."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property, lru_cache
from weakref import WeakKeyDictionary

from summarizer.data import Document, Sentence
from summarizer.languages import pattern
from summarizer.statements import read
from summarizer.statements.names import canonical
from summarizer.text.dates import mentions

from .anchors import names_something

BEFORE, BEHIND = 3, 1
"""Sentences before and behind one that tell what it is on."""
APART = 14
"""Days between two reports from which a sentence that names nobody is taken for one on another event."""
FAR = 60
"""The same for a sentence that names somebody or somewhere."""
AHEAD = 31
"""Days that a day without its year lies ahead of a report from which it may be one of the past."""
READ, OFTEN = 20_000, 3
"""Characters that are read for the period of a document, and how often it must name it."""
SHARED = 3
"""Names in full, two words or more, that two documents on one matter both have."""
HEAD = 300
"""Characters at the beginning of a document in which it says what period it is on."""


@dataclass(frozen=True)
class Setting:
    """A sentence and what surrounds it: ``texts`` are its own and those around it in its document."""

    sentence: Sentence
    texts: tuple[str, ...]

    @property
    def document(self) -> Document:
        """The document that it is in."""
        return self.sentence.document

    @cached_property
    def own(self) -> frozenset[str]:
        """The words of its own names."""
        return frozenset(word for name in _named(self._fact, self._language) for word in name)

    @cached_property
    def near(self) -> frozenset[str]:
        """The words of the names in it and around it."""
        return frozenset(word for name in self._names for word in name)

    @cached_property
    def long(self) -> frozenset[tuple[str, ...]]:
        """Those of these names that have several words."""
        return frozenset(name for name in self._names if len(name) > 1)

    @cached_property
    def days(self) -> frozenset[date]:
        """Its days."""
        return _days(self._fact, self._language, self.document.date)

    @cached_property
    def around(self) -> frozenset[date]:
        """The days in it and around it."""
        return frozenset(
            day for text in self.texts for day in _days(text, self._language, self.document.date)
        )

    @property
    def _language(self) -> str:
        return self.document.language

    @property
    def _fact(self) -> str:
        return read(self.sentence.text, self._language).fact

    @cached_property
    def _names(self) -> tuple[tuple[str, ...], ...]:
        return tuple(name for text in self.texts for name in _named(text, self._language))


def setting(at: int, sentences: Sequence[Sentence]) -> Setting:
    """Return what surrounds sentence ``at`` within its document; it is read when it is asked for."""
    document = sentences[at].document
    first, last = at, at + 1
    while first > 0 and at - first < BEFORE and sentences[first - 1].document is document:
        first -= 1
    while last < len(sentences) and last - at <= BEHIND and sentences[last].document is document:
        last += 1
    return Setting(sentences[at], tuple(sentence.text for sentence in sentences[first:last]))


def one_event(one: Setting, other: Setting, *, days: bool = True, names: bool = True) -> bool:
    """Tell whether nothing shows that two sentences are on different events.

    Where both say a day it must be the same, give or take one. Documents on other periods ("third
    quarter") and, without a day, reports that lie far apart are on different events. A sentence that names
    nobody is on what the sentences around it name. Without ``days`` those of the two themselves may differ,
    without ``names`` those around them.
    """
    if days and one.days and other.days:
        return _distance(one.days, other.days) <= 1 and not other_periods(one.document, other.document)
    if other_periods(one.document, other.document):
        return False
    apart = _distance(_known(one), _known(other))
    if one.own and other.own:
        return apart <= FAR
    if apart > APART:
        return False
    if not names:
        return True
    if one.near and other.near and not one.near & other.near:
        return False
    return not one.long or not other.long or any(set(a) & set(b) for a in one.long for b in other.long)


def one_matter(one: Document, other: Document) -> bool:
    """Tell whether two documents name so many of the same in full that they are on one matter."""
    return len(_full_names(one) & _full_names(other)) >= SHARED


_FULL_NAMES: WeakKeyDictionary[Document, frozenset[tuple[str, ...]]] = WeakKeyDictionary()


def _full_names(document: Document) -> frozenset[tuple[str, ...]]:
    """Return the names of more than one word in the beginning of a document."""
    if document not in _FULL_NAMES:
        found = _named(document.text[:READ], document.language)
        _FULL_NAMES[document] = frozenset(name for name in found if len(name) > 1)
    return _FULL_NAMES[document]


def other_periods(one: Document, other: Document) -> bool:
    """Tell whether two documents say at their beginnings that they are on different quarters."""
    mine = period(one)
    return bool(mine) and bool(theirs := period(other)) and mine.isdisjoint(theirs)


_PERIODS: WeakKeyDictionary[Document, frozenset[str]] = WeakKeyDictionary()


def period(document: Document) -> frozenset[str]:
    """Return the period that a document is on: "q3" for a third quarter.

    Its name, title and beginning say so; else the one that it names clearly more often than any other.
    """
    if document not in _PERIODS:
        _PERIODS[document] = _period_of(document)
    return _PERIODS[document]


def _period_of(document: Document) -> frozenset[str]:
    cue = _period(document.language)
    if cue is None:
        return frozenset()
    name = re.sub(r"[_.-]", " ", document.name)
    head = f"{name}\n{document.title or ''}\n{document.text[:HEAD]}"
    found = frozenset(_periods(cue, head))
    if found:
        return found
    counted = Counter(_periods(cue, document.text[:READ])).most_common(2)
    clear = counted and (len(counted) == 1 or counted[0][1] >= 2 * counted[1][1])
    return frozenset([counted[0][0]]) if clear and counted[0][1] >= OFTEN else frozenset()


def _periods(cue: re.Pattern[str], text: str) -> list[str]:
    return [
        name for match in cue.finditer(text) for name, found in match.groupdict().items() if found is not None
    ]


@cache
def _period(language: str) -> re.Pattern[str] | None:
    inside = pattern(language, "agreement.period")
    return re.compile(inside, re.IGNORECASE) if inside else None


@lru_cache(maxsize=8192)
def _named(text: str, language: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(canonical(word) for word in name.words) for name in read(text, language).names)


@lru_cache(maxsize=8192)
def _days(text: str, language: str, anchor: date | None) -> frozenset[date]:
    """Return the days that a text names; one without its year may be of the year before, if it lies ahead."""
    found = set()
    for one in mentions(text, anchor=anchor, language=language):
        if not one.iso or not _FULL.fullmatch(one.iso):
            continue
        if names_something(text, one.span.start, one.span.end, language):
            continue
        found.add(day := date.fromisoformat(one.iso))
        if anchor and (day - anchor).days > AHEAD and one.iso[:4] not in text:
            found.add(day - timedelta(days=365 + (calendar.isleap(day.year) and day.month > 2)))
    return frozenset(found)


_FULL = re.compile(r"\d{4}-\d\d-\d\d")


def _known(one: Setting) -> frozenset[date]:
    if one.document.date:
        return one.days or one.around | {one.document.date}
    return one.days or one.around


def _distance(ones: frozenset[date], others: frozenset[date]) -> int:
    """Return the days between the nearest two, 0 where one side knows none."""
    return min((abs((a - b).days) for a in ones for b in others), default=0)
