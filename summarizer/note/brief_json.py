"""The JSON form of a note: schema ``tracebrief/1``, described by ``brief.schema.json``.

The keys are the fields of the dataclasses in ``brief``. A key that is None is left out where the
field has None as its default; those of ``_RARE`` where they are empty. A line's section is
written as its heading, with the two days of its period beside it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, cast

from summarizer.errors import NoteError
from summarizer.limits import parse_json

from .brief import SCHEMA, Agreement, Backing, Brief, Citation, Claim, Conflict, Line, Omission, Source, Stats
from .section import Period, Section

REMEDY = "write the note again with 'tracebrief brief … -o note.json'"

MOST_VALUES = 400_000
"""Values of the largest note that is read: some 20,000 citations."""

_ORDER: dict[type, tuple[str, ...]] = {
    Brief: (
        *("title", "created", "tool", "options", "signature", "sources", "lines", "conflicts"),
        *("agreements", "omitted", "warnings", "stats"),
    ),
    Line: (
        *("id", "section", "text", "kind", "verdict", "support", "date", "date_note", "independent"),
        *("status", "reasons", "unsupported", "refuted", "citations", "backing"),
    ),
}
"""Where the order of the keys differs from that of the fields, so that a person reads it top down."""

_RARE = frozenset({"reasons", "unsupported", "refuted", "backing", "agreements"})
"""Keys that are left out where they are empty: few lines, or notes, have them."""

_TYPE_NAMES = {
    dict: "an object",
    list: "a list",
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    type(None): "null",
}
_EXPECTED = {
    "object": "an object",
    "array": "a list",
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "null": "null",
}


def to_dict(brief: Brief) -> dict[str, Any]:
    """Return the note as JSON values, keys in a fixed order; ``options`` must hold JSON values only."""
    data = {"schema": SCHEMA, **_plain(brief)}
    data["options"] = dict(sorted(data["options"].items()))
    return data


def dumps(brief: Brief) -> str:
    """Return the note as indented JSON with a newline at its end.

    Raises NoteError where ``check`` does: UTF-8 JSON cannot hold it.
    """
    return _write(brief, ensure_ascii=False, indent=2) + "\n"


def dumps_ascii(brief: Brief) -> str:
    """Return the note as JSON on one line of plain ASCII, without ``<``, ``>``, ``&`` or ``--``.

    It can stand as it is inside an HTML or XML element, a comment or a Markdown file.
    """
    text = _write(brief, ensure_ascii=True, separators=(",", ":"))
    # Outside of strings JSON has none of these: a "-" is there always followed by a digit.
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text.replace("--", "\\u002d\\u002d")


def require_writable(brief: Brief) -> None:
    """Raise NoteError where a text holds half a surrogate pair or a number is not finite."""
    _require_writable(_plain(brief))


def _require_writable(data: Any) -> None:
    problem = _unwritable(data)
    if problem:
        raise NoteError(f"The note cannot be written: {problem}; mend that source and run again.")


def loads(content: str | bytes, name: str = "The note") -> Brief:
    """Return the note that ``dumps`` wrote; ``name`` (a file name) begins the message of an error.

    Raises NoteError where it is not UTF-8, not JSON or not a note.
    """
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
    except UnicodeDecodeError as error:
        raise NoteError(f"{name} is not UTF-8 (byte {error.start}); {REMEDY}.") from error
    try:
        data = parse_json(text)
        _refuse_many(data)
    except json.JSONDecodeError as error:
        problem = f"{name} is not JSON: {error.msg} at line {error.lineno}, column {error.colno}"
        raise NoteError(f"{problem}; {REMEDY}.") from error
    except ValueError as error:  # a number of hundreds of digits; endless brackets
        raise NoteError(f"{name} is not JSON that a note can hold: {error}; {REMEDY}.") from error
    return from_dict(data, name)


def _refuse_many(data: Any) -> None:
    """Raise ValueError where there are more values than a note has: checking them would take minutes."""
    waiting, count = [data], 0
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict | list):
            count += len(one)
            waiting += one.values() if isinstance(one, dict) else one
            if count > MOST_VALUES:
                raise ValueError(f"it holds more than {MOST_VALUES:,} values")


def from_dict(data: Any, name: str = "The note") -> Brief:
    """Return the note whose JSON values ``data`` holds; the reverse of ``to_dict``.

    Raises NoteError with the JSON path of the first thing that is wrong.
    """
    if isinstance(data, dict) and "schema" not in data:
        raise NoteError(f"{name}: it is no note of Tracebrief, it lacks 'schema'; {REMEDY}.")
    try:
        problem = _schema_problem(data) or _unwritable(data) or _reference_problem(data)
    except RecursionError as error:
        raise NoteError(f"{name}: $.options is nested too deeply; {REMEDY}.") from error
    if problem:
        raise NoteError(f"{name}: {problem}; {REMEDY}.")
    return Brief(
        title=data["title"],
        created=data.get("created"),
        tool=dict(data.get("tool", {})),
        options=dict(data.get("options", {})),
        signature=data["signature"],
        sources=tuple(
            Source(**{**source, "warnings": tuple(source.get("warnings", ()))}) for source in data["sources"]
        ),
        lines=tuple(_line(line) for line in data["lines"]),
        conflicts=tuple(
            Conflict(
                conflict["subject"],
                tuple(
                    Claim(**{**claim, "citation": _citation(claim["citation"])})
                    for claim in conflict["claims"]
                ),
                conflict.get("note"),
            )
            for conflict in data.get("conflicts", ())
        ),
        agreements=tuple(
            Agreement(tuple(map(_citation, one["citations"])), one["independent"])
            for one in data.get("agreements", ())
        ),
        omitted=tuple(
            Omission(omission["reason"], _citation(omission["citation"]), float(omission["score"]))
            for omission in data.get("omitted", ())
        ),
        warnings=tuple(data.get("warnings", ())),
        stats=Stats(**data["stats"]),
    )


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a note."""
    text = files(__package__).joinpath("brief.schema.json").read_text(encoding="utf-8")
    return cast(dict[str, Any], json.loads(text))


