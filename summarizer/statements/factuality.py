"""Factuality: what a sentence makes of what it tells — denied, doubted, asked, planned, demanded, alleged …

A governor is a word or phrase that does so: "denied that", "failed to", "if". It governs a stretch of its
sentence, its scope; what no governor reaches is asserted (after FactBank; Saurí and Pustejovsky 2009).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, get_args

from summarizer.languages import Caseless, alternatives, forms, knows, one_line, pattern, table, words
from summarizer.records import dataclass
from summarizer.text.language import WORD
from summarizer.text.sought import Sought

Factuality = Literal[
    "denied", "doubted", "asked", "condition", "planned", "tried", "demanded", "alleged", "possible", "staged"
]
KINDS: tuple[Factuality, ...] = get_args(Factuality)
_QUESTION = re.compile(r"[?？؟][\s\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Governor:
    """``text[start:end]`` makes of ``text[first:last]``, its scope, something else than an assertion."""

    kind: Factuality
    start: int
    end: int
    first: int
    last: int


@lru_cache(maxsize=8192)
def governors(text: str, language: str = "en") -> tuple[Governor, ...]:
    """Return the governors of a sentence, in order; a question mark governs all of it in any language."""
    found = list(_question(text))
    if knows(language, "factuality.denied"):
        found.extend(_forward(text, language))
        found.extend(_backward(text, language))
        found.extend(_conditions(text, language))
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def speaks(text: str, language: str) -> bool:
    """Tell whether a sentence gives somebody as saying or thinking something."""
    found = _speaking(language)
    return found is not None and found.search(text) is not None


@cache
def _speaking(language: str) -> Sought | None:
    if not knows(language, "saying.speaking"):
        return None
    return Sought(rf"(?<!\w)(?:{alternatives(forms(language, 'saying.speaking'))})(?!\w)", language)


def undoes(text: str, language: str) -> bool:
    """Tell whether a sentence says in the passive that something was undone: "was called off by him"."""
    found = _sought(language, "undone")
    return found is not None and found.search(text) is not None


@lru_cache(maxsize=8192)
def attitudes(text: str, language: str) -> frozenset[str]:
    """Return under what a text puts its facts: "denied", "planned" …; nothing where it only states them.

    Coarser than `governors` and without scopes: two wordings of a fact must agree in it, whatever it governs.
    """
    return frozenset(name for name, cue in _attitudes(language) if cue.search(text))


@cache
def _attitudes(language: str) -> tuple[tuple[str, Sought], ...]:
    topics = table(language, "agreement.attitudes")
    return tuple((name, Sought(rf"\b(?:{one_line(inside)})\b", language)) for name, inside in topics.items())


def _question(text: str) -> Iterator[Governor]:
    mark = _QUESTION.search(text)
    if mark:
        yield Governor("asked", mark.start(), mark.start() + 1, 0, len(text))


def _forward(text: str, language: str) -> Iterator[Governor]:
    for kind, cue in _governing(language):
        for match in cue.finditer(text):
            yield Governor(kind, match.start(), match.end(), match.end(), _scope_end(text, match, language))


@cache
def _governing(language: str) -> tuple[tuple[Factuality, Sought], ...]:
    """Return what governs the words behind it, by what it makes of them."""
    kinds = [kind for kind in KINDS if kind != "condition"]
    return tuple((kind, cue) for kind in kinds if (cue := _sought(language, kind)) is not None)


def _backward(text: str, language: str) -> Iterator[Governor]:
    for kind in _BACKWARD:
        found = _sought(language, f"{kind}_behind")
        for match in found.finditer(text) if found else ():
            yield Governor(kind, match.start(), match.end(), 0, match.start())


_BACKWARD: tuple[Factuality, ...] = ("denied", "alleged", "planned")
"""What may govern what stands before it."""


def _conditions(text: str, language: str) -> Iterator[Governor]:
    """Yield conditions: they govern the clause before them, or the one behind where they open it.

    What stands before that clause is none of theirs: "He resigned, and the party will split if …". Nor is
    what they name themselves asserted, but by "only when".
    """
    found = _sought(language, "condition")
    if found is None or not found.may_fit(text):
        return
    harmless = _compiled(language, "no_condition", r"(?<!\w)", "$")
    told = _compiled(language, "condition_told")
    ends = _compiled(language, "ends")
    for match in found.finditer(text):
        if harmless and harmless.search(text, max(0, match.start() - 16), match.start()):
            continue
        comma = text.find(",", match.end())
        before = [one.end() for one in ends.finditer(text) if one.end() <= match.start()] if ends else []
        first = before[-1] if before else 0
        opens = _opens(text[first : match.start()], language)
        behind = comma if comma >= 0 else (match.end() if opens else len(text))
        if not (told and told.search(match.group())):
            last = min(behind if behind > match.end() else len(text), match.end() + _NAMED)
            yield Governor("condition", match.start(), match.end(), match.end(), last)
        if opens:
            yield Governor("condition", match.start(), match.end(), behind, len(text))
        else:
            yield Governor("condition", match.start(), match.end(), first, match.start())


_NAMED = 90
"""Characters of what a condition names, at most."""


def _opens(between: str, language: str) -> bool:
    """Tell whether a condition opens its clause: nothing but what joins it to the one before stands there."""
    joints = (*words(language, "clauses.that"), *words(language, "agreement.joints"))
    last = WORD.findall(between[-24:].lower())[-1:]
    return len(between.strip()) < 3 or (bool(last) and last[0] in joints and "," not in between[-24:])


def _scope_end(text: str, match: re.Match[str], language: str) -> int:
    ends, aside = _compiled(language, "ends"), _compiled(language, "aside")
    if aside and aside.search(text, max(0, match.start() - 80), match.start()):
        comma = text.find(",", match.end())
        return comma if comma >= 0 else len(text)
    found = ends.search(text, match.end()) if ends else None
    end = found.start() if found else len(text)
    if match.group().lower().endswith(_infinitives(language)):  # what was to be done ends with its clause
        comma = text.find(",", match.end(), end)
        end = comma if comma >= 0 else end
    return end


@cache
def _infinitives(language: str) -> tuple[str, ...]:
    return tuple(f" {word}" for word in words(language, "factuality.infinitives"))


@cache
def _sought(language: str, key: str) -> Sought | None:
    inside = pattern(language, f"factuality.{key}")
    return None if inside is None else Sought(_bound(inside), language)


@cache
def _compiled(language: str, key: str, before: str = "", behind: str = "") -> Caseless | None:
    inside = pattern(language, f"factuality.{key}")
    return None if inside is None else Caseless(f"{before}(?:{inside}){behind}")


def _bound(inside: str) -> str:
    """Return a rule that fits whole words alone."""
    left = r"(?<!\w)" if inside[0] not in ",;" else ""
    right = r"(?!\w)" if not inside.endswith("$") else ""
    return f"{left}(?:{inside}){right}"
