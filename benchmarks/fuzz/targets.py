"""Targets: one part of the program each, with what it starts from, how that is mutated, and what must hold."""

# ruff: noqa: E501  (tables)

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from unittest.mock import patch

from benchmarks.fuzz import oracles, starts
from benchmarks.fuzz.mutate import (
    CSV,
    CUES,
    MAIL,
    MARKUP,
    PDF,
    RTF,
    WORDS,
    XML,
    Mutator,
    of_bytes,
    of_json,
    of_json_lines,
    of_pdf,
    of_zip,
)  # fmt: skip
from summarizer.compose.lines import ORDERS
from summarizer.content.boilerplate import mark
from summarizer.data import Document
from summarizer.errors import TracebriefError
from summarizer.limits import Limits
from summarizer.note import brief_json
from summarizer.pipeline import Options, summarize
from summarizer.renderers import RENDERERS
from summarizer.selectors.budget import Budget
from summarizer.sources.load import document_from_text, load
from summarizer.text.segment import split

LIMITS = Limits(max_bytes=2_000_000, max_chars=400_000, max_pages=50, max_expansion=5_000_000)
LANGUAGES = ("en", "de", "fr", "ar", "he", "ja", "zh", "th", "tr", "ru", "el", "hi", "xx")
FOLDER = Path(tempfile.gettempdir())

Check = Callable[[bytes], Hashable]
"""Run one input; return what sort of result it was, so that inputs of a new sort are kept. May raise."""


@dataclass(frozen=True, slots=True)
class Target:
    """``seconds`` is how long the smallest input may take, ``rate`` how much longer for each byte."""

    name: str
    about: str
    starts: Callable[[], Sequence[bytes]]
    mutate: Mutator
    check: Check
    seconds: float = 2.0
    rate: float = 1e-4


@cache
def _work() -> Path:
    return Path(tempfile.mkdtemp(prefix="fuzz-", dir=FOLDER))


def _put(name: str, content: bytes) -> Path:
    path = _work() / name
    path.write_bytes(content)
    return path


def _sort(number: int) -> int:
    return number.bit_length()


def _cut(document: Document) -> Hashable:
    cut = split(document)
    oracles.sentences(document, cut)
    marked = mark(cut)
    oracles.sentences(document, marked)
    return _sort(len(marked)), frozenset(each.skip for each in marked)


# --- Readers ---------------------------------------------------------------------------------------------


def _reader(suffix: str) -> Check:
    def check(content: bytes) -> Hashable:
        try:
            pile = load([_put(f"input{suffix}", content)], LIMITS)
        except TracebriefError as error:
            return oracles.refused(error), re.sub(r"\d+", "#", str(error))[:90]
        for warning in pile.warnings:
            oracles.message(warning)
        if len(pile.documents) != 1:
            for one in pile.documents:
                oracles.document(one)
            return _sort(len(pile.documents)), _sort(len(pile.warnings))
        (document,) = pile.documents
        oracles.document(document)
        if document.raw_runs and document.encoding:
            oracles.raw_runs(document, content.decode(document.encoding, "replace"))
        elif suffix in (".txt", ".md"):
            assert content.decode(document.encoding or "", "replace") == document.text, (
                "the text is no decoding"
            )
        known = document.language, document.title is None, document.date is None, document.publisher is None
        return known, bool(document.warnings), _cut(document)

    return check


def _split(content: bytes) -> Hashable:
    text = content.decode("utf-8", "replace")
    language = LANGUAGES[len(content) % len(LANGUAGES)]
    document = Document("S1", "a.txt", text, language=language, places=starts.pages(text))
    return language, _cut(document)


def _dates(content: bytes) -> Hashable:
    from datetime import date

    from summarizer.sources import publication
    from summarizer.statements.event_date import event_date
    from summarizer.text.dates import mentions

    text = content.decode("utf-8", "replace")
    language = LANGUAGES[len(content) % len(LANGUAGES)]
    anchor = (None, date(2021, 3, 3), date(1, 1, 1), date(9999, 12, 31))[len(content) % 4]
    end, hows = 0, set()
    for found in mentions(text, anchor=anchor, language=language):
        assert end <= found.span.start < found.span.end <= len(text), "a mention outside its text"
        assert found.iso is None or re.fullmatch(r"(?:\d{4}|-)(?:-\d\d){0,2}", found.iso), (
            f"iso {found.iso!a}"
        )
        end = found.span.end
        hows.add((found.resolved, found.iso is None))
    event_date(text, anchor, language)
    stated = publication.find(text, language)
    if stated.title is not None:
        assert stated.title.strip(), "a blank title"
        assert not {"\n", "\r"} & set(stated.title), f"a title of several lines: {stated.title!a}"
    return frozenset(hows), stated.basis, stated.title is None, stated.publisher is None


