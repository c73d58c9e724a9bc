"""Glosses: whom or what a sentence means, in words of its own document that a note puts there in brackets.

"Ms Cafferkey" is "Ms [Pauline] Cafferkey" where the document named her before, "the appellant" has the name
that the judgment's cover gives, and what was said at a meeting has the item of the agenda that it was on.
A wrong name is worse than none: what has two answers gets no gloss.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from summarizer.data import Document, Sentence, Span
from summarizer.records import dataclass

from .abbreviations import spelled_out
from .agenda import on_items
from .disposals import with_disposal
from .full_names import in_full, persons
from .kinds import CALL, JUDGMENT, MAIL, MEETING, MINUTES, NEWS, PAPER, kinds, stand_apart
from .parties import with_parties
from .sections import in_parts
from .senders import with_sender
from .turns import with_speaker


@dataclass(frozen=True, slots=True)
class Glossing:
    """What of a pile its glosses depend on: the kinds of its documents, and whether it is ``titled``."""

    kinds: Mapping[Document, str]
    titled: bool

    @classmethod
    def of(cls, sentences: Sequence[Sentence]) -> Glossing:
        """Tell the kinds of the documents that have content."""
        documents = tuple(dict.fromkeys(one.document for one in sentences if one.skip is None))
        return cls(kinds(documents), stand_apart(documents))

    def glossed(
        self, members: Sequence[Sentence], known: Mapping[str, Span] | None = None
    ) -> tuple[Sequence[Sentence], Mapping[str, Span] | None]:
        """Return the sentences of a document, and its persons where they are ``known`` or looked for."""
        kind = self.kinds.get(members[0].document)
        named = known
        if kind == MINUTES:
            members = tuple(on_items(members))
        if kind == JUDGMENT:
            members = tuple(with_disposal(members))
        if kind == JUDGMENT and not self.titled:  # under its title, a case needs no names of parties
            members = tuple(with_parties(members))
        if kind == MAIL:
            members = tuple(with_sender(members))
        if kind == MEETING:
            members = tuple(with_speaker(members))
        if kind == PAPER:
            members = tuple(spelled_out(members))
        if kind in (JUDGMENT, CALL, NEWS):
            named = persons(members) if named is None else named
            members = tuple(in_full(members, named))
        if kind and kind != NEWS:
            members = tuple(in_parts(members, kind))
        return members, named


def gloss(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Return all sentences of a pile, marked and cut, in the same order, with the glosses that they need.

    A document's sentences must stand together. Linear in the text.
    """
    glossing = Glossing.of(sentences)
    groups = groupby(sentences, key=lambda sentence: sentence.document)
    return tuple(one for _, group in groups for one in glossing.glossed(tuple(group))[0])
