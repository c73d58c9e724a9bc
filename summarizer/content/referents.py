"""What a sentence speaks of as if its reader knew it, and what it tells: a note with one needs the other.

"The flyer says …" is understood where another line of the note tells of a flyer, "Milanesi expects …" where
one says who Carolina Milanesi is. Read are things with a bare "the" that their document named before, and
surnames whose full name it gives elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.data import Sentence
from summarizer.statements.anaphora import bare_things, things

from .full_names import names_told, persons, surnames_in
from .standalone import Context

PERSON = "@"
"""What marks a surname among things."""
WIDELY = 0.5
"""Share of the documents, two at least, that name somebody from which the pile is about him."""


@dataclass(frozen=True, slots=True)
class Referents:
    """For each sentence what it ``asks`` its reader to know, and what it ``tells`` him."""

    asks: tuple[frozenset[str], ...]
    tells: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, sentences: Sequence[Sentence], needed: Sequence[int], context: Context) -> Referents:
        """Read a pile, document by document; of minutes, reviews and mails nothing is asked. Linear.

        ``needed`` is the sentence that each brings along, −1 for none: that one names the things.
        """
        asks, tells = [frozenset[str]()] * len(sentences), [frozenset[str]()] * len(sentences)
        named = [persons(sentences[own.start : own.stop]) for own in context.documents]
        held = Counter(last for one in named for last in one)
        widely = {last for last, count in held.items() if count >= max(2, WIDELY * len(named))}
        for own, manner, known in zip(context.documents, context.manners, named, strict=True):
            if manner.informal or manner.speaks:
                continue
            document = sentences[own.start].document
            title = {match["last"] for match in surnames_in(document.title or "", known)}
            before: set[str] = set()
            for i in own:
                text, language = context.readings[i].text, document.language
                bare = frozenset(bare_things(text, language)) & before if needed[i] < 0 else frozenset[str]()
                told = names_told(text, language)
                short = {match["last"] for match in surnames_in(text, known)} - told - widely - title
                asks[i] = bare | {PERSON + last for last in short}
                tells[i] = (things(text, language) - bare) | {PERSON + last for last in told}
                before |= tells[i]
        return cls(tuple(asks), tuple(tells))
