"""The guard: a rewritten line passes only where the passages it cites bear all of it.

Every sentence of the line is traced to its passages with the code of `trace` and `checks`. Numbers, units,
dates, names, negations, opposites, roles and modality must be borne out; enough of what is said must be
held; nothing may be said twice; and the line may not be longer than what it replaces.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer.checks import check
from summarizer.data import Document, Sentence
from summarizer.language import WORD, content_stems, count_words
from summarizer.segment import split
from summarizer.trace import Evidence
from summarizer.trace.coverage import cover

from .attribution import without_attribution
from .bindings import BOUND, bindings
from .edits import negated_edits

HELD = 0.35
"""Share of a sentence that its passages must hold: the default of `GuardOptions.held`."""
FEWEST = 3
"""Content words of the shortest line."""
LONGEST_REPEAT = 4
"""Words that may not come twice in a row of this length, unless a passage says them twice too."""
SLACK = 0.02
"""Share of what is said that a passage must hold alone to be cited."""

_UNCLEAN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffd]|<\|?\w|\|>|```|https?://|www\.")
_ENDING = re.compile(r"[.!?…。！？؟][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class GuardOptions:
    """How strict the guard is: ``held`` in 0..1 is the share of a sentence that must be held by its passages,
    ``bound`` how well its names must be bound (see `bindings`)."""

    held: float = HELD
    bound: float = BOUND


@dataclass(frozen=True, slots=True)
class Passages:
    """What a line may rest on: the sentences ``given`` to be rewritten, those ``near`` them that the model saw
    as context, and those ``far`` off in the same documents, which may bear a name and nothing else."""

    given: tuple[Sentence, ...]
    near: tuple[Sentence, ...] = ()
    far: tuple[Sentence, ...] = ()

    @property
    def language(self) -> str:
        """The language of the first passage."""
        return (*self.given, *self.near)[0].document.language


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the guard says of a line: ``reasons`` why it fails, empty where it passes.

    ``text`` is the line, without an attribution to an outlet that no passage bears. ``rests_on`` are the
    passages it needs, those given first; ``support`` in 0..1 is the share of it that they hold.
    """

    text: str
    reasons: tuple[str, ...] = ()
    rests_on: tuple[Sentence, ...] = ()
    support: float = 0.0

    @property
    def passed(self) -> bool:
        """Tell whether the line may stand in the note."""
        return not self.reasons


def rule(text: str, passages: Passages, index: Evidence, options: GuardOptions | None = None) -> Ruling:
    """Judge a rewritten line by the passages it may rest on; ``index`` weighs its words.

    Each of its sentences passes only if it still does with the passages it rests on alone. The form is
    another matter: see `flaws` and `too_long`.
    """
    options = options or GuardOptions()
    seen = [*passages.given, *passages.near]
    attributed = check(text, [sentence.text for sentence in seen], passages.language)
    text = without_attribution(text.strip(), attributed)
    reasons: dict[str, None] = {}
    if (again := _repeated(text, passages)) is not None:
        reasons[f"it repeats itself: “{again}”"] = None
    needed: dict[Sentence, None] = {}
    support = 1.0
    for sentence in _sentences(text, passages.language):
        found, rests_on, share = _rule_sentence(sentence, passages, index, options)
        reasons.update(dict.fromkeys(found))
        needed.update(dict.fromkeys(rests_on))
        support = min(support, share)
    order = {sentence: at for at, sentence in enumerate((*seen, *passages.far))}
    return Ruling(text, tuple(reasons), tuple(sorted(needed, key=order.__getitem__)), round(support, 4))


def too_long(text: str, quoted: str) -> bool:
    """Tell whether ``text`` takes more room than ``quoted`` in words or in characters."""
    return count_words(text) > count_words(quoted) or len(text) > len(quoted)


def flaws(text: str, passages: Passages) -> Iterator[str]:
    """Yield what is wrong with the form of a line, whatever it says."""
    if len(content_stems(text, passages.language)) < FEWEST:
        yield "it says too little"
    said = " ".join(sentence.text for sentence in passages.given)
    if any(match.group() not in said for match in _UNCLEAN.finditer(text)):
        yield "it holds markup, an address or characters that are no text"
    if not _ENDING.search(text) and any(_ENDING.search(sentence.text) for sentence in passages.given):
        yield "it ends in the middle of a sentence"


def _repeated(text: str, passages: Passages) -> str | None:
    """Return words that come twice: a row of `LONGEST_REPEAT` anywhere, or one word twice running."""
    words = [word.lower() for word in WORD.findall(text)]
    rows = Counter(" ".join(words[at : at + LONGEST_REPEAT]) for at in range(len(words) - LONGEST_REPEAT + 1))
    stuttered = [f"{one} {two}" for one, two in zip(words, words[1:], strict=False) if one == two]
    twice = [row for row, times in rows.items() if times > 1] + stuttered
    if not twice:
        return None
    said = " ".join(" ".join(WORD.findall(sentence.text.lower())) for sentence in passages.given)
    return next((row for row in twice if said.count(row) < (1 if row in stuttered else 2)), None)


def _sentences(text: str, language: str) -> tuple[str, ...]:
    document = Document(id="line", name="line", text=text, language=language)
    found = tuple(sentence.text for sentence in split(document) if WORD.search(sentence.text))
    return found or (text,)


def _rule_sentence(
    text: str, passages: Passages, index: Evidence, options: GuardOptions
) -> tuple[tuple[str, ...], tuple[Sentence, ...], float]:
    """Return why a sentence fails, the passages it rests on and the share that they hold."""
    reasons, far = _objections(text, passages, options)
    kept = replace(passages, far=far)
    share = _share(text, kept, index)
    if share < options.held:
        reasons = (*reasons, f"the passages hold only {share:.0%} of it")
    if reasons:
        return reasons, (), share
    for sentence in (*kept.far, *kept.near[::-1], *kept.given[::-1]):
        fewer = _without(kept, sentence)
        if not fewer.given and not fewer.near:
            continue
        if _share(text, fewer, index) >= max(options.held, share - SLACK) and not _objections(text, fewer, options)[0]:
            kept = fewer
    return (), (*kept.given, *kept.near, *kept.far), _share(text, kept, index)


def _objections(
    text: str, passages: Passages, options: GuardOptions
) -> tuple[tuple[str, ...], tuple[Sentence, ...]]:
    """Return the facts of a sentence that are not borne out, and the far passages that bear its names."""
    language = passages.language
    given = [sentence.text for sentence in passages.given]
    pool = given + [sentence.text for sentence in passages.near]
    everything = pool + [sentence.text for sentence in passages.far]
    reasons, far = [], {}
    for binding in bindings(text, everything, len(given), language):
        name = text[binding.name.start : binding.name.end]
        if binding.worth < options.bound:
            reasons.append(f"the passages have {name} elsewhere, not here")
        if binding.at >= len(pool):
            far[passages.far[binding.at - len(pool)]] = None
    named = check(text, [*pool, *(sentence.text for sentence in far)], language) if far else None
    findings = [finding for finding in check(text, pool, language) if named is None or finding.kind != "name"]
    findings += [finding for finding in named or () if finding.kind == "name"]
    reasons += [finding.message for finding in findings]
    reasons += [
        f"it turns round what a passage says: {_shown(edit.was)} became {_shown(edit.now)}"
        for edit in negated_edits(text, given or pool, language)
    ]
    return tuple(dict.fromkeys(reasons)), tuple(far)


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
