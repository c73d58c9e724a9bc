"""The stage: the lines of a note → the same lines rewritten, each of them borne by what it cites."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from summarizer.data import Sentence
from summarizer.note.brief import Brief, Citation, Line, cite
from summarizer.text.language import count_words
from summarizer.tracing import Evidence
from summarizer.tracing.coverage import cover

from .cache import Cache
from .guard import Objection, Passages, Ruling, flaws, rule, too_long
from .loading import load_model
from .model import Model
from .options import RewriteOptions
from .prompt import Material, Prompt, Request, read_prompt, shown_context

NEIGHBOURS = 2
"""Sentences before and behind a passage that are its context."""
FAR = 60
"""Sentences before and behind the passages of a line that may bear a name."""
GIVEN = 6
"""Passages that a model is given for one line at most."""


_REFUSED = {
    "number": "gave a number that they do not state",
    "unit": "gave a unit that they do not state",
    "date": "gave a date that they do not state",
    "name": "had a name where they do not have it",
    "attribution": "named an outlet that they do not name",
    "negation": "denied what they say, or said what they deny",
    "opposite": "said the opposite of what they say",
    "role": "had two names the other way round",
    "modality": "was more certain than they are",
    "amount": "said more, or less, than they do",
    "novelty": "said what they do not say",
    "repetition": "repeated itself",
    "length": "was longer than the quotation",
    "form": "was no whole sentence of plain text",
}
"""What the note says of a refused line: the guard's words alone, never the model's."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The lines, how many were rewritten and how many attempts were refused; ``signature`` says by what."""

    lines: tuple[Line, ...]
    rewritten: int
    fallbacks: int
    signature: str


def rewrite(
    lines: Sequence[Line],
    sentences: Sequence[Sentence],
    options: RewriteOptions,
    progress: Callable[[str], None] = lambda stage: None,
) -> Rewritten:
    """Rewrite the quoted lines of a note; ``sentences`` are the content of all its sources.

    A line is put to the model with the passages that it cites. What comes back must pass the guard; what does
    not is refused, tried once more with the reason, and then the quoted line stays. ``progress`` may raise
    to cancel: what was written so far is in the cache. Raises what `load_model` and `read_prompt` raise.
    """
    prompt = read_prompt(options.prompt)
    progress("loading the model")
    model = load_model(options)
    pile = _Pile.of(sentences)
    tasks = [task for line in lines if (task := pile.task(line)) is not None]
    index = Evidence.build(
        list(dict.fromkeys(s for task in tasks for s in task.passages.given + task.passages.near))
    )
    done: dict[str, Line] = {}
    with closing(Cache() if options.cache else _NoCache()) as cache:
        desk = _Desk(model, prompt, options, cache, index, progress)
        refused = desk.attempt(tasks, done)
        refused = desk.attempt(refused, done)
    for task in refused:
        done[task.line.id] = replace(task.line, reasons=(_reason(task.refused),))
    guard = f"held:{options.guard.held:g},bound:{options.guard.bound:g}"
    return Rewritten(
        lines=tuple(done.get(line.id, line) for line in lines),
        rewritten=sum(line.kind == "rewritten" for line in done.values()),
        fallbacks=len(refused),
        signature=f"{model.identity}|prompt:{prompt.digest}|guard:{guard}",
    )


