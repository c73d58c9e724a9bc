"""Key phrases: what a pile, or a part of it, is about; for titles and headings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from .data import Document, Sentence
from .language import content_stems, stop_words

_NAME = re.compile(r"(?<=[^\W\d_] |, )(?:[^\W\d_a-z][\w’'-]*)(?: [^\W\d_a-z][\w’'-]*){0,3}")
"""A run of up to four capitalised words that does not open its sentence."""
LONG = 60_000
"""Sentences read at most: enough to know what a pile is about."""


def key_phrases(
    sentences: Sequence[Sentence], count: int = 3, against: Sequence[Sentence] = ()
) -> tuple[str, ...]:
    """Return up to ``count`` names or, where there are none, words that the sentences dwell on.

    A phrase weighs by the documents that hold it, then by its occurrences; ``against`` are sentences
    of other matters, whose phrases count against it. Phrases that share a word with one already taken
    are passed over.
    """
    rivals = Counter(phrase for sentence in against[:LONG] for phrase in set(_phrases(sentence)))
    uses: Counter[str] = Counter()
    holders: dict[str, set[Document]] = defaultdict(set)
    for sentence in sentences[:LONG]:
        for phrase in _phrases(sentence):
            uses[phrase] += 1
            holders[phrase].add(sentence.document)
    ranked = sorted(uses, key=lambda p: (-len(holders[p]) * uses[p] / (1 + rivals[p]), -len(p), p))
    taken: list[str] = []
    for phrase in ranked:
        if uses[phrase] < 2 or any(_akin(phrase, other) for other in taken):
            continue
        taken.append(phrase)
        if len(taken) == count:
            return tuple(taken)
    return tuple(taken) or _words(sentences[:LONG], count)


def _akin(one: str, other: str) -> bool:
    """Tell whether two phrases share a word or its beginning: "Armenia" and "Armenian forces"."""
    return any(
        a.startswith(b[:6]) or b.startswith(a[:6])
        for a in one.lower().replace("-", " ").split()
        for b in other.lower().replace("-", " ").split()
    )


def _phrases(sentence: Sentence) -> list[str]:
    if sentence.document.language == "de":  # every noun has a capital
        return []
    stops = stop_words(sentence.document.language)
    found = []
    for match in _NAME.finditer(" ".join(sentence.text.split())):
        phrase = re.sub(r"['’]s?$", "", match.group())
        if phrase.lower() not in stops and not _MONTH_OR_DAY.fullmatch(phrase) and len(phrase) > 2:
            found.append(phrase)
    return found


_MONTH_OR_DAY = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\w*|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
)


def _words(sentences: Sequence[Sentence], count: int) -> tuple[str, ...]:
    uses: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for sentence in sentences:
        stops = stop_words(sentence.document.language)
        for word in re.findall(r"[^\W\d_]{3,}", sentence.text):
            if word.lower() in stops:
                continue
            for stem in content_stems(word, sentence.document.language)[:1]:
                uses[stem] += 1
                shown.setdefault(stem, word.lower())
    ranked = sorted(uses, key=lambda stem: (-uses[stem], stem))
    return tuple(shown[stem] for stem in ranked[:count] if uses[stem] > 1)
