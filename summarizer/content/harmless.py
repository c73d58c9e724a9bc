"""Which sentences no rule for what boilerplate says can fit, told of many at once from the words they have.

Most sentences of a pile begin as no rule does and have no word that one needs; they need not be read one by
one. What is told is exact: any other sentence may or may not be boilerplate.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from summarizer.data import Sentence
from summarizer.languages.needed import SIZE
from summarizer.text.language import tokens
from summarizer.text.wordlist import Words

from .notices import ANYWHERE_SIGNS, LINK_SIGNS
from .notices import words as notice_words

SHORT = 80
"""Characters of the longest line that may be nothing but a date, or the buttons of a share bar."""
DRAWN = "-_="
"""What lines are drawn with, before the head of a mail."""
INITIALS = 3
"""Letters of the longest word in capitals that stands for somebody's name."""

_SIGNS = (*ANYWHERE_SIGNS, *LINK_SIGNS)


def harmless(
    sentences: Sequence[Sentence],
    texts: Sequence[str],
    words: Words,
    starts: Collection[str],
    within: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Tell which sentences (n,) say nothing that a rule of `notices` fits whose beginning is known.

    ``texts`` are theirs, ``words`` those of the texts, ``starts`` the first small letters of texts that a
    rule for the beginning may fit; ``within`` (n,) tells where one for any place may. Linear.
    """
    count, opens = len(sentences), _Opens(starts)
    found = np.fromiter((opens[text[:SIZE]] for text in texts), np.bool_, count)
    found = ~(found | within | _signed(sentences))
    found[list(words.odd)] = False
    short = np.fromiter(map(len, texts), np.int64, count) <= SHORT
    telling = np.fromiter(map(_telling(), words.vocabulary), np.bool_, len(words.vocabulary))
    figures = np.fromiter((any(map(str.isdigit, word)) for word in words.vocabulary), np.bool_, len(telling))
    some = words.starts[1:] > words.starts[:-1]
    first = np.zeros(count, bool)
    first[some] = telling[words.ids[words.starts[:-1][some]]]
    return found & (~short | first | (words.having(telling) & ~words.having(figures)))


def _signed(sentences: Sequence[Sentence]) -> NDArray[np.bool_]:
    """Tell in which sentences (n,) a sign begins that a rule needs. The documents are searched, not they."""
    found, at = np.zeros(len(sentences), bool), 0
    for _, group in groupby(sentences, key=lambda one: id(one.document)):
        own = list(group)
        text = own[0].document.text
        places = [place for sign in _SIGNS if sign in text for place in _all(sign, text)]
        if places:
            starts = np.fromiter((one.span.start for one in own), np.int64, len(own))
            holding = np.searchsorted(starts, np.array(places), side="right") - 1
            found[at + holding[holding >= 0]] = True
        at += len(own)
    return found


def _all(sign: str, text: str) -> Iterator[int]:
    """Yield where a sign stands in a text."""
    at = text.find(sign)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1)


class _Opens(dict[str, bool]):
    """The first characters of a text → whether a rule may fit it."""

    def __init__(self, starts: Collection[str]) -> None:
        super().__init__()
        self._starts = starts

    def __missing__(self, head: str) -> bool:
        lower = head.lower()
        known = any(lower[:size] in self._starts for size in range(1, len(lower) + 1))
        found = self[head] = known or not head.isascii() or head[:1] in DRAWN
        return found


def _telling() -> Callable[[str], bool]:
    """Return what tells of a word that a line with it is no initials, no share bar and, without figures, no
    date.
    """
    known = notice_words()
    parts = {part for word in (*known.share, *known.date) for part in tokens(word)}
    parts |= {part for word in parts for part in word.replace("’", "'").split("'")}
    return lambda word: len(word) > INITIALS and word.isalpha() and word not in parts
