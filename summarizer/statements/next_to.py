"""What stands right next to a figure or a name: "2 euros an hour", "cut by 28", "Mrs Ferreira".

A passage may have all the words of a claim and the figure too, and yet say "an hour" where the claim says "a
day", "to 28" where it says "by 28", "Mrs" where it says "Mr".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from summarizer.languages import alternatives, words
from summarizer.records import dataclass
from summarizer.text.language import stem
from summarizer.text.later import later
from summarizer.text.words import content_of

from .finding import Finding
from .names import names
from .quantities import quantities

SHARE = 0.6
"""Share of the content words of a claim, against the passage that has most, from which one is compared."""
BEFORE = 12
"""Characters before a figure or a name in which what stands next to it begins."""


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure with the time or thing that it is counted by, and the word before it; empty for none."""

    value: float
    start: int
    end: int
    rate: str
    step: str


def close(claim: str, passages: Sequence[str], language: str) -> list[str]:
    """Return the passages that have about as many of the content words of ``claim`` as the closest one."""
    wanted = content_of(claim, language)
    shared = [len(wanted & content_of(text, language)) for text in passages]
    return [
        text for text, share in zip(passages, shared, strict=True) if share and share >= SHARE * max(shared)
    ]


def check_next_to(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield the rates, steps and titles of ``claim`` in whose place every close passage has another one."""
    mine, titled = _figures(claim, language), _titled(claim, language)
    if not titled and not any(one.rate or one.step for one in mine):
        return
    near = close(claim, passages, language)
    stated = [one for text in near for one in _figures(text, language)]
    for one in mine:
        same = [other for other in stated if other.value == one.value]
        for own, theirs in ((one.rate, [o.rate for o in same]), (one.step, [o.step for o in same])):
            if own and theirs and all(theirs) and own not in theirs:
                written = claim[one.start : one.end]
                instead = f"{theirs[0]} {written}" if own == one.step else f"{written} per {theirs[0]}"
                message = f"the cited passages have “{instead}”, not “{own}”"
                yield Finding("unit", one.start, one.end, written, message, contradicted=True)
    for name, sex, start, end in titled:
        known = _sexes(name, near, language) or _sexes(name, passages, language)
        if known and sex not in known:
            written = claim[start:end]
            message = f"the cited passages do not call anybody {written}"
            yield Finding("name", start, end, written, message, contradicted=True)


def check_ages(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield the age behind a name of ``claim`` where the passages have only another behind it: "Ann, 34,"."""
    mine = _aged(claim, language)
    stated: dict[str, set[str]] = {}
    for text in passages if mine else ():
        for name, age, _, _ in _aged(text, language):
            stated.setdefault(name, set()).add(age)
    for name, age, start, end in mine:
        if age not in stated.get(name, {age}):
            message = f"the cited passages have “{min(stated[name])}” behind that name"
            yield Finding("number", start, end, claim[start:end], message, contradicted=True)


@lru_cache(maxsize=8192)
def _aged(text: str, language: str) -> tuple[tuple[str, str, int, int], ...]:
    found = ((name, _AGE.match(text, name.end)) for name in names(text, language))
    return tuple((name.words[-1], age[1], age.start(1), age.end(1)) for name, age in found if age)


_AGE = later(r"(?:,| \() ?(\d{1,3})(?=[,.)])")


@lru_cache(maxsize=8192)
def _figures(text: str, language: str) -> tuple[_Figure, ...]:
    rate, step = _patterns(language)
    if rate is None or step is None:
        return ()
    made = []
    for one in quantities(text, language):
        counted = rate.match(text, one.end)
        before = step.search(text, max(0, one.start - BEFORE), one.start)
        made.append(
            _Figure(
                one.value,
                one.start,
                one.end,
                stem([counted.group(1).lower()], language)[0] if counted else "",
                before.group(1).lower() if before else "",
            )
        )
    return tuple(made)


@cache
def _patterns(language: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """Return what fits a rate behind a figure, and a step before it; None where they are not known."""
    per, units = words(language, "figures.per"), words(language, "figures.rates")
    steps = words(language, "figures.steps")
    if not per or not units or not steps:
        return None, None
    return (
        re.compile(rf" (?:{alternatives(per)}) ({alternatives(units)})\b", re.IGNORECASE),
        re.compile(rf"\b({alternatives(steps)}) (?:an? )?[$€£¥]?$", re.IGNORECASE),
    )


@lru_cache(maxsize=8192)
def _titled(text: str, language: str) -> tuple[tuple[str, int, int, int], ...]:
    """Return the last words of names behind a title of one sex, with the number of the sex and the place."""
    title = _titles(language)
    if title is None:
        return ()
    sexes = [frozenset(group.split()) for group in words(language, "names.sexes")]
    made = []
    for name in names(text, language):
        before = title.search(text, max(0, name.start - BEFORE), name.start)
        if before and name.words:
            sex = next(at for at, group in enumerate(sexes) if before.group(1).lower() in group)
            made.append((name.words[-1], sex, before.start(1), name.end))
    return tuple(made)


def _sexes(name: str, passages: Sequence[str], language: str) -> frozenset[int]:
    """Return the numbers of the sexes in whose titles passages have a last word of a name."""
    found = (one for text in passages for one in _titled(text, language))
    return frozenset(sex for own, sex, _, _ in found if own == name)


@cache
def _titles(language: str) -> re.Pattern[str] | None:
    found = [title for group in words(language, "names.sexes") for title in group.split()]
    return re.compile(rf"\b({alternatives(found)})\.? $", re.IGNORECASE) if found else None
