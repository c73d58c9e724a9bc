"""A note at work: its states, one a step, that can be taken back and made again."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from summarizer.data import Document, Span
from summarizer.errors import OptionError
from summarizer.note.brief import Brief, Line
from summarizer.renderers.view import verdict_of
from summarizer.saved import revise, write
from summarizer.saved.hand import Hand, Passage, passages
from summarizer.tracing import Evidence, index_of

UNDO = 100
"""Steps that can be taken back."""
COMMENT = 1_000
"""Characters of the longest comment."""


@dataclass(frozen=True, eq=False, slots=True)
class State:
    """A note as it is at one time, the documents behind it, and what a person did with it.

    ``pile`` is the number of the documents: states with the same number have the same.
    """

    brief: Brief
    documents: tuple[Document, ...]
    hand: Hand = field(default_factory=Hand)
    pile: int = 0


BEHIND = 10
"""How nice the thread is that makes an index nobody waits for yet."""


class Traceable:
    """Documents, and the index that lines are traced in: made in the background, once."""

    def __init__(self, documents: tuple[Document, ...]) -> None:
        self.documents = documents
        self._made: Evidence | None = None
        self._making = threading.Lock()
        threading.Thread(target=self._ahead, daemon=True).start()

    def _ahead(self) -> None:
        """Make the index, behind the run that writes the note: that is waited for."""
        if sys.platform == "linux":  # where a thread has a priority of its own
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), BEHIND)
        self.evidence()

    def evidence(self) -> Evidence:
        """Return the index, as soon as it is there."""
        with self._making:
            if self._made is None:
                self._made = index_of(self.documents)
            return self._made


class Work:
    """The states of one note. Its methods may be called from several threads."""

    def __init__(self, brief: Brief, documents: tuple[Document, ...], hand: Hand | None = None) -> None:
        self.state = State(brief, documents, hand or Hand())
        self.before: list[State] = []
        self.after: list[State] = []
        self._told: tuple[str, ...] = ()
        self._crowded = ""
        self._told_at = 0
        self.lock = threading.RLock()
        self.traceable: Traceable | None = None

    @property
    def brief(self) -> Brief:
        """The note as it is."""
        return self.state.brief

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents behind the note."""
        return self.state.documents

    @property
    def hand(self) -> Hand:
        """What a person did with it."""
        return self.state.hand

    @property
    def problems(self) -> tuple[str, ...]:
        """What went wrong with files or could not be kept, sentence by sentence."""
        return (*self.remarks, *self.brief.warnings)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the run that wrote the note could not keep, or had no room for: as long as that is so."""
        if len(self.before) < self._told_at:  # that note was taken back
            return ()
        return (*self._told, self._crowded) if self._crowded else self._told

    def tell(self, told: tuple[str, ...] = (), crowded: str = "") -> None:
        """Take down what is to be told of the present note; ``crowded`` has figures of its lines."""
        self._told, self._crowded, self._told_at = told, crowded, len(self.before)

    def evidence(self) -> Evidence:
        """Return the index that lines are traced in; it is made once for the same documents."""
        with self.lock:
            if self.traceable is None or self.traceable.documents is not self.documents:
                self.traceable = Traceable(self.documents)
            made = self.traceable
        return made.evidence()

    def rewordings(self) -> dict[frozenset[Passage], Line]:
        """Return the lines that a model wrote, in any state at hand, by the passages that they rest on.

        They cite the sources under their ids in the present note; one that cites another source is left out.
        """
        found: dict[frozenset[Passage], Line] = {}
        now = {source.sha256: source.id for source in self.brief.sources}
        with self.lock:
            for state in (*self.before, *reversed(self.after), self.state):
                if not state.brief.options.get("rewrite"):
                    continue
                ids = {source.id: now.get(source.sha256) for source in state.brief.sources}
                for line in state.brief.lines:
                    cited = [(one, ids.get(one.source)) for one in line.citations]
                    if line.kind == "rewritten" and all(id for _, id in cited):
                        here = tuple(replace(one, source=id) for one, id in cited if id)
                        found[passages(state.brief, [line])] = replace(line, citations=here)
        return found

    def step(self, state: State) -> None:
        """Make ``state`` the present one; the one before can be brought back."""
        with self.lock:
            self.before = [*self.before[-UNDO + 1 :], self.state]
            self.after = []
            self.state = state

    def undo(self) -> bool:
        """Bring the state before the last step back; tell whether there was one."""
        with self.lock:
            if not self.before:
                return False
            self.after.append(self.state)
            self.state = self.before.pop()
            return True

    def redo(self) -> bool:
        """Make the step anew that was taken back last; tell whether there was one."""
        with self.lock:
            if not self.after:
                return False
            self.before.append(self.state)
            self.state = self.after.pop()
            return True

    def apply(self, order: Mapping[str, Any]) -> str:
        """Do what the page asks; return what was done. Raises OptionError for what cannot be.

        ``order`` has ``act`` and, by act, ``line`` (an id), ``text``, ``omission``, or ``source``, ``start``
        and ``end``.
        """
        with self.lock:
            act = order.get("act")
            if act in ("undo", "redo"):
                done = self.undo() if act == "undo" else self.redo()
                return ("Undone." if act == "undo" else "Redone.") if done else f"Nothing more to {act}."
            known = _ACTS.get(act) if isinstance(act, str) else None
            if known is None:
                raise OptionError("the page asked for what is not there; load it again.")
            brief, hand, said = known(self, order)
            if brief.lines != self.brief.lines or hand.pinned != self.hand.pinned:
                self._crowded = ""  # its figures are those of the lines as they were
            if brief is not self.brief or hand != self.hand:
                self.step(replace(self.state, brief=brief, hand=hand))
            return said

    def changed(self, brief: Brief, **more: Any) -> tuple[Brief, Hand]:
        """Return a note and the hand behind the step that made it of the present one."""
        return brief, replace(self.hand.stepped(self.brief, brief), **more).within(brief)

    def document(self, id: Any) -> Document:
        """Return the document of a source; raise OptionError where it is not at hand."""
        found = next((document for document in self.documents if document.id == id), None)
        if found is None:
            raise OptionError("the file of that source is not at hand; give it and write the note again.")
        return found


Done = tuple[Brief, Hand, str]
Act = Callable[[Work, Mapping[str, Any]], Done]


def _line(work: Work, order: Mapping[str, Any]) -> str:
    line = str(order.get("line") or "")
    if not any(one.id == line for one in work.brief.lines):
        raise OptionError("that line is not there any more; the note shows what is.")
    return line


def _number(order: Mapping[str, Any], name: str) -> int:
    value = order.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise OptionError("the page asked for what is not there; load it again.")
    return value


def _text(order: Mapping[str, Any]) -> str:
    text = order.get("text")
    if not isinstance(text, str):
        raise OptionError("the page sent no text; load it again.")
    return text.encode("utf-8", "replace").decode("utf-8")


def _pin(work: Work, order: Mapping[str, Any]) -> Done:
    line = _line(work, order)
    hand = replace(work.hand, pinned=work.hand.pinned ^ {line})
    pinned = line in hand.pinned
    return (
        work.brief,
        hand,
        "Pinned: it stays when the note is written again." if pinned else "No longer pinned.",
    )


def _drop(work: Work, order: Mapping[str, Any]) -> Done:
    brief, hand = work.changed(revise.drop(work.brief, _line(work, order)))
    return brief, hand, "Dropped; it stands below “Left out” now."


def _move(work: Work, order: Mapping[str, Any]) -> Done:
    line = _line(work, order)
    to = order.get("to")
    steps = -1 if order["act"] == "up" else 1
    if order["act"] == "move":
        at = next(at for at, one in enumerate(work.brief.lines) if one.id == line)
        steps = _number(order, "to") - at if to is not None else 0
    brief = revise.move(work.brief, line, steps)
    return *work.changed(brief, moved=work.hand.moved | {line}), "Moved."


def _swap(work: Work, order: Mapping[str, Any]) -> Done:
    omission = _number(order, "omission")
    if not order.get("line"):
        brief = revise.add(work.brief, omission, work.documents)
        return *work.changed(brief), "Put in as a further line."
    brief = revise.swap(work.brief, _line(work, order), omission, work.documents)
    return *work.changed(brief), "Put in the place of the line."


def _edit(work: Work, order: Mapping[str, Any]) -> Done:
    line, text = _line(work, order), _text(order)
    old = next(one for one in work.brief.lines if one.id == line)
    if " ".join(text.split()) == " ".join(old.text.split()):
        return work.brief, work.hand, "Nothing was changed."
    brief = revise.edit(work.brief, line, text, work.evidence())
    return *work.changed(brief), _traced(brief, line)


def _unwrite(work: Work, order: Mapping[str, Any]) -> Done:
    brief = revise.unwrite(work.brief, _line(work, order))
    return *work.changed(brief), "The words of its passages stand there again."


def _rewrite(work: Work, order: Mapping[str, Any]) -> Done:
    line = _line(work, order)
    old = next(one for one in work.brief.lines if one.id == line)
    written = work.rewordings().get(passages(work.brief, [old]))
    if written is None:
        raise OptionError("what the model wrote for that line is not at hand any more; write the note again.")
    brief = revise.rewrite_as(work.brief, line, written)
    return *work.changed(brief), "The words of the model stand there again."


def _write(work: Work, order: Mapping[str, Any]) -> Done:
    behind = _line(work, order) if order.get("line") else ""
    brief = write.write(work.brief, _text(order), work.evidence(), behind)
    new = ({line.id for line in brief.lines} - {line.id for line in work.brief.lines}).pop()
    return *work.changed(brief), _traced(brief, new)


def _traced(brief: Brief, line: str) -> str:
    made = next(one for one in brief.lines if one.id == line)
    return f"Checked: {verdict_of(made)}."


def _span(order: Mapping[str, Any]) -> Span:
    start, end = _number(order, "start"), _number(order, "end")
    if end < start:
        raise OptionError("nothing is selected in the source; select a passage first.")
    return Span(start, end)


def _quote(work: Work, order: Mapping[str, Any]) -> Done:
    document = work.document(order.get("source"))
    brief = write.quote(work.brief, document, _span(order), work.documents)
    return *work.changed(brief), "Added as a line."


def _cite(work: Work, order: Mapping[str, Any]) -> Done:
    document = work.document(order.get("source"))
    brief = write.cite_further(work.brief, _line(work, order), document, _span(order))
    return *work.changed(brief), "Cited for the line."


def _merge(work: Work, order: Mapping[str, Any]) -> Done:
    return *work.changed(write.merge(work.brief, _line(work, order))), "Joined with the next line."


def _split(work: Work, order: Mapping[str, Any]) -> Done:
    offset = _number(order, "offset") if order.get("offset") is not None else 0
    brief = write.split(work.brief, _line(work, order), work.evidence(), offset)
    return *work.changed(brief), "Cut in two; both are checked against the sources."


def _title(work: Work, order: Mapping[str, Any]) -> Done:
    return *work.changed(write.retitle(work.brief, _text(order)), titled=True), "Title changed."


def _head(work: Work, order: Mapping[str, Any]) -> Done:
    line, text = _line(work, order), _text(order)
    brief = write.head(work.brief, line, text, whole=order.get("whole") is not False)
    section = next(one.section for one in brief.lines if one.id == line)
    name = section.heading if section else ""
    said = "Heading changed." if text.strip() else "Heading taken out."
    return *work.changed(brief, headed=work.hand.headed | {name}), said


def _date(work: Work, order: Mapping[str, Any]) -> Done:
    text = _text(order)
    brief = write.redate(work.brief, _line(work, order), text)
    return *work.changed(brief), "Date changed." if text.strip() else "Date taken out."


def _comment(work: Work, order: Mapping[str, Any]) -> Done:
    line, text = _line(work, order), " ".join(_text(order).split())
    if len(text) > COMMENT:
        raise OptionError(f"the comment has {len(text)} characters, more than {COMMENT}: make it shorter.")
    return work.brief, work.hand.commented(line, text), "Comment kept." if text else "Comment taken out."


_ACTS: dict[str, Act] = {
    "pin": _pin,
    "drop": _drop,
    "up": _move,
    "down": _move,
    "move": _move,
    "swap": _swap,
    "edit": _edit,
    "unwrite": _unwrite,
    "rewrite": _rewrite,
    "write": _write,
    "quote": _quote,
    "cite": _cite,
    "merge": _merge,
    "split": _split,
    "title": _title,
    "head": _head,
    "date": _date,
    "comment": _comment,
}
