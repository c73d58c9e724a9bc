"""Key phrases: what a pile, or a part of it, is about; for titles and headings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .data import Document, Sentence
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

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_LABEL = re.compile(r"^[^\W\d_][\w .'()-]{0,30} ?: |\{\w+\}")
"""The speaker before an utterance, and a transcriber's mark."""
_INITIALS = re.compile(r"(?:\w\.)+\w")
_COMPOUND = re.compile(r"-[a-z]")
_FILLERS = frozenset(
    """yeah yes okay ok uh um oh right well know mean mm hmm across just got one two last next year years
    month week day time today yesterday""".split()
)
"""Words, beside the stop words, that no phrase is worth having for."""
_LINKS = frozenset(
    (" of ", " of the ", " de ", " del ", " da ", " do ", " di ", " du ", " van ", " von ", " for ")
)
_OPENS = frozenset('.!?:"“„«‘([-–—…•')
_CALENDAR = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:uary|ruary|ch|il|ust|ember|ober)?\.?"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mr|Mrs|Ms|Dr|AP|AFP|Reuters|EST|GMT|PM|AM"
)


class _Token(NamedTuple):
    word: str
    start: int
    end: int
    capital: bool
    opens: bool
    stop: bool


@dataclass(slots=True)
class _Counts:
    """How often each phrase is used, in which documents, how it is written, and which are names."""

    uses: Counter[str] = field(default_factory=Counter)
    holders: dict[str, set[Document]] = field(default_factory=lambda: defaultdict(set))
    forms: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    weights: dict[str, float] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    before: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, key: str, form: str, weight: float, document: Document) -> None:
        self.uses[key] += 1
        self.holders[key].add(document)
        self.forms[key][form] += 1
        self.weights[key] = weight

    def score(self, key: str) -> float:
        return self.weights[key] * len(self.holders[key]) * self.uses[key]


def key_phrases(
    sentences: Sequence[Sentence], count: int = 3, against: Sequence[Sentence] = ()
) -> tuple[str, ...]:
    """Return up to ``count`` phrases that the sentences dwell on: names, pairs of common words, single ones.

    A phrase weighs by the documents that hold it times its uses. A surname is given with the first name.
    Passed over are phrases that share a word with one already taken, those frequent in ``against``,
    sentences of other matters, and single common words once there is something better.
    """
    counts = _count(sentences)
    rivals = _count(against).uses if against else Counter[str]()
    scale = ELSEWHERE * min(len(against), READ) / max(1, min(len(sentences), READ))
    ranked = sorted(
        (
            key
            for key in counts.uses
            if _counts_enough(key, counts) and rivals[key] <= scale * counts.uses[key]
        ),
        key=lambda key: (-counts.score(key), -len(key), key),
    )
    taken: list[str] = []
    common = True
    for key in ranked:
        if len(taken) == count:
            break
        phrase, word = _fullest(key, counts), counts.weights[key] == WORD
        if (common or not word) and not any(_akin(phrase, other) for other in taken):
            taken.append(phrase)
            common = common and word
    return tuple(taken)


def _counts_enough(key: str, counts: _Counts) -> bool:
    if key not in counts.names:
        return counts.uses[key] >= SEEN
    return counts.uses[key] >= 2 and _noun(key, counts) is not None


def _noun(key: str, counts: _Counts) -> str | None:
    """Return the word an adjective is shown with, "" for no adjective, None where no word stands out."""
    after = counts.before[key]
    if after.total() < ATTRIBUTE * counts.uses[key]:
        return ""
    word = max(after, key=lambda word: (after[word], word))
    return f" {word}" if after[word] >= max(2, NOUN * counts.uses[key]) else None


def _fullest(key: str, counts: _Counts) -> str:
    """Return how a phrase is written most; a lone name as part of the fuller name that it most stands for."""
    if key in counts.names and " " not in key:
        fuller = [
            other
            for other in counts.uses
            if (other.endswith(f" {key}") and " of " not in other)
            or (other.startswith(f"{key} ") and other.count(" ") == 1)
            if other in counts.names
            and not _COMPOUND.search(other)
            and counts.uses[other] >= max(1, FULLER * counts.uses[key])
        ]
        if fuller:
            return max(fuller, key=lambda other: (counts.uses[other], -len(other), other))
    forms = counts.forms[key]
    form = max(forms, key=lambda form: (forms[form], form))
    noun = _noun(key, counts) if key in counts.names else ""
    return f"{form}{noun}" + ("." if _INITIALS.fullmatch(form) and not noun else "")


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


