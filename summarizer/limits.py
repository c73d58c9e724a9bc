"""How much one call may read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bound what one call may read, so that no file can exhaust the machine.

    ``max_bytes``: size of one file. ``max_chars``: length of one document's text; above the default
    ``max_bytes``, so that raising ``max_bytes`` alone admits a text file of 120 MB. ``max_pages``:
    pages of one PDF. ``max_files``: files of one pile, those inside other files too. ``max_expansion``:
    bytes that one file (DOCX, PDF, an archive with all that is packed in it) may unfold to. ``max_depth``:
    how many files may be packed in one another. ``max_total_chars``: length of all texts of a pile
    together; the default is about two million sentences, for which a note takes some 5 GB of memory.
    """

    max_bytes: int = 64_000_000
    max_chars: int = 128_000_000
    max_pages: int = 5_000
    max_files: int = 100_000
    max_expansion: int = 200_000_000
    max_total_chars: int = 300_000_000
    max_depth: int = 4

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1, not {getattr(self, name)}")
