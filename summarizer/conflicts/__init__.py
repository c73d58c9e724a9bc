"""Conflicts: one quantity, age, day or outcome, stated differently by different sources.

What a sentence states is read in `statements`; `figures` and `contrary` tell which of it cannot both be,
`restated` finds sentences that repeat another but for a contrary fact; `find` makes a note's conflicts.
"""

from .find import READ, disagreements, find_conflicts

__all__ = ["READ", "disagreements", "find_conflicts"]
