"""Weighing: each content word of a claim against the passages that should say it.

A word may stand there itself, in another form, as a synonym or a narrower word, not at all, or its opposite
may stand in its place. What is not there is no falsehood yet: a summary has words of its own. How much it
takes from a claim is weighed in `Weighed.trust`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.data import Span
from summarizer.languages import pattern, words
from summarizer.languages.lexicon import NOTHING, Meanings, has_lexicon, meanings, together
from summarizer.records import dataclass
from summarizer.text.language import stem, stop_words
from summarizer.text.sought import Sought
from summarizer.text.synonyms import exact, meant
from summarizer.text.words import words_of

from .counted import outcomes
from .cues import denies, denying
from .exceptions import excepts
from .factuality import governors
from .phrased import in_words_of, untold
from .predicates import past_forms
from .statement import read

BEFORE, BEHIND = 2, 2
"""Content words of a claim on either side of a word that show its place in a passage."""
BETWEEN, HEAD = 4, 4
"""Content words from one side to the other in the passage; letters that all forms of a word begin with."""
FORMS = 5
"""Letters that two forms of one word have in common at their beginning, or four of at most six."""
TRUST, LACKING, THING, RELATED, LENGTH, RESTRICTS, TURNED = 0.72, 1.45, 0.24, 0.15, 0.03, 1.28, 5.5
"""The trust in a claim of no words, and what changes it: the share of its words that no passage near has
in any form, each thing among them, each word that is there in other words only, each word more, each word
that restricts or denies and is in no passage, each opposite in the place of a word. Fitted by logistic
regression on half of the sources of labelled claims; the first was then set so that few false ones pass."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """How the content words of a claim are held; the spans are in the claim.

    ``words`` are all of them, ``lacking`` those that no passage near says in any form, ``things`` how many of
    these name things, ``related`` how many words are there only in other words, ``restricting`` are the words
    that restrict or deny, or tell what became of somebody, and are in no passage, ``turned`` those in whose
    place their opposite stands.
    """

    words: tuple[Span, ...]
    lacking: tuple[Span, ...]
    things: int
    related: int
    restricting: tuple[Span, ...]
    turned: tuple[Span, ...]

    @property
    def trust(self) -> float:
        """How far the words let the claim be taken for said: over 0 it rather is."""
        return (
            TRUST
            - LACKING * len(self.lacking) / max(1, len(self.words))
            - THING * self.things
            + RELATED * self.related
            - LENGTH * len(self.words)
            - RESTRICTS * len(self.restricting)
            - TURNED * len(self.turned)
        )


class _Word(NamedTuple):
    stem: str
    lower: str
    start: int
    end: int


def weigh(
    claim: str,
    passages: Sequence[str],
    near: Sequence[str],
    language: str,
    borne: Sequence[tuple[int, int]] = (),
    led: Sequence[str] | None = None,
) -> Weighed | None:
    """Weigh the words of ``claim`` against the whole sentences cited, and others that are near.

    What lies in one of the spans ``borne`` is held in whatever form, as a number is. ``led`` are the cited
    sentences again, those on "she" or "it" with what they take up. None for a language without a lexicon.
    """
    if not has_lexicon(language):
        return None
    found = _content(claim, language)
    held = frozenset[str]().union(*(_stems(text, language) for text in passages))
    missing = [
        (at, word)
        for at, word in enumerate(found)
        if word.stem not in held and not any(start <= word.start < end for start, end in borne)
    ]
    lacking, related, things, turned = _missing(missing, found, held, claim, passages, near, language)
    unsaid = {span.start for span in lacking}
    return Weighed(
        tuple(Span(word.start, word.end) for word in found),
        lacking,
        things,
        related,
        (
            *_restricting(claim, passages, language),
            *_decisive(found, unsaid, held, passages if led is None else led, language),
            *_untold(claim, found, passages, held, language),
        ),
        turned,
    )


def _decisive(
    found: Sequence[_Word], unsaid: Set[int], held: Set[str], passages: Sequence[str], language: str
) -> Iterator[Span]:
    """Yield the words with which a claim falls; ``unsaid`` are where those begin that no passage near says.

    One is what became of somebody, where no passage tells that in any word. The other is a verb of a claim of
    few words that a passage has, but none that has most of these; where none has most of them, each verb.
    """
    kinds, fates = outcomes(language), words(language, "figures.decisive")
    told = {kinds[one] for one in held if one in kinds}
    own = frozenset(word.stem for word in found)
    brief = len(found) <= BRIEF
    stems = [frozenset(_stems(text, language)) for text in passages] if brief else []
    whole = [one for one in stems if len(own & one) >= ALONE * len(own)]
    for word in found:
        lacks, said = word.start in unsaid, word.stem in held
        fate = lacks and word.lower in fates and kinds.get(word.stem) not in told
        strewn = not any(word.stem in one for one in whole) if said else lacks and not whole
        if fate or (brief and strewn and past_forms(word.lower, language)):
            yield Span(word.start, word.end)


def _untold(
    claim: str, found: Sequence[_Word], passages: Sequence[str], held: Set[str], language: str
) -> Iterator[Span]:
    """Yield the verbs with a particle that a passage does not tell, in any words, though it has most else."""
    for span, verb in untold(claim, passages, language):
        (own,) = stem([verb], language)
        said = not meant(held, language).isdisjoint(meant([own], language))
        if own in held or said or _is_said(meanings(own, language), frozenset(held), language):
            continue
        rest = {word.stem for word in found if not span.start <= word.start < span.end}
        if any(len(rest.intersection(_stems(text, language))) >= MOST * len(rest) for text in passages):
            yield span


MOST = 0.8
"""Share of the other words of a claim that a passage has which says the same, were it not for one verb."""
BRIEF, ALONE = 5, 0.6
"""Content words of a claim, at most, that tells of one deed, and the share of them that the passage must have
which says the verb."""


def _missing(
    missing: Sequence[tuple[int, _Word]],
    found: Sequence[_Word],
    held: frozenset[str],
    claim: str,
    passages: Sequence[str],
    near: Sequence[str],
    language: str,
) -> tuple[tuple[Span, ...], int, int, tuple[Span, ...]]:
    """Return which words that no passage has are lacking, how many related, things, and turned."""
    if not missing:
        return (), 0, 0, ()
    plain, framing, bound = _plain(claim, language), _framing(language), exact(language)
    wider = held.union(*(_stems(text, language) for text in near))
    told = [_Told.of(text, language) for text in passages]
    grouped = meant(held, language)
    phrased = {one for text in passages for one in _stems(in_words_of(claim, text, language), language)}
    mine = {word.stem for word in found}
    forms: Mapping[str, Sequence[str]] | None = None
    lacking, turned = [], []
    strange: set[str] = set()
    things = related = 0
    for at, word in missing:
        span = Span(word.start, word.end)
        one = meanings(word.stem, language)
        counted = word.lower.isalpha() and word.start in plain
        if word.stem not in wider:
            there = counted and (
                word.stem in phrased
                or any(_has_form(word.lower, each.forms) for each in told)
                or not grouped.isdisjoint(meant([word.stem], language))
                or (word.stem not in bound and _is_said(one, held, language))
                or (word.stem not in bound and not one.thing and _is_said(one, wider, language))
            )
            if counted and not there:
                forms = forms or _by_head(form for text in near for form in _forms(text, language))
                there = _has_form(word.lower, forms)
            if there:
                related += 1
            elif word.lower not in framing and word.stem not in strange:
                strange.add(word.stem)  # what is said twice lacks once
                lacking.append(span)
                things += counted and one.thing
        opposed = any(_turned(found, at, mine, text, language) for text in told)
        if counted and (opposed or _denied_by_prefix(word.lower, told, language)):
            turned.append(span)
    return tuple(lacking), related, things, tuple(turned)


def _is_said(one: Meanings, stems: frozenset[str], language: str) -> bool:
    """Tell whether one of many words says what a word means."""
    return one is not NOTHING and one.said_by(together(stems, language))


@dataclass(frozen=True, slots=True)
class _Told:
    """The content words of a passage: stems in order, the places of each, and forms by their head."""

    stems: tuple[str, ...]
    places: Mapping[str, Sequence[int]]
    forms: Mapping[str, Sequence[str]]
    lower: frozenset[str]

    @classmethod
    @lru_cache(maxsize=2048)
    def of(cls, text: str, language: str) -> _Told:
        stems, words = _stems(text, language), _forms(text, language)
        places: dict[str, list[int]] = {}
        for at, one in enumerate(stems):
            places.setdefault(one, []).append(at)
        return cls(stems, places, _by_head(words), frozenset(words))


def _by_head(forms: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Return words by the letters that they begin with."""
    found: dict[str, list[str]] = {}
    for form in set(forms):
        found.setdefault(form[:HEAD], []).append(form)
    return found


