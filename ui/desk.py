"""What the page's script asks for by itself: a note to show, a source's text, a search, a file to save.

These answers do not pass through Gradio's queue: they come at once, and where the server is gone the script
keeps what it has. The session is told by its secret.
"""

from __future__ import annotations

import asyncio
import base64
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from summarizer.data import Document, Span, digest
from summarizer.errors import OptionError, TracebriefError
from summarizer.note.brief import Brief, Citation, Line
from summarizer.renderers import RENDERERS
from summarizer.renderers.disputed import claims_of
from summarizer.renderers.html import fragment
from summarizer.renderers.view import Entry, Marker, View, count, readable_date, view, where
from summarizer.saved import project
from summarizer.saved.hand import Passage, passages
from summarizer.text.language import WORD, stop_words

from . import jobs, pages
from .downloads import File, note_file
from .runs import sentence
from .session import Session, Sessions
from .settings import made_in_words
from .store import edits_of, pile_files
from .work import Work

NAME = "brief"
FOUND, AROUND = 60, 60
"""Places that a search shows at most, and characters of context at either side."""
WIDEST = 4000
"""Pixels of a page's width at most."""
DRAWING = 20.0
"""Seconds that a page of a PDF may take to be drawn."""
Answer = dict[str, Any]


def note_shown(work: Work, tools: bool = True, onward: str = "") -> Answer:
    """Return a note as the page's script draws it; with ``tools`` to work on it, else to read it.

    A button with the text ``onward``, if any, leads to where it can be worked on.
    """
    brief, hand = work.brief, work.hand
    shown = view(brief)
    comments = dict(hand.comments)
    there = {document.id for document in work.documents}
    signs = [entry for section in shown.sections for entry in section.entries]
    stated = [claim for conflict in brief.conflicts for claim in conflict.claims]
    differing = {claim.citation.source for claim in stated if not claim.outdated}
    reworded = work.rewordings()
    return {
        "html": fragment(brief, None),
        "lines": [
            {
                "id": line.id,
                "text": " ".join(line.text.split()),
                "section": line.section.heading if line.section else None,
                "pinned": line.id in hand.pinned,
                "own": line.id in hand.own,
                "comment": comments.get(line.id, ""),
                "date": line.date or "",
                "shown": entry.date or "",
                "how": entry.date_note or "",
                "verdict": line.verdict,
                "told": "; ".join(filter(None, (entry.judgement, entry.badge, entry.status))),
                "lead": entry.lead,
                "reasons": _spoken_of(line, entry),
                "kind": line.kind,
                "other": _other(line, brief, reworded),
                "refused": [line.refused.text, *line.refused.why] if line.refused else [],
                "disputes": _disputes(line, brief, shown),
                "parts": _parts(line, shown),
            }
            for line, entry in zip(brief.lines, signs, strict=True)
        ],
        "cites": _cites(shown),
        "sources": [
            {
                "id": entry.source.id,
                "file": entry.source.path,
                "sha": entry.source.sha256,
                "title": entry.title,
                "name": entry.source.name,
                "facts": list(entry.facts[:-1]),
                "told": entry.facts[-1],
                "date": readable_date(entry.source.date) if entry.source.date else "undated",
                "cited": entry.cited,
                "differs": entry.source.id in differing,
                "chars": entry.source.chars,
                "there": entry.source.id in there,
            }
            for entry in shown.sources
        ],
        "omitted": [" ".join(item.quote.split()) for item in shown.left_out],
        "agreed": [
            [{"who": who, "quote": quote, "number": marker.number} for who, quote, marker in one.passages]
            for one in shown.agreed
        ],
        "title": brief.title,
        "made": made_in_words(brief),
        "figures": figures(brief) if tools else [],
        "pile": work.state.pile,
        "tools": tools,
        "onward": onward,
        "undo": len(work.before),
        "redo": len(work.after),
        "problems": list(work.problems),
        "told": list(work.remarks),
    }


def to_read(work: Work, onward: str) -> Any:
    """Return the update that shows a note which is not worked on; ``onward`` is that of `note_shown`."""
    return gr.update(work=note_shown(work, tools=False, onward=onward))


