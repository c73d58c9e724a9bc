"""The words of many texts as numbers, and which of the texts may fit a regular expression at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from summarizer.languages.needed import DIGIT, EDGE, is_simple, needed

from .language import UNSPACED, tokens

WORTH_IT = 1_000
"""Texts from which it pays to find out what an expression needs."""
EVERY = -1
"""The bits of a text that any rule may fit."""
AT_ONCE = 4_096
"""Texts whose words are cut at once."""
BETWEEN = "\x00"
_BLANKED = {code: " " for code in range(1, 128) if not (chr(code).isalnum() or chr(code) == "'")}
_Kind = TypeVar("_Kind", bound=Hashable)
_Number = TypeVar("_Number", bound=np.integer)
_DOTTED = re.compile("[İ\u0307]")
_DIGITS = re.compile(r"\d")


@dataclass(frozen=True, eq=False)
class Words:
    """The words of ``n`` texts, in small letters: text ``i`` has ``ids[starts[i]:starts[i + 1]]``.

    ``vocabulary[id]`` is the word. ``odd`` are the texts whose letters have no simple small ones; ``holders``
    tells which words have a piece, where that has been asked of the same vocabulary.
    """

    ids: NDArray[np.int32]
    starts: NDArray[np.int64]
    vocabulary: tuple[str, ...]
    odd: tuple[int, ...] = ()
    holders: _Holders | None = field(default=None, repr=False)

    @classmethod
    def of(cls, texts: Iterable[str]) -> Words:
        """Number the words of texts. Linear."""
        number, at = Numbers(), 0
        parts, lengths, odd = [], [np.zeros(1, np.int64)], []
        source = iter(texts)
        while some := list(islice(source, AT_ONCE)):
            odd += [at + i for i, text in enumerate(some) if not text.isascii() and _DOTTED.search(text)]
            ids, sizes = _numbered(some, number)
            parts.append(ids)
            lengths.append(sizes)
            at += len(some)
        whole = np.concatenate(parts) if parts else np.empty(0, np.int32)
        return cls(whole, np.cumsum(np.concatenate(lengths)), tuple(number), tuple(odd))

    @classmethod
    def joined(cls, parts: Sequence[Words]) -> Words:
        """Return the words of the texts of several, one behind the other."""
        number = Numbers()
        ids, lengths, odd, at = list[NDArray[np.int32]](), [np.zeros(1, np.int64)], list[int](), 0
        for part in parts:
            known = np.fromiter(map(number.__getitem__, part.vocabulary), np.int32, len(part.vocabulary))
            ids.append(known[part.ids])
            lengths.append(np.diff(part.starts))
            odd += [at + i for i in part.odd]
            at += len(part)
        whole = np.concatenate(ids) if ids else np.empty(0, np.int32)
        return cls(whole, np.cumsum(np.concatenate(lengths)), tuple(number), tuple(odd))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __reduce__(self) -> tuple[type[Words], tuple[Any, ...]]:
        """Travel to another process without what can be found again there."""
        return Words, (self.ids, self.starts, self.vocabulary, self.odd)

    def pick(self, places: Sequence[int], instead: Mapping[int, str]) -> Words:
        """Return the words of texts at some places, or of what is ``instead`` of the text at a place."""
        texts = {at: instead[at] for at in places if at in instead}
        known = Numbers((word, number) for number, word in enumerate(self.vocabulary)) if texts else Numbers()
        told = {at: [known[word] for word in tokens(text)] for at, text in texts.items()}
        at, odd = np.array(places, dtype=np.int64), set(self.odd)
        if told:  # they stand behind the others' words
            ids = np.concatenate([self.ids, *(np.array(own, dtype=np.int32) for own in told.values())])
            lengths = np.append(np.diff(self.starts), [len(own) for own in told.values()])
            starts = np.append(0, np.cumsum(lengths))
            place = {own: len(self) + i for i, own in enumerate(told)}
            at = np.array([place.get(own, own) for own in places], dtype=np.int64)
        else:
            ids, starts = self.ids, self.starts
        still = tuple(i for i, own in enumerate(places) if own in odd) if odd else ()
        vocabulary = tuple(known) if len(known) > len(self.vocabulary) else self.vocabulary
        holders = self._with if vocabulary is self.vocabulary and "_with" in vars(self) else None
        return Words(*gathered(ids, starts, at), vocabulary, still, holders)

    def first_of(self, texts: range) -> dict[int, int]:
        """Return the first of some texts on end that has a word, by the word's number."""
        ids = self.ids[self.starts[texts.start] : self.starts[texts.stop]]
        sizes = np.diff(self.starts[texts.start : texts.stop + 1])
        rows = np.repeat(np.arange(texts.start, texts.stop, dtype=np.int32), sizes)
        if len(ids) < len(self.vocabulary):
            return dict(zip(ids[::-1].tolist(), rows[::-1].tolist(), strict=True))
        first = np.full(len(self.vocabulary), texts.stop, dtype=np.int32)
        first[ids[::-1]] = rows[::-1]  # of several the last one stays
        known = np.flatnonzero(first < texts.stop)
        return dict(zip(known.tolist(), first[known].tolist(), strict=True))

    def different(self, texts: range) -> list[str]:
        """Return the words of some texts on end, each once, in no order."""
        ids = distinct(self.ids[self.starts[texts.start] : self.starts[texts.stop]])
        return [self.vocabulary[number] for number in ids.tolist()]

    def may_fit(self, *rules: str) -> NDArray[np.bool_]:
        """Tell which texts (n,) have what one of some regular expressions needs; no other can it fit.

        Case is not looked at, so that it holds of small letters, too. Of few texts it is all of them.
        """
        asked = [needed(rule) for rule in rules] if len(self) >= WORTH_IT else [None]
        if None in asked:
            return np.ones(len(self), dtype=bool)
        groups = chain.from_iterable(found for found in asked if found is not None)
        wanted = self._special.copy()
        rarest = {min(group, key=self._times) for group in groups}
        wanted[[number for piece in rarest for number in self._with[piece]]] = True
        return self.having(wanted)

    def may_fit_by(
        self, kinds: Sequence[_Kind], rules: Callable[[_Kind], Iterable[str]]
    ) -> NDArray[np.int64]:
        """Return a number for each text (n,), with a bit for each rule of its kind that may fit it.

        ``kinds`` has the kind of each text, as its language; ``rules`` gives those of a kind in order, not
        more than 60. Of few texts it is all bits.
        """
        if len(self) < WORTH_IT:
            return np.full(len(self), EVERY, dtype=np.int64)
        found = np.zeros(len(self), np.int64)
        numbers: dict[_Kind, int] = {}
        told = np.fromiter((numbers.setdefault(kind, len(numbers)) for kind in kinds), np.int64, len(kinds))
        for kind, number in numbers.items():
            here = told == number
            for at, rule in enumerate(rules(kind)):
                found[here & self.may_fit(rule)] |= 1 << at
        return found

    def having(self, wanted: NDArray[np.bool_], texts: range | None = None) -> NDArray[np.bool_]:
        """Tell which texts (n,), or which of some on end, have one of the words that are ``wanted``.

        Those with odd letters may have any.
        """
        texts = range(len(self)) if texts is None else texts
        starts = self.starts[texts.start : texts.stop + 1]
        own = self.ids[starts[0] : starts[-1]]
        before = np.zeros(len(own) + 1, dtype=np.int32)
        np.cumsum(wanted[own], out=before[1:])
        found: NDArray[np.bool_] = np.diff(before[starts - starts[0]]) > 0
        found[[odd - texts.start for odd in self.odd if odd in texts]] = True
        return found

    def times(self, word: str) -> int:
        """Return about how often the texts have a word, be it between apostrophes."""
        return self._times(f"{EDGE}{word}{EDGE}")

    def with_word(self, word: str, texts: range) -> NDArray[np.bool_]:
        """Tell which of some texts on end have a word, be it between apostrophes; odd letters may be any."""
        wanted = np.zeros(len(self.vocabulary), dtype=bool)
        wanted[list(self._with[f"{EDGE}{word}{EDGE}"])] = True
        return self.having(wanted, texts)

    @cached_property
    def _with(self) -> _Holders:
        return _Holders(self.vocabulary) if self.holders is None else self.holders

    def _times(self, piece: str) -> int:
        """Return about how many words of the texts have a piece."""
        if piece not in self._known:
            self._known[piece] = sum(self._counts[number] for number in self._with[piece])
        return self._known[piece]

    @cached_property
    def _counts(self) -> list[int]:
        return np.bincount(self.ids, minlength=len(self.vocabulary)).tolist()  # type: ignore[no-any-return]

    @cached_property
    def _known(self) -> dict[str, int]:
        return {}

    @cached_property
    def _special(self) -> NDArray[np.bool_]:
        """Which words (v,) no piece tells: odd letters, and pieces of a script without spaces."""
        words = self.vocabulary
        return np.fromiter(
            (not word.isascii() and (not is_simple(word) or bool(UNSPACED.search(word))) for word in words),
            np.bool_,
            len(words),
        )