def _line(data: dict[str, Any]) -> Line:
    citations = tuple(_citation(citation) for citation in data["citations"])
    heading, days = data.get("section"), data.get("period")
    period = Period(*map(date.fromisoformat, days)) if days else None
    return Line(
        **{
            **{key: value for key, value in data.items() if key != "period"},
            "section": None if heading is None else Section(heading, period),
            "citations": citations,
            "support": float(data.get("support", 1.0)),
            "reasons": tuple(data.get("reasons", ())),
            "unsupported": tuple((start, end) for start, end in data.get("unsupported", ())),
            "refuted": tuple((start, end) for start, end in data.get("refuted", ())),
            "backing": tuple(
                Backing(one["text"], _citation(one["citation"])) for one in data.get("backing", ())
            ),
        }
    )


def _citation(data: dict[str, Any]) -> Citation:
    return Citation(**{**data, "score": float(data.get("score", 0.0))})


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        kind = type(value)
        defaults = _defaults(kind)
        pairs = ((name, getattr(value, name)) for name in _ORDER.get(kind, tuple(defaults)))
        data: dict[str, Any] = {}
        for name, item in pairs:
            if isinstance(item, Section):
                data |= _section(item)
            elif (item is not None or defaults[name] is not None) and (item or name not in _RARE):
                data[name] = _plain(item)
        return data
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


@cache
def _defaults(kind: type) -> dict[str, Any]:
    return {field.name: field.default for field in fields(kind)}


def _section(section: Section) -> dict[str, Any]:
    if section.period is None:
        return {"section": section.heading}
    return {"section": section.heading, "period": [str(section.period.first), str(section.period.last)]}


def _write(brief: Brief, **how: Any) -> str:
    data = to_dict(brief)
    _require_writable(data)
    return json.dumps(data, allow_nan=False, **how)


def _schema_problem(data: Any) -> str | None:
    if isinstance(data, dict) and data.get("schema") not in (None, SCHEMA):
        return f"$.schema is {_clip(data['schema'])} but this version reads '{SCHEMA}'"
    from jsonschema.exceptions import best_match

    error = best_match(_validator().iter_errors(data))
    return None if error is None else f"{error.json_path} {_explain(error)}"


