"""Names that the evidence lacks: another stands in their place, or a pronoun stands for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import cache, lru_cache
from itertools import combinations, islice

from summarizer.data import Document
from summarizer.languages import pattern, words
from summarizer.languages.lexicon import has_lexicon, meanings, together
from summarizer.statements import Finding, read
from summarizer.statements.names import Name, canonical, holds, is_common, opens
from summarizer.statements.speakers import silent
from summarizer.text.language import WORD, content_stems, stem, stop_words

from .spans import Hit

BESIDE = 4
"""Content words on either side of a name that tell its place in a sentence."""
SHARED = 2
"""Words beside a name that must be beside another one for that to stand in its place."""
BEFORE = 600
"""Characters before a passage in which the name may stand that the passage takes up as "he" or "the firm"."""
NEAR, FAR = 300, 900
"""Characters before a passage, and before the best one, in which a name that it lacks may stand."""
OFTEN, TWICE = 5, 2
"""How often a document must have a name for it to be its matter, and to be more than a mention."""


def placed(text: str, findings: Sequence[Finding], hits: Sequence[Hit], language: str) -> tuple[Finding, ...]:
    """Say of each missing name which name the evidence has in its place; drop those that it takes up.

    A name is taken up where it stands shortly before a passage, the passage does not hold it and no other
    name has its place there. Which other name has it is said only where one alone stands next to the same
    words: "in Moscow" for "in Paris", and not "Russia", which stands near as well.
    """
    claimed = {word for name in read(text, language).names for word in name.words}
    return tuple(
        made
        for finding in findings
        if (made := _placed(text, finding, claimed, hits, language) if finding.kind == "name" else finding)
    )


def at_hand(text: str, finding: Finding, hits: Sequence[Hit], language: str) -> bool:
    """Tell whether a document that is cited speaks of a missing name before the passages, or all along.

    A name that a document has alone in a line, as who speaks, signs or is addressed, or as what the lines
    below are on, is its matter. That leaves it less sure who a passage is on, and refutes nothing.
    """
    if finding.kind != "name" or finding.contradicted:
        return False
    name = next((one for one in read(text, language).names if one.start == finding.start), None)
    if name is None or not hits:
        return False
    if any(_is_label(name, hit.sentence.document, language) for hit in hits):
        return True
    cited = dict.fromkeys(hit.sentence.document for hit in hits)
    often = max(min(_times(word, document) for word in name.words) for document in cited)
    if often >= OFTEN:
        return True
    near = any(holds(name, leading(hit, NEAR), language) for hit in hits)
    return near and (often >= TWICE or holds(name, leading(hits[0], FAR), language))


def leading(hit: Hit, reach: int = BEFORE) -> str:
    """Return a passage with so many characters before it."""
    span = hit.sentence.span
    return hit.sentence.document.text[max(0, span.start - reach) : span.end]


def _is_label(name: Name, document: Document, language: str) -> bool:
    """Tell whether a name, and no common word with a capital, has a line or sentence almost for itself."""
    return frozenset(name.words) in _labels(document) and not all(
        is_common(word, language) for word in name.words
    )


@lru_cache(maxsize=2048)
def _labels(document: Document) -> frozenset[frozenset[str]]:
    """Return what words stand together in the stretches of a document that have hardly more than a name."""
    text = document.text
    few = (match for match in _STRETCH.finditer(text) if _are_few(text, *match.span()))
    found = (WORD.findall(match.group().lower()) for match in few)
    labels = {tuple(word.removesuffix("'s") for word in line) for line in found if 0 < len(line) <= LABEL}
    return frozenset(
        frozenset(some)
        for label in labels
        for size in range(1, len(label) + 1)
        for some in combinations(label, size)
    )


def _are_few(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch of a text has no more words than a label."""
    return len(list(islice(WORD.finditer(text, start, end), LABEL + 1))) <= LABEL


_STRETCH = re.compile(r"[^\n.!?:]+")
LABEL = 3
"""Words of the longest label: "Dear Mr. Smith", "Jenny:", "Plan B"."""


def _times(word: str, document: Document) -> int:
    """Return how often a document has a word, up to what is often."""
    text, at, times = _lowered(document), -1, 0
    while times < OFTEN and (at := text.find(word, at + 1)) >= 0:
        before, behind = text[max(0, at - 1) : at], text[at + len(word) : at + len(word) + 1]
        times += not (before.isalnum() or before == "-" or behind.isalnum() or behind == "-")
    return times


@lru_cache(maxsize=64)
def _lowered(document: Document) -> str:
    return document.text.lower()


