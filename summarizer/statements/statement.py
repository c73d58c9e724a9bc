"""A sentence as a statement: what it tells, as what, who says it, when, its figures and its names.

Agreement, conflicts, tracing and the guard ask it. What needs more than the sentence itself stands apart:
`text.dates` counts "yesterday" from the day of the document, and lies below, as sources are dated by it;
`anaphora` reads what no quotation holds; `outcomes` reads the verbs that other sentences deny; `speakers`
looks for speakers, generously, in evidence, where a sentence of a note has one.
"""

from __future__ import annotations

from functools import lru_cache

from summarizer.records import dataclass

from .attribution import fact
from .cues import denying
from .dates import Day, days
from .factuality import Factuality, Governor, attitudes, governors, speaks
from .names import Name, names
from .quantities import Quantity, quantities


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence, read once. What is asked of it is computed when it is asked, and kept."""

    text: str
    language: str

    @property
    def governors(self) -> tuple[Governor, ...]:
        """The words that make something else of a stretch of it than an assertion."""
        return governors(self.text, self.language)

    @property
    def factuality(self) -> frozenset[Factuality]:
        """As what it tells parts of what it tells; empty where all is asserted."""
        return frozenset(one.kind for one in self.governors)

    @property
    def attributed(self) -> bool:
        """Whether it gives somebody as saying or thinking something."""
        return speaks(self.text, self.language)

    @property
    def attitudes(self) -> frozenset[str]:
        """Under what it puts its facts, as "denied" or "planned", as far as two wordings must agree in it."""
        return attitudes(self.text, self.language)

    @property
    def fact(self) -> str:
        """The sentence with who says it blanked, every other character in its place."""
        return fact(self.text, self.language)

    @property
    def negated(self) -> bool:
        """Whether a word of it negates."""
        return bool(denying(self.text, self.language))

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Its numbers with unit and bound."""
        return quantities(self.text, self.language)

    @property
    def days(self) -> tuple[Day, ...]:
        """Its dates, as far as it fixes them itself; what "yesterday" is only its document tells."""
        return days(self.text, self.language)

    @property
    def names(self) -> tuple[Name, ...]:
        """Its proper names."""
        return names(self.text, self.language)


@lru_cache(maxsize=8192)
def read(text: str, language: str = "en") -> Statement:
    """Read a sentence."""
    return Statement(text, language)
