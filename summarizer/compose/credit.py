"""Which news agencies a document credits: in its dateline, in brackets at its beginning or at its end."""

from __future__ import annotations

import re
from functools import cache

from summarizer.data import Document
from summarizer.languages import ANY, words
from summarizer.text.later import later

HEAD, TAIL = 600, 200
"""Characters at the beginning and at the end of a document in which a credit stands."""

_DATELINE = later(r"\(([^\W\d_a-z][^()\n]{1,38})\)\s{0,2}[-–—]")


def credits(document: Document) -> frozenset[str]:
    """Return the names of the agencies, in lower case."""
    head, tail = document.text[:HEAD], document.text[-TAIL:]
    found = [match.group(1) for match in _DATELINE.finditer(head)]
    found += [match.group(1) for part in (head, tail) for match in _known().finditer(part)]
    return frozenset(" ".join(one.split()).lower() for one in found)


@cache
def _known() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in words(ANY, "companies.agencies"))
    return re.compile(rf"[(/–—-]\s{{0,2}}({names})\b(?=\s{{0,2}}(?:[)/–—-]|$))")