def _placed(
    text: str, finding: Finding, claimed: Set[str], hits: Sequence[Hit], language: str
) -> Finding | None:
    mine = _beside(text, finding.start, finding.end, language)
    here = _adjoining(text, finding.start, finding.end)
    instead: list[tuple[int, Name, str]] = []
    for hit in hits:
        stated = hit.sentence.text
        for name, around, own in _named(stated, language):
            if len(mine & around) >= SHARED and claimed.isdisjoint(own):
                there = _adjoining(stated, name.start, name.end)
                alike = sum(one == other != "" for one, other in zip(here, there, strict=True))
                instead.append((alike, name, " ".join(stated[name.start : name.end].split())))
    _, pronoun = _patterns(language)
    last = finding.value.split()[-1]
    if any(_in_lower_case(finding.value, hit.sentence.text) for hit in hits):
        return None
    held = any(last in hit.sentence.text for hit in hits)
    if instead and not held:
        other = _surest(instead)
        message = f"the cited passages name {other}, not {finding.value}" if other else finding.message
        return replace(finding, message=message, contradicted=True, vague=not other)
    if not held and any(_takes_up(hit, last, text[finding.end :], pronoun) for hit in hits):
        return None
    return finding


def _surest(instead: Sequence[tuple[int, Name, str]]) -> str:
    """Return the name, as written, that alone has most of the words next to it alike; "" for none."""
    most = max(alike for alike, _, _ in instead)
    return _one([(name, written) for alike, name, written in instead if alike == most]) if most else ""


def _one(found: Sequence[tuple[Name, str]]) -> str:
    """Return the first of some names as written where all are forms of one; "" where they are not."""
    own, *others = [frozenset(map(canonical, name.words)) for name, _ in found]
    return found[0][1] if all(own <= other or other <= own for other in others) else ""