# --- Notes -----------------------------------------------------------------------------------------------


def _note(content: bytes) -> Hashable:
    try:
        note = brief_json.loads(content, "note.json")
    except TracebriefError as error:
        return oracles.refused(error), re.sub(r"[\d'].*", "", str(error))
    oracles.round_trip(note)
    oracles.rendered(note, starts.documents())
    return len(note.lines), len(note.sources), len(note.conflicts), len(note.omitted), len(note.warnings)


def _embedded(suffix: str) -> Check:
    def check(content: bytes) -> Hashable:
        from summarizer.saved.files import own_files, read_note

        path = _put(f"note.{suffix}", content)
        try:
            saved = read_note(path)
        except TracebriefError as error:
            return oracles.refused(error), re.sub(r"[\d'].*", "", str(error))
        oracles.round_trip(saved.brief)
        for warning in own_files(saved.brief, path).warnings:
            oracles.message(warning)
        return bool(saved.altered), len(saved.brief.lines)

    return check


def _render(name: str) -> Check:
    def check(content: bytes) -> Hashable:
        try:
            data = json.loads(content)
            note = brief_json.from_dict(data["note"])
            documents = tuple(
                replace(starts.documents()[at % 2], text=text, id=f"S{at + 1}")
                for at, text in enumerate(data["texts"])
                if isinstance(text, str) and text.encode()
            )
        except (ValueError, KeyError, TypeError, RecursionError):
            return None
        try:
            oracles.rendered(note, documents, (name,))
        except TracebriefError as error:
            return oracles.refused(error)
        return len(note.lines), len(note.sources), len(note.conflicts), len(documents)

    return check


def _verify(content: bytes) -> Hashable:
    from summarizer.saved.verify import repair, verify

    try:
        data = json.loads(content)
        note = brief_json.from_dict(data["note"])
        texts = [text for text in data["texts"] if isinstance(text, str) and text.encode()]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    documents = tuple(
        document_from_text(text, id=f"S{at}", name=f"file-{at}.txt") for at, text in enumerate(texts[:4], 1)
    )
    report = verify(note, documents)
    texts_of = {document.id: document.text for document in report.documents}
    for check in report.checks:
        if check.found:
            quoted = texts_of[check.found.source][check.found.start : check.found.end]
            assert quoted == check.found.quote, "what was found is not its span"
        oracles.message(check.reason)
    oracles.round_trip(repair(note, report))
    return tuple(map(_sort, report.counts.values()))


# --- The stages ------------------------------------------------------------------------------------------

_PART = "\n=====\n"


def _pipeline(content: bytes) -> Hashable:
    texts = [text for text in content.decode("utf-8", "replace").split(_PART) if text.strip()]
    size = len(content)
    try:
        documents = tuple(document_from_text(text, id=f"S{at}") for at, text in enumerate(texts[:6], 1))
        budget = Budget(("words", "sentences", "chars", "percent")[size % 4], 1 + size % 60)
        selector = ("coverage", "mmr")[size % 2]
        order = ORDERS[size % len(ORDERS)]
        note = summarize(
            documents,
            Options(budget=budget, selector=selector, order=order, trim=size % 5 == 0),
        )
    except TracebriefError as error:
        return oracles.refused(error)
    oracles.exact(note, documents)
    oracles.round_trip(note)
    oracles.rendered(note, documents, (tuple(RENDERERS)[size % len(RENDERERS)],))
    return (
        len(note.lines),
        bool(note.conflicts),
        bool(note.omitted),
        {line.section for line in note.lines} == {None},
    )


def _trace(content: bytes) -> Hashable:
    from summarizer.saved.verify import verify
    from summarizer.tracing.draft import traced_brief

    draft, *texts = content.decode("utf-8", "replace").split(_PART)
    if not draft.strip() or not any(text.strip() for text in texts):
        return None
    sources = tuple(
        document_from_text(
            text, id=f"S{at}", name=f"{at}.txt", language=LANGUAGES[len(content) % len(LANGUAGES)]
        )
        for at, text in enumerate(texts[:4], 1)
        if text.strip()
    )
    try:
        note = traced_brief(document_from_text(draft, id="D"), sources)
    except TracebriefError as error:
        return oracles.refused(error)
    oracles.exact(note, sources)
    oracles.round_trip(note)
    assert all(check.state == "intact" for check in verify(note, sources).checks), (
        "a fresh note is not intact"
    )
    for line in note.lines:
        assert 0.0 <= line.support <= 1.0, f"support {line.support}"
        assert all(0 <= start < end <= len(line.text) for start, end in line.unsupported), "a span outside"
        for reason in line.reasons:
            assert reason.strip(), "an empty reason"
    return frozenset((line.verdict, len(line.citations)) for line in note.lines)


