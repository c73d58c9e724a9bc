"""Statements of a value: a count of something, a measure, an age or a day, with what it is said of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, cached_property, lru_cache, partial

from summarizer.data import Sentence, Span
from summarizer.languages import ANY, NOTHING, alternatives, every, pattern
from summarizer.languages import words as known_words
from summarizer.records import dataclass
from summarizer.text.dates import DateMention, mentions
from summarizer.text.language import WORD, stem, stop_words
from summarizer.text.later import later
from summarizer.text.words import words_of

from .counted import announced, claimed, figure_words, happened, outcomes
from .predicates import past_forms
from .quantities import Bound, Quantity
from .statement import read

RELATIVE = "relative to the source's date"
"""How a day is known that the sentence gives no date of."""
HEAD = 4
"""Words behind a number among which the thing that it counts is looked for."""
MEASURED = 0.1
"""What a number on a scale without a unit is told to."""
REACH = 12
"""Words on either side of a value that tell what it is said of."""
OLDEST = 115
"""Years under which a number may be somebody's age."""

_BORDER = re.compile(r"[;:()\[\]\"“”„«»]|--|[—–] |[.!?…]\s")
_COMMA = re.compile(r",\s")
_AGE = re.compile(r",\s+$")
_AGE_END = re.compile(r",|\s*$|\.")
_DAY = re.compile(r"(?:\d{4}|-)-\d\d-\d\d")
_JOINTS = tuple(":/.-‑–")
_DIGITS = re.compile(r"\d+")
_POINTS = re.compile(r"\.\d+\.\d|(?<=\.\d)\.\d|(?<=\.\d\d)\.\d")
_POINTED = re.compile(r"\d\.$")
_PRODUCT = re.compile(r"\b(?=\w*[a-z])(?!M[a]?c[A-Z]|O[A-Z]|De[A-Z]|Le[A-Z]|Van[A-Z])[A-Za-z]\w*[A-Z]\w*\s$")
"""A name with a capital inside, as products have it: "CMake ", "iPhone ", but "McDonald " is a person's."""
_JOINED = re.compile(r"[:/.‑–-](?=\w)|[:/‑–-]")
"""What joins a number to what follows: a full stop at the end of a sentence does not."""


@dataclass(frozen=True, slots=True)
class _Forms:
    """What a language has around numbers, as patterns; of a language that is not known, marks alone."""

    link: re.Pattern[str]
    part: re.Pattern[str]
    partial: re.Pattern[str]
    behind: re.Pattern[str]
    scale: re.Pattern[str]
    scaled: re.Pattern[str]
    years_old: re.Pattern[str]
    preposition: re.Pattern[str]
    bound: re.Pattern[str]
    reached: re.Pattern[str]
    risen: re.Pattern[str]
    unsure: re.Pattern[str]
    withdrawn: re.Pattern[str]
    when: re.Pattern[str]
    outcomes: Mapping[str, str]
    modifiers: frozenset[str]


@cache
def _forms(language: str) -> _Forms:
    made = partial(figure_words, language)
    return _Forms(
        link=re.compile(pattern(language, "figures.link") or pattern(ANY, "figures.link") or "(?!)"),
        part=made("part"),
        partial=made("partial", r"\b(?:{})\s+$"),
        behind=made("behind", r"\s*(?:{})"),
        scale=made(
            "scales", rf"\b(?P<scale>{{}})(?: (?:{pattern(language, 'figures.scaled') or NOTHING}))? $"
        ),
        scaled=made("scales", r"[- ](?P<scale>{})\b"),
        years_old=made("years_old"),
        preposition=made("prepositions", r"\b({})\s+(?:the\s+)?$"),
        bound=made("bound", r"(?:{})(?: the| an?)? ?$"),
        reached=made("reached"),
        risen=made("risen"),
        unsure=made("unsure", r"\b(?:{})\b"),
        withdrawn=made("withdrawn", r"\b(?:{})\b"),
        when=made("when"),
        outcomes=outcomes(language),
        modifiers=frozenset(stem(known_words(language, "figures.modifiers"), language)),
    )


