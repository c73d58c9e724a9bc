"""The bare work of ranking a text: split, count words, weigh, 30 power iterations; nothing is chosen.

Ours is held against it, so that the ratio says how far from the limit it is; by two measures. By hand it is
the least that any system of this kind does: regular expressions, a dictionary, one sparse matrix of single
precision (``python -m benchmarks.bare FILE``). With scikit-learn it is what a few lines with the usual
library do: `TfidfVectorizer` instead of the dictionary (``python -m benchmarks.bare FILE scikit-learn``).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import numpy as np
from scipy import sparse

ROUNDS, DAMPING = 30, 0.85
LIBRARY = "scikit-learn"
_END = re.compile(r"(?<=[.!?])\s+")
_WORD = re.compile(r"[^\W_]+")


def rank(text: str) -> np.ndarray:
    """Return a score for each sentence: PageRank on the graph of all cosines of TF-IDF rows."""
    index: dict[str, int] = {}
    ids: list[int] = []
    ends = [0]
    for sentence in _END.split(text):
        ids.extend(index.setdefault(word, len(index)) for word in _WORD.findall(sentence.lower()))
        ends.append(len(ids))
    count = len(ends) - 1
    rows = sparse.csr_matrix((np.ones(len(ids), np.float32), ids, ends), shape=(count, len(index)))
    rows.sum_duplicates()
    idf = np.log(count / np.bincount(rows.indices, minlength=len(index)))
    rows.data *= idf[rows.indices].astype(np.float32)
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1))).ravel()
    rows = (sparse.diags(1 / np.maximum(lengths, 1e-9)) @ rows).tocsr()
    return _walked(rows)


def rank_vectorized(text: str) -> np.ndarray:
    """Return the same with scikit-learn's words and weights, in double precision."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return _walked(TfidfVectorizer().fit_transform(_END.split(text)).tocsr())


def _walked(rows: sparse.csr_matrix) -> np.ndarray:
    """Walk on the graph of all cosines of unit rows (n, m), which is never built; return the scores (n,)."""
    count = rows.shape[0]
    columns = rows.T
    degree = np.maximum(rows @ (columns @ np.ones(count)), 1e-9)
    scores = np.full(count, 1 / count)
    for _ in range(ROUNDS):
        scores = (1 - DAMPING) / count + DAMPING * (rows @ (columns @ (scores / degree)))
    return scores


def main() -> None:
    """Rank the sentences of a file, by hand or with the library named; print the best one's number."""
    how = rank_vectorized if sys.argv[2:] == [LIBRARY] else rank
    print(int(how(Path(sys.argv[1]).read_text(encoding="utf-8")).argmax()))


if __name__ == "__main__":
    main()
