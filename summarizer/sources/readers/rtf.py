"""RTF: its text by striprtf, a paragraph a block."""

from __future__ import annotations

import re

from summarizer.errors import SourceError
from summarizer.limits import Limits

from .base import Building, Extracted

_TITLE = re.compile(rb"\{\\title ([^{}]{1,600})\}")
_DAMAGED = "it is not a sound RTF file; open it in a word processor and save it as .docx."


def read(content: bytes, limits: Limits) -> Extracted:
    """Read an RTF document; ``"paragraph 12"`` counts those that are not empty.

    Pictures and embedded objects are left out; what is no RTF is refused.
    """
    if not content.lstrip().startswith(b"{\\rtf"):
        raise SourceError(_DAMAGED)
    from striprtf.striprtf import rtf_to_text

    try:
        text = rtf_to_text(content.decode("latin-1"), errors="replace")
    except Exception as error:  # a damaged file makes striprtf fail in any way
        raise SourceError(_DAMAGED) from error
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")
    building, count = Building(limits.max_chars, limits.max_parts), 0
    for line in text.split("\n"):
        if line.strip():
            count += 1
            building.add(line.strip(), f"paragraph {count}")
    title = _TITLE.search(content[:200_000])
    named = title.group(1).decode("cp1252", "replace") if title and b"\\" not in title.group(1) else None
    return building.extracted(title=named)