def distinct(values: NDArray[_Number]) -> NDArray[_Number]:
    """Return the different numbers of some (n,), sorted.

    ``numpy.unique`` does the same, but loads NumPy's masked arrays first: a twentieth of the start.
    """
    ordered = np.sort(values)
    new = np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]
    found: NDArray[_Number] = ordered[new]
    return found


def gathered(
    ids: NDArray[np.int32], starts: NDArray[np.int64], places: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return the numbers of the words of texts at some places, and where those of each start; see `Words`."""
    lengths = np.diff(starts)[places]
    ends = np.cumsum(lengths)
    entries = np.repeat(starts[places] - ends + lengths, lengths) + np.arange(int(lengths.sum()))
    return ids[entries], np.append(0, ends)


def _numbered(texts: Sequence[str], number: Numbers) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return the numbers of the words of texts, and how many words each has.

    Those of plain ASCII are cut all at once, with a sign between them: that takes a third of the time.
    """
    plain = np.fromiter(map(str.isascii, texts), np.bool_, len(texts))
    joined = f" {BETWEEN} ".join([text for text, own in zip(texts, plain, strict=True) if own])
    if joined.count(BETWEEN) != max(0, int(plain.sum()) - 1):  # a text has the sign itself
        plain[:], joined = False, ""
    words = _without_quotes(joined.lower().translate(_BLANKED)).split()
    cut = np.fromiter(map(number.__getitem__, words), np.int32, len(words))
    lengths = np.zeros(len(texts), dtype=np.int64)
    borders = np.flatnonzero(cut == number[BETWEEN])
    if plain.any():
        lengths[plain] = np.diff(np.concatenate([[-1], borders, [len(cut)]])) - 1
    rest = [tokens(text) for text, own in zip(texts, plain, strict=True) if not own]
    lengths[~plain] = list(map(len, rest))
    ids = np.empty(int(lengths.sum()), dtype=np.int32)
    of_plain = np.repeat(plain, lengths)
    ids[of_plain] = np.delete(cut, borders)
    ids[~of_plain] = [number[word] for words in rest for word in words]
    return ids, lengths


def _without_quotes(text: str) -> str:
    """Blank the apostrophes that stand between no two letters or digits."""
    if "'" not in text:
        return text
    text = text.replace("''", "  ").replace("' ", "  ").replace(" '", "  ")
    return f" {text} ".replace(" '", "  ").replace("' ", "  ")


class Numbers(dict[str, int]):
    """Word → its number, given on first sight."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class _Holders(dict[str, Sequence[int]]):
    """Piece → the words that have it, some of them twice; found when asked for."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        super().__init__()
        sizes = np.fromiter(map(len, vocabulary), np.int64, len(vocabulary))
        self._begins = np.cumsum(sizes + 1) - sizes  # behind the edge before it
        self._all = EDGE.join(("", *vocabulary, "")).replace("'", EDGE).replace("’", EDGE)
        self._whole = {word: number for number, word in enumerate(vocabulary)}
        self._parts = _parts(vocabulary)

    def __missing__(self, piece: str) -> Sequence[int]:
        if piece[0] == piece[-1] == EDGE:
            word = piece[1:-1]
            own = (self._whole[word],) if word in self._whole else ()
            found: Sequence[int] = (*own, *self._parts.get(word, ()))
        else:
            found = (np.searchsorted(self._begins, self._look(piece), side="right") - 1).tolist()
        self[piece] = found
        return found

    def _look(self, piece: str) -> list[int]:
        """Return where a piece stands among all words."""
        if piece == DIGIT:
            return [found.start() for found in _DIGITS.finditer(self._all)]
        places, at = [], self._all.find(piece)
        while at >= 0:
            places.append(at + (piece[0] == EDGE))
            at = self._all.find(piece, at + 1)
        return places


def _parts(vocabulary: Sequence[str]) -> dict[str, list[int]]:
    """Return which words have a part between apostrophes."""
    found: dict[str, list[int]] = {}
    for number, word in enumerate(vocabulary):
        if not word.isalnum():
            for part in word.replace("’", "'").split("'"):
                found.setdefault(part, []).append(number)
    return found
