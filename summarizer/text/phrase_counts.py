"""The phrases of documents, counted: names, common words and pairs of them, and what stands beside them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from summarizer.data import Sentence
from summarizer.languages import ANY, alternatives, every, knows, words
from summarizer.records import dataclass

from .language import UNSPACED, stem, stop_words

READ = 5_000
"""Sentences read at most, evenly taken: enough to know what a pile is about."""
LONGEST = 5
"""Words of a name at most; pairs of common words have two."""
LEAD = 3
"""Sentences that a document opens with."""

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_LABEL = re.compile(r"^[^\W\d_][\w .'()-]{0,30} ?: |\{\w+\}")
"""The speaker before an utterance, and a transcriber's mark."""
_OPENS = frozenset('.!?:"“„«‘([-–—…•')


@cache
def _links() -> frozenset[str]:
    """Return what may stand between two parts of a name: "Ministry of the Interior", "Rio de Janeiro"."""
    return frozenset(f" {link} " for link in every("phrases.links"))


@cache
def _no_endings() -> tuple[str, ...]:
    """Return the endings of words that are no nouns."""
    return tuple(every("phrases.no_nouns"))


@cache
def _no_name(language: str) -> re.Pattern[str]:
    """Fit capitalised words that are no names: months, days, honorifics, agencies, time zones."""
    months = (*words(language, "calendar.months"), *words(language, "calendar.months_short"))
    dates = alternatives(month.capitalize() for month in months)
    days = (day.capitalize() for day in words(language, "calendar.weekdays"))
    others = (*days, *every("phrases.honorifics"), *words(ANY, "phrases.passed_over"))
    return re.compile(rf"(?:{dates})\.?|{alternatives(others)}")


class _Word(NamedTuple):
    """What is known of a word wherever it stands; ``written`` is without a possessive ending."""

    written: str
    lower: str
    capital: bool
    stop: bool
    name: bool
    common: bool


class _Token(NamedTuple):
    word: _Word
    start: int
    end: int


@dataclass(slots=True)
class Counts:
    """Of a document, each use of a phrase and how it is written there, and what stands beside it.

    A common word is its stem behind a NUL, a pair two stems; a name is itself. ``openers`` are capitalised
    words that open a sentence, and may be no names. ``lead`` holds what the first sentences have.
    """

    sentences: int = 0
    keys: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    before: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    heads: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    names: set[str] = field(default_factory=set)
    openers: Counter[str] = field(default_factory=Counter)
    nouns: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    lead: set[str] = field(default_factory=set)

    def add(self, key: str, form: str) -> None:
        """Count one use."""
        self.keys.append(key)
        self.forms.append(form)


@dataclass(frozen=True, slots=True)
class Total:
    """The counts of some documents added up.

    ``uses`` counts the uses of a phrase and ``holders`` the documents that have it. ``before`` holds by name
    the common words right behind it, "" for what is no noun, and ``heads`` those right before it that may be
    a part of it. ``nouns`` holds by stem the forms in which a common word ends what an article opens, and
    ``others`` counts the uses of the forms that never do.
    """

    parts: Sequence[Counts]
    uses: Counter[str]
    holders: Counter[str]
    names: frozenset[str]
    openers: Counter[str]
    before: Mapping[str, Counter[str]]
    heads: Mapping[str, Counter[str]]
    nouns: Mapping[str, Counter[str]]
    others: Mapping[str, int]
    written: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, parts: Sequence[Counts]) -> Total:
        """Add up the counts of documents."""
        names, opening, uses = _used(parts)
        nouns = _added(part.nouns for part in parts)
        ended = frozenset(chain.from_iterable(nouns.values()))
        return cls(
            parts=parts,
            uses=Counter(chain.from_iterable(uses)),
            holders=Counter(chain.from_iterable(map(set, uses))),
            names=names,
            openers=Counter(chain.from_iterable(opening)),
            before=_added(part.before for part in parts),
            heads=_added(part.heads for part in parts),
            nouns=nouns,
            others=Counter(form for part in parts for form in part.forms if form not in ended),
        )

    @property
    def sentences(self) -> int:
        """How many sentences were counted."""
        return sum(part.sentences for part in self.parts)

    def forms(self, key: str) -> Counter[str]:
        """How the phrase is written, and how often so."""
        if not self.written:  # once for all phrases: a pass for each would be quadratic
            for part in self.parts:
                for used, form in zip(part.keys, part.forms, strict=True):
                    self.written[used].append(form)
        written, opened = Counter(self.written.get(key, ())), self.openers[key]
        return written + Counter({key: opened}) if opened else written


