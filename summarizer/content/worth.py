"""What a sentence is worth to a reader, by its words and by the kind of its document: news, minutes, call …

The rules are data of a language; where it has none all sentences are worth the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from summarizer.data import Document, Sentence
from summarizer.languages import Searcher, alternatives, searcher, words
from summarizer.records import dataclass
from summarizer.statements.anaphora import says_today, today
from summarizer.statements.event_date import event_date
from summarizer.text.dates import mentions
from summarizer.text.later import later
from summarizer.text.wordlist import EVERY, Words

from .beside import passing, small
from .kinds import (
    CALL,
    JUDGMENT,
    MAIL,
    MEETING,
    MINUTES,
    NEWS,
    PAPER,
    QUOTATION,
    REVIEW,
    kinds_of,
    rule,
    searching,
)
from .notices import openings
from .overtaken import ahead, overtaken
from .sections import ASIDE, HEADED, HELD, RESULT, TALK
from .turns import SPEAKER, said

TOP, BEST, CORE, WEAK, IDLE = 4.0, 2.5, 1.5, 0.6, 0.1
"""What a sentence counts that gives the result of its document; that tells what its kind is read for; that
says what its kind is about; that hedges, looks back or is all feeling; that says nothing."""
TELLS, SCENE, BARE = 1.6, 0.3, 0.85
"""What news count that name a cause, a result or a record; that announce, praise, comment or paint a scene;
that hold neither a figure nor a name."""
UNPLACED = 0.5
"""What a sentence of a report without a date counts that says "tonight": no reader of it knows the day."""
PASSING = 0.3
"""What a state of its day counts in an older report."""
LESS = {MINUTES: 0.5, JUDGMENT: 0.5, CALL: 0.1, PAPER: 0.5, MAIL: 0.6, MEETING: 0.3}
"""What the other sentences of a kind count, where what it is about is plain."""
DONE = 2.5
"""What a sentence counts that says what a paper does or who is to do what, where the result is given: less
than what was found or decided."""
BESIDE = 0.8
"""What a sentence counts that stands where the result is given and does not give it."""
LIKED = 1.25
"""What a sentence of a review counts that says what is good or bad: most do."""
LISTED = 2
"""Points of a list of results that count in full."""
SAID = 1.2
"""What a sentence of minutes counts that says what somebody said, be it of a decision."""
UNGROUNDED = 18
"""Words of the longest outcome that gives no ground."""
TALKED = 0.4
"""What a sentence counts that was said on a matter of which the document has the outcome."""
FOUND = 1.6
"""What the best sentences of a paper or a judgment count outside the parts that give its result."""
YEARS = 3
"""Years before its document from which what a sentence tells is history."""
STALE = 100
"""Days before a report from which an event is another one, told beside it."""
QUOTED = 0.6
"""Share of a sentence in quotation marks from which it is a quotation."""
QUIP = 7
"""Words of the longest quotation that is hardly more than how somebody put it."""
TEMPLATE = 3
"""Documents that hold one sentence, some weeks apart, from which it is a formula of theirs."""
APART = 20
"""Days between the first and the last of them."""
HEAD = 10
"""Sentences of a document among which its headnote is."""
CREDIT = 120
"""Characters behind a sentence in which the credit of a picture is looked for."""
OPENING = 5
"""Words at the beginning by which formulas are told."""

_LABELLED = later(rf"{SPEAKER} ")
_YEAR = later(r"(?<![\d$€£.,])\b(1[6-9]\d\d|20\d\d)\b(?!s?,\d|[%\d])")
_DETACHED = later(r"\w[\"'”’)]* \.$")
_HEADED = later(r"[A-Z][\w’'-]+(?: [\w’'-]+){0,3} ?: [A-Z]")
"""A label before a sentence: "Standing guard: The statues are …"."""
_FIGURE = re.compile(r"\d")
_NAMED = later(r"(?<=[\w,;:] )[A-ZÀ-ÖØ-Þ][\w’'-]+")


class Alone:
    """What each sentence of a pile counts in its document, whatever the others of the pile say.

    ``words`` are those of the sentences as they are shown without glosses, where they are known.
    """

    def __init__(self, sentences: Sequence[Sentence], words: Words | None = None) -> None:
        self._sentences, self._of = sentences, kinds_of(sentences)
        self._parted = {one.document for one in sentences if one.part in (RESULT, HELD)}
        self._signs = _signs(sentences, self._of, words)

    def worth(self, places: range) -> NDArray[np.float64]:
        """Return it of the sentences of some whole documents on end."""
        found = np.ones(len(places))
        history: Sentence | None = None
        for at, i in enumerate(places):
            sentence, signs = self._sentences[i], self._signs[i]
            kind = self._of[sentence.document]
            past = _is_history(sentence, kind, signs)
            if past is None and history is not None and kind == NEWS and _goes_on(sentence, history):
                found[at] = WEAK
            elif past is not None or (history is not None and history.document is not sentence.document):
                history = sentence if past else None
            past = past or (past is None and _is_of_months_ago(sentence, kind, signs))
            found[at] *= _of(sentence, kind, sentence.document in self._parted, bool(past), signs)
        return found


def worth(sentences: Sequence[Sentence], alone: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    """Return what each sentence counts for the choice (n,): 1 as usual, less for talk, more for the matter.

    A sentence that opens like others of documents some weeks apart is a formula of theirs. ``alone`` is what
    it counts by itself (`Alone`), where that is known. Linear.
    """
    found = Alone(sentences).worth(range(len(sentences))) if alone is None else alone.copy()
    of = kinds_of(sentences)
    _carry(sentences, of, found)
    further = _further(sentences)
    found[further] = np.minimum(found[further], CORE)
    reports = frozenset(document for document, kind in of.items() if kind == NEWS)
    found[passing(sentences, reports)] *= PASSING
    found[small(sentences, reports)] *= WEAK
    found[_formulas(sentences)] = IDLE
    found[[i for i, one in enumerate(sentences) if one.document in reports and _is_captioned(one)]] = IDLE
    found[_detached(sentences, reports)] = IDLE
    found[overtaken(sentences, of)] = IDLE
    expected = ahead(sentences, of)
    found[expected] = np.where(found[expected] > IDLE, TOP, found[expected])
    heads = headnotes(sentences)
    found[heads] = TOP
    found[_bare_outcomes(sentences, {sentences[i].document for i in heads})] = LESS[JUDGMENT]
    return found


def bounds(sentences: Sequence[Sentence], words: Words) -> NDArray[np.float64]:
    """Return about what each sentence of news or of a review counts at most (n,), by which rules may fit it.

    ``words`` are the sentences'. Found without reading any of them.
    """
    of = kinds_of(sentences)
    kinds = [(one.document.language, of[one.document]) for one in sentences]
    signs = words.may_fit_by(
        kinds,
        lambda kind: [getattr(_told(*kind), name).rule for name in ("best", "core", "telling", "today")],
    )
    placed = np.array(
        [
            UNPLACED if _is_unplaced(one, of[one.document], sign & 8) else 1.0
            for one, sign in zip(sentences, signs.tolist(), strict=True)
        ]
    )
    reports = np.fromiter((kind == NEWS for _, kind in kinds), np.bool_, len(kinds))
    reviews = np.select([signs & 1 != 0, signs & 2 != 0], [TOP, LIKED], 1.0)
    found: NDArray[np.float64] = np.where(reports, np.where(signs & 4 != 0, TELLS, 1.0), reviews) * placed
    return found


def headnotes(sentences: Sequence[Sentence]) -> list[int]:
    """Return the lines at the head of a document that say its question and answer without being sentences.

    "VAT – late appeal – reliance on agent – appeal dismissed" heads a judgment.
    """
    of = kinds_of(sentences)
    found, place, before = [], 0, None
    for i, sentence in enumerate(sentences):
        place = place + 1 if sentence.document is before else 0
        before = sentence.document
        kind = of[before]
        if kind == NEWS or place >= HEAD:
            continue
        if searching(before.language, f"kinds.{kind}", "headnote")(sentence.own):
            found.append(i)
    return found


def is_second_half(sentences: Sequence[Sentence], i: int) -> bool:
    """Tell whether a headnote is the second half of one that a line break cuts."""
    before, sentence = sentences[max(0, i - 1)], sentences[i]
    joined = before.document is sentence.document and sentence.position == before.position + 1
    return joined and sentence.own[:1] in "–—-"


def _bare_outcomes(sentences: Sequence[Sentence], headed: Collection[Document]) -> list[int]:
    """Return the outcomes that give no ground, in documents ``headed`` by their outcome.

    Not those right behind their ground: they go with it.
    """
    return [
        i
        for i, one in enumerate(sentences)
        if one.document in headed and one.part == RESULT and len(one.own.split()) <= UNGROUNDED
        if not (i and comes_to(sentences[i - 1], one))
    ]


def comes_to(ground: Sentence, outcome: Sentence) -> bool:
    """Tell whether a sentence gives the outcome of a judgment whose ground stands right before it.

    "… no input tax is due. Accordingly, the appeal is allowed."
    """
    joined = outcome.document is ground.document and outcome.position - ground.position == 1
    if not joined or outcome.part != RESULT or ground.part != RESULT:
        return False
    short = len(outcome.own.split()) <= UNGROUNDED < len(ground.own.split())
    return short and searching(outcome.document.language, f"kinds.{JUDGMENT}", "best")(outcome.text)


def _further(sentences: Sequence[Sentence]) -> list[int]:
    """Return the points beyond the first two of a list that gives a result: the note has what it is on."""
    seen: Counter[tuple[Document, int]] = Counter()
    found = []
    for i, sentence in enumerate(sentences):
        if sentence.part == RESULT and sentence.glosses:
            lead = sentence.document, sentence.glosses[0].span.start
            seen[lead] += 1
            if seen[lead] > LISTED:
                found.append(i)
    return found


def _carry(sentences: Sequence[Sentence], of: Mapping[Document, str], found: NDArray[np.float64]) -> None:
    """Have a motion and its outcome share one fate: "Motion to approve the agenda. Motion carried." is idle.

    The motion alone is half of it.
    """
    for i in range(1, len(sentences)):
        one, before = sentences[i], sentences[i - 1]
        if of[one.document] != MINUTES or before.document is not one.document:
            continue
        if ends_motion(one.own, one.document.language) and one.position == before.position + 1:
            if found[i - 1] <= IDLE:
                found[i] = IDLE
            else:
                found[i - 1] *= TALKED


def ends_motion(text: str, language: str) -> bool:
    """Tell whether a sentence of minutes opens with the outcome of the one before: "Motion carried 5-1"."""
    return _carried(language)(text)


def leans_in(kind: str, text: str, language: str) -> bool:
    """Tell whether what documents of a kind say takes up what was said before.

    In minutes "these two points" does, in a review "Does a great job", which has no subject.
    """
    return searching(language, f"kinds.{kind}", "leaning")(text)


def asks(text: str, language: str) -> bool:
    """Tell whether a sentence of a mail asks for something to be done, be it as a question."""
    return searching(language, f"kinds.{MAIL}", "asks")(text)


def _of(sentence: Sentence, kind: str, parted: bool, past: bool, signs: int) -> float:
    text, language = sentence.own, sentence.document.language
    rules = _told(language, kind)
    # "Conclusion: not now", "Motion carried": what is short elsewhere says nothing.
    short = kind == MINUTES and (bool(sentence.glosses) or ends_motion(text, language))
    if (short or signs & _IDLE) and rules.idle(f"{text} – {sentence.shown} –" if short else text):
        return IDLE
    weak = bool(signs & _WEAK and rules.weak(text))
    if kind == NEWS:
        value = _of_news(text, rules, past or weak, signs)
    else:
        value = _of_kind(sentence, kind, rules, parted, signs)
    for less in (past, weak, _speaks(text, language)):
        value *= WEAK if less else 1.0
    return value * UNPLACED if _is_unplaced(sentence, kind, signs & _TODAY) else value


def _is_unplaced(sentence: Sentence, kind: str, may: int) -> bool:
    """Tell whether a sentence of an undated report names a day by that of writing; ``may`` whether it may."""
    undated = kind == NEWS and sentence.document.date is None
    return bool(undated and may and says_today(sentence.own, sentence.document.language))


def _signs(sentences: Sequence[Sentence], of: Mapping[Document, str], words: Words | None) -> list[int]:
    """Tell by a number which rules may fit each sentence: a bit for each of `_Rules`, in their order."""
    if words is None:
        return [EVERY] * len(sentences)
    kinds = [(sentence.document.language, of[sentence.document]) for sentence in sentences]
    return words.may_fit_by(kinds, lambda kind: _told(*kind).rules()).tolist()  # type: ignore[no-any-return]


def _is_history(sentence: Sentence, kind: str, signs: int) -> bool | None:
    """Tell whether what a sentence tells is long past for its document; None where it has no date."""
    day = sentence.document.date
    if day is None:
        return None
    if not signs & (_YEARS | _MONTHS):
        return None
    text = sentence.own
    years = [int(year) for year in _YEAR.findall(text)]
    if years and max(years) <= day.year - YEARS:
        return True
    if kind == NEWS and signs & _MONTHS and _told(sentence.document.language, kind).months(text):
        event = event_date(text, day, sentence.document.language)
        if event and event.iso and event.iso[0] != "-" and "-" in event.iso:
            return _is_stale(event.iso, day)
    return False if years else None


def _is_of_months_ago(sentence: Sentence, kind: str, signs: int) -> bool:
    """Tell whether all months that a sentence of news names lie long before it: "In August, another …"."""
    day, text, language = sentence.document.date, sentence.own, sentence.document.language
    if day is None or kind != NEWS or not signs & _MONTHS or not _told(language, kind).months(text):
        return False
    named = [m.iso for m in mentions(text, anchor=day, language=language) if m.iso and m.iso[4:5] == "-"]
    return bool(named) and all(_is_stale(iso, day) for iso in named)


def _is_stale(iso: str, day: date) -> bool:
    """Tell whether a day or a month lies so long before a report that it is another event's."""
    return (day - date.fromisoformat(f"{iso}-28"[:10])).days > STALE


