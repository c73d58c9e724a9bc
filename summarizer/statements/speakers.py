"""Speakers: whether those whom a rewritten sentence has say something do so in its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from summarizer.languages import NOTHING, forms, pattern, words
from summarizer.records import dataclass
from summarizer.text.language import WORD
from summarizer.text.later import later

from .names import Name, canonical
from .outlets import is_attribution
from .seats import stands_for
from .statement import read

_END = re.compile(r"(?:['’]s [a-z]+)?(?:[.,;:!?]|$)")
_LABEL = later(r"\W*([^\W\d_](?:[^\W_]|[ .'’-]){0,38}):\s")
REACH = 5
"""Words between a name and a verb of saying in the evidence."""


@dataclass(frozen=True, slots=True)
class _Saying:
    """How a language says who spoke: the words near a speaker, the verb behind, what stands before.

    ``word`` is generous, since it is looked for in the evidence.
    """

    word: re.Pattern[str]
    behind: re.Pattern[str]
    before: re.Pattern[str]
    pronoun: re.Pattern[str]


@cache
def _saying(language: str) -> _Saying | None:
    verbs = "|".join(forms(language, "saying.verbs"))
    clausal = "|".join(forms(language, "saying.clausal")) or NOTHING
    parts = ("near", "between", "sources", "pronouns")
    near, between, sources, pronouns = (pattern(language, f"saying.{part}") for part in parts)
    if not verbs or near is None:
        return None
    return _Saying(
        re.compile(rf"(?:{verbs}|{clausal}|{near})"),
        re.compile(rf"(?: (?:{between}))? (?:(?:{verbs})\b|(?:{clausal})(?= that\b| ?[\"“”'‘,:.]|$))"),
        re.compile(rf"(?:{sources})(?: the)? $", re.IGNORECASE),
        re.compile(rf"\b(?:{pronouns})(?: \w+)? (?:{verbs}|{clausal})\b", re.IGNORECASE),
    )


@cache
def sourced(language: str) -> re.Pattern[str] | None:
    """Fit what stands before whom a sentence gives as its source: "according to"."""
    inside = pattern(language, "saying.sourced")
    return re.compile(rf"\b(?:{inside})\b", re.IGNORECASE) if inside else None


def silent(claim: str, evidence: Sequence[str], language: str = "en") -> Iterator[Name]:
    """Yield the names that ``claim`` has say something, while no evidence does; English only.

    In the evidence a verb of saying must stand near the name, or somebody must speak who is called by a
    pronoun there. Outlets are another matter: they report without saying so.
    """
    saying = _saying(language)
    if saying is None:
        return
    speakers = [name for name in read(claim, language).names if _speaks(claim, name, saying)]
    if not speakers or any(saying.pronoun.search(text) for text in evidence):
        return
    heard = {word for text in evidence for word in _heard(text, language)}
    for name in speakers:
        known = heard.intersection(map(canonical, name.words))
        if not known and not stands_for(claim, name.start, name.end, evidence, language):
            yield name


def _speaks(claim: str, name: Name, saying: _Saying) -> bool:
    if is_attribution(claim, name.start, name.end):
        return False
    before = saying.before.search(claim, max(0, name.start - 20), name.start)
    return saying.behind.match(claim, name.end) is not None or (
        before is not None and _END.match(claim, name.end) is not None
    )


@lru_cache(maxsize=8192)
def _heard(text: str, language: str) -> frozenset[str]:
    """Return the canonical words near a verb of saying."""
    saying = _saying(language)
    found = list(WORD.finditer(text))
    lower = [match.group().lower() for match in found]
    at = [place for place, word in enumerate(lower) if saying and saying.word.fullmatch(word)]
    names = read(text, language).names if at else ()
    label = _LABEL.match(text)  # "Tom: working on it"
    near = set(WORD.findall(label.group(1).lower())) if label else set[str]()
    for place in at:
        verb = found[place].start()
        near.update(_behind_aside(text, verb, names))
        tellers = _tellers(text, verb, names, language)
        near.update(tellers or lower[max(0, place - REACH) : place + REACH + 1])
    return frozenset(map(canonical, near))


def _behind_aside(text: str, verb: int, names: Sequence[Name]) -> set[str]:
    """Return the words of the name that an aside parts from its verb: "Reid, a lawyer from Calder, said"."""
    close = text[:verb].rstrip()
    if not close.endswith(","):
        return set()
    start = text.rfind(",", 0, len(close) - 1)
    return {word for name in names if name.end == start for word in name.words}


def _tellers(text: str, verb: int, names: Sequence[Name], language: str) -> set[str]:
    """Return the words of the names right before a verb of saying: nobody else says what it says.

    "In the waters around Key West, the Miami Herald reports" has no Key West report it.
    """
    before = [name for name in names if name.end <= verb]
    told: set[str] = set()
    joining = words(language, "clauses.joining")
    while before:
        name = before.pop()
        between = text[name.end : verb]
        if "," in between or len(between.split()) > 1 or (told and between.strip() not in joining):
            break
        led = text[max(0, name.start - 20) : name.start].lower().removesuffix("the ").split()[-1:]
        if led and led[0] in words(language, "outcomes.prepositions"):
            return set()  # "the envoy in Berlin said": another speaks
        told.update(name.words)
        verb = name.start
    return told
