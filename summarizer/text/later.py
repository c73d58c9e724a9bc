"""Regular expressions that are compiled when they are first used, as few texts need most of them.

To compile all that stand in the code would take a thirtieth of the time of a small note.
"""

from __future__ import annotations

import re
from typing import Any, cast


def later(rule: str, flags: int = 0) -> re.Pattern[str]:
    """Return what stands for ``re.compile(rule, flags)``, and is as fast from its second use on."""
    return cast("re.Pattern[str]", _Later(rule, flags))


class _Later:
    def __init__(self, rule: str, flags: int) -> None:
        self._told = rule, flags

    def __getattr__(self, name: str) -> Any:
        """Take a method, or ``pattern``, from the compiled expression; from then on it is here."""
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(re.compile(*self._told), name)
        setattr(self, name, found)
        return found