@dataclass(frozen=True, slots=True)
class Value:
    """One value that a sentence states.

    ``kind`` is "count", "age", "day", the dimension of the unit or the stem of a scale, "magnitud". ``value``
    counts in the base unit; of a day it is month · 100 + day. ``exact`` is what the last digit is worth and
    ``factor`` what the unit is, both in the base unit. ``head`` are the stems of what is counted, the name of
    whose age it is, or the preposition before a day; ``outcome`` is what happened to what is counted, where
    that is one of a few.
    ``near`` are the content stems around the value, ``names`` the words of the names there. ``span``
    and ``clause`` count in the sentence's text; the words of ``span`` are the value as written. ``times`` are
    the dates of the sentence (ISO 8601).
    """

    sentence: int
    kind: str
    value: float
    exact: float
    factor: float
    bound: Bound
    head: tuple[str, ...]
    outcome: str
    near: frozenset[str]
    names: frozenset[str]
    span: Span
    clause: Span
    times: frozenset[str] = frozenset()

    @property
    def written(self) -> float:
        """The value in the unit in which it is written."""
        return round(self.value / self.factor, 6)


def values_in(number: int, sentence: Sentence) -> tuple[Value, ...]:
    """Return the statements of a sentence, ``number`` being its place in the pile.

    Left out is what cannot be compared: ordinals, years, ranges, parts of a whole ("two of the six"), what
    comes on top ("another 12"), rates, numbered things, and what stands in a heading.
    """
    return values_of(sentence.text, sentence.document.language, sentence.document.date, number)


@lru_cache(maxsize=4096)
def values_of(whole: str, language: str, anchor: date | None, number: int = 0) -> tuple[Value, ...]:
    """Return what :func:`values_in` does of a text, ``anchor`` being the day of its document."""
    text = read(whole, language).fact  # who says it, and on which day, is no part of it
    found = read(text, language).quantities
    if not found:  # a day has a number too
        return ()
    reading = _Reading(number, text, whole, language)
    dated = mentions(text, anchor=anchor, language=language)
    taken = [mention.span for mention in dated]
    out = [
        made
        for at, quantity in enumerate(found)
        if not any(span.start < quantity.end and quantity.start < span.end for span in taken)
        and not _neighbours(text, found, at, language)
        and (made := _of_quantity(quantity, reading)) is not None
    ]
    times = frozenset(mention.iso for mention in dated if mention.iso)
    return tuple(replace(made, times=times) for made in (*out, *_days(reading, dated)))


@dataclass(frozen=True)
class _Reading:
    """A sentence without who says it, and whole; words are looked for once a value in it can be compared."""

    number: int
    text: str
    whole: str
    language: str

    @cached_property
    def words(self) -> Sequence[tuple[int, int]]:
        """Where each word begins and ends."""
        return [match.span() for match in WORD.finditer(self.text)]

    @cached_property
    def stems(self) -> Sequence[str]:
        return stem((self.text[a:b].lower() for a, b in self.words), self.language)


def _names(reading: _Reading, around: Sequence[int], clause: Span) -> frozenset[str]:
    low, high = (reading.words[around[0]][0], reading.words[around[-1]][1]) if around else (0, 0)
    return named(reading.text, reading.language, max(clause.start, low), min(clause.end, high))


def named(text: str, language: str, start: int, end: int) -> frozenset[str]:
    """Return the words of the names that stand between two places of a sentence."""
    return frozenset(
        word.replace(".", "")
        for name in read(text, language).names
        if start <= name.start and name.end <= end
        for word in name.words
    )


