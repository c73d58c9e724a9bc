"""Negation in a claim against its evidence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from summarizer.languages import NOTHING, pattern, words
from summarizer.records import dataclass
from summarizer.text.language import stem, stop_words
from summarizer.text.sought import Sought
from summarizer.text.words import stems_of, words_of

from .cues import denies, denying
from .finding import Finding

_LONGEST = 200
"""Characters up to which a clause that says nothing on its own ("I never, …") takes in the next one."""
_SHARED = 2
"""Words that a denial without a negation has in common with what a claim denies."""
_SCOPE = 4
"""Content words behind a negation that it is taken to deny."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause: its content stems, those a negation reaches, those beside it, and whether it has one.

    ``start`` and ``end`` are those of the negation, else of the clause.
    """

    stems: frozenset[str]
    denied: tuple[str, ...]
    beside: frozenset[str]
    negated: bool
    start: int
    end: int


@lru_cache(maxsize=8192)
def _clauses(text: str, language: str) -> tuple[_Clause, ...]:
    found = []
    start = at = 0
    for part in re.split(r"(?<=[,;:()\"“”—–.!?])(?=\s|$)", text):
        at += len(part)
        clause = _clause(text, start, at, language)
        complete = clause.stems and (clause.denied or not clause.negated)
        if complete or at == len(text) or at - start > _LONGEST:
            found.append(clause)
            start = at
    return tuple(found)


def _clause(text: str, start: int, end: int, language: str) -> _Clause:
    stops, known = stop_words(language), words_of(text)
    own = slice(bisect_left(known.starts, start), bisect_left(known.starts, end))
    found, stems = known.plain[own], stems_of(text, language)[own]
    cue = next((at for at in range(len(found)) if _is_cue(found, at, language)), None)
    if cue is None:
        content = frozenset([s for word, s in zip(found, stems, strict=True) if word not in stops])
        return _Clause(content, (), frozenset(), False, start, end)
    places = [at for at, word in enumerate(found) if word not in stops]
    behind = [at for at in places if at > cue]
    denied = tuple(stems[at] for at in behind[:_SCOPE][: _reach(found, cue, behind, language)])
    before = [stems[at] for at in places if at < cue][-_SCOPE:]
    return _Clause(
        frozenset(stems[at] for at in places),
        denied,
        frozenset((*denied, *before)),
        True,
        known.starts[own][cue],
        known.ends[own][cue],
    )


def _reach(found: Sequence[str], cue: int, behind: Sequence[int], language: str) -> int:
    """Return how many of the words of content ``behind`` a cue it denies.

    It denies none of a clause that begins behind it ("not so I recommend it"), and of "without changing the
    rules" the changing alone.
    """
    openers, pronoun = words(language, "clauses.openers"), pattern(language, "pronouns.personal")
    opened = (
        at
        for at in range(cue + 1, len(found) - 1)
        if found[at] in openers and pronoun and re.fullmatch(pronoun, found[at + 1], re.IGNORECASE)
    )
    end = next(opened, len(found))
    reached = sum(at < end for at in behind)
    governs = found[cue] in words(language, "negation.governing") and behind[:1] == [cue + 1]
    deed = governs and found[cue + 1].endswith(tuple(words(language, "outcomes.going")))
    return min(reached, 1) if deed else reached


@cache
def _gratis(language: str) -> Sought:
    """Fit what says that nothing is to be paid; nothing where no words for it are known."""
    known = (phrase.replace(" ", "[ -]") for phrase in words(language, "negation.gratis"))
    return Sought(rf"\b(?:{'|'.join(known) or NOTHING})\b", language)


@cache
def _denials(language: str) -> frozenset[str]:
    """Return the stems of words that deny without a negation: they can bear out a negated claim."""
    return frozenset(stem(words(language, "negation.denials"), language))


@cache
def _forbidding(language: str) -> frozenset[str]:
    """Return the stems of words that forbid or reject what is beside them."""
    return frozenset(stem(words(language, "negation.forbidding"), language))


def _is_cue(found: Sequence[str], at: int, language: str) -> bool:
    harmless = words(language, "negation.harmless")
    return denies(found[at], language) and not any(
        " ".join(found[at : at + length]) in harmless for length in (2, 3)
    )


def check_negation(claim: str, evidence: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield the clauses of ``claim`` that deny what the evidence states, or state what it denies.

    Each clause is compared with the evidence clause that shares the most content words with it, among those
    that deny and among those that do not; the closer of the two decides. What a negation denies is taken to
    be the next few content words (after NegEx; Chapman et al. 2001).
    """
    if not any(denying(text, language) for text in (claim, *evidence)):
        return
    denied = [text for text in evidence if denying(text, language)]
    negated = [one for text in denied for one in _clauses(text, language) if one.negated and one.denied]
    for clause in _clauses(claim, language):
        written = claim[clause.start : clause.end].strip()
        if clause.negated:
            if _is_free(claim, clause, evidence, language):
                continue
            stated = [one for text in evidence for one in _clauses(text, language)]
            against = [one for one in stated if _denies(one, clause, language)]
            most = max((_shared_denial(one, clause, language) for one in against), default=0)
            if not most or _most_stated(stated, clause, language) > most:
                message = f"the claim denies with “{written}” what no cited passage denies"
                yield Finding("negation", clause.start, clause.end, written, message, contradicted=True)
        else:
            near = [one for one in negated if _is_denied(clause, one, language)]
            if not near:
                continue
            stated = [one for text in evidence for one in _clauses(text, language)]
            plain = _most_stated(stated, clause, language)
            for one in near:
                if len(one.stems & clause.stems) > plain:
                    message = f"the cited passages deny this: “{' '.join(one.denied)}” is negated there"
                    yield Finding("negation", clause.start, clause.end, written, message, contradicted=True)
                    break


def _is_free(claim: str, clause: _Clause, evidence: Sequence[str], language: str) -> bool:
    """Tell whether a clause and a passage say that nothing is to be paid."""
    gratis = _gratis(language)
    found = gratis.search(claim, clause.start)
    return found is not None and found.start() == clause.start and any(map(gratis.search, evidence))


def _is_denied(clause: _Clause, stated: _Clause, language: str) -> bool:
    """Tell whether a negated clause of the evidence denies what a clause that is none states."""
    if (clause.stems & _denials(language)) - stated.stems:
        return False
    first = dict.fromkeys(stated.denied[:3])
    return sum(word in clause.stems for word in first) >= min(2, len(first))


def _most_stated(stated: Sequence[_Clause], clause: _Clause, language: str) -> int:
    """Return how many of the words that a clause is about one that does not deny has at most."""
    about = clause.beside if clause.negated else clause.stems
    return max((len(one.stems & about) for one in stated if not _denies(one, clause, language)), default=0)


def _denies(stated: _Clause, claimed: _Clause, language: str) -> bool:
    """Tell whether an evidence clause denies by a word that the claim does not use itself."""
    return stated.negated or bool((stated.stems & _denials(language)) - claimed.stems)


def _shared_denial(stated: _Clause, claimed: _Clause, language: str) -> int:
    """Count the shared content words where one denial reaches what the other is about, else 0."""
    reached = bool(set(claimed.denied) & stated.stems or set(stated.denied) & claimed.stems)
    if not stated.negated and stated.stems & _forbidding(
        language
    ):  # "the prohibition of alcohol and tobacco"
        reached = reached or len(stated.stems & claimed.beside) >= _SHARED
    return len(stated.stems & claimed.beside) if reached or not claimed.denied else 0
