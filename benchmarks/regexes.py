"""Every regular expression of the program against strings made to defeat it: does its time grow faster?

``python -m benchmarks.regexes`` reads the patterns out of the source, makes hostile strings out of each
pattern's own pieces, and times it on growing lengths. A pattern whose time grows with the square of the
length or faster is listed with the time that it takes for 6,000 characters.
"""

from __future__ import annotations

import argparse
import ast
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from inspect import signature
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

if sys.version_info >= (3, 11):
    from re import _constants as constants
    from re import _parser as parser
else:
    import sre_constants as constants
    import sre_parse as parser

from summarizer import languages

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("summarizer", "eval", "ui")
LENGTHS = (1_500, 3_000, 6_000)
LIMIT = 0.8
"""Seconds for one string; what takes longer needs no more measuring."""
STEEP = 3.0
"""Growth of the time on doubling that is no longer linear (2); a square grows by 4."""
QUICK, NOTABLE = 0.001, 0.01
"""Seconds for the shortest and the longest string below which growth is noise."""
_POSSESSIVE, _ATOMIC = (getattr(constants, name, None) for name in ("POSSESSIVE_REPEAT", "ATOMIC_GROUP"))
_CALLS = frozenset("compile sub subn search match fullmatch findall finditer split".split())


class _TooSlowError(Exception):
    pass


def patterns() -> dict[str, re.Pattern[Any]]:
    """Return every pattern by the first place in the source where it stands."""
    found: dict[str, re.Pattern[Any]] = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            if name.endswith("__main__"):
                continue
            for at, pattern in (*_compiled(name), *_inline(path)):
                found.setdefault(f"{name}:{at}", pattern)
    unique: dict[tuple[Any, int], str] = {}
    for place, pattern in found.items():
        unique.setdefault((pattern.pattern, pattern.flags), place)
    return {place: found[place] for place in unique.values()}


def _compiled(name: str) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Yield the patterns among a module's values, in tables too, and those that its cached functions make."""
    module = import_module(name)
    if name == "summarizer.content.notices":  # compiled together elsewhere; here each by itself
        for at, (_, rule) in enumerate((*module.openings(), *module.anywhere())):
            yield f"rule[{at}]", re.compile(rule, re.DOTALL)
    for key, value in vars(module).items():
        if not key.startswith("__"):
            found = _made(value, name) if hasattr(value, "cache_info") else value
            yield from ((f"{key}{at}", pattern) for at, pattern in _within(found, 0))


def _made(function: Any, name: str) -> object:
    """Return what a cached function of the module gives: one of no language, or of one, for each of them."""
    if function.__module__ != name:
        return None
    needed = [p for p in signature(function).parameters.values() if p.default is p.empty]
    if "Pattern" not in str(signature(function).return_annotation) or len(needed) > 1:
        return None
    if not needed:
        return function()
    if needed[0].name != "language":
        return None
    return {code: function(code) for code in languages.codes()}


def _within(value: object, depth: int) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, re.Pattern):
        yield "", value
    elif depth < 3 and isinstance(value, tuple | list | dict):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for at, item in items:
            yield from ((f"[{at}]{rest}", pattern) for rest, pattern in _within(item, depth + 1))


def _inline(path: Path) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Yield the patterns that stand as literals in calls of ``re``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in _CALLS - {"compile"}
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str | bytes)
        ):
            yield f"line {node.lineno}", re.compile(node.args[0].value)


# --- Hostile strings -------------------------------------------------------------------------------------


def hostile(pattern: re.Pattern[Any], random: Random) -> list[tuple[str, str, str]]:
    """Return ``(before, repeated, after)``: what a pattern may start on, go round in, and fail behind."""
    text = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    tree = parser.parse(text, pattern.flags & ~re.LOCALE if isinstance(pattern.pattern, str) else 0)
    pieces = ["a", " ", "1", "a ", ".", "Aa ", "\n", "-", "<", "(", "x.", "1,", "\n\n", " \n"]
    lead: list[str] = [""]
    for path, body in _loops(tree, ""):
        for _ in range(2):
            pieces.append(_sample(body, random))
            lead.append(path)
    pieces.append(_sample(tree, random))
    pieces = [piece for piece in dict.fromkeys(pieces) if piece]
    own = pieces[14:34]
    pairs = [a + b for a in own for b in own if a != b]
    leads = list(dict.fromkeys(lead))[:4]
    pairs = random.sample(pairs, min(20, len(pairs)))
    return [
        (before, piece, after)
        for piece in (*pieces, *pairs)
        for before in leads
        for after in ("", "\x00", "!a")
    ]


def _loops(tree: Any, before: str) -> Iterator[tuple[str, Any]]:
    """Yield each loop with something that leads to it."""
    random = Random(1)
    for operation, value in tree:
        if operation in (constants.MAX_REPEAT, constants.MIN_REPEAT, _POSSESSIVE):
            if value[1] > 8:
                yield before, value[2]
            yield from _loops(value[2], before)
        elif operation is constants.SUBPATTERN:
            yield from _loops(value[3], before)
        elif operation is constants.BRANCH:
            for branch in value[1]:
                yield from _loops(branch, before)
        elif operation in (constants.ASSERT, constants.ASSERT_NOT):
            yield from _loops(value[1], before)
        elif operation is _ATOMIC:
            yield from _loops(value, before)
        before += _sample([(operation, value)], random)


