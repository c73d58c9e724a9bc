"""Key phrases: what a pile, or a part of it, is about; for titles and headings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from summarizer.data import Document, Sentence
from summarizer.languages import ANY, alternatives, every, knows, words

from .language import UNSPACED, stem, stop_words

READ = 5_000
"""Sentences read at most, evenly taken: enough to know what a pile is about."""
LONGEST = 5
"""Words of a name at most; pairs of common words have two."""
SEEN = 3
"""Uses a common word or pair needs; a name needs two."""
PAIR, WORD = 1.5, 0.1
"""What a pair of common words, and a single one, count beside a name."""
ATTRIBUTE = 0.6
"""Share of uses right before a common word from which a name is an adjective: "Republican"."""
NOUN = 0.4
"""Share of those uses that one word needs to be shown with it: "North Korean soldier"."""
FULLER = 0.15
"""Share of a surname's uses that its full name needs to stand for it."""
ELSEWHERE = 0.3
"""Rate of use in other matters, beside that in this one, from which a phrase does not tell it apart."""
LETTERS = 5
"""Letters that initials have at most."""
TITLED = 6.0
"""How many times more a phrase counts of which all titles hold a word."""
NAMES, LEAD = 3, 3
"""Phrases in a title, and sentences that a document opens with."""
ARTICLE = 0.25
"""Share of its uses behind an article from which a common word is a noun."""

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_LABEL = re.compile(r"^[^\W\d_][\w .'()-]{0,30} ?: |\{\w+\}")
"""The speaker before an utterance, and a transcriber's mark."""
_INITIALS = re.compile(r"(?:\w\.)+\w")
_COMPOUND = re.compile(r"-[a-z]")
_OPENS = frozenset('.!?:"“„«‘([-–—…•')


@cache
def _links() -> frozenset[str]:
    """Return what may stand between two parts of a name: "Ministry of the Interior", "Rio de Janeiro"."""
    return frozenset(f" {link} " for link in every("phrases.links"))


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
class _Counts:
    """Each use of a phrase and how it is written there, what stands beside it, and which are names."""

    sentences: int = 0
    keys: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    before: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    heads: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    names: set[str] = field(default_factory=set)
    openers: Counter[str] = field(default_factory=Counter)
    nouns: Counter[str] = field(default_factory=Counter)
    lead: set[str] = field(default_factory=set)

    def add(self, key: str, form: str) -> None:
        self.keys.append(key)
        self.forms.append(form)


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of a pile, counted once for each document."""

    counts: Mapping[Document, _Counts]

    @classmethod
    def of(cls, sentences: Sequence[Sentence]) -> Phrases:
        """Count the phrases of the sentences, of very many those of an even sample."""
        counts: dict[Document, _Counts] = defaultdict(_Counts)
        for sentence in _sample(sentences):
            _count(sentence, counts[sentence.document])
        return cls(dict(counts))

    def title(self, titled: Mapping[str, float] | None = None) -> tuple[str, ...]:
        """Return who or where and what the pile is about, in three phrases at most.

        They are names, initials last: those say nothing to who does not know them. Where less than three
        names are written out, what happens stands with them: a common noun, or a pair of common words, that
        half the documents use, best where they open with it. Without either it is the key phrases.
        ``titled`` are stems that several titles hold, each with the share of the titles: names of which it
        is one come first, and one that is no name stands for what happens.
        """
        own = _Sum.of(list(self.counts.values()))
        shares = titled or {}
        score = {key: own.score(key) * (1 + TITLED * _titled(key, shares)) for key in own.uses}
        ranked = sorted(
            (key for key in own.uses if _counts_enough(key, own)),
            key=lambda key: (-score[key], -len(key), key),
        )
        names = [key for key in ranked if not key.startswith("\0")]
        led = Counter(chain.from_iterable(part.lead for part in own.parts))
        events = [
            key
            for key in ranked
            if key.startswith("\0") and 2 * own.holders[key] >= len(own.parts) and _is_noun(key, own)
        ]
        events.sort(
            key=lambda key: (
                not _titled(key, shares),
                2 * led[key] < len(own.parts),
                -max(1, led[key]) * score[key],
            )
        )
        written = [key for key in names if not _is_short(key)]
        if not events or not names:
            return self.key(NAMES)
        told = [key for key in events if _titled(key, shares)]
        actors = _apart(written, own, NAMES, [])
        if told and any(not _titled(phrase, shares) for phrase in actors):
            happened = _apart(told, own, 1, actors[: NAMES - 1])
            return tuple(_apart(written, own, NAMES - len(happened), []) + happened)
        # One event, and initials only where nothing else is left to name the actors.
        actors += _apart(events, own, min(1, NAMES - len(actors)), actors)
        return tuple(actors + _apart(names, own, min(1, NAMES - len(actors)), actors))

    def topic(self) -> str | None:
        """Return the pair of common words that the pile dwells on most, one that most documents hold."""
        own = _Sum.of(list(self.counts.values()))
        pairs = [
            key
            for key in own.uses
            if _weight(key) == PAIR and 2 * own.holders[key] > len(own.parts) and _counts_enough(key, own)
        ]
        best = max(pairs, key=lambda key: (own.score(key), key), default=None)
        return _fullest(best, own) if best else None

    def owner(self) -> str | None:
        """Return the word that most names begin with, three at least and in half the documents: a firm's."""
        own = _Sum.of(list(self.counts.values()))
        found: dict[str, set[str]] = defaultdict(set)
        for name in own.names:
            found[name.split()[0]].add(name)
        owners = [
            word
            for word, names in found.items()
            if len(names) > 2
            and 2 * len([part for part in own.parts if part.names & names]) >= len(own.parts)
        ]
        return max(owners, key=lambda word: (len(found[word]), word), default=None)

    def key(self, count: int = 3, documents: Container[Document] | None = None) -> tuple[str, ...]:
        """Return up to ``count`` phrases that the documents dwell on, of the whole pile where none are given.

        They are names, pairs of common words, and single ones. A phrase weighs by the documents that hold
        it times its uses. A surname is given with the first name. Passed over are phrases that share a word
        with one already taken, those that the other documents use often too, and single common words once
        there is something better.
        """
        own = _Sum.of([c for d, c in self.counts.items() if documents is None or d in documents])
        others = _Sum.of([c for d, c in self.counts.items() if documents is not None and d not in documents])
        scale = ELSEWHERE * others.sentences / max(1, own.sentences)
        ranked = sorted(
            (
                key
                for key, uses in own.uses.items()
                if _counts_enough(key, own) and others.uses[key] <= scale * uses
            ),
            key=lambda key: (-own.score(key), -len(key), key),
        )
        taken: list[str] = []
        common = True
        for key in ranked:
            if len(taken) == count:
                break
            phrase, word = _fullest(key, own), _weight(key) == WORD
            if (common or not word) and not any(_akin(phrase, other) for other in taken):
                taken.append(phrase)
                common = common and word
        return tuple(taken)


