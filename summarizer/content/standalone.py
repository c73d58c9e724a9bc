"""Which sentences a reader understands alone, and which lean on the one before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum
from itertools import groupby

from summarizer.data import Document, Sentence
from summarizer.languages import knows
from summarizer.records import dataclass
from summarizer.statements.anaphora import (
    BACK,
    answers,
    blames_a_firm,
    by_writer,
    counts_off,
    describes,
    introduces,
    is_somewhere,
    lacks_speaker,
    leans_on,
    leaves_open,
    names_again,
    names_in_full,
    points_back,
    points_elsewhere,
    rules,
    says_today,
    stands_anyway,
    takes_up,
    tells_several,
    things,
    things_of,
)
from summarizer.statements.event_date import event_date
from summarizer.text.language import count_words, stop_words, tokens
from summarizer.text.later import later
from summarizer.text.wordlist import EVERY, Words

from .kinds import CALL, JUDGMENT, MAIL, MEETING, MINUTES, NEWS, PAPER, kinds_of, searching
from .pleadings import pleaded
from .quotations import may_close, opens_quotation, outside
from .sections import ASIDE, HELD, RESULT
from .turns import SPEAKER, broken_off
from .worth import asks, ends_motion, leans_in


class Standing(Enum):
    """How a sentence stands: alone, with the one before it, or never as a line of a note."""

    ALONE = "alone"
    LEANS = "leans on the sentence before"
    NEVER = "no line of its own"


UNTRANSLATED, FOREIGN = "en", 4
"""The language in which documents of another one hold what nobody translated; common words of it in such a
sentence, and how many times as many as of its own."""
OUTCOME = 30
"""Words of the longest outcome that leans on the motion before it."""
SHORTEST = 5
LONGEST = 90
"""Words a line has at least and at most; twice as many where each character counts as a word."""
INFORMAL = 0.25
"""Share of sentences in the first or second person from which a document is a review, minutes or a chat."""
FORMAL = (JUDGMENT, CALL, PAPER)
"""Kinds of document that say "we" and are none the less to be read as edited text."""
INFORMAL_KINDS = (MINUTES, MAIL, MEETING)
STEADY = 5
"""Sentences by which a short document's share is drawn to that of the whole pile."""
ENDED = 0.6
"""Share of sentences with a final mark from which one without it is a fragment."""
SHARED = 0.5
"""Share of a pile's documents that name a thing from which it is what the pile is about."""
LEAD = 1
"""Sentences at the beginning of a document that name what it is about."""
NEWS_LEAD = 2
"""Sentences at the beginning of a document that tell what is new in it."""
WEEKS = 20
"""Days between two documents from which "an earthquake" is not the same one in both."""
NOWHERE = -1
"""Where the mark of a note stands that is in no content."""
LABEL = 8
"""Characters of the number before a note: "[^12]: ", "12. "."""
QUOTED = 3
"""Sentences of a quotation, with the words that say whose it is, that make one line at most."""


_SPOKEN, _SEVERAL = 1, 2
"""Bits of a sentence that one of `anaphora.rules` may fit."""

_LINK = re.compile(r"https?:|www\.|&#\w+;")
_LABEL = later(rf"{SPEAKER} +")
_LETTER = re.compile(r"\([a-zA-Z]{1,4}\) (?=[A-ZÀ-Þ])")
_CUT_OFF = re.compile(r"[^\W\d_A-Z] ")
"""A lone letter at the beginning, of a word that is cut."""
_LISTED = re.compile(r"[A-Z][\w&.]{1,8} ?[-–—] ?[\"“]")
_LONE_NAME = re.compile(r"([A-ZÀ-Þ][\w’-]{2,})(?:['’]s)? [a-z]")
_FIRST_NAME = re.compile(r"(?:^| )[A-ZÀ-Þ][a-zß-ÿ.]+$")
_QUOTES = "\"'“”„«»‘’([—–-• \t\n\u00a0"
_FINAL, _CLOSING = tuple('.!?…。！？｡؟۔।॥։።．"”»」』'), "\"'”’»“」』)]"
"""What a sentence ends with, and what may stand behind it."""
_ASKS = ("?", "？", "؟")
_CUT = later(r"(?:\.\.\.?|…|[:;,–—-])[\"'”’»)\]]*$")
_ARTEFACT = later(r"\^(?![-+−–(\w])|[{}|\\\ufffd\x00-\x08]|<[^ \d]|&#?\w+;")


