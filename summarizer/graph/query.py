"""Query focus: how much each sentence has to do with what the user asks, and which bear on it at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from summarizer.records import dataclass
from summarizer.text.language import stem, stop_words, tokens
from summarizer.text.later import later

from .similarity import Vector
from .sparse import Matrix
from .terms import Terms

NEIGHBOURS = 0.1
"""What likeness to the matching sentences weighs beside matching itself."""
NEAR = 0.7
"""What a near form counts beside the word itself: "Armenian" for "Armenia"; and a word that another one makes
its own: "tunnel" in "tunnel tents"."""
ROOT, ENDING = 5, 3
"""Letters that near forms have in common at least, and by which the longer one is longer at most."""
LONG, SPREAD = 200, 10
"""Sentences from which a document comes to a question in one stretch, as a meeting does, and how far that
reaches: the standard deviation of a bell around each sentence."""
OFTEN = 4.0
"""Uses in a stretch from which a word of the question adds hardly more."""
STRETCH, WITHIN = 1.0, 0.8
"""What the stretch counts beside the sentence itself, and its share of the best one from which all in it
bears on the question."""
PART = 3
"""Letters of each part of a word that may be written in two."""
BEARS, BEARS_LONG = ((3, 0.6), (5, 0.5)), 0.4
"""Share of the query, beside the best sentence, from which one bears on it: up to so many words, and more."""

_WRITTEN = later(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_HYPHENATED = re.compile(r"([^\W_]+)[-‐‑]([^\W_]+)")


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What a pile has to do with a question.

    ``relevance`` (n,) is 0 for all where no sentence has a word of it; ``bears`` (n,) tells which sentences
    have to do with it. ``words`` counts those looked for, ``missing`` are those that no sentence has,
    ``apart`` those that none has which names what is asked about.
    """

    relevance: Vector
    bears: NDArray[np.bool_]
    words: int
    missing: tuple[str, ...]
    apart: tuple[str, ...] = ()


def query_relevance(
    vectors: Matrix,
    terms: Terms,
    query: str,
    languages: Sequence[str],
    spoken: NDArray[np.bool_] | None = None,
) -> Asked:
    """Tell how much each of n sentences has to do with ``query``; ``languages`` are those of the pile.

    A word of the query is met by its stem, by a near form ("Armenian" for "Armenia"), and written in one
    or in two ("cease-fire", "ceasefire"). The relevance is the product of the sentence's vector with the
    idf of the words met, plus a tenth of its likeness to the matching sentences taken together
    (pseudo-relevance feedback; Rocchio 1971), each scaled to a maximum of 1; their sum squared, so
    that the few sentences that answer stand out from the many that touch on it. A sentence bears on the
    query that holds 0.6 of what the best one does of it, by idf, less of a long query. Where none that names
    what is asked about has another word of it, those bear that name it. In a long document, as the transcript
    of a meeting, what stands around a sentence counts too: there a question is answered in a stretch.
    Of what is ``spoken`` (n,), all of it where None is given, all in such a stretch bears on the question.
    """
    wanted = list(dict.fromkeys(_content(query, languages)))
    joined = _joined(query)
    forms = [_forms(terms, (word, *joined.get(word, ())), languages) for word in wanted]
    every = np.zeros(len(terms.stems), dtype=bool)
    every[[column for exact, akin in forms for column in (*exact, *akin)]] = True
    modifying = _modifying(terms, every)
    met = [
        _met(terms, word, exact, akin, modifying, languages)
        for word, (exact, akin) in zip(wanted, forms, strict=True)
    ]
    missing = tuple(word for word, (held, _) in zip(wanted, met, strict=True) if not held.any())
    found = [pair for pair in met if pair[0].any()]
    if not found:
        return Asked(np.zeros(len(terms)), np.zeros(len(terms), dtype=bool), len(wanted), missing)
    held = np.array([one for one, _ in found])
    weights = np.array([_weights(vectors, one, columns) for one, columns in found])
    idf = np.log((1 + len(terms)) / (1 + (held > 0).sum(axis=1))) + 1
    share = idf @ held
    share /= share.max()
    matching = (idf @ weights) * share**2
    near = vectors @ (vectors.T @ matching)
    own = matching / matching.max() + NEIGHBOURS * near / max(near.max(), 1e-12)
    around, talk = _around(held, idf, terms)
    relevance: Vector = np.where(talk, (own + STRETCH * around) ** 2 * around, own**2)
    least = next((least for most, least in BEARS if len(wanted) <= most), BEARS_LONG)
    words = [word for word, (one, _) in zip(wanted, met, strict=True) if one.any()]
    named = _names(query)
    bearing = (idf / np.array([named.get(word, 1) for word in words])) @ held
    names = np.array([word in named for word in words])
    called, else_ = (held[names] > 0).any(axis=0), (held[~names] > 0).any(axis=0)
    apart: tuple[str, ...] = ()
    if called.any() and else_.any() and not (called & else_).any():
        apart = tuple(word for word in words if word not in named)
        bearing = np.where(called, bearing, 0.0)  # of the costs of another thing nobody asks
    around_it = talk & (around >= WITHIN)
    bears = (bearing >= least * bearing.max()) | (around_it if spoken is None else around_it & spoken)
    return Asked(relevance, bears, len(wanted), missing, apart)


