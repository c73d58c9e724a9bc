"""The pile as numbers: every word of every sentence as the index of its stem."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.data import Sentence
from summarizer.records import dataclass
from summarizer.text.language import stemmer, stop_words
from summarizer.text.wordlist import Words, gathered


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """The stems of ``n`` sentences, in order, stop words included.

    Sentence ``i`` holds ``ids[starts[i]:starts[i + 1]]``; ``stems[id]`` is the stem and ``stop[id]``
    tells whether it comes from a stop word. ``documents`` (n,) numbers the documents from 0,
    ``positions`` (n,) the sentences within each; ``words`` are those that the stems are of.
    """

    ids: NDArray[np.int32]
    starts: NDArray[np.int64]
    stems: tuple[str, ...]
    stop: NDArray[np.bool_]
    documents: NDArray[np.int32]
    positions: NDArray[np.int32]
    words: Words

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def rows(self) -> NDArray[np.int64]:
        """The sentence number of every entry of ``ids``."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def at(self, places: NDArray[np.int64], words: Words) -> Terms:
        """Return those of some sentences, in order, of which a note shows ``words``; positions stay."""
        ids, starts = gathered(self.ids, self.starts, places)
        documents, positions = self.documents[places], self.positions[places]
        return Terms(ids, starts, self.stems, self.stop, documents, positions, words)


def index_terms(sentences: Sequence[Sentence], words: Words | None = None) -> Terms:
    """Return the stems of sentences as numbers, given by when they are first seen. Linear.

    ``words`` are those that a note shows of the sentences, where they have been read before.
    """
    words = words or Words.of(one.own if one.kept else one.text for one in sentences)
    documents, languages = array("i"), array("i")
    seen: dict[int, int] = {}
    codes: dict[str, int] = {}
    for sentence in sentences:
        document = sentence.document
        documents.append(seen.setdefault(id(document), len(seen)))
        languages.append(codes.setdefault(document.language, len(codes)))
    own = np.frombuffer(documents, dtype=np.int32) if documents else np.empty(0, np.int32)
    ids, stems, stop = _stems(words, list(codes), np.array(languages, dtype=np.int64))
    return Terms(ids, words.starts, stems, stop, own, _positions(own), words)


def _stems(
    words: Words, codes: Sequence[str], languages: NDArray[np.int64]
) -> tuple[NDArray[np.int32], tuple[str, ...], NDArray[np.bool_]]:
    """Return the stem of every word as a number, the stems, and which of them are of stop words."""
    size = len(words.vocabulary)
    keys: NDArray[np.integer] = words.ids
    if len(codes) > 1:  # the same word may have another stem in another language
        keys = keys + size * np.repeat(languages, np.diff(words.starts))
    first = np.full(size * len(codes), len(keys), dtype=np.int64)
    first[keys[::-1]] = np.arange(len(keys) - 1, -1, -1)  # of several the last one stays
    order = np.argsort(first, kind="stable")[: int((first < len(keys)).sum())]
    numbers = np.zeros(size * len(codes), dtype=np.int32)
    stems: dict[str, int] = {}
    stop: list[bool] = []
    known = [(stemmer(code), stop_words(code)) for code in codes]
    for key in order.tolist():
        stem, stops = known[key // size]
        word = words.vocabulary[key % size]
        is_stop = word.replace("’", "'") in stops or (len(word) == 1 and word.isascii())
        # A stop word keeps its own index: "being" must not become the stem of "be" the noun.
        number = numbers[key] = stems.setdefault(f"\0{word}" if is_stop else stem(word), len(stems))
        if number == len(stop):
            stop.append(is_stop)
    return numbers[keys], tuple(stems), np.array(stop, dtype=bool)


def _positions(documents: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the place of each sentence in its document, whose sentences stand together."""
    count = np.arange(len(documents))
    begins = np.ones(len(documents), dtype=bool)
    begins[1:] = documents[1:] != documents[:-1]
    return (count - np.maximum.accumulate(np.where(begins, count, 0))).astype(np.int32)
