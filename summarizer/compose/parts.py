"""Which part of a line another source says too, where it does not say all of it: "30,000 dead: also S3".

A part has an anchor, a figure of the same thing or the same day, and the words around it that the other
sentence has as well. Precision comes before recall: who is told of a part that is not there trusts no other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

import numpy as np

from summarizer.data import Sentence, Span
from summarizer.graph.similarity import SentenceGraph
from summarizer.languages import pattern
from summarizer.languages import words as known
from summarizer.languages.lexicon import has_lexicon, meanings
from summarizer.note.brief import Backing, cite
from summarizer.records import dataclass
from summarizer.statements import mismatches, read
from summarizer.statements.agreement import bounded_otherwise, content, counted, missing, named, opposed
from summarizer.statements.cues import is_known
from summarizer.statements.names import canonical, check_names
from summarizer.statements.phrased import Worded, in_one_verb
from summarizer.statements.predicates import past_forms
from summarizer.text.language import WORD, stem, stop_words
from summarizer.text.later import later

from .ages import of_one_age
from .anchors import names_something
from .event import one_event, one_matter, setting
from .quoted import quoted_alike
from .sides import CLOSE, Side, leaves_figure, with_bound
from .told import share_words, telling_pairs, told_alike

LIKE = 0.08
"""Cosine below which another sentence is not looked at."""
SAME = 0.6
"""Cosine from which two sentences that name nobody are on the same, whoever is named around them."""
COMPARED = 30
"""Sentences of other documents that are looked at for one line, the likest first."""
AROUND = 8
"""Sentences on either side of one among which whom it speaks of may be named."""
MOST = 3
"""Parts of a sentence that are told of one document."""
REACH = 14
"""Words on either side of an anchor that may belong to its part."""
COST = 0.8
"""What a word that the other lacks takes from a part, against one that it has."""
FIGURE, DAY, PLACED = 2, 3, 2
"""Words, no names, that both must have beside a figure and beside a day; one will do with so many names."""
FEW = 2
"""A number up to which a figure is found anywhere: "two sides"."""
BESIDE = 3
"""Words beside a part among which no name may stand that the other lacks: it would be on somebody else."""
FORBIDDEN = frozenset(("number", "unit", "date", "name", "negation", "opposite", "role"))


@dataclass(frozen=True, slots=True)
class Part:
    """``span``, offsets in the text of a sentence, is said by sentence ``sentence`` too."""

    span: Span
    sentence: int


@dataclass(frozen=True, slots=True)
class _Anchor:
    """``text[start:end]`` states what both must: the figure of a thing, or a day."""

    start: int
    end: int
    key: tuple[object, ...]


def parts(
    line: int,
    graph: SentenceGraph,
    sentences: Sequence[Sentence],
    whole: frozenset[str],
    among: Sequence[int] | None = None,
) -> tuple[Part, ...]:
    """Return what other documents say of a sentence, each document once, by the likest of its sentences.

    Documents whose ids are in ``whole`` say all of it and are not asked, nor are other sentences than
    those ``among``, all where that is None.
    """
    here = sentences[line]
    language = here.document.language
    documents = graph.terms.documents
    if not is_known(language) or documents[-1] == 0:  # there is no other document
        return ()
    mine = read(here.text, language).fact  # who said so on a day is no part of what is said
    stated = {anchor.key for anchor in _anchors(mine, language)}
    ours = side_of(line, sentences)
    near, cosines = graph.alike(line, LIKE)
    elsewhere = documents[near] != documents[line] if among is None else np.isin(near, among)
    near, cosines = near[elsewhere], cosines[elsewhere]
    order = np.argsort(-cosines, kind="stable")
    around_line = setting(line, sentences)
    found: dict[str, list[Part]] = {}
    compared = 0
    for other, cosine in zip(near[order].tolist(), cosines[order].tolist(), strict=True):
        there = sentences[other]
        id = there.document.id
        if (
            id in whole
            or len(found.get(id, ())) == MOST
            or there.document.language != language
            or there.text == here.text  # all of it is said or nothing: it is on something else
        ):
            continue
        compared += 1
        if compared > COMPARED:
            break
        said = read(there.text, language).fact
        theirs = side_of(other, sentences)
        anchored = not stated.isdisjoint(anchor.key for anchor in _anchors(said, language))
        own, its = in_one_verb(mine, said, language)
        one, another = _worded(ours, own), _worded(theirs, its)
        if not (anchored or share_words(one, another)):
            continue
        pairs = telling_pairs(one, another)
        others = [*_quoted(here, there, cosine), *of_one_age(here, there)]
        if not (anchored or pairs or others):
            continue
        around = setting(other, sentences)
        sure = one_event(around_line, around, names=cosine < SAME)
        if not sure and not (cosine >= CLOSE and one_event(around_line, around, names=False)):
            continue
        told = [one.mine for one in told_alike(one, another, pairs, cosine)]
        either = _shared(own.text, its.text, language), *told
        back = (own.back(span) for span in either if span)
        spans = [*(span for span in back if not leaves_figure(ours, theirs, span)), *others]
        named = not around_line.near.isdisjoint(around.near)
        if not spans or not (sure or named or one_matter(here.document, there.document)):
            continue
        taken = found.setdefault(id, [])
        for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
            if len(taken) < MOST and all(not span.overlaps(part.span) for part in taken):
                taken.append(Part(span, other))
    return tuple(
        sorted(
            (part for one in found.values() for part in one), key=lambda one: (one.span.start, one.sentence)
        )
    )


def _quoted(here: Sentence, there: Sentence, likeness: float) -> Iterator[Span]:
    found = quoted_alike(here.text, there.text, here.document.language, likeness)
    if found:
        yield found


def side_of(at: int, sentences: Sequence[Sentence]) -> Side:
    """Return a sentence as it is compared: without who says it, and with what stands around it."""
    language = sentences[at].document.language
    return Side.of(read(sentences[at].text, language).fact, _around(at, sentences), language)


def _worded(side: Side, now: Worded) -> Side:
    """Return a side with its text worded otherwise."""
    return Side.of(now.text, side.around, side.language) if now.places else side


def _around(at: int, sentences: Sequence[Sentence]) -> Callable[[], frozenset[str]]:
    """Return what tells which words of content stand around a sentence in its document."""

    def asked() -> frozenset[str]:
        document = sentences[at].document
        near = sentences[max(0, at - AROUND) : at + AROUND + 1]
        return frozenset(
            key for one in near if one.document is document for key in content(one.text, document.language)
        )

    return asked


def backing(
    line: int,
    text: str,
    graph: SentenceGraph,
    sentences: Sequence[Sentence],
    whole: frozenset[str],
    copies: Mapping[str, int],
) -> tuple[Backing, ...]:
    """Return the parts of a line's ``text`` that independent other documents say, with their passages.

    ``whole`` are the ids of the documents that say all of it; of what shares a number in ``copies`` with one
    of them, or with another, nothing is told: it says the same over again.
    """
    here = sentences[line]
    told = {copies.get(id, -1) for id in (*whole, here.document.id)}
    bearers: dict[int, str] = {}
    found = []
    for part in parts(line, graph, sentences, whole):
        there = sentences[part.sentence]
        said = _shown(here.text[part.span.start : part.span.end], text)
        origin = copies.get(there.document.id, -1)
        if said and (origin not in told or bearers.get(origin) == there.document.id):
            told.add(origin)
            bearers.setdefault(origin, there.document.id)
            found.append(Backing(said, cite(there.document, there.span, "corroborating")))
    return tuple(found)


def _shown(part: str, text: str) -> str:
    """Return a part as a note's text shows it, with what stands in it in brackets, "" where it does not."""
    inside = _GLOSS.join(map(re.escape, part.split()))
    found = re.search(rf"(?<!\w)(?i:{inside[:1]}){inside[1:]}" if inside[:1].isalpha() else inside, text)
    return found.group() if found else ""