def _guard(content: bytes) -> Hashable:
    from summarizer.rewrite.guard import Passages, flaws, rule
    from summarizer.tracing import index_of

    line, *texts = content.decode("utf-8", "replace").split(_PART)
    if not line.strip() or not texts or not texts[0].strip():
        return None
    document = document_from_text(texts[0])
    cut = split(document)
    if not cut:
        return None
    passages = Passages(cut[:2], cut[2:4], cut[4:])
    ruling = rule(line, passages, index_of([document]))
    assert 0.0 <= ruling.support <= 1.0
    assert set(ruling.rests_on) <= set(cut)
    found = [*flaws(line, passages), *ruling.objections]
    return frozenset(objection.kind for objection in found), len(ruling.rests_on)


def _query(content: bytes) -> Hashable:
    query = content.decode("utf-8", "replace")
    try:
        note = summarize(starts.documents(), Options(budget=Budget("words", 60), query=query, selector="mmr"))
    except TracebriefError as error:
        return oracles.refused(error)
    oracles.exact(note, starts.documents())
    oracles.round_trip(note)
    oracles.rendered(note, starts.documents(), ("txt",))
    for warning in note.warnings:
        assert warning.strip()
    return len(note.lines), len(note.warnings), tuple(line.citations[0].start for line in note.lines)


# --- Batches ---------------------------------------------------------------------------------------------


def _batch(suffix: str) -> Check:
    def check(content: bytes) -> Hashable:
        from summarizer.batch import topics
        from summarizer.batch.names import file_name
        from summarizer.batch.work import Recipe, write_note

        folder = _work() / "batch"
        folder.mkdir(exist_ok=True)
        (folder / "a.txt").write_text("The dam broke on Monday. Water flooded two villages.\n")
        source, files = folder / f"topics{suffix}", topics._files
        source.write_bytes(content)

        def ours(path: str) -> bool:
            return Path(path).resolve() == (folder / "a.txt").resolve()

        kinds: set[Hashable] = set()
        names: set[str] = set()
        # A manifest may name any file of its user; a mutated one must not send the fuzzer through the disk.
        with patch.object(topics, "_files", lambda path: files(path) if ours(path) else iter(())):
            try:
                for task in topics.read_tasks(source, Recipe()):
                    name = file_name(task.id)
                    assert re.fullmatch(r"(?!\.)[a-z0-9_=~.-]{1,140}", name), f"the name {name!a}"
                    assert name not in names, f"the name {name!a} twice"
                    names.add(name)
                    if not task.refusal and len(names) < 4 and all(map(ours, task.paths)):
                        reason = write_note(task).reason
                        assert not reason.startswith("unexpected"), reason
                    else:
                        reason = task.refusal
                    if reason:
                        oracles.message(reason)
                        kinds.add(re.sub(r".*line \d+", "", reason)[:50])
            except TracebriefError as error:
                kinds.add((oracles.refused(error), re.sub(r"[\d('].*", "", str(error))))
        return frozenset(kinds), _sort(len(names))

    return check


def _journal(content: bytes) -> Hashable:
    from summarizer.batch import Plan, run_batch
    from summarizer.batch import folder as output

    room = _work() / "journal"
    shutil.rmtree(room, ignore_errors=True)
    out = room / "out"
    (out / "notes" / "t1.").mkdir(parents=True)
    source = starts.topics_file(room)
    (out / output.MARK).write_text(json.dumps({"schema": output.SCHEMA}))
    (out / output.JOURNAL).write_bytes(content)
    (out / output.note_path("t1", "md")).write_bytes(_written())
    (room / "keep.md").write_text("keep")
    try:
        report = run_batch(Plan(source, out, fresh=len(content) % 5 == 0, retry_failed=len(content) % 2 == 0))
    except TracebriefError as error:
        return oracles.refused(error)
    finally:
        oracles.inside(out, frozenset({"topics.jsonl", "keep.md"}))
        assert (room / "keep.md").exists(), "a file beside the folder is gone"
    assert (report.seen, report.failed) == (2, 1), f"{report.seen} topics, {report.failed} failed"
    return report.kept, tuple(sorted(report.because))


@cache
def _written() -> bytes:
    """Return the note that the batch of the journal writes on its first topic."""
    from summarizer.batch.topics import read_tasks
    from summarizer.batch.work import Recipe, write_note

    room = _work() / "written"
    room.mkdir(exist_ok=True)
    return write_note(next(read_tasks(starts.topics_file(room), Recipe()))).files["md"]