def _neighbours(text: str, found: Sequence[Quantity], at: int, language: str) -> bool:
    """Tell whether a quantity is one end of a range, part of a score or a whole of which another is a part.

    As in "10 to 15", "21-14", and the last of "eight out of 14".
    """
    link, risen, part = _forms(language).link, _forms(language).risen, _forms(language).part
    whole = part.match(text, found[at - 1].end) if at else None
    if whole and whole.end() == found[at].start:
        return True
    for one, other in ((at - 1, at), (at, at + 1)):
        if one >= 0 and other == at and risen.search(text, max(0, found[one].start - 60), found[one].start):
            continue  # "has risen from 16 to 37"
        if one >= 0 and other < len(found) and link.fullmatch(text[found[one].end : found[other].start]):
            return True
    return False


def _of_quantity(quantity: Quantity, reading: _Reading) -> Value | None:
    text = reading.text
    if quantity.form != "cardinal" or quantity.value < 2:
        return None
    before, behind = (
        text[max(0, quantity.start - 24) : quantity.start],
        text[quantity.end : quantity.end + 24],
    )
    forms = _forms(reading.language)
    old = forms.years_old.match(behind) if quantity.unit and quantity.unit.dimension == "time" else None
    measure = "" if quantity.unit else _measure(quantity, text, forms, reading.language)
    if old is None and not measure and forms.behind.match(behind):
        return None
    if forms.partial.search(before) or forms.part.match(text, quantity.end):
        return None
    joined = _JOINED.match(text, quantity.end) is not None and old is None and not measure
    if text[quantity.start - 1 : quantity.start] in _JOINTS or joined:
        return None  # a time of day, a score, a version
    if is_version(text, quantity.start, quantity.end):
        return None
    clause = _clause(text, quantity.start, quantity.end)
    if forms.withdrawn.search(reading.whole, clause.start, quantity.start):
        return None  # "the navy initially said 40": no longer
    kind = quantity.unit.dimension if quantity.unit else "count"
    factor = quantity.unit.factor if quantity.unit else 1.0
    value, exact = quantity.value * factor, quantity.exact * factor
    inside = [i for i, (a, b) in enumerate(reading.words) if clause.start <= a and b <= clause.end]
    left = [i for i in inside if reading.words[i][1] <= quantity.start][-REACH:]
    right = [i for i in inside if reading.words[i][0] >= quantity.end][:REACH]
    bare_age = kind == "count" and _AGE.search(before) and _AGE_END.match(behind) and quantity.value < OLDEST
    head: tuple[str, ...] = ()
    end, told = quantity.end, ""
    if old or bare_age:
        kind, value, exact, factor = "age", quantity.value, 1.0, 1.0
        end = quantity.end + (old.end() if old else 0)
        head = _person(quantity.start, end, text, reading.language)
        if not head or (quantity.unit and quantity.unit.name != "year"):
            return None
    elif measure:
        kind, factor = measure, MEASURED
    elif quantity.unit is None:
        head, end = _head(quantity, right, reading)
        told = _told(text, quantity, head, end, forms, reading.language)
        if told and head and head[-1] not in _people(reading.language):
            head, end = (), quantity.end  # its verb
        if not head and (told or (_reached(text, quantity, forms) and _outcome(quantity, left, (), reading))):
            head = _people(reading.language)[:1]  # "the toll has risen to 37"
        if not head:
            return None
    start = _with_bound(text, quantity, forms)
    stops = stop_words(reading.language)
    near = frozenset(
        reading.stems[i]
        for i in (*left, *right)
        if text[slice(*reading.words[i])].lower().replace("’", "'") not in stops
        and not text[reading.words[i][0]].isdigit()
    )
    outcome = told or _outcome(quantity, left, right, reading)
    return Value(
        reading.number, kind, value, exact, factor, quantity.bound, head, outcome,
        near - set(head), _names(reading, (*left, *right), clause), Span(start, end), clause,
    )  # fmt: skip


def _measure(quantity: Quantity, text: str, forms: _Forms, language: str) -> str:
    """Return the stem of the name of a scale on which a number is: "magnitude 7.0", "7.0-magnitude"."""
    found = forms.scale.search(text, max(0, quantity.start - 24), quantity.start)
    found = found or forms.scaled.match(text, quantity.end)
    return stem([found["scale"].lower()], language)[0] if found else ""


