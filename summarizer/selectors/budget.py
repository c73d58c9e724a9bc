"""How long a note may be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from summarizer.errors import OptionError
from summarizer.records import dataclass
from summarizer.text.language import count_words

Unit = Literal["words", "sentences", "percent", "chars"]
LONGEST = 1e300
"""Units of the longest note that can be asked for: what is more is no number to reckon with."""


@dataclass(frozen=True, slots=True)
class Budget:
    """A length in one unit, never exceeded: ``amount`` words, sentences, characters or percent of the words.

    ``overfill`` lets the line that crosses the budget in: evaluation does so and truncates
    afterwards, as DUC did.
    """

    unit: Unit = "words"
    amount: float = 150
    overfill: bool = False

    def __post_init__(self) -> None:
        if self.amount > LONGEST:
            raise OptionError(f"--{self.unit}: the length must be a finite number.")
        if not self.amount > 0:  # "not a number" too
            raise OptionError(
                f"--{self.unit} {max(self.amount, -LONGEST):g}: the length must be greater than 0."
            )
        if self.unit == "percent" and self.amount > 100:
            raise OptionError(f"--percent {self.amount:g}: give a share of the sources between 0 and 100.")

    def cost(self, text: str) -> int:
        """Return what a line of ``text`` takes off the budget."""
        if self.unit == "sentences":
            return 1
        return len(text) if self.unit == "chars" else count_words(text)

    def limit(self, texts: Iterable[str]) -> int:
        """Return the budget in whole units of :meth:`cost`; ``texts`` are the sentences it is a share of."""
        if self.unit == "percent":
            return int(sum(count_words(text) for text in texts) * self.amount / 100)
        return int(self.amount)

    def __str__(self) -> str:
        return f"{self.amount:g}{ {'words': 'w', 'sentences': 's', 'percent': '%', 'chars': 'c'}[self.unit] }"
