"""The guard task: do true rewritings pass, and are false ones stopped?

The true ones are human summary sentences, put to `summarizer.rewrite.guard` with the source sentences that
people aligned with them as what they were made of. The false ones are the same sentences with one fact
altered (`alterations`), with a number swapped for another one of the same passages, with a clause that
somebody made up, and sentences of other topics. A false sentence passes where the guard lets it through
with the altered words in it.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from summarizer import __version__
from summarizer.data import Sentence
from summarizer.rewrite.guard import GuardOptions, Passages, rule
from summarizer.trace import Evidence

from .alterations import Alteration, alterations, names_of
from .data import DataError, DocSpan, Topic
from .datasets import read_topics
from .trace_task import case_of

NEIGHBOURS, FAR = 2, 60
"""Sentences around the aligned ones: as context, and as bearers of names. As in `summarizer.rewrite`."""
SWAPPED, FOREIGN, INVENTED = "number of the passages", "other topic", "invented clause"
INVENTIONS = (
    "and critics called it the worst scandal in decades",
    "while lawyers prepared a complaint about hidden payments",
    "which led several board members to resign in protest",
    "and doctors warned that the treatment may cause blindness",
    "after secret recordings proved that the accounts were forged",
    "because managers ignored repeated warnings about corrosion",
)
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


def run_guard_task(
    topics: Path | Iterable[Topic], settings: Sequence[GuardOptions] = (), seeds: Sequence[int] = (0, 1, 2)
) -> tuple[Rates, ...]:
    """Return what passes at each of ``settings``, or at the default one: points of the curve."""
    made = trials(topics, seeds)
    signature = f"guard|sentences:{len(made)}|seeds:{','.join(map(str, seeds))}|version:{__version__}"
    return tuple(_rates(made, options, signature) for options in settings or (GuardOptions(),))


def _rates(made: Sequence[Trial], options: GuardOptions, signature: str) -> Rates:
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
    for seed in seeds:
        for altered in alterations([text], seed, names):
            yield altered.kind, altered.text, altered.now.strip()
    swapped = _swapped_number(text, [sentence.text for sentence in (*passages.given, *passages.near)])
    if swapped is not None:
        yield swapped.kind, swapped.text, swapped.now
    clause = random.Random(text).choice(INVENTIONS)
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
