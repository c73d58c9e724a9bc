"""Reported apart: a source that has two speakers give different figures of one thing.

"The navy said 40 bodies had been recovered, although the agency said only three had been retrieved."
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import cache

from summarizer.data import Sentence, Span
from summarizer.languages import alternatives, forms, pattern, words
from summarizer.records import dataclass
from summarizer.statements import read
from summarizer.statements.exchanged import sexes
from summarizer.statements.quantities import Quantity
from summarizer.statements.speakers import sourced
from summarizer.text.language import WORD, stem, stop_words

LONGEST = 600
"""Characters of the longest sentence that is read."""
NOUN = 3
"""Words before a figure in which the noun stands that says what it measures: "a magnitude of 5.4"."""
BACK = 12
"""Sentences before one, the nearest with a figure of the same thing counting, against which it is set."""
HEAD = 60
"""Characters at the beginning of a sentence in which a word sets it against the one before."""
ROUNDING = 0.02
"""Relative difference up to which two figures are one."""
WITHIN = 50.0
"""How many times over one figure may exceed the other."""


_Stated = tuple[int, Span]


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure with what it counts or measures, "" where the clause does not say."""

    span: Span
    value: float
    kind: str
    noun: str
    exact: float


def reported_apart(
    numbered: Sequence[int], sentences: Sequence[Sentence]
) -> Iterator[tuple[_Stated, _Stated]]:
    """Yield two figures of one thing that two speakers give in one sentence, or in two on end.

    A word of contrast must stand between them, and neither may be on somebody who is only called he or she.
    Set between commas behind the speaker, it sets his figure against the last one of that thing before.
    ``numbered`` are the sentences that are read, in order; all others have no figure.
    """
    known = frozenset(numbered)
    for at in numbered:
        sentence = sentences[at]
        language = sentence.document.language
        contrast = _contrast(language)
        if contrast is None or len(sentence.text) > LONGEST:
            continue
        match = contrast.search(sentence.text)
        if match is None:
            continue
        own, before = Span(match.end(), len(sentence.text)), Span(0, match.start())
        if (both := _apart(sentence, before, sentence, own)) is not None:
            yield (at, both[0]), (at, both[1])
        elif match.start() <= HEAD:
            aside = sentence.text[: match.start()].rstrip().endswith(",")  # "The survey, however, reported"
            before_it = _before(at, sentences, BACK if aside else 1, known)
            if pair := next(filter(None, (_apart_from(one, at, sentences) for one in before_it)), None):
                yield pair


def _before(at: int, sentences: Sequence[Sentence], most: int, known: Container[int]) -> Iterator[int]:
    """Yield the sentence before one where both are of one paragraph, and the nearest with its noun."""
    if at - 1 in known and _follows(sentences[at - 1], sentences[at]):
        yield at - 1
    for near in range(at - 1, max(-1, at - most - 1), -1) if most > 1 else ():
        if sentences[near].document is not sentences[at].document or len(sentences[near].text) > LONGEST:
            return
        if near in known and _share_noun(sentences[near], sentences[at]):
            yield near
            return


def _apart_from(near: int, at: int, sentences: Sequence[Sentence]) -> tuple[_Stated, _Stated] | None:
    """Return the figures that two sentences give of one thing, each with its sentence, or None."""
    there, here = sentences[near], sentences[at]
    both = _apart(there, Span(0, len(there.text)), here, Span(0, len(here.text)))
    return ((near, both[0]), (at, both[1])) if both else None


def _share_noun(one: Sentence, other: Sentence) -> bool:
    """Tell whether two sentences give figures of what is called the same."""
    language = one.document.language
    mine, theirs = (
        {(figure.kind, figure.noun) for figure in _figures(each.text, Span(0, len(each.text)), language)}
        for each in (one, other)
    )
    return any(noun and (kind, noun) in theirs for kind, noun in mine)


def said_from(sentence: Sentence, figure: Span) -> int:
    """Return where begins what is said of a figure: behind the last verb of saying before it, else 0.

    The speaker of one figure is not to stand before another's.
    """
    saying = _saying(sentence.document.language)
    found = saying.finditer(sentence.text, 0, figure.start) if saying else ()
    return max((one.end() for one in found if sentence.text[one.start()].islower()), default=0)


def _follows(one: Sentence, other: Sentence) -> bool:
    return one.document is other.document and len(one.text) <= LONGEST and one.paragraph == other.paragraph


