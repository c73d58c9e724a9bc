"""What a person did with a note, and how it stands when the note is written anew."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from summarizer.errors import NoteError
from summarizer.note.brief import Brief, Line, Omission
from summarizer.output import shorten
from summarizer.records import dataclass
from summarizer.selectors.budget import Budget

from .lines import placed, recount, span_of
from .revise import retraced

if TYPE_CHECKING:
    from summarizer.tracing import Evidence

Passage = tuple[str, int, int]
"""SHA-256 of a source's text as read, start and end: the same in every note on that source."""

_NEW, _KEPT = "new:", "kept:"


@dataclass(frozen=True, slots=True)
class Hand:
    """A person's work on a note; lines are named by their ids.

    ``own`` are lines that were edited, put in or dated, and ``pinned`` those to be kept as they are: both
    stay when the note is written anew, and ``out``, the passages that were taken out, stay out. ``moved``
    are lines in another place than the one they had, ``headed`` headings that were written, ``titled``
    tells whether the title was. ``comments`` are remarks on lines.
    """

    pinned: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    moved: frozenset[str] = frozenset()
    headed: frozenset[str] = frozenset()
    out: frozenset[Passage] = frozenset()
    titled: bool = False
    comments: tuple[tuple[str, str], ...] = ()

    def within(self, brief: Brief) -> Hand:
        """Return what of it is about lines and headings that ``brief`` has."""
        ids = frozenset(line.id for line in brief.lines)
        return replace(
            self,
            pinned=self.pinned & ids,
            own=self.own & ids,
            moved=self.moved & ids,
            headed=self.headed & {line.section.heading if line.section else "" for line in brief.lines},
            comments=tuple(pair for pair in self.comments if pair[0] in ids),
        )

    def stepped(self, before: Brief, after: Brief) -> Hand:
        """Return it behind a step that made the note ``after`` of ``before``: what changed is one's own."""
        old = {line.id: replace(line, section=None) for line in before.lines}
        own = {line.id for line in after.lines if old.get(line.id) != replace(line, section=None)}
        here = passages(after, after.lines)
        out = (self.out | passages(before, before.lines)) - here
        return replace(self, own=self.own | own, out=out).within(after)

    def commented(self, line: str, text: str) -> Hand:
        """Return it with another remark on a line, none where ``text`` is empty."""
        others = tuple(pair for pair in self.comments if pair[0] != line)
        return replace(self, comments=(*others, (line, text)) if text else others)

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON values, sorted."""
        values: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(self)}
        listed = {name: sorted(value) for name, value in values.items() if not isinstance(value, bool)}
        return {**listed, "titled": self.titled}

    @classmethod
    def of(cls, data: Any) -> Hand:
        """Read what ``as_dict`` gives; raise NoteError for anything else."""
        try:
            return cls(
                pinned=frozenset(map(_text, data["pinned"])),
                own=frozenset(map(_text, data["own"])),
                moved=frozenset(map(_text, data["moved"])),
                headed=frozenset(map(_text, data["headed"])),
                out=frozenset((_text(sha), int(start), int(end)) for sha, start, end in data["out"]),
                titled=data["titled"] is True,
                comments=tuple((_text(line), _text(said)) for line, said in data["comments"]),
            )
        except (KeyError, TypeError, ValueError):
            raise NoteError("what was done by hand is damaged in it; save the project again.") from None


@dataclass(frozen=True, slots=True)
class Kept:
    """A note written anew with what a person did; ``told`` are sentences on what could not be kept.

    ``crowded`` says that what is kept is longer than what was asked for, "" where it is not.
    """

    brief: Brief
    hand: Hand
    told: tuple[str, ...] = ()
    crowded: str = ""


def passages(brief: Brief, lines: Iterable[Line]) -> frozenset[Passage]:
    """Return the passages that lines rest on, told by the content of their sources."""
    content = {source.id: source.sha256 for source in brief.sources}
    return frozenset(
        (content[c.source], c.start, c.end) for line in lines for c in line.citations if c.role == "primary"
    )


def losses(brief: Brief, hand: Hand, names: Collection[str] | None = None) -> tuple[str, ...]:
    """Say what is lost when the note is written anew, a phrase each; ``names`` are the files of now."""
    found = []
    if hand.moved:
        found.append(f"the place you gave {_count(len(hand.moved), 'line')}")
    if hand.headed:
        found.append(f"{_count(len(hand.headed), 'heading')} of yours")
    if names is not None:
        gone = {source.id: source.name for source in brief.sources if source.path not in names}
        lines = [
            line
            for line in brief.lines
            if line.id in hand.pinned | hand.own and any(c.source in gone for c in line.citations)
        ]
        for line in lines:
            files = dict.fromkeys(gone[c.source] for c in line.citations if c.source in gone)
            found.append(f"your line “{shorten(line.text, 60)}”, from a file removed ({', '.join(files)})")
    return tuple(found)


def anew(
    fresh: Brief,
    before: Brief,
    hand: Hand,
    budget: Budget,
    evidence: Callable[[], Evidence] | None = None,
) -> Kept:
    """Put what a person did with the note ``before`` into the note ``fresh``, written on today's sources.

    Where these are others, what a person wrote is traced anew in ``evidence``, that of today's.
    """
    before = before.with_lines(replace(line, status=None) for line in before.lines)  # an earlier update's
    stay = hand.pinned | hand.own | {line for line, _ in hand.comments}
    brief, ids = _kept(_without(fresh, hand.out), before, stay, budget)
    if hand.titled:
        brief = recount(replace(brief, title=before.title), brief.lines, brief.omitted)
    if evidence is not None and _contents(before) != _contents(fresh):
        mine = {line.id for line in brief.lines if line.by_hand and line.id in ids.values()}
        found = evidence() if mine else None
        lines = (retraced(line, found) if found and line.id in mine else line for line in brief.lines)
        brief = recount(brief, lines, brief.omitted) if mine else brief
    told = brief.warnings[len(fresh.warnings) :]
    kept = [line for line in brief.lines if line.id in ids.values()]
    cost = sum(budget.cost(line.text) for line in kept)
    crowded = ""
    if budget.unit != "percent" and cost > budget.amount:
        crowded = (
            f"The {_count(len(kept), 'line')} that you keep make {cost:,} {budget.unit}, more than the "
            f"{budget.amount:,g} asked for: for others raise the length, or drop some."
        )

    def now(old: Iterable[str]) -> frozenset[str]:
        return frozenset(ids[line] for line in old if line in ids)

    carried = Hand(
        pinned=now(hand.pinned),
        own=now(hand.own),
        out=hand.out,
        titled=hand.titled,
        comments=tuple((ids[line], said) for line, said in hand.comments if line in ids),
    )
    return Kept(replace(brief, warnings=fresh.warnings), carried, told, crowded)


def _contents(brief: Brief) -> frozenset[str]:
    return frozenset(source.sha256 for source in brief.sources)


def keep(brief: Brief, before: Brief, pinned: Collection[str], budget: Budget) -> Brief:
    """Keep the lines with the ids ``pinned`` of the note ``before`` in the new note ``brief``.

    Sources are matched by content, for their ids may differ; a line one of whose sources is gone is
    left out with a warning. Lines that a kept one repeats make room for it, then those of the least
    score, until the note is within ``budget`` (of percent: no longer than it was).
    """
    return _kept(brief, before, pinned, budget)[0]


def _kept(
    brief: Brief, before: Brief, pinned: Collection[str], budget: Budget
) -> tuple[Brief, Mapping[str, str]]:
    """Return the note with the kept lines, and the new ids of these by their old ones."""
    kept, lost = _carried(brief, before, pinned)
    if not kept:  # nothing of it is by hand
        return replace(brief, warnings=(*brief.warnings, *lost)), {}
    cited = [citation for line in kept for citation in line.citations]
    spans = {span_of(citation) for citation in cited}
    texts = {line.text for line in kept}
    fresh = [
        line
        for line in brief.lines
        if line.text not in texts and not any(one.overlaps(c) for one in line.citations[:1] for c in cited)
    ]
    limit = sum(budget.cost(line.text) for line in brief.lines)
    if budget.unit != "percent":
        limit = max(limit, int(budget.amount))
    room = limit - sum(budget.cost(line.text) for line in kept)
    while fresh and sum(budget.cost(line.text) for line in fresh) > room:
        fresh.remove(min(fresh, key=lambda line: line.citations[0].score if line.citations else 0.0))
    lines = tuple(replace(line, id=_NEW + line.id) for line in fresh)
    for line in kept:
        lines = placed(brief, lines, replace(line, id=_KEPT + line.id))
    ids = {
        line.id.removeprefix(_KEPT): f"L{at}" for at, line in enumerate(lines, 1) if line.id.startswith(_KEPT)
    }
    lines = tuple(replace(line, id=f"L{at}") for at, line in enumerate(lines, 1))
    omitted = tuple(one for one in brief.omitted if span_of(one.citation) not in spans)
    left = [
        line
        for line in brief.lines
        if line not in fresh and line.citations and span_of(line.citations[0]) not in spans
    ]
    omitted += tuple(
        Omission("made room for a line of yours", line.citations[0], line.citations[0].score) for line in left
    )
    return replace(recount(brief, lines, omitted), warnings=(*brief.warnings, *lost)), ids


def _carried(brief: Brief, before: Brief, pinned: Collection[str]) -> tuple[list[Line], list[str]]:
    """Return the pinned lines with the source ids of ``brief``, and a sentence for each that is lost."""
    content = {source.id: source.sha256 for source in before.sources}
    now = {source.sha256: source.id for source in brief.sources}
    same = {line.text: line for line in brief.lines}
    kept, lost = [], []
    for line in before.lines:
        if line.id not in pinned:
            continue
        if line.text in same:  # as the new note has it, which may know more of it
            kept.append(replace(same[line.text], id=line.id))
        elif all(content[c.source] in now for c in line.citations):
            moved = tuple(replace(c, source=now[content[c.source]]) for c in line.citations)
            backing = tuple(
                replace(one, citation=replace(one.citation, source=now[content[one.citation.source]]))
                for one in line.backing
                if content[one.citation.source] in now
            )
            kept.append(replace(line, citations=moved, backing=backing))
        else:
            lost.append(f"A kept line is lost, since its source is gone: “{line.text[:80]}”.")
    return kept, lost


def _without(brief: Brief, out: Collection[Passage]) -> Brief:
    """Leave out the lines that quote what a person took out."""
    if not out:
        return brief
    ids = {source.sha256: source.id for source in brief.sources}
    gone = [(ids[sha], start, end) for sha, start, end in out if sha in ids]

    def taken(line: Line) -> bool:
        return any(
            c.source == source and c.start < end and start < c.end
            for c in line.citations[:1]
            for source, start, end in gone
        )

    left = [line for line in brief.lines if taken(line)]
    if not left:
        return brief
    omitted = [Omission("taken out by hand", line.citations[0], line.citations[0].score) for line in left]
    rest = [line for line in brief.lines if line not in left]
    return recount(brief, rest, (*omitted, *brief.omitted))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
