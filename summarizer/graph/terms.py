"""The pile as numbers: every word of every sentence as the index of its stem."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.data import Sentence
from summarizer.text.language import stemmer, stop_words, tokens


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """The stems of ``n`` sentences, in order, stop words included.

    Sentence ``i`` holds ``ids[starts[i]:starts[i + 1]]``; ``stems[id]`` is the stem and ``stop[id]``
    tells whether it comes from a stop word. ``documents`` (n,) numbers the documents from 0,
    ``positions`` (n,) the sentences within each.
    """

    ids: NDArray[np.int32]
    starts: NDArray[np.int64]
    stems: tuple[str, ...]
    stop: NDArray[np.bool_]
    documents: NDArray[np.int32]
    positions: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def rows(self) -> NDArray[np.int64]:
        """The sentence number of every entry of ``ids``."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))


class _Ids(dict[str, int]):
    """Word → index of its stem, filled on first sight; one for each language, over shared stems."""

    def __init__(self, language: str, stems: dict[str, int], stop: list[bool]) -> None:
        self._stem, self._stems, self._stop = stemmer(language), stems, stop
        self._stop_words = stop_words(language)

    def __missing__(self, word: str) -> int:
        is_stop = word.replace("’", "'") in self._stop_words or (len(word) == 1 and word.isascii())
        # A stop word keeps its own index: "being" must not become the stem of "be" the noun.
        key = f"\0{word}" if is_stop else self._stem(word)
        index = self._stems.setdefault(key, len(self._stems))
        if index == len(self._stop):
            self._stop.append(is_stop)
        self[word] = index
        return index


def index_terms(sentences: Sequence[Sentence]) -> Terms:
    """Read the sentences once and return their stems as numbers."""
    stems: dict[str, int] = {}
    stop: list[bool] = []
    by_language: dict[str, _Ids] = {}
    ids, starts = array("i"), array("q", [0])
    documents, positions = array("i"), array("i")
    seen: dict[int, int] = {}
    position = 0
    for sentence in sentences:
        document = sentence.document
        number = seen.get(id(document))
        if number is None:
            number = seen[id(document)] = len(seen)
            position = 0
        language = by_language.get(document.language)
        if language is None:
            language = by_language[document.language] = _Ids(document.language, stems, stop)
        ids.extend(map(language.__getitem__, tokens(sentence.own if sentence.kept else sentence.text)))
        starts.append(len(ids))
        documents.append(number)
        positions.append(position)
        position += 1
    return Terms(
        ids=np.frombuffer(ids, dtype=np.int32) if ids else np.empty(0, np.int32),
        starts=np.frombuffer(starts, dtype=np.int64),
        stems=tuple(stems),
        stop=np.array(stop, dtype=bool),
        documents=np.frombuffer(documents, dtype=np.int32) if documents else np.empty(0, np.int32),
        positions=np.frombuffer(positions, dtype=np.int32) if positions else np.empty(0, np.int32),
    )
