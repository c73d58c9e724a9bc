"""Documents → the sentences of content that a note may have: split, marked, cut, with their glosses.

Documents are independent of each other until their words are counted, so that each core reads some of them.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import zip_longest

from summarizer.content.cores import Cores
from summarizer.data import Document, Gloss, Sentence, Span
from summarizer.records import dataclass
from summarizer.text.segment import split
from summarizer.text.wordlist import Words

from .boilerplate import mark
from .glosses import Glossing
from .judged import Named, Names, flat, spans
from .kinds import count_cues, cues_of, remember
from .trim import rules, trim
from .worth import headnotes, is_second_half


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """The sentences of content of a pile, document by document.

    ``places`` (n,) are theirs among all that were read, ``words`` those that a note shows of them, without
    glosses. ``named`` are the persons of documents, as far as they have been looked for.
    """

    sentences: tuple[Sentence, ...]
    places: tuple[int, ...]
    words: Words
    named: Mapping[Document, Named]


Marked = tuple[Sequence[Sentence], Words]
"""All sentences of a pile, those that are no content marked, and the words of their texts."""


def marked(documents: Sequence[Document], cores: Cores) -> Marked:
    """Split documents into sentences, mark what is no content, and return the words of all of them, too."""
    sizes = [len(document.text) for document in documents]
    if not cores.pay(sizes):
        return _marked(documents)

    def read(first: int, last: int) -> tuple[list[tuple[_Packed, dict[str, int]]], Words]:
        some = documents[first:last]
        found, words = _marked(some)
        count_cues(some)
        own: dict[Document, list[Sentence]] = {document: [] for document in some}
        for sentence in found:
            own[sentence.document].append(sentence)
        return [(_Packed.of(its), cues_of(document)) for document, its in own.items()], words

    parts = cores.in_parts(read, sizes)
    sentences: list[Sentence] = []
    told = (one for part, _ in parts for one in part)
    for document, (its, cues) in zip(documents, told, strict=True):
        sentences += its.sentences(document)
        remember(document, cues)
    return sentences, Words.joined([words for _, words in parts])


def _marked(documents: Sequence[Document]) -> Marked:
    found = [sentence for document in documents for sentence in split(document)]
    texts = [sentence.text for sentence in found]
    words = Words.of(texts)
    return mark(found, words, texts), words


def content(
    found: Sequence[Sentence],
    words: Words,
    trimmed: bool,
    cores: Cores,
    known: Mapping[Document, Named] | None = None,
) -> Content:
    """Return what is left of marked sentences, without what they can spare where they are ``trimmed``.

    ``known`` are the persons of the documents of which these are not all sentences.
    """
    whole = _whole(found) if trimmed else frozenset()
    signs = words.may_fit_by([one.document.language for one in found], rules).tolist() if trimmed else []
    glossing = Glossing.of(found)
    bounds = _bounds(found)

    def read(first: int, last: int) -> list[tuple[dict[int, _Change], Names | None]]:
        """Return how the sentences of some documents change, by their number, and their persons."""
        made = []
        for number in range(first, last):
            own = range(bounds[number], bounds[number + 1])
            before = found[own.start : own.stop]
            cut = _trimmed(before, own, whole, signs) if trimmed else before
            after, named = glossing.glossed(cut, (known or {}).get(before[0].document))
            pairs = zip(own, before, after, strict=True)
            made.append(
                (
                    {at: _packed(new) for at, old, new in pairs if new is not old},
                    None if named is None else flat(named),
                )
            )
        return made

    sizes = [found[end - 1].span.end for end in bounds[1:]]
    sentences = list(found)
    persons: dict[Document, Named] = {}
    numbered = enumerate(one for part in cores.in_parts(read, sizes) for one in part)
    for number, (changes, names) in numbered:
        for at, change in changes.items():
            sentences[at] = _changed(sentences[at], change)
        if names is not None:
            persons[found[bounds[number]].document] = spans(names)
    kept = [at for at, sentence in enumerate(sentences) if sentence.skip is None]
    words = words.pick(kept, {at: sentences[at].own for at in kept if sentences[at].kept})
    return Content(tuple(sentences[at] for at in kept), tuple(kept), words, persons)


def unread(found: Sequence[Sentence], words: Words) -> Content:
    """Return the marked sentences that are content as they stand: none is cut, no gloss is put in."""
    kept = [at for at, sentence in enumerate(found) if sentence.skip is None]
    return Content(tuple(found[at] for at in kept), tuple(kept), words.pick(kept, {}), {})


def _whole(found: Sequence[Sentence]) -> frozenset[int]:
    """Return the catchwords at the head of judgments: they are no words to spare.

    A line break may cut them in two.
    """
    places = [at for at, sentence in enumerate(found) if sentence.skip is None]
    own = [found[at] for at in places]
    heads = headnotes(own)
    heads += [i - 1 for i in heads if is_second_half(own, i)]
    return frozenset(places[i] for i in heads)


def _trimmed(
    own: Sequence[Sentence], places: range, whole: frozenset[int], signs: Sequence[int]
) -> list[Sentence]:
    """Trim the sentences of a document that are content, save the ``whole`` ones."""
    return [
        one if one.skip or at in whole else trim(one, behind, signs[at])
        for at, one, behind in zip_longest(places, own, own[1:])
    ]


def _bounds(found: Sequence[Sentence]) -> list[int]:
    """Return where each document's sentences begin, and where the last ends."""
    begins = [i for i in range(len(found)) if not i or found[i].document is not found[i - 1].document]
    return [*begins, len(found)]


