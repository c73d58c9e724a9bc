"""Attribution: the remark that an outlet reported something, which models trained on news digests add."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from summarizer.languages import pattern

_END = r"(?=[.,;:](?! which)|$)"


@cache
def _remarks() -> tuple[tuple[str, str], ...]:
    """Return the forms of a remark, with {name} for the outlet, and what stays of each."""
    says = f"(?:{pattern('en', 'saying.remarks')})"
    return (
        (rf",? ?(?:as )?(?:{says}|per|via|according to|obtained by) (?:the )?{{name}}(?: {says})?{_END}", ""),
        (rf", (?:the )?{{name}} {says}{_END}", ""),
        (rf"^((?:still|but|and|meanwhile),? )?(?:as |while )?(?:the )?{{name}} {says},? (?:that )?", r"\1"),
        (r"^(?:as )?(?:per|according to) (?:the )?{name}, ", ""),
    )


_TOLD = re.compile(r"tell(s?)|told", re.IGNORECASE)


def without_attribution(text: str, outlets: Sequence[str]) -> str:
    """Return ``text`` without the remarks that one of ``outlets`` reported it.

    A remark is cut off whole: ", reports the Herald", "According to the Herald, …"; of "she tells the Herald"
    the verb stays, as "she says". What is left says no more than before. A text whose remark stands elsewhere
    is returned as it is.
    """
    for outlet in outlets:
        text = _cut(text, re.escape(outlet) + r"(?:\.com)?")
    return text


def _cut(text: str, name: str) -> str:
    for remark, kept in _remarks():
        cut = re.sub(remark.format(name=name), kept, text, flags=re.IGNORECASE).strip()
        if cut and cut != text:
            return cut[0].upper() + cut[1:] if text[0].isupper() else cut
    told = rf"\b(tells?|told) (?:the )?{name}(?=[.,;:](?! which)|$| [a-z])"
    return re.sub(told, lambda match: _TOLD.sub(_say, match.group(1)), text)


def _say(told: re.Match[str]) -> str:
    return "said" if told.group().lower() == "told" else f"say{told.group(1)}"
