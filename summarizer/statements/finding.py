"""Finding: one fact of a sentence that its evidence does not bear out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from summarizer.records import dataclass

Kind = Literal[
    "number",
    "unit",
    "date",
    "name",
    "attribution",
    "negation",
    "opposite",
    "modality",
    "role",
    "factuality",
    "amount",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """A fact that no evidence states. ``claim[start:end]`` states it; ``message`` says why, in a sentence.

    An "attribution" names a news outlet as the source of the sentence: a remark on where the draft has it
    from rather than on what happened. ``contradicted`` tells whether the evidence states another value in its
    place, or none at all; it is ``vague`` where it cannot be told which: that refutes nothing by itself.
    """

    kind: Kind
    start: int
    end: int
    value: str
    message: str
    contradicted: bool = False
    vague: bool = False


def unopposed(found: Iterable[bool | None], which: bool) -> bool:
    """Tell whether some of what passages say is ``which`` and none the contrary; None says nothing.

    After one that says the contrary no other is asked.
    """
    told = False
    for one in found:
        if one is not None and one is not which:
            return False
        told = told or one is which
    return told
