"""Attribution: the remark that an outlet reported something, which models trained on news digests add."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.checks import Finding

_SAYS = (
    r"(?:reports?|reported|notes?|noted|says|said|adds|added|writes|wrote|points? out|explains?|observes?)"
)
_TAIL = (
    r",? ?(?:as )?(?:{says}|per|via|according to|obtained by) (?:the )?{name}(?: {says})?(?=[.,;:]|$)",
    r", (?:the )?{name} {says}(?=[.,;:]|$)",
)
_HEAD = (
    r"^(?:as |while )?(?:the )?{name} {says},? (?:that )?",
    r"^(?:per|according to) (?:the )?{name}, ",
)


def without_attribution(text: str, findings: Sequence[Finding]) -> str:
    """Return ``text`` without the remarks that ``findings`` of the kind "attribution" name.

    Only a remark that can be cut off whole is: ", reports the Herald", "According to the Herald, …". What is
    left says no more than before. A text whose remark stands elsewhere is returned as it is.
    """
    for finding in sorted(findings, key=lambda finding: -finding.start):
        if finding.kind == "attribution":
            text = _cut(text, finding.value)
    return text


def _cut(text: str, name: str) -> str:
    outlet = re.escape(name) + r"(?:\.com)?"
    for pattern in _TAIL:
        cut = re.sub(pattern.format(says=_SAYS, name=outlet), "", text, flags=re.IGNORECASE)
        if cut != text:
            return cut.strip()
    for pattern in _HEAD:
        cut = re.sub(pattern.format(says=_SAYS, name=outlet), "", text, flags=re.IGNORECASE)
        if cut != text and cut:
            return cut[0].upper() + cut[1:]
    return text
