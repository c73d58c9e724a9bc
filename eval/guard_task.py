"""The guard task: do true rewritings pass, and are false ones stopped?

The true ones are human summary sentences, put to `summarizer.rewrite.guard` with the source sentences that
people aligned with them as what they were made of. The false ones are the same sentences with one fact
altered (`alterations`), with a number or name swapped for another one of the same passages, with a clause
that somebody made up, and sentences of other topics. A false sentence passes where the guard lets it through
with the altered words in it. `copies` puts source sentences themselves to it, each made of itself: what a
model that copies gets wrong.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from summarizer import languages
from summarizer.data import Sentence
from summarizer.note.tool import __version__
from summarizer.rewrite.guard import GuardOptions, Passages, rule
from summarizer.tracing import Evidence

from .alterations import SUBTLE, Alteration, alter, alterations, names_of
from .data import DataError, DocSpan, Topic
from .datasets import read_topics
from .trace_task import case_of

NEIGHBOURS, FAR = 2, 60
"""Sentences around the aligned ones: as context, and as bearers of names. As in `summarizer.rewrite`."""
COPIES = 8
"""Source sentences of a topic that are tried as copies."""
LONG, SHORT = 35, 9
"""Words of the longest and the shortest of them."""
SWAPPED, NAMED = "number of the passages", "name of the passages"
FOREIGN, INVENTED = "other topic", "invented clause"
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,.]*\d|(?<![\w.,])\d(?![\w])")


@dataclass(frozen=True, slots=True)
class Rates:
    """What passes at one setting: the share of ``true`` sentences, and of false ones by kind.

    ``mended`` is the share that passes only without its attribution to an outlet. ``of_passed`` counts, by
    kind, the false sentences among those whose true form passes: the harder question.
    """

    options: GuardOptions
    true: float
    mended: float
    passed: dict[str, float]
    of_passed: dict[str, float]
    number: dict[str, int]
    signature: str


@dataclass(frozen=True, slots=True)
class Trial:
    """A true sentence with its false forms (kind, text, words that make it false) and its passages."""

    text: str
    false: tuple[tuple[str, str, str], ...]
    passages: Passages
    index: Evidence


def trials(topics: Path | Iterable[Topic], seeds: Sequence[int] = (0, 1, 2)) -> tuple[Trial, ...]:
    """Make the trials of all aligned sentences; raise DataError where there are none."""
    cases = [case_of(topic) for topic in (read_topics(topics) if isinstance(topics, Path) else topics)]
    drafts = [(case, draft) for case in cases for draft in case.drafts]
    if not drafts:
        raise DataError("no topic has alignments with its documents; the guard task needs them")
    indexes = {id(case): Evidence.build(case.sentences) for case in cases}
    names = {id(case): names_of(sentence.text for sentence in case.sentences) for case in cases}
    found = []
    for at, (case, draft) in enumerate(drafts):
        passages = passages_of(draft.gold, case.sentences)
        far = [other.text for owner, other in drafts[at + 1 :] + drafts[:at] if owner is not case][:1]
        false = dict.fromkeys(_false(draft.text, passages, names[id(case)], seeds))
        strangers = [(FOREIGN, text, text) for text in far]
        found.append(Trial(draft.text, (*false, *strangers), passages, indexes[id(case)]))
    return tuple(found)


def copies(topics: Path | Iterable[Topic], seeds: Sequence[int] = (0, 1, 2)) -> tuple[Trial, ...]:
    """Make trials of some source sentences of each topic, each made of itself; aligned or not."""
    found = []
    for topic in read_topics(topics) if isinstance(topics, Path) else topics:
        case = case_of(topic)
        whole = [
            one
            for one in case.sentences
            if SHORT <= len(one.text.split()) <= LONG and one.text.endswith((".", '."', ".”"))
        ]
        names = names_of(sentence.text for sentence in case.sentences)
        index = Evidence.build(case.sentences)
        for one in random.Random(str(topic.id)).sample(whole, min(COPIES, len(whole))):
            passages = passages_of([(one.document.id, one.span.start, one.span.end)], case.sentences)
            false = dict.fromkeys(_false(one.text, passages, names, seeds))
            found.append(Trial(one.text, tuple(false), passages, index))
    return tuple(found)


def passages_of(gold: Sequence[DocSpan], sentences: Sequence[Sentence]) -> Passages:
    """Return the sentences that ``gold`` spans touch as given, with those near them and far off."""
    touched = {
        at
        for at, sentence in enumerate(sentences)
        for doc, start, end in gold
        if sentence.document.id == doc and start < sentence.span.end and sentence.span.start < end
    }

    def around(reach: int) -> list[Sentence]:
        return [
            sentences[other]
            for at in sorted(touched)
            for other in range(max(0, at - reach), min(len(sentences), at + reach + 1))
            if sentences[other].document is sentences[at].document
        ]

    given = [sentences[at] for at in sorted(touched)]
    near = [one for one in dict.fromkeys(around(NEIGHBOURS)) if one not in given]
    far = [one for one in dict.fromkeys(around(FAR)) if one not in given and one not in near]
    return Passages(tuple(given), tuple(near), tuple(far))


def rates_of(made: Sequence[Trial], options: GuardOptions, seeds: Sequence[int]) -> Rates:
    """Return what passes of ``made``, which ``seeds`` were used for."""
    signature = (
        f"guard|sentences:{len(made)}|seeds:{','.join(map(str, seeds))}|{options}|version:{__version__}"
    )
    number, passed = Counter[str](), Counter[str]()
    easy, through = Counter[str](), Counter[str]()
    true = mended = 0
    for trial in made:
        ruling = rule(trial.text, trial.passages, trial.index, options)
        true += ruling.passed
        mended += ruling.passed and ruling.text != trial.text.strip()
        for kind, text, words in trial.false:
            other = rule(text, trial.passages, trial.index, options)
            wrong = other.passed and words in other.text
            number[kind] += 1
            passed[kind] += wrong
            easy[kind] += ruling.passed
            through[kind] += wrong and ruling.passed
    return Rates(
        options,
        true / len(made),
        mended / len(made),
        {kind: passed[kind] / number[kind] for kind in number},
        {kind: through[kind] / easy[kind] for kind in number if easy[kind]},
        dict(number),
        signature,
    )


def _false(
    text: str, passages: Passages, names: Sequence[str], seeds: Sequence[int]
) -> Iterator[tuple[str, str, str]]:
    near = [sentence.text for sentence in (*passages.given, *passages.near)]
    for seed in seeds:
        for altered in alterations([text], seed, names):
            yield altered.kind, altered.text, altered.now.strip()
        for altered in alterations([text], seed, kinds=tuple(SUBTLE)):
            yield altered.kind, altered.text, altered.now.strip()
        other = alter(text, "name", random.Random(f"{seed}|{NAMED}|{text}"), names_of(near))
        if other is not None:
            yield NAMED, other.text, other.now.strip()
    swapped = _swapped_number(text, near)
    if swapped is not None:
        yield swapped.kind, swapped.text, swapped.now
    clause = random.Random(text).choice(languages.words("en", "alterations.inventions"))
    yield INVENTED, f"{text.rstrip(' .,;:')}, {clause}.", clause


def _swapped_number(text: str, quotes: Sequence[str]) -> Alteration | None:
    """Put another number of the passages in the place of one: the swap that a search finds borne out."""
    own = _NUMBER.findall(text)
    others = [number for quote in quotes for number in _NUMBER.findall(quote) if number not in own]
    matches = list(_NUMBER.finditer(text))
    if not matches or not others:
        return None
    draw = random.Random(text)
    match, now = draw.choice(matches), draw.choice(others)
    altered = text[: match.start()] + now + text[match.end() :]
    return Alteration(SWAPPED, text, altered, match.start(), match.group(), now)