def _adjoining(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the words right before and right behind a name, each with the marks between; "" for none.

    Quotation marks do not count, nor what makes the name a genitive. Before a text is its beginning.
    """
    before, behind = _LAST.search(text, max(0, start - NEXT), start), _FIRST.match(text, end, end + NEXT)
    opening = "" if WORD.search(text, 0, start) else "^"
    led = _unmarked(before.group()) if before else opening
    return led, _unmarked(behind.group("behind")) if behind else ""


def _unmarked(found: str) -> str:
    return _UNTOLD.sub("", found).lower()


_LAST = re.compile(r"[^\W_]+[\W_]*$")
_FIRST = re.compile(r"(?:['’]s\b)?(?P<behind>[\W_]*[^\W_]+)")
_UNTOLD = re.compile(r"[\s\"'“”‘’„«»‹›]")
NEXT = 40
"""Characters on either side of a name in which the word next to it stands."""


def _in_lower_case(written: str, text: str) -> bool:
    """Tell whether a text has all words of a name, one beside the other, as common words."""
    if written.isupper():
        return False
    at = text.find(lower := written.lower())
    return at >= 0 and not text[max(0, at - 1) : at].isalnum() and not text[at + len(lower) :][:1].isalnum()


def _is_word(name: Name, stated: str, language: str) -> bool:
    """Tell whether a common word has its capital for its place: "Ok, so …", "Sales Agent: …"."""
    if not (opens(stated, name.start) or stated[name.end : name.end + 1] == ":"):
        return False
    if len(name.words) > 1:
        return all(is_common(word, language) for word in name.words)
    return has_lexicon(language) and all(meanings(one, language).own for one in stem(name.words, language))


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what stands before a name that has no part in what is told, and the personal pronouns."""
    aside = pattern(language, "saying.asides") or pattern("en", "saying.asides")
    pronoun = pattern(language, "pronouns.personal") or pattern("en", "pronouns.personal")
    return (
        re.compile(rf"\b(?:{aside})(?: the)? $", re.IGNORECASE),
        re.compile(rf"\b(?:{pronoun})\b", re.IGNORECASE),
    )


def _takes_up(hit: Hit, name: str, behind: str, pronoun: re.Pattern[str]) -> bool:
    """Tell whether a passage speaks of what was named just before it, by a pronoun or the same next word."""
    before = _before(hit)
    if name not in before:
        return False
    following = behind.split()[:1]
    together = bool(following) and f"{name} {following[0]}" in before and following[0] in hit.sentence.text
    return together or pronoun.search(hit.sentence.text) is not None


def _beside(text: str, start: int, end: int, language: str) -> frozenset[str]:
    before = content_stems(text[max(0, start - 80) : start], language)[-BESIDE:]
    return frozenset((*before, *content_stems(text[end : end + 80], language)[:BESIDE]))


@lru_cache(maxsize=1024)
def _named(text: str, language: str) -> tuple[tuple[Name, frozenset[str], frozenset[str]], ...]:
    """Return the names of a passage that have a part in what it tells, with the words beside it and its own.

    Common words that have their capital for their place are none.
    """
    aside, _ = _patterns(language)
    return tuple(
        (
            name,
            _beside(text, name.start, name.end, language),
            frozenset(part for word in name.words for part in (word, *word.split("-"))),
        )
        for name in read(text, language).names
        if not aside.search(text, max(0, name.start - 20), name.start) and not _is_word(name, text, language)
    )


@lru_cache(maxsize=1024)
def _led(text: str, language: str) -> tuple[tuple[Name, tuple[str, ...], frozenset[str]], ...]:
    """Return the names of a text, each with the two words before it and its own in canonical form."""
    starts = [match.start() for match in WORD.finditer(text)]
    made = []
    for name in read(text, language).names:
        at = bisect_left(starts, name.start)
        before = WORD.findall(text, starts[max(0, at - 2)], name.start) if at else ()
        own = (part for word in name.words for part in (word, word.replace("-", ""), *word.split("-")))
        made.append((name, tuple(word.lower() for word in before), frozenset(map(canonical, own))))
    return tuple(made)


def _before(hit: Hit) -> str:
    start = hit.sentence.span.start
    return hit.sentence.document.text[max(0, start - BEFORE) : start]


CLOSER = 2
"""Words between a name and one that tells closer who is meant."""
BEST = 2
"""Passages, the likest first, in which the place of a name is looked for."""


def misplaced(text: str, hits: Sequence[Hit], language: str) -> Iterator[Finding]:
    """Yield the names in whose place behind the same two words the best passages have another one.

    "On the outskirts of Yerevan" against "on the outskirts of Stepanakert": that the passage goes on to speak
    of Yerevan does not help. One of the two words must tell something.
    """
    known = _led(text, language)
    claimed = {word for _, _, own in known for word in own}
    stops = stop_words(language)
    for name, before, own in known:
        if len(before) < 2 or all(word in stops for word in before):
            continue
        instead: list[tuple[Name, str]] = []
        for hit in hits[:BEST]:
            stated = hit.sentence.text
            led_to = -1
            for other, led, theirs in _led(stated, language):
                if theirs & own and (led == before or _closer(stated, led_to, other.start, language)):
                    instead.clear()
                    break
                if led == before and not theirs & claimed:
                    instead.append((other, " ".join(stated[other.start : other.end].split())))
                    led_to = other.end
            else:
                continue
            break
        if instead:
            written = text[name.start : name.end]
            only = f"{written} only where they speak of something else"
            message = f"the cited passages name {f'{one}, not {written}' if (one := _one(instead)) else only}"
            yield Finding("name", name.start, name.end, written, message, contradicted=True)


def otherwise_called(text: str, hits: Sequence[Hit], language: str) -> Iterator[Finding]:
    """Yield the names right before who somebody is, whom the passages have behind another name.

    "An adviser to the Armenian president" against "an adviser to Azerbaijani President Aliyev": that the
    passage speaks of Armenian soldiers does not help.
    """
    passages = [hit.sentence.text for hit in hits]
    for name in read(text, language).names:
        behind = _NEXT.match(text, name.end)
        if behind is None or not has_lexicon(language):
            continue
        thing = stem([behind.group(1)], language)[0]
        own = frozenset(map(canonical, name.words))
        led = [before for passage in passages for before in _before_word(passage, thing, language)]
        if _is_somebody(thing, language) and led and all(one and own.isdisjoint(one) for one in led):
            written = text[name.start : name.end]
            message = f"the cited passages do not call the {behind.group(1)} {written}"
            yield Finding("name", name.start, name.end, written, message, contradicted=True)


@lru_cache(maxsize=4096)
def _is_somebody(stemmed: str, language: str) -> bool:
    """Tell whether a word names people first of all: "soldiers", "an adviser"."""
    people = together(stem(words(language, "names.people"), language), language)
    return not people.own.isdisjoint(meanings(stemmed, language).broader)


_NEXT = re.compile(r" ([a-z]{4,})\b")
LED = 3
"""Words before a thing among which its name may stand: "Indonesian Navy divers"."""


@lru_cache(maxsize=4096)
def _before_word(text: str, thing: str, language: str) -> tuple[frozenset[str], ...]:
    """Return the words before each place of a word; none where no name stands right before it."""
    found = list(WORD.finditer(text))
    stems = stem([match.group().lower() for match in found], language)
    led = []
    for at, one in enumerate(stems):
        if one == thing:
            before = found[max(0, at - LED) : at]
            near = bool(before) and before[-1].group()[0].isupper() and not opens(text, before[-1].start())
            joined = near and text[before[-1].end() : found[at].start()] == " "
            led.append(frozenset(canonical(each.group().lower()) for each in before if joined))
    return tuple(led)


def _closer(stated: str, end: int, start: int, language: str) -> bool:
    """Tell whether the name behind another says closer who is meant: "the American singer Katy Perry"."""
    between = stated[end:start] if 0 <= end < start else "."
    if between == ", ":  # "in Ishpeming, Michigan"
        return True
    found = [word.rsplit("-", 1)[-1] for word in between.split()]
    things = [
        meanings(one, language).thing and word.islower()
        for one, word in zip(stem(found, language), found, strict=True)
    ]
    plain = between.replace(" ", "a").replace("-", "a").isalpha()
    return plain and len(things) <= CLOSER and all(things)


def unheard(text: str, hits: Sequence[Hit], language: str) -> Iterator[Finding]:
    """Yield the names that a sentence has say something, and that say nothing in the passages with them."""
    passages = [hit.sentence.text for hit in hits]
    for name in silent(text, passages, language):
        if any(holds(name, passage, language) for passage in passages):
            written = text[name.start : name.end]
            message = f"the cited passages name {written}, but not as who says so"
            yield Finding("name", name.start, name.end, written, message)