@dataclass(frozen=True, slots=True)
class _Reading:
    """A sentence on one line, and how it stands to quotation marks.

    ``outside`` is what no quotation holds, ``spoken`` whether the writer speaks of himself or to the reader
    in it; ``begins`` and ``ends`` tell whether its first and its last
    character stand inside one that another sentence opens or closes.
    """

    text: str
    outside: str
    spoken: bool
    begins: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a document is written: ``informal`` as reviews and minutes are, ``ended`` with final marks.

    Where it ``speaks`` it says "we" of a court, a company or its authors, and is no less formal for it.
    ``placed`` tells whether "today" is understood: the document has a date, or none of the pile has, so
    that there is no other day to take it for.
    """

    informal: bool
    ended: bool
    placed: bool
    kind: str

    @property
    def speaks(self) -> bool:
        """Whether its \"we\" is a court, a company or its authors."""
        return self.kind in FORMAL


@dataclass(frozen=True, slots=True)
class _Matter:
    """What a document is about, in words that need no sentence before them.

    ``known`` are those of news, ``titled`` those of a document that is a matter of its own; of ``several``
    the pile tells more than one, so that it is not plain which is meant.
    """

    known: frozenset[str]
    titled: frozenset[str]
    several: frozenset[str]


@dataclass(frozen=True, slots=True)
class Context:
    """How the sentences of a pile read, how each of its documents is written, and what it is about."""

    readings: Sequence[_Reading]
    documents: Sequence[range]
    manners: Sequence[_Manner]
    matters: Sequence[_Matter]

    @classmethod
    def of(cls, sentences: Sequence[Sentence], words: Words | None = None) -> Context:
        """Read the sentences once for all that is asked of them. Linear.

        ``words`` are those that a note shows of them, without glosses, where they are known.
        """
        signs = [EVERY] * len(sentences)
        if words is not None:
            languages = [sentence.document.language for sentence in sentences]
            signs = words.may_fit_by(languages, rules).tolist()
        readings = _read(sentences, signs)
        matters = tuple(_matters(sentences, readings, signs, words))
        return cls(readings, _documents(sentences), _manners(sentences, readings), matters)


def needs(sentences: Sequence[Sentence], context: Context | None = None) -> tuple[list[int], list[bool]]:
    """Return, for each sentence, the index of the one it needs (−1 for none) and whether it may be a line.

    ``sentences`` are the content of the pile, document by document. A leaning sentence needs its
    neighbour in the same document, at most one paragraph before, and that one must stand alone; else it
    may not be a line. A quotation of two or three sentences is one line with the words that name its
    speaker: each needs the one before, and all but the last may not be lines themselves. Linear.
    """
    told = context or Context.of(sentences)
    found = [one for number in range(len(told.documents)) for one in needs_in(number, sentences, told)]
    return [need for need, _ in found], [able for _, able in found]


def needs_in(number: int, sentences: Sequence[Sentence], context: Context) -> list[tuple[int, bool]]:
    """Return what :func:`needs` does for the sentences of one document, by its number."""
    own = context.documents[number]
    part = slice(own.start, own.stop)
    found = _document_needs(
        sentences[part], context.readings[part], context.manners[number], context.matters[number]
    )
    return [(own.start + need if need >= 0 else -1, able) for need, able in found]


def unnamed(sentences: Sequence[Sentence], context: Context | None = None) -> list[int]:
    """Return the sentences that open with a bare "the" and a thing which their document named long before.

    "The unit has treated him before" is understood by who has read it all, as is where "the area" is: it is
    no lost line, but others are better. Linear.
    """
    context = context or Context.of(sentences)
    found = []
    for own, manner, matter in zip(context.documents, context.manners, context.matters, strict=True):
        if manner.informal or manner.speaks:
            continue
        language = sentences[own.start].document.language
        # What two documents name is hardly what a pile is about.
        known = matter.known if len(context.documents) > 2 else matter.titled
        told: set[str] = set()
        for i in own:
            text = context.readings[i].text
            if is_somewhere(text, language) or (told and leaves_open(text, told, language, known)):
                found.append(i)
            told |= things(text, language)
    return found