@dataclass(frozen=True, slots=True)
class _Sum:
    """The counts of some documents added up; ``holders`` counts the documents that use a phrase."""

    parts: Sequence[_Counts]
    uses: Counter[str]
    holders: Counter[str]
    names: frozenset[str]
    written: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    @classmethod
    def of(cls, parts: Sequence[_Counts]) -> _Sum:
        names = frozenset[str]().union(*(part.names for part in parts))
        # A capital at the start tells a name only where it is one elsewhere.
        opening = [[word for word in part.openers.elements() if word in names] for part in parts]
        uses = [part.keys + more for part, more in zip(parts, opening, strict=True)]
        holders = Counter(chain.from_iterable(map(set, uses)))
        return cls(parts, Counter(chain.from_iterable(uses)), holders, names)

    @property
    def sentences(self) -> int:
        return sum(part.sentences for part in self.parts)

    def forms(self, key: str) -> Counter[str]:
        """How the phrase is written, and how often so."""
        if not self.written:  # once for all phrases: a pass for each would be quadratic
            for part in self.parts:
                for used, form in zip(part.keys, part.forms, strict=True):
                    self.written[used][form] += 1
        total = Counter(self.written.get(key, {}))
        for part in self.parts:
            if key in self.names and key in part.openers:
                total[key] += part.openers[key]
        return total

    def before(self, key: str) -> Counter[str]:
        """The common words right behind the name, and how often they stand there."""
        total = Counter[str]()
        for part in self.parts:
            total.update(part.before.get(key, {}))
        return total

    def heads(self, key: str) -> Counter[str]:
        """The common words right before the name, where they may be a part of it."""
        total = Counter[str]()
        for part in self.parts:
            total.update(part.heads.get(key, {}))
        return total

    def score(self, key: str) -> float:
        return _weight(key) * self.holders[key] * self.uses[key]


def _apart(keys: Sequence[str], counts: _Sum, most: int, taken: Sequence[str]) -> list[str]:
    """Return the first ``most`` phrases of ``keys`` that share no word with each other or ``taken``."""
    found: list[str] = []
    for key in keys:
        if len(found) == most:
            break
        phrase = _fullest(key, counts)
        if not any(_akin(phrase, other) for other in (*taken, *found)):
            found.append(phrase)
    return found


def _titled(key: str, shares: Mapping[str, float]) -> float:
    """Return the largest share of the titles that hold a word of a phrase."""
    if not shares:
        return 0.0
    roots = key.replace("\0", "").lower().split()
    return max(
        (share for word, share in shares.items() if any(_one_word(word, root) for root in roots)), default=0.0
    )


def _one_word(one: str, other: str) -> bool:
    """Tell whether two words or stems are one, their endings apart."""
    return one == other or (min(len(one), len(other)) >= 5 and one[:5] == other[:5])


def _is_short(key: str) -> bool:
    """Tell whether a name is initials: "UTC", "U.S"."""
    return bool(_INITIALS.fullmatch(key)) or (key.isupper() and key.isascii() and len(key) <= LETTERS)


def _is_noun(key: str, counts: _Sum) -> bool:
    """Tell whether a common word, the last one of a pair, is one that an article stands before."""
    root = key.rpartition(" ")[2].removeprefix("\0")
    uses = counts.uses[f"\0{root}"]
    return sum(part.nouns[root] for part in counts.parts) >= ARTICLE * max(1, uses)


