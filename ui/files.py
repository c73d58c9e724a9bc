"""Files that come in: checked, then moved to where only their session reaches them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr

from summarizer.errors import NoteError, TracebriefError
from summarizer.saved import project

from . import jobs, tasks
from .downloads import note_file
from .messages import message_html
from .parts import drop_zone, uploads_html
from .runs import DIRECT, PRIVATE
from .samples import sample_titles, samples
from .session import Session, Sessions
from .zones import DATA, EMPTIED, NOTES, SINGLE, Files, Zone

FORMATS = "Text, PDF, Word, web pages, mail and more"


def uploaded(path: Any) -> Path | None:
    """Return the path of an upload; None for any other path, which a client may have made up."""
    folder = Path(os.environ["GRADIO_TEMP_DIR"]).resolve()
    try:
        found = Path(str(path))
        inside = found.resolve().is_relative_to(folder)
        return found.resolve() if inside and found.is_file() and not found.is_symlink() else None
    except (OSError, ValueError):
        return None


def take(pile: Zone, given: Iterable[Any]) -> list[str]:
    """Move uploads into a pile; return a sentence for each that is refused."""
    refused = []
    for item in given:
        path = uploaded(item.get("path")) if isinstance(item, dict) else None
        if path is None:
            refused.append("A file was not uploaded; choose it again.")
            continue
        problem = pile.take(path, str(item.get("name") or item.get("orig_name") or path.name))
        if problem:
            path.unlink(missing_ok=True)
            refused.append(problem)
    return refused


def zone(sessions: Sessions, name: str, label: str, hint: str = FORMATS) -> gr.HTML:
    """Make the drop zone of a pile; ``wire_zone`` connects it."""
    limits = replace(sessions.limits, max_files=1) if name in SINGLE else sessions.limits
    hint = hint if label.startswith("Drop") else f"Drop or choose · {hint}"
    return drop_zone(label, limits, hint)


def wire_zone(
    box: gr.HTML,
    status: gr.HTML,
    sessions: Sessions,
    name: str,
    sources: tuple[gr.HTML, str] | None = None,
) -> None:
    """Make uploads and removals change the pile of that name; refusals are told in ``status``.

    The files that a project has in it fill the pile of its ``sources``, a box and a name, if that is empty.
    """

    def change(event: gr.EventData, request: gr.Request) -> tuple[str, Any]:
        session = sessions.of(request.session_hash)
        pile, gone = session.zone(name), event._data.get("name")
        with session.lock:  # files may come while others do
            if gone is not None:
                pile.remove(str(gone))
                said = gr.skip()
            else:
                said = message_html(" ".join(take(pile, event._data.get("files") or ())), "error")
            session.save()
        return listed(session, name), said

    async def look(request: gr.Request) -> Any:
        pile = sessions.of(request.session_hash).zone(name)
        fresh = [upload for upload in pile.uploads if upload.refusal is None]
        files = Files(pile.folder, tuple(upload.name for upload in fresh), pile.limits)
        try:
            refusals = await jobs.result(tasks.refusals, files, name in NOTES) if fresh else {}
        except TracebriefError:  # the run itself will tell
            return gr.skip()
        if not pile.look(fresh, refusals):
            return gr.skip()
        session = sessions.of(request.session_hash)
        session.save()
        return listed(session, name)

    async def unpack(request: gr.Request) -> Any:
        session = sessions.of(request.session_hash)
        to = session.zone(sources[1] if sources else "")
        held = [] if to.uploads else await asyncio.to_thread(_within, session.zone(name))
        if not held:
            return gr.skip()
        with session.lock:
            to.replace(held)
            session.save()
        return listed(session, sources[1] if sources else "")

    given = gr.on([box.upload, box.delete], change, None, [box, status], **DIRECT)
    if sources:
        given.then(unpack, None, sources[0], queue=False, **PRIVATE)
    if name not in DATA:
        given.then(look, None, box, trigger_mode="always_last", queue=False, **PRIVATE)


def embedded(made: project.Project) -> list[tuple[bytes, str]]:
    """Return the files that a project has in it, content and name each."""
    return [
        (file.content, file.path.replace("\\", "/").rsplit("/", 1)[-1])
        for file in made.files
        if file.content is not None
    ]


def _within(pile: Zone) -> list[tuple[bytes, str]]:
    """Return the files that the project of a pile has in it, [] where it holds none."""
    for name in pile.files().names:
        with suppress(NoteError, OSError):
            return embedded(project.read_project(pile.folder / name))
    return []


def listed(session: Session, name: str) -> str:
    """Return the list of a pile's files; the samples stand under their titles."""
    return uploads_html(session.zone(name), sample_titles(), name in EMPTIED)


def borrow_button(note: bool = False) -> gr.Button:
    """Make a button that takes the files of the Brief tab, and its note too; ``wire_borrow`` connects it."""
    text = "Take the note and files of the Brief tab" if note else "Take the files of the Brief tab"
    return gr.Button(text, size="sm", scale=0, min_width=210)


def wire_borrow(
    button: gr.Button,
    box: gr.HTML,
    status: gr.HTML,
    sessions: Sessions,
    name: str,
    lender: str,
    note: str = "",
    note_box: gr.HTML | None = None,
) -> None:
    """Make a button copy the files of pile ``lender`` into pile ``name``; ``status`` tells what lacks.

    Where ``note`` is the name of a pile for a note, the note at hand goes there too, shown in ``note_box``.
    """

    def borrow(request: gr.Request) -> tuple[Any, ...]:
        session = sessions.of(request.session_hash)
        work = session.works.get(lender)
        if (work is None) if note else not session.zone(lender).uploads:
            said = nothing_yet("note" if note else "file")
            return (gr.skip(), said, gr.skip())[: 3 if note else 2]
        if note and work is not None:
            holder = session.zone(note)
            holder.clear()
            made = project.Project(work.brief, (), work.hand, {})  # its pins and remarks go along
            holder.add(project.dumps(made), note_file(work, "json").name)
        pile, other = session.zone(name), session.zone(lender)
        pile.clear()
        for item in other.uploads:
            pile.add((other.folder / item.name).read_bytes(), item.name)
        session.save()
        return (listed(session, name), "", *((listed(session, note),) if note else ()))

    button.click(borrow, None, [box, status, *([note_box] if note_box else [])], **DIRECT)


def nothing_yet(what: str) -> str:
    """Return the message that the Brief tab has no ``what`` to be taken."""
    return message_html(f"There is no {what} in the Brief tab yet.", "error")


def add_samples(session: Session, name: str) -> None:
    """Fill a pile with the five sample documents alone."""
    session.zone(name).replace((path.read_bytes(), path.name) for path in samples())
    session.save()