def _apart(one: Sentence, here: Span, other: Sentence, there: Span) -> tuple[Span, Span] | None:
    """Return the figures of one thing that differ between two clauses with speakers of their own."""
    language = one.document.language
    mine = _speaker(one.text, here, language)
    theirs = _speaker(other.text, there, language) if mine else mine
    if not theirs or mine & theirs:
        return None
    for a in _figures(one.text, here, language):
        for b in _figures(other.text, there, language):
            alike = a.kind == b.kind and (a.noun == b.noun or (not b.noun and _alone(other.text, there)))
            if not alike or not _differ(a, b):
                continue
            named = (
                _names(
                    side.text, Span(span.start, _clause_end(side.text, figure.span.end, span.end)), language
                )
                for side, span, figure in ((one, here, a), (other, there, b))
            )
            first, second = (names - who for names, who in zip(named, (mine, theirs), strict=True))
            if not _on_others(first, second):
                return a.span, b.span
    return None


def _differ(one: _Figure, other: _Figure) -> bool:
    """Tell whether two figures cannot be one: "6.5" and "6.6" are measured to the tenth."""
    low, high = sorted((one.value, other.value))
    exact = max(one.exact, other.exact)
    measured = one.kind == "count" and exact < 1 and high - low > exact / 2
    return low > 0 and (measured or low * (1 + ROUNDING) < high) and high <= WITHIN * low


def _clause_end(text: str, start: int, end: int) -> int:
    """Return where the clause of a figure ends: what stands behind a comma may be elsewhere."""
    mark = _MARK.search(text, start, end)
    return mark.start() if mark else end


_MARK = re.compile(r"[,;]\s")


def _names(text: str, span: Span, language: str) -> frozenset[str]:
    found = [name for name in read(text, language).names if span.start <= name.start and name.end <= span.end]
    return frozenset(stem([word for name in found for word in name.words], language))


def _on_others(ones: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether two clauses name somebody or somewhere each that the other does not."""
    return bool(ones - others) and bool(others - ones)


def _alone(text: str, span: Span) -> bool:
    """Tell whether a clause has one figure, which takes up the other one: "reported it as 6.1"."""
    return sum(char.isdigit() for char in re.sub(r"\d[\d.,]*", "0", text[span.start : span.end])) == 1


def _speaker(text: str, span: Span, language: str) -> frozenset[str]:
    """Return the words of who speaks in a clause; none where it is a pronoun, or nobody."""
    saying = _saying(language)
    found_at = saying.finditer(text, span.start, span.end) if saying else ()
    verbs = (one for one in found_at if text[one.start()].islower() or one.start() == span.start)
    match = next(verbs, None)  # no "States"
    if match is None:
        return frozenset()
    source = sourced(language)
    cited = source.search(text, span.start, span.end) if source else None
    if cited is not None and cited.start() <= match.start():
        found = WORD.findall(text[cited.end() : span.end].partition(",")[0])
    else:
        found = WORD.findall(text[span.start : match.start()])
    said = {word.lower() for word in WORD.findall(text, span.start, span.end)}
    if any(said & one for one in sexes(language)):
        return frozenset()
    stops = stop_words(language)
    return frozenset(stem([word.lower() for word in found if word.lower() not in stops], language))


def _figures(text: str, span: Span, language: str) -> list[_Figure]:
    stops = stop_words(language)
    saying = _saying(language)
    made = []
    for one in read(text, language).quantities:
        if one.form != "cardinal" or not (span.start <= one.start and one.end <= span.end):
            continue
        behind = WORD.search(text, one.end, one.end + 24)
        if behind and text[one.end : behind.start()] == " " and behind.group()[0].isupper():
            continue  # "21.30 UTC", "3 January"
        head = behind.group().lower() if behind and text[one.end : behind.start()] == " " else ""
        if saying and saying.fullmatch(head):
            continue  # "48 per cent said": who says it
        near = [word.lower() for word in WORD.findall(text[max(span.start, one.start - 40) : one.start])][
            -NOUN:
        ]
        nouns = [word for word in near if word not in stops and not (saying and saying.fullmatch(word))]
        kind = one.unit.dimension if one.unit else "count"
        counted = "" if one.unit or head in stops or not head.isalpha() else head
        noun = counted or next((word for word in reversed(nouns) if word.isalpha()), "")
        made.append(
            _Figure(
                Span(one.start, one.end),
                _base(one),
                kind,
                stem([noun], language)[0] if noun else "",
                one.exact,
            )
        )
    return made


def _base(one: Quantity) -> float:
    return one.value * (one.unit.factor if one.unit else 1.0)


@cache
def _contrast(language: str) -> re.Pattern[str] | None:
    found = words(language, "clauses.contrasts")
    return re.compile(rf"\b(?:{alternatives(found)})\b", re.IGNORECASE) if found else None


@cache
def _saying(language: str) -> re.Pattern[str] | None:
    verbs = forms(language, "saying.speaking")
    near = pattern(language, "saying.near")
    if not verbs or near is None:
        return None
    return re.compile(rf"\b(?:{alternatives(verbs)}|{near})\b", re.IGNORECASE)
