"""The bounds that hold for every zipped format."""

from __future__ import annotations

import zipfile
from io import BytesIO

from summarizer.errors import SourceError
from summarizer.limits import Limits

_RATIO = 200
_FREE = 10_000_000
"""An archive may unfold to this many bytes, or to 200 times its size where that is more."""
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def bounded(
    content: bytes, limits: Limits, *, damaged: str, packed: str, any_method: bool = False
) -> zipfile.ZipFile:
    """Open a zipped file; refuse with a `SourceError` what is none and what would unfold without bound.

    ``damaged`` and ``packed`` are what is said of a file that is no ZIP, and of one with a method of packing
    for which zipfile unfolds first and cuts later (BZIP2, LZMA). It never gives more of a member than its
    declared size, so the declared sizes bound the reading.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        members = archive.infolist()
    except Exception as error:  # BadZipFile, and struct or value errors from crafted headers
        raise SourceError(damaged) from error
    allowed = min(limits.max_expansion, max(_FREE, _RATIO * len(content)))
    total = sum(member.file_size for member in members)
    if total > allowed:
        raise SourceError(
            f"it would unfold to {total} bytes, more than the {allowed} allowed; save it again, or raise "
            "max_expansion (--max-expansion-mb) if you trust it."
        )
    if not any_method and any(member.compress_type not in METHODS for member in members):
        raise SourceError(packed)
    return archive
