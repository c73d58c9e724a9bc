"""Days in a text that only say which of its kind something is: "the 27 February earthquake"."""

from __future__ import annotations

import re
from functools import cache

from summarizer.languages import alternatives
from summarizer.languages import words as known
from summarizer.text.language import WORD


def names_something(text: str, start: int, end: int, language: str) -> bool:
    """Tell whether a day only says which: "the tsunami of 26 December", "an 8.8, February 27 earthquake"."""
    before = [match.group().lower() for match in WORD.finditer(text, max(0, start - 12), start)][-1:]
    naming = (*known(language, "dates.naming"), *known(language, "agreement.determiners"))
    if before and before[0] in naming:
        return True
    noun = _noun(language)
    return (
        noun is not None
        and text[end - 1].isdigit()
        and noun.match(text, end) is not None
        and not (before and before[0] in known(language, "dates.behind_day"))
    )


@cache
def _noun(language: str) -> re.Pattern[str] | None:
    """Fit a word behind a day that makes it a name."""
    functions = (*known(language, "dates.behind_day"), *known(language, "calendar.day_parts"))
    return re.compile(rf" (?!(?:{alternatives(functions)})\b)[a-z]+") if len(functions) > 4 else None