def _goes_on(sentence: Sentence, history: Sentence) -> bool:
    """Tell whether a sentence without a year stands in the paragraph that tells of one long past."""
    if sentence.document is not history.document or sentence.paragraph != history.paragraph:
        return False
    return event_date(sentence.own, None, sentence.document.language) is None


def _of_kind(sentence: Sentence, kind: str, rules: _Rules, parted: bool, signs: int) -> float:
    """Return what a sentence counts by what its kind is read for, and by the part that it stands in.

    ``parted`` tells whether its document has a part that gives the result.
    """
    text, part = sentence.own, sentence.part
    if kind == MEETING:  # "User Interface:" is no user
        text = said(text)
    best, core = signs & _BEST and rules.best(text), signs & _CORE and rules.core(text)
    less = LESS.get(kind, 1.0)
    if part == ASIDE:
        return IDLE
    if part == HELD:
        return TOP
    if part == RESULT:
        if (kind == PAPER and core and not best) or (signs & _ACTION and rules.action(text)):
            return DONE
        return TOP if best or core or kind == MINUTES else BESIDE
    if part == TALK:
        return TALKED * (CORE if core else less)
    if signs & _ADVICE and rules.advice(text):
        return IDLE
    if signs & _CLAIMS and not best and rules.claims(text):
        return WEAK * less
    if parted and best and kind in HEADED:
        return FOUND
    if best:
        return TOP if rules.whole(text) else BEST
    if kind == MINUTES and core and _LABELLED.match(text):
        return SAID
    return (LIKED if kind == REVIEW else CORE) if core else less


