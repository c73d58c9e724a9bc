"""Alter true sentences: one number, date, name, unit, negation, opposite or role changed, seeded.

Each alteration changes one fact and nothing else, so that an altered sentence is as similar to the
evidence as the true one, and false. After the rule-based corruptions of Kryściński et al. 2020,
"Evaluating the factual consistency of abstractive text summarization".

The patterns here are deliberately not those of `summarizer.statements`: what the checks overlook must
still be altered. English only.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from summarizer.languages import alternatives, pattern, words
from summarizer.text.language import stop_words


@dataclass(frozen=True, slots=True)
class Alteration:
    """A false sentence: ``text`` is ``original`` with ``was`` replaced by ``now`` at ``start``."""

    kind: str
    original: str
    text: str
    start: int
    was: str
    now: str


Edit = tuple[int, int, str]
"""Replace ``text[start:end]`` by a string."""

Editor = Callable[[str, random.Random, Sequence[str]], Edit | None]


def alter(text: str, kind: str, rng: random.Random, names: Sequence[str] = ()) -> Alteration | None:
    """Alter one fact of ``kind`` (a key of ``KINDS`` or ``SUBTLE``) in a sentence, None where it states none.

    ``names`` are what a name may be swapped for, such as `names_of` the topic.
    """
    edit = (KINDS.get(kind) or SUBTLE[kind])(text, rng, names)
    if edit is None:
        return None
    start, end, now = edit
    return Alteration(kind, text, text[:start] + now + text[end:], start, text[start:end], now)


def alterations(
    texts: Iterable[str], seed: int = 0, names: Sequence[str] = (), kinds: Sequence[str] = ()
) -> Iterator[Alteration]:
    """Yield one alteration of each kind that each sentence allows: those of ``KINDS``, or ``kinds``.

    What is drawn depends on the seed, the kind and the sentence alone, not on the sentences before it.
    """
    for text in texts:
        for kind in kinds or tuple(KINDS):
            altered = alter(text, kind, random.Random(f"{seed}|{kind}|{text}"), names)
            if altered is not None and altered.text != text:
                yield altered


def names_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the names in ``texts``: runs of capitalised words inside a sentence, in order, once each."""
    found: dict[str, None] = {}
    for text in texts:
        for start, end in _name_spans(text):
            found.setdefault(text[start:end])
    return tuple(found)


def _words(topic: str) -> tuple[str, ...]:
    return words("en", topic)


@cache
def _series() -> tuple[tuple[str, ...], ...]:
    """Return weekdays, months and their short forms, as they are written."""
    weekdays, months = _words("calendar.weekdays"), _words("calendar.months")
    short = _words("calendar.months_short")
    cut = (
        max((one for one in short if month.startswith(one) and one != month), key=len, default=month)
        for month in months
    )
    return tuple(tuple(map(str.capitalize, series)) for series in (weekdays, months, cut))


@cache
def _month() -> str:
    """Return the inside of a regular expression for a month."""
    _, full, short = _series()
    return alternatives((*full, *short))


@cache
def _pairs(topic: str) -> tuple[tuple[str, str], ...]:
    """Return what is taken for what."""
    found = (entry.partition("/") for entry in _words(f"alterations.{topic}"))
    return tuple((was, now) for was, _, now in found)


@cache
def _auxiliary() -> re.Pattern[str]:
    negated = alternatives(_words("alterations.negated"))
    return re.compile(
        rf"\b({alternatives(_words('alterations.auxiliaries'))})\b(?! (?:{negated})\b)(?!n['’]t)",
    )


@cache
def _contracted() -> re.Pattern[str]:
    return re.compile(rf"\b({alternatives(_words('alterations.contracted'))})n['’]t\b", re.I)


@cache
def _doing() -> re.Pattern[str]:
    return re.compile(rf" (?:has |had )?(?:{pattern('en', 'alterations.doing')})(?: [a-z]+){{0,2}} ")


@cache
def _number_word() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(_words('numbers.range'))})\b", re.IGNORECASE)


