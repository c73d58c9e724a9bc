"""Doers: who did it, by name — "Armenia launched it" against "launched by Azerbaijani forces"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from summarizer.languages import alternatives, forms, pattern, table, words
from summarizer.records import dataclass
from summarizer.text.language import stem

from .finding import Finding
from .names import Name, names, same_word

_REACH = 60
"""Characters on either side of a name in which its verb stands."""


@dataclass(frozen=True, slots=True)
class _Doing:
    """A verb by its stem, and the name that tells who did it."""

    verb: str
    name: Name
    doer: frozenset[str]

    def is_by(self, other: _Doing) -> bool:
        """Tell whether two doings may be of one doer."""
        return any(same_word(one, two) for one in self.doer for two in other.doer)


def check_doers(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield the names that ``claim`` has do what the first passage with the verb has another name do.

    Only where both are told by name, in the active or the passive voice: "X signed", "X's army signed",
    "signed by X", "X-signed". A capital that stands for its country, or a firm for its head, is another name:
    the finding is a doubt, no contradiction.
    """
    for one in _doings(claim, language):
        written, instead = claim[one.name.start : one.name.end], None
        if any(written.lower() in text for text in passages):
            continue  # a common word, with its capital for its place
        for text in passages:
            found = [other for other in _doings(text, language) if other.verb == one.verb]
            if any(other.is_by(one) for other in found):
                instead = None
                break
            if instead is None and found:
                instead = text[found[0].name.start : found[0].name.end]
        if instead:
            message = f"the cited passages name {' '.join(instead.split())}, not {written}, as who did this"
            yield Finding("name", one.name.start, one.name.end, written, message)


@lru_cache(maxsize=2048)
def _doings(text: str, language: str) -> tuple[_Doing, ...]:
    patterns = _patterns(language)
    if patterns is None:
        return ()
    by, behind = patterns
    known = names(text, language)
    found = []
    for at, name in enumerate(known):
        joined = _JOINED.fullmatch(text, name.start, name.end) or _BEHIND.match(text, name.end)
        before = by.search(text, max(0, name.start - _REACH), name.start)
        after = None if joined or before else _doing(text, name, language, behind)
        verb = joined or before or after
        if verb is None:
            continue
        alone = joined or (after and after.re is _gerund(language))
        group = [name] if alone else _group(text, known, at, language, 1 if before else -1)
        if after and not alone and _led(text, group[-1].start, language):
            continue
        deed = verb["verb"].lower()
        if deed in words(language, "roles.mutual"):
            continue  # "Ann met Bo" and "Bo met Ann" are one
        deed = table(language, "outcomes.irregular").get(deed, deed)
        parts = (part for one in group for word in one.words for part in word.split("-"))
        doer = frozenset(parts) - {deed} if joined else frozenset(parts)
        found.append(_Doing(stem([deed], language)[0], name, doer))
    return tuple(found)


def _doing(text: str, name: Name, language: str, behind: re.Pattern[str]) -> re.Match[str] | None:
    """Find what a name does: right behind it, behind an aside, or in "thanked X for sending"."""
    aside = _ASIDE.match(text, name.end)
    at = aside.end() if aside else name.end
    return behind.match(text, at, at + _REACH) or _gerund(language).match(text, name.end)


@cache
def _gerund(language: str) -> re.Pattern[str]:
    between = alternatives(words(language, "outcomes.gerund"))
    return re.compile(rf" (?:{between}) (?:[a-z]+ly )?(?P<verb>[a-z]{{3,}}ing)\b")


_ASIDE = re.compile(r", (?=[a-z\d])[^,;:.()]{1,90},")
"""What stands between a name and its verb: ", who taught at the academy,"."""
_JOINED = re.compile(r"[^\W\d_]+-(?P<verb>[a-z]+ed)")
_BEHIND = re.compile(r"-(?P<verb>[a-z]+ed)\b")
_BETWEEN = re.compile(r"[\w\s,&'’\"“”(-]*")


def _group(text: str, known: Sequence[Name], at: int, language: str, step: int) -> list[Name]:
    """Return a name with those that it is one party with: "the American singer Katy Perry", "X, Y and Z"."""
    group = [known[at]]
    ends = _filling(language)
    while len(group) < _MOST and 0 <= (at := at + step) < len(known):
        first, second = sorted((group[-1], known[at]), key=lambda one: one.start)
        between = text[first.end : second.start]
        said = [word.lower() for word in between.replace(",", " ").split()]
        if not _BETWEEN.fullmatch(between) or len(said) > _APART or any(word in ends for word in said):
            break
        group.append(known[at])
    return group


_MOST = 8
"""Names of one party, at most."""
_APART = 3
"""Words between two names of one party."""


def _led(text: str, start: int, language: str) -> bool:
    """Tell whether a name stands behind a preposition: what follows is not its doing."""
    before = text[max(0, start - 20) : start].lower().split()
    while before and before[-1] in words(language, "agreement.determiners"):
        before.pop()
    return bool(before) and before[-1] in words(language, "outcomes.prepositions")


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """Fit a verb with "by" before a name, and what stands between a name and the verb behind it.

    Between them are a possessive with its noun, a noun of the name's, and what makes the perfect.
    """
    endings, by = words(language, "passive.endings"), words(language, "passive.by")
    if not endings or language != "en":
        return None
    particles = alternatives(words(language, "passive.particles"))
    irregular = alternatives(table(language, "outcomes.irregular"))
    past = rf"(?:[a-z]{{2,}}(?:{alternatives(endings)})|{irregular})"
    present = rf"[a-z]{{2,}}[^su\W]s(?= (?:{pattern(language, 'sentences.governed')})\b)"
    have = alternatives(words(language, "outcomes.have"))
    noun = rf"(?!(?:{alternatives((*_filling(language), *words(language, 'clauses.joining')))})\b)[a-z-]+ "
    said = alternatives((*forms(language, "saying.speaking"), *forms(language, "saying.announcing")))
    return (
        re.compile(
            rf"\b(?P<verb>(?i:{past})) (?:(?:{particles}) )?(?:{alternatives(by)}) (?:the )?(?:[a-z]+ )?$"
        ),
        re.compile(
            rf"(?:['’]s? (?:{noun}){{1,2}}?| (?:{noun}){{0,2}}?)(?:(?:{have}) )?(?:[a-z]+ly )?"
            rf"(?!(?:{said})\b)(?P<verb>{past}|{present})\b(?! (?:(?:{particles}) )?(?:{alternatives(by)})\b)"
        ),
    )


@cache
def _filling(language: str) -> frozenset[str]:
    """Return the words that end a noun phrase: prepositions, joints, forms of "be"."""
    topics = ("outcomes.prepositions", "outcomes.joints", "passive.auxiliaries")
    joining = words(language, "clauses.joining")
    return frozenset(word for topic in topics for word in words(language, topic) if word not in joining)
