"""Names in full: the first name of somebody who is only called by his surname.

A surname has to be shown to be somebody's, by a form of address or by a verb of saying beside it, or by
standing among common words as no place and no thing does; and all who bear it in the document must have the
same first name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import repeat

from summarizer.data import Gloss, Sentence, Span
from summarizer.languages import NOTHING, alternatives, forms, pattern, words
from summarizer.statements.names import calendar_words, is_common, names
from summarizer.text.language import stop_words
from summarizer.text.later import later

PLACE = 60
"""Characters before a name in which a word stands that no person's name has before it."""

_NAME = r"(?:[A-ZÀ-Þ][’'])?[A-ZÀ-Þ][\w-]*[a-zß-ÿ]"
_ALONE = later(
    r"(?<![\w’'-])(?P<last>[A-ZÀ-Þ](?:\.|(?:[’'][A-ZÀ-Þ])?[\w-]*))(?![\w-])"
    r"(?! (?:[A-ZÀ-Þ&]|and [A-ZÀ-Þ][a-z]+ [A-ZÀ-Þ]))"
)
"""A word with a capital, or an initial, that has no other name behind it. One expression for all names: one
of the names themselves would take the longer, the more there are."""
_FULL = later(rf"(?<![\w.’'-])(?P<first>{_NAME}(?: [A-ZÀ-Þ]\.)?(?: {_NAME})?)[\"”’]? (?P<last>{_NAME})(?!\w)")


def in_full(sentences: Sequence[Sentence], named: Mapping[str, Span]) -> Iterator[Sentence]:
    """Yield the sentences of a document, with the first name before a surname that they alone have.

    That is the name that stands in full above them, or in the first sentence that has it in full. ``named``
    are the document's :func:`persons`.
    """
    language = sentences[0].document.language
    for sentence in sentences:
        if sentence.skip is None and named:
            text, start = sentence.text, sentence.span.start
            told = names_told(text, language)
            for match in surnames_in(text, named):
                last, at = match["last"], match.start("last")
                if last not in told and named[last].end <= start and _stands_apart(text[:at], language):
                    sentence = sentence.glossed(Gloss(start + at, named[last]))
                    told |= {last}
        yield sentence


def shows(language: str) -> tuple[str, ...]:
    """Return the expression that fits where the words beside a surname show that it is somebody's."""
    return (_person(language).pattern,)


def persons(sentences: Sequence[Sentence], may: Sequence[int] | None = None) -> dict[str, Span]:
    """Return the surnames of the persons of a document, with the place of the first name of each. Linear.

    ``may`` tells, where it is known, in which of the sentences `shows` may fit what a note shows of them.
    """
    language = sentences[0].document.language
    content = [sentence for sentence in sentences if sentence.skip is None]
    told = (
        sentence.text
        for sentence, able in zip(sentences, may or repeat(True), strict=False)
        if sentence.skip is None and (able or sentence.kept)
    )
    shown = {match[match.lastgroup or 0] for text in told for match in _person(language).finditer(text)}
    found: dict[str, tuple[str, Span]] = {}
    several: set[str] = set()
    for sentence in content:
        for last, first, at in _in_full(sentence.text, language):
            if last not in found:
                end = sentence.span.start + at
                found[last] = first, Span(end - len(first), end)
            elif found[last][0].split()[0] != first.split()[0]:
                several.add(last)
    shown |= _acting(content, {last: first for last, (first, _) in found.items() if last not in shown})
    return {last: span for last, (_, span) in found.items() if last in shown and last not in several}


def names_told(text: str, language: str) -> frozenset[str]:
    """Return the surnames that a text has with a first name."""
    return frozenset(last for last, _, _ in _in_full(text, language))


@lru_cache(maxsize=1024)
def _in_full(text: str, language: str) -> tuple[tuple[str, str, int], ...]:
    """Return the surnames of a text that have a first name, that name and where it ends.

    "His Successor Lowe": what a noun behind an article or the like says of somebody is no first name.
    """
    found = []
    for match in _FULL.finditer(text):
        last, first = match["last"], _first(match, language)
        if not first or last.lower() in calendar_words(language):
            continue
        alone = first == match["first"] and " " not in first
        if not (alone and _no_person(language).search(text[: match.start()])):
            found.append((last, first, match.end("first")))
    return tuple(found)