def _document_needs(
    sentences: Sequence[Sentence], readings: Sequence[_Reading], manner: _Manner, matter: _Matter
) -> list[tuple[int, bool]]:
    """Return what :func:`needs` does, for the sentences of one document."""
    kinds = [
        _standing(sentence, reading, manner, opens=not i)
        for i, (sentence, reading) in enumerate(zip(sentences, readings, strict=True))
    ]
    if manner.kind == JUDGMENT:
        lists = pleaded(sentences[0].document)
        for i, sentence in enumerate(sentences):
            if any(span.start <= sentence.span.start < span.end for span in lists):
                kinds[i] = Standing.NEVER
    joined: list[tuple[int, int]] = []
    on = _referred(sentences)
    notes = frozenset(on)
    if not manner.informal:
        language = sentences[0].document.language
        for i in range(1, len(kinds)):
            if on.get(i) == NOWHERE:
                continue
            near = [readings[on[i]], readings[i]] if i in notes else readings[max(0, i - BACK) : i + 1]
            if kinds[i] is Standing.ALONE and (
                _continues(near, language, _is_glossed(sentences[i]))
                # "The law is …" is half understood: it brings a sentence along where it can, if it has no
                # day of its own, which the line that they make would not show.
                or (
                    kinds[on.get(i, i - 1)] is Standing.ALONE
                    and (i in notes or _close(sentences, i))
                    and _again(near, language)
                    and event_date(readings[i].text, None, language) is None
                )
            ):
                kinds[i] = Standing.LEANS
            # What a judgment decides is of its own matter: "we reject the application".
            elif kinds[i] is Standing.ALONE and not (
                _disposes(sentences[i], manner) or _begins_result(sentences, i)
            ):
                known, several = (matter.titled, None) if manner.speaks else (matter.known, matter.several)
                before = [reading.text for reading in near[:-1]]
                back = takes_up(readings[i].text, before, language, known, several)
                # Behind a sentence of another day its own would not show.
                if back and event_date(readings[i].text, None, language) is None:
                    kinds[i], on[i] = Standing.LEANS, on[i] if i in notes else i - back
            # "The Norwegian" is nobody where the sentence before names nobody.
            if (
                kinds[i] is Standing.LEANS
                and describes(readings[i].text, language)
                and not names_in_full(readings[i - 1].text, language)
            ):
                kinds[i] = Standing.NEVER
        joined = _quotations(readings)
        for first, last in joined:
            kinds[first:last] = [Standing.NEVER] * (last - first)

    def stand(i: int, kind: Standing) -> tuple[int, bool]:
        """Return what the line that begins with sentence ``i`` needs, and whether it may be one."""
        if kind is not Standing.LEANS:
            return -1, kind is Standing.ALONE
        if i in on:
            stands = on[i] != NOWHERE and kinds[on[i]] is Standing.ALONE
            return (on[i], True) if stands else (-1, False)
        stands = i > 0 and kinds[i - 1] is Standing.ALONE and _close(sentences, i)
        return (i - 1, True) if stands else (-1, False)

    found = [stand(i, kind) for i, kind in enumerate(kinds)]
    for first, last in joined:
        closed = not readings[last - 1].ends and all(_close(sentences, i) for i in range(first + 1, last))
        if not closed or last - first > QUOTED:
            continue
        need, able = stand(first, _standing(sentences[first], _join(readings[first:last]), manner))
        if able:
            found[first:last] = [(before, False) for before in (need, *range(first, last - 1))]
            found[last - 1] = (last - 2, True)
    return found


def _begins_result(sentences: Sequence[Sentence], i: int) -> bool:
    """Tell whether a sentence is the first of a result behind what was asked and how: "Results: …"."""
    return sentences[i].part == RESULT and sentences[i - 1].part == ASIDE


def _disposes(sentence: Sentence, manner: _Manner) -> bool:
    """Tell whether a sentence stands where a judgment gives its result."""
    return manner.kind == JUDGMENT and sentence.part in (RESULT, HELD)


