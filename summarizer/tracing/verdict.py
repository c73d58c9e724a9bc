"""Draft sentences → evidence spans, a support score and a verdict with its reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from summarizer.data import Span
from summarizer.note.brief import Verdict
from summarizer.records import dataclass
from summarizer.statements import Finding, contraries, facts
from summarizer.statements.agreement import content, counted, missing
from summarizer.statements.cues import UNKNOWN, is_known
from summarizer.statements.names import check_names

from .clauses import clauses
from .entailment import SURE, Reading, read_all
from .gather import Gathered, gather
from .index import CHUNK, Evidence
from .inference import Entailment
from .parts import further_parts
from .spans import Hit, quotable
from .support import CONTRARIES, FACTS, support
from .tellers import Tellers, named, ordered, tellers
from .vectors import TokenVectors, search

SUPPORTED, UNSUPPORTED = 0.375, 0.26
"""Likeness from which a sentence may count as supported where its words are not weighed for want of a
lexicon, and under which it is unsupported."""
UNWEIGHED = 0.1
"""Share of its content words that the passages may lack of a sentence whose words are not weighed."""
HARDLY, FEWEST = 1 / 3, 4
"""Share of its content words of which no more is borne where a sentence is not said even in part, and the
fewest words of such a sentence."""
SHOWN = 5
"""Words that a reason names at most."""
FOREIGN = 0.12
"""Likeness under which the nearest passages are of other matters, so that none is cited. No sentence that
people aligned with a passage is so unlike it; of those put to sources of another topic two in five are."""
_UNKNOWN = Finding("factuality", 0, 0, "", UNKNOWN)
UNREAD = Reading(0.0, 0.0, "")
"""What is known where no model was asked."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A draft sentence with its evidence, best first.

    ``parts`` are passages beside it that bear a part of the sentence and take no part in the verdict.
    ``support`` in 0..1 estimates how likely the sentence is true (`support.support`).
    ``unsupported`` are the stretches of ``text`` without evidence, ``refuted`` those that it
    speaks against; ``reasons`` say why the verdict is what it is, a sentence each.
    """

    text: str
    hits: tuple[Hit, ...]
    support: float
    verdict: Verdict
    findings: tuple[Finding, ...]
    unsupported: tuple[Span, ...]
    reasons: tuple[str, ...]
    refuted: tuple[Span, ...] = ()
    parts: tuple[Hit, ...] = ()

    @property
    def cited(self) -> tuple[Hit, ...]:
        """All passages to show: the evidence, then those that bear a part."""
        return self.hits + self.parts


def trace_sentences(
    texts: Sequence[str],
    index: Evidence,
    vectors: TokenVectors | None = None,
    entailment: Entailment | None = None,
) -> Iterator[Traced]:
    """Trace many draft sentences, in order; the fast path.

    ``vectors`` refine the choice of evidence, ``entailment`` the verdicts on it.
    """
    found = index.search(texts) if vectors is None else search(texts, index, vectors)
    gathered = (
        (gather(text, candidates, index), candidates) for text, candidates in zip(texts, found, strict=True)
    )
    while chunk := list(islice(gathered, CHUNK if entailment else 1)):
        readings = [UNREAD] * len(chunk)
        if entailment:
            readings = read_all([(one.text, one.hits) for one, _ in chunk], entailment)
        for (one, candidates), reading in zip(chunk, readings, strict=True):
            traced = judge(one, reading, entailment.name if entailment else "")
            if traced.verdict != "unsupported" and candidates.near > candidates.kept:
                traced = replace(traced, parts=further_parts(one.text, traced.hits, candidates, index))
            yield traced


def trace_sentence(
    text: str, index: Evidence, vectors: TokenVectors | None = None, entailment: Entailment | None = None
) -> Traced:
    """Trace one draft sentence."""
    return next(trace_sentences([text], index, vectors, entailment))


def judge(one: Gathered, reading: Reading = UNREAD, model: str = "") -> Traced:
    """Give the verdict on a sentence.

    A sentence of one clause of which a number, unit or date is refuted is false, of several it is false in
    part. What a model reads as contradicted is unsupported. What it reads as entailed is as good as repeated
    word for word; but no model overrules a number, unit, date, name, negation, opposite or role that fails.
    """
    entailed = reading.entails >= SURE
    contradicted = reading.contradicts >= SURE
    open_: Sequence[Finding] = [
        finding for finding in one.findings if not (entailed and _settled(finding, one))
    ]
    lacking = [finding for finding in open_ if finding.kind != "attribution"]
    bare = () if entailed else one.bare
    likeness = 1.0 if entailed else one.likeness
    strewn = () if entailed else one.scattered
    most = 2 * sum(span.end - span.start for span in strewn) >= len(one.text)
    hardly = not entailed and _is_hardly_said(one, lacking)
    whole = likeness < UNSUPPORTED or contradicted or most or hardly
    contrary = any(map(_is_contrary, lacking))
    if whole or contrary or (_is_one_clause(one) and any(_is_refuted(finding) for finding in lacking)):
        verdict: Verdict = "unsupported"
    elif lacking or bare or strewn or not (entailed or _is_borne(one)):
        verdict = "partial"
    else:
        verdict = "supported"
    if verdict == "supported":
        one = replace(one, hits=_without_contraries(one))
    elif one.naming:
        one = replace(one, hits=tuple(hit for hit in one.hits if hit not in one.naming))
    supported = verdict == "supported"
    told = None if verdict == "unsupported" else tellers(one.text, one.hits, one.language, reworded=supported)
    languages = {one.language, *(hit.sentence.document.language for hit in one.hits)}
    if verdict == "supported" and not all(map(is_known, languages)):
        verdict = "partial"
        open_ = (*open_, _UNKNOWN)
    trust = one.weighed.trust if one.weighed and not entailed else 0.0
    taken = () if entailed else one.taken
    score = support(one.likeness, (*lacking, *taken), reading, trust) if one.hits else 0.0
    all_of_it = (Span(0, len(one.text)),) if one.text else ()
    if one.hits and likeness < FOREIGN:
        none = ("no passage of the sources speaks of this",)
        return Traced(one.text, (), score, verdict, one.findings, all_of_it, none)
    unborne = not (entailed or verdict == "supported" or _is_borne(one))
    doubtful = _doubtful(one) if unborne and verdict == "partial" else ()
    marked = _marked(verdict, (*bare, *doubtful), one.coverage.weakest, lacking)
    if whole:
        marked = _wrong(one, lacking) or all_of_it
    reasons = _reasons(one, verdict, told, unborne, bare if told else (), open_, bool(strewn))
    if model and one.hits:
        reasons = (*reasons, _read(reading, model))
    against = (
        all_of_it
        if contradicted
        else _merged(
            Span(found.start, found.end) for found in lacking if found.contradicted and not found.vague
        )
    )
    return Traced(
        one.text, quotable(one.hits, one.language), score, verdict, one.findings, marked, reasons, against
    )


def _is_borne(one: Gathered) -> bool:
    """Tell whether the words of the passages let a sentence be taken for said."""
    if one.weighed is None:
        return one.likeness >= SUPPORTED and _has_its_words(one)
    return one.likeness >= UNSUPPORTED and one.weighed.trust > 0


def _has_its_words(one: Gathered) -> bool:
    """Tell whether the passages have nearly all words of a sentence in a language that has no lexicon.

    What stands in the place of a word is not weighed there: "his younger brother" is as near as "the eldest".
    """
    wanted = content(one.text, one.language)
    lacking = wanted.intersection(*(missing(one.text, hit.sentence.text, one.language) for hit in one.hits))
    return len(lacking) <= UNWEIGHED * len(wanted)


def _is_contrary(finding: Finding) -> bool:
    """Tell whether a finding turns the sentence into its contrary."""
    return finding.kind in CONTRARIES or (finding.kind == "factuality" and finding.contradicted)


def _without_contraries(one: Gathered) -> tuple[Hit, ...]:
    """Leave out what says the contrary of a sentence that others bear, or another date or number of a thing.

    It corroborates nothing, unless it has a number or date that no other passage has.
    """
    best, *others = one.hits
    if not others:
        return one.hits
    kept = (best, *(hit for hit in others if not contraries(one.text, [hit.sentence.text], one.language)))
    agreeing = tuple(hit for hit in kept if not _differs(one, hit))
    if not agreeing or len(agreeing) == len(kept):
        return kept
    return kept if _facts(one, agreeing) else agreeing


def _differs(one: Gathered, hit: Hit) -> bool:
    """Tell whether a passage has another date than a sentence, or another number of what that counts."""
    refuted = {finding.kind for finding in _facts(one, [hit]) if _is_refuted(finding)}
    if not refuted or "date" in refuted:
        return bool(refuted)
    mine, theirs = (_counted(text, one.language) for text in (one.text, hit.sentence.text))
    return any(what in theirs and theirs[what].isdisjoint(values) for what, values in mine.items())


def _counted(text: str, language: str) -> dict[str, set[float]]:
    """Return the numbers of a text by what they count: the word right behind them."""
    found: dict[str, set[float]] = {}
    for _, end, value, what in counted(text, language):
        if text[end : end + 1].isspace():
            found.setdefault(what, set()).add(value)
    return found


def _facts(one: Gathered, kept: Sequence[Hit]) -> tuple[Finding, ...]:
    return facts(one.text, [hit.sentence.text for hit in kept], one.language)


def _is_hardly_said(one: Gathered, lacking: Sequence[Finding]) -> bool:
    """Tell whether hardly a word of a sentence is borne: a name or a place alone does not say a part."""
    if one.weighed is None or len(one.weighed.words) < FEWEST:
        return False
    wrong = [(span.start, span.end) for span in one.weighed.lacking]
    wrong += [(found.start, found.end) for found in lacking if found.end - found.start < len(one.text)]
    said = sum(not any(a < word.end and word.start < b for a, b in wrong) for word in one.weighed.words)
    return said <= HARDLY * len(one.weighed.words)


def _is_one_clause(one: Gathered) -> bool:
    return len(clauses(one.text, one.language)) == 1


def _is_refuted(finding: Finding) -> bool:
    """Tell whether the evidence states another number, unit or date in the place of one."""
    return finding.kind in FACTS and finding.contradicted


def _settled(finding: Finding, one: Gathered) -> bool:
    """Tell whether a model may settle a finding: a doubt, or a name that stands in other words than here."""
    if finding.kind != "name" or finding.contradicted:
        return finding.kind == "modality"
    missing = check_names(one.text, [hit.sentence.text for hit in one.hits], one.language)
    return all(finding.start != other.start for other in missing)


def _marked(
    verdict: Verdict, bare: Sequence[Span], weakest: Span, lacking: Sequence[Finding]
) -> tuple[Span, ...]:
    """Return what lacks evidence."""
    spans = (*bare, *(Span(finding.start, finding.end) for finding in lacking))
    return (weakest,) if verdict == "partial" and not spans else _merged(spans)


def _wrong(one: Gathered, lacking: Sequence[Finding]) -> tuple[Span, ...]:
    """Return the words for which a sentence falls; none where it is not for words, or for most of them."""
    length = len(one.text)
    found = [Span(each.start, each.end) for each in lacking if each.end - each.start < length]
    marked = _merged([*found, *(one.weighed.lacking if one.weighed else ())])
    return marked if 2 * sum(span.end - span.start for span in marked) < length else ()


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that meet as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _doubtful(one: Gathered) -> tuple[Span, ...]:
    """Return the words that speak against a sentence: turned round, restricting, or in no passage."""
    known = one.weighed
    return (*known.turned, *known.restricting, *known.lacking) if known else ()


def _reasons(
    one: Gathered,
    verdict: Verdict,
    told: Tellers | None,
    unborne: bool,
    bare: Sequence[Span],
    findings: Sequence[Finding],
    strewn: bool,
) -> tuple[str, ...]:
    if not one.hits:
        return ("no source speaks of any of this",)
    reasons: list[str] = []
    if unborne:
        reasons += _unborne(one, verdict, findings)
    if bare:
        reasons.append(f"{len(bare)} part{'s of it have' if len(bare) > 1 else ' of it has'} no evidence")
    of_one = {(one.kind, one.start, one.end): one for one in findings}  # of one thing once
    against = [finding.message for finding in of_one.values() if finding.contradicted]
    # Who says the opposite does not say of this that it is planned, or that it may be.
    turned = any(finding.kind == "opposite" and finding.contradicted for finding in of_one.values())
    besides = [
        finding.message
        for finding in of_one.values()
        if not finding.contradicted and not (turned and finding.kind == "factuality")
    ]
    # What a source tells otherwise comes before what another one tells as well. That no passage says a
    # sentence is told by what the nearest ones say in its place.
    said = () if verdict == "unsupported" and (against or strewn) else (_said_by(one, verdict, told),)
    found = (*against, *said, *reasons, *besides, *((_STREWN,) if strewn else ()))
    if len(one.hits) == 1:
        found = tuple(map(_of_one, found))
    return tuple(map(_of_nearest, found)) if verdict == "unsupported" else found


_STREWN = "its words stand scattered over the passages; none of them says this"


_MANY = re.compile(r"\bthe cited passages (do|say|name|have|tell)\b")


def _of_one(reason: str) -> str:
    """Say of a single passage what is said of several."""
    odd = {"do": "does", "have": "has"}
    return _MANY.sub(lambda found: f"the cited passage {odd.get(found[1], found[1] + 's')}", reason)


def _of_nearest(reason: str) -> str:
    """Say of the passages that they come nearest, where nothing is cited for the sentence."""
    for cited, nearest in (
        ("no cited passage", "none of the nearest passages"),
        ("cited pass", "nearest pass"),
    ):
        reason = reason.replace(cited, nearest)
    return reason


def _said_by(one: Gathered, verdict: Verdict, told: Tellers | None) -> str:
    """Name the sources of the passages, and say how much of the sentence each bears."""
    if told:
        return told.say_this() if verdict == "supported" else told.say_a_part()
    sources = ordered({hit.sentence.document.id for hit in one.hits})
    return f"no passage says this; the nearest {'is' if len(one.hits) == 1 else 'are'} in {named(sources)}"


def _unborne(one: Gathered, verdict: Verdict, findings: Sequence[Finding]) -> Iterator[str]:
    """Say why the words of the passages do not let the sentence be taken for said.

    Words that a finding is about are left to it.
    """
    known = one.weighed
    if known is None or one.likeness < UNSUPPORTED or not (_doubtful(one)):
        if verdict == "partial":
            yield "no passage says all of it"
        return
    if turned := _untold(known.turned, findings):
        yield f"the cited passages say the opposite of {_quoted(one.text, turned)} in its place"
    if restricting := _untold(known.restricting, findings):
        yield f"the cited passages do not say {_quoted(one.text, restricting)}"
    told = (*turned, *restricting)
    if lacking := [span for span in _untold(known.lacking, findings) if span not in told]:
        yield unsaid(one.text, lacking)


def unsaid(text: str, spans: Sequence[Span]) -> str:
    """Say of words of a sentence that no passage has them."""
    return f"no passage says {_quoted(text, spans)}, in these words or others"


def _untold(spans: Sequence[Span], findings: Sequence[Finding]) -> list[Span]:
    """Leave out what a finding is about: it says why."""
    about = [(finding.start, finding.end) for finding in findings]
    return [span for span in spans if not any(span.start < end and start < span.end for start, end in about)]


def _quoted(text: str, spans: Sequence[Span]) -> str:
    found = [f"“{text[span.start : span.end]}”" for span in spans]
    return ", ".join(found[:SHOWN]) + (" …" if len(found) > SHOWN else "")


def _read(reading: Reading, model: str) -> str:
    """Say in a sentence what the model makes of the evidence."""
    if reading.entails >= SURE:
        return f"{model} reads {reading.source} as bearing this out ({reading.entails:.0%})"
    if reading.contradicts >= SURE:
        return f"{model} reads {reading.source} as contradicting this ({reading.contradicts:.0%})"
    return f"{model} reads no passage as settling this (bearing it out: {reading.entails:.0%})"