_GLOSS = r" (?:\[[^\[\]]*\] )?"
"""What may stand between two words of a part: words in brackets."""


def _shared(text: str, other: str, language: str) -> Span | None:
    """Return the longest part of ``text`` that the other text says, around one of its anchors."""
    stated = {anchor.key: anchor for anchor in _anchors(other, language)}
    alike = [anchor for anchor in _anchors(text, language) if anchor.key in stated]
    spans = [
        span for anchor in alike if (span := _part(text, other, anchor, stated[anchor.key], alike, language))
    ]
    return max(spans, key=lambda span: (span.end - span.start, -span.start), default=None)


def _part(
    text: str, other: str, anchor: _Anchor, stated: _Anchor, alike: Sequence[_Anchor], language: str
) -> Span | None:
    """Return the words around an anchor that the other text has around its own."""
    found = [match.span() for match in WORD.finditer(text)]
    at = [i for i, (start, end) in enumerate(found) if anchor.start < end and start < anchor.end]
    if not at:
        return None
    first, last = max(0, at[0] - REACH), min(len(found), at[-1] + 1 + REACH)
    near = text[found[first][0] : found[last - 1][1]]
    held = _near(other, stated, language)
    lacking = missing(near, held, language)
    lacking -= (named(text, language) & lacking) - missing(near, other, language)  # named beside it will do
    worth = [
        1.0
        if any(one.start < end and start < one.end for one in alike)
        else _worth(text[start:end], lacking, language)
        for start, end in found
    ]
    first, last = _within(text, found, (first, at[0]), (at[-1] + 1, last), language)
    if anchor.key[0] != "figure":  # "laid down arms and on Thursday held …": that was done on the day
        joining = known(language, "clauses.joining")
        joined = [i for i in range(max(first, at[0] - 2), at[0]) if text[slice(*found[i])].lower() in joining]
        first = joined[-1] + 1 if joined else first
    left = at[0] - _best([worth[i] for i in range(at[0] - 1, first - 1, -1)])
    behind = [text[slice(*found[i])].lower() for i in range(at[-1] + 1, last)]
    new = [value if word not in behind[:i] else min(value, 0.0)  # a word said again tells nothing more
           for i, (word, value) in enumerate(zip(behind, worth[at[-1] + 1 : last], strict=True))]  # fmt: skip
    right = at[-1] + 1 + _best(new)
    span = Span(found[left][0], found[right - 1][1])
    beside = [*found[max(0, left - BESIDE) : left], *found[right : right + BESIDE]]
    if anchor.key[0] != "figure" and any(
        worth[i] < 0 for i in (at[0] - 1, at[-1] + 1) if first <= i < last
    ):  # "on Sunday branded …": what was done on that day is another thing
        return None
    names = named(text, language) & lacking
    if any(content(text[start:end], language) & names for start, end in beside):
        return None
    return span if _is_said(text, span, held, other, lacking, anchor, language) else None


