"""Verbs that tell an outcome, each with its contrary, and past forms that no rule leads to their base."""

from __future__ import annotations

from functools import lru_cache

from summarizer.languages import table
from summarizer.records import dataclass
from summarizer.text.language import stem

ENGLISH = "en"
"""The language whose outcomes are read."""


@dataclass(frozen=True, slots=True)
class Verb:
    """What a verb tells: ``side`` is "subject" or "object", whom it befalls; ``sign`` is +1 or -1."""

    side: str
    matter: str
    sign: int


@lru_cache(maxsize=1)
def verbs() -> dict[str, tuple[Verb, ...]]:
    """Return the verbs by each form; one form may tell several matters."""
    found: dict[str, list[Verb]] = {}
    for side in ("object", "subject"):
        for matter, forms in table(ENGLISH, f"outcomes.{side}").items():
            for sign, words in zip((1, -1), forms.split("|"), strict=True):
                for word in words.split():
                    found.setdefault(word, []).append(Verb(side, matter, sign))
    return {word: tuple(readings) for word, readings in found.items()}


@lru_cache(maxsize=1)
def by_stem() -> dict[str, tuple[Verb, ...]]:
    """Return the verbs by the stem of each form and of its base: a denial has the base, "did not win"."""
    bases = table(ENGLISH, "outcomes.bases")
    words = [*verbs(), *bases.values()]
    formed = {base: form for form, base in bases.items()}
    found: dict[str, tuple[Verb, ...]] = {}
    for word, stemmed in zip(words, stem(words, ENGLISH), strict=True):
        found.setdefault(stemmed, verbs()[formed.get(word, word)])
    return found


@lru_cache(maxsize=1)
def bases() -> dict[str, str]:
    """Return the stem of the base of each irregular past form."""
    irregular = table(ENGLISH, "outcomes.irregular")
    return dict(zip(irregular, stem(irregular.values(), ENGLISH), strict=True))