def figures(brief: Brief) -> list[str]:
    """Return how long a note is, on how many sources, what a model wrote of it: the parts of a sentence."""
    lines, words = count(len(brief.lines), "line"), count(brief.stats.words_out, "word")
    rewritten = f"; {brief.stats.rewritten} rewritten" if brief.options.get("rewrite") else ""
    refused = f", {brief.stats.fallbacks} refused and quoted" if brief.stats.fallbacks else ""
    return [f"{lines}, {words} from", count(brief.stats.documents, "source"), f"{rewritten}{refused}."]


def _other(line: Line, brief: Brief, reworded: Mapping[frozenset[Passage], Line]) -> str:
    """Return what else a line can be: "unwrite" for its passages' words, "rewrite" for a model's, or ""."""
    if line.kind == "rewritten":
        return "unwrite"
    found = reworded.get(passages(brief, [line])) if reworded else None
    return "rewrite" if found is not None and found.text != line.text else ""


def _disputes(line: Line, brief: Brief, shown: View) -> list[Answer]:
    """Return the conflicts that a line takes part in: what each source states, and in which passage.

    What the line states is its ``own``.
    """
    found = []
    for at, (conflict, told) in enumerate(zip(brief.conflicts, shown.disputes, strict=True)):
        if not (mine := claims_of(line, conflict.claims)):
            continue
        claims = [
            {
                "value": value,
                "date": date or "",
                "number": marker.number,
                "own": claim in mine,
            }
            for claim, (value, date, marker) in zip(conflict.claims, told.claims, strict=True)
        ]
        found.append({"at": at, "subject": told.subject, "claims": claims})
    return found


def _spoken_of(line: Line, entry: Entry) -> list[int]:
    """Return for each reason of a verdict the number of the passage that it speaks of, 0 where there is none.

    That is one of a source that it names, and the one that has the most of its words that the line has not:
    what is said instead. What no passage has is in none.
    """
    if line.kind in ("extracted", "trimmed"):  # why a model's line was refused
        return [0] * len(line.reasons)
    return [_nearest(reason, line, entry.markers) for reason in line.reasons]


_NOWHERE = ("no ", "none ")
"""How a reason begins that tells what no passage has."""


def _nearest(reason: str, line: Line, markers: Sequence[Marker]) -> int:
    reason = reason.rpartition("”: ")[2]  # what names the sentence that it is said of names no source
    told = set(WORD.findall(reason))
    named = [marker for marker in markers if marker.citation.source in told]
    if not named and (not markers or reason.startswith(_NOWHERE)):
        return 0
    words = {word.lower() for word in told} - {word.lower() for word in WORD.findall(line.text)}
    words -= stop_words("en")

    def held(marker: Marker) -> int:
        return len(words & {word.lower() for word in WORD.findall(marker.citation.quote)})

    return max(named or markers, key=held).number


def _parts(line: Line, shown: View) -> list[Answer]:
    """Return the passages that back a part of a line alone: which part, under which number."""
    numbers = {_span(each.citation): each.number for each in shown.references}
    whole = {_span(citation) for citation in line.citations}
    found = {_span(one.citation): one.text for one in line.backed if _span(one.citation) not in whole}
    return [{"number": numbers[span], "text": text} for span, text in found.items()]


def _span(citation: Citation) -> tuple[str, int, int]:
    return citation.source, citation.start, citation.end


def _cites(shown: View) -> list[Answer]:
    """Return the cited passages by number: where they stand, the markers that lead there, who cites them.

    Those with ``near`` are only the nearest to lines that nothing bears out.
    """
    lines: dict[int, list[int]] = {}
    borne: set[int] = set()
    for section in shown.sections:
        for entry in section.entries:
            for marker in entry.markers:
                lines.setdefault(marker.number, []).append(entry.number)
                if not entry.lead:
                    borne.add(marker.number)
    return [
        cited(
            each.number,
            each.citation,
            list(each.anchors),
            lines.get(each.number, []),
            near=each.number in lines and each.number not in borne,
        )
        for each in shown.references
    ]


def cited(
    number: int, citation: Citation, anchors: list[str], lines: list[int], near: bool = False
) -> Answer:
    """Return a numbered passage as the page's script takes it."""
    return {
        "number": number,
        "source": citation.source,
        "start": citation.start,
        "end": citation.end,
        "anchors": anchors,
        "lines": lines,
        "near": near,
        "where": where(citation),
        "page": citation.page,
        "excerpt": [citation.prefix, citation.quote, citation.suffix],  # for where the file is not at hand
    }