def _around(held: NDArray[np.float64], idf: Vector, terms: Terms) -> tuple[Vector, NDArray[np.bool_]]:
    """Return how much the stretch around each sentence (n,) answers, from 0 to 1, and which it counts for.

    ``held`` (words, n) tells how far a sentence holds each word of the query. A word adds the less to a
    stretch the more often it stands there, as in BM25 (Robertson & Walker 1994): all of a question's words
    in one stretch tell more than one of them ten times.
    """
    reach = np.arange(-3 * SPREAD, 3 * SPREAD + 1)
    bell = np.exp(-0.5 * (reach / SPREAD) ** 2)
    found, long = np.zeros(len(terms)), np.zeros(len(terms), dtype=bool)
    bounds = np.append(np.flatnonzero(terms.positions == 0), len(terms))
    for start, end in pairwise(bounds):
        if end - start >= LONG:
            padded = np.pad(held[:, start:end], ((0, 0), (3 * SPREAD, 3 * SPREAD)))
            told = np.array([np.convolve(word, bell, "valid") for word in padded])
            found[start:end] = idf @ (1 - np.exp(-told / OFTEN))
            long[start:end] = True
    return found / max(float(found.max(initial=0.0)), 1e-12), long


def _content(query: str, languages: Iterable[str]) -> Iterator[str]:
    """Yield the words of the query that are a stop word of no language of the pile."""
    stops = frozenset[str]().union(*(stop_words(code) for code in languages))
    return (word for word in tokens(query) if word.replace("’", "'") not in stops)


def _names(query: str) -> dict[str, int]:
    """Return the words of the query that name something, each with how many name it together: "Ann Lowe".

    They have a capital, the first word of the query apart, or a figure.
    """
    written = _WRITTEN.findall(query)
    named = [(at > 0 and word[0].isupper()) or word[-1].isdigit() for at, word in enumerate(written)]
    found: dict[str, int] = {}
    for is_name, group in groupby(zip(written, named, strict=True), key=itemgetter(1)):
        members = [token for word, _ in group for token in tokens(word)]
        found |= dict.fromkeys(members, len(members)) if is_name else {}
    return found


def _joined(query: str) -> dict[str, tuple[str, ...]]:
    """Return, for each part of a hyphenated word, the word written in one."""
    found: dict[str, tuple[str, ...]] = {}
    for match in _HYPHENATED.finditer(query.lower()):
        for part in match.groups():
            found[part] = (*found.get(part, ()), match[1] + match[2])
    return found


def _forms(terms: Terms, written: Sequence[str], languages: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the columns of a word, and those of its near forms."""
    roots = {root for code in languages for root in stem(written, code)}
    exact = [i for i, text in enumerate(terms.stems) if text in roots]
    akin = [i for i, text in enumerate(terms.stems) if any(_near(text, root) for root in roots)]
    return exact, akin


def _modifying(terms: Terms, asked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell of every entry of ``terms.ids`` whether a word that is not asked for makes it its own."""
    found = np.zeros(len(terms.ids), dtype=bool)
    behind = terms.ids[1:]
    found[:-1] = (terms.rows[1:] == terms.rows[:-1]) & ~terms.stop[behind] & ~asked[behind]
    return found


def _met(
    terms: Terms,
    word: str,
    exact: Sequence[int],
    akin: Sequence[int],
    modifying: NDArray[np.bool_],
    languages: Sequence[str],
) -> tuple[Vector, list[int]]:
    """Return how far each sentence (n,) holds the word, from 0 to 1, and the columns of what it holds."""
    held, rows, columns = np.zeros(len(terms)), terms.rows, [*exact, *akin]
    weak, strong = np.isin(terms.ids, columns), np.isin(terms.ids, exact)
    held[rows[weak]] = NEAR
    held[rows[strong & ~modifying]] = 1.0
    for first, second in sorted(_parts(word, {text: i for i, text in enumerate(terms.stems)}, languages)):
        joined = (terms.ids[:-1] == first) & (terms.ids[1:] == second) & (rows[1:] == rows[:-1])
        held[rows[:-1][joined]] = 1.0
        columns += [first, second]
    return held, columns


def _weights(vectors: Matrix, held: Vector, columns: Sequence[int]) -> Vector:
    """Return what the word weighs in the vector of each sentence (n,) that holds it, by how far it does."""
    most, (rows, terms) = np.zeros(vectors.shape[0], vectors.data.dtype), vectors.entries()
    of_word = np.isin(terms, columns)
    np.maximum.at(most, rows[of_word], vectors.data[of_word])
    return np.asarray(held * most, dtype=np.float64)


def _near(one: str, other: str) -> bool:
    """Tell whether one stem is the other with a short ending."""
    short, long = sorted((one, other), key=len)
    return len(short) >= ROOT and 0 < len(long) - len(short) <= ENDING and long.startswith(short)


def _parts(word: str, index: dict[str, int], languages: Iterable[str]) -> set[tuple[int, int]]:
    """Return the pairs of stems of the pile that make up the word: "cease" and "fire" for "ceasefire"."""
    found: set[tuple[int, int]] = set()
    for code in languages:
        for cut in range(PART, len(word) - PART + 1):
            first, second = (index.get(root) for root in stem((word[:cut], word[cut:]), code))
            if first is not None and second is not None:
                found.add((first, second))
    return found
