"""Attribution: the remark that an outlet reported something, which models trained on news digests add."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.languages import NOTHING, alternatives, forms, pattern, table, words

ENGLISH = "en"
"""The language whose remarks are known."""
_END = r"(?=[.,;:](?! which)|$)"


def _filled(rule: str, name: str) -> str:
    """Return a pattern of the language with the outlet, what it does, and the end of a remark put in."""
    says = alternatives(forms(ENGLISH, "saying.remarks"))
    return rule.replace("(?&name)", name).replace("(?&says)", f"(?:{says})").replace("(?&end)", _END)


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
    for remark in words(ENGLISH, "remarks.cut"):
        cut = re.sub(_filled(remark, name), _kept, text, flags=re.IGNORECASE).strip()
        if cut and cut != text:
            return cut[0].upper() + cut[1:] if text[0].isupper() else cut
    return re.sub(_filled(pattern(ENGLISH, "remarks.told") or NOTHING, name), _say, text)


def _kept(remark: re.Match[str]) -> str:
    return remark.groupdict().get("kept") or ""


def _say(told: re.Match[str]) -> str:
    return str(table(ENGLISH, "remarks.says")[told["told"]])