def _of_news(text: str, rules: _Rules, less: bool, signs: int) -> float:
    """Return what a sentence of a report counts: less for a scene, more for facts if not ``less``."""
    value = SCENE if (signs & _SCENE and rules.scene(text)) or _HEADED.match(text) else 1.0
    if not less and signs & _TELLING and rules.telling(text):
        value *= TELLS
    return value if _FIGURE.search(text) or _NAMED.search(text) else value * BARE


def _speaks(text: str, language: str) -> bool:
    """Tell whether a sentence is mostly a quotation, without a figure: of a few words, or of feelings."""
    quoted = QUOTATION.findall(text)
    if sum(map(len, quoted)) <= QUOTED * len(text) or any(map(_FIGURE.search, quoted)):
        return False
    if sum(len(one.split()) for one in quoted) <= QUIP:
        return True
    return any(map(searching(language, "worth", "feelings"), quoted))


def _is_captioned(sentence: Sentence) -> bool:
    """Tell whether the credit of a picture stands right behind a sentence: "(Photo: Ann Lowe)"."""
    text, end = sentence.document.text, sentence.span.end
    behind = text[end : end + CREDIT].lstrip()
    return behind.startswith("(") and any(rule.match(behind) for rule in _credits())


def _detached(sentences: Sequence[Sentence], reports: Collection[Document]) -> list[int]:
    """Return the sentences of ``reports`` with a blank before the full stop, where few others have one.

    They are captions and headings that a program put between the sentences of a page.
    """
    ends = [i for i, one in enumerate(sentences) if one.document in reports and _DETACHED.search(one.text)]
    if not ends:
        return []
    held, all_ = Counter(sentences[i].document for i in ends), Counter(one.document for one in sentences)
    return [i for i in ends if 2 * held[sentences[i].document] < all_[sentences[i].document]]


