"""The stage: the lines of a note → the same lines rewritten, each of them borne by what it cites."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace

from summarizer.content.trim import trim
from summarizer.data import Sentence
from summarizer.note.brief import Line, Refused, cite
from summarizer.records import dataclass
from summarizer.selectors.budget import Budget

from .cache import Cache, NoCache
from .desk import Desk
from .guard import Ruling
from .judge import Judge
from .loading import load_model
from .losses import restored
from .omissions import is_part, shortened
from .options import RewriteOptions
from .pile import Pile, Task
from .prompt import read_prompt
from .room import Room
from .sections import by_section, write_section

ROUNDS = 6
"""Times that a model is asked for more lines, so that what it saves is spent."""

_REFUSED = {
    "number": "gave a number that they do not state",
    "unit": "gave a unit that they do not state",
    "date": "gave a date that they do not state",
    "name": "had a name where they do not have it",
    "attribution": "named an outlet that they do not name",
    "unattributed": "said as a fact what they only attribute to somebody",
    "negation": "denied what they say, or said what they deny",
    "opposite": "said the opposite of what they say",
    "role": "had two names the other way round",
    "modality": "was more certain than they are",
    "factuality": "made of it something else than they do",
    "amount": "said more, or less, than they do",
    "moved": "took when or where something was said for a part of it, or the other way round",
    "omission": "left out words without which they say something else",
    "novelty": "said what they do not say",
    "repetition": "repeated itself",
    "length": "was longer than the quotation",
    "form": "was no whole sentence of plain text",
}
"""What the note says of a refused line: the guard's words alone, never the model's."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The lines, how many were rewritten and how many attempts were refused; ``signature`` says by what.

    ``absorbed`` are the ids of lines that another one says too and cites for.
    """

    lines: tuple[Line, ...]
    rewritten: int
    fallbacks: int
    signature: str
    absorbed: frozenset[str] = frozenset()


def rewrite(
    lines: Sequence[Line],
    sentences: Sequence[Sentence],
    options: RewriteOptions,
    progress: Callable[[str], None] = lambda stage: None,
    room: tuple[Budget, int] | None = None,
) -> Rewritten:
    """Rewrite quoted lines, the most wanted first; ``sentences`` are the content of all sources.

    A line is put to the model with the passages that it cites. What comes back must pass the guard; what does
    not is refused, tried once more with the reason, and then the quoted line stays, trimmed if it can be.
    With ``room``, a budget and its limit, as many lines are taken as fill it: what rewriting saves is spent
    on the next. A line that says what one before says is dropped. ``progress`` may raise to cancel: what was
    written so far is in the cache. Raises what `load_model` and `read_prompt` raise.
    """
    prompt = read_prompt(options.prompt, options.plan)
    progress("loading the model")
    model = load_model(options)
    pile = Pile.of(sentences)
    judge = Judge(sentences, options.guard)
    budget, limit = room or (Budget(), None)
    note = Room(budget, limit)
    waiting, absorbed = list(lines), set[str]()
    with closing(Cache() if options.cache else NoCache()) as cache:
        watch = _Watch(progress)
        desk = Desk(model, prompt, options, cache, watch.tick)
        single = desk if options.plan == "lines" else replace(desk, prompt=read_prompt())
        for _ in range(ROUNDS):
            if note.full or not waiting:
                break
            batch = list(note.next(waiting))
            watch.begin(len(note.lines), len(batch))
            if options.plan == "sections":
                batch = _in_sections(batch, pile, desk, judge, note, absorbed)
            _one_by_one(batch, pile, single, judge, note)
        for line in waiting if limit is not None and not note.full else ():
            note.put(line, line)
        note.give_back()
    done = tuple(note.lines)
    return Rewritten(
        lines=done,
        rewritten=sum(line.kind == "rewritten" for line in done),
        fallbacks=sum(bool(line.reasons) for line in done),
        signature=f"{model.identity}|prompt:{prompt.digest}|plan:{options.plan}|guard:{options.guard}",
        absorbed=frozenset(absorbed),
    )


def _one_by_one(lines: Sequence[Line], pile: Pile, desk: Desk, judge: Judge, note: Room) -> None:
    """Rewrite each line by itself and keep it; what is refused is tried once more, then quoted."""
    tasks = {line.id: task for line in lines if (task := pile.task(line)) is not None}
    done: dict[str, Line] = {}
    refused = _attempt(list(tasks.values()), desk, judge, done)
    refused = _attempt(refused, desk, judge, done)
    for task in refused:
        attempt = Refused(task.material.attempt, task.material.reasons)
        done[task.line.id] = replace(_trimmed(task), reasons=(_reason(task.refused),), refused=attempt)
    for line in lines:
        new = done.get(line.id, line)
        same = note.repeated(new)
        if same is None:
            note.put(new, line)
        elif (task := tasks.get(line.id)) is not None:
            note.join(same, judge.joined(note.lines[same], task))


def _attempt(tasks: Sequence[Task], desk: Desk, judge: Judge, done: dict[str, Line]) -> list[Task]:
    """Put the tasks to the model and the answers to the guard; return what is refused, with reasons."""
    refused = []
    for task, answer in zip(tasks, desk.answers([task.material for task in tasks]), strict=True):
        text = tidied(answer)
        ruling = None if _is_copy(text, task.line.text) else judge.rule(text, task)
        if ruling is not None:
            ruling = (_proper if ruling.passed else _mended)(text, ruling, task, judge)
        if ruling is None or (ruling.passed and ruling.text == task.line.text):
            done[task.line.id] = task.line
        elif ruling.passed:
            done[task.line.id] = judge.line(task, ruling)
        else:
            material = replace(
                task.material,
                attempt=text,
                reasons=tuple(objection.message for objection in ruling.objections[:3]),
                avoid=tuple(dict.fromkeys(one.words for one in ruling.objections if one.words)),
            )
            refused.append(replace(task, material=material, refused=ruling.objections[0].kind))
    return refused


def _is_copy(text: str, quoted: str) -> bool:
    """Tell whether a model gave the quotation again: "U. S." is "U.S."."""
    return _LETTERS.findall(text.casefold()) == _LETTERS.findall(quoted.casefold())


_LETTERS = re.compile(r"\w")


def _proper(text: str, ruling: Ruling, task: Task, judge: Judge) -> Ruling:
    """Return the ruling on a line that passed; one of its passage's words gets its marks and figures."""
    language, quoted = task.passages.language, task.line.text
    if not is_part(text, quoted, language):
        return ruling
    whole = shortened(text, quoted, language) or text
    again = judge.rule(whole, task) if whole != quoted else ruling
    unchanged = whole == quoted or not again.passed
    return Ruling(quoted, rests_on=ruling.rests_on, support=ruling.support) if unchanged else again


