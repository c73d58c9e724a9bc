"""The guard: a rewritten line passes only where the passages it cites bear all of it.

Every sentence of the line is traced to its passages with the code of `tracing` and `statements`. Numbers,
units, dates, names, negations, opposites, roles and modality must be borne out; names and numbers must stand
where the passages have them; enough of each clause must be held, in words that the passages have; whose
statement it is and how certain must stay; it must be a sentence, nothing may be said twice, and the line may
not be longer than what it replaces.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from summarizer.data import Document, Sentence
from summarizer.records import dataclass
from summarizer.statements import mismatches
from summarizer.statements.cues import UNKNOWN, is_known
from summarizer.statements.governed import Passage, check_governed
from summarizer.statements.grammar import finite, is_fragment, spliced
from summarizer.statements.next_to import check_next_to
from summarizer.statements.outlets import is_attribution
from summarizer.statements.speakers import silent
from summarizer.text.language import WORD, content_stems, count_words
from summarizer.text.segment import split
from summarizer.text.words import words_of
from summarizer.tracing import Evidence
from summarizer.tracing.clauses import clauses
from summarizer.tracing.coverage import cover

from .attribution import without_attribution
from .bindings import BOUND, bindings
from .edits import turned
from .losses import lost
from .moved import moved
from .omissions import broken_names, is_part, omitted, unmeant
from .strange import astray, most, strange

HELD = 0.2
"""Share of a sentence that its passages must hold: the default of `GuardOptions.held`."""
CLAUSE_HELD = 0.22
"""Share of each clause that must be held: a true sentence with an invented clause is mostly held."""
STRANGE = 0
"""Content words that no passage has in any form: the default of `GuardOptions.strange`."""
FAR_HELD = 0.5
"""Share of a clause that a far passage must hold to bear it."""
FEWEST = 3
"""Content words of the shortest line, and of the shortest clause that is looked at by itself."""
LONGEST = 200
"""Words of the longest sentence that is judged; no quoted line has as many."""
LONGEST_REPEAT = 4
"""Words that may not come twice in a row of this length, unless a passage says them twice too."""
SLACK = 0.02
"""Share of what is said that a passage must hold alone to be cited."""

_LOST = {
    "unattributed": "it states as a fact what the passage only attributes (“{}”): say who says so",
    "modality": "it leaves out “{}”, without which it is more certain than the passage",
}
_WORDS = frozenset({"number", "date", "name", "attribution"})
"""Findings that are a matter of single words."""
_UNCLEAN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffd]|<\|?\w|\|>|```|https?://|www\."
)
_ENDING = re.compile(r"[.!?…。！？؟][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class GuardOptions:
    """How strict the guard is.

    ``held`` in 0..1 is the share of a sentence that its passages must hold, ``bound`` from about 0 to 10 how
    well its names and numbers must be bound (see `bindings`). Higher is stricter. ``strange`` is how many
    content words of a sentence that has a dozen may be none of its passages' (see `strange`), fewer of a
    shorter one; lower is stricter.
    """

    held: float = HELD
    bound: float = BOUND
    strange: int = STRANGE

    def __str__(self) -> str:
        return f"held:{self.held:g},bound:{self.bound:g},strange:{self.strange}"


@dataclass(frozen=True, slots=True)
class Passages:
    """What a line may rest on.

    These are the sentences ``given`` to be rewritten, those ``near`` them, which are their context, and those
    ``far`` off in the same documents, which may bear a name and nothing else.
    """

    given: tuple[Sentence, ...]
    near: tuple[Sentence, ...] = ()
    far: tuple[Sentence, ...] = ()

    @property
    def language(self) -> str:
        """The language of the first passage."""
        return (*self.given, *self.near)[0].document.language


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a line fails: ``kind`` in words of the guard's own, ``message`` with words of the line in it.

    ``words`` are those of the line that no passage bears, empty where it is not a matter of single words.
    """

    kind: str
    message: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the guard says of a line: ``objections`` to it, none where it passes.

    ``text`` is the line, without an attribution to an outlet that no passage bears. ``rests_on`` are the
    passages it needs, those given first; ``support`` in 0..1 is the share of it that they hold.
    """

    text: str
    objections: tuple[Objection, ...] = ()
    rests_on: tuple[Sentence, ...] = ()
    support: float = 0.0

    @property
    def passed(self) -> bool:
        """Tell whether the line may stand in the note."""
        return not self.objections


def rule(text: str, passages: Passages, index: Evidence, options: GuardOptions | None = None) -> Ruling:
    """Judge a rewritten line by the passages it may rest on; ``index`` weighs its words.

    Each of its sentences passes only if it still does with the passages it rests on alone. The form is
    another matter: see `flaws` and `too_long`.
    """
    options = options or GuardOptions()
    seen = [*passages.given, *passages.near]
    text = without_attribution(text.strip(), _unborne_outlets(text.strip(), passages, options))
    objections: dict[Objection, None] = {}
    if (again := _repeated(text, passages)) is not None:
        objections[Objection("repetition", f"it repeats itself: “{again}”")] = None
    needed: dict[Sentence, None] = {}
    support = 1.0
    for sentence in sentences_of(text, passages.language):
        found, rests_on, share = _rule_sentence(sentence, passages, index, options)
        objections.update(dict.fromkeys(found))
        needed.update(dict.fromkeys(rests_on))
        support = min(support, share)
    order = {sentence: at for at, sentence in enumerate((*seen, *passages.far))}
    return Ruling(text, tuple(objections), tuple(sorted(needed, key=order.__getitem__)), round(support, 4))


def _unborne_outlets(text: str, passages: Passages, options: GuardOptions) -> tuple[str, ...]:
    """Return the outlets that are named as having reported this, but not by the passages, or not of this."""
    language = passages.language
    pool = [sentence.text for sentence in (*passages.given, *passages.near)]
    unnamed = [finding.value for finding in mismatches(text, pool, language) if finding.kind == "attribution"]
    unbound = [
        text[binding.start : binding.end]
        for binding in bindings(text, pool, len(passages.given), language)
        if not binding.holds(options.bound) and is_attribution(text, binding.start, binding.end)
    ]
    return tuple(dict.fromkeys([*unnamed, *unbound]))


def too_long(text: str, quoted: str) -> bool:
    """Tell whether ``text`` takes more room than ``quoted`` in words or in characters."""
    return count_words(text) > count_words(quoted) or len(text) > len(quoted)


def flaws(text: str, passages: Passages) -> Iterator[Objection]:
    """Yield what is wrong with the form of a line, whatever it says."""
    if len(content_stems(text, passages.language)) < FEWEST:
        yield Objection("form", "it says too little")
    if is_fragment(text, passages.language):
        yield Objection("form", "it is no whole sentence")
    quoted = [sentence.text for sentence in passages.given]
    if all(finite(one, passages.language) for one in quoted):
        for sentence in sentences_of(text, passages.language):
            if not finite(sentence, passages.language):
                yield Objection("form", "it has no verb: write a whole sentence")
    if (place := spliced(text, passages.language)) and not any(place in one for one in quoted):
        yield Objection("form", f"it runs two sentences together at “{place}”")
    said = " ".join(sentence.text for sentence in passages.given)
    if any(match.group() not in said for match in _UNCLEAN.finditer(text)):
        yield Objection("form", "it holds markup, an address or characters that are no text")
    if not _ENDING.search(text) and any(_ENDING.search(sentence.text) for sentence in passages.given):
        yield Objection("form", "it ends in the middle of a sentence")


def _repeated(text: str, passages: Passages) -> str | None:
    """Return words that come twice: a row of `LONGEST_REPEAT` anywhere, or one word twice running."""
    words = _words(text)
    rows = Counter(" ".join(words[at : at + LONGEST_REPEAT]) for at in range(len(words) - LONGEST_REPEAT + 1))
    stuttered = [f"{one} {two}" for one, two in pairwise(words) if one == two]
    twice = [row for row, times in rows.items() if times > 1] + stuttered
    if not twice:
        return None
    said = " ".join(" ".join(_words(sentence.text)) for sentence in passages.given)
    return next((row for row in twice if said.count(row) < (1 if row in stuttered else 2)), None)


def _words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def sentences_of(text: str, language: str) -> tuple[str, ...]:
    """Return the sentences of a line."""
    document = Document(id="line", name="line", text=text, language=language)
    found = tuple(sentence.text for sentence in split(document) if WORD.search(sentence.text))
    return found or (text,)


def _rule_sentence(
    text: str, passages: Passages, index: Evidence, options: GuardOptions
) -> tuple[tuple[Objection, ...], tuple[Sentence, ...], float]:
    """Return the objections to a sentence, the passages it rests on and the share that they hold."""
    if (same := next((one for one in passages.given if one.text.split() == text.split()), None)) is not None:
        return (), (same,), 1.0
    if len(WORD.findall(text)) > LONGEST:
        return (Objection("length", "a sentence of it is too long to be judged"),), (), 0.0
    languages = {sentence.document.language for sentence in (*passages.given, *passages.near)}
    if not all(map(is_known, languages)):
        return (Objection("negation", UNKNOWN),), (), 0.0
    objections, far = _unborne(text, passages, options)
    kept = replace(passages, far=far)
    share = _share(text, kept, index)
    if share < options.held:
        objections = (*objections, Objection("novelty", f"the passages hold only {share:.0%} of it"))
    for clause, bearer in _new_clauses(text, kept, passages.far, index):
        if bearer is None:
            objections = (*objections, Objection("novelty", f"no passage says “{clause}”"))
        else:
            kept = replace(kept, far=(*kept.far, bearer))
    if objections:
        return objections, (), share
    least = max(options.held, share - SLACK)
    for sentence in (*kept.far, *kept.near[::-1], *kept.given[::-1]):
        fewer = _without(kept, sentence)
        if (fewer.given or fewer.near) and _bear(text, fewer, index, options, least):
            kept = fewer
    return (), (*kept.given, *kept.near, *kept.far), _share(text, kept, index)


def _bear(text: str, passages: Passages, index: Evidence, options: GuardOptions, least: float) -> bool:
    """Tell whether ``passages`` alone bear the sentence, and hold at least the share ``least`` of it."""
    if _share(text, passages, index) < least or _unborne(text, passages, options)[0]:
        return False
    return not any(_new_clauses(text, passages, (), index))


def _unborne(
    text: str, passages: Passages, options: GuardOptions
) -> tuple[tuple[Objection, ...], tuple[Sentence, ...]]:
    """Return the facts of a sentence that are not borne out, and the far passages that bear its names."""
    language = passages.language
    given = [sentence.text for sentence in passages.given]
    pool = given + [sentence.text for sentence in passages.near]
    everything = pool + [sentence.text for sentence in passages.far]
    objections: list[Objection] = []
    far: dict[Sentence, None] = {}
    for binding in bindings(text, everything, len(given), language):
        if not binding.holds(options.bound):
            said = text[binding.start : binding.end]
            objections.append(Objection(binding.kind, f"the passages have {said} elsewhere, not here"))
        if binding.kind == "name" and binding.at >= len(pool):
            far[passages.far[binding.at - len(pool)]] = None
    findings = mismatches(text, pool, language)
    if far:  # they bear names and nothing else
        named = mismatches(text, [*pool, *(sentence.text for sentence in far)], language)
        findings = tuple(f for f in findings if f.kind != "name") + tuple(
            f for f in named if f.kind == "name"
        )
    # What governs a passage is read with its scope; a hedge anywhere in it is no doubt.
    governing = [Passage(one.document.id, one.text) for one in (*passages.given, *passages.near)]
    findings = tuple(finding for finding in findings if finding.kind != "modality")
    beside = check_next_to(text, pool, language)
    for finding in (*findings, *check_governed(text, governing, language), *beside):
        words = finding.value if finding.kind in _WORDS else ""
        objections.append(Objection(finding.kind, finding.message, words))
    around = everything[len(given) :] if given else ()
    foreign = strange(
        text, given or everything, pool[len(given) :] if given else (), language, everything[len(pool) :]
    )
    grave = [one for one in foreign if one.grave]
    if grave or len(foreign) > most(text, options.strange, language):
        said = ", ".join(f"“{one.word}”" for one in (grave or foreign)[:3])
        objections.append(Objection("novelty", f"the passages do not say {said}: use their words"))
    if not any(is_part(text, one, language) for one in given):  # what is left out is looked at below
        objections += [
            Objection("novelty", f"the passages have “{word}” among other words: keep theirs")
            for word in astray(text, given or everything, around, language)
        ]
    objections += [
        Objection(loss.kind, _LOST[loss.kind].format(loss.words))
        for loss in lost(text, given or pool, language)
    ]
    objections += [
        Objection("omission", f"it leaves out “{one.words}”, without which it says something else")
        for one in omitted(text, given or pool, language)
    ]
    objections += [
        Objection("name", f"the passages have more words in the name {name}", name)
        for name in broken_names(text, everything, language)
    ]
    if pronoun := unmeant(text, given or pool, language):
        objections.append(Objection("omission", f"it does not say who or what “{pronoun}” is"))
    for move in moved(text, given or pool, language):
        place = "is said" if move.within else "tells when or where it was said"
        objections.append(Objection("moved", f"“{' '.join(move.words)}” became a part of what {place}"))
    for name in silent(text, pool, language):
        said = text[name.start : name.end]
        objections.append(Objection("name", f"no passage has {said} say something"))
    for kind, edit in turned(text, given or pool, everything, language):
        message = f"it turns round what a passage says: {_shown(edit.was)} became {_shown(edit.now)}"
        objections.append(Objection(kind, message))
    return tuple(dict.fromkeys(objections)), tuple(far)


def _new_clauses(
    text: str, passages: Passages, far: Sequence[Sentence], index: Evidence
) -> Iterator[tuple[str, Sentence | None]]:
    """Yield the clauses of which no passage holds enough, and the far passage that bears each, if any.

    One passage must hold it by itself: among all the words of many passages most clauses find some. Of the
    far ones those are asked that the index finds: the others share too little with the clause.
    """
    quotes = [sentence.text for sentence in (*passages.given, *passages.near, *passages.far)]
    found = words_of(text).spans
    for first, last in clauses(text, passages.language):
        clause = text[found[first][0] : found[last - 1][1]]
        if len(content_stems(clause, passages.language)) < FEWEST:
            continue
        if any(cover(clause, [quote], index).share >= CLAUSE_HELD for quote in quotes):
            continue
        bearer = None
        if far:
            found_there = {_place(index.sentences[at]) for at in next(index.search([clause])).sentences}
            near = [sentence for sentence in far if _place(sentence) in found_there]
            held = [cover(clause, [sentence.text], index).share for sentence in near]
            if held and max(held) >= FAR_HELD:
                bearer = near[held.index(max(held))]
        yield clause, bearer


def _place(sentence: Sentence) -> tuple[str, int]:
    return sentence.document.id, sentence.span.start


def _share(text: str, passages: Passages, index: Evidence) -> float:
    quotes = [sentence.text for sentence in (*passages.given, *passages.near, *passages.far)]
    return cover(text, quotes, index).share


def _without(passages: Passages, sentence: Sentence) -> Passages:
    return replace(
        passages,
        given=tuple(one for one in passages.given if one is not sentence),
        near=tuple(one for one in passages.near if one is not sentence),
        far=tuple(one for one in passages.far if one is not sentence),
    )


def _shown(words: Sequence[str]) -> str:
    return f"“{' '.join(words)}”" if words else "nothing"
