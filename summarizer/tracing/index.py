"""Evidence: an inverted index over source sentences, and the similarity of draft sentences to them.

Similarity is lexical and has two halves. *Containment* is the share of the draft sentence's words,
weighted by their rarity, that the source sentence holds. *Soft cosine* (Sidorov et al. 2014) compares
the two sentences word by word, two words being as alike as their character 4- and 5-grams, so that
"resigned" finds "resignation" and a misspelt name finds the right one.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from summarizer.data import Sentence
from summarizer.records import dataclass
from summarizer.text.language import stem, stop_words, tokens
from summarizer.text.wordlist import Numbers

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

CANDIDATES = 40
"""Source sentences that are scored in full for one draft sentence."""
POSTINGS = 20_000
"""Postings read for one draft sentence, rarest words first: the cost of a draft sentence is bounded."""
CHUNK = 256
"""Draft sentences handled at a time; bounds the memory of a batch."""
GRAMS = (4, 5)
ALIKE = 0.35
"""Share of a word's character n-grams from which it counts as held in part."""
MOST = 5
"""Source sentences that are evidence for one draft sentence at most."""
FUNCTION_WORD = 0.3
"""Weight of a stop word beside a content word of the same rarity."""
NEAR_BEST = 0.5
"""A source sentence is evidence when its score is at least this share of the best one's."""
SHORT = 2.5
"""Sentences for each content word of a draft sentence up to which the sources are short beside it."""
MOST_OF_FEW, NEAR_BEST_OF_FEW = 8, 0.2
"""How many may be cited at most there, and the least share of the best one's score: see `_near`."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The best source sentences for one draft sentence: ``scores[i]`` in 0..1 is that of ``sentences[i]``.

    The first ``kept`` are evidence, those up to ``near`` may bear a part of it besides. ``stems`` are those
    of the draft sentence, ``alike`` the words of the index that it holds only in part, with the share of
    their character n-grams that it has.
    """

    sentences: Ints
    scores: Floats
    kept: int
    near: int
    stems: frozenset[int]
    alike: dict[int, float]


