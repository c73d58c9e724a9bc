"""What is known of a draft sentence before the verdict: its evidence, what fails in it, their likeness."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from summarizer.data import Span
from summarizer.languages import NOTHING, Caseless, pattern
from summarizer.records import dataclass
from summarizer.statements import Finding, facts, mismatches, read
from summarizer.statements.amounts import check_amounts
from summarizer.statements.apart import check_apart
from summarizer.statements.binding import check_bound
from summarizer.statements.credited import check_credited
from summarizer.statements.crossed import check_crossed
from summarizer.statements.directions import check_directions, check_journeys
from summarizer.statements.displaced import check_displaced
from summarizer.statements.doers import check_doers
from summarizer.statements.edits import edits
from summarizer.statements.exceptions import check_chosen, check_excepted, check_narrowed, check_range
from summarizer.statements.exchanged import check_exchanged
from summarizer.statements.governed import Passage, check_governed, denied_alike
from summarizer.statements.heads import check_heads, check_relatives
from summarizer.statements.names import calendar_words, check_names
from summarizer.statements.next_to import check_ages, check_next_to
from summarizer.statements.order import check_order
from summarizer.statements.tense import check_ended
from summarizer.statements.weighing import Weighed, stated_causes, weigh
from summarizer.text.language import WORD, content_stems, count_words, stop_words
from summarizer.text.words import content_of, words_of

from .clauses import clauses
from .coverage import FEWEST, Coverage, cover
from .dated import dated, misdated, set_in, told_of_others
from .index import Candidates, Evidence
from .named import at_hand, leading, misplaced, otherwise_called, placed, unheard
from .scattered import scattered
from .spans import Hit, hits, trim
from .support import FACTS

NAMED_NEAR = 2
"""Words around a name that the passage must share: see `statements.mismatches`."""
FURTHER, FAR_SHARE = 15, 0.3
"""How many candidates are searched for a number, date or name that the best ones lack, and the least score,
as a share of the best."""
CLIPPED = frozenset({"number", "unit", "date", "name"})
"""Facts that a sentence further down may state, or the part of one that was cut off as saying nothing of the
matter."""
BORNE = 40
"""Numbers and dates of a sentence that are looked at one by one; what has more is a table."""
AROUND = 12
"""Candidates in which a word may stand that the passages lack."""
STRANGE = 0.75
"""Share of the content words of a clause from which it lacks evidence if no passage near has them."""
DAY = 60
"""Characters of the longest passage that may be a date and nothing else."""
LIST = 300
"""Words from which a sentence is a list or a table without an end: nothing in it is judged."""
_LIST = "it has too many words to be judged as one statement"
LONG = 12
"""Words from which a sentence is not taken to be like its evidence by chance."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A draft sentence with its evidence, best first; ``likeness`` in 0..1 is how far they say the same.

    ``taken`` are the names that the best passages lack and their documents speak of; ``naming`` the passages
    that are evidence for a name only.
    """

    text: str
    hits: tuple[Hit, ...]
    findings: tuple[Finding, ...]
    coverage: Coverage
    likeness: float
    language: str
    scattered: tuple[Span, ...] = ()
    weighed: Weighed | None = None
    taken: tuple[Finding, ...] = ()
    naming: tuple[Hit, ...] = ()

    @property
    def bare(self) -> tuple[Span, ...]:
        """The clauses without evidence: hardly a word of them is in a passage, in whatever form."""
        if self.weighed is None:
            return self.coverage.bare
        lacking = frozenset(self.weighed.lacking)
        found = words_of(self.text).spans
        spans = (Span(found[a][0], found[b - 1][1]) for a, b in clauses(self.text, self.language))
        known = self.weighed.words
        starts = [one.start for one in known]
        bare = []
        for span in spans:
            inside = known[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
            if len(inside) >= FEWEST and sum(one in lacking for one in inside) >= STRANGE * len(inside):
                bare.append(span)
        for start, end in stated_causes(self.text, self.language):
            inside = known[bisect_left(starts, start) : bisect_left(starts, end)]
            told = any(one.start <= start < one.end for one in bare)
            if inside and not told and all(one in lacking for one in inside):
                bare.append(Span(start, end))
        return tuple(sorted(bare))


def gather(text: str, candidates: Candidates, index: Evidence) -> Gathered:
    """Choose the evidence for ``text`` among its candidates and check its facts against it."""
    kept = _telling(hits(index, candidates), index.language)
    told = _folded(text)
    if repeated := tuple(hit for hit in kept if _folded(hit.sentence.text) == told):
        return _repeated(text, repeated, kept, index)
    if len(words_of(text).lower) > LIST:
        coverage = cover(text, [hit.text for hit in kept], index)
        doubt = Finding("factuality", 0, len(text), text, _LIST)
        return Gathered(text, kept, (doubt,), coverage, _likeness(text, coverage, kept), index.language)
    findings = mismatches(text, [hit.text for hit in kept], index.language, NAMED_NEAR)
    more = _further(text, findings, kept, candidates, index)
    naming = tuple(hit for hit in _naming(text, findings, kept, candidates, index) if hit not in more)
    named_further = tuple(one for one in findings if naming and one.kind == "name")
    if more or naming:
        kept = kept + more + naming
        findings = mismatches(text, [hit.text for hit in kept], index.language, NAMED_NEAR)
    if kept and any(finding.kind in CLIPPED for finding in findings):
        kept, findings = _widened(text, kept, findings, index.language)
    findings = _with_edits(text, placed(text, findings, kept, index.language), kept, index.language)
    taken = tuple(one for one in findings if at_hand(text, one, kept, index.language))
    findings = tuple(one for one in findings if one not in taken)
    taken += named_further
    findings = dated(text, findings, kept, index.language)
    told_elsewhere = tuple(one for one in findings if set_in(text, one, kept, index.language))
    findings = tuple(one for one in findings if one not in told_elsewhere)
    whole = [hit.sentence.text for hit in kept]
    told_of = {one.start for one in findings if one.kind == "name"}
    findings = (
        *findings,
        *misdated(text, kept, index.language),
        *told_of_others(text, kept, index.language),
        *(one for one in misplaced(text, kept, index.language) if one.start not in told_of),
        *(one for one in otherwise_called(text, kept, index.language) if one.start not in told_of),
        *(one for one in unheard(text, kept, index.language) if one.start not in told_of),
        *(one for one in check_doers(text, whole, index.language) if one.start not in told_of),
        *(one for one in check_apart(text, whole, index.language) if one.start not in told_of),
        *check_directions(text, whole, index.language),
        *check_journeys(text, whole, index.language),
        *check_order(text, whole, index.language),
        *check_amounts(text, whole, index.language),
        *check_bound(text, whole, index.language),
        *check_next_to(text, whole, index.language),
        *check_ages(text, whole, index.language),
        *check_exchanged(text, whole, index.language),
        *check_displaced(text, whole, index.language),
        *check_heads(text, whole, index.language),
        *check_relatives(text, whole, index.language),
        *check_crossed(text, whole, index.language),
        *check_excepted(text, whole, index.language),
        *check_chosen(text, whole, index.language),
        *check_narrowed(text, whole, index.language),
        *check_range(text, whole, index.language),
        *check_ended(text, whole, index.language),
        *check_credited(text, [leading(hit) for hit in kept], index.language),
    )
    passages = _passages(kept)
    if denied_alike(text, passages, index.language):
        findings = tuple(one for one in findings if one.kind != "negation")
    # What governs a passage is read with its scope; a hedge anywhere in it is no doubt.
    findings = tuple(one for one in findings if one.kind != "modality")
    around = [index.sentences[at] for at in candidates.sentences[:AROUND]]
    nearby = [Passage(one.document.id, one.text) for one in around]
    findings = (*findings, *check_governed(text, passages, index.language, nearby))
    borne = _borne(text, findings, index.language)
    coverage = cover(text, [hit.text for hit in kept], index, borne)
    near = [one.text for one in around]
    return Gathered(
        text,
        kept,
        findings,
        coverage,
        _likeness(text, coverage, kept),
        index.language,
        tuple(scattered(text, kept, index.language)),
        weigh(text, whole, near, index.language, borne, [_led(hit, index.language) for hit in kept]),
        taken,
        naming,
    )


def _led(hit: Hit, language: str) -> str:
    """Return a cited sentence, with what stands before it if it opens with a pronoun: "She taught there"."""
    text = hit.sentence.text
    return leading(hit, TAKEN_UP) if _pronoun(language).search(text) else text


TAKEN_UP = 200
"""Characters before a sentence that opens with a pronoun in which stands whom it means."""


@cache
def _pronoun(language: str) -> Caseless:
    """Fit a personal pronoun that opens a sentence."""
    return Caseless(rf"^(?:{pattern(language, 'saying.pronouns') or NOTHING})\b")


def _telling(kept: tuple[Hit, ...], language: str) -> tuple[Hit, ...]:
    """Leave out the passages that are a date and nothing else, if others tell something."""
    telling = tuple(hit for hit in kept if not _is_day(hit.sentence.text, language))
    return telling or kept


def _is_day(text: str, language: str) -> bool:
    if len(text) > DAY:
        return False
    known = calendar_words(language) | stop_words(language)
    return all(word in known or word[0].isdigit() for word in WORD.findall(text.lower()))


def _repeated(text: str, repeated: Sequence[Hit], kept: tuple[Hit, ...], index: Evidence) -> Gathered:
    """Take for said what is word for word a passage, all that governs it included, if no other denies it."""
    coverage = cover(text, [hit.sentence.text for hit in repeated], index)
    denied = check_governed(text, _passages((*repeated, *kept)), index.language)
    return Gathered(text, kept, tuple(denied), coverage, 1.0, index.language)


def _passages(kept: Sequence[Hit]) -> list[Passage]:
    return [Passage(hit.sentence.document.id, hit.sentence.text) for hit in kept]


def _folded(text: str) -> str:
    """Return the words and the marks of a text, without letter case, white space and its end."""
    return " ".join(text.split()).rstrip(".").casefold()


def _borne(text: str, findings: Sequence[Finding], language: str) -> tuple[tuple[int, int], ...]:
    """Return where the numbers and dates of ``text`` stand that the evidence bears out."""
    wrong = [(one.start, one.end) for one in findings if one.kind in FACTS]
    stated = [(one.start, one.end) for one in read(text, language).quantities]
    stated += [(one.start, one.end) for one in read(text, language).days]
    if len(stated) > BORNE:
        return ()
    return tuple((start, end) for start, end in stated if not any(a < end and start < b for a, b in wrong))


def _widened(
    text: str, kept: tuple[Hit, ...], findings: tuple[Finding, ...], language: str
) -> tuple[tuple[Hit, ...], tuple[Finding, ...]]:
    """Give back to the best passage what was cut off before or behind it where that bears out a fact.

    It is tried with the sentence's beginning, its end and both, the least first.
    """
    best, *others = kept
    whole = best.sentence.span
    for span in (Span(whole.start, best.span.end), Span(best.span.start, whole.end), whole):
        if span != best.span:
            wider = (replace(best, span=span), *others)
            found = mismatches(text, [hit.text for hit in wider], language, NAMED_NEAR)
            if len(found) < len(findings):
                return wider, found
    return kept, findings


def _likeness(text: str, coverage: Coverage, kept: Sequence[Hit]) -> float:
    """Return how far the evidence says what ``text`` says; few words are alike by chance."""
    if not kept:
        return 0.0
    length = min(1.0, count_words(text) / LONG)
    return math.sqrt(coverage.share * kept[0].score * length)


def _with_edits(
    text: str, findings: Sequence[Finding], kept: Sequence[Hit], language: str
) -> tuple[Finding, ...]:
    """Add what the sentence changes in a passage it repeats, where no check has found it."""
    passages = [(hit.sentence.text, hit.score) for hit in kept]
    new = [
        made
        for made in edits(text, passages, language)
        if not any(
            one.kind == made.kind and one.start < made.end and made.start < one.end for one in findings
        )
    ]
    return tuple(sorted((*findings, *new), key=lambda one: (one.start, one.end, one.kind)))


def _further(
    text: str, findings: Sequence[Finding], kept: Sequence[Hit], candidates: Candidates, index: Evidence
) -> tuple[Hit, ...]:
    """Find, among the next-best sentences, those that state a number or date the best ones lack."""
    wanted = {(finding.start, finding.end) for finding in findings if finding.kind in FACTS}
    found = []
    for hit in _next_best(kept, candidates, index) if wanted else ():
        still = {(one.start, one.end) for one in facts(text, [hit.text], index.language)}
        if wanted - still:
            found.append(hit)
            wanted &= still
        if not wanted:
            break
    return tuple(found)


def _naming(
    text: str, findings: Sequence[Finding], kept: Sequence[Hit], candidates: Candidates, index: Evidence
) -> tuple[Hit, ...]:
    """Find, among the next-best sentences, those with a name that the best ones lack, near the same words.

    They must say another word of ``text`` that the best ones do not: where all else is said already, the name
    has its place there. None where a name remains that no sentence has so.
    """
    wanted = {(finding.start, finding.end) for finding in findings if finding.kind == "name"}
    if not wanted:
        return ()
    told = frozenset[str]().union(*(content_of(one.sentence.text, index.language) for one in kept))
    own = content_of(text, index.language) - told
    found = []
    for hit in _next_best(kept, candidates, index):
        lacking = check_names(text, [hit.text], index.language, NAMED_NEAR)
        more = own & content_of(hit.text, index.language)
        still = {(one.start, one.end) for one in lacking}
        for start, end in sorted(wanted - still):
            if more - frozenset(content_stems(text[start:end], index.language)):
                wanted.remove((start, end))
                found.append(hit)
        if not wanted:
            return tuple(dict.fromkeys(found))
    return ()


def _next_best(kept: Sequence[Hit], candidates: Candidates, index: Evidence) -> Iterator[Hit]:
    """Yield the sentences that come next after the evidence, best first."""
    cited = {id(hit.sentence) for hit in kept}
    for at, score in zip(candidates.sentences[:FURTHER], candidates.scores[:FURTHER], strict=True):
        sentence = index.sentences[at]
        if kept and id(sentence) not in cited and score >= FAR_SHARE * candidates.scores[0]:
            yield Hit(sentence, trim(sentence, index, candidates), float(score))