def _referred(sentences: Sequence[Sentence]) -> dict[int, int]:
    """Return which sentence bears the mark of each note, by the index of the note's first sentence.

    `NOWHERE` stands for a mark in what is no content.
    """
    document = sentences[0].document
    starts = [sentence.span.start for sentence in sentences]
    found = {}
    for place in document.places:
        first = bisect_left(starts, place.start)
        if place.refers is None or first == len(starts) or starts[first] - place.start > LABEL:
            continue
        at = bisect_left(starts, place.refers) - 1
        near = 0 <= at < first and place.refers <= sentences[at].span.end + 1
        found[first] = at if near else NOWHERE
    return found


def _matters(
    sentences: Sequence[Sentence], readings: Sequence[_Reading], signs: Sequence[int], words: Words | None
) -> Iterator[_Matter]:
    """Tell what each document is about: what half of the pile names, its title and its lead."""
    documents = _documents(sentences)
    named: Counter[str] = Counter()
    for own in documents if len(documents) > 1 else ():  # of one there are no two to share anything
        language = sentences[own.start].document.language
        if words is None:
            named.update(things(" ".join(readings[i].text for i in own), language))
        else:
            named.update(things_of(words.different(own), language))
    least = max(2, SHARED * len(documents))
    common = frozenset(word for word, count in named.items() if count >= least)
    several = _several(sentences, readings, signs) if len(documents) > 2 else frozenset()
    for own in documents:
        lead = " ".join(readings[i].text for i in own[:LEAD])
        document = sentences[own.start].document
        title = things(document.title or "", document.language)
        yield _Matter((common | title | things(lead, document.language)) - several, title, several)


def _several(
    sentences: Sequence[Sentence], readings: Sequence[_Reading], signs: Sequence[int]
) -> frozenset[str]:
    """Return of what a pile tells more than one: documents speak of another, or begin anew weeks apart."""
    counted: Counter[str] = Counter()
    days: dict[str, set[int]] = {}
    for own in _documents(sentences):
        document = sentences[own.start].document
        told = (tells_several(readings[i].text, document.language) for i in own if signs[i] & _SEVERAL)
        counted.update(frozenset().union(*told))
        if document.date:
            for i in own[:NEWS_LEAD]:
                for thing in introduces(readings[i].text, document.language):
                    days.setdefault(thing, set()).add(document.date.toordinal())
    apart = {thing for thing, found in days.items() if max(found) - min(found) >= WEEKS}
    return frozenset(word for word, count in counted.items() if count >= 2) | apart


def _manners(sentences: Sequence[Sentence], readings: Sequence[_Reading]) -> list[_Manner]:
    """Tell how each document is written, the short ones in part by how the pile is.

    Beside as many reports at least, a letter or a column is to be read as they are: who says "we" in it is
    not told.
    """
    spoken = [reading.spoken for reading in readings]
    usual = sum(spoken) / max(1, len(spoken))
    timeless = all(sentence.document.date is None for sentence in sentences)
    found = []
    kind = kinds_of(sentences)
    for own in _documents(sentences):
        here = kind[sentences[own.start].document]
        share = (sum(spoken[own.start : own.stop]) + STEADY * usual) / (len(own) + STEADY)
        ended = sum(_ends(readings[i].text) for i in own) >= ENDED * len(own)
        placed = timeless or sentences[own.start].document.date is not None
        informal = here in INFORMAL_KINDS or (share >= INFORMAL and here not in FORMAL)
        found.append(_Manner(informal, ended, placed, here))
    told = [manner.informal and manner.kind == NEWS for manner in found]
    if 2 * sum(told) <= sum(manner.kind == NEWS for manner in found):
        found = [
            replace(manner, informal=False) if own else manner
            for manner, own in zip(found, told, strict=True)
        ]
    return found


def _documents(sentences: Sequence[Sentence]) -> list[range]:
    """Return the range of every document's sentences."""
    found = []
    for _, group in groupby(range(len(sentences)), lambda i: id(sentences[i].document)):
        members = tuple(group)
        found.append(range(members[0], members[-1] + 1))
    return found