def rewrite_brief(
    brief: Brief,
    sentences: Sequence[Sentence],
    options: RewriteOptions,
    progress: Callable[[str], None] = lambda stage: None,
) -> Brief:
    """Return the note with its lines rewritten, its counts and its signature brought up to date."""
    done = rewrite(brief.lines, sentences, options, progress)
    after = brief.with_lines(done.lines)
    quoted = (
        f"{done.fallbacks} of {len(done.lines)} lines are quoted: what the model wrote for them was refused."
    )
    return replace(
        after,
        stats=replace(after.stats, rewritten=done.rewritten, fallbacks=done.fallbacks),
        signature=f"{brief.signature}|rewrite:{done.signature}",
        warnings=(*brief.warnings, *([quoted] if done.fallbacks else [])),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    """A line with what it may rest on, and what the model is told."""

    line: Line
    passages: Passages
    material: Material
    refused: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class _Pile:
    """The sentences by document, in order, and where each of them starts."""

    sentences: dict[str, list[Sentence]]
    starts: dict[str, list[int]]

    @classmethod
    def of(cls, sentences: Sequence[Sentence]) -> _Pile:
        by_document: dict[str, list[Sentence]] = {}
        for sentence in sentences:
            by_document.setdefault(sentence.document.id, []).append(sentence)
        starts = {key: [sentence.span.start for sentence in own] for key, own in by_document.items()}
        return cls(by_document, starts)

    def at(self, document: str, start: int) -> int:
        """Return the number of the sentence that ``start`` lies in, or behind; -1 where there is none."""
        return bisect_right(self.starts.get(document, []), start) - 1

    def task(self, line: Line) -> _Task | None:
        """Return the task of a quoted line, None for one that cites what is no sentence of the pile."""
        primary = self._cited(line, "primary")
        if not primary or line.kind not in ("extracted", "trimmed"):
            return None
        given = tuple(dict.fromkeys([*primary, *self._cited(line, "corroborating")]))[
            : max(GIVEN, len(primary))
        ]
        near = self._around(given, NEIGHBOURS, known=given)
        far = self._around(primary, FAR, known=(*given, *near))
        first, last = primary[0], primary[-1]
        material = Material(
            given=given,
            primary=len(primary),
            quoted=line.text,
            words=count_words(line.text),
            before=shown_context(
                [s for s in near if s.document is first.document and s.position < first.position]
            ),
            after=shown_context(
                [s for s in near if s.document is last.document and s.position > last.position]
            ),
        )
        return _Task(line, Passages(given, near, far), material)

    def _cited(self, line: Line, role: str) -> list[Sentence]:
        found = []
        for citation in line.citations:
            at = self.at(citation.source, citation.start)
            if citation.role == role and at >= 0:
                sentence = self.sentences[citation.source][at]
                found += [sentence] if citation.end <= sentence.span.end else []
        return found

    def _around(
        self, sentences: Sequence[Sentence], reach: int, known: Sequence[Sentence]
    ) -> tuple[Sentence, ...]:
        found: dict[Sentence, None] = {}
        for sentence in sentences:
            at = self.at(sentence.document.id, sentence.span.start)
            own = self.sentences[sentence.document.id]
            found.update(dict.fromkeys(own[max(0, at - reach) : at + reach + 1]))
        return tuple(sentence for sentence in found if sentence not in known)


class _NoCache(Cache):
    """Keeps nothing."""

    def __init__(self) -> None:
        self._database = None


@dataclass(frozen=True, slots=True, eq=False)
class _Desk:
    """What is needed to have tasks answered and judged."""

    model: Model
    prompt: Prompt
    options: RewriteOptions
    cache: Cache
    index: Evidence
    progress: Callable[[str], None]

    def attempt(self, tasks: Sequence[_Task], done: dict[str, Line]) -> list[_Task]:
        """Put the tasks to the model and the answers to the guard; return what is refused, with reasons."""
        requests = [self.prompt.request(task.material) for task in tasks]
        answers = self._answers(requests)
        refused = []
        for task, answer in zip(tasks, answers, strict=True):
            text = tidied(answer)
            if text == task.line.text:
                done[task.line.id] = task.line
                continue
            ruling = self._rule(text, task)
            if ruling.passed and ruling.text == task.line.text:
                done[task.line.id] = task.line
            elif ruling.passed:
                done[task.line.id] = self._line(task, ruling)
            else:
                refused.append(_told(task, text, ruling))
        return refused

    def _answers(self, requests: Sequence[Request]) -> list[str]:
        keys = [request.key(self.model.identity) for request in requests]
        answers = [self.cache.get(key) for key in keys]
        open_ = [at for at, answer in enumerate(answers) if answer is None]

        def tick() -> None:
            self.progress(f"rewriting, {sum(answer is None for answer in answers)} lines to go")

        if open_:
            tick()
        for at, answer in self.model.answer([requests[at] for at in open_], tick) if open_ else ():
            answers[open_[at]] = answer
            self.cache.put(keys[open_[at]], answer)
        return [answer or "" for answer in answers]

    def _rule(self, text: str, task: _Task) -> Ruling:
        if objections := tuple(flaws(text, task.passages)):
            return Ruling(text, objections)
        ruling = rule(text, task.passages, self.index, self.options.guard)
        if ruling.passed and too_long(ruling.text, task.line.text):
            longer = f"it is longer than the {task.material.words} words it replaces"
            return Ruling(text, (Objection("length", longer),))
        return ruling

    def _line(self, task: _Task, ruling: Ruling) -> Line:
        """Make the line that passed: it cites what it rests on, and what else says the same."""
        line = task.line
        known = {(citation.source, citation.start, citation.end): citation for citation in line.citations}
        citations = [self._cite(sentence, ruling.text, known) for sentence in ruling.rests_on]
        bearing = set(ruling.rests_on)
        citations += [
            replace(self._cite(sentence, ruling.text, known), role="corroborating")
            for sentence in task.passages.given
            if sentence not in bearing and self._says(sentence, ruling.text)
        ]
        return replace(
            line,
            text=ruling.text,
            citations=tuple(citations),
            kind="rewritten",
            support=ruling.support,
            independent=max(1, min(line.independent, len({citation.source for citation in citations}))),
        )

    def _cite(self, sentence: Sentence, text: str, known: dict[tuple[str, int, int], Citation]) -> Citation:
        citation = known.get((sentence.document.id, sentence.span.start, sentence.span.end))
        if citation is not None:
            return replace(citation, role="primary")
        return cite(
            sentence.document, sentence.span, "primary", cover(text, [sentence.text], self.index).share
        )

    def _says(self, sentence: Sentence, text: str) -> bool:
        """Tell whether one passage bears all of the line by itself."""
        return rule(text, Passages((sentence,)), self.index, self.options.guard).passed


def _told(task: _Task, attempt: str, ruling: Ruling) -> _Task:
    """Return the task for another attempt, with what was wrong with this one."""
    material = replace(
        task.material,
        attempt=attempt,
        reasons=tuple(objection.message for objection in ruling.objections[:3]),
        avoid=tuple(dict.fromkeys(objection.words for objection in ruling.objections if objection.words)),
    )
    return replace(task, material=material, refused=ruling.objections[0].kind)


def _reason(kind: str) -> str:
    return f"quoted from its passages: the rewritten line {_REFUSED.get(kind, 'was not borne by them')}"


def tidied(answer: str) -> str:
    """Return what a model wrote as a line: blanks made one, quotation marks around the whole taken off."""
    text = " ".join(answer.split())
    if (
        len(text) > 1
        and (text[0], text[-1]) in (('"', '"'), ("“", "”"))
        and not set(text[1:-1]) & {text[0], text[-1]}
    ):
        return text[1:-1].strip()
    return text
