"""Equations of Word (OMML) on one line: fractions with a stroke, powers with ``^``, indices with ``_``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Name = Callable[[Any], str]
"""Return the name of an element, as ``"m:r"``."""


def linear(element: Any, name: Name) -> str:
    """Return an equation as a line of text: ``(a+b)/2``, ``10^-6``, ``√(x)``. lxml bounds the nesting."""
    return "".join(_part(child, name) for child in element.iterchildren())


def _part(element: Any, name: Name) -> str:
    kind = name(element)
    if kind == "m:t" or kind == "w:t":
        return element.text or ""
    if kind.endswith("Pr") or kind in ("w:del", "w:moveFrom", ""):
        return ""
    # Each part is written once: its text is wanted by name, in order, or all in a row.
    parts = [(name(child), _part(child, name)) for child in element.iterchildren()]
    inner = dict(parts)
    base = inner.get("m:e", "")
    match kind:
        case "m:f":
            return f"{group(inner.get('m:num', ''))}/{group(inner.get('m:den', ''))}"
        case "m:sSup":
            return f"{group(base)}^{group(inner.get('m:sup', ''))}"
        case "m:sSub":
            return f"{group(base)}_{group(inner.get('m:sub', ''))}"
        case "m:sSubSup":
            return f"{group(base)}_{group(inner.get('m:sub', ''))}^{group(inner.get('m:sup', ''))}"
        case "m:rad":
            degree = inner.get("m:deg", "")
            return f"{'^' + degree if degree else ''}√{group(base)}"
        case "m:nary":
            sign = _value(element, "m:naryPr", "m:chr", name) or "∫"
            limits = "".join(
                f"{mark}{group(inner[end])}"
                for mark, end in (("_", "m:sub"), ("^", "m:sup"))
                if inner.get(end)
            )
            return f"{sign}{limits} {base}"
        case "m:d":
            left = _value(element, "m:dPr", "m:begChr", name)
            right = _value(element, "m:dPr", "m:endChr", name)
            between = _value(element, "m:dPr", "m:sepChr", name) or "|"
            held = between.join(text for part, text in parts if part == "m:e")
            return f"{'(' if left is None else left}{held}{')' if right is None else right}"
        case "m:func":
            return f"{inner.get('m:fName', '')}{group(base)}"
        case "m:m" | "m:eqArr":
            return "; ".join(text for part, text in parts if part in ("m:mr", "m:e"))
        case "m:mr":
            return " ".join(text for part, text in parts if part == "m:e")
    return "".join(text for _, text in parts)


def _value(element: Any, properties: str, switch: str, name: Name) -> str | None:
    """Return the value of a property of an equation's part, None where it has none."""
    for child in element.iterchildren():
        if name(child) == properties:
            for each in child.iterchildren():
                if name(each) == switch:
                    return next((value for key, value in each.attrib.items() if key.endswith("}val")), "")
    return None


def group(text: str) -> str:
    """Put brackets around what is more than one number or sign."""
    bare = text.strip()
    return bare if len(bare) < 2 or bare.replace(".", "").isdigit() or bare.isalpha() else f"({bare})"