def _close(sentences: Sequence[Sentence], i: int) -> bool:
    """Tell whether nothing but a paragraph's border stands between a sentence and the one before."""
    before, sentence = sentences[i - 1], sentences[i]
    return sentence.paragraph - before.paragraph <= 1 and sentence.position == before.position + 1


def _standing(sentence: Sentence, reading: _Reading, manner: _Manner, opens: bool = False) -> Standing:
    """Tell how a sentence stands, by its own words and the manner of its document.

    One that ``opens`` its document has nothing before it that "the ministry" could be named in.
    """
    text, language = _unlettered(reading.text), sentence.document.language
    longest = 2 * LONGEST if knows(language, "language.writing") else LONGEST
    if manner.kind == MINUTES and ends_motion(text, language) and not _has_topic(sentence):
        return Standing.LEANS
    if manner.kind == MAIL and asks(text, language) and SHORTEST <= count_words(text) <= longest:
        return Standing.ALONE
    ordered = _disposes(sentence, manner) and bool(sentence.glosses)
    told = sentence.shown if manner.kind == MINUTES or ordered else text
    if not SHORTEST <= count_words(told) <= longest or text.endswith(_ASKS):
        return Standing.NEVER
    if text.rstrip(_CLOSING).endswith(_ASKS) and count_words(reading.outside) < SHORTEST:
        return Standing.NEVER  # "To the question 'What is …?'": what was answered stands behind
    if manner.informal:
        if _LINK.search(text) or (manner.kind == MEETING and _is_talk(text, manner, language)):
            return Standing.NEVER
        opening = text.lstrip(_QUOTES)
        if _CUT_OFF.match(opening) and opening[0] not in stop_words(language):
            return Standing.NEVER
        tied = (
            not stands_anyway(_said(opening), language)
            and (leans_on(_said(opening), language) or leans_in(MINUTES, _said(opening), language))
            if manner.kind in INFORMAL_KINDS
            else blames_a_firm(opening, language) or leans_in(manner.kind, opening, language)
        )
        tied = tied or (manner.kind in (MAIL, MEETING) and lacks_speaker(opening, language))
        return Standing.LEANS if tied or _is_answer(opening, manner, language) else Standing.ALONE
    if (reading.spoken and not manner.speaks) or points_elsewhere(text, language):
        return Standing.NEVER
    if language != UNTRANSLATED and _is_foreign(text, language):
        return Standing.NEVER
    if _is_broken(text, manner.ended and not ordered, sentence.document):
        return Standing.NEVER
    if not manner.placed and says_today(text, language):
        return Standing.NEVER
    if count_words(reading.outside) < 2:  # whose words they are stands before, if anywhere
        return Standing.LEANS
    # What opens a quotation speaks as its speaker does, who is named behind it.
    opening = reading.outside.lstrip(" ,") if opens_quotation(text) else text.lstrip(_QUOTES)
    nowhere = stands_anyway(opening, language)
    leans = (
        _is_answer(opening, manner, language)
        or (not nowhere and leans_on(opening, language))
        or lacks_speaker(reading.outside, language, opens)
        or (not nowhere and not opens and points_back(opening, language))
    )
    return Standing.LEANS if leans else Standing.ALONE


def _unlettered(text: str) -> str:
    """Return the text of an item that is a sentence without the letter that counts it: "(b) The tenant …"."""
    letter = _LETTER.match(text)
    return text[letter.end() :] if letter else text


def _said(opening: str) -> str:
    """Return what somebody says in minutes, without who speaks."""
    label = _LABEL.match(opening)
    return opening[label.end() :] if label else opening


def _is_answer(opening: str, manner: _Manner, language: str) -> bool:
    """Tell whether a sentence of minutes answers the one before."""
    return manner.kind in (MINUTES, MEETING) and answers(_said(opening), language)


def _is_talk(text: str, manner: _Manner, language: str) -> bool:
    """Tell whether a sentence of a meeting breaks off, or says only how the meeting goes on."""
    procedure = searching(language, f"kinds.{MEETING}", "procedure")
    return broken_off(text, language) or (manner.ended and not _ends(text)) or procedure(text)