def _weight(key: str) -> float:
    if key.startswith("\0"):
        return PAIR if " " in key else WORD
    return len(key) / 2 if UNSPACED.match(key) else 1.0


def _counts_enough(key: str, counts: _Sum) -> bool:
    if key not in counts.names:
        return counts.uses[key] >= SEEN
    return counts.uses[key] >= 2 and _noun(key, counts) is not None


def _noun(key: str, counts: _Sum) -> str | None:
    """Return the word an adjective is shown with, "" for no adjective, None where no word stands out."""
    after = counts.before(key)
    if sum(after.values()) < ATTRIBUTE * counts.uses[key]:
        return ""
    word = max(after, key=lambda word: (after[word], word))
    return f" {word}" if after[word] >= max(2, NOUN * counts.uses[key]) else None


def _head(key: str, counts: _Sum) -> str:
    """Return the word that a name is shown behind, as most of its uses are: "océan Indien"."""
    before = counts.heads(key)
    word = max(before, key=lambda word: (before[word], word), default="")
    return f"{word} " if before[word] >= max(2, ATTRIBUTE * counts.uses[key]) else ""


def _fullest(key: str, counts: _Sum) -> str:
    """Return how a phrase is written most; a lone name as part of the fuller name that it most stands for."""
    if key in counts.names and " " not in key:
        fuller = [
            other
            for other in counts.names
            if (other.endswith(f" {key}") and " of " not in other)
            or (other.startswith(f"{key} ") and other.count(" ") == 1)
            if not _COMPOUND.search(other) and counts.uses[other] >= max(1, FULLER * counts.uses[key])
        ]
        if fuller:
            return max(fuller, key=lambda other: (counts.uses[other], -len(other), other))
    forms = counts.forms(key)
    form = max(forms, key=lambda form: (forms[form], form))
    noun = _noun(key, counts) if key in counts.names else ""
    head = _head(key, counts) if key in counts.names else ""
    return f"{head}{form}{noun}" + ("." if _INITIALS.fullmatch(form) and not noun else "")


def _akin(one: str, other: str) -> bool:
    """Tell whether two phrases share a word or its beginning: "Armenia" and "Armenian forces".

    Without spaces, two characters are a word.
    """
    if UNSPACED.search(one) and UNSPACED.search(other):
        return any(one[i : i + 2] in other for i in range(len(one) - 1))
    return any(
        a == b or (min(len(a), len(b)) >= 5 and a[:5] == b[:5])
        for a in one.lower().replace("-", " ").split()
        for b in other.lower().replace("-", " ").split()
    ) or (one in other or other in one)


# --- Counting ---------------------------------------------------------------------------------------------


def _count(sentence: Sentence, counts: _Counts) -> None:
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


def _sample(sentences: Sequence[Sentence]) -> Sequence[Sentence]:
    """Return the sentences, of very many an even sample.

    Its steps are those of the golden ratio: equal ones would hit the same sentence of every copy.
    """
    if len(sentences) <= READ:
        return sentences
    places = sorted({int(len(sentences) * (i * 0.6180339887498949 % 1)) for i in range(READ)})
    return [sentences[i] for i in places]


def _tokens(text: str, language: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(text):
        start, word = match.start(), _word(match.group(), language)
        found.append(_Token(word, start, start + len(word.written)))
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


def _count_names(text: str, found: Sequence[_Token], language: str, counts: _Counts) -> set[int]:
    """Count the runs of capitalised words; return the tokens inside them."""
    inside: set[int] = set()
    i = 0
    while i < len(found):
        if not found[i].word.name:
            i += 1
            continue
        last = _run(text, found, i)
        name = text[found[i].start : found[last].end]
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
            ):
                counts.before[name][after.word.written] += text[found[last].end : after.start] == " "
        if not opens:
            inside.update(range(i, last + 1))
        i = last + 1
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


def _count_words(found: Sequence[_Token], inside: set[int], language: str, counts: _Counts) -> None:
    """Count common words, and pairs of neighbours of which the second is one, by their stems."""
    common = {i: token.word.lower for i, token in enumerate(found) if token.word.common and i not in inside}
    roots = dict(zip(common, stem(common.values(), language), strict=True))
    determiners = words(language, "phrases.determiners")
    for i, word in common.items():
        counts.add(f"\0{roots[i]}", word)
        before = found[i - 1]
        if counts.sentences <= LEAD:
            counts.lead.update((f"\0{roots[i]}", f"\0{roots.get(i - 1, '')} {roots[i]}"))
        counts.nouns[roots[i]] += i > 0 and before.word.lower in determiners
        if i - 1 in common and not before.word.lower.endswith("ly") and found[i].start == before.end + 1:
            counts.add(f"\0{roots[i - 1]} {roots[i]}", f"{common[i - 1]} {word}")


def _grams(run: str) -> Iterator[str]:
    """Yield the pieces of two to six characters of a run without spaces."""
    for size in range(2, 7):
        for i in range(len(run) - size + 1):
            yield run[i : i + size]