def _sample(tree: Any, random: Random) -> str:
    """Return a short string that the tree matches, nearly: what looks around is passed over."""
    made = []
    for operation, value in tree:
        if operation is constants.LITERAL:
            made.append(chr(value))
        elif operation is constants.NOT_LITERAL:
            made.append("b" if value != ord("b") else "c")
        elif operation is constants.ANY:
            made.append("a")
        elif operation is constants.IN:
            made.append(_member(value, random))
        elif operation in (constants.MAX_REPEAT, constants.MIN_REPEAT, _POSSESSIVE):
            made.append(_sample(value[2], random) * max(value[0], min(1, value[1])))
        elif operation is constants.SUBPATTERN:
            made.append(_sample(value[3], random))
        elif operation is constants.BRANCH:
            made.append(_sample(random.choice(value[1]), random))
        elif operation is _ATOMIC:
            made.append(_sample(value, random))
    return "".join(made)


_CLASSES = {
    constants.CATEGORY_DIGIT: "1", constants.CATEGORY_SPACE: " ", constants.CATEGORY_WORD: "a",
    constants.CATEGORY_NOT_DIGIT: "a", constants.CATEGORY_NOT_SPACE: "a", constants.CATEGORY_NOT_WORD: "-",
}  # fmt: skip


def _member(items: Any, random: Random) -> str:
    """Return a character of a class."""
    chosen = []
    for operation, value in items:
        if operation is constants.LITERAL:
            chosen.append(chr(value))
        elif operation is constants.RANGE:
            chosen.append(chr(value[0]))
        elif operation is constants.CATEGORY:
            chosen.append(_CLASSES[value])
    if items[0][0] is constants.NEGATE:
        return next((char for char in "ab1 -.A" if char not in chosen), "~")
    return random.choice(chosen)


# --- Timing ----------------------------------------------------------------------------------------------


def _run(pattern: re.Pattern[Any], text: str, method: str) -> float:
    subject: Any = text.encode("utf-8") if isinstance(pattern.pattern, bytes) else text
    act: Callable[[Any], Any] = getattr(pattern, method)
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    began = time.process_time()
    try:
        found = act(subject)
        if method == "finditer":
            for _ in found:
                pass
        return time.process_time() - began
    except _TooSlowError:
        return LIMIT
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def methods(place: str) -> tuple[str, ...]:
    """Return how a pattern is used: only at the start of a string, or anywhere in it."""
    if place.startswith("summarizer.content.notices:rule"):
        return ("match",)
    module, _, name = place.partition("[")[0].partition(":")
    source = _source(module if name[0] == "_" else "")
    # A cached function that makes a pattern is called first.
    used = set(re.findall(rf"\b{re.escape(name)}(?:\([^()]*\))?\.(\w+)\(", source)) & _CALLS
    return ("match",) if used and used <= {"match", "fullmatch"} else ("match", "finditer")


@cache
def _source(module: str) -> str:
    """Return the source of a module, of all of them where it is empty."""
    paths = [path for name in PACKAGES for path in sorted((ROOT / name).rglob("*.py"))]
    end = (module.replace(".", "/") + ".py", module.replace(".", "/") + "/__init__.py")
    return "\n".join(path.read_text("utf-8") for path in paths if not module or str(path).endswith(end))


def growth(pattern: re.Pattern[Any], ways: Sequence[str], seed: int = 0) -> tuple[float, float, str]:
    """Return the steepest growth on doubling, the time at the longest string, and what it goes round in."""
    worst = (0.0, 0.0, "")
    for before, piece, after in hostile(pattern, Random(seed)):
        for method in ways:
            strings = [before + piece * (length // len(piece)) + after for length in LENGTHS]
            if _run(pattern, strings[0], method) < QUICK:
                continue
            times = [_run(pattern, text, method) for text in strings]
            if times[-1] < NOTABLE:
                continue
            steep = times[-1] / max(times[-2], 1e-6) if times[-1] < LIMIT else float("inf")
            if steep >= STEEP and times[-1] > worst[1]:
                worst = (steep, times[-1], f"{method} {before[:20]!a} + {piece[:30]!a}* + {after!a}")
            if worst[1] >= LIMIT:
                return worst
    return worst


def main(arguments: Sequence[str] | None = None) -> int:
    """List what grows too fast; 1 where there is any."""
    given = argparse.ArgumentParser(prog="python -m benchmarks.regexes", description=__doc__)
    given.add_argument("--only", default="", help="places that hold this text")
    only = given.parse_args(arguments).only
    signal.signal(signal.SIGVTALRM, _alarm)
    known = {place: pattern for place, pattern in patterns().items() if only in place}
    slow = 0
    for place, pattern in known.items():
        steep, seconds, piece = growth(pattern, methods(place))
        if steep:
            slow += 1
            print(f"{place}: x{steep:.1f} on doubling, {seconds:.3f} s at {LENGTHS[-1]}: {piece}", flush=True)
    print(f"{len(known)} patterns, {slow} grow faster than their string")
    return 1 if slow else 0


def _alarm(number: int, frame: FrameType | None) -> None:
    raise _TooSlowError


if __name__ == "__main__":
    sys.exit(main())