def _used(parts: Sequence[Counts]) -> tuple[frozenset[str], list[list[str]], list[list[str]]]:
    """Return the names of documents; of each those that open its sentences, and the uses of all phrases."""
    names = frozenset[str]().union(*(part.names for part in parts))
    # A capital at the start tells a name only where it is one elsewhere.
    opening = [[word for word in part.openers.elements() if word in names] for part in parts]
    return names, opening, [part.keys + more for part, more in zip(parts, opening, strict=True)]


def uses_of(parts: Sequence[Counts]) -> Counter[str]:
    """Count the uses of each phrase of some documents: of a `Total` nothing else."""
    return Counter(chain.from_iterable(_used(parts)[2]))


def _added(parts: Iterable[Mapping[str, Counter[str]]]) -> Mapping[str, Counter[str]]:
    """Return the counts of many documents, key by key, as one."""
    total: dict[str, Counter[str]] = {}
    made: set[str] = set()
    for part in parts:
        for key, counted in part.items():
            if key not in total:
                total[key] = counted  # of one document alone, as most are: no copy
                continue
            if key not in made:
                total[key] = Counter(total[key])
                made.add(key)
            total[key].update(counted)
    return total


def count(sentence: Sentence, counts: Counts) -> None:
    """Add the phrases of a sentence to the counts of its document."""
    counts.sentences += 1
    text, language = " ".join(sentence.text.split()), sentence.document.language
    if ":" in text or "{" in text:
        text = _LABEL.sub("", text)
    if not text.isascii() and UNSPACED.search(text):
        for run in UNSPACED.finditer(text):
            for gram in _grams(run.group()):
                counts.add(gram, gram)
        return
    found = _tokens(text, language)
    inside = _count_names(text, found, language, counts)
    _count_words(found, inside, language, counts)


def sample(sentences: Sequence[Sentence]) -> Sequence[Sentence]:
    """Return the sentences, of very many an even sample.

    Its steps are those of the golden ratio: equal ones would hit the same sentence of every copy.
    """
    if len(sentences) <= READ:
        return sentences
    places = sorted({int(len(sentences) * (i * 0.6180339887498949 % 1)) for i in range(READ)})
    return [sentences[i] for i in places]


def _tokens(text: str, language: str) -> list[_Token]:
    found = []
    made = tuple.__new__  # which takes a third of the time that the name of the tuple takes
    for match in _TOKEN.finditer(text):
        start, word = match.start(), _word(match.group(), language)
        found.append(made(_Token, (word, start, start + len(word.written))))
    return found


@lru_cache(maxsize=8192)
def _word(written: str, language: str) -> _Word:
    if not written.isalnum():
        written = _POSSESSIVE.sub("", written)
    lower = written.lower()
    capital = written[0].isupper()
    stop = lower.replace("’", "'") in _passed_over(language) or len(written) < 2
    known = stop or _no_name(language).fullmatch(written)
    return _Word(
        written, lower, capital, stop,
        name=capital and not known, common=not known and written.isalpha() and len(written) > 2,
    )  # fmt: skip


@lru_cache(maxsize=64)
def _passed_over(language: str) -> frozenset[str]:
    """Return the words that no phrase is worth having for: stop words, and fillers of any language."""
    return stop_words(language) | frozenset(every("phrases.fillers"))


def _opens(text: str, start: int) -> bool:
    """Tell whether a word stands where a capital is no sign of a name."""
    before = text[start - 2 : start - 1] if text[start - 1 : start] == " " else text[start - 1 : start]
    return not before or before in _OPENS


