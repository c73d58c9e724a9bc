"""Grammar, as far as it can be told cheaply: whether a line has a finite verb, and is one sentence."""

from __future__ import annotations

import re
from functools import cache

from summarizer.languages import alternatives, forms, knows, pattern
from summarizer.languages import words as known
from summarizer.text.language import WORD

_VERB_ED = re.compile(r"\b[a-z]{2,}ed\b")
_JOINED = re.compile(r"\w['’](?:re|ve|ll|d|m)\b")


def finite(text: str, language: str = "en") -> bool:
    """Tell whether a sentence has a word that may be its finite verb; True of languages that are not known.

    "The bridge, closed for years." passes: a past form and a participle look alike.
    """
    verbs = _finite(language)
    if not verbs:
        return True
    if any(match.group().lower().replace("’", "'") in verbs for match in WORD.finditer(text)):
        return True
    present, subject = _present(language), _subject(language)
    return bool(
        _VERB_ED.search(text)
        or _JOINED.search(text)
        or (present and present.search(text))
        or (subject and subject.search(text))
    )


@cache
def _finite(language: str) -> frozenset[str]:
    return frozenset(known(language, "sentences.finite"))


@cache
def _present(language: str) -> re.Pattern[str] | None:
    """Fit a word on -s before what follows a verb more often than a plural: "demands the"."""
    governed = pattern(language, "sentences.governed")
    return re.compile(rf"\b[a-z]{{3,}}[^su\W]s (?:{governed})\b") if governed else None


@cache
def _subject(language: str) -> re.Pattern[str] | None:
    """Fit a pronoun that is nothing but a subject, before a word: what it does follows, "they weigh it"."""
    subjects = pattern(language, "sentences.subjects")
    return re.compile(rf"\b(?:{subjects}) [a-z]", re.IGNORECASE) if subjects else None


def is_fragment(text: str, language: str = "en") -> bool:
    """Tell whether a line is no whole sentence: "Because the bridge was closed.", "The mayor announced."."""
    return any(found.match(text) for found in _fragments(language) or ())


@cache
def _fragments(language: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """Return what is no whole sentence: a clause that hangs on another one, and a saying of nothing."""
    subordinate = pattern(language, "sentences.subordinate")
    if subordinate is None or not knows(language, "saying.announcing"):
        return None
    announcing = alternatives(forms(language, "saying.announcing", past=True))
    return (
        re.compile(rf"(?:{subordinate})\b[^,;:—]*$", re.IGNORECASE),
        re.compile(rf"[^,;:“”\"]* (?:{announcing})\.$"),
    )


def spliced(text: str, language: str = "en") -> str | None:
    """Return where a second sentence hangs on the first by a comma alone, None where none does."""
    inside = pattern(language, "sentences.spliced")
    opening = pattern(language, "sentences.subordinate") or "(?!)"
    if inside is None or re.match(rf"\W*(?:as|{opening})\b", text, re.IGNORECASE):
        return None
    found = re.search(rf"(?:{inside})\b", text)
    before = text[: found.start() + 3] if found else ""
    if found is None or before.count("“") != before.count("”") or '"' in before:
        return None
    return found.group().removeprefix(", ")