def _is_broken(text: str, ended: bool, document: Document) -> bool:
    """Tell whether an edited sentence lacks its beginning or its end, or holds what is no language."""
    opening = text.lstrip(_QUOTES)
    markdown = document.media_type == "text/markdown"
    return (
        (opening[:1].islower() and not any(char.isupper() for char in opening[1:3]))  # but "iPhone"
        or bool(_CUT.search(text))
        or (ended and not _ends(text))
        or text.count("(") > text.count(")")
        or bool(_LISTED.match(text))
        or (not markdown and ("http" in text or "www." in text or bool(_ARTEFACT.search(text))))
    )


def _is_foreign(text: str, language: str) -> bool:
    """Tell whether a sentence of a document was left in English, by its commonest words."""
    said = tokens(text)
    left = sum(word in stop_words(UNTRANSLATED) for word in said)
    own = sum(word in stop_words(language) for word in said)
    return left >= FOREIGN * max(1, own) or (not own and left >= FOREIGN - 1)


def _ends(text: str) -> bool:
    """Tell whether a sentence ends with a final mark or a closing quote."""
    return text.endswith(_FINAL) or text.rstrip(_CLOSING).endswith(_FINAL)


def _continues(readings: Sequence[_Reading], language: str, glossed: bool) -> bool:
    """Tell whether the last sentence has a short name, or a place in a count, that those before give.

    One that is ``glossed`` has the name in full.
    """
    text, before = readings[-1].text, readings[-2].text
    told = [reading.text for reading in readings[:-1]]
    return (not glossed and _is_short_name(text, before)) or counts_off(text, told, language)


def _is_glossed(sentence: Sentence) -> bool:
    """Tell whether a name is put in at the beginning of a sentence."""
    return any(gloss.at == sentence.first for gloss in sentence.glosses)


def _has_topic(sentence: Sentence) -> bool:
    """Tell whether the outcome of a motion says itself what it is on: "Motion carried to buy the crane"."""
    return count_words(sentence.own) > OUTCOME


def _again(readings: Sequence[_Reading], language: str) -> bool:
    """Tell whether the last sentence opens with a bare thing that those before name."""
    return names_again(readings[-1].text, [reading.text for reading in readings[:-1]], language)


def _is_short_name(text: str, before: str) -> bool:
    """Tell whether a sentence opens with the last part of a name that the one before gives in full."""
    opening = _LONE_NAME.match(text.lstrip(_QUOTES))
    if not opening:
        return False
    at = before.find(f" {opening[1]}")
    return at > 0 and bool(_FIRST_NAME.search(before, max(0, at - 30), at))


# --- Quotations -------------------------------------------------------------------------------------------


def _read(sentences: Sequence[Sentence], signs: Sequence[int]) -> list[_Reading]:
    """Follow the quotation marks through each paragraph; a new one closes what is open."""
    readings: list[_Reading] = []
    mark = ""
    texts = [sentence.own for sentence in sentences]
    closes = may_close(texts, [(one.document.id, one.paragraph) for one in sentences])
    for i, (sentence, text) in enumerate(zip(sentences, texts, strict=True)):
        if i and (
            sentence.document is not sentences[i - 1].document
            or sentence.paragraph != sentences[i - 1].paragraph
        ):
            mark = ""
        begins = bool(mark)
        left, mark = outside(text, mark, closes[i])
        spoken = bool(signs[i] & _SPOKEN) and by_writer(left, sentence.document.language)
        readings.append(_Reading(text, left, spoken, begins, bool(mark)))
    return readings


def _quotations(readings: Sequence[_Reading]) -> list[tuple[int, int]]:
    """Return the ranges of sentences that an open quotation joins."""
    found: list[tuple[int, int]] = []
    first = 0
    for i, reading in enumerate(readings):
        if not reading.begins:
            first = i
        goes_on = reading.ends and i + 1 < len(readings) and readings[i + 1].begins
        if (reading.begins or reading.ends) and not goes_on:
            found.append((first, i + 1))
    return found


def _join(readings: Sequence[_Reading]) -> _Reading:
    """Return several sentences as one."""
    return _Reading(
        " ".join(reading.text for reading in readings),
        " ".join(reading.outside for reading in readings).strip(),
        any(reading.spoken for reading in readings),
        readings[0].begins,
        readings[-1].ends,
    )