@cache
def _credits() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rule) for reason, rule in openings() if reason == "credit")


def _formulas(sentences: Sequence[Sentence]) -> list[int]:
    """Return the sentences that open alike in three documents at least, some weeks apart."""
    if not _spread(dict.fromkeys(sentence.document for sentence in sentences)):
        return []
    alike: dict[tuple[str, ...], list[int]] = {}
    for i, sentence in enumerate(sentences):
        opening = tuple(sentence.own.lower().split(maxsplit=OPENING)[:OPENING])
        if len(opening) == OPENING:
            alike.setdefault(opening, []).append(i)
    found = []
    for group in alike.values():
        if _spread({sentences[i].document for i in group}):
            found += group
    return found


def _spread(documents: Collection[Document]) -> bool:
    """Tell whether documents are enough, and some weeks apart, for what they share to be a formula."""
    days = sorted(document.date for document in documents if document.date)
    return len(documents) >= TEMPLATE and len(days) > 1 and (days[-1] - days[0]).days >= APART


@dataclass(frozen=True, slots=True)
class _Rules:
    """What tells of a text that it says nothing, what its kind is read for and about, and so on."""

    idle: Searcher
    best: Searcher
    core: Searcher
    whole: Searcher
    claims: Searcher
    advice: Searcher
    action: Searcher
    weak: Searcher
    scene: Searcher
    telling: Searcher
    months: Searcher
    today: Searcher

    def rules(self) -> list[str]:
        """Return the regular expressions, in order, and that for a year behind them."""
        return [*(getattr(self, one.name).rule for one in fields(self)), _YEAR.pattern]


