"""Plain text: the decoded file is the document's text, character for character."""

from __future__ import annotations

from summarizer.limits import Limits

from .base import Extracted
from .decode import decode


def read(content: bytes, limits: Limits) -> Extracted:
    """Decode a text file; offsets are true in the file as `Extracted.encoding` decodes it."""
    decoded = decode(content)
    return Extracted(text=decoded.text, encoding=decoded.encoding, warnings=decoded.warnings)
