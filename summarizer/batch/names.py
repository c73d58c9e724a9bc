"""File names for topics: any id becomes a plain file name of its own, on every file system."""

from __future__ import annotations

from hashlib import sha256

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_-.")
_DEVICES = frozenset(
    [
        *("con", "prn", "aux", "nul", "conin$", "conout$"),
        *(f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"),
    ]
)
_LONGEST, _KEPT = 120, 80


def file_name(key: str) -> str:
    """Return ``key`` as a file name without suffix, such as ``=d0601=a`` for ``D0601A``.

    A capital A–Z becomes ``=`` and its small letter, any other character outside ``a-z 0-9 _ - .``
    the ``~xx`` of its UTF-8 bytes; so do a leading dot or hyphen and the first letter of what Windows
    takes for a device (``con``). The name is ASCII without capitals, so names that differ stay different
    where a file system ignores case or normalises Unicode. Two ids never share a name: the writing can
    be reversed, and one longer than 120 characters ends in ``~~`` and 128 bits of its SHA-256.
    """
    name = "".join(map(_written, key))
    if key[:1] in (".", "-") or key.split(".")[0].rstrip().lower() in _DEVICES:
        name = _bytes(key[0]) + "".join(map(_written, key[1:]))
    if len(name) > _LONGEST:
        digest = sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
        name = f"{name[:_KEPT]}~~{digest[:32]}"
    return name or "~"


def _written(char: str) -> str:
    if char in _PLAIN:
        return char
    return f"={char.lower()}" if "A" <= char <= "Z" else _bytes(char)


def _bytes(char: str) -> str:
    return "".join(f"~{byte:02x}" for byte in char.encode("utf-8", "surrogatepass"))
