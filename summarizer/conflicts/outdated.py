"""Tolls that a newer report has overtaken: of two values of a figure that grows, a note gives the newest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice

from summarizer.data import Document, Sentence
from summarizer.languages import NOTHING, Searcher, alternatives, one_line, searcher, table, words
from summarizer.selectors.pose import Tolls
from summarizer.statements.agreement import content
from summarizer.statements.values import Value, of_anybody, of_some, values_in
from summarizer.text.later import later
from summarizer.text.wordlist import EVERY, Words

from .tolls import differing_tolls, is_whole, words_of_matter

FEWER = 2.0
"""How many times lower than a toll another of its document may be and still be the same one."""
LARGE, LAG, LAGGING = 100.0, 0.95, 3
"""Least of a large toll, which others pass on as it was some days ago; by how much it lags, and by days."""
COUNTS, ENTRIES = 3, 5
"""Tolls of one thing that a live blog has at least, and entries that begin with a time of day."""
READ = 2_000
"""Sentences with a toll that are read, in order: bounds the cost in a large pile."""

_ENTRY = later(r"^(?:[01]?\d|2[0-3])[.:][0-5]\d(?: ?[ap]\.?m\.?)?(?=\s|$)", re.MULTILINE)


def tolls(sentences: Sequence[Sentence], words: Words | None = None) -> Tolls:
    """Return which sentences have an outdated toll, and how high the others are.

    ``words`` are those of the sentences as a note shows them, where they are known.
    """
    may = [EVERY] * len(sentences)
    if words is not None:
        languages = [sentence.document.language for sentence in sentences]
        may = words.may_fit_by(languages, lambda language: [_cue(language).rule]).tolist()
    cued = (
        i
        for i, sentence in enumerate(sentences)
        if (may[i] or sentence.kept) and _cue(sentence.document.language)(sentence.text)
    )
    found = [made for i in islice(cued, READ) for made in values_in(i, sentences[i])]
    found = [made for made in found if made.kind == "count" and made.outcome]
    if not found:
        return Tolls()
    old = _outdated(found, sentences)
    return Tolls(old, _counts(found, sentences, old))


def outdated(sentences: Sequence[Sentence]) -> Mapping[int, int]:
    """Return the sentences whose toll a document of a later day overtakes, each with the newest that does."""
    return tolls(sentences).outdated


def _outdated(found: Sequence[Value], sentences: Sequence[Sentence]) -> dict[int, int]:
    """Pair the tolls that count the same in one event, where the later is the higher."""
    newest: dict[int, int] = {}
    overtaken: dict[tuple[Document, str], tuple[Value, Value]] = {}
    dated = [made for made in found if sentences[made.sentence].document.date]
    for pair in differing_tolls(dated, sentences):
        one, other = sorted((dated[pair.one], dated[pair.other]), key=lambda made: made.value)
        old, new = sentences[one.sentence].document.date, sentences[other.sentence].document.date
        if old is None or new is None or not (old < new or _lags(one.value, other.value, (old - new).days)):
            continue
        known = newest.get(one.sentence)
        if known is None or (sentences[known].document.date or old) < new:
            newest[one.sentence] = other.sentence
            overtaken[sentences[one.sentence].document, one.outcome] = one, other
    # What a document says of the same toll elsewhere is overtaken with it.
    for made in dated:
        old_new = overtaken.get((sentences[made.sentence].document, made.outcome))
        if old_new and made.sentence not in newest and is_whole(made, sentences[made.sentence]):
            low, high = (each.value for each in old_new)
            if low / FEWER <= made.value <= high:
                newest[made.sentence] = old_new[1].sentence
    for low_one, most in _of_logs(found, sentences):
        newest.setdefault(low_one, most)
    return {one: _last(one, newest) for one in newest}


def _lags(low: float, high: float, days: int) -> bool:
    """Tell whether the lower of two large tolls is the older count, though told some ``days`` later."""
    return high >= LARGE and low >= LAG * high and days <= LAGGING


def _of_logs(found: Sequence[Value], sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Yield the tolls of a live blog, each with the highest of its kind there: what is counted only grows."""
    groups: dict[tuple[Document, str, tuple[str, ...]], list[Value]] = {}
    for made in found:
        sentence = sentences[made.sentence]
        if of_anybody(made, sentence.document.language):
            groups.setdefault((sentence.document, made.outcome, made.head), []).append(made)
    logs: dict[Document, bool] = {}
    for (document, _, _), counts in groups.items():
        if len(counts) < COUNTS:
            continue
        if document not in logs:
            logs[document] = _is_log(document)
        if not logs[document]:
            continue
        most = max(one.value for one in counts)
        told = {one.sentence for one in counts if one.value == most}
        best = min(told, key=lambda i: (len(sentences[i].text), i))
        yield from ((i, best) for i in sorted({one.sentence for one in counts} - told))


def _is_log(document: Document) -> bool:
    """Tell whether a document is told by the clock: its entries begin with the time."""
    return len(list(islice(_ENTRY.finditer(document.text), ENTRIES))) == ENTRIES


def _counts(
    found: Sequence[Value], sentences: Sequence[Sentence], old: Mapping[int, int]
) -> dict[str, list[tuple[float, int, bool]]]:
    """Return, for each kind of toll, the values that nothing overtakes, from the top.

    Of equal ones the first is that of the sentence which says most of the matter.
    """
    matter = frozenset(word for word in words_of_matter(sentences) if not word.startswith(("=die", "=hurt")))
    told: dict[str, list[tuple[float, int, int, bool]]] = {}
    for made in found:
        sentence = sentences[made.sentence]
        language = sentence.document.language
        shared = len(content(sentence.text, language) & matter)
        anybody = of_anybody(made, language)
        if made.sentence not in old and (anybody or of_some(made, language)):
            whole = anybody and shared > 0
            told.setdefault(made.outcome, []).append((made.value, shared, -made.sentence, whole))
    return {
        kind: [(value, -at, whole) for value, _, at, whole in sorted(ones, reverse=True)]
        for kind, ones in told.items()
    }


def _last(old: int, newest: Mapping[int, int]) -> int:
    """Follow what overtakes a toll to what nothing overtakes: each step leads to a later day."""
    while old in newest:
        old = newest[old]
    return old


@cache
def _cue(language: str) -> Searcher:
    """Return what tells whether a text has words of a toll."""
    outcomes = table(language, "figures.outcomes")
    found = [word for group in outcomes.values() for word in group.split()]
    found += [*words(language, "figures.lost"), *words(language, "figures.people")]
    nouns = "|".join(one_line(rule) for rule in table(language, "figures.tolls").values()) or NOTHING
    return searcher(rf"(?i:\b(?:{alternatives(found)}|{nouns})\b)")
