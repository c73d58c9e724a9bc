"""Whether a claim that asserts something rests on passages that assert it, and do not merely mention it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import cache, lru_cache
from itertools import pairwise

from summarizer.languages import alternatives, words
from summarizer.languages.lexicon import Meanings, meanings, together
from summarizer.records import dataclass
from summarizer.text.language import UNSPACED, WORD, stem, stop_words, tokens
from summarizer.text.words import stems_of, words_of

from .cues import denying
from .factuality import Factuality, Governor, governors, speaks, undoes
from .finding import Finding
from .predicates import irregular, past_forms

NEAR_BEST = 0.75
"""Share of the words of the claim, against the closest passage's, from which another passage counts too."""
LEAST = 0.4
"""Share of its content words that a passage must hold to be asked."""
REACHED = 0.5
"""Share of the common words that a governor must reach to govern what the claim says."""
MOSTLY = 0.8
"""The same where the first content word that it governs is none of the common ones."""
OPPOSING = 0.85
"""Share of the words, against the closest passage's, from which a passage that denies opposes."""
TELLS = 0.6
"""Share of the words of a claim from which a passage says it, or denies it, rather than something near it."""
_TERSE = 4
"""Content words of a claim up to which all must be there for that: two of three are soon together."""
_SCOPE = 4
_PREFIX = 4
_LONG = 6
_LEAD = 60
"""Characters behind a governor in which "that" opens the clause it governs."""
_SHOWN = 160
"""Characters of a passage that a reason quotes."""
_ENOUGH: dict[Factuality, frozenset[Factuality]] = {
    "doubted": frozenset(("doubted", "denied", "asked")),
    "asked": frozenset(("asked", "doubted", "condition")),
    "condition": frozenset(("condition", "possible")),
    "planned": frozenset(("planned", "possible", "demanded", "alleged", "tried", "condition")),
    "tried": frozenset(("tried", "denied", "planned")),
    "demanded": frozenset(("demanded", "planned", "possible")),
    "alleged": frozenset(("alleged", "possible", "doubted")),
    "possible": frozenset(("possible", "alleged", "planned", "condition")),
    "staged": frozenset(("staged",)),
}
"""Of what a claim must speak itself where its passage does so."""
_CONTRARY = frozenset(("denied", "demanded"))
"""What shows that the claim is not so, as far as the passage goes."""
_SAYS: dict[Factuality, str] = {
    "denied": "says the contrary",
    "doubted": "does not confirm this",
    "asked": "only asks this",
    "condition": "says so under a condition",
    "planned": "says that this is still to be done",
    "tried": "says that this was tried",
    "demanded": "says that this was called for, not that it was done",
    "alleged": "says so as an allegation",
    "possible": "says that this may be so",
    "staged": "tells this of an exercise or a story",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A whole sentence of a source, with the name that a reason calls it by."""

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class _Near:
    """A passage with the content words of the claim that it has, where they start, and their share."""

    passage: Passage
    held: Sequence[tuple[str, int]]
    share: float


@dataclass(frozen=True, slots=True)
class _Judged:
    passage: Passage
    share: float
    kind: Factuality | None
    words: str


def check_governed(
    claim: str, passages: Sequence[Passage], language: str, around: Sequence[Passage] = ()
) -> Iterator[Finding]:
    """Yield findings where the closest passages deny, doubt, ask, plan … what ``claim`` asserts.

    The passages that hold about as many of its words as the closest one decide: one that asserts it is
    enough, unless another of them denies it. ``contradicted`` tells that the passage shows the contrary.
    A verb that only passages further down or ``around`` have must not be governed there.
    """
    own, wanted = _Claim.of(claim, language), _content(claim, language)
    read = [_Near(one, *_held(wanted, one.text, language)) for one in passages]
    best = max((one.share for one in read), default=0.0)
    closest = [one for one in read if one.share >= max(LEAST, NEAR_BEST * best)]
    if not closest:
        return
    yield from _lent(own, (*passages, *around), closest, language)
    near = [_judge(own, one, language) for one in closest]
    plain = [one for one in near if one.kind is None]
    against = next((one for one in near if one.kind == "denied" and one.share >= OPPOSING * best), None)
    if not plain:
        # What somebody agreed to is more than what another demanded of him.
        first = max(near, key=lambda one: (one.share, one.kind == "denied", one.kind != "demanded"))
        message = _governed(first.passage, first.kind or "denied", first.words)
        if first.kind == "denied":
            message = f"contradicted by {first.passage.source}: “{_clipped(first.passage.text)}”"
        yield Finding("factuality", 0, len(claim), claim, message, contradicted=first.kind in _CONTRARY)
    elif against is not None:
        source, said = plain[0].passage.source, _clipped(against.passage.text)
        if min(plain[0].share, against.share) < (TELLS if len(wanted.stems) > _TERSE else 1.0):
            message = f"{against.passage.source} has some of these words where it denies something: “{said}”"
        elif source == against.passage.source:
            message = f"{source} says so and also denies it: “{said}”"
        else:
            message = f"only a claim of {source}; {against.passage.source} denies it: “{said}”"
        yield Finding("factuality", 0, len(claim), claim, message)
    elif denial := _denies_alone(claim, near, around, language):
        message = f"{plain[0].passage.source} says so without “{denial}”: “{_clipped(plain[0].passage.text)}”"
        yield Finding("factuality", 0, len(claim), claim, message, contradicted=True)


def _lent(
    claim: _Claim, passages: Sequence[Passage], closest: Sequence[_Near], language: str
) -> Iterator[Finding]:
    """Yield one finding where a verb of ``claim`` comes from a passage further down that does not assert it.

    "His lawyer said he would appeal" does not lend "appealed" to a sentence on the same man.
    """
    wanted = _content(claim.text, language)
    if len(wanted.stems) > _BRIEF:
        return
    told = {one for each in closest for one, _ in each.held}
    if told.issuperset(wanted.stems):
        return
    near = [one.passage for one in closest]
    for passage in passages:
        held, _ = _held(wanted, passage.text, language)
        alone = [one for one in held if one[0] not in told]
        if passage in near or not alone:
            continue
        for one in governors(passage.text, language):
            if one.kind not in _LENDING or _allowed(
                one.kind, claim.own, claim.text, claim.denies(passage.text, language), language
            ):
                continue
            if not all(one.first <= start < one.last for _, start in alone):
                continue
            if _governs_verb(one, passage.text, alone, language):
                verb = next(iter(WORD.findall(passage.text, alone[0][1])), "")
                said = _governed(passage, one.kind, passage.text[one.start : one.end].strip())
                message = f"“{verb}” stands where {said}"
                yield Finding("factuality", 0, len(claim.text), claim.text, message)
                return


def _governed(passage: Passage, kind: Factuality, words: str) -> str:
    """Say what a passage makes of what it tells, by which words."""
    return f"{passage.source} {_SAYS[kind]} (“{words}”): “{_clipped(passage.text)}”"


_BRIEF = 8
"""Content words of a claim, at most, of which one verb may be taken for what it tells."""
_LENDING = frozenset(("planned", "tried", "demanded", "denied", "doubted"))
"""What keeps a passage from lending a verb; what is asked or supposed may be told elsewhere."""


def _denies_alone(claim: str, near: Sequence[_Judged], around: Sequence[Passage], language: str) -> str:
    """Return the words of a claim that deny most of it, as "failed to", where no passage denies that.

    Nor does one ``around`` in the same word: "the chemist denies it".
    """
    content = _content(claim, language)
    for one in governors(claim, language):
        reached = sum(one.first <= start < one.last for start in content.starts)
        denial = claim[one.start : one.end].strip()
        denies = one.kind == "denied" or (one.kind == "tried" and _lexical(denial, language))
        if denies and reached >= REACHED * len(content.starts):
            own = together(stem(tokens(denial), language), language)
            too = (_denies_too(own, content, each.passage.text, language) for each in near)
            verbs = set(_content(denial, language).stems)
            brief = (_content(each.text, language).stems for each in around)
            return "" if any(too) or any(verbs & set(one) and len(one) <= _PLAIN for one in brief) else denial
    return ""


_PLAIN = 3
"""Content words, at most, of a sentence that denies what the one before says: "The chemist denies it"."""


def _denies_too(own: Meanings, wanted: _Content, text: str, language: str) -> bool:
    """Tell whether a passage denies what it has of the ``wanted`` words, or has one of the meaning ``own``.

    That it denies something else does not count: "she denied that talks were held before they signed".
    """
    held, _ = _held(wanted, text, language)
    if _negated(text, held, language):
        return True
    for first, last in pairwise(_part_ends(text)):
        if 2 * sum(first <= start < last for _, start in held) >= len(held):
            said = [meanings(one, language) for one in _content(text[first:last], language).stems]
            if _lexical(text[first:last], language) or any(map(own.meets, said)):
                return True
    for one in governors(text, language):
        reached = sum(one.first <= start < one.last for _, start in held)
        if one.kind in ("denied", "doubted") and reached >= REACHED * len(held):
            return True
    return False


def denied_alike(claim: str, passages: Sequence[Passage], language: str) -> bool:
    """Tell whether ``claim`` and the closest passage deny the same, in whatever words."""
    if not _count(claim, language):
        return False
    found = [(*_held(_content(claim, language), one.text, language), one.text) for one in passages]
    best = max((share for _, share, _ in found), default=0.0)
    return any(
        share >= max(2 * LEAST, OPPOSING * best)
        and (
            (_negated(text, held, language) and _count(text, language) >= _count(claim, language))
            or _governs_most("denied", text, held, language)
        )
        for held, share, text in found
    )


def _governs_most(kind: Factuality, text: str, held: Sequence[tuple[str, int]], language: str) -> bool:
    """Tell whether a governor of a kind reaches all that a passage has in common with a claim behind it."""
    for one in governors(text, language):
        behind = [start for _, start in held if start >= one.first]
        if one.kind == kind and behind and all(start < one.last for start in behind):
            return True
    return False


def opening(text: str, first: int, last: int, language: str) -> int:
    """Return where a quote of ``text[first:last]`` must begin so as to hold what governs or negates it."""
    if not first:
        return 0
    starts = [first]
    starts += [one.start for one in governors(text, language) if one.first <= first < one.last]
    parts = [at for at in (text.rfind(mark, 0, first) for mark in ";:.") if at >= 0]
    starts += [start for start, _ in _cues_of(text, language) if max(parts, default=-1) < start < first]
    return first if min(starts) >= first else 0


@dataclass(frozen=True, slots=True)
class _Claim:
    """A claim, what it makes itself of what it tells, whether it denies, and the words that do so if any.

    ``deeds`` are the stems of its past forms.
    """

    text: str
    own: frozenset[Factuality]
    negated: bool
    denials: frozenset[str]
    deeds: frozenset[str]

    @classmethod
    def of(cls, text: str, language: str) -> _Claim:
        own = frozenset(one.kind for one in governors(text, language))
        denials = _denials(language).intersection(_content(text, language).stems)
        deeds = past_forms(text, language).difference(stop_words(language))
        negated = _is_negated(text, language) or "denied" in own or undoes(text, language)
        return cls(text, own, negated, denials, deeds)

    def denies(self, passage: str, language: str) -> bool:
        """Tell whether the claim denies, be it by a word that the passage does not have: "lack" of "no"."""
        return self.negated or not self.denials.issubset(_content(passage, language).stems)


def _judge(one: _Claim, near: _Near, language: str) -> _Judged:
    """Say what a passage makes of what it has of the claim, beyond what the claim says."""
    claim, own, claim_denies = one.text, one.own, one.denies(near.passage.text, language)
    passage, held, share = near.passage, near.held, near.share
    wanted = _content(claim, language)
    if not claim_denies and (denial := _negated(passage.text, held, language)):
        return _Judged(passage, share, "denied", denial)
    for each in sorted(governors(passage.text, language), key=lambda each: each.kind not in _CONTRARY):
        reached = sum(each.first <= start < each.last for _, start in held)
        if _is_deed(each, passage.text, one, held, language):
            reached = len(held)
        if reached < REACHED * len(held):
            continue
        to_what_end = _is_purpose(each, passage.text, held, language)
        verb = not to_what_end and _governs_verb(each, passage.text, held, language, wanted.stems)
        needed = REACHED if verb else MOSTLY
        if reached < needed * len(held) or _allowed(each.kind, own, claim, claim_denies, language):
            continue
        if each.kind == "demanded" and _recommends(claim, passage.text, language):
            continue
        if each.kind == "denied" and _is_undone(each, passage.text, claim, language):
            continue
        return _Judged(passage, share, each.kind, passage.text[each.start : each.end].strip())
    return _Judged(passage, share, None, "")


def _is_deed(one: Governor, text: str, claim: _Claim, held: Sequence[tuple[str, int]], language: str) -> bool:
    """Tell whether a governor reaches first what a claim says was done, told nowhere else in a passage.

    Or what it was done to, where the passage has no such deed: "is considering an appeal" of "lodged one".
    """
    if not claim.deeds or one.kind not in _LENDING:
        return False
    leading = next(((word, start) for word, start in _content(text, language) if start >= one.first), None)
    if leading is None or leading[1] >= one.last or leading not in held:
        return False
    told = [start for word, start in held if word in claim.deeds]
    if told:
        return leading[0] in claim.deeds and all(one.first <= start < one.last for start in told)
    own = _content(claim.text, language).stems
    return any(own[at - 1] in claim.deeds and own[at] == leading[0] for at in range(1, len(own)))


def _held(wanted: _Content, text: str, language: str) -> tuple[list[tuple[str, int]], float]:
    """Return the content words of ``text`` that are wanted, and the share of the wanted ones it has."""
    words = set(wanted.stems)
    content = _content(text, language)
    stems = set(content.stems)
    alike = words & stems
    alike |= _alike(stems - words, words)
    held = [one for one in content if one[0] in alike]
    found = len(words & stems) + len(_alike(words - stems, alike))
    return held, found / len(words) if words else 0.0


def _alike(some: Set[str], others: Set[str]) -> set[str]:
    """Return which stems are of one word with one of the others."""
    heads = {one[:_PREFIX] for one in some}
    near = [other for other in others if other[:_PREFIX] in heads]
    return {one for one in some if any(_same(one, other) for other in near)} if near else set()


def _clipped(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN].rsplit(' ', 1)[0]} …"


@cache
def _opens_clause(language: str) -> re.Pattern[str]:
    return re.compile(f" (?:{alternatives(words(language, 'clauses.that'))}) ")


def _governs_verb(
    one: Governor,
    text: str,
    held: Sequence[tuple[str, int]],
    language: str,
    wanted: Sequence[str] = (),
) -> bool:
    """Tell whether a common word is among the first that a governor reaches: the verb, or who did it.

    Or one of the meaning of a ``wanted`` word: "came close to a deal" of "agreed".
    """
    opened = _opens_clause(language).search(text, max(0, one.first - 6), one.first + _LEAD)
    clause = opened.start() if opened else -1
    first = clause if clause >= 0 else one.first
    leading = [one for one in _content(text, language) if one[1] >= first][: 2 if clause >= 0 else 1]
    places = {start for _, start in held}
    if any(start in places for _, start in leading):
        return True
    unsaid = sorted(frozenset(wanted) - {word for word, _ in held}) if leading else []
    meant = together(unsaid, language) if unsaid else None
    return meant is not None and any(meanings(word, language).said_by(meant) for word, _ in leading)


def _is_purpose(one: Governor, text: str, held: Sequence[tuple[str, int]], language: str) -> bool:
    """Tell whether a governor only says to what end something of the claim was done: "to prevent leaks"."""
    before = WORD.findall(text, max(0, one.start - 12), one.start)
    if (
        one.kind != "denied"
        or not before
        or before[-1].lower() not in words(language, "factuality.infinitives")
    ):
        return False
    return sum(start < one.start for _, start in held) >= _STATED


_STATED = 2
"""Words of the claim before "to prevent …" that show it to state what was done to that end."""


def _is_undone(one: Governor, text: str, claim: str, language: str) -> bool:
    """Tell whether what a governor denies is a denial itself: who denies that he will miss it, will not."""
    first = [word for word, start in _content(text, language) if one.first <= start < one.last][:_TURNED]
    return any(word in _denials(language) for word in first) and not _lexical(claim, language)


_TURNED = 2
"""Words behind a governor among which a denial turns it round."""


def _allowed(kind: Factuality, own: Set[Factuality], claim: str, claim_denies: bool, language: str) -> bool:
    """Tell whether the claim says itself what its passage makes of it."""
    if kind == "denied":
        return claim_denies
    if kind in ("alleged", "possible", "doubted") and speaks(claim, language):
        return True
    return bool(_ENOUGH[kind] & own) or (kind in _UNDONE and claim_denies)


_UNDONE = frozenset(("doubted", "tried", "planned"))
"""What is not done either where a claim denies it: "turned down offers to play" of "refused to play"."""


def _recommends(claim: str, passage: str, language: str) -> bool:
    """Tell whether a claim says itself that somebody is for something, in a word that its passage has not."""
    own = _recommending(language).intersection(_content(claim, language).stems)
    return bool(own.difference(_content(passage, language).stems))


@cache
def _recommending(language: str) -> frozenset[str]:
    return frozenset(stem(words(language, "factuality.recommending"), language))


@dataclass(frozen=True, slots=True)
class _Content:
    """The stems of the content words of a text, in order, and where these start."""

    stems: tuple[str, ...]
    starts: tuple[int, ...]

    def __iter__(self) -> Iterator[tuple[str, int]]:
        return zip(self.stems, self.starts, strict=True)


@lru_cache(maxsize=2048)
def _content(text: str, language: str) -> _Content:
    """Return the content words of a text; irregular past forms as their base."""
    stops, bases, known = stop_words(language), _base_stems(language), words_of(text)
    if not text.isascii() and UNSPACED.search(text):
        cut = [
            (piece, start)
            for word, start in zip(known.plain, known.starts, strict=True)
            for piece in tokens(word)
        ]
        return _Content(tuple(piece for piece, _ in cut), tuple(start for _, start in cut))
    kept = [at for at, word in enumerate(known.plain) if word not in stops]
    stems, words, starts = stems_of(text, language), known.plain, known.starts
    return _Content(
        tuple([bases.get(words[at], stems[at]) for at in kept]), tuple([starts[at] for at in kept])
    )


@cache
def _base_stems(language: str) -> dict[str, str]:
    """Return the stems of the base of each irregular form."""
    bases = irregular(language)
    return dict(zip(bases, stem(bases.values(), language), strict=True))


def _same(one: str, other: str) -> bool:
    """Tell whether two stems are of one word: equal, or alike but for an ending that no stemmer took off."""
    if one == other:
        return True
    if one[:_PREFIX] != other[:_PREFIX]:
        return False
    if one.isascii() and other.isascii():  # "oversee", "overseen"
        shorter, longer = sorted((one, other), key=len)
        return len(shorter) >= _LONG and longer.startswith(shorter) and len(longer) - len(shorter) <= 2
    shared = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return shared >= max(_PREFIX, max(len(one), len(other)) - 3)


def _is_cue(text: str, end: int, word: str, language: str) -> bool:
    """Tell whether a word that denies does so here: "not only" does not."""
    following = WORD.search(text, end, end + 24)
    return following is None or f"{word} {following.group().lower()}" not in _harmless(language)


@cache
def _harmless(language: str) -> frozenset[str]:
    return frozenset(words(language, "negation.harmless"))


@lru_cache(maxsize=2048)
def _cues_of(text: str, language: str) -> tuple[tuple[int, int], ...]:
    known = words_of(text)
    return tuple(
        (known.starts[at], known.ends[at])
        for at in denying(text, language)
        if _is_cue(text, known.ends[at], known.lower[at], language)
    )


def _count(text: str, language: str) -> int:
    return len(_cues_of(text, language))


@cache
def _denials(language: str) -> frozenset[str]:
    return frozenset(stem(words(language, "negation.denials"), language))


def _is_negated(text: str, language: str) -> bool:
    """Tell whether a text denies something in one of its parts; two denials in one part undo each other."""
    found = [start for start, _ in _cues_of(text, language)]
    parts = [sum(a <= start < b for start in found) for a, b in pairwise(_part_ends(text))]
    return any(count % 2 == 1 for count in parts)


def _part_ends(text: str) -> list[int]:
    return [0, *(match.end() for match in _PART.finditer(text)), len(text)]


_PART = re.compile(r"[,;:](?= )")


def _lexical(text: str, language: str) -> bool:
    """Tell whether a claim denies by a word such as "lack"."""
    return not _denials(language).isdisjoint(_content(text, language).stems)


def _is_adverb(text: str, start: int, language: str) -> bool:
    word = WORD.match(text, start)
    endings, asides = words(language, "omissions.adverbs"), words(language, "negation.asides")
    if word is None:
        return False
    return word.group().lower() in asides or (bool(endings) and word.group().lower().endswith(endings))


def _negated(text: str, held: Sequence[tuple[str, int]], language: str) -> str:
    """Return the words of a denial in a passage that reaches what it has in common with the claim."""
    places = {start for _, start in held}
    for start, end in _cues_of(text, language):
        if UNSPACED.search(text[start:end]):
            return text[start:end]
        after = text.find(",", end + 1) if text[end : end + 1] == "," else end  # "did not, they say, leave"
        behind = [(one, at) for one, at in _content(text, language) if after <= at < after + 60][:_SCOPE]
        beside = len(behind) > 1 and behind[0][1] <= after + 1 and behind[0][1] not in places
        if beside and _is_adverb(text, behind[0][1], language):  # "not statistically significant"
            behind = behind[1:]
        near = behind[:2]
        least = max(min(2, len(behind)), len(behind) / 2)
        if near and near[0][1] in places and sum(at in places for _, at in behind) >= least:
            return text[start : near[0][1]].strip()
    return ""