def _within(
    text: str,
    found: Sequence[tuple[int, int]],
    before: tuple[int, int],
    behind: tuple[int, int],
    language: str,
) -> tuple[int, int]:
    """Return the words between which a part lies: none before or behind what parts two statements."""
    apart = _parting(language)
    first, last = before[0], behind[1]
    for at in range(*before):
        if apart.fullmatch(text, *found[at]) or _END.search(text, found[at][1], found[at + 1][0]):
            first = at + 1
    for at in range(*behind):
        if apart.fullmatch(text, *found[at]) or _END.search(text, found[at - 1][1], found[at][0]):
            last = at
            break
    return first, last


_END = later(r"[.;:!?]\s|[\"“”()]")
"""What parts two statements."""


@cache
def _parting(language: str) -> re.Pattern[str]:
    """Fit a conjunction that opens another statement."""
    inside = pattern(language, "sentences.subordinate") or pattern("en", "sentences.subordinate")
    return re.compile(f"(?:{inside})", re.IGNORECASE)


def _worth(word: str, lacking: frozenset[str], language: str) -> float:
    """Return what a word of a text adds to a part of it."""
    own = content(word, language) | content(word.lower(), language)
    if not own or word.lower() in stop_words(language):
        return 0.0
    return -COST if own & lacking else 1.0


def _best(worth: Sequence[float]) -> int:
    """Return how many words to take so that they are worth most, none that add nothing at the end."""
    total = most = 0.0
    taken = 0
    for at, value in enumerate(worth, 1):
        total += value
        if total > most:
            most, taken = total, at
    return taken