def _mended(text: str, ruling: Ruling, task: Task, judge: Judge) -> Ruling:
    """Return the ruling on what can be made of a refused line without asking again, else the first one.

    Who says so is put back as the passage has it. A line that copies its passage for the most part becomes
    the quotation without the words that it leaves out, save those without which it says something else.
    """
    language = task.passages.language
    mended = []
    if {one.kind for one in ruling.objections} == {"unattributed"}:
        mended.append(restored(text, task.passages.given[0].text, language))
    mended.append(shortened(text, task.line.text, language))
    for candidate in mended:
        if not candidate or candidate == task.line.text:
            continue
        if (again := judge.rule(candidate, task)).passed:
            return _proper(again.text, again, task, judge)
    return ruling


def _in_sections(
    lines: Sequence[Line], pile: Pile, desk: Desk, judge: Judge, note: Room, absorbed: set[str]
) -> list[Line]:
    """Have the lines of each section written together; return those that none of what passed says."""
    left: list[Line] = []
    for group in by_section(lines):
        tasks = [task for line in group if (task := pile.task(line)) is not None]
        for made, said in write_section(tasks, desk, judge):
            if note.put(made, replace(made, text=" ".join(task.line.text for task in said))):
                absorbed.update(task.line.id for task in said[1:])
                tasks = [task for task in tasks if task not in said]
        said_too = {task.line.id for task in tasks}
        known = {line.id for line in note.lines} | absorbed
        left += [line for line in group if line.id in said_too or line.id not in known]
    return left


def _trimmed(task: Task) -> Line:
    """Return the quoted line without what it can spare."""
    line, own = task.line, task.passages.given[: task.material.primary]
    if line.kind != "extracted" or len(own) != 1:
        return line
    short = trim(own[0])
    if not short.kept or short.shown == line.text:
        return line
    first = next(citation for citation in line.citations if citation.role == "primary")
    spans = [cite(short.document, span, score=first.score) for span in short.cited]
    others = [citation for citation in line.citations if citation.role != "primary"]
    return replace(line, text=short.shown, kind="trimmed", citations=(*spans, *others))


def _reason(kind: str) -> str:
    return f"quoted from its passages: the rewritten line {_REFUSED.get(kind, 'was not borne by them')}"


def tidied(answer: str) -> str:
    """Return what a model wrote as a line: blanks made one, tags and quotation marks around the whole off."""
    text = " ".join(answer.split())
    text = " ".join(_TAGS.sub(" ", text).split())
    if (
        len(text) > 1
        and (text[0], text[-1]) in (('"', '"'), ("“", "”"))
        and not set(text[1:-1]) & {text[0], text[-1]}
    ):
        return text[1:-1].strip()
    return text


_TAGS = re.compile(r"</?(?:passage|attempt|line|sentence)>")
"""Tags of the prompt that a model repeats."""


class _Watch:
    """Tells how many lines are done and how long the rest takes; what ``progress`` raises ends the work."""

    PAUSE = 0.1
    """Seconds between two words: a model that runs here would tell hundreds a second."""

    def __init__(self, progress: Callable[[str], None]) -> None:
        self.progress = progress
        self.start = time.monotonic()
        self.kept = self.wanted = self.done = 0
        self.told = 0.0

    def begin(self, kept: int, wanted: int) -> None:
        """Begin a round: ``kept`` lines are in the note, ``wanted`` are asked for."""
        self.kept, self.wanted = kept, wanted
        self.told = 0.0

    def tick(self, answered: int = 0) -> None:
        """Count answers, and say how far the work is."""
        self.done += answered
        now = time.monotonic()
        if now - self.told < self.PAUSE:
            return
        self.told = now
        total = self.kept + self.wanted
        done = min(self.done, total)
        told = f"rewriting, {done} of {total} lines"
        if done and total > done:
            told += f", about {max(1, round((now - self.start) / done * (total - done)))} s left"
        self.progress(told)
