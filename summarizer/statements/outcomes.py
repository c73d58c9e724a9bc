"""Outcomes: what became of somebody or something, read from verbs with a contrary and from denials.

No parser is used. A finite verb of a curated list, or one that is denied ("did not sign"), is read with the
words before and behind it in its clause. What is planned, possible, asked or put in quotation marks is no
outcome. English only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.data import Sentence, Span
from summarizer.languages import alternatives, table
from summarizer.languages import words as known_words
from summarizer.records import dataclass
from summarizer.text.language import WORD, stem, stop_words
from summarizer.text.later import later
from summarizer.text.remembered import Remembered

from .statement import read
from .verbs import ENGLISH, Verb, bases, by_stem, verbs

_BORDER = later(r"[,;:()\[\]“”\"„«»—–]|--|\s-\s|[.!?…]\s")
_QUOTED = later(r"“[^”]{0,600}”?|\"[^\"]{0,600}\"?|«[^»]{0,600}»?")
LONGEST = 2_000
"""Characters of the longest sentence that is read: a longer one is a list or no prose."""
REACH = 10
"""Words on either side of the verb that are read."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a clause says became of something.

    ``matter`` names the kind of outcome or is the stem of a denied verb; ``sign`` is +1 or -1. ``whom`` are
    the content stems of what it befalls, ``head`` the last of its first noun phrase; ``who`` those of the
    other side of the verb and ``other`` their head, empty where the clause does not say; ``around`` are those
    of the whole clause. ``figures`` are the digits and ordinals on both sides. ``span`` holds the verb as
    written and ``clause`` what was read, in the sentence's text.
    """

    sentence: int
    matter: str
    sign: int
    whom: frozenset[str]
    head: str
    who: frozenset[str]
    other: str
    around: frozenset[str]
    figures: frozenset[str]
    span: Span
    clause: Span


class _Word(NamedTuple):
    start: int
    end: int
    lower: str
    stem: str


@cache
def _set(*topics: str) -> frozenset[str]:
    """Return the words of some topics of "outcomes"."""
    return frozenset(word for topic in topics for word in known_words(ENGLISH, f"outcomes.{topic}"))


def outcomes(number: int, sentence: Sentence, denied: frozenset[str] = frozenset()) -> tuple[Outcome, ...]:
    """Return the outcomes that a sentence states, ``number`` being its place in the pile.

    ``denied`` are the stems of verbs that some sentence of the pile denies: those are read where they are
    not denied, too.
    """
    if sentence.document.language != ENGLISH or len(sentence.text) > LONGEST:
        return ()
    telling = _telling(denied).__getitem__
    if not any(map(telling, _TOKEN.findall(sentence.text.lower()))):
        return ()
    text = read(sentence.text, ENGLISH).fact  # who says it is no part of it
    if text.rstrip().endswith("?"):
        return ()
    if text != sentence.text and not any(map(telling, _TOKEN.findall(text.lower()))):
        return ()
    words = _words(text)
    return tuple(
        made
        for at in range(len(words))
        for verb, sign in _readings(words, at, denied)
        if (made := _outcome(number, sentence, words, at, (verb, sign))) is not None
    )


def denials() -> tuple[str, ...]:
    """Return regular expressions of which one fits where :func:`denied_verbs` finds one."""
    return (_denies().pattern,)


_TOKEN = re.compile(r"\w+")


@lru_cache(maxsize=1)
def _telling(denied: frozenset[str]) -> Remembered[bool]:
    """Tell of a word in small letters whether a sentence without such ones states no outcome.

    ``denied`` are the stems of verbs that are read in the past too; "t" is the end of "didn't".
    """
    known = frozenset(verbs()) | _set("denials") | {"t"}
    past = frozenset(form for form, base in bases().items() if base in denied)
    stems = tuple(one.removesuffix("e") for one in denied)

    def tells(word: str) -> bool:
        if word in known or word in past:
            return True
        return bool(denied) and word.endswith("ed") and (word.endswith("ied") or word.startswith(stems))

    return Remembered(tells)


def denied_verbs(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Return the stems of the verbs that a sentence denies in plain words: "did not sign"."""
    found = set()
    for sentence in sentences:
        if sentence.document.language != ENGLISH or len(sentence.text) > LONGEST:
            continue
        text = read(sentence.text, ENGLISH).fact
        if not _denies().search(text):
            continue
        words = _words(text)
        found |= {words[at].stem for at in range(len(words)) if _negated(words, at)}
        found |= {
            bases().get(words[at].lower, words[at].stem)
            for at in range(len(words))
            if _is_past(words[at]) and _denial(text, words, at) is not None
        }
    return frozenset(found)


