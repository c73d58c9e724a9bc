"""Judgments: the court that they are of and their matter, as their covers say it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import dropwhile

from summarizer.data import Document
from summarizer.languages import searcher
from summarizer.text.language import WORD, stop_words
from summarizer.text.later import later
from summarizer.text.titles import as_title

from .kinds import JUDGMENT, rule

COVER = 40
"""Lines of a judgment on which its court and its catchwords stand."""
LONGEST = 90
"""Characters of the longest line that names a court."""
CATCHWORD = 5
"""Words of the longest catchword that names a matter."""

_DOCKET = later(
    r"\b(?:[IVX]{1,5} [A-Z]{1,4} )?(?!\d{4}-\d\d-\d\d|\d\d?/\d\d?/)"
    r"(?:[A-Z]{1,3}[/-])?\d{1,5}[/-]\d{2,6}(?:[./-]\d{1,5})*\b"
)
"""A number with a stroke or a dash in it: "VIII ZR 21/19", "19-13.316"."""
_ASIDE = re.compile(r"\s*\([^()]*\)")
_EDGES = " \t*_#|:.,-–—"
_PARTED = re.compile(r"\s[–—-]\s")
_FIRST = re.compile(r"\s[–—-]\s|[:;]\s")


def court(documents: Sequence[Document]) -> str | None:
    """Return the court of most of the judgments, None where they are of several or do not say it."""
    named: Counter[str] = Counter()
    written: dict[str, str] = {}
    for document in documents:
        of = _is_court(document.language)
        found = [line for line in _cover(document) if len(line) <= LONGEST and of and of(line)]
        for line in dict.fromkeys(found):
            named[line.lower()] += 1
            written.setdefault(line.lower(), _called(line, document.language))
    best = max(named, key=lambda line: named[line], default=None)  # the first of those named as often
    return written[best] if best and 2 * named[best] > len(documents) else None


def _called(line: str, language: str) -> str:
    """Return a court's name as in a title, without what leads to it: "In the", "(Civil Division)"."""
    stops = stop_words(language)
    words = _ASIDE.sub("", as_title(line, stops)).strip(_EDGES).split()
    return " ".join(dropwhile(lambda word: word.lower() in stops, words))


def matter(documents: Sequence[Document]) -> str | None:
    """Return the word with which the catchwords of most judgments begin: "VAT – late appeal – …"."""
    counted: Counter[str] = Counter()
    written: dict[str, str] = {}
    for document in documents:
        stops = stop_words(document.language)
        words: dict[str, str] = {}
        for line in _cover(document):
            if len(_PARTED.findall(line)) > 1:
                first = _FIRST.split(line)[0]
                found = WORD.findall(first)
                if len(found) <= CATCHWORD:
                    words |= {one.lower(): one for one in found if one.lower() not in stops}
        counted.update(words.keys())
        written |= words
    told = [word for word, count in counted.items() if 2 * count > len(documents)]
    return " ".join(written[word] for word in told) or None


def docket(document: Document) -> str | None:
    """Return the number under which a court keeps a case, the first on its cover, None for none."""
    found = (_DOCKET.search(line) for line in _cover(document) if len(line) <= LONGEST)
    return next((one.group() for one in found if one), None)


def _cover(document: Document) -> Iterator[str]:
    lines = (line.strip(_EDGES) for line in document.text[: COVER * 400].split("\n"))
    for at, line in enumerate(line for line in lines if line):
        if at == COVER:
            return
        yield line


@cache
def _is_court(language: str) -> Callable[[str], bool] | None:
    """Return what tells whether a line names a court and nothing else, None where no words are known."""
    names = rule(language, f"kinds.{JUDGMENT}", "court")
    return searcher(rf"(?i:\A(?:{names})\Z)") if names else None