def source_shown(document: Document) -> Answer:
    """Return the text of a source, where its pages and headings begin, and what of it is no content."""
    headings = _headings(document)
    return {
        "id": document.id,
        "text": document.text,
        "language": document.language,
        "outline": _outline(document, headings),
        "headings": [[span.start, span.end] for span in headings],
        "asides": [[one.start, one.end] for one in document.asides if one.reason not in _HEADS],
        "head": _mail_head(document),
        "markdown": document.media_type == "text/markdown",
        "pages": document.media_type == "application/pdf" and "/" not in document.path,
    }


_HEADS = ("headline", "section label")
"""What readers call a heading of a page or a PDF."""


def _mail_head(document: Document) -> list[list[str]]:
    """Return what the head of a mail says, label by label, [] for what is no mail."""
    if document.media_type != "message/rfc822":
        return []
    day = readable_date(document.date.isoformat()) if document.date else ""
    people = ("From", document.publisher), ("To", document.recipients)
    told = *people, ("Date", day), ("Subject", document.title)
    return [[label, value] for label, value in told if value]


def _outline(document: Document, headings: list[Span]) -> list[list[Any]]:
    pages: dict[int, int] = {}
    for place in document.places:
        if place.page is not None:
            pages.setdefault(place.page, place.start)
    if pages:
        return [[start, f"page {page}"] for page, start in pages.items()]
    return [[span.start, " ".join(document.quote(span).strip("# ").split())[:120]] for span in headings]


def _headings(document: Document) -> list[Span]:
    if document.media_type != "text/markdown":
        return [Span(one.start, one.end) for one in document.asides if one.reason in _HEADS]
    found = re.finditer(r"^ {0,3}#{1,6}[ \t]+[^\n]{1,300}", document.text, re.MULTILINE)
    return [Span(*one.span()) for one in found]


def find(documents: tuple[Document, ...], words: str) -> list[Answer]:
    """Return where a text stands in the sources, whatever the case of its letters."""
    found: list[Answer] = []
    if not words.strip():
        return found
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
    for document in documents:
        for hit in pattern.finditer(document.text):
            start, end = hit.span()
            text = document.text
            parts = text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND]
            found.append({"source": document.id, "start": start, "end": end, "parts": parts})
            if len(found) == FOUND:
                return found
    return found


def answers(sessions: Sessions) -> list[Callable[[Any], Any]]:
    """Return the functions that the script of a note may call, each with one object, each giving one."""

    def work_on(data: Any) -> Answer:
        return _answered(sessions, data, _ordered)

    def source(data: Any) -> Answer:
        def read(session: Session, work: Work, asked: Mapping[str, Any]) -> Answer:
            return source_shown(work.document(asked.get("id")))

        return _answered(sessions, data, read)

    def search(data: Any) -> Answer:
        def read(session: Session, work: Work, asked: Mapping[str, Any]) -> Answer:
            found = find(work.documents, str(asked.get("words") or "")[:200])
            return {"found": found, "more": len(found) == FOUND}

        return _answered(sessions, data, read)

    def note(data: Any) -> Answer:
        def read(session: Session, work: Work, asked: Mapping[str, Any]) -> Answer:
            return note_shown(work, asked.get("name") == NAME)

        return _answered(sessions, data, read)

    def file(data: Any) -> Answer:
        return _answered(sessions, data, _saved)

    def bring_back(data: Any) -> Answer:
        def put(session: Session, work: Work, asked: Mapping[str, Any]) -> Answer:
            session.bring_back(NAME, work.state.pile, str(asked.get("file")))
            return {}

        return _answered(sessions, data, put)

    def alive(data: Any) -> Answer:
        secret = data.get("secret") if isinstance(data, dict) else None
        session = sessions.by_secret(secret)
        return {"known": session is not None, "unkept": session.unkept if session else ""}

    def edits(data: Any) -> Answer:
        session = sessions.by_secret(data.get("secret")) if isinstance(data, dict) else None
        if session is not None:
            session.edits = edits_of(data.get("open"))
            session.save_if_begun()
        return {}

    async def pdf_page(data: Any) -> Answer:
        asked: Mapping[str, Any] = data if isinstance(data, dict) else {}
        session = sessions.by_secret(asked.get("secret"))
        work = session.works.get(str(asked.get("name") or NAME)) if session else None
        if session is None or work is None:
            return {"error": "There is no note yet."}
        try:
            return await _page(session, work, asked)
        except TracebriefError as error:
            return {"error": sentence(error)}

    def tab_shown(data: Any) -> Answer:
        session = sessions.by_secret(data.get("secret")) if isinstance(data, dict) else None
        if session is not None and isinstance(data.get("tab"), str):
            session.tab = data["tab"][:20]
            session.save_if_begun()
        return {}

    return [work_on, source, search, note, file, bring_back, alive, tab_shown, edits, pdf_page]