@cache
def _denies() -> re.Pattern[str]:
    """Fit what a sentence that denies something has; "t" is the end of "didn't"."""
    alone, deny = (alternatives(_set(*topics)) for topics in (("denials", "none"), ("deny",)))
    that, ended = (
        alternatives(known_words(ENGLISH, topic)) for topic in ("clauses.that", "negation.endings")
    )
    return re.compile(rf"\b(?:{alone})\b|(?:{ended})\b|\b(?:{deny}) (?:{that})\b", re.IGNORECASE)


def _is_past(word: _Word) -> bool:
    return word.lower in bases() or (word.lower.endswith("ed") and len(word.lower) > 4)


def _denial(text: str, words: Sequence[_Word], at: int) -> int | None:
    """Return where what denies the clause of a verb begins: "no siren was …", "denied that guards had …"."""
    start = _verb_start(words, at)
    left = _side(text, words, range(start - 1, -1, -1))
    if not left:
        return None
    first = start - len(left)
    if words[first].lower in _set("none") and text[words[first].end : words[first].end + 1] != ".":
        return first
    if (
        first > 1
        and words[first - 1].lower in known_words(ENGLISH, "clauses.that")
        and words[first - 2].lower in _set("deny")
    ):
        return first - 2
    return None


@lru_cache(maxsize=512)  # a sentence that denies something is read for its verbs, then for its outcomes
def _words(text: str) -> tuple[_Word, ...]:
    spans = [match.span() for match in WORD.finditer(text)]
    lower = [text[start:end].lower().replace("’", "'") for start, end in spans]
    return tuple(
        _Word(*span, word, stemmed)
        for span, word, stemmed in zip(spans, lower, stem(lower, ENGLISH), strict=True)
    )


def _negated(words: Sequence[_Word], at: int) -> bool:
    """Tell whether an auxiliary and a denial stand right before the word: "did not", "hasn't", "never"."""
    if at < 1:
        return False
    before = words[at - 1].lower
    if before not in _set("denials", "be") and not before.endswith("n't"):
        return False
    if words[at].lower in _set("be", "have", "do") or len(words[at].lower) < 3:
        return False
    if before.endswith("n't"):
        return before[:-3] in _set("be", "have", "do")
    if before in _set("be") and at > 1:
        before = words[at - 2].lower
        return before in _set("denials") and at > 2 and words[at - 3].lower in _set("have", "be")
    return before in _set("denials") and (
        at < 2 or words[at - 2].lower in _set("be", "have", "do") or before == "never"
    )


def _readings(words: Sequence[_Word], at: int, denied: frozenset[str]) -> Iterator[tuple[Verb, int]]:
    word = words[at]
    negated = _negated(words, at)
    known = by_stem().get(word.stem, ()) if negated else verbs().get(word.lower, ())
    for verb in known:
        yield verb, -verb.sign if negated else verb.sign
    if known or word.lower in stop_words(ENGLISH):
        return
    base = bases().get(word.lower)
    own = base or word.stem
    if own in denied and (negated or base or word.lower.endswith("ed")):
        yield Verb("object", f"not {own}", 1), -1 if negated else 1