@lru_cache(maxsize=2048)
def _content(text: str, language: str) -> tuple[_Word, ...]:
    known, at = words_of(text), _places(text, language)
    found = zip(_stems(text, language), _forms(text, language), at, strict=True)
    return tuple([_Word(one, word, known.starts[i], known.ends[i]) for one, word, i in found])


@lru_cache(maxsize=2048)
def _places(text: str, language: str) -> tuple[int, ...]:
    """Return which words of a text are content words, by their place."""
    stops = stop_words(language)
    return tuple([at for at, word in enumerate(words_of(text).plain) if len(word) > 1 and word not in stops])


@lru_cache(maxsize=2048)
def _forms(text: str, language: str) -> tuple[str, ...]:
    """Return the content words of a text, without what makes a possessive."""
    words = words_of(text).plain
    return tuple([words[at].removesuffix("'s") for at in _places(text, language)])


@lru_cache(maxsize=2048)
def _stems(text: str, language: str) -> tuple[str, ...]:
    """Return the stems of the content words of a text, in order."""
    return tuple(stem(_forms(text, language), language))


def _plain(text: str, language: str) -> frozenset[int]:
    """Return where the words begin that are part of no name."""
    names = read(text, language).names
    starts = [name.start for name in names]
    return frozenset(
        word.start
        for word in _content(text, language)
        if not (at := bisect_right(starts, word.start)) or word.start >= names[at - 1].end
    )