def _evaluation(content: bytes) -> Hashable:
    from eval.datasets import read_topics

    source, problems = _put("topics.jsonl", content), list[str]()
    try:
        found = [*read_topics(source, None, problems.append)]
    except TracebriefError as error:
        return oracles.refused(error), re.sub(r"[\d('].*", "", str(error))
    for problem in problems:
        oracles.message(problem)
    return _sort(len(found)), frozenset(re.sub(r".*line \d+", "", problem)[:40] for problem in problems)


_text = of_bytes(WORDS)

TARGETS: dict[str, Target] = {
    target.name: target
    for target in (
        Target("txt", "reader of text, splitter, marks", starts.texts, _text, _reader(".txt")),
        Target("md", "reader of Markdown", starts.markdowns, of_bytes(WORDS, MARKUP), _reader(".md")),
        Target("html", "reader of HTML", starts.pages_of_html, of_bytes(MARKUP, WORDS), _reader(".html"), 6.0, 3e-4),
        Target("pdf", "reader of PDF", starts.pdfs, of_pdf(PDF), _reader(".pdf"), 8.0, 3e-4),
        Target("docx", "reader of DOCX", starts.docxs, of_zip(XML, WORDS), _reader(".docx"), 4.0, 3e-4),
        *(
            Target(f"read-{name}", f"reader of {name}", starts.golden(name), mutate, _reader(suffix), 6.0, 5e-4)
            for name, suffix, mutate in (
                ("csv", ".csv", of_bytes(CSV, WORDS)), ("xlsx", ".xlsx", of_zip(XML)),
                ("eml", ".eml", of_bytes(MAIL, WORDS)), ("mbox", ".mbox", of_bytes(MAIL, WORDS)),
                ("subtitles", ".vtt", of_bytes(CUES, WORDS)), ("xml", ".xml", of_bytes(XML, WORDS)),
                ("sgml", ".sgml", of_bytes(XML, WORDS)), ("json", ".jsonl", of_json_lines(WORDS)),
                ("zip", ".zip", of_zip(WORDS)), ("pptx", ".pptx", of_zip(XML)), ("odt", ".odt", of_zip(XML, WORDS)),
                ("rtf", ".rtf", of_bytes(RTF, WORDS)), ("epub", ".epub", of_zip(MARKUP, XML)),
                ("mhtml", ".mhtml", of_bytes(MAIL, MARKUP)),
            )
        ),
        Target("split", "splitter and marks, 13 languages, pages", starts.texts, _text, _split),
        Target("dates", "dates in sentences, title, publisher, date of a text", starts.texts, _text, _dates),
        Target("trace", "tracing of drafts, verification", starts.drafts, _text, _trace, 4.0, 3e-4),
        Target("guard", "guard of rewritten lines", starts.drafts, _text, _guard, 4.0, 3e-4),
        Target("pipeline", "piles to notes to files", starts.piles, _text, _pipeline, 6.0, 4e-4),
        Target("query", "queries", starts.queries, _text, _query, 6.0, 3e-4),
        Target("note-json", "reading notes, all formats of them", starts.notes, of_json(WORDS, MARKUP), _note, 6.0),
        Target("note-md", "notes inside Markdown", lambda: starts.saved("md"), of_bytes(WORDS, MARKUP), _embedded("md")),
        Target("note-html", "notes inside HTML", lambda: starts.saved("html"), of_bytes(MARKUP), _embedded("html")),
        Target("note-docx", "notes inside DOCX", lambda: starts.saved("docx"), of_zip(XML), _embedded("docx"), 4.0),
        *(
            Target(f"render-{name}", f"hostile notes as {name}", starts.rendering, of_json(MARKUP, WORDS, XML), _render(name), 4.0)
            for name in ("md", "html", "docx", "txt", "jsonld")
        ),
        Target("verify", "verifying notes against other texts", starts.rendering, of_json(WORDS), _verify, 4.0),
        Target("batch-jsonl", "topics of a batch", starts.topics, of_json_lines(WORDS, CSV), _batch(".jsonl"), 6.0),
        Target("batch-csv", "manifests", starts.manifests, of_bytes(CSV), _batch(".csv"), 4.0),
        Target("journal", "journal of a batch", starts.journals, of_json_lines(WORDS), _journal, 4.0),
        Target("evaluation", "topics to evaluate", starts.topics, of_json_lines(WORDS, CSV), _evaluation),
    )
}  # fmt: skip
"""Every target by name."""