@dataclass(frozen=True, eq=False)
class Evidence:
    """An index of source sentences. Build it with :meth:`build`; it is never changed afterwards.

    ``words`` numbers the word types and ``stems`` their stems; ``stem_of[word]`` joins the two.
    ``by_sentence`` is sentences × words (counts), ``postings`` stems × sentences (binary).
    ``grams`` is words × character n-grams, weighted by rarity, ``words_by_gram`` the same turned round.
    ``stem_numbers`` is ``stem_of`` as a list and ``root_idf`` the root of ``idf`` as one: single values are
    read faster from lists. ``weights`` are those of the words: the root of their idf, less for a stop word.
    """

    sentences: tuple[Sentence, ...]
    language: str
    words: dict[str, int]
    stems: dict[str, int]
    stem_of: Ints
    idf: Floats
    by_sentence: Any
    stems_by_sentence: Any
    postings: Any
    gram_ids: dict[str, int]
    gram_idf: Floats
    grams: Any
    words_by_gram: Any
    gram_mass: Floats
    norms: Floats
    stem_numbers: list[int]
    root_idf: list[float]
    weights: list[float]

    @classmethod
    def build(cls, sentences: Sequence[Sentence], language: str | None = None) -> Evidence:
        """Index ``sentences``; ``language`` is their commonest language where it is not given."""
        language = language or _commonest(sentence.document.language for sentence in sentences)
        words, by_sentence = _count(tokens(sentence.text) for sentence in sentences)
        stems, stem_of = _stems(words, language)
        to_stem = sparse.csr_matrix(
            (np.ones(len(words)), stem_of, np.arange(len(words) + 1)), shape=(len(words), len(stems))
        )
        stems_by_sentence = (by_sentence @ to_stem).tocsr()
        stems_by_sentence.data[:] = 1.0
        postings = stems_by_sentence.T.tocsr()
        df = np.diff(postings.indptr)
        idf = np.log1p((len(sentences) - df + 0.5) / (df + 0.5))
        root_idf, stops = np.sqrt(idf), stop_words(language)
        common = np.array([FUNCTION_WORD if _is_stop(word, stops) else 1.0 for word in words])
        gram_ids, raw = _count(map(grams_of, words))
        gram_df = np.minimum(len(sentences), raw.T @ np.asarray((by_sentence > 0).sum(axis=0)).ravel())
        gram_idf = np.log((len(sentences) + 1) / (gram_df + 0.5))
        grams = (raw @ sparse.diags(np.maximum(gram_idf, 0.0))).tocsr()
        own = np.asarray(grams.multiply(grams).sum(axis=1)).ravel()
        norms = np.sqrt((by_sentence.multiply(by_sentence) @ own).ravel()) if len(sentences) else np.zeros(0)
        return cls(
            tuple(sentences), language, words, stems, stem_of, idf, by_sentence,
            stems_by_sentence, postings, gram_ids, gram_idf, grams, grams.T.tocsr(), own, norms,
            stem_of.tolist(), root_idf.tolist(), (root_idf[stem_of] * common).tolist(),
        )  # fmt: skip

    def search(self, texts: Sequence[str]) -> Iterator[Candidates]:
        """Yield the best source sentences for each draft sentence, best first; equal scores keep order.

        The cost of one draft sentence does not grow with the index: at most ``POSTINGS`` postings are
        read for it, those of its rarest words, and ``CANDIDATES`` sentences are scored in full.
        """
        for start in range(0, len(texts), CHUNK):
            chunk = [_Query.of(text, self) for text in texts[start : start + CHUNK]]
            retrieved = _matrix([query.pruned(self) for query in chunk], len(self.stems)) @ self.postings
            grams = _matrix([query.words for query in chunk], len(self.words)) @ self.grams
            grams = grams + _matrix([query.grams for query in chunk], len(self.gram_ids))
            norms = np.sqrt(np.asarray(grams.multiply(grams).sum(axis=1)).ravel())
            alike = grams @ self.words_by_gram
            shares = alike.data / self.gram_mass[alike.indices]
            close = np.flatnonzero(shares >= ALIKE)
            words, held = alike.indices[close].tolist(), np.minimum(shares[close], 1.0).tolist()
            borders = np.searchsorted(close, alike.indptr).tolist()
            blank = np.zeros(len(self.words)), np.zeros(len(self.stems))
            for row, query in enumerate(chunk):
                begin, end = retrieved.indptr[row], retrieved.indptr[row + 1]
                found = _best(retrieved.indices[begin:end], retrieved.data[begin:end], CANDIDATES)
                begin, end = alike.indptr[row], alike.indptr[row + 1]
                likeness = alike.indices[begin:end], alike.data[begin:end]
                part = slice(borders[row], borders[row + 1])
                in_part = dict(zip(words[part], held[part], strict=True))
                yield self._score(query, found, likeness, in_part, float(norms[row]), blank)

    def _score(
        self,
        query: _Query,
        found: Ints,
        likeness: tuple[Ints, Floats],
        in_part: dict[int, float],
        norm: float,
        blank: tuple[Floats, Floats],
    ) -> Candidates:
        """Score the sentences found; ``blank`` are zeros for each word and each stem, and are so again."""
        words, alike = likeness
        stems = frozenset(query.stems)
        if not len(found):
            return Candidates(found, np.zeros(0), 0, 0, stems, in_part)
        per_word, weights = blank
        per_word[words] = alike
        for number, weight in query.stems.items():
            weights[number] = weight
        held = _row_sums(self.stems_by_sentence, found, weights) / query.mass
        cosine = _row_sums(self.by_sentence, found, per_word) / (norm * self.norms[found] + 1e-12)
        per_word[words] = 0.0
        weights[list(query.stems)] = 0.0
        scores = (held + np.minimum(cosine, 1.0)) / 2
        order = np.lexsort((found, -scores))
        scores = scores[order]
        kept = int(np.sum(scores[:MOST] >= NEAR_BEST * scores[0])) if scores[0] > 0 else 0
        near = max(kept, _near(scores, len(self.sentences), len(query.content)) if kept else 0)
        return Candidates(found[order], scores, kept, near, stems, in_part)


def _near(scores: Floats, sentences: int, words: int) -> int:
    """Return how many of the best, of so many sentences, may bear a part of a draft of so many content words.

    Among many sentences some are like the draft by chance. A short text is about the matter as a whole, and a
    draft sentence of many words takes its parts from several places in it: there the share of the best score
    that is asked for falls with the sentences for each content word.
    """
    if sentences >= SHORT * words:
        return 0
    share = max(NEAR_BEST_OF_FEW, NEAR_BEST * sentences / (SHORT * words))
    return int(np.sum(scores[:MOST_OF_FEW] >= share * scores[0]))


