"""ZIP: the files inside as documents of their own."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from summarizer.limits import Limits

from .base import Part, is_aside, is_readable, not_read
from .eml import part_name
from .zipped import METHODS, bounded

_DAMAGED = "it is not a sound {}; open it in its program and save it again."


def parts(content: bytes, limits: Limits) -> Iterator[Part]:
    """Yield the files of known formats by name, and those without a suffix that are text.

    Hidden files, those that a program adds, and folders are passed over; files of other kinds are named in
    one refusal.
    """
    archive = opened(content, limits, "ZIP archive", any_method=True)
    seen: dict[str, int] = {}
    others: list[str] = []
    for member in archive.infolist():
        name = part_name(member.filename)
        pieces = name.split("/")
        suffix = f".{pieces[-1].rpartition('.')[2].lower()}" if "." in pieces[-1] else ""
        if not name or member.is_dir() or any(map(is_aside, pieces)):
            continue
        if not is_readable(name):
            others.append(name)
            continue
        seen[name] = seen.get(name, 0) + 1
        shown = f"/{name}" if seen[name] == 1 else f"/{name} ({seen[name]}){suffix}"
        if member.flag_bits & 1:
            yield Part(shown, refusal="it is locked with a password; unpack it first.")
            continue
        if member.compress_type not in METHODS:
            yield Part(shown, refusal="its method of packing is not read; pack it anew as plain ZIP.")
            continue
        try:
            inner = archive.read(member)
        except Exception:  # a damaged member makes zipfile or zlib fail in any way
            yield Part(shown, refusal="it is damaged inside the archive; pack it anew.")
            continue
        yield Part(shown, inner)
    if others and seen:
        yield Part("", refusal=not_read(others))


def opened(content: bytes, limits: Limits, what: str, any_method: bool = False) -> zipfile.ZipFile:
    """Open a zipped file; refuse with a `SourceError` what is none and what would unfold without bound.

    With ``any_method`` the caller reads no member that is packed with a method outside `METHODS`.
    """
    return bounded(
        content,
        limits,
        damaged=_DAMAGED.format(what),
        packed=f"it is packed with a method that no {what} should need; pack it anew as plain ZIP.",
        any_method=any_method,
    )


def member(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """Return the bytes of a member, None where there is none or it is damaged."""
    try:
        return archive.read(name)
    except Exception:  # a damaged member makes zipfile or zlib fail in any way
        return None
