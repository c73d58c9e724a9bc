"""Opposites: a claim says "rose" where its evidence says "fell"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from summarizer.text.language import WORD, stem, stop_words

from .finding import Finding

_PAIRS = """
rise/fall rose/fell risen/fallen increase/decrease increase/decline increase/drop increase/reduce grow/shrink
grew/shrank gain/lose gain/loss win/lose won/lost win/loss victory/defeat accept/reject approve/reject
approve/deny
pass/fail allow/ban allow/prohibit permit/forbid legal/illegal guilty/innocent convict/acquit
acquitted/convicted
open/close start/end begin/end began/ended start/stop begin/finish launch/halt support/oppose agree/disagree
agree/refuse admit/deny confirm/deny confirm/refute alive/dead live/die survive/die born/died buy/sell
bought/sold
arrive/leave arrived/left arrive/depart enter/leave come/go above/below over/under before/after
earlier/later early/late
higher/lower high/low highest/lowest more/less more/fewer most/least best/worst better/worse good/bad
large/small largest/smallest bigger/smaller big/small long/short longer/shorter fast/slow faster/slower
hot/cold
warm/cold young/old younger/older youngest/oldest first/last north/south east/west
northeast/southwest northwest/southeast left/right up/down upper/lower inside/outside man/woman men/women
boy/girl
male/female father/mother son/daughter husband/wife brother/sister king/queen uncle/aunt nephew/niece
marry/divorce join/leave hire/fire appoint/dismiss elect/oust strengthen/weaken expand/contract
improve/worsen success/failure succeed/fail safe/dangerous safe/unsafe true/false right/wrong public/private
rich/poor strong/weak full/empty friend/enemy ally/enemy majority/minority maximum/minimum import/export
lend/borrow push/pull create/destroy build/demolish save/destroy free/jail release/arrest release/detain
known/unknown likely/unlikely possible/impossible common/uncommon common/rare usual/unusual able/unable
happy/unhappy fair/unfair stable/unstable certain/uncertain married/unmarried present/absent day/night
morning/evening summer/winter spring/autumn include/exclude attack/defend offer/demand love/hate
cheap/expensive
find/lose found/lost heavy/light hard/easy difficult/easy clear/unclear liberal/conservative
republican/democrat
"""


@lru_cache(maxsize=1)
def opposites() -> dict[str, frozenset[str]]:
    """Return English word stems that have opposites, with these."""
    table: dict[str, set[str]] = {}
    for pair in _PAIRS.split():
        one, other = stem(pair.split("/"), "en")
        table.setdefault(one, set()).add(other)
        table.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in table.items()}


def check_opposites(claim: str, evidence: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield the words of ``claim`` whose opposite the evidence has in their place; English only.

    Where the word itself is in no evidence, one of the content words beside it must stand beside the opposite
    as well: "sales rose" against "sales fell", not against "the government fell". Where it is, the very next
    word on one side must: "a female student" where only male students and female teachers are spoken of.
    """
    if language != "en":
        return
    words = _stems(claim)
    table = opposites()
    if not any(word in table for word in words):
        return
    held = {word for text in evidence for word in _stems(text)}
    stated = [place for text in evidence for place in _places(text).values()]
    spans = [match.span() for match in WORD.finditer(claim)]
    for at, (word, near) in _places(claim).items():
        against = table[word] & held
        if not against or _negated(claim, spans, at):
            continue
        if word in held:
            turned = _next_to_opposite(words, at, against, evidence)
        else:
            turned = not against & set(words) and any(
                other in against and near & beside for other, beside in stated
            )
        if turned:
            start, end = spans[at]
            message = f"the cited passages say the opposite of “{claim[start:end]}” here"
            yield Finding("opposite", start, end, claim[start:end], message, contradicted=True)


_NEAR = 3


def _next_to_opposite(
    words: tuple[str, ...], at: int, against: frozenset[str], evidence: Sequence[str]
) -> bool:
    """Tell whether the next word on one side stands next to the opposite in the evidence only."""
    known = [(_stems(text), _neighbours(text)) for text in evidence]
    for side, beside in enumerate(_next_to(words, at)):
        if not beside:
            continue
        by = {
            stems[place] for stems, places in known for place, both in places.items() if both[side] == beside
        }
        if by & against and words[at] not in by:
            return True
    return False


@lru_cache(maxsize=8192)
def _neighbours(text: str) -> dict[int, tuple[str, str]]:
    """Return the words next to each word that has an opposite, by its place."""
    words, table = _stems(text), opposites()
    return {at: _next_to(words, at) for at, word in enumerate(words) if word in table}


def _next_to(words: tuple[str, ...], at: int) -> tuple[str, str]:
    """Return the word before and the one behind, up to two stop words skipped; empty where there is none."""
    stops = stop_words("en")
    before = next((word for word in words[max(0, at - 3) : at][::-1] if word not in stops), "")
    behind = next((word for word in words[at + 1 : at + 4] if word not in stops), "")
    return before, behind


def _negated(claim: str, spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Tell whether a negation stands just before: "not clear" says what "unclear" says."""
    before = [claim[start:end].lower() for start, end in spans[max(0, at - 3) : at]]
    return any(word in ("not", "no", "never") or word.endswith(("n't", "n’t")) for word in before)


_QUARTERS = {"northern": "north", "southern": "south", "eastern": "east", "western": "west"}
_PARTICLES = frozenset(("up", "down"))
"""Words whose opposite tells something only behind the same verb: "went up", "went down"."""


@lru_cache(maxsize=8192)
def _stems(text: str) -> tuple[str, ...]:
    stems = stem([word.lower() for word in WORD.findall(text)], "en")
    return tuple(_QUARTERS.get(word, word) for word in stems)


@lru_cache(maxsize=8192)
def _places(text: str) -> dict[int, tuple[str, frozenset[str]]]:
    """Return the words that have an opposite, by their place, each once with the content words beside it."""
    words, table = _stems(text), opposites()
    found = {at: (word, _beside(words, at)) for at, word in enumerate(words) if word in table}
    first = {seen: at for at, seen in reversed(found.items())}
    return {at: seen for seen, at in sorted(first.items(), key=lambda item: item[1])}


def _beside(words: tuple[str, ...], at: int) -> frozenset[str]:
    """Return the content words among the few nearest to ``at`` on either side."""
    stops = stop_words("en")
    before = [word for word in words[max(0, at - 8) : at] if word not in stops][-_NEAR:]
    if words[at] in _PARTICLES:
        return frozenset(before[-1:])
    behind = [word for word in words[at + 1 : at + 9] if word not in stops][:_NEAR]
    return frozenset((*before, *behind))
