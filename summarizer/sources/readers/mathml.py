"""Formulas in MathML, as an ODT holds them, on one line: ``(a+b)/2``, ``10^-6``, ``√x``."""

from __future__ import annotations

from typing import Any

from .docx_math import group
from .xml_tree import name_of

_SOURCE = frozenset("annotation annotation-xml".split())
"""The formula once more, in the program's own language."""


def linear(element: Any) -> str:
    """Return a formula as a line of text. lxml bounds the nesting."""
    parts = [linear(child) for child in element if name_of(child) and name_of(child) not in _SOURCE]
    if not parts:
        return " ".join((element.text or "").split())
    base, *more = parts
    match name_of(element), len(more):
        case "msup" | "mover", 1:
            return f"{group(base)}^{group(more[0])}"
        case "msub" | "munder", 1:
            return f"{group(base)}_{group(more[0])}"
        case "msubsup" | "munderover", 2:
            return f"{group(base)}_{group(more[0])}^{group(more[1])}"
        case "mfrac", 1:
            return f"{group(base)}/{group(more[0])}"
        case "mroot", 1:
            return f"^{more[0]}√{group(base)}"
        case "msqrt", _:
            return f"√{group(''.join(parts))}"
        case "mtable", _:
            return "; ".join(parts)
        case "mtr", _:
            return " ".join(parts)
    return "".join(parts)