# --- What goes from one process to another -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Packed:
    """The sentences of a document in few large pieces, which travel fast: no object for each."""

    starts: array[int]
    ends: array[int]
    paragraphs: array[int]
    skips: dict[int, str]
    kept: dict[int, tuple[int, ...]] = field(default_factory=dict)
    unmarked: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, sentences: Sequence[Sentence]) -> _Packed:
        return cls(
            array("q", [one.span.start for one in sentences]),
            array("q", [one.span.end for one in sentences]),
            array("q", [one.paragraph for one in sentences]),
            {at: one.skip for at, one in enumerate(sentences) if one.skip is not None},
            {at: _flat(one.kept) for at, one in enumerate(sentences) if one.kept},
            {at: one.unmarked for at, one in enumerate(sentences) if one.unmarked is not None},
        )

    def sentences(self, document: Document) -> Iterator[Sentence]:
        """Yield the sentences again."""
        skips, kept, unmarked = self.skips, self.kept, self.unmarked
        for at, (start, end, paragraph) in enumerate(
            zip(self.starts, self.ends, self.paragraphs, strict=True)
        ):
            own = _spans(kept[at]) if at in kept else ()
            yield Sentence(
                document,
                Span(start, end),
                paragraph,
                at,
                skips.get(at),
                kept=own,
                unmarked=unmarked.get(at),
            )


_Change = tuple["str | None", tuple[int, ...], tuple[tuple[int, int, int, str], ...], str]
"""The reason to pass over a sentence, what is kept of it, its glosses and its part."""


def _packed(sentence: Sentence) -> _Change:
    glosses = tuple((one.at, one.span.start, one.span.end, one.ending) for one in sentence.glosses)
    return sentence.skip, _flat(sentence.kept), glosses, sentence.part


def _changed(sentence: Sentence, change: _Change) -> Sentence:
    skip, kept, glosses, part = change
    put = tuple(Gloss(at, Span(start, end), ending) for at, start, end, ending in glosses)
    return replace(sentence, skip=skip, kept=_spans(kept), glosses=put, part=part)


def _flat(spans: Sequence[Span]) -> tuple[int, ...]:
    return tuple(at for span in spans for at in (span.start, span.end))


def _spans(flat: Sequence[int]) -> tuple[Span, ...]:
    return tuple(map(Span, flat[::2], flat[1::2]))
