"""The kind of a document: news, minutes, call, judgment … told from the documents themselves.

One that has three cues of a kind at least is of the kind of which it has most. The cues are data of a
language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice
from weakref import WeakKeyDictionary

from summarizer.data import Document, Sentence
from summarizer.languages import (
    NOTHING,
    Searcher,
    alternatives,
    forms,
    one_line,
    pattern,
    searcher,
    table,
    without_case,
)
from summarizer.text.wordlist import AT_ONCE, EVERY, WORTH_IT, Words

from .turns import transcribed

NEWS = "news"
JUDGMENT = "judgment"
CALL = "call"
MINUTES = "minutes"
PAPER = "paper"
REVIEW = "review"
MAIL = "mail"
MEETING = "meeting"
KINDS = (JUDGMENT, CALL, MINUTES, PAPER, REVIEW, MAIL, MEETING)
APART_KINDS = frozenset(KINDS) - {REVIEW, MAIL}
"""Kinds of document that are a matter each: "we" and "the appellant" are others in each of them."""
DECIDED = APART_KINDS
"""Kinds of document that are read for what they come to, beside which the rest is talk."""
MANY_APART = 12
"""Documents beyond which lines do not stand under the title of each."""
MAILED = frozenset(("message/rfc822", "application/mbox"))
CLOSE = 200
"""Words of a review for each of its cues at most."""
PERSONAL = 0.012
"""Share of the words of a review at least by which its writer speaks of himself."""
QUOTES, SAID = 0.018, 0.003
"""Quotations, and verbs of saying, in each word of a report on a case at least."""
CUES, POOLED = 3, 5
"""Different cues that a document has at least, and short ones together."""
SHORT = 3000
"""Characters of a short document."""
READ, COVER = 30_000, 2_000
"""Characters of a document that are read for its kind, and for the day of a meeting."""

_COUNTED: WeakKeyDictionary[Document, dict[str, int]] = WeakKeyDictionary()
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
QUOTATION = re.compile(
    r"[\"“«„][^\"”»“]{8,}[\"”»“]"
    r"|(?<![\w.,!?’'])['‘](?:[^'‘’]|(?<=\w)['’](?=\w)){8,}(?<=[\w.,!?…])['’](?!\w)"
)


@lru_cache(maxsize=16)
def kinds(documents: tuple[Document, ...]) -> Mapping[Document, str]:
    """Return the kind of each document of a pile, "news" where no other is plain.

    Mails are told by their format, transcripts of meetings by their turns. Short ones are told together; one
    with a cue is of the kind that half of the pile is of, and one whose title differs from another's in
    figures alone is of its kind.
    """
    count_cues(documents)
    counts = {document: cues_of(document) for document in documents}
    found = {document: _kind(document, count) for document, count in counts.items()}
    short = [document for document in documents if found[document] == NEWS and len(document.text) < SHORT]
    if len(short) > 1:
        together = "\n".join(document.text for document in short)[:READ]
        common = _most(_cues(together, short[0].language), POOLED)
        found |= dict.fromkeys(short, common)
    if not documents:
        return {}
    usual, share = Counter(found.values()).most_common(1)[0]
    if usual != NEWS and 2 * share >= len(documents):
        found |= {one: usual for one, count in counts.items() if found[one] == NEWS and count.get(usual)}
    if usual == REVIEW and 4 * share >= 3 * len(
        documents
    ):  # one who does not speak of himself is a reviewer too
        found |= {one: usual for one, kind in found.items() if kind == NEWS and len(one.text) < SHORT}
    series = {_series(one): kind for one, kind in found.items() if kind != NEWS}
    for one, kind in found.items():
        name = _series(one)
        if kind == NEWS and name:
            found[one] = series.get(name, NEWS)
    return found


def cues_of(document: Document) -> dict[str, int]:
    """Count the different cues of each kind in what is read of a document; once for each document."""
    if document not in _COUNTED:
        remember(document, _cues(document.text[:READ], document.language))
    return _COUNTED[document]


def count_cues(documents: Iterable[Document]) -> None:
    """Do for many documents what :func:`cues_of` does for one, faster.

    Most short ones have no word that a cue of this or that kind needs, and are not searched for it. Of few it
    is not worth to know their words.
    """
    short = (one for one in documents if len(one.text) < SHORT and one not in _COUNTED)
    while len(some := list(islice(short, AT_ONCE))) >= WORTH_IT:
        words = Words.of(one.text for one in some)
        signs = words.may_fit_by([one.language for one in some], _rules)
        for one, own in zip(some, signs.tolist(), strict=True):
            remember(one, _cues(one.text, one.language, own))


def remember(document: Document, cues: dict[str, int]) -> None:
    """Take what another process has found of :func:`cues_of` a document."""
    _COUNTED[document] = cues


def kinds_of(sentences: Sequence[Sentence]) -> Mapping[Document, str]:
    """Return the kind of each document that sentences are of."""
    return kinds(tuple(dict.fromkeys(sentence.document for sentence in sentences)))


def _kind(document: Document, counts: Mapping[str, int]) -> str:
    """Return the kind of a document by its format, its words and its turns."""
    if document.media_type in MAILED:
        return MAIL
    told = _most(counts, CUES)
    open_ = told in (NEWS, REVIEW, MINUTES) and document.media_type != "text/markdown"
    return MEETING if open_ and transcribed(document.text[:READ]) else told


def stand_apart(documents: tuple[Document, ...]) -> bool:
    """Tell whether the documents of a pile are few and a matter each: lines stand under their titles."""
    of = kinds(documents)
    return 2 <= len(documents) <= MANY_APART and all(kind in APART_KINDS for kind in of.values())


def _series(document: Document) -> str | None:
    """Return the title without its figures, which those of one series have in common: "Board meeting of"."""
    title = " ".join(_WORD.findall(document.title or "")).lower()
    return title if len(title.split()) > 1 else None


def _cues(text: str, language: str, signs: int = EVERY) -> dict[str, int]:
    """Count the different cues of each kind in a text; ``signs`` has a bit for each that may have any."""
    lower = text.lower()
    counts = {}
    for at, name in enumerate(KINDS):
        cue, small = _cue(language, name)
        if cue:
            found = cue.finditer(lower if small else text) if signs >> at & 1 else ()
            counts[name] = len({match.group().lower() for match in found})
    if counts.get(REVIEW, 0) >= CUES and not _is_review(text, language, counts[REVIEW]):
        counts[REVIEW] = 0
    if CUES <= counts.get(MINUTES, 0) < POOLED and len(text) > SHORT and not _YEAR.search(text[:COVER]):
        counts[MINUTES] = 0  # a charter, which tells how meetings are held
    if counts.get(JUDGMENT, 0) >= CUES and _is_report(text, language):
        counts[JUDGMENT] = 0
    return counts


def _is_review(text: str, language: str, cues: int) -> bool:
    """Tell whether a text has the cues of a review as close as one, by a writer who speaks of himself.

    What stands in quotation marks does not count: reports quote people who love and recommend.
    """
    own = QUOTATION.sub(" ", text)
    size = len(own.split())
    spoken = sum(1 for _ in _first_person(language).finditer(own))
    return spoken >= PERSONAL * size and cues * CLOSE >= size


def _is_report(text: str, language: str) -> bool:
    """Tell whether a text has as many quotations and words of saying as a report on a case, no judgment."""
    size = len(text.split())
    quoted = sum(1 for _ in QUOTATION.finditer(text))
    return quoted >= QUOTES * size and sum(1 for _ in _said(language).finditer(text)) >= SAID * size


@cache
def _said(language: str) -> re.Pattern[str]:
    """Fit a verb of saying in the past."""
    return re.compile(rf"\b(?:{alternatives(forms(language, 'saying.unnamed', past=True))})\b")


@cache
def _first_person(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern(language, 'openings.first_person') or NOTHING})\b")


def _most(counts: Mapping[str, int], least: int) -> str:
    best = max(counts, key=lambda name: counts[name], default=NEWS)
    return best if counts.get(best, 0) >= least else NEWS


def _rules(language: str) -> list[str]:
    """Return the pattern of the cues of each kind."""
    return [rule(language, f"kinds.{kind}", "cue") or NOTHING for kind in KINDS]


@cache
def _cue(language: str, kind: str) -> tuple[re.Pattern[str] | None, bool]:
    """Return what fits a cue of a kind, and whether it is looked for in the lower-cased text."""
    cues = rule(language, f"kinds.{kind}", "cue")
    bare = without_case(cues) if cues else None
    return re.compile(bare or cues) if cues else None, bare is not None


@cache
def searching(language: str, topic: str, key: str) -> Searcher:
    """Return what tells whether a text has the pattern of a key of a topic; none has what is not known."""
    return searcher(rule(language, topic, key))


def rule(language: str, topic: str, key: str) -> str | None:
    """Return the pattern of a key of a topic, None where the language has none."""
    inside = (
        table(language, topic).get(key) if topic.startswith("kinds.") else pattern(language, f"{topic}.{key}")
    )
    return one_line(inside) if inside else None