@cache
def _not_names() -> frozenset[str]:
    return frozenset((*(name for series in _series() for name in series), *_words("alterations.no_names")))


_NEGATED = re.compile(r"\b(?:not|never) (?=\w)|\bno longer (?=\w)")
_INITIAL = re.compile(r"[A-Z][\w'’.-]*[\w]|[A-Z]")
_OPENING = re.compile(r"(?:^|[.!?:]['\"”’]? |[\"“(])$")


def _number(text: str, rng: random.Random, names: Sequence[str]) -> Edit | None:
    spans = [m.span() for m in re.finditer(r"(?<![\w.,])\d+(?:[.,]\d+)*(?!\w)", text)]
    spans = [s for s in spans if not _is_date(text, *s)]
    written = [m.span() for m in _number_word().finditer(text)]
    if not spans and not written:
        return None
    start, end = rng.choice(spans + written)
    was = text[start:end]
    if (start, end) in written:
        now = rng.choice([word for word in _words("numbers.range") if word != was.lower()])
        return start, end, now.capitalize() if was[0].isupper() else now
    return start, end, _other_number(was, rng)


def _other_number(was: str, rng: random.Random) -> str:
    digits = [at for at, char in enumerate(was) if char.isdigit()]
    chars = list(was)
    if was.isdigit() and rng.random() < 0.3:
        return was + "0" if was != "0" else "10"
    at = digits[0] if rng.random() < 0.5 else rng.choice(digits)
    low = 1 if at == digits[0] else 0
    chars[at] = str(rng.choice([d for d in range(low, 10) if d != int(chars[at])]))
    return "".join(chars)


def _is_date(text: str, start: int, end: int) -> bool:
    year = re.fullmatch(r"(?:1[6-9]|20)\d\d", text[start:end]) and not re.match(r" ?[a-z%$]\w* ?", text[end:])
    return bool(year) or bool(re.search(rf"\b(?:{_month()})\.? $", text[:start]))


def _date(text: str, rng: random.Random, names: Sequence[str]) -> Edit | None:
    options: list[Edit] = []
    for series in _series():
        for match in re.finditer(rf"\b(?:{'|'.join(series)})\b", text):
            if match.group() in ("May", "March") and not re.match(r"\.? \d", text[match.end() :]):
                continue
            options.append((*match.span(), rng.choice([name for name in series if name != match.group()])))
    for match in re.finditer(r"\b(?:19|20)\d\d\b", text):
        if _is_date(text, *match.span()):
            shift = rng.choice((-3, -2, -1, 1, 2, 3, 10))
            options.append((*match.span(), str(int(match.group()) + shift)))
    for match in re.finditer(rf"\b(?:{_month()})\.? (\d\d?)\b", text):
        day = rng.choice([d for d in range(1, 29) if d != int(match.group(1))])
        options.append((*match.span(1), str(day)))
    return rng.choice(options) if options else None


def _name(text: str, rng: random.Random, names: Sequence[str]) -> Edit | None:
    spans = _name_spans(text)
    if not spans:
        return None
    start, end = rng.choice(spans)
    own = set(text.lower().split())
    words = len(text[start:end].split())
    others = [
        n for n in names if not own & set(n.lower().split()) and text[start:end].lower() not in n.lower()
    ]
    alike = [n for n in others if len(n.split()) == words] or others
    return (start, end, rng.choice(alike)) if alike else None


def _name_spans(text: str, opening: bool = False) -> list[tuple[int, int]]:
    """Find runs of capitalised words that are no function words, those that open a sentence at wish."""
    found: list[tuple[int, int]] = []
    for match in _INITIAL.finditer(text):
        word = match.group()
        start, end = match.span()
        end -= 2 if word.endswith(("'s", "’s")) else 0
        if word.rstrip(".") in _not_names() or word.lower() in stop_words("en") or len(word) < 2:
            continue
        if found and text[found[-1][1] : start] == " ":
            found[-1] = (found[-1][0], end)
        elif opening or not _OPENING.search(text[:start]):
            found.append((start, end))
    return found


