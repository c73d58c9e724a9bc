"""Whether a sentence tells nothing that another one does not tell, so that it is no line beside it."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from . import contraries
from .agreement import bounded_otherwise, missing, opposed, terms
from .cues import is_known
from .statement import read

HELD = 0.65
"""Share of the plain words of a sentence that another one must have to say it again."""
LEAST = 3
"""Plain words in common without which two sentences are not taken to say the same."""
TOGETHER = 0.55
"""Share of its plain words that others must have between them for a sentence to tell nothing of note."""
HEDGED = frozenset({"alleged"})
"""Under what a sentence may put its fact that the other one asserts."""
TURNED = frozenset({"revised"})
"""What is read of a verb that may turn another one, "held up"; no other fact where the words are the same."""

_CLAUSES = re.compile(r"[,;:]\s|\s[-–—]{1,2}\s")


@lru_cache(maxsize=8192)
def says_again(text: str, other: str, language: str) -> bool:
    """Tell whether ``other`` says about all that ``text`` says, figures and names included; not symmetric.

    Who says so is left aside. A newer figure, another name, a denial, an opposite and a plan that has been
    carried out since are no repetition, nor is anything in a language whose denials are not known. The other
    may say it in one clause: "Though police would not give details, they did say a handgun was found".
    """
    if not is_known(language):
        return False
    mine, theirs = read(text, language).fact, read(other, language).fact
    if not _holds(mine, theirs, language):
        return False
    cuts = [0, *(match.end() for match in _CLAUSES.finditer(theirs)), len(theirs)]
    parts = [theirs[start:end] for start, end in pairwise(cuts)]
    return any(_tells(mine, part, language) for part in dict.fromkeys((theirs, *parts)))


@lru_cache(maxsize=8192)
def told_together(text: str, others: tuple[str, ...], language: str) -> bool:
    """Tell whether some sentences between them have the names, the figures and half of what ``text`` tells.

    So it is of the opening of a second report on the same: what it adds are other words. What is denied or
    alleged, or put under something that none of them says, is not told.
    """
    if not is_known(language):
        return False
    mine, parts = read(text, language).fact, [read(other, language).fact for other in others]
    theirs = " ".join(parts)
    if not _holds(mine, theirs, language, TOGETHER):
        return False
    ours, attitudes = (read(one, language).attitudes for one in (mine, theirs))
    if ours - attitudes - TURNED or ours & HEDGED:
        return False
    return not any(opposed(mine, part, language) or contraries(mine, (part,), language) for part in parts)


def _holds(mine: str, theirs: str, language: str, least: float = HELD) -> bool:
    """Tell whether a fact has enough of another's plain words, and all of its figures and names."""
    own = terms(mine, language)
    if not {one.key for one in own if one.kind == "figure"} <= {one.key for one in terms(theirs, language)}:
        return False
    lacking = missing(mine, theirs, language)
    plain = {one.key for one in own if one.kind == "plain"}
    named = {one.key for one in own if one.kind == "name"}
    return len(plain - lacking) >= max(LEAST, least * len(plain)) and not named & lacking


def _tells(mine: str, theirs: str, language: str) -> bool:
    """Tell whether a fact holds another one and neither denies it nor puts it under something else."""
    if not _holds(mine, theirs, language) or bounded_otherwise(mine, theirs, language):
        return False
    ours, others = (read(one, language).attitudes for one in (mine, theirs))
    if others - ours or ours - others - HEDGED or opposed(mine, theirs, language):
        return False
    return not contraries(mine, (theirs,), language)