def _reached(text: str, quantity: Quantity, forms: _Forms) -> bool:
    """Tell whether a number without a noun is what something has come to, not what it may."""
    before = text[max(0, quantity.start - 60) : quantity.start]
    return forms.reached.search(before) is not None and not forms.unsure.search(before)


def _told(
    text: str, quantity: Quantity, head: tuple[str, ...], end: int, forms: _Forms, language: str
) -> str:
    """Return what the words around a number of people say outright that happened to them."""
    start, anybody = _with_bound(text, quantity, forms), not head or head[-1] in _people(language)
    return (
        announced(text, start, language)
        or (claimed(text, start, head, language) if anybody else "")
        or happened(text, end if anybody else quantity.end, language)
    )


@cache
def _people(language: str) -> tuple[str, ...]:
    """Return the stems of the words for anybody who is counted."""
    return tuple(stem(known_words(language, "figures.people"), language))


@cache
def _some_people(language: str) -> tuple[str, ...]:
    """Return the stems of the words for people of one sort."""
    return tuple(stem(known_words(language, "figures.some_people"), language))


def of_anybody(made: Value, language: str) -> bool:
    """Tell whether a statement counts people without saying which."""
    return bool(made.head) and made.head[-1] in _people(language)


def of_some(made: Value, language: str) -> bool:
    """Tell whether a statement counts people of one sort: civilians, tourists."""
    return bool(made.head) and made.head[-1] in _some_people(language)


def is_version(text: str, start: int, end: int) -> bool:
    """Tell whether a number is that of a version or a model: "version 4", "CMake 3.21", "3.23.0"."""
    if _POINTS.match(text, end) or _POINTED.search(text, max(0, start - 8), start):
        return True
    before = text[max(0, start - 24) : start].rstrip("`'\"“(")
    return _PRODUCT.search(before) is not None or _versions().search(before) is not None


@cache
def _versions() -> re.Pattern[str]:
    """Fit the words in front of the number of a version."""
    return re.compile(rf"\b(?:{alternatives(every('dates.no_date_behind'))})\.?\s$", re.IGNORECASE)


def numbered(text: str, start: int, language: str) -> bool:
    """Tell whether the number at ``start`` is that of a thing ("issue 4587", ".../4587") or no total."""
    if text[max(0, start - 1) : start] in tuple("/#=_-"):
        return True
    digits = _DIGITS.match(text, start)
    if digits and is_version(text, start, digits.end()):
        return True
    return _forms(language).partial.search(text[max(0, start - 24) : start]) is not None


def _person(start: int, end: int, text: str, language: str) -> tuple[str, ...]:
    """Return the words of the name beside an age: "Ann Lee, 43", "43-year-old Ann Lee".

    What the person is may stand between: "his 43-year-old neighbour, Ann Lee, …".
    """
    for name in read(text, language).names:
        if 0 <= start - name.end <= 2 or 0 <= name.start - end <= 1:
            return name.words
        if name.start > end and (what := _WHAT.fullmatch(text, end, name.start)):
            closed = "," not in what.group() or _AGE_END.match(text, name.end)
            return name.words if closed and not _tells(what.group(), language) else ()
    return ()


_WHAT = later(r"(?: [^\W\d_A-Z][^\W\d_A-Z'’-]+){1,3},? ")
"""What stands between an age and the name of whose it is: who that is."""


def _tells(what: str, language: str) -> bool:
    """Tell whether one of a few words is a verb, or joins what is behind it to something else."""
    found = words_of(what).plain
    small, endings = stop_words(language), tuple(known_words(language, "agreement.verb_endings"))
    if not endings or past_forms(what, language):
        return True
    return any(one in small or one.endswith(endings) or one[-1] == "s" != one[-2] for one in found)


