"""What belongs beside a sentence: the next one that turns it, and the denial of what it charges one with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property

from summarizer.data import Sentence
from summarizer.languages import NOTHING, one_line, pattern
from summarizer.records import dataclass
from summarizer.statements import read
from summarizer.statements.agreement import content, named

from .worth import comes_to

NEXT = 2
"""Sentences of its document behind a sentence, with those that are no content, of which one may turn it."""
SUBJECT = 60
"""Characters before the words of a denial in which he who denies is named, or for whom one does."""


@dataclass(frozen=True, eq=False)
class Replies:
    """Tells what belongs beside each of some sentences, in reading order. No more is read than is asked."""

    sentences: Sequence[Sentence]

    def turns(self, i: int) -> tuple[int, ...]:
        """Return the place of the sentence right behind sentence ``i`` that turns it, if there is one.

        Or that gives the outcome of a judgment, for which the sentence gives the ground.
        """
        return tuple(j for j in range(i + 1, min(i + 2, len(self.sentences))) if self._turns(i, j))

    def denials(self, i: int) -> tuple[int, ...]:
        """Return the place of a sentence in which somebody denies what sentence ``i`` charges him with."""
        charge = _charge(self.sentences[i])
        if not charge:
            return ()
        return tuple(j for j in self._denials if j != i and self._denied(i, charge, j))[:1]

    @cached_property
    def _denials(self) -> tuple[int, ...]:
        """The sentences in which somebody denies something; found once, in linear time."""
        return tuple(j for j, one in enumerate(self.sentences) if _rule(one, "denials").search(one.own))

    def _turns(self, i: int, j: int) -> bool:
        """Tell whether a sentence right behind another one turns it, or has somebody named there deny it."""
        one, other = self.sentences[i], self.sentences[j]
        if other.document is not one.document or not 0 < other.position - one.position <= NEXT:
            return False
        if comes_to(one, other):
            return True
        return _rule(other, "turns").search(other.text.lstrip(_QUOTES)) is not None or bool(
            _denier(other) & named(one.shown, one.document.language)
        )

    def _denied(self, i: int, charge: str, j: int) -> bool:
        """Tell whether somebody whom a sentence names denies what he is charged with there."""
        one, other = self.sentences[i], self.sentences[j]
        language = one.document.language
        if other.document.language != language or not _denier(other) & named(one.shown, language):
            return False
        cue = _rule(other, "denials").search(other.own)
        denied = content(other.own[cue.end() :], language) if cue else frozenset[str]()
        return not (denied - named(other.own, language)).isdisjoint(content(charge, language))


_QUOTES = "\"'“”„«»‘’ "


def _charge(sentence: Sentence) -> str:
    """Return what a sentence says somebody is accused of, "" where it accuses nobody."""
    text = sentence.own
    found = read(text, sentence.document.language).governors
    return " ".join(text[one.first : one.last] for one in found if one.kind == "alleged")


def _denier(sentence: Sentence) -> frozenset[str]:
    """Return the words of the names right before a denial, none where there is no denial."""
    text = sentence.own
    cue = _rule(sentence, "denials").search(text)
    if cue is None:
        return frozenset()
    return named(text[: cue.start()][-SUBJECT:], sentence.document.language)


def _rule(sentence: Sentence, name: str) -> re.Pattern[str]:
    return _compiled(sentence.document.language, name)


@cache
def _compiled(language: str, name: str) -> re.Pattern[str]:
    return re.compile(one_line(pattern(language, f"clauses.{name}") or NOTHING))
