"""Verbs that tell an outcome, each with its contrary, and past forms that no rule leads to their base."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from summarizer.text.language import stem

_VERBS = """
object approve: approved approves adopted ratified endorsed authorised authorized | rejected rejects vetoed
object uphold: upheld upholds | overturned overturns quashed
object support: supported supports backed backs | opposed opposes
object convict: convicted | acquitted
subject win: won wins | lost loses
subject survive: survived survives | died perished
object survive: | killed
subject agree: agreed agrees | refused refuses declined declines
subject confirm: confirmed confirms | denied denies
subject rise: rose rises risen increased climbed grew | fell falls fallen decreased dropped declined
subject pass: passed passes | failed fails
subject succeed: succeeded succeeds | failed fails
"""
"""Which side of the verb the outcome befalls, the matter, the verbs of one outcome and of its contrary."""

_BASES = {"won": "win", "lost": "lose", "upheld": "uphold", "rose": "rise", "fell": "fall"}


_IRREGULAR = dict(
    pair.split("/")
    for pair in "left/leave sold/sell paid/pay met/meet told/tell went/go took/take gave/give made/make "
    "built/build sent/send broke/break knew/know saw/see came/come kept/keep held/hold found/find "
    "spoke/speak wrote/write ran/run bought/buy brought/bring fought/fight struck/strike shot/shoot "
    "caught/catch fled/flee led/lead stole/steal drove/drive flew/fly sank/sink withdrew/withdraw "
    "chose/choose".split()
)
"""Past forms that no rule joins to the base that stands behind "did not"."""


@dataclass(frozen=True, slots=True)
class Verb:
    """What a verb tells: ``side`` is "subject" or "object", whom it befalls; ``sign`` is +1 or -1."""

    side: str
    matter: str
    sign: int


@lru_cache(maxsize=1)
def verbs() -> dict[str, tuple[Verb, ...]]:
    """Return the verbs by each form; one form may tell several matters."""
    table: dict[str, list[Verb]] = {}
    for line in _VERBS.strip().splitlines():
        head, _, forms = line.partition(":")
        side, matter = head.split()
        for sign, words in zip((1, -1), forms.split("|"), strict=True):
            for word in words.split():
                table.setdefault(word, []).append(Verb(side, matter, sign))
    return {word: tuple(readings) for word, readings in table.items()}


@lru_cache(maxsize=1)
def by_stem() -> dict[str, tuple[Verb, ...]]:
    """Return the verbs by the stem of each form and of its base: a denial has the base, "did not win"."""
    words = [*verbs(), *_BASES.values()]
    formed = {base: form for form, base in _BASES.items()}
    found: dict[str, tuple[Verb, ...]] = {}
    for word, stemmed in zip(words, stem(words, "en"), strict=True):
        found.setdefault(stemmed, verbs()[formed.get(word, word)])
    return found


@lru_cache(maxsize=1)
def bases() -> dict[str, str]:
    """Return the stem of the base of each irregular past form."""
    return dict(zip(_IRREGULAR, stem(_IRREGULAR.values(), "en"), strict=True))