def _answered(
    sessions: Sessions, data: Any, answer: Callable[[Session, Work, Mapping[str, Any]], Answer]
) -> Answer:
    """Answer what is asked of a session's note; what goes wrong on purpose is a sentence under ``error``."""
    asked: Mapping[str, Any] = data if isinstance(data, dict) else {}
    session = sessions.by_secret(asked.get("secret"))
    if session is None:
        return {"error": "This page is not known here any more; load it again.", "unknown": True}
    work = session.works.get(str(asked.get("name") or NAME))
    if work is None:
        return {"error": "There is no note yet.", "none": True}
    try:
        return answer(session, work, asked)
    except TracebriefError as error:
        return {"error": sentence(error)}


def _ordered(session: Session, work: Work, asked: Mapping[str, Any]) -> Answer:
    orders, pile = asked.get("orders"), work.state.pile
    said = ""
    try:
        for order in orders if isinstance(orders, list) else []:
            said = work.apply(order if isinstance(order, dict) else {})
    except TracebriefError as error:
        session.save()
        return {**note_shown(work), "error": sentence(error)}
    if session.works.get(NAME) is work:
        session.put_back(NAME, pile, work.state.pile)
    threading.Thread(target=session.save, daemon=True).start()
    return {**note_shown(work), "said": said}


async def _page(session: Session, work: Work, asked: Mapping[str, Any]) -> Answer:
    """Return a page of a PDF as a picture, drawn in a worker: such a file may be hostile."""
    document, number, width = work.document(asked.get("id")), asked.get("page"), asked.get("width")
    folders = pile_files(session.folder, work.state.pile)
    path = next((folder / document.path for folder, names in folders if document.path in names), None)
    if path is None or not isinstance(number, int):
        raise OptionError("the file of that source is not at hand.")
    try:
        quote, wide = str(asked.get("quote") or "")[:5000], width if isinstance(width, int) else 0
        drawn = jobs.result(pages.picture, path, number, quote, max(pages.WIDTH, min(wide, WIDEST)))
        png, boxes = await asyncio.wait_for(drawn, DRAWING)
    except asyncio.TimeoutError:
        raise OptionError("the page takes too long to draw.") from None
    return {"image": base64.b64encode(png).decode("ascii"), "boxes": boxes}


def _saved(session: Session, work: Work, asked: Mapping[str, Any]) -> Answer:
    wanted = str(asked.get("format"))
    less = asked.get("without")
    if wanted == "project":
        file = project_file(session, work)
    elif wanted in RENDERERS:
        left = [str(one) for one in less] if isinstance(less, list) else []
        file = note_file(work, wanted, left, asked.get("comments") is True)
    else:
        return {"error": "That format is not offered."}
    content = base64.b64encode(file.content).decode("ascii")
    return {"name": file.name, "type": file.media_type, "content": content}


def project_file(session: Session, work: Work) -> File:
    """Return the note with its files, what was done by hand and the settings, as one file."""
    held: dict[str, project.ProjectFile] = {}
    for name, path in _files(session, work):
        content = path.read_bytes()
        held.setdefault(digest(content), project.ProjectFile(name, digest(content), content))
    made = project.Project(work.brief, tuple(held.values()), work.hand, session.settings)
    name = note_file(work, "json").name.removesuffix(".json")
    return File(f"{name}.tracebrief.json", "application/json", project.dumps(made))


def _files(session: Session, work: Work) -> Iterator[tuple[str, Path]]:
    """Yield the files that the note is written on, then those that were given since."""
    for folder, names in pile_files(session.folder, work.state.pile):
        yield from ((name, folder / name) for name in names)
    pile = session.zone(NAME)
    yield from ((one.name, pile.folder / one.name) for one in pile.uploads)
