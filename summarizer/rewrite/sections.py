"""Sections: the lines of a section written together from numbered evidence, each then judged by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarizer.note.brief import Line
from summarizer.note.section import Section

from .desk import Desk
from .guard import Passages
from .judge import Judge
from .pile import Task
from .prompt import Material

TOGETHER = 8
"""Lines of a section that are written together at most."""
_MARKS = re.compile(r"\s*(?:\[\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*\]\s*)+(?P<stop>[.!?]?)\s*$")
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")


def by_section(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """Yield the lines of each section, so many at a time, in order."""
    sections: dict[Section | None, list[Line]] = {}
    for line in lines:
        sections.setdefault(line.section, []).append(line)
    for own in sections.values():
        for at in range(0, len(own), TOGETHER):
            yield tuple(own[at : at + TOGETHER])


def write_section(tasks: Sequence[Task], desk: Desk, judge: Judge) -> Iterator[tuple[Line, tuple[Task, ...]]]:
    """Yield the lines that a model writes of the tasks' passages and the guard lets pass.

    With each come the tasks whose own passages it rests on. The model's marks are where the guard looks
    first; the citations are those passages that bear the line, whatever it marked. A line for which none of
    the tasks stands is dropped, as is one that takes more room than the lines that it replaces.
    """
    if len(tasks) < 2:
        return
    evidence = [sentence for task in tasks for sentence in task.passages.given[: task.material.primary]]
    numbered = tuple(dict.fromkeys(evidence))
    quoted = " ".join(task.line.text for task in tasks)
    material = Material(numbered, len(numbered), quoted, len(quoted.split()))
    (answer,) = desk.answers([material])
    used: set[str] = set()
    for row in answer.splitlines():
        text, marks = parted(row)
        if not text:
            continue
        named = [numbered[mark - 1] for mark in marks if 1 <= mark <= len(numbered)]
        given = tuple(dict.fromkeys([*named, *numbered])) if not named else tuple(named)
        near = tuple(one for task in tasks for one in (*task.passages.given, *task.passages.near))
        passages = Passages(
            given, tuple(dict.fromkeys(one for one in (*numbered, *near) if one not in given))
        )
        whole = replace(tasks[0], passages=passages)
        ruling = judge.rule(text, whole, quoted)
        if not ruling.passed:
            continue
        bearing = set(ruling.rests_on)
        said = tuple(
            task
            for task in tasks
            if task.line.id not in used and bearing & set(task.passages.given[: task.material.primary])
        )
        room = sum(len(task.line.text) for task in said)
        if not said or len(ruling.text) > room:
            continue
        used.update(task.line.id for task in said)
        yield judge.line(replace(said[0], passages=passages), ruling), said


def parted(row: str) -> tuple[str, tuple[int, ...]]:
    """Part a line that a model wrote from its bullet and the marks at its end."""
    text = _BULLET.sub("", row).strip()
    found = _MARKS.search(text)
    if found is None:
        return text, ()
    numbers = tuple(int(number) for number in re.findall(r"\d{1,3}", found.group()))
    text = text[: found.start()].rstrip()
    return text if not found["stop"] or text.endswith((".", "!", "?")) else text + found["stop"], numbers
