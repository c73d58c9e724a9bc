"""Strange words: content words of a line that its passages do not have, in no form and in no other words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from summarizer.languages import words
from summarizer.languages.lexicon import has_lexicon, meanings, together
from summarizer.languages.thesaurus import nearness
from summarizer.records import dataclass
from summarizer.statements.opposites import opposites
from summarizer.statements.reworded import told_apart
from summarizer.text.language import WORD, stem, stop_words
from summarizer.text.synonyms import exact, meant, synonymous

SAME = 5
"""Letters with which two forms of one word begin: "decide", "decision"."""
NEAR = 0.05
"""Nearness by the thesaurus from which a word that names no thing may stand for another one in its place."""
CLOSE = 0.1
"""The same for another word anywhere in the passages."""
DOZEN = 12
"""Content words of which a few may be strange."""
BEFORE, AROUND = 2, 4
"""Content words of a line on either side of a word, and those of a passage on either side of the same word,
one of which is the same where the line has the word in its place."""


@dataclass(frozen=True, slots=True)
class Strange:
    """A word that no passage has. ``grave`` tells that not one of them may stand in a line.

    It names a thing rather than a deed or a quality, is the opposite of what the passages say, is told apart
    from what they have in its place, or one of the words of its language that no other word says ("killed").
    """

    word: str
    grave: bool


def strange(
    text: str,
    passages: Sequence[str],
    beside: Sequence[str] = (),
    language: str = "en",
    far: Sequence[str] = (),
) -> tuple[Strange, ...]:
    """Return the words of ``text`` that neither ``passages`` nor what stands ``beside`` them have, in order.

    Names and numbers are left to other checks. A word may be there in another form, as a synonym of the
    language's file and, by its lexicon, as a synonym, a derived or a narrower word; one that names a thing so
    in the passages alone. What stands ``far`` from the passages bears no thing: a line does not cite it for a
    word. A word that names none may also be near, by its thesaurus, to a word of the passages that the line
    leaves out; nearer where that does not stand around the same words. Of a language without a lexicon each
    strange word is grave.
    """
    around = (*passages, *beside, *far)
    held, near, wider = (_held(some, language) for some in (passages, (*passages, *beside), around))
    grouped = meant(wider, language), meant(near, language)
    opened = tuple({one[:SAME] for one in some if len(one) >= SAME} for some in (wider, near))
    unheard = []
    for word, own in _plain_words(text, language):
        thing = meanings(own, language).thing
        if own not in (wider, near)[thing] and word.lower()[:SAME] not in opened[thing]:
            unheard.append((word, own))
    if not unheard:
        return ()
    said, about = (together(stems - _stops(language), language) for stems in (held, wider))
    others = held - _stops(language) - frozenset(_content(text, language))
    found = []
    for word, own in unheard:
        one = meanings(own, language)
        if _excluded(own, others & _in_place(own, text, passages, language), language):
            found.append(Strange(word, grave=True))
            continue
        if not grouped[one.thing].isdisjoint(meant([own], language)):
            continue
        opposed = one.opposes(said) and not one.said_by(said)
        bound = own in exact(language)
        if opposed or bound or not one.said_by(said if one.thing else about):
            grave = opposed or bound or one.thing or not has_lexicon(language)
            if grave or not (
                _is_near(own, others, CLOSE, language)
                or _is_near(own, others & _in_place(own, text, around, language), NEAR, language)
            ):
                found.append(Strange(word, grave))
    return tuple(found)


def _excluded(own: str, instead: Iterable[str], language: str) -> bool:
    """Tell whether a stem cannot be true of what one of the stems in its place is true of: "silver", "gold".

    What may also say the same, as "ill" and "sick" of one field, is none.
    """
    opposed = opposites(language).get(own, frozenset())
    return any(
        other in opposed
        or (
            told_apart(own, other, language)
            and not synonymous(own, other, language)
            and meanings(own, language).own.isdisjoint(meanings(other, language).own)
        )
        for other in instead
    )


def _in_place(own: str, text: str, passages: Sequence[str], language: str) -> frozenset[str]:
    """Return the content words of passages around those that stand around a word of a line."""
    mine = _content(text, language)
    near = _beside(mine, mine.index(own))
    found: set[str] = set()
    for passage in passages:
        theirs = _content(passage, language)
        for place, other in enumerate(theirs):
            if other in near:
                found.update(theirs[max(0, place - AROUND) : place + AROUND + 1])
    return frozenset(found)


def _beside(words: Sequence[str], at: int) -> frozenset[str]:
    """Return the words right before and behind a place of a line."""
    return frozenset((*words[max(0, at - BEFORE) : at], *words[at + 1 : at + 1 + BEFORE]))


def _is_near(own: str, others: Iterable[str], least: float, language: str) -> bool:
    """Tell whether one of other stems is nearly of the same meaning, and not told apart from it."""
    return any(
        nearness(own, other, language) >= least and not told_apart(own, other, language) for other in others
    )


def most(text: str, allowed: int, language: str = "en") -> int:
    """Return how many words of ``text`` may be strange: ``allowed`` of a dozen or more, fewer of fewer."""
    return allowed * min(DOZEN, len(_content(text, language))) // DOZEN


def astray(
    text: str, passages: Sequence[str], beside: Sequence[str] = (), language: str = "en"
) -> tuple[str, ...]:
    """Return the words of ``text`` that the passages have among other words alone, in order.

    Of the two content words on either side of them, of those that a passage has, none stands within four of
    the same word in a passage or ``beside`` it, and no other word of the passages says what they say. Words
    that claim nothing of the matter, as "including", may stand anywhere. None of languages without a lexicon.
    """
    if not has_lexicon(language):
        return ()
    held = _held(passages, language)
    wider = _held((*passages, *beside), language)
    mine = [own for own in _content(text, language) if own in wider]
    around: dict[str, set[str]] = {}
    for passage in (*passages, *beside):
        theirs = _content(passage, language)
        for at, own in enumerate(theirs):
            if own in held and own in mine:
                around.setdefault(own, set()).update(theirs[max(0, at - AROUND) : at + AROUND + 1])
    found = []
    for word, own in _plain_words(text, language):
        if own not in around or word[0].isupper() or word.lower() in _framing(language):
            continue
        at = mine.index(own)
        near = _beside(mine, at) - {own}
        if near and near.isdisjoint(around[own]):
            found.append((word, own))
    if not found:
        return ()
    others = held - _stops(language) - set(mine)
    said, grouped = together(others, language), meant(others, language)
    return tuple(
        word
        for word, own in found
        if not meanings(own, language).said_by(said) and grouped.isdisjoint(meant([own], language))
    )


def akin(one: str, other: str, language: str = "en") -> bool:
    """Tell whether a word, in lower case, may stand for another one.

    They are forms of one word or synonyms in the language's file, or by its lexicon the first is a synonym of
    the other, derived from it or broader.
    """
    if one[:SAME] == other[:SAME] and min(len(one), len(other)) >= SAME:
        return True
    own, theirs = stem([one, other], language)
    if own == theirs or synonymous(own, theirs, language):
        return True
    mine, instead = meanings(own, language), meanings(theirs, language)
    return own not in exact(language) and mine.said_by(instead) and not mine.opposes(instead)


def _plain_words(text: str, language: str) -> list[tuple[str, str]]:
    """Return the words of a text that are no stop word, name or number, each with its stem."""
    stops = stop_words(language)
    words = [
        match.group()
        for at, match in enumerate(WORD.finditer(text))
        if match.group().isalpha() and len(match.group()) > 2 and not (at and match.group()[0].isupper())
    ]
    kept = [word for word in words if word.lower() not in stops]
    return list(zip(kept, stem([word.lower() for word in kept], language), strict=True))


@cache
def _framing(language: str) -> frozenset[str]:
    return frozenset(words(language, "drafts.framing"))


@cache
def _stops(language: str) -> frozenset[str]:
    return frozenset(stem(sorted(stop_words(language)), language))


def _held(passages: Sequence[str], language: str) -> frozenset[str]:
    return frozenset[str]().union(*(_stems(passage, language) for passage in passages))


@lru_cache(maxsize=8192)
def _stems(text: str, language: str) -> frozenset[str]:
    return frozenset(stem(_lower(text), language))


@lru_cache(maxsize=8192)
def _content(text: str, language: str) -> tuple[str, ...]:
    """Return the stems of the content words, in order."""
    stops = stop_words(language)
    return tuple(stem([word for word in _lower(text) if word not in stops and len(word) > 1], language))


def _lower(text: str) -> list[str]:
    return [match.group().lower().replace("’", "'").removesuffix("'s") for match in WORD.finditer(text)]
