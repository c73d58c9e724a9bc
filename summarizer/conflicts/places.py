"""Places: one event that two sources put in different ones."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from summarizer.compose.event import one_event, setting
from summarizer.data import Sentence, Span
from summarizer.languages import NOTHING, pattern, words
from summarizer.records import dataclass
from summarizer.statements import read
from summarizer.statements.agreement import content
from summarizer.statements.names import canonical
from summarizer.statements.verbs import bases, verbs
from summarizer.text.language import WORD, stem

from .pairing import paired

LONGEST = 1_000
"""Characters of the longest sentence that is read."""
POSTINGS = 30
"""Placings of one verb and preposition that are compared; more of them tell too little."""
LEVELS = ((4, 0.8), (3, 1.0))
"""(content words that both sentences have besides the place, their share of the fewer); either will do."""


@dataclass(frozen=True, slots=True)
class Placing:
    """A sentence puts something in a place: ``key`` is the verb with its preposition, both as written."""

    sentence: int
    key: tuple[str, str]
    place: frozenset[str]
    around: frozenset[str]
    span: Span


def placings(number: int, sentence: Sentence) -> Iterator[Placing]:
    """Yield the places that a sentence names behind a verb and a preposition."""
    language = sentence.document.language
    cue = _cue(language)
    if cue is None or len(sentence.text) > LONGEST:
        return
    text = read(sentence.text, language).fact
    if not any(_is_behind_verb(text, found.start()) for found in _placing(language).finditer(text)):
        return
    for name in read(text, language).names:
        before = cue.search(text, max(0, name.start - 40), name.start)
        if before is None or not _is_verb(before["verb"].lower()):
            continue
        verb = stem([before["verb"].lower()], language)[0]
        place = frozenset(map(canonical, name.words))
        around = content(text[: name.start] + " " + text[name.end :], language) - place
        yield Placing(number, (verb, before["near"].lower()), place, around, Span(name.start, name.end))


@cache
def _cue(language: str) -> re.Pattern[str] | None:
    inside = pattern(language, "figures.places")
    return re.compile(rf"\b(?P<verb>\w{{3,20}}) (?P<near>{inside}) (?:the )?$") if inside else None


@cache
def _placing(language: str) -> re.Pattern[str]:
    """Fit the preposition of the cue wherever it stands behind a space."""
    inside = pattern(language, "figures.places") or NOTHING
    return re.compile(rf" (?:{inside})(?= )")


def _is_behind_verb(text: str, at: int) -> bool:
    """Tell whether a verb ends at a place: few sentences have one there, and names take long to find."""
    verb = _LAST.search(text, max(0, at - 21, text.rfind(" ", 0, at) + 1), at)
    return verb is not None and _is_verb(verb.group().lower())


_LAST = re.compile(r"\b\w{3,20}$")
"""The word that ends a text."""


def _is_verb(word: str) -> bool:
    """Tell whether a word is a past form: what "the mill in Brack" places is no event."""
    return word.endswith("ed") or word in bases() or word in verbs() or word in words("en", "figures.placing")


def placed_apart(
    places: Sequence[int], sentences: Sequence[Sentence]
) -> Iterator[tuple[tuple[int, Span], tuple[int, Span]]]:
    """Yield what two documents put in different places: the sentence's number and the place in its text.

    Only what is the same to four words in five, with one verb, and speaks of one thing ("the plane …" or
    by its name) is taken for one event, and only where neither document knows the other's place: Brae may
    lie in Tolm.
    """
    by_key: dict[tuple[str, str], list[Placing]] = defaultdict(list)
    for at in places:
        for made in placings(at, sentences[at]):
            by_key[made.key].append(made)
    for found in by_key.values():
        for a, b in paired([range(len(found))], POSTINGS):
            one, other = found[a], found[b]
            if _apart(one, other, sentences):
                yield (one.sentence, one.span), (other.sentence, other.span)


def _apart(one: Placing, other: Placing, sentences: Sequence[Sentence]) -> bool:
    both = sentences[one.sentence], sentences[other.sentence]
    shared = one.around & other.around
    if both[0].document is both[1].document or one.place & other.place:
        return False
    fewer = min(len(one.around), len(other.around))
    if not any(len(shared) >= count and len(shared) >= share * fewer for count, share in LEVELS):
        return False
    codes = [sentence.document.language for sentence in both]
    if read(both[0].text, codes[0]).attitudes != read(both[1].text, codes[1]).attitudes:
        return False
    if any(_opens_anew(sentence.text, code) for sentence, code in zip(both, codes, strict=True)):
        return False
    if _knows(both[0], other.place) or _knows(both[1], one.place):
        return False
    mine, theirs = (setting(made.sentence, sentences) for made in (one, other))
    return one_event(mine, theirs)


def _opens_anew(text: str, language: str) -> bool:
    """Tell whether a sentence brings in what it speaks of as one of several: "A man …", "Two ships …"."""
    first = WORD.search(text)
    return first is not None and first.group().lower() in words(language, "figures.introducing")


def _knows(sentence: Sentence, place: frozenset[str]) -> bool:
    """Tell whether a document names a place anywhere."""
    document = sentence.document
    return any(re.search(rf"\b{re.escape(word)}", document.text, re.IGNORECASE) for word in place)
