"""The JSON form of a note: lossless, valid by its schema, and clear about what is wrong."""

from __future__ import annotations

import json
import time
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from summarizer.errors import NoteError
from summarizer.note.brief import Brief, Citation, Claim, Conflict, Line, Omission, Source, Stats
from summarizer.note.brief_json import dumps, dumps_ascii, from_dict, loads, schema, to_dict
from summarizer.note.section import Period, Section

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
maybe = st.none() | text
count = st.integers(0, 2**53 - 1)
number = st.floats(-1e9, 1e9)
citation = st.builds(
    lambda start, length, **more: Citation(source="S1", start=start, end=start + length, **more),
    start=st.integers(0, 10**6),
    length=st.integers(0, 99),
    quote=text,
    prefix=text,
    suffix=text,
    line=count,
    page=st.none() | count,
    locator=maybe,
    raw_start=st.none() | count,
    raw_end=st.none() | count,
    role=st.sampled_from(["primary", "corroborating"]),
    score=number,
)
citations = st.lists(citation, max_size=2).map(tuple)
texts = st.lists(text, max_size=2).map(tuple)
periods = st.tuples(st.dates(), st.dates()).map(lambda days: Period(min(days), max(days)))
line = st.builds(
    Line,
    id=text,
    text=text,
    citations=citations,
    section=st.none() | st.builds(Section, text, st.none() | periods),
    kind=st.sampled_from(["extracted", "trimmed", "rewritten", "draft"]),
    verdict=st.sampled_from(["supported", "partial", "unsupported"]),
    support=st.floats(0, 1),
    date=maybe,
    date_note=maybe,
    independent=count,
    reasons=texts,
    unsupported=st.lists(st.tuples(count, count), max_size=2).map(tuple),
)
source = st.builds(
    Source,
    id=st.just("S1"),
    path=text,
    name=text,
    media_type=text,
    encoding=maybe,
    sha256=text,
    chars=count,
    title=maybe,
    date=maybe,
    publisher=maybe,
    cited=count,
    date_note=maybe,
    warnings=texts,
)
value = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | number | text,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(text, inner, max_size=2),
    max_leaves=4,
)
claims = st.lists(st.builds(Claim, text, citation), max_size=2).map(tuple)
briefs = st.builds(
    Brief,
    title=text,
    lines=st.lists(line, max_size=2).map(tuple),
    sources=source.map(lambda one: (one,)),
    stats=st.builds(Stats, count, count, count, count, count, st.none() | number),
    signature=text,
    options=st.dictionaries(text, value, max_size=3),
    tool=st.dictionaries(text, text, max_size=2),
    created=maybe,
    conflicts=st.lists(
        st.builds(Conflict, text, st.lists(st.builds(Claim, text, citation), max_size=2).map(tuple)),
        max_size=1,
    ).map(tuple),
    omitted=st.lists(st.builds(Omission, text, citation, number), max_size=1).map(tuple),
    warnings=texts,
)


@given(briefs)
def test_a_note_comes_back_from_json_as_it_was(note: Brief) -> None:
    assert loads(dumps(note)) == note
    assert loads(dumps(note).encode()) == note
    assert loads(dumps_ascii(note)) == note
    assert from_dict(to_dict(note)) == note


@given(briefs)
def test_what_is_written_is_valid_by_the_schema(note: Brief) -> None:
    Draft202012Validator(schema()).validate(json.loads(dumps(note)))


@given(briefs)
def test_the_embedded_form_can_stand_in_a_comment_and_in_an_element(note: Brief) -> None:
    embedded = dumps_ascii(note)
    assert embedded.isascii()
    assert embedded.isprintable()
    assert not any(mark in embedded for mark in ("<", ">", "&", "--"))


def test_two_dashes_in_a_text_do_not_end_the_comment_it_is_embedded_in() -> None:
    note, _ = builders.small()
    assert "--" not in dumps_ascii(replace(note, title="a -- b --> c --- d"))


def test_the_schema_is_a_schema_and_has_the_fields_of_the_dataclasses() -> None:
    rules = schema()
    Draft202012Validator.check_schema(rules)
    kinds = {"source": Source, "line": Line, "citation": Citation, "conflict": Conflict, "claim": Claim}
    for name, kind in {**kinds, "omission": Omission, "stats": Stats}.items():
        written = {field.name for field in fields(kind)} | ({"period"} if kind is Line else set())
        assert set(rules["$defs"][name]["properties"]) == written - {"refused"}  # it is never written
    assert set(rules["properties"]) == {"schema", *(field.name for field in fields(Brief))}


def test_the_schema_in_the_docs_is_the_one_that_is_shipped() -> None:
    root = Path(__file__).resolve().parents[2]
    assert (root / "docs/brief.schema.json").read_bytes() == (
        root / "summarizer/note/brief.schema.json"
    ).read_bytes()


def test_keys_stand_in_a_fixed_order_and_unset_ones_are_left_out() -> None:
    note, _ = builders.small()
    data = to_dict(replace(note, options={"b": 1, "a": 2}))
    assert list(data) == [
        *("schema", "title", "tool", "options", "signature", "sources", "lines", "conflicts"),
        *("agreements", "omitted", "warnings", "stats"),
    ]
    assert list(data["options"]) == ["a", "b"]
    assert list(data["lines"][0])[:3] == ["id", "section", "text"]
    assert "date" not in data["lines"][1]
    assert not {"page", "locator", "raw_start", "raw_end"} & set(data["lines"][0]["citations"][0])
    assert data["sources"][0]["encoding"] is None


