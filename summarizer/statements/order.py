"""Order: who did it to whom, what came of what — the same words in places that turn a statement round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from summarizer.languages import pattern, table, words
from summarizer.records import dataclass
from summarizer.text.language import WORD, stop_words
from summarizer.text.sought import Sought
from summarizer.text.words import content_of, sharing, stems_of, words_of

from .attribution import fact
from .cues import denies
from .finding import Finding, Kind, unopposed
from .predicates import past_forms
from .quantities import quantities
from .weighing import MARK, clause_end, stated_causes

_REACH = 8
"""Content words behind a verb in which its objects stand."""
_SHARED = 0.6
"""Share of the content words of a claim that a passage must have to be compared."""
_DOER = 2
"""Content words behind "by" among which stands who did it."""
_CROSSED = 3
"""How many more words must have changed sides than kept theirs."""
_LEAST = 2
"""Content words that must have changed sides."""


@dataclass(frozen=True, slots=True)
class _Deed:
    """A verb with the content word before it, those behind it, whether it is passive, and by whom."""

    verb: str
    before: str
    behind: tuple[str, ...]
    passive: bool
    doers: tuple[str, ...] = ()


def check_order(claim: str, passages: Sequence[str], language: str) -> Iterator[Finding]:
    """Yield where the closest passages have the parties, or cause and effect, the other way round.

    Also where the claim puts one event before another, and no passage tells of both.
    """
    for start, end, first, then in _in_time(claim, language):
        told = (content_of(text, language) for text in passages)
        if not any(first & words and _TOLD * len(then & words) >= len(then) for words in told):
            written = claim[start:end].strip()
            message = f"no cited passage says that this was “{written}”"
            yield Finding("amount", start, end, written, message)
            return
    wanted = content_of(claim, language)
    near = sharing(wanted, passages, _SHARED, language) if wanted else []
    if not near:
        return
    for turned, message in (
        (_swapped, "have who did it to whom the other way round"),
        (_caused, "tell the other way round what came of what"),
        (_compared, "compare them the other way round"),
        (_equalled, "say that it is as much, not more"),
        (_linked, "say that the two go together, not that one came of the other"),
        (_undone, "say that this was not why"),
        (_spoken, "name who did this as saying so only"),
    ):
        if unopposed((turned(claim, text, language) for text in near), which=True):
            kind: Kind = "amount" if turned in (_spoken, _equalled, _linked) else "role"
            yield Finding(kind, 0, len(claim), claim, f"the cited passages {message}", kind == "role")
            return


def _swapped(claim: str, text: str, language: str) -> bool | None:
    """Tell whether doer and other have changed places around one verb; None where no verb is shared."""
    kept: bool | None = None
    for one in deeds(claim, language):
        for other in deeds(text, language):
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


@lru_cache(maxsize=2048)
def deeds(text: str, language: str) -> tuple[_Deed, ...]:
    """Return the verbs that their form shows, in sentences of languages whose passive voice is known."""
    endings = words(language, "passive.endings")
    if not endings:
        return ()
    irregular = table(language, "outcomes.irregular")
    stops = stop_words(language)
    auxiliaries, by = words(language, "passive.auxiliaries"), words(language, "passive.by")
    days, mutual = words(language, "calendar.weekdays"), words(language, "roles.mutual")
    found, stems = words_of(text).lower, stems_of(text, language)
    made = []
    for at, word in enumerate(found):
        if not (word in irregular or _is_past(word, endings)) or word in stops or word in mutual:
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
            made.append(_Deed(stems[at], before[0], tuple(behind), passive, tuple(doers[:_DOER])))
    return tuple(made)


def _is_past(word: str, endings: tuple[str, ...]) -> bool:
    """Tell whether a word may be a past form: "sued", and not "need" or "red"."""
    return word.endswith(endings) and (len(word) > 4 or (len(word) == 4 and word[-3] not in "aeio"))


def _caused(claim: str, text: str, language: str) -> bool | None:
    """Tell whether what came first and what came of it have changed sides; None where neither is told."""
    parted = _parted(claim, language)
    other = _parted(text, language) if parted else None
    if parted is None or other is None:
        return None
    done = [[past_forms(one, language) for one in two] for two in (parted, other)]
    if _are_crossed(*done):
        return True
    mine, theirs = ([content_of(one, language) for one in two] for two in (parted, other))
    straight = len(mine[0] & theirs[0]) + len(mine[1] & theirs[1])
    crossed = len(mine[0] & theirs[1]) + len(mine[1] & theirs[0])
    if _CROSSED * straight > crossed:
        return False if straight >= crossed else None
    return bool(mine[0] & theirs[1]) and bool(mine[1] & theirs[0]) and crossed >= _LEAST


def _are_crossed(mine: Sequence[frozenset[str]], theirs: Sequence[frozenset[str]]) -> bool:
    """Tell whether what was done first was done last in the other, and the other way round."""
    straight = mine[0] & theirs[0] or mine[1] & theirs[1]
    return not straight and bool(mine[0] & theirs[1]) and bool(mine[1] & theirs[0])


@lru_cache(maxsize=2048)
def _parted(text: str, language: str) -> tuple[str, str] | None:
    """Return what came first and what came of it, where one link joins the two."""
    for link, forward in _links(language):
        found = list(link.finditer(text))
        if len(found) != 1:
            continue
        before, behind = text[: found[0].start()], text[found[0].end() :]
        if found[0].start() < 2:
            behind, comma, before = behind.partition(",")
            if not comma:
                continue
        return (before, behind) if forward else (behind, before)
    return None


@lru_cache(maxsize=8192)
def _in_time(claim: str, language: str) -> tuple[tuple[int, int, frozenset[str], frozenset[str]], ...]:
    """Return where a claim puts one event before or after another, and the words of the two.

    What is no event but a time, as "after nine hours", has no place here.
    """
    relations = words(language, "dates.relations")
    made = []
    for link, _ in _links(language):
        for match in link.finditer(claim):
            if match.group().lower() not in relations or match.start() < 2:
                continue
            end = clause_end(claim, match.end())
            start = max((one.end() for one in MARK.finditer(claim, 0, match.start())), default=0)
            before, behind = claim[start : match.start()], claim[match.end() : end]
            first, then = content_of(before, language), content_of(behind, language)
            if min(len(first), len(then)) >= _LEAST and not quantities(behind, language):
                made.append((match.start(), end, first, then))
    return tuple(made)


_TOLD = 3
"""One in how many words of an event a passage must have that tells of it."""


def _compared(claim: str, text: str, language: str) -> bool | None:
    """Tell whether a passage has the two sides of a comparison exchanged, in the same word: "A … than B"."""
    mine, theirs = _sides(claim, language), _sides(text, language)
    if mine is None or theirs is None or not mine[0] & theirs[0]:
        return None
    (_, before, than), (_, first, then) = mine, theirs
    if than & then:
        return False
    return (bool(than & first) and bool(then & before)) or None


@lru_cache(maxsize=8192)
def _sides(text: str, language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]] | None:
    """Return by what a text compares, what stands before "than" in its clause, and what behind it."""
    than = _than(language)
    found = list(than.finditer(text)) if than else []
    if len(found) != 1:
        return None
    start = max((one.end() for one in MARK.finditer(text, 0, found[0].start())), default=0)
    before = text[start : found[0].start()]
    behind = WORD.findall(text[found[0].end() : clause_end(text, found[0].end())])[:_BESIDE]
    stops = stop_words(language)
    by = [word.lower() for word in WORD.findall(before)[-_BESIDE:]]
    compared = frozenset(one for one in by if one.endswith(words(language, "amounts.comparatives")))
    return compared, content_of(before, language), content_of(" ".join(behind), language) - stops


_BESIDE = 5
"""Words on either side of "than" among which stand that by which, and that with which it compares."""


@cache
def _than(language: str) -> Sought | None:
    inside = pattern(language, "amounts.than")
    return Sought(rf"\b(?:{inside})\b", language) if inside else None


def _equalled(claim: str, text: str, language: str) -> bool | None:
    """Tell whether a passage says "as loud as" where a claim says "louder than"; None where it is neither."""
    equal, mine = _equal(language), _sides(claim, language)
    if equal is None or mine is None:
        return None
    compared = {one for word in mine[0] for one in _positive(word, language)}
    if not compared:
        return None
    theirs = _sides(text, language)
    if theirs is not None and theirs[0] & mine[0]:
        return False
    for match in equal.finditer(text):
        before = WORD.findall(text[: match.start()].lower())[-1:]
        plain = not before or not (
            denies(before[0], language) or before[0] in words(language, "amounts.times")
        )
        if plain and match.group(1).lower()[:_HEAD] in compared:
            return True
    return None


_HEAD = 3
"""Letters that an adjective and its comparative begin with."""


def _positive(word: str, language: str) -> Iterator[str]:
    """Yield how the adjective of a comparative in one word begins: "loud" of "louder"."""
    if word not in words(language, "amounts.comparatives"):
        yield word[:_HEAD]


@cache
def _equal(language: str) -> Sought | None:
    inside = pattern(language, "amounts.equal")
    return Sought(rf"\b(?:{inside})\b", language) if inside else None


def _linked(claim: str, text: str, language: str) -> bool | None:
    """Tell whether a passage only says that two things go together where a claim has one cause the other."""
    claimed, linked = _cue("claimed", language), _cue("linked", language)
    if claimed is None or linked is None or not claimed.search(claim) or linked.search(claim):
        return None
    return None if not linked.search(text) else claimed.search(text) is None


@cache
def _cue(key: str, language: str) -> Sought | None:
    inside = pattern(language, f"causes.{key}")
    return Sought(rf"\b(?:{inside})\b", language) if inside else None


def _undone(claim: str, text: str, language: str) -> bool | None:
    """Tell whether a passage denies the cause that a claim gives: "and not because of the war"."""
    kept: bool | None = None
    for start, end in stated_causes(claim, language):
        wanted = content_of(claim[start:end], language)
        for first, last in stated_causes(text, language):
            if wanted and wanted <= content_of(text[first:last], language):
                before = WORD.findall(text.lower(), max(0, first - _LEAD), first)
                if not any(denies(word, language) for word in before[-_NEAR:]):
                    return False
                kept = True
    return kept


_LEAD, _NEAR = 32, 4
"""Characters and words before a cause, with what joins it, among which a denial of it stands."""


def _spoken(claim: str, text: str, language: str) -> bool | None:
    """Tell whether who does something in a claim stands in a passage only behind it, as who says so.

    "They blocked the bridge, police said" tells of nothing that the police did.
    """
    own = deeds(claim, language)
    if not own or fact(claim, language) != claim:
        return None
    told = fact(text, language)
    if told == text or not text.startswith(told.rstrip()) or _speaking(language).search(told):
        return None
    kept: bool | None = None
    done = {one.verb for one in deeds(told, language) if not one.passive}
    for one in own:
        if one.passive or one.verb not in done or one.before not in content_of(text, language):
            continue
        if one.before in content_of(told, language):
            return False
        kept = True
    return kept


@cache
def _speaking(language: str) -> re.Pattern[str]:
    """Fit the pronouns by which who speaks names himself."""
    return re.compile(rf"\b(?:{pattern(language, 'saying.first') or '(?!)'})\b")


@cache
def _links(language: str) -> tuple[tuple[Sought, bool], ...]:
    """Return what joins cause and effect: with the cause behind it, and with the cause before it."""
    made = []
    for topic, forward in (("causes.behind", False), ("causes.before", True)):
        inside = pattern(language, topic)
        if inside is not None:
            made.append((Sought(rf"\b(?:{inside})\b", language), forward))
    return tuple(made)