def _unit(text: str, rng: random.Random, names: Sequence[str]) -> Edit | None:
    options: list[Edit] = []
    for pair in _pairs("units"):
        for was, now in (pair, pair[::-1]):
            if not was.strip() or was == " percentage points":
                continue
            if was in "$€":
                pattern = re.escape(was) + r"(?=\d)"
            elif was == "%":
                pattern = r"(?<=\d)%"
            else:
                pattern = rf"(?<=[\d\w] ){was}\b"
            options.extend((*m.span(), now) for m in re.finditer(pattern, text) if _counted(text, m.start()))
    return rng.choice(options) if options else None


def _counted(text: str, at: int) -> bool:
    before = text[:at].rstrip().split(" ")[-1].lower().strip("(\"'“")
    numeral = before in (*_words("numbers.range"), *_words("numbers.large")) or not before
    return numeral or any(c.isdigit() for c in before) or text[at : at + 1] in "$€"


def _negation(text: str, rng: random.Random, names: Sequence[str]) -> Edit | None:
    if (match := _contracted().search(text)) is not None:
        return match.start(), match.end(), match.group(1)
    if (match := _NEGATED.search(text)) is not None:
        return match.start(), match.end(), ""
    if (match := _auxiliary().search(text)) is not None:
        return match.end(), match.end(), " not"
    return None


def _opposite(text: str, rng: random.Random, names: Sequence[str]) -> Edit | None:
    options: list[Edit] = []
    for pair in _pairs("opposites"):
        for was, now in (pair, pair[::-1]):
            options.extend((*m.span(), now) for m in re.finditer(rf"\b{was}\b", text))
    return rng.choice(options) if options else None


def _role(text: str, rng: random.Random, names: Sequence[str]) -> Edit | None:
    """Swap two names around a verb: who did it to whom."""
    for (a, b), (c, d) in pairwise(_name_spans(text, opening=True)):
        if _doing().fullmatch(text, b, c) and text[a:b] != text[c:d]:
            return a, d, text[c:d] + text[b:c] + text[a:b]
    return None


KINDS: dict[str, Editor] = {
    "number": _number,
    "date": _date,
    "name": _name,
    "unit": _unit,
    "negation": _negation,
    "opposite": _opposite,
    "role": _role,
}
"""What can be altered, by name."""


def _exchange(
    text: str, rng: random.Random, pairs: Sequence[tuple[str, str]], behind: str = r"\b"
) -> Edit | None:
    options = [
        (*match.span(), now) for was, now in pairs for match in re.finditer(rf"\b{was}(?:{behind})", text)
    ]
    return rng.choice(options) if options else None


def _amount(text: str, rng: random.Random, names: Sequence[str]) -> Edit | None:
    return _exchange(text, rng, _pairs("amounts"), r"(?<!\ba few)\b(?!-)")


def _bound(text: str, rng: random.Random, names: Sequence[str]) -> Edit | None:
    """Turn round how a number is bound."""
    counted = "|".join(f"{word} " for word in _words("alterations.counted"))
    return _exchange(text, rng, _pairs("bounds"), rf"(?= \$?\d| (?:{counted}))")


def _certainty(text: str, rng: random.Random, names: Sequence[str]) -> Edit | None:
    """Drop what hedges, or say that it will be."""
    return _exchange(text, rng, _pairs("certainties"), r"\b|(?<= )")


def _swap(text: str, rng: random.Random, names: Sequence[str]) -> Edit | None:
    """Swap two names with words between them that are more than a list's."""
    options = [
        (a, d, text[c:d] + text[b:c] + text[a:b])
        for (a, b), (c, d) in pairwise(_name_spans(text, opening=True))
        if re.search(r"[a-z]{3}", text[b:c]) and not re.search(r"\b(?:and|or)\b", text[b:c])
        if text[a:b] != text[c:d]
    ]
    return rng.choice(options) if options else None


SUBTLE: dict[str, Editor] = {
    "amount": _amount,
    "bound": _bound,
    "certainty": _certainty,
    "names swapped": _swap,
}
"""What can be altered with the words of the sentence itself, by name: harder to find."""
