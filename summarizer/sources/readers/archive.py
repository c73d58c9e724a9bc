"""ZIP: the files inside as documents of their own."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from summarizer.limits import Limits

from .base import SUFFIXES, Part
from .eml import part_name
from .zipped import bounded

_DAMAGED = "it is not a sound {}; open it in its program and save it again."


def parts(content: bytes, limits: Limits) -> Iterator[Part]:
    """Yield the files of known formats by name; others, hidden ones and folders are passed over."""
    archive = opened(content, limits, "ZIP archive")
    seen: dict[str, int] = {}
    for member in archive.infolist():
        name = part_name(member.filename)
        pieces = name.split("/")
        suffix = f".{pieces[-1].rpartition('.')[2].lower()}" if "." in pieces[-1] else ""
        if (
            not name
            or member.is_dir()
            or suffix not in SUFFIXES
            or any(p.startswith((".", "__MACOSX")) for p in pieces)
        ):
            continue
        seen[name] = seen.get(name, 0) + 1
        shown = f"/{name}" if seen[name] == 1 else f"/{name} ({seen[name]}){suffix}"
        if member.flag_bits & 1:
            yield Part(shown, refusal="it is locked with a password; unpack it first.")
            continue
        try:
            inner = archive.read(member)
        except Exception:  # a damaged member makes zipfile or zlib fail in any way
            yield Part(shown, refusal="it is damaged inside the archive; pack it anew.")
            continue
        yield Part(shown, inner)


def opened(content: bytes, limits: Limits, what: str) -> zipfile.ZipFile:
    """Open a zipped file; refuse with a `SourceError` what is none and what would unfold without bound."""
    return bounded(
        content,
        limits,
        damaged=_DAMAGED.format(what),
        packed=f"it is packed with a method that no {what} should need; pack it anew as plain ZIP.",
    )


def member(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """Return the bytes of a member, None where there is none or it is damaged."""
    try:
        return archive.read(name)
    except Exception:  # a damaged member makes zipfile or zlib fail in any way
        return None
