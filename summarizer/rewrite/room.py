"""Room: how much of the length is left, and which lines say what another one says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from summarizer.note.brief import Line
from summarizer.selectors.budget import Budget
from summarizer.statements import read
from summarizer.text.language import WORD, content_stems

USED = 0.92
"""Share of the length from which it counts as used."""
SHORTER = 0.95
"""What is left of a line when it is rewritten, before any is."""
LEAST = 0.5
"""What is left of one at the very least."""
HOPED = 0.75
"""The same as a share of what is left of those before: no line is asked for that must get shorter to fit."""
ALIKE = 0.75
"""Share of the content words of the shorter of two lines that the other has too, from which they repeat."""


@dataclass(slots=True)
class Room:
    """The lines that are kept so far, in order of choice, and what they cost of ``limit``.

    ``quotations`` are the same lines as they were before a model wrote them, ``joined`` the places of those
    for which another line was dropped.
    ``budget`` tells what a line costs; a ``limit`` of None bounds nothing. ``overfill`` lets the line that
    crosses the limit in.
    """

    budget: Budget
    limit: int | None = None
    lines: list[Line] = field(default_factory=list)
    quotations: list[Line] = field(default_factory=list)
    joined: set[int] = field(default_factory=set)
    spent: int = 0
    quoted: int = 0

    @property
    def left(self) -> float:
        """What is left of the length."""
        return float("inf") if self.limit is None else self.limit - self.spent

    @property
    def full(self) -> bool:
        """Whether the length is used."""
        return self.limit is not None and self.spent >= self.limit * (1 if self.budget.overfill else USED)

    def cost(self, line: Line) -> int:
        """Return what a line costs."""
        if self.budget.unit != "sentences":
            return self.budget.cost(line.text)
        return (
            sum(citation.role == "primary" for citation in line.citations) if line.kind != "rewritten" else 1
        )

    def next(self, waiting: list[Line]) -> Iterator[Line]:
        """Take the lines off ``waiting`` that will fill what is left, if they get shorter as those before.

        A line that will not fit however short it gets is passed over.
        """
        ratio = max(LEAST, min(1.0, self.spent / self.quoted)) if self.quoted else SHORTER
        left, least = self.left, max(LEAST, HOPED * ratio)
        while waiting and left > 0:
            line = waiting.pop(0)
            cost = self.cost(line)
            if cost * least > self.left and not self.budget.overfill:
                continue
            left -= cost * ratio
            yield line

    def put(self, line: Line, was: Line) -> bool:
        """Keep a line where there is room for it and no other says the same; ``was`` is its quotation."""
        cost = self.cost(line)
        crosses = self.budget.overfill and self.left > 0
        if (cost > self.left and not crosses) or self.repeated(line) is not None:
            return False
        self.lines.append(line)
        self.quotations.append(was)
        self.spent += cost
        self.quoted += self.cost(was)
        return True

    def join(self, at: int, line: Line) -> None:
        """Put a line with more citations in the place of one, since another that says the same is dropped."""
        self.lines[at] = line
        self.joined.add(at)

    def give_back(self) -> None:
        """Quote lines in full, the most wanted first, whose words that were left out find no other use.

        That is for lines that lost a whole sentence, or half their words: others are as good as before, and a
        line for which another was dropped must go on saying what both say.
        """
        for at, was in enumerate(self.quotations if self.limit is not None else ()):
            now, cost = self.lines[at], self.cost(was)
            more = cost - self.cost(now)
            others = (other for place, other in enumerate(self.lines) if place != at)
            if (
                not self.full
                and was.kind != "rewritten"
                and at not in self.joined
                and (now.kind != "rewritten" or self.cost(now) < LEAST * cost)
                and 0 < more <= self.left
                and not any(repeats(was.text, other.text) for other in others)
            ):
                self.lines[at] = was
                self.spent += more

    def repeated(self, line: Line) -> int | None:
        """Return the place of the kept line that says what ``line`` says, None where there is none."""
        return next((at for at, other in enumerate(self.lines) if repeats(line.text, other.text)), None)


def repeats(one: str, other: str, language: str = "en") -> bool:
    """Tell whether two lines say the same: the longer has most words of the shorter, and all its figures."""
    ours, theirs = (frozenset(content_stems(text, language)) for text in (one, other))
    if not ours or not theirs:
        return " ".join(one.split()) == " ".join(other.split())
    short, long = (
        ((one, ours), (other, theirs)) if len(ours) <= len(theirs) else ((other, theirs), (one, ours))
    )
    if len(short[1] & long[1]) < ALIKE * len(short[1]):
        return False
    return _figures(short[0], language) <= _figures(long[0], language)


def _figures(text: str, language: str) -> frozenset[str]:
    """Return the words of numbers and names, in lower case."""
    statement = read(text, language)
    spans = [(one.start, one.end) for one in statement.quantities]
    spans += [(one.start, one.end) for one in statement.names]
    return frozenset(match.group().lower() for span in spans for match in WORD.finditer(text, *span))