@dataclass(frozen=True, slots=True)
class _Query:
    """A draft sentence in the index's terms: weights of stems, counts of words, n-grams of unknown words."""

    stems: dict[int, float]
    content: frozenset[int]
    words: dict[int, float]
    grams: dict[int, float]
    mass: float

    @classmethod
    def of(cls, text: str, index: Evidence) -> _Query:
        found = tokens(text)
        unseen = math.log1p((len(index.sentences) + 0.5) / 0.5)
        weights: dict[int, float] = {}
        content: set[int] = set()
        words: dict[int, float] = {}
        grams: dict[int, float] = {}
        mass = 0.0
        stops = stop_words(index.language)
        for word, stemmed in zip(found, stem(found, index.language), strict=True):
            number = index.stems.get(stemmed)
            weight = unseen if number is None else float(index.idf[number])
            mass += weight
            if number is not None:
                weights[number] = weights.get(number, 0.0) + weight
                if not _is_stop(word, stops):
                    content.add(number)
            known = index.words.get(word)
            if known is not None:
                words[known] = words.get(known, 0.0) + 1.0
                continue
            for gram in grams_of(word):
                at = index.gram_ids.get(gram)
                if at is not None:
                    grams[at] = grams.get(at, 0.0) + max(float(index.gram_idf[at]), 0.0)
        return cls(weights, frozenset(content), words, grams, mass or 1.0)

    def pruned(self, index: Evidence) -> dict[int, float]:
        """Return the content stems, rarest first, whose postings together stay within the budget."""
        kept: dict[int, float] = {}
        budget = POSTINGS
        for number in sorted(self.content or self.stems, key=lambda n: (-index.idf[n], n)):
            budget -= int(index.postings.indptr[number + 1] - index.postings.indptr[number])
            if budget < 0 and kept:
                break
            kept[number] = self.stems[number]
        return kept


def _matrix(rows: Sequence[dict[int, float]], width: int) -> Any:
    indptr = np.cumsum([0, *(len(row) for row in rows)])
    indices = np.fromiter((key for row in rows for key in row), np.int64, indptr[-1])
    data = np.fromiter((value for row in rows for value in row.values()), np.float64, indptr[-1])
    return sparse.csr_matrix((data, indices, indptr), shape=(len(rows), width))


def _commonest(languages: Iterable[str]) -> str:
    counts: dict[str, int] = {}
    for language in languages:
        counts[language] = counts.get(language, 0) + 1
    return max(counts, key=lambda code: (counts[code], code)) if counts else "en"


def _is_stop(word: str, stops: frozenset[str]) -> bool:
    return word.replace("’", "'") in stops


def _count(texts: Iterable[list[str]]) -> tuple[dict[str, int], Any]:
    """Return the number of each different one of what some texts have, and how often each text has it."""
    numbers = Numbers()
    indices = array("i")
    indptr = [0]
    for found in texts:
        indices.extend(map(numbers.__getitem__, found))
        indptr.append(len(indices))
    shape = len(indptr) - 1, len(numbers)
    matrix = sparse.csr_matrix(
        (np.ones(len(indices)), np.array(indices, dtype=np.int32), indptr), shape=shape
    )
    matrix.sum_duplicates()
    return dict(numbers), matrix


def _stems(words: dict[str, int], language: str) -> tuple[dict[str, int], Ints]:
    stems: dict[str, int] = {}
    of = [stems.setdefault(stemmed, len(stems)) for stemmed in stem(words, language)]
    return stems, np.array(of, dtype=np.int64)


def grams_of(word: str) -> list[str]:
    """Return the character 4- and 5-grams of a word with a blank at either end; never empty."""
    padded = f" {word} "
    return [padded[i : i + size] for size in GRAMS for i in range(max(1, len(padded) - size + 1))]


def _best(numbers: Ints, scores: Floats, size: int) -> Ints:
    if len(numbers) > size:
        kept = np.argpartition(-scores, size - 1)[:size]
        numbers, scores = numbers[kept], scores[kept]
    return numbers[np.lexsort((numbers, -scores))].astype(np.int64)


def _row_sums(matrix: Any, rows: Ints, weights: Floats) -> Floats:
    """Return ``matrix[rows] @ weights`` without building the slice."""
    starts = matrix.indptr[rows].astype(np.int64)
    lengths = matrix.indptr[rows + 1] - starts
    ends = np.cumsum(lengths)
    flat = np.repeat(starts - (ends - lengths), lengths) + np.arange(ends[-1])
    values = matrix.data[flat] * weights[matrix.indices[flat]]
    return np.bincount(np.repeat(np.arange(len(rows)), lengths), values, len(rows)).astype(np.float64)