def surnames_in(text: str, named: Collection[str]) -> Iterator[re.Match[str]]:
    """Yield where a text has one of the surnames with no other name behind it, as the group ``last``."""
    return (match for match in _ALONE.finditer(text) if match["last"] in named) if named else iter(())


def _acting(content: Sequence[Sentence], firsts: Mapping[str, str]) -> set[str]:
    """Return the surnames that stand among common words, and nowhere as a place or a thing: "in", "the".

    Neither they nor the first name are words that are known in small letters.
    """
    if not content:
        return set()
    language = content[0].document.language
    rare = {
        last: first.split()
        for last, first in firsts.items()
        if not any(is_common(word.lower(), language) for word in (last, *first.split()))
    }
    names_of = {*rare, *(word for first in rare.values() for word in first)}
    found, no_persons = set(), set()
    for sentence in content:
        for match in surnames_in(sentence.text, names_of):
            text, at = match.string, match.start()
            owns = text.startswith(("'s", "’s"), match.end())  # "at Lowe's trial"
            if not owns and _no_person(language).search(text, max(0, at - PLACE), at):
                no_persons.add(match["last"])
            elif match["last"] in rare and _stands_apart(text[:at], language):
                found.add(match["last"])
    return {last for last in found if no_persons.isdisjoint((last, *rare[last]))}


@cache
def _no_person(language: str) -> re.Pattern[str]:
    """Fit what stands before a place or a thing: "in", "the"."""
    places = pattern(language, "figures.places")
    known = [*words(language, "figures.articles"), *words(language, "calendar.articles")]
    return re.compile(rf"(?i:\b(?:{places or NOTHING}|{alternatives(known)})) $")


def _first(match: re.Match[str], language: str) -> str:
    """Return the first name of a name in full, "" where what stands before it is none: "Mr", "But"."""
    first = match["first"].split()
    if not match.start() and not any(not name.start for name in names(match.string, language)):
        first = first[1:]  # "Nurse Ann Lowe": the first word of a sentence, known in small letters
    # "… by June Moravia opened it": who is called June is not told from the month.
    no_names = _no_names(language)
    while first and (first[0].strip(".") in _titles(language) or first[0].lower() in no_names):
        first = first[1:]
    return " ".join(first)


@cache
def _no_names(language: str) -> frozenset[str]:
    return calendar_words(language) | stop_words(language) | frozenset(words(language, "names.titles"))


def _stands_apart(before: str, language: str) -> bool:
    """Tell whether no other name stands right before a surname, save a form of address."""
    word = (before.split(" ")[-2:-1] or [""])[0]
    plain = word.strip(".,;:“\"'(")
    if plain.lower() in words(language, "calendar.articles"):
        return False
    small = not plain[:1].isupper() or plain.lower() in stop_words(language)
    if small or word.endswith((",", ";", ":")) or plain in _titles(language):
        return True
    # "seinen Nachfolger Lowe": a noun behind an article is no name of his.
    return plain.isalpha() and bool(_no_person(language).search(before[: len(before) - len(word) - 1]))


@cache
def _titles(language: str) -> frozenset[str]:
    return frozenset((*words(language, "phrases.honorifics"), *words(language, "boundaries.titles")))


@cache
def _person(language: str) -> re.Pattern[str]:
    """Fit a surname that is shown to be somebody's."""
    titles = alternatives(_titles(language))
    said = alternatives(forms(language, "saying.unnamed", past=True))
    return re.compile(
        rf"\b(?:{titles})\.? (?:{_NAME} )*(?P<titled>{_NAME})\b(?! [A-ZÀ-Þ])"
        rf"|\b(?P<says>{_NAME}) (?:{said})\b|\b(?:{said}) (?P<said>{_NAME})(?=[.,;]|$)"
        rf"|\b{_NAME} (?P<full>{_NAME}),? (?:{said})\b|\b(?:{said}) {_NAME} (?P<quoted>{_NAME})\b"
        rf"|\b{_NAME} (?P<aged>{_NAME}), \d\d,"
    )