_BITS = {name: 1 << at for at, name in enumerate((*(one.name for one in fields(_Rules)), "years"))}
"""The bit by which each rule is told among the signs of a sentence."""
_IDLE, _WEAK, _BEST, _CORE, _ADVICE = (_BITS[name] for name in ("idle", "weak", "best", "core", "advice"))
_CLAIMS, _SCENE, _TELLING, _ACTION = (_BITS[name] for name in ("claims", "scene", "telling", "action"))
_MONTHS, _YEARS, _TODAY = _BITS["months"], _BITS["years"], _BITS["today"]


@cache
def _carried(language: str) -> Searcher:
    """Return what tells whether a sentence opens with the outcome of the one before."""
    outcome = rule(language, f"kinds.{MINUTES}", "carried")
    return searcher(rf"(?i:^(?:{outcome}))" if outcome else None)


@cache
def _told(language: str, kind: str) -> _Rules:
    own, topic = f"kinds.{kind}", "worth"
    return _Rules(
        idle=searcher(rule(language, own, "idle"), rule(language, topic, "idle")),
        best=searching(language, own, "best"),
        core=searching(language, own, "core"),
        whole=searching(language, own, "whole"),
        claims=searcher(_pleading(language) if kind == JUDGMENT else None),
        advice=searching(language, own, "advice"),
        action=searching(language, own, "action"),
        weak=searcher(
            rule(language, topic, "weak"), rule(language, topic, "background") if kind == NEWS else None
        ),
        scene=searching(language, topic, "scene"),
        telling=searching(language, topic, "telling"),
        months=searcher(rf"(?i:\b(?:{alternatives(words(language, 'calendar.months'))})\b)"),
        today=searcher(rf"(?i:{today(language)})"),
    )


def _pleading(language: str) -> str | None:
    """Return what fits words by which a judgment reports what a party submits."""
    known = words(language, "saying.pleading")
    return rf"(?i:\b(?:{alternatives(known)})\b)" if known else None
