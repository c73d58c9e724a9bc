"""The guard on edits that people made: a true sentence, and the same with something changed.

Labelled claims (as of the verdict task) on one source that are word for word alike but for a few words are
edits of each other. What is put to the guard is the sentence that differs, since a note has one a line: as a
model's line that is made of the passages which a search finds for it. Of the sentences that pass, how many of
their false edits pass too, and how many of their true ones? Pairs alone have any weight: what people edited
were summaries in words of their own, and whether a summary in other words than its source passes is one
matter, whether a change of one word is seen another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from summarizer.data import Document, Sentence
from summarizer.note.brief import Line
from summarizer.rewrite.guard import GuardOptions, Passages
from summarizer.rewrite.judge import Judge
from summarizer.rewrite.pile import FAR, NEIGHBOURS, Task
from summarizer.rewrite.prompt import Material
from summarizer.text.language import WORD, detect
from summarizer.text.segment import split
from summarizer.tracing import Evidence, trace_sentence

from .verdict_task import ALIKE, Claim


@dataclass(frozen=True, slots=True)
class Edit:
    """A sentence of a true claim and what somebody made of it: ``true`` tells whether that is true too."""

    source: str
    before: str
    after: str
    true: bool


@dataclass(frozen=True, slots=True)
class EditRates:
    """What passes at one setting. ``alone`` is the trace without the guard.

    ``originals`` is the share of the true sentences that pass, ``false`` and ``true`` those of the edits of
    sentences that pass; ``pairs`` how many of either kind there are, with an original that passes.
    """

    options: str
    originals: float
    false: float
    true: float
    pairs: tuple[int, int]


def edits_of(claims: Sequence[Claim]) -> tuple[Edit, ...]:
    """Find the edits among claims: those that tell nothing new are left out."""
    by_source: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_source[claim.source].append(claim)
    found: dict[Edit, None] = {}
    for source, own in by_source.items():
        sentences = {claim.id: _sentences(claim.text) for claim in own}
        true = [claim for claim in own if claim.true]
        stated = {_worded(text) for claim in true for text in sentences[claim.id]}
        for claim in own:
            for other in true:
                if other.id == claim.id:
                    continue
                for text in sentences[claim.id]:
                    if text in sentences[other.id] or (not claim.true and _worded(text) in stated):
                        continue
                    before = max(sentences[other.id], key=lambda one: _alike(one, text), default="")
                    if before and _alike(before, text) >= ALIKE:
                        found[Edit(source, before, text, claim.true)] = None
    return tuple(found)


def edit_rates(
    edits: Sequence[Edit], sources: Mapping[str, str], settings: Sequence[GuardOptions]
) -> Iterator[EditRates]:
    """Yield the rates of the trace alone, then those of the guard at each setting."""
    by_source: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_source[edit.source].append(edit)
    passed: dict[str, dict[tuple[str, str], bool]] = defaultdict(dict)
    for source, own in by_source.items():
        bench = _Bench.of(source, sources[source])
        for text in dict.fromkeys(text for edit in own for text in (edit.before, edit.after)):
            passed["trace alone"][source, text] = bench.traced(text)
            for options in settings:
                passed[str(options)][source, text] = bench.passes(text, options)
    for name, verdicts in passed.items():
        yield _rates(name, edits, verdicts)


def _rates(name: str, edits: Sequence[Edit], passed: Mapping[tuple[str, str], bool]) -> EditRates:
    originals = {(edit.source, edit.before): passed[edit.source, edit.before] for edit in edits}
    kept = [edit for edit in edits if originals[edit.source, edit.before]]
    shares = []
    for kind in (False, True):
        own = [passed[edit.source, edit.after] for edit in kept if edit.true is kind]
        shares.append((sum(own) / len(own) if own else 0.0, len(own)))
    (false, falses), (true, trues) = shares
    share = sum(originals.values()) / len(originals) if originals else 0.0
    return EditRates(name, share, false, true, (falses, trues))


@dataclass(frozen=True, eq=False)
class _Bench:
    """A source, made ready: its sentences, and the index to find passages with."""

    sentences: tuple[Sentence, ...]
    index: Evidence

    @classmethod
    def of(cls, name: str, text: str) -> _Bench:
        document = Document(id="S1", name=name, text=text, language=detect(text))
        sentences = tuple(split(document))
        return cls(sentences, Evidence.build(sentences))

    def traced(self, text: str) -> bool:
        return trace_sentence(text, self.index).verdict == "supported"

    def passes(self, text: str, options: GuardOptions) -> bool:
        given = tuple(dict.fromkeys(hit.sentence for hit in trace_sentence(text, self.index).hits))
        if not given:
            return False
        at = [place for place, sentence in enumerate(self.sentences) if sentence in given]

        def around(reach: int) -> list[Sentence]:
            return [
                self.sentences[other]
                for place in at
                for other in range(max(0, place - reach), min(len(self.sentences), place + reach + 1))
            ]

        near = tuple(one for one in dict.fromkeys(around(NEIGHBOURS)) if one not in given)
        far = tuple(one for one in dict.fromkeys(around(FAR)) if one not in given and one not in near)
        material = Material(given, len(given), text, len(text.split()))
        task = Task(Line("L1", text, ()), Passages(given, near, far), material)
        return Judge(self.sentences, options).rule(text, task).passed


_STRAY = re.compile(r"\s+([.,;:!?])(?=\s|$)")
"""Blanks before a stop, which tokenized texts have: the same sentence is no edit for them."""


def _worded(text: str) -> tuple[str, ...]:
    """Return the words of a sentence, whatever marks stand between them: a comma tells nothing new."""
    return tuple(word.lower() for word in WORD.findall(text))


@cache
def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


@cache
def _sentences(text: str) -> tuple[str, ...]:
    document = Document(id="claim", name="claim", text=text, language="en")
    found = tuple(one.text for one in split(document) if WORD.search(one.text)) or (text,)
    return tuple(_STRAY.sub(r"\1", one) for one in found)
