"""Opinions: what one reviewer finds good and another one bad, of the same side of the same thing.

"The seats are very comfortable" and "uncomfortable seats" are about the seats, in one dimension. What only
differs is no disagreement: fast service may be rude.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from summarizer.content.kinds import REVIEW
from summarizer.data import Document, Sentence, Span
from summarizer.languages import NOTHING, Caseless, alternatives, table
from summarizer.records import dataclass
from summarizer.statements.cues import denies
from summarizer.text.language import WORD, stem, stop_words

BEFORE = 3
"""Words before a judgment in which a denial turns it round."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """A judgment: by which sentence, in which dimension, on what (its stem), for it or against, its words."""

    sentence: int
    scale: int
    aspect: str
    name: str
    liked: bool
    span: Span


def opposed(
    places: Sequence[int], sentences: Sequence[Sentence]
) -> Iterator[tuple[str, tuple[tuple[int, Span], ...]]]:
    """Yield what reviewers differ on: its name, and the judgment of each of them by sentence. Linear.

    The sentences at ``places`` are those of reviews. Who says both differs with nobody.
    """
    by_aspect: dict[tuple[int, str], list[Opinion]] = defaultdict(list)
    for at in places:
        for one in opinions(at, sentences[at]):
            by_aspect[one.scale, one.aspect].append(one)
    for found in by_aspect.values():
        sides: dict[Document, list[Opinion]] = defaultdict(list)
        for one in found:
            sides[sentences[one.sentence].document].append(one)
        settled = [own for own in sides.values() if len({one.liked for one in own}) == 1]
        liked, disliked = ([own[0] for own in settled if own[0].liked is side] for side in (True, False))
        if liked and disliked:
            best = sorted((*liked[:2], *disliked[:2]), key=lambda one: one.sentence)
            yield best[0].name, tuple((one.sentence, one.span) for one in best)


def judgments(language: str) -> tuple[str, ...]:
    """Return regular expressions of which one fits where :func:`opinions` finds one."""
    return _word_that_judges(language), _advice(language).pattern


def opinions(at: int, sentence: Sentence) -> Iterator[Opinion]:
    """Yield the judgments of a sentence on what it names: "the seats are hard", "hard seats".

    And whether it recommends what it is on: "I can't recommend it".
    """
    text, language = sentence.text, sentence.document.language
    rules = _rules(language)
    if rules is None:
        return
    scales = _scales(language)
    for rule in rules if _judging(language).search(text) else ():
        for match in rule.finditer(text):
            name = " ".join(_named(match["name"], language))
            if not name:
                continue
            scale, liked = scales[match["word"].lower()]
            denied = _denied(text, match.start("word"), language)
            (aspect,) = stem([name.rpartition(" ")[2]], language)
            start = match.start("how") if match["how"] else match.start("word")
            start = min(start, denied) if denied is not None else start
            yield Opinion(at, scale, aspect, name, liked is (denied is None), Span(start, match.end("word")))
    own = table(language, f"kinds.{REVIEW}")
    for match in _advice(language).finditer(text):
        denied = _denied(text, match.start(), language)
        start = match.start() if denied is None else denied
        yield Opinion(at, -1, "", own["advised"], denied is None, Span(start, match.end()))


def _named(words: str, language: str) -> list[str]:
    """Return what is judged, up to the first word that names nothing: "gas mileage"."""
    found = []
    for word in words.lower().split():
        if word in stop_words(language) or word in _scales(language):
            break
        found.append(word)
    return found


def _denied(text: str, end: int, language: str) -> int | None:
    """Return where a denial among the words just before ``end`` begins, None where there is none."""
    before = list(WORD.finditer(text, 0, end))[-BEFORE:]
    return next((word.start() for word in before if denies(word.group().lower(), language)), None)


@cache
def _advice(language: str) -> re.Pattern[str]:
    """Fit where a reviewer recommends what he writes about."""
    return re.compile(table(language, f"kinds.{REVIEW}").get("advises", NOTHING))


@cache
def _scales(language: str) -> Mapping[str, tuple[int, bool]]:
    """Return each word that judges with the dimension that it judges in, and whether it is praise."""
    groups = table(language, f"kinds.{REVIEW}").get("scales", ())
    return {
        word: (number, not side)
        for number, group in enumerate(groups)
        for side, words in enumerate(group.split("/"))
        for word in words.split()
    }


@cache
def _judging(language: str) -> Caseless:
    """Fit a word that judges: few sentences have one, and what it judges takes long to find."""
    return Caseless(_word_that_judges(language))


@cache
def _word_that_judges(language: str) -> str:
    return rf"\b(?:{alternatives(_scales(language))})\b"


@cache
def _rules(language: str) -> tuple[Caseless, ...] | None:
    """Fit "NAME is (very) WORD" and "(very) WORD NAME"; None where a language has no words that judge."""
    scales = _scales(language)
    if not scales:
        return None
    own = table(language, f"kinds.{REVIEW}")
    words = alternatives(scales)
    how = rf"(?P<how>(?:(?:{alternatives(own['degrees'].split())}) )*)"
    name = r"(?P<name>[^\W\d_]{3,}(?: [^\W\d_]{3,})?)"
    one = r"(?P<name>[^\W\d_]{3,})"
    copulas = alternatives(own["copulas"].split())
    return (
        Caseless(rf"\b{one} (?:{copulas}) {how}(?P<word>{words})\b(?! \w+(?:er|est)\b)"),
        Caseless(rf"\b{how}(?P<word>{words}) {name}\b"),
    )
