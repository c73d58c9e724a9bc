"""What a sentence speaks of as if its reader knew it, and what it tells: a note with one needs the other.

"The flyer says …" is understood where another line of the note tells of a flyer, "Milanesi expects …" where
one says who Carolina Milanesi is. Read are things with a bare "the" that their document named before, and
surnames whose full name it gives elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from summarizer.data import Document, Sentence, Span
from summarizer.statements.anaphora import bare_things, things, words_by_thing
from summarizer.text.wordlist import Words

from .full_names import names_told, persons, shows, surnames_in
from .standalone import Context

PERSON = "@"
"""What marks a surname among things."""
WIDELY = 0.5
"""Share of the documents, two at least, that name somebody from which the pile is about him."""


class Referents:
    """What each sentence ``asks`` its reader to know, and what it ``tells`` him: found when asked for."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        needed: Sequence[int],
        context: Context,
        words: Words,
        named: Mapping[Document, Mapping[str, Span]],
    ) -> None:
        self._needed, self._context, self._words = needed, context, words
        self._language = [sentence.document.language for sentence in sentences]
        self._own = np.zeros(len(sentences), dtype=np.int64)  # the document of each
        self._sentences, self._named = sentences, named
        for number, own in enumerate(context.documents):
            self._own[own.start : own.stop] = number
        self.asks, self.tells = _Lazy(len(sentences), self._asks), _Lazy(len(sentences), self._tells)
        self._first: dict[int, dict[int, int]] = {}
        self._things: dict[str, dict[str, list[int]]] = {}

    @classmethod
    def of(
        cls,
        sentences: Sequence[Sentence],
        needed: Sequence[int],
        context: Context,
        words: Words | None = None,
        named: Mapping[Document, Mapping[str, Span]] | None = None,
    ) -> Referents:
        """Read a pile, document by document; of minutes, reviews and mails nothing is asked. Linear.

        ``needed`` is the sentence that each brings along, −1 for none: that one names the things. ``words``
        are those that a note shows of the sentences, ``named`` the persons of the documents, where they are
        known.
        """
        words = words or Words.of(one.text for one in context.readings)
        return cls(sentences, needed, context, words, named or {})

    @cached_property
    def _known(self) -> list[Mapping[str, Span]]:
        """The persons of each document; looked for where a document asks its reader for any."""
        shown = self._words.may_fit_by(self._language, shows).tolist()
        return [
            persons(self._sentences[own.start : own.stop], shown[own.start : own.stop])
            if (known := self._named.get(self._sentences[own.start].document)) is None
            else known
            for own in self._context.documents
        ]

    @cached_property
    def _titled(self) -> list[set[str]]:
        """The persons of each document whom its title names."""
        titles = (self._sentences[own.start].document.title or "" for own in self._context.documents)
        return [
            {match["last"] for match in surnames_in(title, known)}
            for title, known in zip(titles, self._known, strict=True)
        ]

    @cached_property
    def _widely(self) -> set[str]:
        """The persons whom so many documents name that the pile is about them."""
        held = Counter(last for one in self._known for last in one)
        return {last for last, count in held.items() if count >= max(2, WIDELY * len(self._known))}

    def _speaks(self, i: int) -> bool:
        """Tell whether nothing is asked of the document: its reader is told whom it means, or knows."""
        manner = self._context.manners[self._own[i]]
        return bool(manner.informal or manner.speaks)

    def _bare(self, i: int) -> frozenset[str]:
        """Return the things with a bare "the" that the document named before."""
        if self._needed[i] >= 0:
            return frozenset()
        found = bare_things(self._context.readings[i].text, self._language[i])
        return frozenset(thing for thing in found if self._named_before(thing, i))

    def _asks(self, i: int) -> frozenset[str]:
        if self._speaks(i):
            return frozenset()
        own, text = self._own[i], self._context.readings[i].text
        told = names_told(text, self._language[i])
        short = {match["last"] for match in surnames_in(text, self._known[own])} - told - self._widely
        return self._bare(i) | {PERSON + last for last in short - self._titled[own]}

    def _tells(self, i: int) -> frozenset[str]:
        if self._speaks(i):
            return frozenset()
        text, language = self._context.readings[i].text, self._language[i]
        told = {PERSON + last for last in names_told(text, language)}
        return (things(text, language) - self._bare(i)) | told

    def _named_before(self, thing: str, i: int) -> bool:
        own, language = int(self._own[i]), self._language[i]
        if language not in self._things:
            self._things[language] = words_by_thing(self._words.vocabulary, language)
        if own not in self._first:
            self._first[own] = self._words.first_of(self._context.documents[own])
        first = self._first[own]
        return any(first.get(number, i) < i for number in self._things[language].get(thing, ()))


class _Lazy(Sequence[frozenset[str]]):
    """Sets, each made when it is first asked for."""

    def __init__(self, size: int, make: Callable[[int], frozenset[str]]) -> None:
        self._size, self._make, self._made = size, make, dict[int, frozenset[str]]()

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, i: Any) -> Any:
        i = range(self._size)[i]
        if i not in self._made:
            self._made[i] = self._make(i)
        return self._made[i]
