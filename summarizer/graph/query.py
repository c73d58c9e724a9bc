"""Query focus: how much each sentence has to do with what the user asks, and which have nothing to do with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from summarizer.text.language import stem, stop_words, tokens

from .similarity import Vector
from .terms import Terms

NEIGHBOURS = 0.25
"""What likeness to the matching sentences weighs beside matching itself."""
NEAR = 0.7
"""What a near form counts beside the word itself: "Armenian" for "Armenia"."""
ROOT, ENDING = 5, 3
"""Letters that near forms have in common at least, and by which the longer one is longer at most."""
PART = 3
"""Letters of each part of a word that may be written in two."""
BEARS = 0.6
"""Share of what the best sentence holds of the question from which another bears on it."""

_HYPHENATED = re.compile(r"([^\W_]+)[-‐‑]([^\W_]+)")


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What a pile has to do with a question.

    ``relevance`` (n,) is 0 for all where no sentence has a word of it; ``bears`` (n,) tells which sentences
    have to do with it. ``words`` counts those looked for, ``missing`` are those that no sentence has.
    """

    relevance: Vector
    bears: NDArray[np.bool_]
    words: int
    missing: tuple[str, ...]


def query_relevance(
    vectors: sparse.csr_matrix, terms: Terms, query: str, languages: Sequence[str]
) -> Asked:
    """Tell how much each of n sentences has to do with ``query``; ``languages`` are those of the pile.

    A word of the query is met by its stem, by a near form ("Armenian" for "Armenia"), and written in one
    or in two ("cease-fire", "ceasefire"). The relevance is the product of the sentence's vector with the
    idf of the words met, plus a quarter of its likeness to the matching sentences taken together
    (pseudo-relevance feedback; Rocchio 1971), each scaled to a maximum of 1; their sum squared, so
    that the few sentences that answer stand out from the many that touch on it. A sentence bears on the
    query that holds 0.6 of what the best one does of it, by idf.
    """
    wanted = list(dict.fromkeys(_content(query, languages)))
    joined = _joined(query)
    met = [_met(vectors, terms, word, joined.get(word, ()), languages) for word in wanted]
    missing = tuple(word for word, hits in zip(wanted, met, strict=True) if not hits.any())
    found = [hits for hits in met if hits.any()]
    if not found:
        return Asked(np.zeros(len(terms)), np.zeros(len(terms), dtype=bool), len(wanted), missing)
    hits = np.array(found)
    idf = np.log((1 + len(terms)) / (1 + (hits > 0).sum(axis=1))) + 1
    matching = idf @ hits
    near = np.asarray(vectors @ (vectors.T @ matching))
    relevance: Vector = (matching / matching.max() + NEIGHBOURS * near / max(near.max(), 1e-12)) ** 2
    share = idf @ (hits > 0)
    return Asked(relevance, share >= BEARS * share.max(), len(wanted), missing)


def _content(query: str, languages: Iterable[str]) -> Iterator[str]:
    """Yield the words of the query that are a stop word of no language of the pile."""
    stops = frozenset[str]().union(*(stop_words(code) for code in languages))
    return (word for word in tokens(query) if word.replace("’", "'") not in stops)


def _joined(query: str) -> dict[str, tuple[str, ...]]:
    """Return, for each part of a hyphenated word, the word written in one."""
    found: dict[str, tuple[str, ...]] = {}
    for match in _HYPHENATED.finditer(query.lower()):
        for part in match.groups():
            found[part] = (*found.get(part, ()), match[1] + match[2])
    return found


def _met(
    vectors: sparse.csr_matrix, terms: Terms, word: str, joined: Sequence[str], languages: Sequence[str]
) -> Vector:
    """Return what of each sentence's vector (n,) is the word: 0 where it does not hold it."""
    index = {text: i for i, text in enumerate(terms.stems)}
    forms = {root for code in languages for root in stem((word, *joined), code)}
    exact = [index[form] for form in forms if form in index]
    akin = [i for text, i in index.items() if text not in forms and any(_near(text, form) for form in forms)]
    hits = _most(vectors, exact)
    hits = np.maximum(hits, NEAR * _most(vectors, akin))
    for first, second in sorted(_parts(word, index, languages)):
        rows = terms.rows[:-1][(terms.ids[:-1] == first) & (terms.ids[1:] == second)]
        hits[rows] = np.maximum(hits[rows], _most(vectors[rows], [first, second]))
    return hits


def _most(vectors: sparse.csr_matrix, columns: Sequence[int]) -> Vector:
    if not columns:
        return np.zeros(vectors.shape[0])
    return np.asarray(vectors[:, sorted(columns)].max(axis=1).toarray(), dtype=np.float64).ravel()


def _near(one: str, other: str) -> bool:
    """Tell whether one stem is the other with a short ending."""
    short, long = sorted((one, other), key=len)
    return len(short) >= ROOT and len(long) - len(short) <= ENDING and long.startswith(short)


def _parts(word: str, index: dict[str, int], languages: Iterable[str]) -> set[tuple[int, int]]:
    """Return the pairs of stems of the pile that make up the word: "cease" and "fire" for "ceasefire"."""
    found: set[tuple[int, int]] = set()
    for code in languages:
        for cut in range(PART, len(word) - PART + 1):
            first, second = (index.get(root) for root in stem((word[:cut], word[cut:]), code))
            if first is not None and second is not None:
                found.add((first, second))
    return found
