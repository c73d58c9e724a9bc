"""Glosses: whom or what a sentence means, in words of its own document that a note puts there in brackets.

"Ms Cafferkey" is "Ms [Pauline] Cafferkey" where the document named her before, "the appellant" has the name
that the judgment's cover gives, and what was said at a meeting has the item of the agenda that it was on.
A wrong name is worse than none: what has two answers gets no gloss.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from summarizer.data import Sentence

from .abbreviations import spelled_out
from .agenda import on_items
from .disposals import with_disposal
from .full_names import in_full
from .kinds import CALL, JUDGMENT, MAIL, MEETING, MINUTES, NEWS, PAPER, kinds, stand_apart
from .parties import with_parties
from .sections import in_parts
from .senders import with_sender
from .turns import with_speaker


def gloss(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Return all sentences of a pile, marked and cut, in the same order, with the glosses that they need.

    A document's sentences must stand together. Linear in the text.
    """
    documents = tuple(dict.fromkeys(one.document for one in sentences if one.skip is None))
    of, titled = kinds(documents), stand_apart(documents)  # under its title, a case needs no names of parties
    found: list[Sentence] = []
    for document, group in groupby(sentences, key=lambda sentence: sentence.document):
        members = tuple(group)
        kind = of.get(document)
        if kind == MINUTES:
            members = tuple(on_items(members))
        if kind == JUDGMENT:
            members = tuple(with_disposal(members))
        if kind == JUDGMENT and not titled:
            members = tuple(with_parties(members))
        if kind == MAIL:
            members = tuple(with_sender(members))
        if kind == MEETING:
            members = tuple(with_speaker(members))
        if kind == PAPER:
            members = tuple(spelled_out(members))
        if kind in (JUDGMENT, CALL, NEWS):
            members = tuple(in_full(members))
        if kind and kind != NEWS:
            members = tuple(in_parts(members, kind))
        found += members
    return tuple(found)