def _head(quantity: Quantity, right: Sequence[int], reading: _Reading) -> tuple[tuple[str, ...], int]:
    """Return the stems of the noun phrase behind a number, as far as it can be told without a grammar."""
    stops, forms = stop_words(reading.language), _forms(reading.language)
    outcomes, modifiers = forms.outcomes, forms.modifiers
    anybody = known_words(reading.language, "figures.people")
    found: list[str] = []
    end = quantity.end
    for i in right[:HEAD]:
        a, b = reading.words[i]
        word = reading.text[a:b].lower().replace("’", "'")
        if reading.text[end:a].strip(" -‑"):
            break
        if word in anybody:  # what follows is said of them
            return (*found, reading.stems[i]), b
        if word in stops or (found and reading.stems[i] in outcomes):
            break
        if reading.stems[i] in modifiers and not found:
            end = b
            continue
        found.append(reading.stems[i])
        end = b
        if reading.text[b : b + 2] in ("'s", "’s"):
            break
    return (tuple(found), end) if found and len(found[0]) > 2 else ((), quantity.end)


def _outcome(quantity: Quantity, left: Sequence[int], right: Sequence[int], reading: _Reading) -> str:
    """Return what happened to what is counted, by the nearest word that says so in the same clause."""
    text, kinds = reading.text, _forms(reading.language).outcomes
    best: tuple[int, str] | None = None
    for rank, i in enumerate(reversed(left), 1):
        kind = kinds.get(reading.stems[i])
        if kind and not _COMMA.search(text, reading.words[i][1], quantity.start):
            best = min(best or (99, ""), (rank, kind))
            break
    for rank, i in enumerate(right, 1):
        kind = kinds.get(reading.stems[i])
        if kind and not _COMMA.search(text, quantity.end, reading.words[i][0]):
            best = min(best or (99, ""), (rank, kind))
            break
    return best[1] if best else ""


def _with_bound(text: str, quantity: Quantity, forms: _Forms) -> int:
    """Return where a value begins with the words that bound it: "some", "more than"."""
    if not quantity.bound:
        return quantity.start
    before = text[max(0, quantity.start - 24) : quantity.start]
    found = forms.bound.search(before)
    return quantity.start - (len(before) - found.start()) if found else quantity.start


def _clause(text: str, start: int, end: int) -> Span:
    left = 0
    for border in _BORDER.finditer(text, 0, start):
        left = border.end()
    right = _BORDER.search(text, end)
    return Span(left, right.start() if right else len(text))


def _days(reading: _Reading, dated: Sequence[DateMention]) -> Iterator[Value]:
    """Yield the full days that a sentence names outright; of several those behind different prepositions."""
    when = _forms(reading.language).when
    found = [
        (mention, "on" if when.match(reading.text, mention.span.end) else _role(reading, mention.span.start))
        for mention in dated
        if mention.iso and _DAY.fullmatch(mention.iso) and mention.resolved != RELATIVE
    ]
    for mention, role in found:
        if len(found) > 1 and (not role or [other for _, other in found].count(role) > 1):
            continue
        yield _day(reading, mention, role, dated)


def _role(reading: _Reading, start: int) -> str:
    before = _forms(reading.language).preposition.search(reading.text, max(0, start - 16), start)
    return before.group(1).lower() if before else ""


def _day(reading: _Reading, mention: DateMention, role: str, dated: Sequence[DateMention]) -> Value:
    iso = mention.iso or ""
    start, end = mention.span.start, mention.span.end
    clause = _clause(reading.text, start, end)
    stops = stop_words(reading.language)
    inside = [i for i, (a, b) in enumerate(reading.words) if clause.start <= a and b <= clause.end]
    near = frozenset(
        reading.stems[i]
        for i in inside
        if not any(other.span.start <= reading.words[i][0] < other.span.end for other in dated)
        and reading.text[slice(*reading.words[i])].lower().replace("’", "'") not in stops
    )
    value = float(int(iso[-5:-3]) * 100 + int(iso[-2:]))
    return Value(
        reading.number, "day", value, 1.0, 1.0, "", (role,), "", near, _names(reading, inside, clause),
        Span(start, end), clause,
    )  # fmt: skip