def _count_names(text: str, found: Sequence[_Token], language: str, counts: Counts) -> set[int]:
    """Count the runs of capitalised words; return the tokens inside them."""
    inside: set[int] = set()
    last = -1
    for i in [at for at, (word, _, _) in enumerate(found) if word.name]:
        if i <= last:
            continue
        last = _run(text, found, i)
        name = text[found[i].start : found[last].end]
        if counts.sentences <= LEAD:
            counts.lead.add(name)
        opens = last == i and _opens(text, found[i].start)
        if opens:
            counts.openers[name] += 1
        elif (
            last - i < LONGEST
            and not _no_name(language).fullmatch(name)
            and any(char.isalpha() for char in name)
        ):
            counts.add(name, name)
            counts.names.add(name)
            if i and knows(language, "phrases.heads"):
                head = _elided(found[i - 1].word.written)
                if head.isalpha() and head.islower() and not _word(head, language).stop:
                    counts.heads[name][head] += text[found[i - 1].end : found[i].start] == " "
            after = found[last + 1] if last + 1 < len(found) else None
            # In other languages a noun may well stand right before its verb.
            if (
                after
                and knows(language, "phrases.adjectives")
                and not after.word.stop
                and not after.word.capital
                and not after.word.lower.endswith(_no_endings())
            ):
                noun = after.word.written if _ends(found, last + 1) else ""
                counts.before[name][noun] += text[found[last].end : after.start] == " "
        if not opens:
            inside.update(range(i, last + 1))
    return inside


def _elided(word: str) -> str:
    """Return a word without an article that is joined to it: "l'océan"."""
    return word.replace("’", "'").rpartition("'")[2]


def _run(text: str, found: Sequence[_Token], first: int) -> int:
    """Return the last token of the name that begins at ``first``."""
    last = first
    while last + 1 < len(found):
        follower = last + 1
        written = found[follower].word.written
        number = written.isdigit() and len(written) < 4
        if (found[follower].word.name or number) and text[found[last].end : found[follower].start] == " ":
            last = follower
            continue
        while follower < len(found) and not found[follower].word.capital and follower - last < 3:
            follower += 1
        if (
            follower < len(found)
            and found[follower].word.name
            and text[found[last].end : found[follower].start] in _links()
        ):
            last = follower
            continue
        break
    return last


def _count_words(found: Sequence[_Token], inside: set[int], language: str, counts: Counts) -> None:
    """Count common words, and pairs of neighbours of which the second is one, by their stems."""
    common = {i: word.lower for i, (word, _, _) in enumerate(found) if word.common and i not in inside}
    roots = dict(zip(common, stem(common.values(), language), strict=True))
    determiners = _determiners(language)
    for i, word in common.items():
        root = roots[i]
        counts.add(f"\0{root}", word)
        before = found[i - 1]
        if counts.sentences <= LEAD:
            counts.lead.update((f"\0{root}", f"\0{roots.get(i - 1, '')} {root}"))
        first = i - 1 - (i - 1 in common)
        if first >= 0 and found[first].word.lower in determiners and _ends(found, i):
            counts.nouns[root][word] += 1
        if i - 1 in common and not before.word.lower.endswith("ly") and found[i].start == before.end + 1:
            counts.add(f"\0{roots[i - 1]} {root}", f"{common[i - 1]} {word}")


@lru_cache(maxsize=64)
def _determiners(language: str) -> frozenset[str]:
    return frozenset(words(language, "phrases.determiners"))


def _ends(found: Sequence[_Token], at: int) -> bool:
    """Tell whether a word may be a noun and the last of the words about it."""
    if found[at].word.lower.endswith(_no_endings()):
        return False
    after = found[at + 1] if at + 1 < len(found) else None
    return (
        not after
        or after.word.stop
        or after.start > found[at].end + 1
        or after.word.lower.endswith(_no_endings())
    )


def _grams(run: str) -> Iterator[str]:
    """Yield the pieces of two to six characters of a run without spaces."""
    for size in range(2, 7):
        for i in range(len(run) - size + 1):
            yield run[i : i + size]