def _outcome(
    number: int, sentence: Sentence, words: Sequence[_Word], at: int, reading: tuple[Verb, int]
) -> Outcome | None:
    verb, sign = reading
    text = read(sentence.text, ENGLISH).fact
    start = _verb_start(words, at)
    denial = _denial(text, words, at)
    if denial is not None:
        if sign != verb.sign:
            return None  # denied twice
        sign = -sign
    if any(quote.start() <= words[at].start < quote.end() for quote in _QUOTED.finditer(text)):
        return None
    left = _side(text, words, range(start - 1, -1, -1))[::-1]
    right = _side(text, words, range(at + 1, len(words)))
    if denial is not None and left and words[denial] is left[0]:
        left = left[1:]
    if any(one.lower in _set("unreal") or one.lower in _set("denials") for one in left) or (
        left and left[0].lower in _set("asks")
    ):
        return None
    if start < at and any(one.lower in _set("unreal") for one in words[start:at]):
        return None
    auxiliaries = [one.lower for one in words[start:at]]
    passive = any(one in _set("be") or one.removesuffix("n't") in _set("be") for one in auxiliaries)
    if (
        not passive
        and not auxiliaries
        and at > 0
        and words[at - 1].lower in stop_words(ENGLISH) - _set("subjects")
    ):
        return None  # "the rejected plan", "by rejected voters"
    left = _last_phrase(left)
    subject, object_ = left, right
    if passive:
        agent = next(
            (i for i, one in enumerate(right) if one.lower in known_words(ENGLISH, "passive.by")), len(right)
        )
        subject, object_ = right[agent + 1 :], left
    whom, who = (object_, subject) if verb.side == "object" else (subject, object_)
    if verb.side == "subject" and passive:
        whom, who = left, right
    head, other = _head(whom), _head(who)
    if not head:
        return None
    clause = Span(left[0].start if left else words[start].start, right[-1].end if right else words[at].end)
    figures = frozenset(
        one.lower for one in (*left, *right) if one.lower[0].isdigit() or one.lower in _set("numerals")
    )
    return Outcome(
        number, verb.matter, sign, _content(whom), head, _content(who), other, _content((*left, *right)),
        figures, Span(words[start if denial is None else denial].start, words[at].end), clause,
    )  # fmt: skip


def _last_phrase(left: Sequence[_Word]) -> list[_Word]:
    """Return what stands before a verb without a phrase that has nothing to do with it.

    An article that no preposition leads opens a phrase of its own: "according to the county | the well".
    """
    first = 0
    for at in range(1, len(left)):
        if left[at].lower in _articles() and left[at - 1].lower not in _set("prepositions", "joints"):
            first = at
    return list(left[first:])


@cache
def _articles() -> frozenset[str]:
    return frozenset(known_words(ENGLISH, "figures.articles"))


def _verb_start(words: Sequence[_Word], at: int) -> int:
    """Return where the verb begins with its auxiliaries and its denial."""
    first = at
    while first > 0 and at - first < 4:
        before = words[first - 1].lower
        plain = before.removesuffix("n't")
        if (
            plain not in _set("be", "have", "do")
            and before not in _set("denials")
            and not before.endswith("ly")
        ):
            break
        first -= 1
    return first


def _side(text: str, words: Sequence[_Word], order: range) -> list[_Word]:
    """Return the words on one side of the verb, as far as its clause goes."""
    found: list[_Word] = []
    step = order.step
    for i in order:
        if len(found) == REACH or words[i].lower in _set("joints"):
            break
        beside = i - step
        a, b = (words[beside].end, words[i].start) if step > 0 else (words[i].end, words[beside].start)
        if _BORDER.search(text, a, b + 1 if step > 0 else b):
            break
        found.append(words[i])
    return found


def _content(side: Sequence[_Word]) -> frozenset[str]:
    return frozenset(
        one.stem for at, one in enumerate(side) if _tells(side, at) and not one.lower[0].isdigit()
    )


@cache
def _times() -> frozenset[str]:
    """Return the words of time, which tell nothing of what is spoken of."""
    topics = ("weekdays", "months", "units", "day_parts")
    found = {word for topic in topics for word in known_words(ENGLISH, f"calendar.{topic}")}
    days = (phrase for phrase in table(ENGLISH, "calendar.days") if " " not in phrase)
    return _set("times").union(found, days)


def _tells(side: Sequence[_Word], at: int) -> bool:
    """Tell whether a word is a content word; "the well at" has a noun where "well" is none elsewhere."""
    lower = side[at].lower
    if lower in _times() or lower.endswith("ly"):
        return False
    if lower not in stop_words(ENGLISH):
        return True
    behind = side[at + 1].lower if at + 1 < len(side) else ""
    return bool(at) and side[at - 1].lower in _articles() and behind in _set("prepositions")


def _head(side: Sequence[_Word]) -> str:
    """Return the stem of the last content word of the first noun phrase, "" where there is none."""
    head = ""
    for at, one in enumerate(side):
        if one.lower in _set("prepositions") and head:
            break
        if _tells(side, at):
            head = one.stem
    return head
