"""What the titles of documents have in common: the name of a series, or words that many of them share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from summarizer.text.later import later

from .language import WORD, stem, stop_words

GROUPS = 3
"""Series that a pile may be of for their names to be its title."""
SHARE = 0.4
"""Share of the titles, two at least, that hold a word for it to be what they are about."""
READ = 20_000
"""Characters of a document in which what titles share is looked for."""
SMALL = 4
"""Letters of the longest word that a title has in small letters: "of", not "towards"."""
SHORT = 3
"""Letters of the longest word of a title that is taken for short forms: "KO Q1 2021"."""
RUN = 2
"""Words that titles have in common in one run at least."""

_TAIL = later(r"[\s,:;(–—-]*(?:\b[a-z]{1,3}\b\s*)?\(?\d.*$", re.DOTALL)
"""From the first figure on, with a short word before it: "Board meeting of 3 May"."""


def series(titles: Sequence[str | None]) -> tuple[str, ...]:
    """Return the names of the series that all documents are of, the largest first; () where they are of none.

    Titles of one series differ from the first figure on: "TC Meeting 2015-03-18", "TC Meeting 2015-04-01".
    """
    names = [_TAIL.sub("", title).strip() for title in titles if title]
    groups = Counter(name for name in names if len(name.split()) > 1)
    told = sum(groups.values()) == len(titles) > 1 and not set(names) & set(titles)
    if not told or len(groups) > GROUPS or max(groups.values(), default=0) < 2:
        return ()
    return tuple(name for name, _ in groups.most_common())


def shared_words(titles: Sequence[str | None], language: str) -> dict[str, float]:
    """Return the stems that several of the titles hold, each with the share of the titles."""
    known = [title for title in titles if title]
    stops = stop_words(language)
    held = Counter(
        stemmed
        for title in known
        for stemmed in set(stem([w for w in WORD.findall(title.lower()) if w not in stops], language))
    )
    least = max(2.0, SHARE * len(known))
    return {word: count / len(known) for word, count in held.items() if count >= least}


def shared_run(titles: Sequence[str | None], language: str) -> str | None:
    """Return the longest run of words that most of the titles have in common, None where there is none.

    Runs neither begin nor end with a stop word. Words all in capitals are written as in a title.
    """
    known = [title for title in titles if title]
    stops = stop_words(language)
    holders: Counter[tuple[str, ...]] = Counter()
    written: dict[tuple[str, ...], str] = {}
    for title in known:
        words = [match.span() for match in WORD.finditer(title)]
        mine: dict[tuple[str, ...], str] = {}
        for i in range(len(words)):
            for j in range(i + RUN, min(len(words), i + 12) + 1):
                text = title[words[i][0] : words[j - 1][1]]
                key = tuple(text.lower().split())
                if not {key[0], key[-1]} & stops and min(len(key[0]), len(key[-1])) > 1:
                    mine[key] = text
        holders.update(mine.keys())
        written |= mine
    common = [key for key, count in holders.items() if count > 1 and 2 * count > len(known)]
    if len(known) < 2 or not common:
        return None
    best = max(common, key=lambda key: (len(key), holders[key], key))
    return as_title(written[best], stops)


def subject(titles: Sequence[str | None], texts: Sequence[str], language: str) -> str | None:
    """Return what most of the titles speak of in whatever order, as the texts say it: "relation extraction".

    It is two words in a run whose stems most titles have, and which most texts hold, None where there are
    none. Linear in what is read of the texts.
    """
    told = {word for word, share in shared_words(titles, language).items() if 2 * share > 1}
    if len(told) < RUN:
        return None
    holders: Counter[tuple[str, ...]] = Counter()
    written: dict[tuple[str, ...], Counter[str]] = {}
    for text in texts:
        words = [match.span() for match in WORD.finditer(text[:READ])]
        stems = stem([text[start:end].lower() for start, end in words], language)
        mine: set[tuple[str, ...]] = set()
        for i in range(len(words) - 1):
            pair = (stems[i], stems[i + 1])
            if pair[0] != pair[1] and told.issuperset(pair) and text[words[i][1] : words[i + 1][0]] == " ":
                mine.add(pair)
                shown = text[words[i][0] : words[i + 1][1]].lower()
                written.setdefault(pair, Counter())[shown] += 1
        holders.update(mine)
    uses = {pair: sum(written[pair].values()) for pair in holders if 2 * holders[pair] > len(texts)}
    best = max(uses, key=lambda pair: (holders[pair], uses[pair], pair), default=None)
    return max(written[best], key=lambda shown: (written[best][shown], shown)) if best else None


def as_title(text: str, stops: frozenset[str]) -> str:
    """Return words that are all in capitals as in a title, others as they are.

    What has short forms alone stays too: "KO Q1 2021".
    """
    if not text.isupper() or all(len(word) <= SHORT for word in WORD.findall(text) if word.isalpha()):
        return text
    return " ".join(
        word.lower() if word.lower() in stops and len(word) <= SMALL and at else word.capitalize()
        for at, word in enumerate(text.split())
    )