def _count(sentences: Sequence[Sentence]) -> _Counts:
    counts = _Counts()
    openers: list[tuple[str, Document]] = []
    for sentence in _sample(sentences):
        document = sentence.document
        text = _LABEL.sub("", " ".join(sentence.text.split()))
        if UNSPACED.search(text):
            for run in UNSPACED.finditer(text):
                for gram in _grams(run.group()):
                    counts.add(gram, gram, len(gram) / 2, document)
            continue
        found = _tokens(text, document.language)
        inside = _count_names(text, found, document, counts, openers)
        _count_words(found, inside, document, counts)
    for word, document in openers:  # a capital at the start tells a name only where it is one elsewhere
        if word in counts.names:
            counts.add(word, word, 1.0, document)
    return counts


def _sample(sentences: Sequence[Sentence]) -> Sequence[Sentence]:
    """Return the sentences, of very many an even sample.

    Its steps are those of the golden ratio: equal ones would hit the same sentence of every copy.
    """
    if len(sentences) <= READ:
        return sentences
    places = sorted({int(len(sentences) * (i * 0.6180339887498949 % 1)) for i in range(READ)})
    return [sentences[i] for i in places]


def _tokens(text: str, language: str) -> list[_Token]:
    stops = stop_words(language)
    found = []
    for match in _TOKEN.finditer(text):
        word = _POSSESSIVE.sub("", match.group())
        before = text[: match.start()].rstrip()[-1:]
        found.append(
            _Token(
                word,
                match.start(),
                match.start() + len(word),
                word[:1].isupper(),
                not before or before in _OPENS,
                word.lower().replace("’", "'") in stops or word.lower() in _FILLERS or len(word) < 2,
            )
        )
    return found


def _count_names(
    text: str,
    found: Sequence[_Token],
    document: Document,
    counts: _Counts,
    openers: list[tuple[str, Document]],
) -> set[int]:
    """Count the runs of capitalised words; return the tokens inside them."""
    inside: set[int] = set()
    i = 0
    while i < len(found):
        last = _run(text, found, i)
        if last is None:
            i += 1
            continue
        name = text[found[i].start : found[last].end]
        if last == i and found[i].opens:
            openers.append((name, document))
        elif last - i < LONGEST and not _CALENDAR.fullmatch(name) and any(char.isalpha() for char in name):
            counts.add(name, name, 1.0, document)
            counts.names.add(name)
            after = found[last + 1] if last + 1 < len(found) else None
            # In other languages a noun may well stand right before its verb.
            if document.language == "en" and after and not after.stop and not after.capital:
                counts.before[name][after.word] += text[found[last].end : after.start] == " "
        if last > i or not found[i].opens:
            inside.update(range(i, last + 1))
        i = last + 1
    return inside


def _run(text: str, found: Sequence[_Token], first: int) -> int | None:
    """Return the last token of the name that begins at ``first``, None where none does."""

    def is_name(i: int) -> bool:
        token = found[i]
        return token.capital and not token.stop and not _CALENDAR.fullmatch(token.word)

    if not is_name(first):
        return None
    last = first
    while last + 1 < len(found):
        follower = last + 1
        number = found[follower].word.isdigit() and len(found[follower].word) < 4
        if (is_name(follower) or number) and text[found[last].end : found[follower].start] == " ":
            last = follower
            continue
        while follower < len(found) and not found[follower].capital and follower - last < 3:
            follower += 1
        if (
            follower < len(found)
            and is_name(follower)
            and text[found[last].end : found[follower].start] in _LINKS
        ):
            last = follower
            continue
        break
    return last


def _count_words(found: Sequence[_Token], inside: set[int], document: Document, counts: _Counts) -> None:
    """Count common words, and pairs of neighbours of which the second is one, by their stems."""

    def common(i: int) -> bool:
        word = found[i].word
        known = i in inside or found[i].stop or _CALENDAR.fullmatch(word)
        return not known and word.isalpha() and len(word) > 2

    for i, token in enumerate(found):
        if not common(i):
            continue
        word = token.word.lower()
        root = stem([word], document.language)[0]
        counts.add(f"\0{root}", word, WORD, document)
        if (
            i
            and common(i - 1)
            and not found[i - 1].word.endswith("ly")
            and token.start == found[i - 1].end + 1
        ):
            before = found[i - 1].word.lower()
            counts.add(f"\0{stem([before], document.language)[0]} {root}", f"{before} {word}", PAIR, document)


def _grams(run: str) -> Iterator[str]:
    """Yield the pieces of two to six characters of a run without spaces."""
    for size in range(2, 7):
        for i in range(len(run) - size + 1):
            yield run[i : i + size]