def _near(other: str, stated: _Anchor, language: str) -> str:
    """Return the stretch of the other text around its anchor in which a part must stand."""
    found = [match.span() for match in WORD.finditer(other)]
    at = [i for i, (start, end) in enumerate(found) if stated.start < end and start < stated.end]
    if not at:
        return other
    before, behind = max(0, at[0] - REACH), min(len(found), at[-1] + 1 + REACH)
    if stated.key[0] == "weekday":  # another statement may be on another day
        before, behind = _within(other, found, (before, at[0]), (at[-1] + 1, behind), language)
    return other[found[before][0] : found[behind - 1][1]]


def _is_said(
    text: str, span: Span, other: str, whole: str, lacking: frozenset[str], anchor: _Anchor, language: str
) -> bool:
    """Tell whether a part has enough that the other text has too, and nothing that it has otherwise.

    ``other`` is the stretch in which it must stand, ``whole`` the sentence, in which a name may.
    """
    part = text[span.start : span.end]
    mine = content(part, language)
    shared = mine - lacking
    names = named(part, language)
    stated = part.replace(text[anchor.start : anchor.end], " ")  # the day or figure itself is no word more
    plain = (content(stated, language) - lacking - names) - _day_parts(language) - {anchor.key[-1]}
    if names & lacking or 2 * len(mine & lacking) > len(mine):
        return False
    before, behind = text[span.start : anchor.start], text[anchor.start : span.end]
    clause = before.rpartition(",")[2] + behind.partition(",")[0]
    if any(canonical(one) in lacking for one in past_forms(clause, language)):
        return False  # another deed stands in its place: "put out the fire", "set fire to"
    enough = FIGURE if anchor.key[0] == "figure" else DAY
    placed = anchor.key[0] == "figure" and plain and len(shared & names) >= PLACED
    if len(plain) < enough and not placed:
        return False
    if bounded_otherwise(with_bound(text, span), other, language):
        return False
    if opposed(part, other, language) or read(part, language).attitudes != read(other, language).attitudes:
        return False
    failing = mismatches(part, (other,), language)
    if any(one.kind == "name" for one in failing):
        failing = (*(one for one in failing if one.kind != "name"), *check_names(part, (whole,), language))
    return not any(one.kind in FORBIDDEN for one in failing)


@cache
def _day_parts(language: str) -> frozenset[str]:
    return content(" ".join(known(language, "calendar.day_parts")), language)


@lru_cache(maxsize=8192)
def _anchors(text: str, language: str) -> tuple[_Anchor, ...]:
    """Return the figures with what they count and the days on which something happened."""
    days = read(text, language).days
    found = [
        _Anchor(start, max(end, _behind(text, end)), ("figure", value, what))
        for start, end, value, what in counted(text, language)
        if abs(value) > FEW and _behind(text, end) and not _is_label(text, start, language)
        if not any(start < day.end and day.start < end for day in days)
    ]
    for day in days:
        if names_something(text, day.start, day.end, language):
            continue
        if day.day:
            found.append(_Anchor(day.start, day.end, ("day", day.month, day.day)))
        elif day.weekday is not None:
            found.append(_Anchor(day.start, day.end, ("weekday", day.weekday)))
    return tuple(found)


_JOINED = later(r"[\w\[(#№/-]$")
"""What stands before a number that counts nothing: "[2]", "A320-200"."""
_CAPITAL = re.compile(r"(?<!\w)([^\W\d_a-z][\w.]*)\s?$")
_COUNTED = later(r"\s?[^\W\d_][\w'’-]*")


def _is_label(text: str, start: int, language: str) -> bool:
    """Tell whether a number says which of its kind something is: "Section 26", and not "Osk 26 crowns"."""
    before = _CAPITAL.search(text, max(0, start - 24), start)
    word = before.group(1).lower() if before else ""
    common = not has_lexicon(language) or meanings(stem([word], language)[0], language).own
    return _JOINED.search(text, max(0, start - 1), start) is not None or bool(word and common)


def _behind(text: str, end: int) -> int:
    """Return where the word ends that stands right behind a number, 0 where none does."""
    match = _COUNTED.match(text, end)
    return match.end() if match else 0