@cache
def _validator() -> Any:
    # JSON Schema counts 1.0 as an integer; an offset must be an int to slice with.
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    integers = Draft202012Validator.TYPE_CHECKER.redefine(
        "integer", lambda _checker, value: isinstance(value, int) and not isinstance(value, bool)
    )
    return extend(Draft202012Validator, type_checker=integers)(schema())


def _explain(error: Any) -> str:
    rule, wanted, found = error.validator, error.validator_value, error.instance
    if rule == "required":
        return "lacks " + ", ".join(f"'{key}'" for key in wanted if key not in found)
    if rule == "additionalProperties":
        known = error.schema.get("properties", {})
        return "has the unknown key " + ", ".join(_clip(key) for key in found if key not in known)
    if rule == "type":
        names = [_EXPECTED[name] for name in ([wanted] if isinstance(wanted, str) else wanted)]
        return f"must be {' or '.join(names)}, not {_TYPE_NAMES.get(type(found), type(found).__name__)}"
    if rule in ("const", "enum"):
        values = [wanted] if rule == "const" else wanted
        return f"must be {' or '.join(repr(value) for value in values)}, not {_clip(found)}"
    if rule in ("minimum", "maximum"):
        return f"must be at {'least' if rule == 'minimum' else 'most'} {wanted}, not {_clip(found)}"
    return f"is not valid: {_clip(found)} breaks the rule '{rule}'"


def _clip(value: Any) -> str:
    text = ascii(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _unwritable(data: Any) -> str | None:
    """Name the first text with half a surrogate pair, or the first number that is not finite."""
    try:  # nearly always all is well, and this tells it fastest
        json.dumps(data, ensure_ascii=False, allow_nan=False).encode("utf-8")
        return None
    except (UnicodeEncodeError, ValueError):
        pass
    for path, value in _leaves(data, "$"):
        if isinstance(value, float) and not math.isfinite(value):
            return f"{path} must be a finite number, not {value}"
        if isinstance(value, str):
            try:
                value.encode("utf-8")
            except UnicodeEncodeError as error:
                code = ord(value[error.start])
                return f"{path} holds U+{code:04X} at character {error.start}, half of a surrogate pair"
    return None


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield f"a key of {path}", key
            yield from _leaves(item, f"{path}.{key}")
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _leaves(item, f"{path}[{at}]")
    else:
        yield path, value


def _reference_problem(data: dict[str, Any]) -> str | None:
    """Name what the schema cannot say: a source twice or unknown, no days, an end before its start."""
    known: set[str] = set()
    for at, source in enumerate(data["sources"]):
        if source["id"] in known:
            return f"$.sources[{at}].id repeats {_clip(source['id'])}"
        known.add(source["id"])
    for at, line in enumerate(data["lines"]):
        if line.get("period") and not _is_period(line["period"]):
            return f"$.lines[{at}].period must be two days of the calendar, the first one first"
    for path, citation in _citations(data):
        if citation["source"] not in known:
            return f"{path}.source names {_clip(citation['source'])}, which is not among the sources"
        if citation["end"] < citation["start"]:
            return f"{path}.end is {citation['end']}, before its start {citation['start']}"
    return None


def _is_period(days: list[str]) -> bool:
    try:
        first, last = map(date.fromisoformat, days)
    except ValueError:
        return False
    return first <= last


def _citations(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for i, line in enumerate(data["lines"]):
        for j, citation in enumerate(line["citations"]):
            yield f"$.lines[{i}].citations[{j}]", citation
        for j, backing in enumerate(line.get("backing", ())):
            yield f"$.lines[{i}].backing[{j}].citation", backing["citation"]
    for i, conflict in enumerate(data.get("conflicts", ())):
        for j, claim in enumerate(conflict["claims"]):
            yield f"$.conflicts[{i}].claims[{j}].citation", claim["citation"]
    for i, agreement in enumerate(data.get("agreements", ())):
        for j, citation in enumerate(agreement["citations"]):
            yield f"$.agreements[{i}].citations[{j}]", citation
    for i, omission in enumerate(data.get("omitted", ())):
        yield f"$.omitted[{i}].citation", omission["citation"]