def test_json_ends_with_a_newline_and_shows_letters_as_they_are() -> None:
    note, _ = builders.small()
    written = dumps(replace(note, title="Überblick – 概要"))
    assert written.endswith("}\n")
    assert "Überblick – 概要" in written


def changed(path: str, new: Any) -> dict[str, Any]:
    """The small note's JSON with the value at ``path`` (dots and indices) replaced, ``...`` drops it."""
    data: Any = json.loads(dumps(builders.small()[0]))
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    at = data
    for step in steps:
        at = at[step]
    if new is ...:
        del at[last]
    else:
        at[last] = new
    return data  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("path", "new", "message"),
    [
        ("schema", "tracebrief/2", "$.schema is 'tracebrief/2' but this version reads 'tracebrief/1'"),
        ("schema", ..., "it is no note of Tracebrief, it lacks 'schema'"),
        ("title", 7, "$.title must be a text, not a whole number"),
        ("lines", {}, "$.lines must be a list, not an object"),
        ("lines.0.citations.1.end", ..., "$.lines[0].citations[1] lacks 'end'"),
        ("lines.0.citations.1.end", 5.0, "$.lines[0].citations[1].end must be a whole number, not a number"),
        ("lines.0.citations.1.end", True, "must be a whole number, not true or false"),
        ("lines.0.citations.1.end", 3, "$.lines[0].citations[1].end is 3, before its start 14"),
        ("lines.0.citations.1.start", -1, "$.lines[0].citations[1].start must be at least 0, not -1"),
        ("lines.0.citations.1.end", 10**4000, "must be at most 9007199254740991"),
        ("lines.0.citations.1.quote", "a\ud800", "citations[1].quote holds U+D800 at character 1, half of"),
        ("lines.0.citations.1.source", "S9", "$.lines[0].citations[1].source names 'S9', which is not among"),
        (
            "lines.0.period",
            ["2020-02-30", "2020-03-01"],
            "$.lines[0].period must be two days of the calendar",
        ),
        (
            "lines.0.period",
            ["2020-03-02", "2020-03-01"],
            "$.lines[0].period must be two days of the calendar",
        ),
        ("lines.0.kind", "guess", "$.lines[0].kind must be 'extracted' or 'trimmed' or"),
        ("lines.0.support", float("nan"), "$.lines[0].support must be a finite number, not nan"),
        ("lines.0.colour", "red", "$.lines[0] has the unknown key 'colour'"),
        ("sources.1.id", "S1", "$.sources[1].id repeats 'S1'"),
        ("omitted.0.citation.source", "S9", "$.omitted[0].citation.source names 'S9'"),
        ("options.\udfff", 1, "a key of $.options holds U+DFFF"),
    ],
)
def test_a_note_that_is_not_valid_is_refused_in_one_sentence(path: str, new: Any, message: str) -> None:
    with pytest.raises(NoteError) as caught:
        from_dict(changed(path, new), "note.json")
    said = str(caught.value)
    assert message in said
    assert said.startswith("note.json: ")
    assert said.endswith("write the note again with 'tracebrief brief … -o note.json'.")
    assert "\n" not in said
    assert len(said) < 300


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is not JSON: Expecting value at line 1, column 1"),
        (b"{", "is not JSON"),
        (b"\xff\xfe", "is not UTF-8 (byte 0)"),
        (b"[" * 200_000, "note.json"),
        (b'{"title": ' + b"9" * 10_000 + b"}", "note.json"),
        (b"null", "$ must be an object, not null"),
        (b'{"schema": ["tracebrief/1"]}', "$.schema is ['tracebrief/1']"),
    ],
)
def test_a_file_that_is_no_note_is_refused_in_one_sentence(content: bytes, message: str) -> None:
    with pytest.raises(NoteError, match=r"^note\.json") as caught:
        loads(content, "note.json")
    assert message in str(caught.value)


def test_a_byte_order_mark_does_no_harm() -> None:
    note, _ = builders.small()
    assert loads(b"\xef\xbb\xbf" + dumps(note).encode()) == note


def test_half_a_surrogate_pair_is_refused_when_writing() -> None:
    note, _ = builders.small()
    for write in (dumps, dumps_ascii):
        with pytest.raises(NoteError, match=r"\$\.title holds U\+D800 at character 1"):
            write(replace(note, title="a\ud800"))


def test_a_number_that_is_not_finite_is_refused_when_writing() -> None:
    note, _ = builders.small()
    with pytest.raises(NoteError, match=r"\$\.stats\.seconds must be a finite number"):
        dumps(replace(note, stats=replace(note.stats, seconds=float("inf"))))


def test_a_note_of_more_values_than_a_note_has_is_refused_before_it_is_checked() -> None:
    """A million stretches without evidence were checked one by one for a minute."""
    began = time.process_time()
    with pytest.raises(NoteError, match="more than 400,000 values"):
        loads('{"lines": [' + "[0, 1]," * 1_000_000 + "0]}")
    assert time.process_time() - began < 10
