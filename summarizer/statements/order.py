"""Order: who did it to whom, what came of what — the same words in places that turn a statement round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from summarizer.languages import pattern, table, words
from summarizer.text.language import content_stems, stop_words
from summarizer.text.sought import Sought
from summarizer.text.words import content_of, stems_of, words_of

from .finding import Finding

_REACH = 8
"""Content words behind a verb in which its objects stand."""
_SHARED = 0.6
"""Share of the content words of a claim that a passage must have to be compared."""
_DOER = 2
"""Content words behind "by" among which stands who did it."""
_LEAST = 2
"""Content words that must have changed sides, and none kept theirs."""


@dataclass(frozen=True, slots=True)
class _Deed:
    """A verb with the content word before it, those behind it, whether it is passive, and by whom."""

    verb: str
    before: str
    behind: tuple[str, ...]
    passive: bool
    doers: tuple[str, ...] = ()


def check_order(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield where the closest passages have the parties, or cause and effect, the other way round."""
    wanted = content_of(claim, language)
    near = [text for text in passages if _share(wanted, text, language) >= _SHARED]
    if not near:
        return
    for turned, message in ((_swapped, "have who did it to whom"), (_caused, "have what came of what")):
        found = [turned(claim, text, language) for text in near]
        if any(found) and not any(one is False for one in found):
            yield Finding(
                "role", 0, len(claim), claim, f"the cited passages {message} the other way round", True
            )
            return


def _share(wanted: frozenset[str], text: str, language: str) -> float:
    return len(wanted & content_of(text, language)) / len(wanted) if wanted else 0.0


def _swapped(claim: str, text: str, language: str) -> bool | None:
    """Tell whether doer and other have changed places around one verb; None where no verb is shared."""
    kept: bool | None = None
    for one in _deeds(claim, language):
        for other in _deeds(text, language):
            if one.verb != other.verb:
                continue
            if one.passive != other.passive:
                passive, active = (one, other) if one.passive else (other, one)
                if active.before in passive.doers:
                    kept = False
                elif passive.before == active.before and set(passive.doers) & set(active.behind):
                    return True  # "was accused by the ministry": it had accused the ministry
                continue
            if one.before == other.before:
                kept = False
            elif one.before in other.behind and other.before in one.behind:
                return True
    return kept


@lru_cache(maxsize=8192)
def _deeds(text: str, language: str) -> tuple[_Deed, ...]:
    """Return the verbs that their form shows, in sentences of languages whose passive voice is known."""
    endings = words(language, "passive.endings")
    if not endings:
        return ()
    irregular = table(language, "outcomes.irregular")
    stops = stop_words(language)
    auxiliaries, by = words(language, "passive.auxiliaries"), words(language, "passive.by")
    days = words(language, "calendar.weekdays")
    found, stems = words_of(text).lower, stems_of(text, language)
    deeds = []
    for at, word in enumerate(found):
        if not (word in irregular or _is_past(word, endings)) or word in stops:
            continue
        before = [stems[i] for i in range(at) if found[i] not in stops and found[i] not in days][-1:]
        behind = [stems[i] for i in range(at + 1, len(found)) if found[i] not in stops][:_REACH]
        after = found[at + 1 : at + 3]
        done_by = [one for one in after if one not in words(language, "passive.particles")][:1]
        passive = any(one in auxiliaries for one in found[max(0, at - 2) : at]) or done_by in (
            [one] for one in by
        )
        led = [i for i in range(at + 1, min(len(found), at + 1 + _REACH)) if found[i] in by]
        doers = [stems[i] for i in range(led[0] + 1, len(found)) if found[i] not in stops] if led else []
        if before and behind:
            deeds.append(_Deed(stems[at], before[0], tuple(behind), passive, tuple(doers[:_DOER])))
    return tuple(deeds)


def _is_past(word: str, endings: tuple[str, ...]) -> bool:
    """Tell whether a word may be a past form: "sued", and not "need" or "red"."""
    return word.endswith(endings) and (len(word) > 4 or (len(word) == 4 and word[-3] not in "aeio"))


def _caused(claim: str, text: str, language: str) -> bool | None:
    """Tell whether what came first and what came of it have changed sides; None where neither is told."""
    mine = _parted(claim, language)
    theirs = _parted(text, language) if mine else None
    if mine is None or theirs is None:
        return None
    straight = len(mine[0] & theirs[0]) + len(mine[1] & theirs[1])
    crossed = len(mine[0] & theirs[1]) + len(mine[1] & theirs[0])
    if straight:
        return False if straight >= crossed else None
    return bool(mine[0] & theirs[1]) and bool(mine[1] & theirs[0]) and crossed >= _LEAST


@lru_cache(maxsize=8192)
def _parted(text: str, language: str) -> tuple[frozenset[str], frozenset[str]] | None:
    """Return the words of what came first and of what came of it, where one link joins the two."""
    for link, forward in _links(language):
        found = list(link.finditer(text))
        if len(found) != 1:
            continue
        first, rest = text[: found[0].start()], text[found[0].end() :]
        if found[0].start() < 2:
            rest, comma, first = rest.partition(",")
            if not comma:
                continue
        before, behind = (frozenset(content_stems(part, language)) for part in (first, rest))
        return (before, behind) if forward else (behind, before)
    return None


@cache
def _links(language: str) -> tuple[tuple[Sought, bool], ...]:
    """Return what joins cause and effect: with the cause behind it, and with the cause before it."""
    made = []
    for topic, forward in (("causes.behind", False), ("causes.before", True)):
        inside = pattern(language, topic)
        if inside is not None:
            made.append((Sought(rf"\b(?:{inside})\b", language), forward))
    return tuple(made)
