"""How the sentences of a pile are judged one by one: what each needs, what it is worth, whom it names."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from summarizer.data import Document, Sentence, Span
from summarizer.records import dataclass
from summarizer.text.wordlist import Words

from .cores import Cores
from .full_names import persons, shows
from .standalone import Context, needs_in
from .worth import Alone

Named = Mapping[str, Span]
"""The surnames of the persons of a document, with the place of the first name of each."""


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """What each of ``n`` sentences is to a reader in its document.

    ``needed`` (n,) is the sentence that it needs, −1 for none, ``standing`` (n,) whether it may be a line
    (`standalone.needs`), ``alone`` (n,) what it counts by itself (`worth.Alone`). ``named`` are the persons
    of the documents for which they have been looked for.
    """

    context: Context
    needed: Sequence[int]
    standing: Sequence[bool]
    alone: NDArray[np.float64]
    named: Mapping[Document, Named]


def judge(
    sentences: Sequence[Sentence],
    words: Words,
    named: Mapping[Document, Named] | None = None,
    cores: Cores | None = None,
) -> Judged:
    """Judge the sentences of a pile, each core some of the documents.

    ``words`` are those that a note shows of them without glosses, ``named`` the persons of the documents for
    which they are known. Linear.
    """
    cores = cores or Cores(1)
    known = dict(named or {})
    context = Context.of(sentences, words)
    documents = context.documents
    alone = Alone(sentences, words)
    # Where no document asks its reader for anybody, persons need not be known.
    wanted = any(not (manner.informal or manner.speaks) for manner in context.manners)
    shown = words.may_fit_by([one.document.language for one in sentences], shows).tolist() if wanted else []

    def read(first: int, last: int) -> tuple[array[int], bytes, NDArray[np.float64], list[Names | None]]:
        needed, able, names = array("q"), bytearray(), list[Names | None]()
        for number in range(first, last):
            own = documents[number]
            found = needs_in(number, sentences, context)
            needed.extend(need for need, _ in found)
            able.extend(stands for _, stands in found)
            lacking = wanted and sentences[own.start].document not in known
            its = persons(sentences[own.start : own.stop], shown[own.start : own.stop]) if lacking else None
            names.append(None if its is None else flat(its))
        places = range(documents[first].start, documents[last - 1].stop) if last > first else range(0)
        return needed, bytes(able), alone.worth(places), names

    sizes = [sum(len(sentences[i].span) for i in own) for own in documents]
    parts = cores.in_parts(read, sizes)
    for own, names in zip(documents, (one for part in parts for one in part[3]), strict=True):
        if names is not None:
            known[sentences[own.start].document] = spans(names)
    return Judged(
        context,
        [need for part in parts for need in part[0]],
        [bool(able) for part in parts for able in part[1]],
        np.concatenate([part[2] for part in parts]),
        known,
    )


Names = dict[str, tuple[int, int]]


def flat(named: Named) -> Names:
    """Return the persons of a document as plain numbers, which travel fast from one process to another."""
    return {name: (span.start, span.end) for name, span in named.items()}


def spans(names: Names) -> dict[str, Span]:
    """Return them as they were."""
    return {name: Span(*ends) for name, ends in names.items()}
