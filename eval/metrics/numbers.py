"""Number precision: the share of a summary's numbers that its sources state.

``numbers.cited`` looks each number of a line up in the spans that the line cites, ``numbers.sources``
in all documents of the topic. A number is a run of digits with its inner points and commas (1,200
equals 1200); each is counted as often as it is written. Range 0 to 1. A summary without numbers has
no score.

After the numeric checks of Nan et al. 2021, "Entity-level factual consistency of abstractive text
summarization".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .case import Case

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def evaluate(case: Case) -> dict[str, float]:
    """Look the numbers of each line up in its evidence and in the sources."""
    by_line = [numbers(line.text) for line in case.summary.lines]
    total = sum(map(len, by_line))
    if not total:
        return {}
    everywhere = {number for doc in case.texts.topic.docs for number in numbers(doc.text)}
    result = {"numbers.sources": sum(n in everywhere for own in by_line for n in own) / total}
    if case.summary.cites:
        held = [set(numbers(cited)) for cited in case.cited]
        result["numbers.cited"] = (
            sum(n in near for own, near in zip(by_line, held, strict=True) for n in own) / total
        )
    return result


def numbers(text: str) -> list[str]:
    """Return the numbers of ``text`` in order, commas between groups of three digits removed."""
    return [re.sub(r",(?=\d{3}(?!\d))", "", found) for found in NUMBER.findall(text)]