def _has_form(word: str, forms: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether another form of a word is there, by its letters."""
    return any(_alike(word, other) for other in forms.get(word[:HEAD], ()))


def _alike(one: str, other: str) -> bool:
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    shared = min(len(one), len(other)) if shared is None else shared
    return shared >= FORMS or (shared >= 4 and shared >= 0.6 * max(len(one), len(other)))


def _turned(claim: Sequence[_Word], at: int, mine: Container[str], passage: _Told, language: str) -> bool:
    """Tell whether a word's opposite stands in its place: between, or right beside, the words around it.

    ``mine`` are the stems of the claim.
    """
    stems, places = passage.stems, passage.places
    before = [word.stem for word in claim[max(0, at - BEFORE) : at]]
    behind = [word.stem for word in claim[at + 1 : at + 1 + BEHIND]]
    one = meanings(claim[at].stem, language)
    best: tuple[int, list[str]] | None = None
    for i in sorted({i for left in before for i in places.get(left, ())}):
        for j in range(i + 1, min(len(stems), i + 1 + BETWEEN)):
            if stems[j] in behind and (best is None or j - i < best[0]):
                best = j - i, [word for word in stems[i + 1 : j] if word not in mine]
    if best is None:
        beside = [stems[i + 1] for left in before[-1:] for i in places.get(left, ()) if i + 1 < len(stems)]
        beside += [stems[i - 1] for right in behind[:1] for i in places.get(right, ()) if i > 0]
        best = 1, [word for word in beside if word not in mine][:1]
    return any(one.opposes(meanings(word, language)) for word in best[1]) and not any(
        one.said_by(meanings(word, language)) for word in best[1]
    )


def _denied_by_prefix(word: str, texts: Sequence[_Told], language: str) -> bool:
    """Tell whether a passage has a word with a prefix that denies it, or without: "unchanged"."""
    prefixes = words(language, "opposites.prefixes")
    turned = [prefix + word for prefix in prefixes]
    turned += [word[len(prefix) :] for prefix in prefixes if word.startswith(prefix)]
    return any(other in text.lower for other in turned for text in texts)


def _restricting(claim: str, passages: Sequence[str], language: str) -> tuple[Span, ...]:
    """Return the words of a claim that restrict or deny, and that no passage has."""
    known = _restrictions(language)
    link = _link(language)
    caused = link.search(claim) if link else None
    in_time = words(language, "dates.relations")  # "after" may stand in a sentence of its own
    unlinked = (
        caused is not None
        and caused.group().lower() not in in_time
        and not any(link.search(text) for text in passages if link)
    )
    more = (Span(*caused.span()),) if caused is not None and unlinked else ()
    scalar, own = words(language, "amounts.scalar"), words_of(claim)
    mine = [
        (word, span)
        for word, span in zip(own.plain, own.spans, strict=True)
        if word in known
        and not _in_compound(claim, *span)
        and not (word in scalar and _AMOUNT.match(claim, span[1]))
    ]
    if not mine:
        return more
    held = {word for text in passages for word in words_of(text).plain}
    held |= {one for word in held for one in _as_much(language).get(word, ())}
    denied = any(denying(text, language) or _denied_in(text, language) for text in passages)
    missing = [(word, span) for word, span in mine if word not in held]
    if any(excepts(word, language) for word, _ in missing) and any(
        excepts(text, language) for text in passages
    ):
        missing = [(word, span) for word, span in missing if not excepts(word, language)]
    strange = (Span(*span) for word, span in missing if not (denied and denies(word, language)))
    return (*strange, *more)


def _denied_in(text: str, language: str) -> bool:
    return any(one.kind == "denied" for one in governors(text, language))


@cache
def _as_much(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return for each word that counts those that count as much: "every" and "all"."""
    counting = words(language, "amounts.counting")
    ranks = words(language, "amounts.ranks")
    groups = [tuple(word for word in group.split() if word in counting) for group in ranks]
    return {word: group for group in groups for word in group}


_AMOUNT = re.compile(r" (?:\w+ )?(?:[$€£¥]|\d)")
"""What follows a word that makes little of an amount: "only 30", "only costs $30"."""


def _in_compound(text: str, start: int, end: int) -> bool:
    """Tell whether a word is part of a compound: "all-in-one" is not all of something."""
    return text[end : end + 1] == "-" or text[max(0, start - 1) : start] == "-"


def stated_causes(claim: str, language: str) -> tuple[tuple[int, int], ...]:
    """Return where a claim says why: behind "because of", up to the end of that clause."""
    cause, in_time = _cause(language), words(language, "dates.relations")
    return tuple(
        (one.end() + 1, clause_end(claim, one.end()))
        for one in (cause.finditer(claim) if cause else ())
        if one.group().lower() not in in_time
    )


def clause_end(text: str, start: int) -> int:
    """Return where the clause that ``text[start]`` is of ends: at the next mark, or with the text."""
    mark = MARK.search(text, start)
    return mark.start() if mark else len(text)


MARK = re.compile(r"[,;:.!?](?=\s|$)")
"""A mark at which a clause ends, but for one inside a number."""


@lru_cache(maxsize=64)
def _cause(language: str) -> Sought | None:
    behind = pattern(language, "causes.behind")
    return Sought(rf"\b(?:{behind})\b", language) if behind else None


@lru_cache(maxsize=64)
def _link(language: str) -> Sought | None:
    """Fit what joins cause and effect."""
    parts = [part for key in ("causes.behind", "causes.before") if (part := pattern(language, key))]
    return Sought(rf"\b(?:{'|'.join(parts)})\b", language) if parts else None


@lru_cache(maxsize=64)
def _framing(language: str) -> frozenset[str]:
    return frozenset(words(language, "drafts.framing"))


@lru_cache(maxsize=64)
def _restrictions(language: str) -> frozenset[str]:
    return frozenset(words(language, "amounts.restricting"))
