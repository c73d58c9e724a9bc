"""Tables with a line for each stem, in order, as WordNet's and the thesaurus's; read when first asked."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from importlib.resources import files


def is_listed(language: str, table: str) -> bool:
    """Tell whether a language has such a table, named by the middle of its file's name."""
    return bool(_lines(language, table))


def listed(language: str, table: str, stem: str) -> str | None:
    """Return what a table has behind a stem, None where it does not list it."""
    lines = _lines(language, table)
    at = bisect_left(lines, key := f"{stem}\t")
    return lines[at][len(key) :] if at < len(lines) and lines[at].startswith(key) else None


@cache
def _lines(language: str, table: str) -> list[str]:
    path = files(__package__).joinpath(f"{language}.{table}.tsv")
    return path.read_text(encoding="ascii").splitlines() if path.is_file() else []
